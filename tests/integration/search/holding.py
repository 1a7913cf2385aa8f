"""Holds a process at a point, so that a test kills it just there; it goes on when the file ``….go`` appears.

``TEST_HOLD`` is ``STAGE:DONE:FILE``. Stages are those that a job reports, or a point of an update: ``locked`` (nothing
done yet), ``noted`` (in the journal), ``words`` (words committed, shelf not), ``written`` (all, but not delivered).
"""

import os
import time
from pathlib import Path
from typing import Any

from duijie.common import jobs
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.generation import Generation
from duijie.search.engine.words import WordIndex

STAGE, AT, FILE = os.environ["TEST_HOLD"].split(":", 2)


def hold() -> None:
    if Path(FILE).exists():
        return
    Path(FILE).touch()
    while not Path(FILE).with_suffix(".go").exists():
        time.sleep(0.02)


def hold_after(owner: Any, name: str) -> None:
    call = getattr(owner, name)

    def held(*arguments: Any, **options: Any) -> Any:
        result = call(*arguments, **options)
        hold()
        return result

    setattr(owner, name, held)


_report = jobs.JobContext.progress


def _progress(self: Any, reached: str, done: int, total: int) -> None:
    _report(self, reached, done, total)
    if reached == STAGE and done >= int(AT):
        hold()


jobs.JobContext.progress = _progress  # type: ignore[method-assign]
POINTS = {"noted": (IndexFolder, "note"), "words": (WordIndex, "write"), "written": (Generation, "write")}
if STAGE in POINTS:
    hold_after(*POINTS[STAGE])
elif STAGE == "locked":
    _note = IndexFolder.note

    def _hold_first(self: Any, source: str, ids: list[int]) -> None:
        hold()
        _note(self, source, ids)

    IndexFolder.note = _hold_first  # type: ignore[method-assign]
