"""Workbooks in Office Open XML (.xlsx, .xlsm), read as a stream in flat memory.

The worksheet's ``<dimension>`` and cell references are never trusted to size anything: a lone cell at XFD1048576
costs one cell
(docs/adr/0005). Accepted are the habits of Excel, WPS and exporters: prefixed namespaces, inline strings, absolute
targets in
the relations, missing styles, dimension or references.
"""

import posixpath
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from xml.parsers import expat

from duijie_match.lists.cells import Row
from duijie_match.lists.limits import Limits
from duijie_match.lists.openxml_sheet import (
    CellStyles,
    Hostile,
    SheetNotes,
    column_of,
    parse_in_steps,
    parser_of,
    sheet_rows,
)
from duijie_match.lists.packages import Package, bomb, broken
from duijie_match.lists.shared_strings import StringTable, unescaped

Area = tuple[int, int, int, int]  # first row, last row (from 1), first column, last column (from 0)

# Built-in number formats that are dates (ECMA-376 part 1, 18.8.30, with the East Asian ones).
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_MERGE = re.compile(rb"mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)[\"']")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet of the package: its name, its part, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


class OpenXmlBook:
    """An opened workbook. Raises ``DuijieError`` for anything that cannot be read."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits = path, limits
        self._merges: dict[str, list[Area]] = {}
        with ExitStack() as stack:
            self._package = stack.enter_context(Package(path, limits))
            self._strings = stack.enter_context(StringTable())
            self._load()
            self._stack = stack.pop_all()

    def __enter__(self) -> "OpenXmlBook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def macros(self) -> bool:
        """Whether the workbook carries a macro project (never run, never read)."""
        return self._package.has("xl/vbaProject.bin")

    def _load(self) -> None:
        workbook = self._workbook_part()
        targets = self._relations(workbook)
        self.sheets, self.sheets_beyond, from_1904 = self._sheets(workbook, targets)
        folder = posixpath.dirname(workbook)
        self._styles = CellStyles(self._style_kinds(posixpath.join(folder, "styles.xml"), targets), from_1904)
        self._load_strings(targets.get("sharedStrings") or posixpath.join(folder, "sharedStrings.xml"))

    def _parse(self, part: str, handlers: "_Handlers") -> None:
        parser = parser_of(handlers.start, handlers.end, handlers.text)
        try:
            for _ in parse_in_steps(parser, self._package.chunks(part)):
                pass
        except expat.ExpatError as error:
            raise broken(self._path) from error
        except Hostile as error:
            raise bomb(self._path) from error

    def _workbook_part(self) -> str:
        if self._package.has("xl/workbook.xml"):
            return "xl/workbook.xml"
        names = [name for name in self._package.names() if posixpath.basename(name) == "workbook.xml"]
        if not names:
            raise broken(self._path)
        return min(names, key=len)

    def _relations(self, part: str) -> dict[str, str]:
        """Relation id, and kind for the parts there is one of, to part name."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", name + ".rels")
        handlers = _Relations(folder)
        if self._package.has(relations):
            self._parse(relations, handlers)
        return handlers.targets

    def _sheets(self, part: str, targets: dict[str, str]) -> tuple[list[SheetPart], bool, bool]:
        """The sheets within the limit, whether there are more, and whether days count from 1904."""
        handlers = _Workbook()
        self._parse(part, handlers)
        sheets = []
        for number, (name, relation, hidden) in enumerate(handlers.sheets[: self._limits.sheets], start=1):
            target = targets.get(relation) or f"xl/worksheets/sheet{number}.xml"
            if self._package.has(target) and "chartsheet" not in target:
                sheets.append(SheetPart(name, target, hidden))
        if not sheets:
            raise broken(self._path)
        return sheets, len(handlers.sheets) > self._limits.sheets, handlers.from_1904

    def _style_kinds(self, default: str, targets: dict[str, str]) -> list[int | str]:
        part = targets.get("styles") or default
        if not self._package.has(part):
            return []
        handlers = _Styles()
        self._parse(part, handlers)
        return [handlers.kind_of(number) for number in handlers.used]

    def _load_strings(self, part: str) -> None:
        if self._package.has(part):
            self._parse(part, _Strings(self._strings, self._limits.cell))

    def merges(self, sheet: SheetPart) -> list[Area]:
        """The merged areas of ``sheet``. They stand behind the rows, so the part is unpacked once for them alone."""
        if sheet.part in self._merges:
            return self._merges[sheet.part]
        areas: list[Area] = []
        rest = b""
        for piece in self._package.chunks(sheet.part):
            window = rest + piece
            if b"mergeCell" in window:
                end = 0
                for found in _MERGE.finditer(window):
                    left, top, right, bottom = found.groups()
                    first, last = (int(top), int(bottom)) if len(top) < 9 and len(bottom) < 9 else (1, 0)
                    start, stop = column_of(left.decode()), column_of(right.decode())
                    if first <= last and start <= stop and len(areas) < self._limits.merges:
                        areas.append((first, last, start, stop))
                    end = found.end()
                rest = window[max(end, len(window) - 512) :]
            else:
                rest = window[-16:]
        self._merges[sheet.part] = areas
        return areas

    def rows(self, sheet: SheetPart, notes: SheetNotes) -> Iterator[Row]:
        """The rows of ``sheet`` that hold something, in file order."""
        try:
            yield from sheet_rows(self._package.chunks(sheet.part), self._strings, self._styles, self._limits, notes)
        except expat.ExpatError as error:
            raise broken(self._path) from error
        except Hostile as error:
            raise bomb(self._path) from error


class _Handlers:
    """Expat handlers that do nothing."""

    def start(self, name: str, attrs: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


class _Relations(_Handlers):
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.targets: dict[str, str] = {}

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name != "Relationship" or attrs.get("TargetMode") == "External":
            return
        target = attrs.get("Target", "").replace("\\", "/")
        path = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(self._folder, target))
        )
        self.targets[attrs.get("Id", "")] = path
        kind = attrs.get("Type", "").rpartition("/")[2]
        if kind in ("styles", "sharedStrings"):
            self.targets[kind] = path


class _Workbook(_Handlers):
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in attrs.items() if key.rpartition(":")[2] == "id"), "")
            self.sheets.append((attrs.get("name", ""), relation, attrs.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            self.from_1904 = attrs.get("date1904") in ("1", "true")


class _Styles(_Handlers):
    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._inside = False
        self.used: list[str] = []

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "numFmt":
            self._formats[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.used.append(attrs.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._inside = False

    def kind_of(self, number: str) -> int | str:
        """See ``CellStyles``."""
        code = self._formats.get(number)
        if code is None:
            if number in ("9", "10"):
                return "%"
            return "d" if number.isdigit() and len(number) < 4 and int(number) in _DATE_FORMATS else 0
        bare = _LITERALS.sub("", code.split(";")[0])
        if _DATE_LETTERS.search(bare) and "general" not in bare.lower():
            return "d"
        if bare.endswith("%"):
            return "%"
        return len(bare) if len(bare) > 1 and set(bare) == {"0"} else 0


class _Strings(_Handlers):
    """Shared strings: rich text is joined, phonetic guides are left out."""

    def __init__(self, table: StringTable, longest: int) -> None:
        self._table, self._longest = table, longest
        self._pieces: list[str] = []
        self._held = 0
        self._collect = False
        self._phonetic = False

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if name == "t":
            self._collect = not self._phonetic
        elif name == "si":
            self._pieces = []
            self._held = 0
        elif name == "rPh":
            self._phonetic = True

    def text(self, data: str) -> None:
        if self._collect and self._held <= self._longest:
            self._pieces.append(data)
            self._held += len(data)

    def end(self, name: str) -> None:
        if name == "t":
            self._collect = False
        elif name == "si":
            self._table.append(unescaped("".join(self._pieces)))
        elif name == "rPh":
            self._phonetic = False
