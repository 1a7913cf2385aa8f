"""Workbooks in the older and binary formats (.xls, WPS .et, .xlsb, .ods), read by calamine in a bounded process."""

import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from duijie_match.errors import DuijieError
from duijie_match.lists.cells import Row, Value
from duijie_match.lists.limits import Limits
from duijie_match.lists.openxml import Area
from duijie_match.lists.packages import bomb, broken
from duijie_match.lists.sniffing import locked

_WORKER = Path(__file__).with_name("legacy_worker.py")
_LOCKED, _UNREADABLE = 3, 4


@dataclass(slots=True)
class LegacySheet:
    """One sheet and the rows still to come from the process."""

    name: str
    hidden: bool
    merges: list[Area]
    wide: bool
    rows: Iterator[Row]


class LegacyBook:
    """The workbook as the worker prints it, sheet after sheet; leaving the block ends the worker."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 – closed in __exit__
        # The program and every argument but the file's own name are fixed here; no shell is involved.
        self._process = subprocess.Popen(  # noqa: S603
            [
                sys.executable,
                "-P",
                str(_WORKER),
                str(path.absolute()),
                *(str(n) for n in (limits.memory, limits.seconds, limits.rows, limits.columns)),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        assert self._process.stdout is not None
        self._lines: IO[bytes] = self._process.stdout
        self._ahead: dict[str, Any] | None = None

    def __enter__(self) -> "LegacyBook":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._lines.close()
        self._errors.close()

    def sheets(self) -> Iterator[LegacySheet]:
        """The sheets in order; each one's rows are to be read before the next sheet is asked for, or are lost."""
        while True:
            head = self._ahead or self._next_item()
            self._ahead = None
            while isinstance(head, list):
                head = self._next_item()
            if "end" in head:
                return
            merges = [(int(a), int(b), int(c), int(d)) for a, b, c, d in head["merges"][: self._limits.merges]]
            yield LegacySheet(head["sheet"], head["hidden"], merges, head["wide"], self._rows())

    def _rows(self) -> Iterator[Row]:
        while True:
            item = self._next_item()
            if isinstance(item, dict):
                self._ahead = item
                return
            yield Row(item[0], [_decode(value, self._limits.cell) for value in item[1:]])

    def _next_item(self) -> Any:
        line = self._lines.readline()
        if not line.endswith(b"\n"):
            raise self._failure()
        return json.loads(line)

    def _failure(self) -> DuijieError:
        code = self._process.wait()
        if code == _LOCKED:
            return locked(self._path)
        if code == _UNREADABLE:
            self._errors.seek(0)
            text = self._errors.read(1000).lower()
            if b"password" in text or b"encrypt" in text:
                return locked(self._path)
            return bomb(self._path) if b"memory" in text else broken(self._path)
        # Killed by its limits, or stopped by the allocator.
        return bomb(self._path) if code < 0 else broken(self._path)


def _decode(value: Any, longest: int) -> Value:
    if isinstance(value, str):
        return value[:longest]
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]  # JSON scalars only
    if "d" in value:
        moment = dt.datetime.fromisoformat(value["d"])
        return moment.date() if "T" not in value["d"] else moment
    try:
        return dt.time.fromisoformat(value["t"])
    except ValueError:
        return str(value["t"])
