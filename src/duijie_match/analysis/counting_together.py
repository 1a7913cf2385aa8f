"""Counting the terms of a long list on two cores: a second process counts from the end, this one from the beginning.

Who counts which texts depends on the moment; what comes of it does not, since terms that are new are numbered by their
spelling and not as they came. Like ``commands.companion``, the second process is a program of its own and no fork, and
ends when its input does.
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

import numpy as np

from duijie_match.analysis.counting import BATCH, GATHERED, Keys, TermCounter, TermCounts, gathered
from duijie_match.analysis.lexicon import EMPTY
from duijie_match.progress import Progress, silent

ROOT = Path(__file__).parents[2]
FEWEST = 60_000
"""With fewer texts the start of a second process would cost more than it saves."""
BLOCK = 8 * BATCH  # which divides what is gathered


class _Helper:
    """The second process: counts blocks from the end of ``waiting`` until there are none, or until it fails."""

    def __init__(self, process: "subprocess.Popen[bytes]", texts: Sequence[str], waiting: "deque[int]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input: IO[bytes] = process.stdin
        self._output: IO[bytes] = process.stdout
        self._texts, self._waiting = texts, waiting
        self.found: dict[int, TermCounts] = {}
        self.terms: list[str] = []
        self.left: int | None = None  # what it took and did not bring back

    def work(self) -> None:
        with suppress(OSError, ValueError, KeyError):
            while True:
                try:
                    self.left = self._waiting.pop()
                except IndexError:
                    return
                self.found[self.left] = self._ask(self._texts[self.left : self.left + BLOCK])
                self.left = None

    def _ask(self, texts: Sequence[str]) -> TermCounts:
        self._input.write(json.dumps(texts).encode() + b"\n")
        self._input.flush()
        head = json.loads(self._output.readline())
        sizes = np.frombuffer(self._output.read(8 * head["texts"]), np.int64)
        keys = np.frombuffer(self._output.read(8 * head["keys"]), np.int64)
        times = np.frombuffer(self._output.read(2 * head["keys"]), np.uint16)
        if len(sizes) != len(texts) or len(times) != head["keys"]:
            raise ValueError("the answer is cut off")
        self.terms += head["terms"]
        return TermCounts(sizes, keys, times)


def count_together(counter: TermCounter, texts: Sequence[str], progress: Progress = silent) -> list[TermCounts]:
    """What ``counter.count`` gives; of a long list with the help of a second process where there is another core."""
    if len(texts) < FEWEST or counter.lexicon is not EMPTY or (os.cpu_count() or 1) < 2:
        return counter.count(texts, progress)
    known = counter.size
    waiting = deque(range(0, len(texts), BLOCK))
    ours: dict[int, TermCounts] = {}

    def count_here() -> None:
        with suppress(IndexError):
            while True:
                start = waiting.popleft()
                progress("indexing", len(texts) - BLOCK * len(waiting), len(texts))
                ours[start] = gathered(counter.count(texts[start : start + BLOCK]))

    with _helping(texts, waiting) as (helper, thread):
        count_here()
        thread.join()
    if helper.left is not None:  # the second process ended before its time
        waiting.append(helper.left)
        count_here()
    numbers = counter.number_by_spelling(helper.terms, known)
    progress("indexing", len(texts), len(texts))

    def taken(start: int) -> TermCounts:
        """Each block is let go as it is put with the others: twice the counts of a long list are too much."""
        if start in ours:
            return _renumbered(counter, ours.pop(start), numbers[0])
        return _renumbered(counter, helper.found.pop(start), numbers[1])

    together = GATHERED * BATCH
    return [
        gathered([taken(start) for start in range(first, min(first + together, len(texts)), BLOCK)])
        for first in range(0, len(texts), together)
    ]


@contextmanager
def _helping(texts: Sequence[str], waiting: "deque[int]") -> Iterator[tuple[_Helper, threading.Thread]]:
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    process = subprocess.Popen(  # fixed arguments, no shell
        [sys.executable, "-P", "-m", "duijie_match.analysis.counting_helper"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path}, start_new_session=True,
    )  # fmt: skip
    helper = _Helper(process, texts, waiting)
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


def _renumbered(counter: TermCounter, counts: TermCounts, numbers: Keys) -> TermCounts:
    """With the keys of terms by ``numbers``, of each text in rising order again."""
    places = counter.numbers_of(counts.keys)
    other = np.flatnonzero(places >= 0)
    keys = counts.keys.copy()
    keys[other] = numbers[places[other]]
    owner = np.repeat(np.arange(len(counts.sizes)), counts.sizes)
    order = np.lexsort((keys, owner))
    return TermCounts(counts.sizes, keys[order], counts.times[order])
