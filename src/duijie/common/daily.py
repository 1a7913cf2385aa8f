"""Work that upper apps want done once a day, if there is anything to do. Housekeeping starts it.

An app says so in its ``tasks.py``: ``daily.every_day(KIND, due=changed_since)``.
"""

from collections.abc import Callable
from datetime import datetime

from duijie.common import clock
from duijie.common.domain.jobs import start_job
from duijie.common.models import Job, JobState

Due = Callable[[datetime | None], bool]
_daily: dict[str, Due] = {}


def every_day(kind: str, *, due: Due) -> None:
    """Start a job of ``kind`` once a day when ``due``, called with the beginning of the last one that succeeded."""
    _daily[kind] = due


def start_due() -> int:
    """Start what is due and was not started today. Returns how many."""
    started = 0
    for kind, due in sorted(_daily.items()):
        key = f"{kind}-{clock.today():%Y-%m-%d}"
        if Job.objects.filter(key=key).exists():
            continue
        done = Job.objects.filter(kind=kind, state=JobState.SUCCEEDED).order_by("-started_at")
        if due(done.values_list("started_at", flat=True).first()):
            start_job(kind=kind, params={}, by=None, key=key)
            started += 1
    return started
