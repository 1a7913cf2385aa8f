"""A process that has read the platform once, and does what it is asked in children of its own: to read it takes long.

It is asked by a line of JSON and answers with one: how the child ended, and what it told. ``serve`` is the side of that
process, ``Forking`` the side of whoever asks.
"""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[2]
_kept: dict[Hashable, "Forking"] = {}


class Forking:
    """``module``, whose ``main`` serves, as a process with ``environment`` on top of our own; ``log`` takes what it
    complains of."""

    def __init__(self, module: str, environment: Mapping[str, str], *, log: Path | None = None) -> None:
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        with (log or Path(os.devnull)).open("a") as complaints:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module], env={**environment, "PYTHONPATH": path}, cwd=ROOT, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints if log else None,
            )  # fmt: skip

    def ask(self, order: Any) -> tuple[int, str]:
        """How the child that obeyed ended, as ``os.wait`` says it, and what it told."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        return answer["status"], answer["told"]

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()


def kept(key: Hashable, start: Callable[[], Forking]) -> Forking:
    """The one of ``key``, started if need be; it ends with this process."""
    if key not in _kept or not _kept[key].lives:
        _kept[key] = start()
    return _kept[key]


@atexit.register
def end_kept() -> None:
    for one in _kept.values():
        one.end()


def serve(obey: Callable[[Any, int], NoReturn], before: Callable[[Any], Any] | None = None) -> None:
    """Obey each order in a child, which tells by writing to the descriptor that it is given and ends itself; ``before``
    is called with the order in this process."""
    for line in sys.stdin:
        order = json.loads(line)
        if before is not None:
            before(order)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            obey(order, writing)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8", errors="replace") as pipe:
            told = pipe.read()
        print(json.dumps({"status": os.waitpid(child, 0)[1], "told": told}), flush=True)
