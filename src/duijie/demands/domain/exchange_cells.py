"""A demand as the row of an external template: its cells, what is missing, and whether it may leave the platform."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_noop

from duijie.common.jobs import in_all_languages
from duijie.demands.exchange_fields import FIELDS
from duijie.demands.models import Demand, ExternalSystem, RowOutcome
from duijie.demands.states import OPEN
from duijie.registry.models.record import Disclosure

THEIR_LANGUAGE = "zh-hans"  # of the words in the file, whoever makes it
NOT_DIGESTED = frozenset({"external_number"})  # what we have from them is no change of ours

ARCHIVED = gettext_noop("It is archived. Restore it first.")
NOT_OPEN = gettext_noop("It is not published, or not any more. Only what was published leaves the platform.")
INTERNAL = gettext_noop("It is only for the office and the firm. Ask the firm, then change who may see it.")
MISSING = gettext_noop("“%(heading)s” must be filled: complete “%(field)s” of the demand.")
LONG = gettext_noop(
    "“%(heading)s” has %(length)d characters, at most %(limit)d fit: shorten “%(field)s” of the demand."
)


@dataclass(frozen=True, slots=True)
class Filled:
    """``cells`` in the order of the columns; ``findings`` say in each language why the row is left out."""

    outcome: RowOutcome
    cells: list[str]
    findings: list[dict[str, str]]
    digest: str


def columns_of(system: ExternalSystem) -> list[dict[str, Any]]:
    """The template as a handing over keeps it."""
    names = ("heading", "field", "text", "words", "is_required", "longest")
    return [{name: getattr(one, name) for name in names} for one in system.columns.order_by("position", "pk")]


def fill_row(demand: Demand, columns: Sequence[Mapping[str, Any]], *, number_there: str = "") -> Filled:
    """The row of a demand with area, zone and organisation loaded. What may not leave gives no cells."""
    kept = withheld(demand)
    if kept:
        return Filled(RowOutcome.WITHHELD, [], [in_all_languages(kept)], "")
    demand.number_there = number_there  # type: ignore[attr-defined]
    with translation.override(THEIR_LANGUAGE):
        cells = [_cell(demand, column) for column in columns]
    findings = [
        found for column, cell in zip(columns, cells, strict=True) if (found := _fault(column, cell)) is not None
    ]
    outcome = RowOutcome.INCOMPLETE if findings else RowOutcome.READY
    return Filled(outcome, cells, findings, digest_of(columns, cells))


def withheld(demand: Demand) -> str:
    """Why a demand may not leave the platform; empty where it may: what its disclosure does not permit stays here."""
    if demand.archived_at is not None:
        return ARCHIVED
    if demand.state not in OPEN:
        return NOT_OPEN
    return INTERNAL if demand.disclosure != Disclosure.REGISTERED else ""


def digest_of(columns: Sequence[Mapping[str, Any]], cells: Sequence[str]) -> str:
    """SHA-256 of what the other side is told."""
    told = [
        [column["heading"], cell]
        for column, cell in zip(columns, cells, strict=True)
        if column["field"] not in NOT_DIGESTED
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _cell(demand: Demand, column: Mapping[str, Any]) -> str:
    one = FIELDS[column["field"]]
    if one.key == "fixed":
        return str(column["text"])
    theirs = column["words"].get(getattr(demand, one.choices)) if one.choices else None
    return str(theirs or one.read(demand) or "").strip()


def _fault(column: Mapping[str, Any], cell: str) -> dict[str, str] | None:
    if column["is_required"] and not cell:
        return _told(MISSING, column)
    if column["longest"] and len(cell) > column["longest"]:
        return _told(LONG, column, length=len(cell), limit=column["longest"])
    return None


def _told(words: str, column: Mapping[str, Any], **params: Any) -> dict[str, str]:
    found = {}
    for language, text in in_all_languages(words).items():
        with translation.override(language):
            label = str(FIELDS[column["field"]].label)
        found[language] = text % {"heading": column["heading"], "field": label, **params}
    return found
