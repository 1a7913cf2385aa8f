"""Sheets as tables: which columns hold which field.

Knows vocabularies, not documents; importers of other nouns use it as it is.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from duijie_match.lists.cells import Row, text_of
from duijie_match.lists.column_claims import IN_OTHER_CURRENCY, OTHER_TAKEN, fills_in, joins
from duijie_match.lists.headers import LOOK_AT, Header, find_header
from duijie_match.lists.money import in_other_currency, unit_above, unit_of
from duijie_match.lists.openxml_sheet import letters
from duijie_match.lists.readings import ColumnReading, SheetMapping, SheetReading
from duijie_match.lists.series import series_of
from duijie_match.lists.sources import Sheet, Source
from duijie_match.lists.vocabulary import CONFIDENCE, Fit, ValueKind, Vocabulary
from duijie_match.wording import Message, listed, msg

PREVIEW = LOOK_AT + 40
_NOTES_SHEET = re.compile(
    r"说明|须知|填表|填报指南|字典|下拉|选项|参考|目录|封面|示例|模板|未读懂|instruction|readme|guide|options|lookup"
    r"|not understood",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[\d.,%]+$")
Enough = Callable[[frozenset[str]], bool]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet's reading in the form rows are taken apart with. ``columns[field]`` are the columns that feed a
    field, best first; ``instead[column]`` are those that it stands in for where they are empty; ``cells`` are a
    person's corrections (row → column → text); ``vocabulary`` is what its headings were looked up in;
    ``series[column]`` is the number of the row's item that a column belongs to, where a row has several.
    """

    reading: SheetReading
    columns: Mapping[str, tuple[int, ...]]
    carried: tuple[tuple[int, str], ...]
    header: Header | None
    cells: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    instead: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    vocabulary: Vocabulary | None = None
    series: Mapping[int, int] = field(default_factory=dict)

    @property
    def used(self) -> bool:
        """Whether the sheet's rows are taken."""
        return self.reading.skipped is None


def plan_tables(
    source: Source,
    vocabulary: Vocabulary,
    *,
    enough: Enough,
    worded: frozenset[str] = frozenset(),
    guess: str | None = None,
    mapping: Mapping[str, SheetMapping] | None = None,
) -> list[Table]:
    """How each sheet is understood. ``enough(fields)`` says whether the fields found make a sheet a list; those
    of ``worded`` count,
    where there are several sheets, only when there are words in them, for a page of counts is no list.

    ``guess`` names the field that the column with the longest texts is taken for where no sheet has enough.
    ``mapping`` (by
    sheet name) overrides what is found.
    """
    corrections = mapping or {}
    previews = [(sheet, rows) for sheet, rows in source.preview(PREVIEW)]
    tables = [
        _plan(sheet, rows, vocabulary, corrections.get(sheet.name), enough, worded, alone=len(previews) == 1)
        for sheet, rows in previews
    ]
    if guess and not any(table.used for table in tables):
        for position, (sheet, rows) in enumerate(previews):
            if rows and not sheet.hidden and sheet.name not in corrections:
                guessed = _guess(tables[position], sheet, rows, guess)
                if guessed:
                    tables[position] = guessed
                    break
    return tables


def _plan(
    sheet: Sheet,
    rows: list[Row],
    vocabulary: Vocabulary,
    correction: SheetMapping | None,
    enough: Enough,
    worded: frozenset[str],
    *,
    alone: bool,
) -> Table:
    at = rows[0].number if sheet.header_fixed and rows else None
    if correction and correction.header_row:
        at = correction.header_row
    header = find_header(rows, vocabulary, sheet.merges, at=at)
    table = _table(sheet, rows, header, vocabulary, correction)
    skipped: Message | None = None
    if correction is not None:
        skipped = None if correction.use else msg("The sheet was left out by choice.")
    elif not rows:
        skipped = msg("The sheet is empty.")
    elif sheet.hidden and not alone:
        skipped = msg("The sheet is hidden and was left out. Unhide it to have it read.")
    elif not alone and _NOTES_SHEET.search(sheet.name):
        skipped = msg("The sheet holds notes by its name and was left out.")
    elif not enough(frozenset(table.columns)):
        skipped = msg("No column of the sheet was recognised as what is needed.")
        if headings := [column.header for column in table.reading.columns if column.header and header]:
            skipped = msg("{said} Its columns: {columns}.", said=skipped, columns=listed(headings[:12]))
    elif not alone and not enough(frozenset(table.columns) - _of_numbers(table, worded)):
        skipped = msg("The sheet holds numbers where texts are expected; it was taken for a summary and left out.")
    return replace(table, reading=replace(table.reading, skipped=skipped))


def _of_numbers(table: Table, fields: frozenset[str]) -> set[str]:
    """Those of ``fields`` in whose first cells stand nothing but numbers."""

    def is_of_numbers(index: int) -> bool:
        samples = table.reading.columns[index].samples
        return bool(samples) and all(_NUMBER.match(sample) for sample in samples)

    return {field for field in fields if all(map(is_of_numbers, table.columns.get(field, ())))}


def _table(
    sheet: Sheet, rows: list[Row], header: Header | None, vocabulary: Vocabulary, correction: SheetMapping | None
) -> Table:
    last = header.last if header else 0
    body = [row for row in rows if row.number > last]
    width = max([len(header.labels) if header else 0, *(len(row.cells) for row in body)], default=0)
    labels = list(header.labels) if header else []
    labels += [""] * (width - len(labels))
    given = correction.fields if correction else {}
    units = correction.units if correction else {}
    above = _unit_above(rows, header)
    found = [_column(index, label, body, vocabulary, given, units, above) for index, label in enumerate(labels)]
    series = series_of(labels) if vocabulary.several else {}
    columns, readings = _assign(found, vocabulary, body, series)
    reading = SheetReading(
        sheet.name, last, tuple(readings), hidden=sheet.hidden, first_header_row=header.first if header else 0
    )
    instead = {
        taken[place]: taken[:place]
        for field, taken in columns.items() if not vocabulary[field].joins
        for place in range(1, len(taken))
    }  # fmt: skip
    cells = correction.cells if correction else {}
    return Table(reading, columns, _carried(readings), header, cells, instead, vocabulary, series)


def _column(
    index: int,
    label: str,
    body: Sequence[Row],
    vocabulary: Vocabulary,
    given: Mapping[int, str | None],
    units: Mapping[int, str],
    above: str | None,
) -> ColumnReading:
    samples = []
    for row in body:
        if index < len(row.cells) and (text := text_of(row.cells[index])):
            samples.append(text[:80])
            if len(samples) == 3:
                break
    name = label or (letters(index) if samples else "")
    if index in given:
        field, fit = given[index], Fit.GIVEN if given[index] else Fit.NONE
    else:
        seen = vocabulary.recognise(label)
        field, fit = seen.field, seen.fit
    unit = note = None
    if field and vocabulary[field].kind is ValueKind.MONEY:
        if in_other_currency(label) and not (index in given or index in units):
            field, fit = None, Fit.NONE
            note = IN_OTHER_CURRENCY[vocabulary.keeps_rest]
        else:
            unit = units.get(index) or unit_of(label)
            if unit is None and above:
                unit = above
                note = msg("Amounts without a unit are in {unit}, as it says above the header.", unit=above)
    return ColumnReading(index, name, field, fit, CONFIDENCE[fit] if field else 0.0, unit, tuple(samples), note)


def _unit_above(rows: Sequence[Row], header: Header | None) -> str | None:
    texts = (text_of(cell) for row in rows if header and row.number < header.first for cell in row.cells)
    return next((unit for text in texts if (unit := unit_above(text))), None)


def _assign(
    found: list[ColumnReading], vocabulary: Vocabulary, body: Sequence[Row], series: Mapping[int, int]
) -> tuple[dict[str, tuple[int, ...]], list[ColumnReading]]:
    """No two columns to one field, unless the field joins or they are never filled together; the surest, then the
    leftmost, wins.
    """
    columns: dict[str, tuple[int, ...]] = {}
    readings = list(found)
    for column in sorted(found, key=lambda item: (-item.confidence, series.get(item.index, 1), item.index)):
        field = column.field
        if field is None:
            continue
        taken = columns.get(field)
        # Columns of other items of the row are no rivals: each item has its own. What is of no item is of all.
        item = series.get(column.index)
        rivals = [index for index in taken or () if item is None or series.get(index, item) == item]
        other = found[(rivals or taken or (0,))[0]]
        if taken is None:
            columns[field] = (column.index,)
        elif column.fit is Fit.FALLBACK:  # a serial number beside an id is what everybody has
            readings[column.index] = replace(column, field=None, fit=Fit.NONE, confidence=0.0)
        elif not rivals:
            columns[field] = (*taken, column.index)
            note = msg("Read as a demand of its own, {n} of the row.", n=item)
            readings[column.index] = replace(column, note=note)
        elif joins(vocabulary[field], other, column):
            columns[field] = (*taken, column.index)
            note = msg("Joined with “{other}” under its own heading.", other=other.header)
            readings[column.index] = replace(column, note=note)
        elif vocabulary[field].kind is ValueKind.TEXT and fills_in(column.index, rivals, body):
            columns[field] = (*taken, column.index)
            note = msg("Taken where “{other}” is empty.", other=other.header)
            readings[column.index] = replace(column, note=note)
        else:
            note = Message(OTHER_TAKEN[vocabulary.keeps_rest].msgid, {"other": other.header})
            readings[column.index] = replace(column, field=None, fit=Fit.NONE, confidence=0.0, note=note)
    return columns, readings


def _carried(readings: Iterable[ColumnReading]) -> tuple[tuple[int, str], ...]:
    seen: dict[str, int] = {}
    carried = []
    for column in readings:
        if column.field is None and column.header:
            times = seen[column.header] = seen.get(column.header, 0) + 1
            carried.append((column.index, column.header if times == 1 else f"{column.header} ({times})"))
    return tuple(carried)


def _guess(table: Table, sheet: Sheet, rows: list[Row], field: str) -> Table | None:
    """Take the column with the longest texts for ``field``: better than nothing for a list without (known) headings."""
    last = table.reading.header_row
    lengths: dict[int, list[int]] = {}
    for row in rows:
        if row.number > last:
            for index, cell in enumerate(row.cells):
                if isinstance(cell, str) and any(character.isalpha() for character in cell):
                    lengths.setdefault(index, []).append(len(text_of(cell)))
    means = {index: sum(sizes) / len(sizes) for index, sizes in lengths.items() if sizes}
    best = max(means, key=lambda index: (means[index], -index), default=None)
    if best is None or means[best] < 4:
        return None
    header = table.header
    if header is None:
        first = rows[0]
        texts = [text_of(cell).replace("\n", "") for cell in first.cells]
        own = texts[best] if best < len(texts) else ""
        rest = lengths[best][1:] if own else lengths[best]
        # A first row far shorter than those below is a heading; one like them is a row.
        if own and rest and len(own) * 3 <= sum(rest) / len(rest) and len(own) <= 20:
            header = Header(first.number, first.number, tuple(texts), 0.0)
    vocabulary = Vocabulary(())
    plain = _table(sheet, rows, header, vocabulary, None) if table.header is None else table
    readings = list(plain.reading.columns)
    readings[best] = replace(
        readings[best],
        field=field,
        fit=Fit.GUESSED,
        confidence=CONFIDENCE[Fit.GUESSED],
        note=msg("No heading is known here; the column with the longest texts was taken."),
    )
    reading = replace(plain.reading, columns=tuple(readings), skipped=None)
    return Table(reading, {**plain.columns, field: (best,)}, _carried(readings), plain.header)
