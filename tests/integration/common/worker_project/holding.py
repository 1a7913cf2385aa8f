"""Holds a job at a stage, so that a test kills its worker just there, however fast or busy the machine is."""

import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

from duijie.common import jobs
from duijie.common.domain import audit


def hold_where_asked() -> None:
    """``TEST_HOLD`` is ``STAGE:DONE:FILE``: at the first attempt, when the job has reported so much of that stage, make
    the file and stand still. Where the stage is a verb of the audit, when so many rows with it were written: inside the
    transaction of the last of them.
    """
    stage, at, file = os.environ["TEST_HOLD"].split(":", 2)
    report, record = jobs.JobContext.progress, audit.record
    verbs: Counter[str] = Counter()

    def hold() -> None:
        Path(file).touch()
        time.sleep(600)

    def progress(self: Any, reached: str, done: int, total: int) -> None:
        report(self, reached, done, total)
        if reached == stage and done >= int(at) and self.attempt == 1:
            hold()

    def note(**told: Any) -> Any:
        event = record(**told)
        verbs[told["verb"]] += 1
        if told["verb"] == stage and verbs[stage] == int(at):
            hold()
        return event

    jobs.JobContext.progress = progress  # type: ignore[method-assign]
    audit.record = note


if os.environ.get("TEST_HOLD"):
    hold_where_asked()
