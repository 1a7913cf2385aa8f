"""Runs in a process of its own: reads a .xls, .xlsb or .ods file with calamine and prints it as JSON lines.

calamine allocates the whole rectangle between the first and the last cell, and old binary files can claim anything;
so this
process has a limit on memory and on processor time, and whatever happens to it is one sentence in the parent.
Imports nothing of the project,
so that it starts fast. Called as ``python legacy_worker.py FILE MEMORY SECONDS ROWS COLUMNS CELL``.

Lines: ``{"sheet": name, "hidden": bool, "merges": [[first row, last row, first column, last column], …]}``, then
``[row number, value, …]`` for each row that holds something; ``{"end": true}`` closes the file. Dates are ``{"d":
ISO text}``, times ``{"t": …}``.
"""

import datetime as dt
import json
import sys
from typing import Any

import python_calamine as calamine

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]


def encode(value: Any) -> Any:
    """A calamine value as JSON."""
    if isinstance(value, dt.datetime):
        return {"d": value.isoformat()} if value.time() != dt.time() else {"d": value.date().isoformat()}
    if isinstance(value, dt.date):
        return {"d": value.isoformat()}
    if isinstance(value, dt.time):
        return {"t": value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {"t": str(value)}
    return None if value == "" else value


def write(item: Any) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(item, ensure_ascii=True, separators=(",", ":")))
    sys.stdout.write("\n")


def limit(memory: int, seconds: int) -> None:
    """Bound this process where the system can."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(path: str, rows: int, columns: int) -> None:
    """Print the workbook."""
    with open(path, "rb") as stream:  # noqa: PTH123 – calamine wants a stream, and pathlib costs start-up time
        book = calamine.CalamineWorkbook.from_filelike(stream)
        for number, about in enumerate(book.sheets_metadata):
            if about.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(number)
            merges = [[a + 1, c + 1, b, d] for (a, b), (c, d) in sheet.merged_cell_ranges or []]
            write(
                {
                    "sheet": about.name,
                    "hidden": about.visible is not calamine.SheetVisibleEnum.Visible,
                    "merges": merges,
                    "wide": sheet.total_width > columns or sheet.total_height > rows,
                }
            )
            # iter_rows starts at the sheet's first row and column whatever stands there.
            for offset, cells in enumerate(sheet.iter_rows(), start=1):
                if offset > rows:
                    break
                values = [encode(value) for value in cells[:columns]]
                while values and values[-1] is None:
                    values.pop()
                if values:
                    write([offset, *values])
    write({"end": True})


if __name__ == "__main__":
    limit(int(sys.argv[2]), int(sys.argv[3]))
    try:
        main(sys.argv[1], int(sys.argv[4]), int(sys.argv[5]))
    except calamine.PasswordError:
        sys.exit(3)
    except Exception as error:  # noqa: BLE001 – the parent turns any failure into one sentence
        sys.stderr.write(repr(error)[:1000])
        sys.exit(4)
