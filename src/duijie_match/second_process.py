"""A second process that works ahead: a program of its own and no fork, since the embedding runtime has threads, which
do not survive one. It ends when its input does, that is, with this process, however that ends.
"""

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

ROOT = Path(__file__).parents[1]


class SecondProcess:
    """``python -m module``, which answers each line of JSON but the first by another. Leaving the block ends it."""

    def __init__(self, module: str) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="duijie-")
        self.folder = Path(self._scratch.name)
        """For what is larger than a line; it goes when the block is left."""
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.broken = False
        path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
        # A session of its own: Ctrl-C is for this process, which then ends the other.
        self._process = subprocess.Popen(  # noqa: S603 – fixed arguments, no shell
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
            start_new_session=True,
        )
        self.pid = self._process.pid
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input: IO[bytes] = self._process.stdin
        self._output: IO[bytes] = self._process.stdout
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._input, self._output):
            with suppress(OSError):
                stream.close()
        self._scratch.cleanup()

    def send(self, value: object) -> None:
        """A line; ``answer`` gives the answers in the order asked."""
        try:
            self._input.write(json.dumps(value).encode() + b"\n")
            self._input.flush()
        except OSError:
            self.broken = True

    def answer(self, *, wait: bool) -> Any:
        """The next answer, or ``None`` when there is none yet, or none to come (then ``broken`` is set)."""
        try:
            found = self._answers.get(block=wait)
        except queue.Empty:
            return None
        if found is None:
            self.broken = True
        return found

    def _read(self) -> None:
        with suppress(OSError, ValueError):
            for line in self._output:
                self._answers.put(json.loads(line))
        self._answers.put(None)
