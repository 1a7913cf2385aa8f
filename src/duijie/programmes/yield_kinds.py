"""The kinds of yields (服务成效) as a table, and the key by which the thing itself is known again.

DOMAIN §2.3, founding case Liandu: improvement reports, problems solved, trainings, patents, projects, centres, HNTE.
Applied, granted and accepted are different things and counted apart.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

_REST = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class YieldKind:
    """``by``: what the thing is known by – its ``number``, the ``demand`` it solved, or the ``title`` at a firm; with
    ``in_year`` only within a year; ``or_number``: by its number where it has one, wherever and whenever.
    ``counts_people``: persons and hours are asked."""

    label: Any
    by: str
    in_year: bool = False
    or_number: bool = False
    counts_people: bool = False


YIELD_KINDS: dict[str, YieldKind] = {
    "report": YieldKind(_("improvement report"), "title"),
    "problem": YieldKind(_("problem solved"), "demand"),
    "training": YieldKind(_("training held"), "day", counts_people=True),
    "patent_applied": YieldKind(_("patent applied for"), "number"),
    "patent_granted": YieldKind(_("patent granted"), "number"),
    "project_applied": YieldKind(_("project applied for"), "title", in_year=True, or_number=True),
    "project_accepted": YieldKind(_("project accepted"), "title", in_year=True, or_number=True),
    "centre": YieldKind(_("technology centre recognised"), "title"),
    "hnte": YieldKind(_("high-tech enterprise cultivated"), "firm", in_year=True),
}


def key_of(kind: str, *, title: str, number: str, firm: int, demand: int | None, day: date) -> str:
    """The key of the thing: the same for whoever writes it, in whatever width, case and spacing."""
    how = YIELD_KINDS[kind]
    year = f":{day.year}" if how.in_year else ""
    if how.by == "number" or (how.or_number and squeezed(number)):
        return f"n:{squeezed(number)}"[:160]
    if how.by == "demand" and demand is not None:
        return f"d:{demand}"
    if how.by == "firm":
        return f"f:{firm}{year}"
    if how.by == "day":
        return f"f:{firm}:{day}:{squeezed(title)}"[:160]
    return f"f:{firm}{year}:{squeezed(title)}"[:160]


def squeezed(text: str) -> str:
    """Letters and digits alone, in one width and case; of a patent's number also without the letters before it."""
    plain = _REST.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return re.sub(r"^(zl|cn)(?=\d)", "", plain)


def totals_by_kind(counts: Mapping[str, int]) -> list[tuple[str, Any, int]]:
    """Every kind with its label and count, in the order of the table."""
    return [(key, one.label, counts.get(key, 0)) for key, one in YIELD_KINDS.items()]
