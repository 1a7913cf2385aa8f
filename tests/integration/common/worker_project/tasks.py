"""Leaves a trace in a file: a line when it starts, and one when it ends."""

import os
import time
from pathlib import Path

from tests.integration.common.worker_project import holding

from duijie.common import jobs

__all__ = ["holding"]


@jobs.handles("test.slow")
def work_slowly(context: jobs.JobContext) -> dict[str, int]:
    trace = Path(os.environ["DUIJIE_DATA"]) / "trace"
    with trace.open("a") as file:
        file.write(f"start {os.getpid()}\n")
    until = time.monotonic() + (context.params["seconds"] if context.attempt == 1 else 0)
    while time.monotonic() < until:
        time.sleep(0.1)
        context.progress("waiting", 0, 1)
    with trace.open("a") as file:
        file.write(f"end {os.getpid()}\n")
    return {"attempt": context.attempt}
