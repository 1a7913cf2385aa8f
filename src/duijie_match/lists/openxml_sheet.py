"""One worksheet part of an xlsx, parsed as a stream: rows come out while the file is still being unpacked."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from duijie_match.lists.cells import CellError, Row, Value, number_text
from duijie_match.lists.limits import Limits
from duijie_match.lists.shared_strings import StringTable, unescaped

UNCALCULATED = "#FORMULA!"  # written by a program that left the calculating to Excel
LONGEST_TOKEN = 16 << 20


class Hostile(Exception):
    """XML that no office program writes: a document type with entities, or one tag of megabytes."""


def parser_of(
    start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], text: Callable[[str], None]
) -> "expat.XMLParserType":
    """An expat parser that gives local names (prefixes are dropped) and refuses document types, so no entity is
    ever expanded.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    local: dict[str, str] = {}

    def name_of(name: str) -> str:
        short = local.get(name)
        if short is None:
            short = local[name] = name.rpartition(":")[2]
        return short

    def root(name: str, attrs: dict[str, str]) -> None:
        # Most writers use no prefix; their elements go to the handlers without a detour.
        if ":" in name:
            parser.StartElementHandler = lambda name, attrs: start(name_of(name), attrs)
            parser.EndElementHandler = lambda name: end(name_of(name))
        else:
            parser.StartElementHandler, parser.EndElementHandler = start, end
        start(name_of(name), attrs)

    def refuse(*_: Any) -> None:
        raise Hostile

    parser.StartElementHandler = root
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    return parser


def parse_in_steps(parser: "expat.XMLParserType", chunks: Iterable[bytes]) -> Iterator[None]:
    """Feed ``chunks`` to ``parser``, giving control back after each. A tag that grows over ``LONGEST_TOKEN`` bytes
    is ``Hostile``.
    """
    fed = 0
    for chunk in chunks:
        parser.Parse(chunk, False)
        fed += len(chunk)
        if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
            raise Hostile
        yield
    parser.Parse(b"", True)
    yield


@dataclass(slots=True)
class SheetNotes:
    """What was met while a sheet was read, filled as rows come out."""

    beyond: str = ""  # the first cell outside the limits
    cut: list[tuple[int, int]] = field(default_factory=list)  # (row, column) of cells longer than the limit
    hidden_rows: int = 0  # those that hold something


def column_of(reference: str) -> int:
    """``AB12`` → 27. Column numbers from 0; -1 where the reference is nonsense."""
    column = 0
    for character in reference:
        if "A" <= character <= "Z":
            column = column * 26 + ord(character) - 64
        elif "a" <= character <= "z":
            column = column * 26 + ord(character) - 96
        else:
            break
    return column - 1


_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 – spreadsheets know no time zone
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001 – as above


def date_of(serial: float, *, from_1904: bool = False) -> Value:
    """An Excel serial number as a date (a time of day below 1); the number itself where it is no date."""
    if not 0 <= serial < 2_958_466:
        return serial
    if serial < 1:
        return (_EPOCH + dt.timedelta(days=serial)).time().replace(microsecond=0)
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + dt.timedelta(days=serial)
    if not from_1904 and serial < 60:  # Excel believes in 29 February 1900
        moment += dt.timedelta(days=1)
    moment = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return moment.date() if moment.time() == dt.time() else moment


@dataclass(frozen=True, slots=True)
class CellStyles:
    """Per style number: ``d`` a date, ``%`` a percentage, a positive integer for zero-padded digits, 0 for the rest."""

    kinds: Sequence[int | str]
    from_1904: bool = False

    def of(self, style: str | None) -> int | str:
        """The kind of style number ``style``."""
        if not style:
            return 0
        try:
            return self.kinds[int(style)]
        except (ValueError, IndexError):
            return 0


class _SheetParser:
    """Expat handlers. ``rows`` is drained by the caller after each chunk."""

    def __init__(self, strings: StringTable, styles: CellStyles, limits: Limits, notes: SheetNotes) -> None:
        self.rows: list[Row] = []
        self._strings, self._styles, self._limits, self._notes = strings, styles, limits, notes
        self._row = 0
        self._hidden = False
        self._column = -1
        self._cells: list[Value] = []
        self._type = "n"
        self._style: str | None = None
        self._pieces: list[str] = []
        self._held = 0
        self._formula = False
        self._collect = False
        self._phonetic = 0

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "c":
            reference = attrs.get("r")
            self._column = column_of(reference) if reference else self._column + 1
            self._type = attrs.get("t", "n")
            self._style = attrs.get("s")
            self._pieces = []
            self._held = 0
            self._formula = False
        elif name == "v":
            self._collect = True
        elif name == "f":
            self._formula = True
        elif name == "t":
            self._collect = not self._phonetic
        elif name == "row":
            number = attrs.get("r", "")
            self._row = int(number) if number.isdigit() and len(number) < 9 else self._row + 1
            self._column = -1
            self._cells = []
            self._hidden = attrs.get("hidden") in ("1", "true")
        elif name == "rPh":
            self._phonetic += 1

    def text(self, data: str) -> None:
        if self._collect and self._held <= self._limits.cell:
            self._pieces.append(data)
            self._held += len(data)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._collect = False
        elif name == "c":
            if self._pieces:
                self._place(self._value("".join(self._pieces)))
            elif self._formula and self._type != "str":
                self._place(CellError(UNCALCULATED))
        elif name == "row":
            if self._cells:
                self.rows.append(Row(self._row, self._cells))
                self._notes.hidden_rows += self._hidden
        elif name == "rPh":
            self._phonetic -= 1

    def _place(self, value: Value) -> None:
        column = self._column
        if not 0 <= column < self._limits.columns or self._row > self._limits.rows:
            self._notes.beyond = self._notes.beyond or f"{letters(column)}{self._row}"
            return
        if isinstance(value, str) and len(value) > self._limits.cell:
            self._notes.cut.append((self._row, column))
            value = value[: self._limits.cell]
        cells = self._cells
        missing = column - len(cells)
        if missing < 0:
            cells[column] = value  # a cell out of order, or twice
        else:
            if missing:
                cells.extend([None] * missing)
            cells.append(value)

    def _value(self, text: str) -> Value:
        kind = self._type
        if kind == "s":
            try:
                return self._strings[int(text)]
            except (ValueError, IndexError):
                return CellError("#STRING!")
        if kind in ("str", "inlineStr"):
            return unescaped(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return CellError(text)
        if kind == "d":
            try:
                return dt.datetime.fromisoformat(text)
            except ValueError:
                return text
        return self._number(text)

    def _number(self, text: str) -> Value:
        try:
            number = float(text)
        except ValueError:
            return text
        kind = self._styles.of(self._style)
        if kind == 0:
            return number
        if kind == "d":
            return date_of(number, from_1904=self._styles.from_1904)
        if kind == "%":
            return f"{number_text(round(number * 100, 10))}%"
        return str(int(number)).zfill(int(kind)) if number.is_integer() and 0 <= number < 1e15 else number


def letters(column: int) -> str:
    """27 → ``AB``."""
    text = ""
    column += 1
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def sheet_rows(
    chunks: Iterable[bytes], strings: StringTable, styles: CellStyles, limits: Limits, notes: SheetNotes
) -> Iterator[Row]:
    """The rows of a worksheet part that hold something. Raises ``expat.ExpatError`` and ``Hostile``."""
    handlers = _SheetParser(strings, styles, limits, notes)
    parser = parser_of(handlers.start, handlers.end, handlers.text)
    for _ in parse_in_steps(parser, chunks):
        if handlers.rows:
            yield from handlers.rows
            handlers.rows.clear()
