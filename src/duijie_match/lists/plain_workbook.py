"""Sheets of an .xlsx file, written row by row in flat memory, in one house style."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedWriter, FileIO
from pathlib import Path
from typing import Any, TypeVar

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from duijie_match.lists.cells import drop_illegal
from duijie_match.lists.plain_sheet import Cell, PlainSheet

T = TypeVar("T")

LONGEST_CELL = 32_767  # Excel's limit
MOST_ROWS = 1_048_576
_HEADER = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1, "border_color": "#8EA9C1"}
_BODY = {"valign": "top", "font_size": 10}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the text of its header cell, its width in characters, whether its cells wrap, their number format.

    ``shown`` is what the header cell displays instead of ``name``: the cell keeps ``name`` for scripts and shows
    ``shown`` to
    people through its number format.
    """

    name: str
    width: float = 16
    wrap: bool = False
    number: str = ""
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Points of a chart: rows ``first`` to ``last`` of a sheet (its first row below the header is 1), and the columns
    of both axes.
    """

    name: str
    first: int
    last: int
    across: int
    up: int


class Book:
    """An .xlsx file being written. Cells longer than Excel allows are cut with a visible mark and counted in
    ``cut``.
    """

    def __init__(self, workbook: Any, cut_mark: str) -> None:
        self._workbook = workbook
        self._cut_mark = cut_mark
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self.cut = 0

    def format(self, **properties: object) -> Any:
        """The format with these properties; each is made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(properties)
        return self._formats[key]

    def sign(self, author: str, *, title: str) -> None:
        """Whose workbook it is, in the properties of the file."""
        self._workbook.set_properties({"author": author, "company": author, "title": title})

    def sheet(self, name: str, columns: Sequence[Column], *, freeze: int = 0, tab: str = "") -> "Page":
        """A sheet with a frozen, filtered, printed-on-each-page header. ``freeze`` columns stay in view."""
        return Page(self, self._workbook.add_worksheet(name[:31], PlainSheet), columns, freeze, tab)

    def points(self) -> Any:
        """A chart of points joined by lines, to be put into a sheet."""
        return self._workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})

    def tidy(self, text: str) -> str:
        """``text`` as a cell can hold it."""
        text = drop_illegal(text)
        if len(text) <= LONGEST_CELL:
            return text
        self.cut += 1
        mark = self._cut_mark.format(n=len(text))
        return text[: LONGEST_CELL - len(mark)] + mark


class Page:
    """One sheet; rows go below each other in the order written."""

    def __init__(self, book: Book, sheet: Any, columns: Sequence[Column], freeze: int, tab: str) -> None:
        self._book, self._sheet, self._columns = book, sheet, columns
        self._row = 0
        self._ready: dict[bool, list[Any]] = {}
        self._special: dict[tuple[object, ...], Any] = {}
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
        sheet.freeze_panes(1, freeze)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")
        if tab:
            sheet.set_tab_color(tab)
        for index, column in enumerate(columns):
            shown = {"num_format": _display(column.shown)} if column.shown else {}
            style = book.format(**_HEADER, text_wrap=True, valign="vcenter", **shown)
            sheet.write_string(0, index, book.tidy(column.name), style)

    @property
    def rows(self) -> int:
        """How many rows stand below the header."""
        return self._row

    @property
    def full(self) -> bool:
        """Whether Excel allows no further row."""
        return self._row + 1 >= MOST_ROWS

    def write(
        self, cells: Sequence[Cell], *, top_line: bool = False, styles: dict[int, dict[str, object]] | None = None
    ) -> None:
        """One row. ``top_line`` draws a line above it; ``styles`` adds properties to single cells."""
        self._row += 1
        formats = self._formats(top_line)
        if styles:
            formats = list(formats)
            for index, style in styles.items():
                formats[index] = self._styled(index, top_line, style)
        tidy = self._book.tidy
        texts = [tidy(cell) if isinstance(cell, str) else cell for cell in cells]
        if len(texts) != len(formats):
            raise ValueError("a cell for each column")
        self._sheet.write_cells(self._row, texts, formats, blanks=top_line)

    def _styled(self, index: int, top_line: bool, style: dict[str, object]) -> Any:
        key = (index, top_line, *style.items())
        if key not in self._special:
            self._special[key] = self._book.format(**{**self._properties(self._columns[index], top_line), **style})
        return self._special[key]

    def _formats(self, top_line: bool) -> list[Any]:
        if top_line not in self._ready:
            self._ready[top_line] = [self._book.format(**self._properties(c, top_line)) for c in self._columns]
        return self._ready[top_line]

    def _properties(self, column: Column, top_line: bool) -> dict[str, object]:
        properties: dict[str, object] = dict(_BODY)
        if column.wrap:
            properties["text_wrap"] = True
        if column.number:
            properties["num_format"] = column.number
        if top_line:
            properties |= {"top": 1, "top_color": "#7F7F7F"}
        return properties

    def chart(self, series: Sequence[Series], *, title: str, across: str, up: str, cell: str) -> None:
        """A square chart of shares from 0 to 1 at ``cell``, with the diagonal on which both are equal."""
        chart = self._book.points()
        name = self._sheet.get_name()
        for one in series:
            chart.add_series(
                {
                    "name": one.name,
                    "categories": [name, one.first, one.across, one.last, one.across],
                    "values": [name, one.first, one.up, one.last, one.up],
                    "marker": {"type": "circle", "size": 6},
                }
            )
        diagonal = {"color": "#7F7F7F", "dash_type": "dash"}
        chart.add_series(
            {"name": "=", "categories": "={0,1}", "values": "={0,1}", "marker": {"type": "none"}, "line": diagonal}
        )
        chart.set_title({"name": title, "name_font": {"size": 12}})
        for axis, label in ((chart.set_x_axis, across), (chart.set_y_axis, up)):
            axis({"name": label, "min": 0, "max": 1, "major_unit": 0.2, "major_gridlines": {"visible": True}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 520, "height": 480})
        self._sheet.insert_chart(cell, chart, {"description": title})

    def close(self) -> None:
        """Put the filter over all rows; call it when the last row is written."""
        self._sheet.autofilter(0, 0, max(1, self._row), max(0, len(self._columns) - 1))


def _display(text: str) -> str:
    """A number format that shows ``text`` instead of the cell's own text."""
    quoted = text.replace('"', "”")[:80]
    return f';;;"{quoted}"'


@contextmanager
def open_book(path: Path, *, cut_mark: str = "…[{n}]") -> Iterator[Book]:
    """Write a workbook to ``path``. Its scratch files lie in a folder that is removed whatever happens."""
    with tempfile.TemporaryDirectory(prefix="duijie-") as scratch, _Once(FileIO(path, "w")) as stream:
        workbook = xlsxwriter.Workbook(
            stream,
            {
                "constant_memory": True,
                "tmpdir": scratch,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": True,
            },
        )
        try:
            yield Book(workbook, cut_mark)
        except BaseException:
            workbook.fileclosed = 1  # nothing is assembled, and its finaliser does not complain
            for sheet in workbook.worksheets():
                if sheet.row_data_fh is not None:
                    sheet.row_data_fh.close()
            raise
        try:
            workbook.close()
        except BaseException as error:
            stream.give_up()
            if isinstance(error, FileCreateError):
                raise OSError(*error.args[0].args) from error  # as of any other file: a full disk
            raise


class _Once(BufferedWriter):
    """A file that tells once that it cannot be written: what a finaliser wants to write after that goes nowhere."""

    _failed = False
    _place = 0

    def give_up(self) -> None:
        """Nothing more is to be written."""
        self._failed = True

    def write(self, data: Any) -> int:
        return self._tried(lambda: super(_Once, self).write(data), len(data))

    def flush(self) -> None:
        self._tried(super().flush, None)

    def seek(self, offset: int, whence: int = 0) -> int:
        self._place = self._tried(lambda: super(_Once, self).seek(offset, whence), offset)
        return self._place

    def tell(self) -> int:
        return self._tried(super().tell, self._place)

    def close(self) -> None:
        if self._failed:
            self.raw.close()
        else:
            super().close()

    def _tried(self, step: Callable[[], T], otherwise: T) -> T:
        if self._failed:
            return otherwise
        try:
            return step()
        except OSError:
            self._failed = True
            raise


def write_plain_workbook(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str, author: str = ""
) -> None:
    """One sheet in the house style; rows beyond Excel's limit go on in further sheets. ``author`` stands in the file's
    properties.
    """
    with open_book(path) as book:
        if author:
            book.sign(author, title=sheet)
        table = [Column(name, width=max(10, min(40, len(name) * 2))) for name in columns]
        page = book.sheet(sheet, table)
        number = 1
        for row in rows:
            if page.full:
                page.close()
                number += 1
                page = book.sheet(f"{sheet} ({number})", table)
            page.write(row)
        page.close()
