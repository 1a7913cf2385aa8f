"""One form as fields: from a Word document or from a sheet, with what kept it from being one."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from duijie_match.lists.cells import Row, text_of
from duijie_match.lists.form_columns import pairs_by_column
from duijie_match.lists.form_grid import Block, Cell, Grid
from duijie_match.lists.form_labels import Label, Labels
from duijie_match.lists.form_layout import Pair, pairs_of
from duijie_match.lists.form_lists import as_list, is_list
from duijie_match.lists.form_values import with_unit
from duijie_match.lists.openxml import Area
from duijie_match.lists.word import WordText

_FEWEST = 3  # labels that make a form
_LITTLE_TEXT = 40  # characters beside pictures: a scan with a caption
LONGEST_SHEET = 300  # rows; a form is a page or two
WIDEST_SHEET = 60


@dataclass(slots=True)
class Form:
    """One form that was filled in: by key of the label, the label and what was written."""

    fields: dict[str, tuple[Label, str]] = field(default_factory=dict)

    @property
    def filled(self) -> int:
        """How many fields hold something."""
        return sum(1 for _, text in self.fields.values() if text)

    @property
    def digest(self) -> str:
        """Equal for forms that say the same, whatever their layout."""
        said = sorted(f"{key}\0{text}" for key, (_, text) in self.fields.items() if text)
        return hashlib.sha256("\1".join(said).encode("utf-8", "replace")).hexdigest()


class NoForm(StrEnum):
    """Why a document gave no form."""

    SCAN = "scan"
    EMPTY = "empty-form"
    OTHER = "other-form"


@dataclass(slots=True)
class Forms:
    """The forms of one document in order; the lists that stand in it; why there is neither."""

    forms: list[Form] = field(default_factory=list)
    lists: list[list[list[str]]] = field(default_factory=list)
    why_none: NoForm | None = None


def forms_of_word(text: WordText, labels: Labels) -> Forms:
    """The forms of a Word document; a table that is a list is kept as one where the document holds no form."""
    pairs = list(pairs_of(text.blocks, labels))
    tables = [block for block in text.blocks if isinstance(block, Grid)]
    lists = [rows for grid in tables if (rows := as_list(grid, labels))]
    if lists and len(lists) == len(tables):
        return Forms(lists=lists)
    found = _forms(pairs)
    if found.forms or not text.pictures:
        return found
    words = sum(len(block) if isinstance(block, str) else _characters(block) for block in text.blocks)
    if words <= _LITTLE_TEXT:
        found.why_none = NoForm.SCAN
    return found


def _characters(grid: Grid) -> int:
    return sum(len(cell.text) for cell in grid.cells)


def forms_of_sheet(rows: Sequence[Row], merges: Iterable[Area], labels: Labels) -> Forms:
    """The forms of a sheet that is laid out as one."""
    areas = list(merges)
    lines = [[text_of(cell) for cell in row.cells[:WIDEST_SHEET]] for row in rows]
    if columns := pairs_by_column(lines, [row.number for row in rows], areas, labels):
        return Forms([form for pairs in columns for form in _forms(pairs).forms])
    grid = grid_of(rows, areas)
    blocks: list[Block] = [grid] if grid.cells else []
    return _forms(list(pairs_of(blocks, labels)))


def grid_of(rows: Sequence[Row], merges: Iterable[Area]) -> Grid:
    """A sheet as a table. Cells the file says nothing about are ``made_up``."""
    if not rows:
        return Grid([])
    width = min(max(len(row.cells) for row in rows), WIDEST_SHEET)
    last = rows[-1].number
    spans: dict[tuple[int, int], Area] = {}
    covered: set[tuple[int, int]] = set()
    for area in merges:
        top, bottom, left, right = area[0], min(area[1], last), area[2], min(area[3], WIDEST_SHEET)
        if top > last or left > WIDEST_SHEET:
            continue
        spans[top, left] = (top, bottom, left, right)
        covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
    cells = []
    for row in rows:
        for column in range(width):
            value = row.cells[column] if column < len(row.cells) else None
            text = text_of(value)
            blocks: list[Block] = [text] if text else []
            if (row.number, column) in spans:
                top, bottom, left, right = spans[row.number, column]
                cells.append(Cell(top, left, bottom - top + 1, right - left + 1, blocks))
            elif (row.number, column) not in covered:
                cells.append(Cell(row.number, column, blocks=blocks, made_up=not text))
    return Grid(cells)


def looks_like_form(rows: Sequence[Row], merges: Iterable[Area], labels: Labels) -> bool:
    """Whether a sheet is a form rather than a list: known labels in many rows, few in each, most with a neighbour."""
    if not rows or len(rows) > LONGEST_SHEET or rows[-1].number > 2 * LONGEST_SHEET:
        return False
    counts = []
    lines = [[text_of(cell) for cell in row.cells[:WIDEST_SHEET]] for row in rows]
    for texts in lines:
        found = [labels.find(text) for text in texts if text]
        sure = sum(1 for label in found if label and label.sure)
        if sure:
            counts.append(sure)
    total, most = sum(counts), max(counts, default=0)
    if len(counts) < 4 or total < 5 or most > 4 or most * 2 > total or is_list(lines, labels):
        return False
    return len(_split(list(pairs_of([grid_of(rows, merges)], labels)))) > 0


def _forms(pairs: list[Pair]) -> Forms:
    split = _split(pairs)
    kept = [form for form in split if form.filled >= 2]
    if kept:
        return Forms(kept)
    known = {pair.label.key for pair in pairs if pair.label.sure}
    return Forms(why_none=NoForm.EMPTY if len(known) >= _FEWEST else NoForm.OTHER)


def _split(pairs: list[Pair]) -> list[Form]:
    """The pairs as forms: the label that a form begins with begins the next one.

    A title that comes again with other words is one more item of the same firm, which keeps what stood before its
    first title.
    """
    forms: list[Form] = []
    for chunk in _chunks(pairs):
        form = Form()
        common: dict[str, tuple[Label, str]] | None = None
        for pair in chunk:
            known = form.fields.get(pair.label.key)
            if pair.label.field == "title":
                if common is None:
                    common = dict(form.fields)
                elif known and known[1] and pair.text and known[1] != pair.text:
                    forms.append(form)
                    form, known = Form(dict(common)), None
            if known is None or not known[1]:
                form.fields[pair.label.key] = (pair.label, pair.text)
            elif pair.text and pair.text not in known[1] and pair.label.field is None:
                form.fields[pair.label.key] = (known[0], f"{known[1]}；{pair.text}")
            elif pair.text and pair.text not in known[1] and pair.label.long:
                form.fields[pair.label.key] = (known[0], f"{known[1]}\n{pair.text}")
        forms.append(form)
    return forms


def _chunks(pairs: list[Pair]) -> list[list[Pair]]:
    chunks: list[list[Pair]] = []
    for pair in pairs:
        first = chunks[-1][0].label.key if chunks else ""
        if not chunks or (pair.label.key == first and len({one.label.key for one in chunks[-1]}) >= _FEWEST):
            chunks.append([])
        chunks[-1].append(pair)
    whole: list[list[Pair]] = []
    for chunk in chunks:
        # A few labels at the end (the firm's name beside its stamp) are no form of their own.
        if whole and sum(1 for pair in chunk if pair.text) < _FEWEST:
            whole[-1].extend(chunk)
        else:
            whole.append(chunk)
    return [chunk for chunk in whole if len({pair.label.key for pair in chunk}) >= _FEWEST]


def unit_of_field(label: Label, text: str) -> str:
    """``text`` as it stands in the row: a bare amount with the unit of its own form's label."""
    return with_unit(text, label.unit)
