"""The rule for queries: how many a page asks does not grow with the number of rows.

Counts of long lists are kept for two minutes (``kept_counts``), figures for longer: how many queries a page asks
depends on whether they are there, so both numbers are told, fresh and kept. And what finds nothing among few rows asks
less there. So not the sums are compared but how often each question is asked, whatever its values: never more often
among many rows than among few (what few rows give no reason to ask: twice, as two parts of a page may do), and never
row by row.
"""

# ruff: noqa: PLC0415 – Django can only be imported once ``prepared`` has set the environment

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

ROW_BY_ROW = 6
"""Times from which on a page asks a question for each of its rows; fewer are its parts."""
PARTS = 2
"""Times up to which a question may be asked that few rows give no reason to ask."""
_VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b")
_LISTS = re.compile(r"\(\?(?:\s*,\s*\?)*\)")
_TRANSACTIONS = re.compile(r"BEGIN|COMMIT|(RELEASE )?SAVEPOINT")
Shapes = Mapping[str, int]


def shape_of(sql: str) -> str:
    """``sql`` without its values, lists of them alike at any length; its beginning and a digest of the whole."""
    bare = _LISTS.sub("(?)", _VALUES.sub("?", sql))
    table = re.search(r'FROM "?(\w+)', bare)
    return f"{table.group(1) if table else bare[:30]} {hashlib.sha256(bare.encode()).hexdigest()[:10]}"


def meant(asked: Any) -> list[str]:
    """The queries of the page itself: once a minute a session notes that somebody is there, whatever the page."""
    return [one["sql"] for one in asked if "django_session" not in one["sql"] and not _TRANSACTIONS.match(one["sql"])]


def forget_counts() -> None:
    """As for the first who asks in two minutes, in a process that has read everything else before."""
    from django.core.cache import caches

    caches["default"].clear()
    caches["figures"].clear()


def asked_by(client: Any, address: str) -> dict[str, Any]:
    """How many queries ``address`` asks, ``fresh`` and ``kept``, and how often each of the first, its ``shapes``."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from duijie.registry.domain.queries import beside

    client.get(address)
    forget_counts()
    with CaptureQueriesContext(connection) as fresh:
        client.get(address)
    beside.wait()
    with CaptureQueriesContext(connection) as kept:
        client.get(address)
    shapes = Counter(map(shape_of, meant(fresh)))
    return {"fresh": len(meant(fresh)), "kept": len(meant(kept)), "shapes": dict(shapes), "asked": [*fresh]}


def growing(many: Shapes, few: Shapes) -> list[str]:
    """The questions that a page asks more often among many rows than among few, or row by row."""
    return [one for one, times in many.items() if times > max(few.get(one, 0), PARTS) or times >= ROW_BY_ROW]


def verdict(pages: Mapping[str, list[str]]) -> str:
    """Which pages break the rule, and with which questions."""
    told = (f"{name} ({', '.join(shapes)})" for name, shapes in pages.items())
    return f"queries that grow with the rows: {'; '.join(told) or 'none'}"
