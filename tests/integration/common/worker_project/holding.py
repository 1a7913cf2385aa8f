"""Holds a job at a stage, so that a test kills its worker just there, however fast or busy the machine is."""

import os
import time
from pathlib import Path
from typing import Any

from duijie.common import jobs


def hold_where_asked() -> None:
    """``TEST_HOLD`` is ``STAGE:DONE:FILE``: at the first attempt, when the job has reported so much of that stage, make
    the file and stand still."""
    stage, at, file = os.environ["TEST_HOLD"].split(":", 2)
    report = jobs.JobContext.progress

    def progress(self: Any, reached: str, done: int, total: int) -> None:
        report(self, reached, done, total)
        if reached == stage and done >= int(at) and self.attempt == 1:
            Path(file).touch()
            time.sleep(600)

    jobs.JobContext.progress = progress  # type: ignore[method-assign]


if os.environ.get("TEST_HOLD"):
    hold_where_asked()
