"""A form as it is laid out: paragraphs, tables, and the cells of these with what stands in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Block: TypeAlias = "str | Grid"


@dataclass(slots=True)
class Cell:
    """A cell and the area it covers. ``made_up``: a sheet has nothing there, so it is no place to write either."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    blocks: list[Block] = field(default_factory=list)
    made_up: bool = False

    @property
    def text(self) -> str:
        """The paragraphs, a line each; tables inside follow as lines of cells."""
        return "\n".join(_lines(self.blocks)).strip()

    @property
    def below(self) -> int:
        """The first row under the cell."""
        return self.row + self.rows


@dataclass(slots=True)
class Grid:
    """A table. Cells never overlap; where none is, nothing is."""

    cells: list[Cell]

    def rows(self) -> list[list[Cell]]:
        """For each row the cells that lie in it, those that began above included, from the left."""
        rows: dict[int, list[Cell]] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.below):
                rows.setdefault(row, []).append(cell)
        return [sorted(rows[row], key=lambda cell: cell.column) for row in sorted(rows)]


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, str):
            yield block
        else:
            for row in block.rows():
                yield " | ".join(text for cell in row if (text := cell.text.replace("\n", " ")))
