"""A sheet of an .xlsx file whose rows go straight to its stream.

xlsxwriter keeps each cell as an object until its row is complete; with a quarter of a million cells that takes
longer than matching. Text is never a formula, a link or a number here.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import isfinite
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None


@lru_cache
def _letters(columns: int) -> tuple[str, ...]:
    return tuple(xl_col_to_name(index) for index in range(columns))


class PlainSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter's classes are not typed
    """For workbooks in ``constant_memory`` mode: rows from top to bottom."""

    def write_cells(self, row: int, cells: Sequence[Cell], styles: Sequence[Any], *, blanks: bool) -> None:
        """One whole row, numbered from 0, below all others. Empty cells are written only where ``blanks`` asks for
        their style.

        ``cells`` hold what XML allows, finite numbers (others show as ``#NUM!``), and texts that Excel can hold.
        """
        if self.previous_row != row:
            self._write_single_row(row)  # the row before, where it was written cell by cell
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(cells) - 1)
        number = row + 1
        parts = [f'<row r="{number}">']
        for letter, cell, style in zip(_letters(len(cells)), cells, styles, strict=True):
            head = f'<c r="{letter}{number}" s="{style._get_xf_index()}"'
            if isinstance(cell, str) and cell:
                kept = ' xml:space="preserve"' if cell[0].isspace() or cell[-1].isspace() else ""
                if "_x" in cell:
                    cell = self._escape_control_characters(cell)
                parts.append(f'{head} t="inlineStr"><is><t{kept}>{escape(cell)}</t></is></c>')
            elif isinstance(cell, int | float):
                parts.append(f"{head}><v>{cell:.16G}</v></c>" if isfinite(cell) else f'{head} t="e"><v>#NUM!</v></c>')
            elif blanks:
                parts.append(head + "/>")
        parts.append("</row>")
        self.fh.write("".join(parts))
