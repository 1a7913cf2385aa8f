"""A register as a table of everything that is kept of it, for a file: the same rows that its page exports."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from duijie.registry.domain.queries import organisations, records
from duijie.registry.interfaces.organisation_columns import COLUMNS, text_of
from duijie.registry.interfaces.organisation_filters import OrganisationFilter
from duijie.registry.interfaces.organisation_vocabulary import LABELS
from duijie.registry.interfaces.record_columns import value_of
from duijie.registry.interfaces.record_filters import RecordFilter
from duijie.registry.models.area import lies_in
from duijie.registry.register import Register, label_of


@dataclass(frozen=True, slots=True)
class ExportedList:
    """``count`` rows of ``header``; iterate once."""

    header: tuple[Any, ...]
    count: int
    rows: Iterator[list[Any]]


def list_for_export(register: Register, *, by: Any, area: Any = None) -> ExportedList:
    """What ``by`` may take along, of ``area`` and below, and the note of it in the audit."""
    asked = {"area": area.code} if area is not None else {}
    within = Q() if area is None else lies_in(area.path, "area", "zone")
    if register.has_own_pages:
        return _organisations(by=by, within=within, asked=asked)
    found = RecordFilter({}, records.list_exportable(register, by=by), register=register, by=by).rows.filter(within)
    count, keys = found.count(), list(register.names)
    records.note_export(register, by=by, count=count, columns=keys, filters=asked)
    records.note_exported(register, found, by=by, names=keys)
    rows = ([value_of(register, one, key) for key in keys] for one in found.iterator(chunk_size=1000))
    return ExportedList(tuple(label_of(register.model, key) for key in keys), count, rows)


def _organisations(*, by: Any, within: Q, asked: dict[str, str]) -> ExportedList:
    found = OrganisationFilter({}, organisations.list_exportable(by=by), by=by).rows.filter(within)
    columns = [one for one in COLUMNS if one.key != "updated_at"]
    organisations.note_export(by=by, rows=found, columns=[one.key for one in columns], filters=asked)
    header = (*(one.label for one in columns), LABELS["description"])
    rows = ([*(text_of(one, column) for column in columns), one.description] for one in found.iterator(chunk_size=1000))
    return ExportedList(header, found.count(), rows)
