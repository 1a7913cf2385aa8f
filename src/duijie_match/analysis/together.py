"""Reading the texts of a long list on two cores: a second process reads from the end, this one from the beginning.

Who reads which texts depends on the moment; what comes of it does not. Like ``commands.companion``, the second process
is a program of its own and no fork, and ends when its input does.
"""

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from duijie_match.analysis.counting import BATCH
from duijie_match.analysis.dictionary import Dictionary
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.subjects import Subjects
from duijie_match.analysis.texts import TextAnalyses, TextReader, gathered, read_analyses
from duijie_match.progress import Progress, silent

ROOT = Path(__file__).parents[2]
FEWEST = 10_000
"""With fewer texts the start of a second process would cost more than it saves."""
BLOCK = 4 * BATCH
GATHERED = 8
"""Blocks in one part of what is found."""


class _Helper:
    """The second process: reads blocks from the end of ``waiting`` until there are none, or until it fails."""

    def __init__(
        self, process: "subprocess.Popen[bytes]", task: dict[str, object], texts: Sequence[str], waiting: "deque[int]"
    ) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input: IO[bytes] = process.stdin
        self._output: IO[bytes] = process.stdout
        self._task, self._texts, self._waiting = task, texts, waiting
        self.found: dict[int, TextAnalyses] = {}
        self.left: int | None = None  # what it took and did not bring back

    def work(self) -> None:
        with suppress(OSError, ValueError):
            self._send(self._task)
            while True:
                try:
                    self.left = self._waiting.pop()
                except IndexError:
                    return
                self.found[self.left] = self._ask(self._texts[self.left : self.left + BLOCK])
                self.left = None

    def _send(self, value: object) -> None:
        self._input.write(json.dumps(value).encode() + b"\n")
        self._input.flush()

    def _ask(self, texts: Sequence[str]) -> TextAnalyses:
        self._send(list(texts))
        found = read_analyses(self._output.read(int(self._output.readline())))
        if len(found) != len(texts):
            raise ValueError("the answer is cut off")
        return found


class TogetherReader:
    """Reads texts as ``TextReader`` does; long lists with the help of a second process where there is another core."""

    def __init__(self, lexicon: Lexicon = EMPTY, dictionary: Dictionary | None = None) -> None:
        """With a ``dictionary`` figures are comparable across languages."""
        self._reader = TextReader(lexicon, Subjects(dictionary))
        self._task: dict[str, object] = {"concepts": dict(lexicon.concepts), "across": dictionary is not None}
        used = "" if dictionary is None else dictionary.fingerprint
        told = None if used is None else json.dumps([sorted(lexicon.concepts.items()), used])
        self.fingerprint = told
        """What the analyses depend on besides the texts; ``None`` for a dictionary of which it is not known."""

    def read(self, texts: Sequence[str], progress: Progress = silent) -> list[TextAnalyses]:
        """The analyses of ``texts`` in their order, some thousand in each element."""
        waiting = deque(range(0, len(texts), BLOCK))
        found: dict[int, TextAnalyses] = {}

        def read_here() -> None:
            with suppress(IndexError):
                while True:
                    start = waiting.popleft()
                    progress("indexing", len(texts) - BLOCK * len(waiting), len(texts))
                    found[start] = self._reader.read(texts[start : start + BLOCK])

        if self.fingerprint is None or len(texts) < FEWEST or (os.cpu_count() or 1) < 2:
            read_here()
        else:
            with _helping(self._task, texts, waiting) as (helper, thread):
                read_here()
                thread.join()
            found |= helper.found
            if helper.left is not None:  # the second process ended before its time
                waiting.append(helper.left)
                read_here()
        progress("indexing", len(texts), len(texts))
        together = GATHERED * BLOCK
        return [
            # Each block is let go as it is put with the others: twice the analyses of a long list are too much.
            gathered([found.pop(start) for start in range(first, min(first + together, len(texts)), BLOCK)])
            for first in range(0, len(texts), together)
        ]


@contextmanager
def _helping(
    task: dict[str, object], texts: Sequence[str], waiting: "deque[int]"
) -> Iterator[tuple[_Helper, threading.Thread]]:
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    process = subprocess.Popen(  # fixed arguments, no shell
        [sys.executable, "-P", "-m", "duijie_match.analysis.together_worker"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path}, start_new_session=True,
    )  # fmt: skip
    helper = _Helper(process, task, texts, waiting)
    thread = threading.Thread(target=helper.work, daemon=True)
    thread.start()
    try:
        yield helper, thread
    finally:
        waiting.clear()
        process.kill()
        process.wait()
        thread.join()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
