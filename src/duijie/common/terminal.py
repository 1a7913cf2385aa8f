"""Talking to a person in a terminal: in Chinese, in English, or in both when it is not known which they read."""

import contextlib
import os
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from typing import IO

from django.utils import translation

BOTH = ("zh-hans", "en")


def languages_of_terminal(environment: os._Environ[str] | dict[str, str] = os.environ) -> tuple[str, ...]:
    """``DUIJIE_LANG``, else the locale: Chinese or English alone, both for anything else. The same as in ``./run``."""
    named = next(
        (environment[name] for name in ("DUIJIE_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    if named.startswith("zh"):
        return BOTH[:1]
    return BOTH[1:] if named.startswith("en") else BOTH


class Terminal:
    """Prints translatable texts. A terminal that was closed is no error: then nobody reads it."""

    def __init__(self, stream: IO[str] | None = None, languages: Sequence[str] | None = None) -> None:
        self.stream = stream or sys.stdout
        self.languages = tuple(languages or languages_of_terminal())

    def words(self, text: object, **values: object) -> list[str]:
        """``text`` (lazy) in each language, with ``{name}`` places filled; once when the languages agree."""
        said: list[str] = []
        for language in self.languages:
            with translation.override(language):
                sentence = str(text).format(**values) if values else str(text)
            if sentence not in said:
                said.append(sentence)
        return said

    def say(self, text: object, **values: object) -> None:
        """One line a language."""
        self.write("\n".join(self.words(text, **values)) + "\n")

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self.stream.write(text)
            self.stream.flush()

    @contextlib.contextmanager
    def step(self, text: object, **values: object) -> Iterator[None]:
        """Say what is being done, and how many seconds it took. A step that fails ends its line and passes it on."""
        began = time.monotonic()
        self.write(" · ".join(self.words(text, **values)) + " … ")
        try:
            yield
        except BaseException:
            self.write("\n")
            raise
        self.write(f"{time.monotonic() - began:.1f} s\n")

    def percent(self, stage: str, done: int, total: int) -> None:
        """A ``Progress`` that stands behind the line of a step, for a person who looks; a file gets none of it."""
        with contextlib.suppress(OSError, ValueError):
            if self.stream.isatty():
                self.write(f"{100 * done // max(total, 1):3d} %" + "\b" * 5)  # the seconds of the step go over it

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Columns that line up, Chinese characters counted as two wide."""
        widths = [max(width_of(cell) for cell in column) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = [cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)]
            self.write("  " + "   ".join(cells).rstrip() + "\n")


def width_of(text: str) -> int:
    """Columns that ``text`` takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
