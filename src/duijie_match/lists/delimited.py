"""Text lists: .csv, .tsv and anything with one kind of separator."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

from duijie_match.lists.cells import Row, Value
from duijie_match.lists.encodings import Encoding
from duijie_match.lists.limits import Limits
from duijie_match.lists.packages import open_plain

SEPARATORS = ",\t;|，"
WIDEST = 50
"""Beyond so many cells a row is no more surely cut right: a long text has a thousand commas."""


def separator_of(sample: str, default: str) -> str:
    """The separator that cuts the first lines into the same number of cells most often; ``default`` where none does.

    A comma inside quotes does not count.
    """
    best, best_score = default, 0.0
    for separator in SEPARATORS:
        counts = [len(row) for row in _parse(sample, separator)]
        if not counts or max(counts) < 2:
            continue
        # Title rows have one cell, so the commonest width among rows with more than one counts.
        wide = [count for count in counts if count > 1]
        mode = max(set(wide), key=lambda width: (wide.count(width), width))
        score = wide.count(mode) / len(counts) * (1 + 0.01 * min(mode, WIDEST)) + (0.05 if separator == default else 0)
        if score > best_score:
            best, best_score = separator, score
    return best


def _other_separator(sample: str, separator: str) -> str:
    """That of a list without a single ``separator``: the one that cuts its first line, too, for a list of one column
    has commas in its texts at most.
    """
    found = separator_of(sample, separator)
    return found if found in sample.lstrip().partition("\n")[0] else separator


def _parse(sample: str, separator: str) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if row:
                rows.append(row)
    except csv.Error:
        pass
    return rows[:50]


Report = Callable[[str, int], None]


LONGEST = 1 << 24
"""Characters of a record that are read as one. Far more than a cell may have, so that what follows a cell that is too
long keeps its columns; a bound, so that a file without line breaks does not fill the memory.
"""


def delimited_rows(
    path: Path, encoding: Encoding, separator: str | None, limits: Limits, report: Report
) -> Iterator[Row]:
    """The rows that hold something, streamed. ``number`` is the number of the record, which a spreadsheet shows as
    the row.

    ``report(code, row)`` is told of ``wide`` rows, ``long`` cells, ``damaged`` characters, ``quote`` (a quotation
    mark that never
    closes: from that row on, quotes count as ordinary characters), and ``rows`` when there are more than the limit.
    """
    with open_plain(path) as raw, io.TextIOWrapper(raw, encoding=encoding.name, errors="replace", newline="") as text:
        sample = text.read(1 << 16)
        if separator is None:
            separator = separator_of(sample, "\t" if path.suffix.lower() in (".tsv", ".tab") else ",")
        elif separator not in sample:
            separator = _other_separator(sample, separator)
        lines = _Lines(_prefixed(sample, text), limits)
        for number, cells in enumerate(_records(lines, separator, report), start=1):
            if number > limits.rows:
                report("rows", number)
                return
            row = _bounded(cells, number, limits, report)
            if row is not None:
                yield row


def _bounded(cells: list[str], number: int, limits: Limits, report: Report) -> Row | None:
    if len(cells) > limits.columns:
        report("wide", number)
        del cells[limits.columns :]
    values: list[Value] = []
    for cell in cells:
        if len(cell) > limits.cell:
            report("long", number)
            cell = cell[: limits.cell]
        if cell.startswith('="') and cell.endswith('"'):  # how other systems keep the zeros of a number
            cell = cell[2:-1]
        if "\ufffd" in cell:
            report("damaged", number)
        values.append(cell if cell and not cell.isspace() else None)
    while values and values[-1] is None:
        values.pop()
    return Row(number, values) if values else None


class _Lines:
    """Lines with a memory of those of the record in progress, so that a record can be read again without quoting."""

    def __init__(self, lines: Iterator[str], limits: Limits) -> None:
        self._lines = lines
        self._most = max(4 * limits.cell, LONGEST)
        self.record: list[str] = []
        self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.record.append(line)
        self._size += len(line)
        if self._size > self._most:
            raise csv.Error("a record without end")
        return line

    def start_record(self) -> None:
        """Forget the lines before the next record."""
        self.record.clear()
        self._size = 0


def _records(lines: _Lines, separator: str, report: Report) -> Iterator[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST))
    number = 0
    reader = csv.reader(lines, delimiter=separator, strict=False)
    while True:
        lines.start_record()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            row = None
        number += 1
        open_quote = row is None or _never_closed(lines.record, row)
        if not open_quote and row is not None:
            yield row
            continue
        report("quote", number)
        for line in lines.record:
            yield line.rstrip("\r\n").replace('"', "").split(separator)
            number += 1
        number -= 1
        reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)


def _never_closed(record: list[str], row: list[str]) -> bool:
    """Whether a record of several lines swallowed the rest: an odd number of quotation marks over all its lines."""
    return len(record) > 1 and sum(line.count('"') for line in record) % 2 == 1


def _prefixed(sample: str, text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of ``sample`` and of what follows it, with their line ends; a line is at most ``LONGEST`` a piece."""
    buffer = sample
    while True:
        start = 0
        while (end := _line_end(buffer, start)) >= 0:
            yield buffer[start:end]
            start = end
        buffer = buffer[start:]
        more = text.read(1 << 16)
        if not more:
            if buffer:
                yield buffer
            return
        if len(buffer) > LONGEST:
            yield buffer
            buffer = ""
        buffer += more


def _line_end(buffer: str, start: int) -> int:
    """Where the line that begins at ``start`` ends (behind its break); -1 when the break is not yet in ``buffer``."""
    newline = buffer.find("\n", start)
    carriage = buffer.find("\r", start, newline if newline >= 0 else len(buffer))
    if carriage >= 0:
        if carriage + 1 == len(buffer):
            return -1
        return carriage + 2 if buffer[carriage + 1] == "\n" else carriage + 1
    return newline + 1 if newline >= 0 else -1
