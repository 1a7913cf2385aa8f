"""What a person sees while a command works: a bar on a terminal, a line a stage elsewhere, a summary at the end."""

import sys
import time
from typing import TextIO

from duijie_match.wording import Message, msg

STAGES = {
    "reading": msg("Reading"),
    "converting": msg("Preparing the embedding model (once)"),
    "embedding": msg("Understanding the texts"),
    "indexing": msg("Indexing"),
    "scoring": msg("Matching"),
    "explaining": msg("Finding reasons"),
    "planning": msg("Planning"),
    "learning": msg("Learning"),
    "fetching": msg("Fetching the embedding model"),
    "writing": msg("Writing"),
}
_WIDTH = 30
_EVERY = 0.1  # seconds between two drawings


class Screen:
    """A ``Progress`` that draws to standard error, and the printer of everything else.

    ``quiet`` leaves only errors.
    """

    def __init__(
        self, language: str, *, quiet: bool = False, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.language = language
        self._quiet = quiet
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._bar = not quiet and self._err.isatty()
        self._stage = ""
        self._drawn = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """See ``Progress``."""
        if self._quiet:
            return
        fresh = stage != self._stage
        self._stage = stage
        label = STAGES.get(stage, Message(stage)).render(self.language)
        if not self._bar:
            if fresh:
                print(label + "…", file=self._err, flush=True)
            return
        now = time.monotonic()
        if not fresh and now - self._drawn < _EVERY and done != total:
            return
        self._drawn = now
        self._err.write("\r\x1b[K" + _line(label, done, total))
        self._err.flush()

    def clear(self) -> None:
        """Take the bar away; the next call begins a stage anew."""
        if self._bar and self._stage:
            self._err.write("\r\x1b[K")
            self._err.flush()
        self._stage = ""

    def say(self, message: Message | str) -> None:
        """A line of the result, to standard output."""
        if not self._quiet:
            self.clear()
            print(self.text(message), file=self._out)

    def warn(self, message: Message | str) -> None:
        """A line that is printed even when quiet, to standard error."""
        self.clear()
        print(self.text(message), file=self._err)

    def text(self, message: Message | str) -> str:
        """``message`` in the language of this screen."""
        return message if isinstance(message, str) else message.render(self.language)


def _line(label: str, done: int, total: int) -> str:
    if total <= 0:
        return f"{label} {done:,}" if done else f"{label}…"
    filled = min(_WIDTH, _WIDTH * done // total)
    return f"{label} [{'#' * filled}{'.' * (_WIDTH - filled)}] {100 * done // total:3d} %  {done:,}/{total:,}"
