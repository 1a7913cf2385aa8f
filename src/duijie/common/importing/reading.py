"""How a stored list is understood – sheets, header, columns – and its rows as fields and texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from duijie.common.importing.nouns import SourceRow
from duijie_match.errors import DuijieError
from duijie_match.lists.cells import Row, is_blank, text_of
from duijie_match.lists.headers import LOOK_AT, Header, find_header
from duijie_match.lists.limits import Limits
from duijie_match.lists.passed_over import RowsPassedOver
from duijie_match.lists.records import filled_down
from duijie_match.lists.sources import Sheet, open_source
from duijie_match.lists.vocabulary import Fit, Vocabulary
from duijie_match.wording import msg

LIMITS = Limits(
    file_bytes=50 << 20, unpacked_bytes=1 << 30, rows=200_000, columns=200, cell=20_000, sheets=50, forms=2_000
)
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class UnderstoodSheet:
    """``columns`` holds heading, field (None: left out), how sure (0..1) and some cells of each column."""

    name: str
    header_row: int
    columns: tuple[dict[str, Any], ...]
    use: bool
    hidden: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "header_row": self.header_row,
            "columns": list(self.columns),
            "use": self.use,
            "hidden": self.hidden,
        }


def understand(
    path: Path, vocabulary: Vocabulary, mapping: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The sheets of the list as ``UnderstoodSheet.as_json``, and what had to be said about the file.

    ``mapping`` is a person's word: sheet name → ``{"use", "header_row", "fields": {column: field or None}, "cells":
    {row: {column: text}}}``. Raises
    ``DuijieError`` for a file that is no list.
    """
    sheets: list[dict[str, Any]] = []
    with open_source(path, LIMITS, vocabulary) as source:
        for sheet in source.sheets():
            first = list(islice(sheet.rows, LOOK_AT))
            sheets.append(_understand_sheet(sheet, first, vocabulary, mapping.get(sheet.name, {})).as_json())
        notes = [_note(problem) for problem in source.problems[:100]]
    if not sheets or not any(sheet["columns"] for sheet in sheets):
        raise DuijieError(
            "no-rows",
            msg("“{file}” holds no rows. Check that the list was saved and that it is the right file.", file=path.name),
        )
    return sheets, notes


def read_rows(
    path: Path, vocabulary: Vocabulary, mapping: Mapping[str, Any], notes: list[dict[str, Any]]
) -> Iterator[SourceRow]:
    """All rows below the headers of the sheets in use, numbered from 1 through the whole file. Memory stays flat.

    ``notes`` is filled at the end with what had to be said about the file, as JSON.
    """
    number = 0
    with open_source(path, LIMITS, vocabulary) as source:
        for sheet in source.sheets():
            wish = mapping.get(sheet.name, {})
            first = list(islice(sheet.rows, LOOK_AT))
            understood = _understand_sheet(sheet, first, vocabulary, wish)
            header = _header(sheet, first, vocabulary, wish)
            if not understood.use or header is None:
                continue
            columns = [(at, c["field"], c["header"]) for at, c in enumerate(understood.columns) if c["field"]]
            corrected = {int(number): cells for number, cells in (wish.get("cells") or {}).items()}
            headers = {name: heading for _at, name, heading in reversed(columns)}
            places: dict[str, list[int]] = {}
            for at, field, _heading in columns:
                places.setdefault(field, []).append(at)
            below = (area for area in sheet.merges if area[0] > header.last)
            passed = RowsPassedOver(header, places, len(understood.columns), below)
            rows = (row for row in chain(first, sheet.rows) if row.number > header.last)
            for row in filled_down(rows, sheet.merges, header.last):
                if is_blank(row.cells):
                    continue
                if (why := passed.reason(row, [text_of(cell) for cell in row.cells])) is not None:
                    source.note(sheet.name, row.number, *why)
                    continue
                number += 1
                texts = _texts(row, columns, corrected.get(row.number, {}))
                part = source.part_of(sheet.name, row.number)
                yield SourceRow(number, sheet.name, row.number, texts, headers, part)
        notes.extend(_note(problem) for problem in source.problems[:200])


def _texts(row: Row, columns: list[tuple[int, str, str]], corrected: Mapping[str, str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for at, field, _heading in columns:
        text = text_of(row.cells[at]) if at < len(row.cells) else ""
        text = corrected.get(str(at), text)
        if text and not texts.get(field):
            texts[field] = text
    return texts


def _header(sheet: Sheet, first: list[Row], vocabulary: Vocabulary, wish: Mapping[str, Any]) -> Header | None:
    at = int(wish.get("header_row") or 0) or None
    if sheet.header_fixed and first:
        return find_header(first[:1], vocabulary, at=first[0].number)
    found = find_header(first, vocabulary, sheet.merges, at=at)
    if found is None and first:
        # Nothing looks like a header: offer the first row with something in it, for a person to map.
        filled = next((row for row in first if not is_blank(row.cells)), None)
        found = find_header(first, vocabulary, at=filled.number) if filled else None
    return found


def _understand_sheet(
    sheet: Sheet, first: list[Row], vocabulary: Vocabulary, wish: Mapping[str, Any]
) -> UnderstoodSheet:
    header = _header(sheet, first, vocabulary, wish)
    if header is None:
        return UnderstoodSheet(sheet.name, 0, (), False, sheet.hidden)
    below = [row for row in first if row.number > header.last]
    width = max([len(header.labels), *(len(row.cells) for row in below)], default=0)
    labels = [*header.labels, *[""] * (width - len(header.labels))]
    said = {int(at): field for at, field in (wish.get("fields") or {}).items()}
    guessed = _guess(labels, vocabulary)
    columns = []
    for at, label in enumerate(labels):
        field, confidence = (said[at], 1.0) if at in said else guessed[at]
        if field is not None and field not in vocabulary:
            field = None
        texts = (text_of(row.cells[at]) for row in below if at < len(row.cells))
        samples = list(islice((text[:80] for text in texts if text), SAMPLES))
        columns.append({"header": label, "field": field, "confidence": confidence, "samples": samples})
    useful = any(column["field"] for column in columns)
    use = bool(wish.get("use", useful and not sheet.hidden))
    return UnderstoodSheet(sheet.name, header.last, tuple(columns), use, sheet.hidden)


def _guess(labels: list[str], vocabulary: Vocabulary) -> list[tuple[str | None, float]]:
    """Each column's field; where several claim one, the surest (then the first) has it."""
    found = [vocabulary.recognise(label) for label in labels]
    best: dict[str, tuple[float, int]] = {}
    for at, one in enumerate(found):
        if one.field is not None and one.fit is not Fit.NONE:
            claim = (one.confidence, -at)
            if one.field not in best or claim > best[one.field]:
                best[one.field] = claim
    return [
        (one.field, one.confidence) if one.field and best.get(one.field) == (one.confidence, -at) else (None, 0.0)
        for at, one in enumerate(found)
    ]


def _note(problem: Any) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "sheet": problem.sheet,
        "row": problem.row,
        "texts": {language: problem.message.render(language) for language in ("zh-hans", "en")},
    }
