"""How a stored list is understood – sheets, header, columns – and its rows as fields and texts.

Everything about lists is in ``duijie_match.lists``: a list means the same here and where it is matched.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from duijie.common.importing.nouns import SourceRow
from duijie_match.errors import DuijieError
from duijie_match.lists.cells import folded, is_blank
from duijie_match.lists.cut_short import said_of
from duijie_match.lists.form_source import FILE_COLUMN
from duijie_match.lists.headers import LOOK_AT
from duijie_match.lists.joining import joined, options_of
from duijie_match.lists.limits import Limits
from duijie_match.lists.markup import without_markup
from duijie_match.lists.problems import Problem, Severity, renamed
from duijie_match.lists.readings import SheetMapping
from duijie_match.lists.records import Record, table_records
from duijie_match.lists.sheet_reports import report_sheets
from duijie_match.lists.sources import Source, open_source
from duijie_match.lists.tables import Table, plan_tables
from duijie_match.lists.vocabulary import Field, ValueKind, Vocabulary
from duijie_match.wording import listed, msg

LIMITS = Limits(
    file_bytes=50 << 20, unpacked_bytes=1 << 30, rows=200_000, columns=200, cell=20_000, sheets=50, forms=2_000
)
_NEVER_MISSED = ("序号", "序", "no.", "no", FILE_COLUMN)
_MOST_NOTES = 200
_GRAVEST_FIRST = list(Severity)


def understand(
    path: Path, vocabulary: Vocabulary, mapping: Mapping[str, Any], needed: Sequence[str] = (), name: str = ""
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The sheets of the list, and what had to be said about the file.

    A sheet has a name, ``header_row``, ``use``, ``hidden`` and columns: heading, field (None: left out), how sure
    (0..1) and some cells. ``mapping`` is a person's word: sheet name → ``{"use", "header_row", "fields": {column: field
    or None}, "cells": {row: {column: text}}}``. ``needed`` are the fields without which a sheet is no such list;
    ``name`` is what people call the file. Raises ``DuijieError`` for a file that is no list.
    """
    with _open(path, vocabulary, name) as source:
        tables = _plan(source, vocabulary, mapping, needed)
        for sheet in source.sheets():
            deque(islice(sheet.rows, LOOK_AT), 0)
        _report(source, tables, mapping)
        notes = _notes(source, name)
    sheets = [_as_json(table) for table in tables]
    if not any(sheet["columns"] for sheet in sheets):
        raise DuijieError(
            "no-rows",
            msg(
                "“{file}” holds no rows. Check that the list was saved and that it is the right file.",
                file=name or path.name,
            ),
        )
    return sheets, notes


def read_rows(
    path: Path,
    vocabulary: Vocabulary,
    mapping: Mapping[str, Any],
    notes: list[dict[str, Any]],
    needed: Sequence[str] = (),
    name: str = "",
) -> Iterator[SourceRow]:
    """All rows below the headers of the sheets in use, numbered from 1 through the whole file. Memory stays flat.

    ``notes`` is filled at the end with what had to be said about the file, as JSON.
    """
    number = 0
    with _open(path, vocabulary, name) as source:
        tables = _plan(source, vocabulary, mapping, needed)
        _report(source, tables, mapping)
        for record in table_records(source, tables):
            row = _row(number + 1, record, vocabulary, source)
            if row.cells:
                number += 1
                yield row
            else:
                said = msg("Nothing stands in the columns that are read; passed over.")
                source.note(row.sheet, row.row, "no-text", said)
        notes.extend(_notes(source, name))


@contextmanager
def _open(path: Path, vocabulary: Vocabulary, name: str) -> Iterator[Source]:
    try:
        with open_source(path, LIMITS, vocabulary) as source:
            yield source
    except DuijieError as error:
        raise DuijieError(error.code, renamed(error.message, path.name, name or path.name)) from error


def _plan(source: Source, vocabulary: Vocabulary, mapping: Mapping[str, Any], needed: Sequence[str]) -> list[Table]:
    """The sheets as the lists of a match are read; where none is such a list, any in which a heading is known."""
    said = {name: _mapping(wish, vocabulary) for name, wish in mapping.items()}
    wanted = frozenset(needed)

    def plan(*, strict: bool) -> list[Table]:
        return plan_tables(
            source, vocabulary,
            enough=lambda fields: bool(fields) and (not strict or wanted <= fields),
            worded=wanted, mapping=said,
        )  # fmt: skip

    tables = plan(strict=True)
    if not any(table.used for table in tables):
        tables = plan(strict=False)
    bare = {one.reading.name: one.reading.skipped for one in tables if one.header is None and one.reading.columns}
    if not bare:
        return tables
    # Nothing looks like a header: offer the first row with something in it, for a person to map.
    for sheet, rows in source.preview(LOOK_AT):
        filled = next((row for row in rows if not is_blank(row.cells)), None)
        if sheet.name in bare and filled is not None:
            said[sheet.name] = replace(said.get(sheet.name, SheetMapping(use=False)), header_row=filled.number)
    again = plan(strict=any(table.used for table in tables))
    return [
        replace(one, reading=replace(one.reading, skipped=bare[name]))
        if (name := one.reading.name) in bare and name not in mapping
        else one
        for one in again
    ]


def _mapping(wish: Mapping[str, Any], vocabulary: Vocabulary) -> SheetMapping:
    said = SheetMapping.from_json({**wish, "header_row": wish.get("header_row") or 0})
    known = {at: field if field is None or field in vocabulary else None for at, field in said.fields.items()}
    return replace(said, fields=known)


def _as_json(table: Table) -> dict[str, Any]:
    headings = _headings(table)
    columns = [
        {"header": headings[at], "field": one.field, "confidence": one.confidence, "samples": list(one.samples)}
        for at, one in enumerate(table.reading.columns)
    ]
    use = table.used and bool(columns)
    return {
        "name": table.reading.name, "header_row": table.reading.header_row, "columns": columns, "use": use,
        "hidden": table.reading.hidden,
    }  # fmt: skip


def _headings(table: Table) -> list[str]:
    """The heading of each column as written; empty where there is none."""
    labels = table.header.labels if table.header else ()
    return [labels[at] if at < len(labels) else "" for at in range(len(table.reading.columns))]


def _row(number: int, record: Record, vocabulary: Vocabulary, source: Source) -> SourceRow:
    cells, headers, units = {}, {}, {}
    sheet, written = record.table.reading.name, set(_headings(record.table))
    for name in record.table.columns:
        text = _text(record, vocabulary[name])
        heading = record.heading_of(name) or record.heading(name)
        headers[name] = heading if heading in written else ""
        if len(text) > LIMITS.cell:  # of several columns together
            said, stored = said_of("long", LIMITS), source.path.name
            source.problems.append(
                Problem(stored, "long", said, Severity.WARNING, sheet=sheet, row=record.number, column=heading)
            )
        if text:
            cells[name] = text[: LIMITS.cell]
        if unit := record.unit_of(name):
            units[name] = unit
    return SourceRow(number, sheet, record.number, cells, headers, source.part_of(sheet, record.number), units)


def _text(record: Record, field: Field) -> str:
    if field.joins and len(record.table.columns[field.name]) > 1:
        if field.kind is ValueKind.TEXT:
            return joined(record, field.name)
        return "；".join(dict.fromkeys(options_of(record, field.name)))
    text = record.first(field.name)
    return without_markup(text) if field.kind is ValueKind.TEXT else text


def _report(source: Source, tables: list[Table], mapping: Mapping[str, Any]) -> None:
    """Say what was left out: sheets, and columns in which something stands and of which nobody has decided."""
    if not any(table.used for table in tables):
        return
    report_sheets(source, tables)
    for table in tables:
        if not table.used or mapping.get(table.reading.name, {}).get("fields"):
            continue
        left = [
            heading
            for heading, one in zip(_headings(table), table.reading.columns, strict=True)
            if heading and one.field is None and one.samples and one.note is None
            and folded(heading) not in _NEVER_MISSED
        ]  # fmt: skip
        if left:
            said = msg("Columns that mean no field of the register were left out: {columns}.", columns=listed(left))
            source.problems.append(
                Problem(source.path.name, "columns-left-out", said, Severity.NOTE, sheet=table.reading.name)
            )


def _notes(source: Source, name: str) -> list[dict[str, Any]]:
    """What was said, as JSON; the gravest of it where it is too much, and how much more there is."""
    stored = source.path.name
    found = source.problems
    if (more := len(found) - _MOST_NOTES) > 0:
        found = sorted(found, key=lambda problem: _GRAVEST_FIRST.index(problem.severity))[:_MOST_NOTES]
        said = msg("{count} {count:further remark is|further remarks are} not shown.", count=more)
        found.append(Problem(stored, "more", said, Severity.NOTE))
    problems = [replace(problem, message=renamed(problem.message, stored, name or stored)) for problem in found]
    return [
        {
            "code": problem.code,
            "severity": str(problem.severity),
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "texts": {language: problem.message.render(language) for language in ("zh-hans", "en")},
        }
        for problem in problems
    ]
