"""Word documents (.docx, .docm) as paragraphs and tables: what a reader sees once every change is accepted.

Read with ``expat`` from the bounded ``Package``, like workbooks: no entity is expanded, no link followed, no macro run.
Deleted text, hidden text, comments, notes, fields' instructions and the grey prompts of content controls are not text.
"""

import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from duijie_match.lists.form_grid import Block, Cell, Grid
from duijie_match.lists.limits import Limits
from duijie_match.lists.openxml_sheet import Hostile, parse_in_steps, parser_of
from duijie_match.lists.packages import Package, bomb, broken

_MOST_BYTES = 32 << 20  # of the text part; a form has some tens of kilobytes
_MOST_CELLS = 50_000
_MOST_SPAN = 100
_DEEPEST = 8  # tables within tables
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "sdtPr", "delInstrText", "rt"})
_PICTURES = frozenset({"blip", "imagedata"})
# Symbol fonts draw boxes at code points of their own.
_SYMBOLS = {
    "F0A8": "□", "F06F": "□", "F071": "□", "F072": "□", "F0A3": "□", "F02A": "□",
    "F0FE": "☑", "F0FD": "☑", "F052": "☑", "F053": "☑", "F054": "☑", "F0FC": "√", "F050": "√", "F0D6": "√",
}  # fmt: skip


@dataclass(slots=True)
class WordText:
    """The body in order, how many pictures stand in it, and whether the file carries macros (never run)."""

    blocks: list[Block] = field(default_factory=list)
    pictures: int = 0
    macros: bool = False


def read_word(path: Path, limits: Limits) -> WordText:
    """The text of a Word document. Raises ``DuijieError`` for a damaged or hostile one."""
    with Package(path, limits) as package:
        part = _main_part(package)
        if part is None:
            raise broken(path)
        reader = _Body(limits.cell)
        parser = parser_of(reader.start, reader.end, reader.said)
        pieces = iter([package.read(part, most=_MOST_BYTES)])
        try:
            for _ in parse_in_steps(parser, pieces):
                pass
        except expat.ExpatError as error:
            raise broken(path) from error
        except Hostile as error:
            raise bomb(path) from error
        return WordText(reader.blocks, reader.pictures, package.has("word/vbaProject.bin"))


def _main_part(package: Package) -> str | None:
    if package.has("word/document.xml"):
        return "word/document.xml"
    names = [
        name for name in package.names()
        if name.startswith("word/") and posixpath.basename(name).startswith("document") and name.endswith(".xml")
    ]  # fmt: skip
    return min(names, key=len, default=None)


@dataclass(slots=True)
class _Table:
    cells: list[Cell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    row_gone: bool = False
    above: dict[int, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class _OpenCell:
    blocks: list[Block] = field(default_factory=list)
    span: int = 1
    merged: bool = False  # goes on with the cell above
    beside: bool = False  # goes on with the cell to the left (old writers)
    gone: bool = False


class _Body:
    """Expat handlers; every element's own end undoes what its start did, so any nesting is followed."""

    def __init__(self, longest: int) -> None:
        self.blocks: list[Block] = []
        self.pictures = 0
        self._longest = longest
        self._into: list[list[Block]] = [self.blocks]
        self._paragraphs: list[list[str]] = []
        self._tables: list[_Table] = []
        self._cells: list[_OpenCell] = []
        self._path: list[str] = []
        self._unseen = 0
        self._prompts: list[bool] = []
        self._hidden = False
        self._text = False
        self._deep = 0
        self._count = 0
        self._box = ""

    def start(self, name: str, attrs: dict[str, str]) -> None:
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "t":
            self._text = not self._unseen and not self._hidden
        elif name == "p":
            self._paragraphs.append([])
        elif name == "r":
            self._hidden = False
        elif name == "vanish":
            self._hidden = parent == "rPr" and _on(attrs) and "r" in self._path[-3:]
        elif name in ("tab", "ptab"):
            if parent == "r":
                self._write(" ")
        elif name in ("br", "cr"):
            self._write("\n")
        elif name == "sym":
            self._write(_SYMBOLS.get(_value(attrs, "char").upper(), ""))
        elif name in _PICTURES and not self._unseen:
            self.pictures += 1
        elif name in ("tbl", "tr", "tc", "txbxContent"):
            self._open(name)
        elif name in ("sdt", "showingPlcHdr", "sdtContent"):
            self._control(name, attrs)
        elif parent in ("tcPr", "trPr"):
            self._property(name, attrs)
        elif parent in ("checkBox", "checkbox"):
            self._check(name, attrs)
        if name in _UNSEEN:
            self._unseen += 1

    def end(self, name: str) -> None:
        self._path.pop()
        if name in _UNSEEN:
            self._unseen -= 1
        if name == "t":
            self._text = False
        elif name == "p" and self._paragraphs:
            text = "".join(self._paragraphs.pop())[: self._longest]
            if text.strip():
                self._into[-1].append(text)
        elif name == "checkBox":
            self._write(self._box)
        elif name == "sdtContent" and self._prompts and self._prompts[-1]:
            self._unseen -= 1
        elif name == "sdt" and self._prompts:
            self._prompts.pop()
        elif name in ("tbl", "tr", "tc", "txbxContent"):
            self._close(name)

    def said(self, data: str) -> None:
        if self._text:
            self._write(data)

    def _write(self, text: str) -> None:
        if self._paragraphs and not self._unseen and not self._hidden:
            self._paragraphs[-1].append(text)

    def _control(self, name: str, attrs: dict[str, str]) -> None:
        """A content control that still shows its prompt holds nothing."""
        if name == "sdt":
            self._prompts.append(False)
        elif self._prompts and name == "showingPlcHdr":
            self._prompts[-1] = _on(attrs)
        elif self._prompts and name == "sdtContent" and self._prompts[-1]:
            self._unseen += 1

    def _check(self, name: str, attrs: dict[str, str]) -> None:
        if name in ("default", "checked") and self._path[-2] == "checkBox":
            self._box = "☑" if _on(attrs) else "□"

    def _open(self, name: str) -> None:
        if name == "tbl":
            self._deep += 1
            if self._deep > _DEEPEST:
                raise Hostile
            self._tables.append(_Table())
        elif name == "tr" and self._tables:
            table = self._tables[-1]
            table.row, table.column, table.row_gone = table.row + 1, 0, False
        elif name == "tc" and self._tables:
            self._count += 1
            if self._count > _MOST_CELLS:
                raise Hostile
            self._cells.append(_OpenCell())
            self._into.append(self._cells[-1].blocks)
        elif name == "txbxContent":
            self._into.append([])

    def _close(self, name: str) -> None:
        if name == "tbl" and self._tables:
            self._deep -= 1
            table = self._tables.pop()
            if table.cells and not self._unseen:
                self._into[-1].append(Grid(table.cells))
        elif name == "tr" and self._tables and self._tables[-1].row_gone:
            table = self._tables[-1]
            table.cells = [cell for cell in table.cells if cell.row != table.row]
            table.row -= 1
        elif name == "tc" and self._cells and self._tables:
            self._into.pop()
            self._put(self._tables[-1], self._cells.pop())
        elif name == "txbxContent" and len(self._into) > 1:
            boxed = self._into.pop()
            if not self._unseen:
                self._into[-1].extend(boxed)

    def _property(self, name: str, attrs: dict[str, str]) -> None:
        if name == "gridBefore" and self._tables:
            self._tables[-1].column += _number(attrs)
        elif name == "del" and self._tables and self._path[-2] == "trPr":
            self._tables[-1].row_gone = True
        elif self._cells:
            cell = self._cells[-1]
            if name == "gridSpan":
                cell.span = _number(attrs)
            elif name == "vMerge":
                cell.merged = _value(attrs, "val") != "restart"
            elif name == "hMerge":
                cell.beside = _value(attrs, "val") != "restart"
            elif name == "cellDel":
                cell.gone = True

    def _put(self, table: _Table, made: _OpenCell) -> None:
        column, table.column = table.column, table.column + made.span
        above = table.above.get(column)
        if made.beside and table.cells and table.cells[-1].row == table.row:
            table.cells[-1].columns += made.span
            return
        if made.merged and above is not None and above.row + above.rows == table.row:
            above.rows += 1
            return
        blocks: list[Block] = [] if made.gone else made.blocks
        cell = Cell(table.row, column, 1, made.span, blocks)
        table.cells.append(cell)
        table.above[column] = cell


def _value(attrs: dict[str, str], name: str) -> str:
    return next((value for key, value in attrs.items() if key.rpartition(":")[2] == name), "")


def _on(attrs: dict[str, str]) -> bool:
    return _value(attrs, "val").lower() not in ("0", "false", "off")


def _number(attrs: dict[str, str]) -> int:
    text = _value(attrs, "val")
    return min(max(int(text), 1), _MOST_SPAN) if text.isascii() and text.isdigit() and len(text) < 5 else 1
