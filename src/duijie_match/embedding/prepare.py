"""``python -m duijie_match.embedding.prepare``: makes the default model at set-up, and says so in one line.

Exit status 0 when the model is ready, 1 when it cannot be made (the wheel's own kernel then stands in, four times
slower). The line is English where ``$DUIJIE_LANG``, else the locale, says so, and Chinese otherwise.
"""

import os
import sys
import time
from typing import TextIO

from duijie_match.embedding.convert import NAME, ensure_e5_small
from duijie_match.errors import DuijieError
from duijie_match.folders import data_folder
from duijie_match.wording import Message, msg


class ProgressLine:
    """Writes how far it is over the same line of a terminal; writes nothing where there is none."""

    def __init__(self, out: TextIO, language: str) -> None:
        self._out = out
        self._language = language
        self._shown = ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        if self._out.isatty():
            line = msg("Preparing the embedding model {name}: {percent} %", name=NAME, percent=100 * done // total)
            self._show(line.render(self._language))

    def close(self, message: Message) -> None:
        """The last word."""
        self._show(message.render(self._language))
        self._out.write("\n")
        self._out.flush()

    def _show(self, line: str) -> None:
        if self._shown:
            self._out.write("\r\x1b[K")
        self._out.write(line)
        self._out.flush()
        self._shown = line


def main() -> int:
    """Converts the model when needed; the exit status."""
    said = (os.environ.get(name, "") for name in ("DUIJIE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    language = "en" if next(filter(None, said), "").lower().startswith("en") else "zh-hans"
    line = ProgressLine(sys.stdout, language)
    began = time.monotonic()
    try:
        ensure_e5_small(data_folder() / "models", line)
    except DuijieError as reason:
        line.close(msg("The embedding model {name} could not be made. {why}", name=NAME, why=reason.message))
        return 1
    except ImportError as reason:
        why = msg("A package cannot be loaded ({reason}). Run the set-up again.", reason=str(reason))
        line.close(msg("The embedding model {name} could not be made. {why}", name=NAME, why=why))
        return 1
    seconds = f"{time.monotonic() - began:.1f}"
    line.close(msg("The embedding model {name} is ready ({seconds} s).", name=NAME, seconds=seconds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
