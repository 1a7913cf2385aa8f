"""Tables out: .xlsx, .csv, .tsv and .jsonl by suffix, whole or not at all, and safe to open in a spreadsheet."""

import csv
import errno
import json
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from duijie_match.errors import DuijieError
from duijie_match.lists.cells import FORMULA_STARTS, drop_illegal
from duijie_match.lists.plain_workbook import write_plain_workbook
from duijie_match.system_errors import system_reason
from duijie_match.wording import msg

OUT_SUFFIXES = (".xlsx", ".csv", ".tsv", ".jsonl")
Cell = str | int | float | None

_PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?%?", re.IGNORECASE)


def safe_cell(text: str) -> str:
    """``text`` with a leading apostrophe where a spreadsheet would take it for a formula; plain numbers stay as
    they are.
    """
    if text.startswith(FORMULA_STARTS) and not _PLAIN_NUMBER.fullmatch(text):
        return "'" + text
    return text


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A name beside ``path`` to write to; it takes the place of ``path`` when the block ends well and vanishes when
    it does not.

    Raises ``DuijieError`` where the folder is missing or may not be written.
    """
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> DuijieError:
    """Why a result cannot be written."""
    if not path.parent.is_dir():
        return DuijieError(
            "no-folder",
            msg("The folder “{folder}” does not exist. Create it, or choose another.", folder=str(path.parent)),
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DuijieError(
            "unwritable",
            msg("“{file}” cannot be written: the disk is full. Free some space, or choose another folder.",
                file=str(path)),
        )  # fmt: skip
    return DuijieError(
        "unwritable",
        msg(
            "“{file}” cannot be written ({reason}). Close it in Excel or WPS, or choose another name or folder.",
            file=str(path),
            reason=system_reason(error),
        ),
    )


def check_target(path: Path) -> None:
    """Raise ``DuijieError`` now for a result that could not be written after long work: suffix, folder, permission."""
    if path.suffix.lower() not in OUT_SUFFIXES:
        raise DuijieError(
            "out-suffix",
            msg("The result “{file}” needs a name that ends in .xlsx, .csv, .tsv or .jsonl.", file=path.name),
        )
    check_writable(path)


def check_writable(path: Path) -> None:
    """The same without a look at the suffix."""
    if path.is_dir():
        raise DuijieError("out-folder", msg("“{file}” is a folder. Name a file for the result.", file=str(path)))
    probe = path.with_name(f".{path.name}.{secrets.token_hex(4)}.probe")
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        raise unwritable(path, error) from error


def write_table(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str = "list", author: str = ""
) -> int:
    """Write ``rows`` under ``columns``; how many. ``None`` is an empty cell (left out in .jsonl). ``author``
    stands in the properties of a workbook. See ``check_target`` for errors.
    """
    suffix = path.suffix.lower()
    counted = _Counter(rows)
    with replacing(path) as part:
        if suffix == ".xlsx":
            write_plain_workbook(part, columns, counted, sheet=sheet, author=author)
        elif suffix == ".jsonl":
            with part.open("w", encoding="utf-8", newline="\n") as stream:
                _write_jsonl(stream, columns, counted)
        else:
            # The byte order mark tells Excel that the file is UTF-8.
            with part.open("w", encoding="utf-8-sig", newline="") as stream:
                _write_delimited(stream, columns, counted, "\t" if suffix == ".tsv" else ",")
    return counted.count


class _Counter:
    def __init__(self, rows: Iterable[Sequence[Cell]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self._rows:
            self.count += 1
            yield row


def _write_delimited(stream: IO[str], columns: Sequence[str], rows: Iterable[Sequence[Cell]], separator: str) -> None:
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    writer.writerow([_text_cell(name, separator) for name in columns])
    for row in rows:
        writer.writerow(["" if cell is None else _text_cell(cell, separator) for cell in row])


def _text_cell(cell: str | int | float, separator: str) -> str:
    if not isinstance(cell, str):
        return repr(cell) if isinstance(cell, float) else str(cell)
    text = safe_cell(drop_illegal(cell).replace("\r\n", "\n").replace("\r", "\n"))
    # Many programs split a .tsv at every tab and line break, quoted or not.
    return text.replace("\t", " ").replace("\n", " ") if separator == "\t" else text


def _write_jsonl(stream: IO[str], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    for row in rows:
        item = {
            name: drop_illegal(cell) if isinstance(cell, str) else cell
            for name, cell in zip(columns, row, strict=True)
            if cell is not None
        }
        stream.write(json.dumps(item, ensure_ascii=False) + "\n")
