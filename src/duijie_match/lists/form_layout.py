"""Tables and paragraphs of a form as pairs of label and value, whatever way a firm or an office has laid them out.

A cell is a label when the vocabulary knows it and it stands where labels stand. Words alone do not decide: under
单位性质 the value may well be 企业. So each row is read from the left, label and value taking turns.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from duijie_match.lists.form_grid import Block, Cell, Grid
from duijie_match.lists.form_labels import Label, Labels
from duijie_match.lists.form_values import is_prompt, value_of


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with what was written beside, below or behind it (tidy; may be empty)."""

    label: Label
    text: str


_INLINE = re.compile(
    r"(?:^|[\s\u3000；;，,。_＿])((?:[（(]?[\d一二三四五六七八九十]{1,2}[.、．)）]\s*)?[^\s：:；;，,。_＿]{2,24})\s*[：:]"
)
_NOTE = re.compile(
    r"^[（(\[【]?(注|说明|填表说明|填报说明|填写说明|填表须知|注意事项|note)s?\s*[:：）)\]】\d]", re.IGNORECASE
)


def pairs_of(blocks: Sequence[Block], labels: Labels) -> Iterator[Pair]:
    """The pairs in reading order."""
    waiting: Label | None = None  # a label in a paragraph whose value may go on in the next ones
    held: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            note = _NOTE.match(block.strip())
            found = [] if note else _inline(block, labels)
            if not found and waiting is not None and not note:
                held.append(block)
                continue
        else:
            found = []
        if waiting is not None:
            yield Pair(waiting, value_of("\n".join(held)))
            waiting, held = None, []
        if isinstance(block, Grid):
            yield from _TableReader(block, labels).pairs()
        elif found:
            for label, text in found[:-1]:
                yield Pair(label, value_of(text))
            last, text = found[-1]
            if last.long or not value_of(text):
                waiting, held = last, [text]
            else:
                yield Pair(last, value_of(text))
    if waiting is not None:
        yield Pair(waiting, value_of("\n".join(held)))


def _inline(text: str, labels: Labels) -> list[tuple[Label, str]]:
    """``企业名称：甲公司  联系人：张三`` as two labels with their texts; empty where the text begins with no label."""
    first = re.match(r"^\s*([^：:\n]{2,40})[：:]", text)
    starts: list[tuple[int, int, Label]] = []
    if first and (label := labels.find(first.group(1))) and label.sure:
        starts.append((first.start(1), first.end(), label))
    for found in _INLINE.finditer(text):
        if starts and found.start(1) < starts[-1][1]:
            continue
        label = labels.find(found.group(1))
        if label is None or not label.sure:
            continue
        line_break = "\n" in text[: found.start(1)]
        if starts and line_break and (len(label.key) < 3 or (starts[0][2].long and label.field is None)):
            continue  # inside a longer text, a short word before a colon is part of the text
        starts.append((found.start(1), found.end(), label))
    if not starts or text[: starts[0][0]].strip(" \u3000\n_＿"):
        return []
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return [(label, text[begin:end]) for (_, begin, label), end in zip(starts, ends, strict=True)]


class _TableReader:
    """Reads one table row by row."""

    def __init__(self, grid: Grid, labels: Labels) -> None:
        self._labels = labels
        self._rows = grid.rows()
        self._known = {id(cell): labels.find(cell.text) for cell in grid.cells}
        self._label_columns = self._find_label_columns(grid)
        self._taken: set[int] = set()
        self._found: list[tuple[Label, list[str]]] = []
        self._of: dict[int, int] = {}  # a label's cell → its place in ``_found``

    def pairs(self) -> Iterator[Pair]:
        for at, row in enumerate(self._rows):
            self._read(row, self._rows[at + 1 :])
        for label, texts in self._found:
            # A prompt in a cell of its own beside the value is no part of it.
            yield Pair(label, value_of("\n".join(text for text in texts if text and not is_prompt(text))))

    def _label(self, cell: Cell) -> Label | None:
        return self._known[id(cell)]

    def _sure(self, cell: Cell) -> bool:
        label = self._label(cell)
        return label is not None and label.sure

    def _find_label_columns(self, grid: Grid) -> frozenset[int]:
        """Columns in which labels stand: at least two sure ones, and hardly anything else."""
        labels: dict[int, int] = {}
        filled: dict[int, int] = {}
        for cell in grid.cells:
            if cell.text:
                filled[cell.column] = filled.get(cell.column, 0) + 1
                labels[cell.column] = labels.get(cell.column, 0) + self._sure(cell)
        return frozenset(column for column, count in labels.items() if count >= 2 and count * 2 >= filled[column])

    def _read(self, row: list[Cell], below: Sequence[list[Cell]]) -> None:
        if self._read_headings(row, below):
            return
        number = self._number(row)
        at = 0
        while at < len(row):
            at = self._step(row, at, number, below)

    def _number(self, row: list[Cell]) -> int:
        return max(cell.row for cell in row)

    def _step(self, row: list[Cell], at: int, number: int, below: Sequence[list[Cell]]) -> int:
        """Read what begins at ``row[at]``; the place where the next begins."""
        cell = row[at]
        if id(cell) in self._of and cell.row < number:  # a label that spans rows: more of its value
            return self._more(row, at, self._of[id(cell)])
        if id(cell) in self._taken or cell.row < number or not cell.text:
            return at + 1
        if inside := self._inside(cell):
            self._taken.add(id(cell))
            self._found.extend((label, [text]) for label, text in inside)
            return at + 1
        label = self._label(cell) or self._unknown_label(row, at)
        if label is None:
            self._read_nested(cell)
            return at + 1
        rest = row[at + 1 :]
        if not rest or all(one.made_up for one in rest):
            return self._read_above(cell, label, below) or len(row)
        if self._is_group(row, at):
            return at + 1
        self._taken.add(id(cell))
        self._of[id(cell)] = len(self._found)
        self._found.append((label, []))
        return self._more(row, at, len(self._found) - 1)

    def _more(self, row: list[Cell], at: int, place: int) -> int:
        """Add the cells behind ``row[at]`` to a value, up to the next label."""
        texts = self._found[place][1]
        first = at + 1
        own_rows = first < len(row) and self._sure(row[first]) and row[at].row < row[first].row and row[at].rows > 1
        if own_rows and texts:  # the label's own row had a value; these are rows of their own
            return first
        at = first
        while at < len(row):
            cell = row[at]
            next_label = at > first and (self._label(cell) is not None or self._unknown_label(row, at) is not None)
            if id(cell) in self._taken or next_label or (at > first and self._inside(cell)):
                break
            self._taken.add(id(cell))
            if cell.text:
                texts.append(cell.text)
            at += 1
        return at

    def _unknown_label(self, row: list[Cell], at: int) -> Label | None:
        """A short text in a column of labels: a field that a firm or a county has added."""
        cell = row[at]
        if cell.column not in self._label_columns or at + 1 >= len(row) or self._sure(row[at + 1]):
            return None
        return self._labels.make_up(cell.text)

    def _is_group(self, row: list[Cell], at: int) -> bool:
        """Whether a label stands over other labels (企业基本情况 beside 企业名称), not beside a value."""
        cell, behind = row[at], row[at + 1]
        if not self._sure(behind):
            return False
        if cell.rows > behind.rows:
            return True
        rest = [one for one in row[at:] if not one.made_up]
        return len(rest) > 2 and len(rest) % 2 == 1 and behind.column in self._label_columns

    def _inside(self, cell: Cell) -> list[tuple[Label, str]]:
        """Labels and texts within one cell: ``需求内容：…``."""
        text = cell.text
        if not re.search("[：:]", text[:60]):
            return []
        found = _inline(text, self._labels)
        return found if any(value_of(value) for _, value in found) else []

    def _read_nested(self, cell: Cell) -> None:
        for block in cell.blocks:
            if isinstance(block, Grid):
                self._found.extend((pair.label, [pair.text]) for pair in _TableReader(block, self._labels).pairs())

    def _read_above(self, cell: Cell, label: Label, below: Sequence[list[Cell]]) -> int:
        """The value in the row under a label that has its row to itself; 0 where that row has labels of its own."""
        if not below:
            return 0
        under = [one for one in below[0] if one.row == cell.below and not one.made_up]
        if len(under) != 1 or under[0].column > cell.column or under[0].columns < cell.columns:
            return 0
        value = under[0]
        if self._sure(value) or self._inside(value) or id(value) in self._taken:
            return 0
        self._taken.update((id(cell), id(value)))
        self._found.append((label, [value.text]))
        return 1

    def _read_headings(self, row: list[Cell], below: Sequence[list[Cell]]) -> bool:
        """A row of labels with their values in the rows below. Whether it was one."""
        number = self._number(row)
        heads = [cell for cell in row if cell.row == number and not cell.made_up]
        if len(heads) < 2 or any(id(cell) in self._taken for cell in heads):
            return False
        known = [self._label(cell) or self._labels.make_up(cell.text) for cell in heads]
        sure = sum(1 for label in known if label and label.sure)
        if not all(known) or sure < 2 or sure * 2 <= len(heads):
            return False
        values = list(self._values_under(heads, below, known=all(self._label(cell) for cell in heads)))
        if not values:
            return False
        places = {}
        for cell, label in zip(heads, known, strict=True):
            if label is not None:
                places[cell.column] = len(self._found)
                self._taken.add(id(cell))
                self._found.append((label, []))
        for line in values:
            for cell in line:
                self._taken.add(id(cell))
                if cell.text:
                    self._found[places[cell.column]][1].append(cell.text)
        return True

    def _values_under(self, heads: list[Cell], below: Sequence[list[Cell]], *, known: bool) -> Iterator[list[Cell]]:
        """The rows of values under ``heads``. Where not all of these are ``known``, no value may look like a label."""
        columns = [cell.column for cell in heads]
        number = heads[0].below
        for row in below:
            line = [cell for cell in row if cell.row == number and not cell.made_up]
            if [cell.column for cell in line] != columns or self._sure(line[0]):
                return
            sure = sum(self._sure(cell) for cell in line)
            if sure * 2 > len(line) or (sure and not known):
                return
            yield line
            number = line[0].below
