"""Where a backup or a restore is: a line for each stage, and on a terminal how far it is."""

import time
from typing import Any

from django.utils.translation import gettext_lazy as _

STAGES = {
    "tables": _("saving the tables"),
    "files": _("saving the files"),
    "checking": _("checking the backup"),
    "restoring": _("restoring the tables"),
}
EVERY = 0.5  # seconds


class Report:
    """``progress`` may be called as often as one likes."""

    def __init__(self, stream: Any, *, quiet: bool) -> None:
        self.stream, self.quiet = stream, quiet
        self._stage, self._at = "", 0.0

    def progress(self, stage: str, done: int, total: int) -> None:
        now, terminal = time.monotonic(), self.stream.isatty()
        if self.quiet or (stage == self._stage and (not terminal or (now - self._at < EVERY and done < total))):
            return
        self._stage, self._at = stage, now
        if terminal:
            self.stream.write(f"\r{STAGES[stage]} {done}/{total} ", ending="\n" if done >= total else "")
        else:
            self.stream.write(f"{STAGES[stage]} …")
