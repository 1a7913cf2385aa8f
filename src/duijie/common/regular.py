"""Work that upper apps want looked for every few minutes. The worker asks, and starts a job where there is some.

An app says so in its ``tasks.py``: ``regular.every(5, KIND, due=is_anything_due)``.
"""

from collections.abc import Callable
from dataclasses import dataclass

from duijie.common import clock
from duijie.common.domain.jobs import start_job
from duijie.common.handlers import discover

Due = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Regular:
    """``due`` is asked every so many ``minutes``; the same slice of time starts one job at most, by its key."""

    minutes: int
    due: Due


_regular: dict[str, Regular] = {}
_asked: dict[str, int] = {}


def every(minutes: int, kind: str, *, due: Due) -> None:
    """Start a job of ``kind`` whenever ``due`` finds work, asked once in so many ``minutes``."""
    _regular[kind] = Regular(minutes, due)


def kinds() -> tuple[str, ...]:
    """What is started so."""
    discover()
    return tuple(sorted(_regular))


def start_due() -> int:
    """Ask what was not asked in this slice of time yet, by this process, and start it. Returns how many."""
    discover()
    minute = int(clock.now().timestamp() // 60)
    started = 0
    for kind, one in sorted(_regular.items()):
        slice_ = minute // one.minutes
        if _asked.get(kind) == slice_:
            continue
        if one.due():
            start_job(kind=kind, params={}, by=None, key=f"{kind}-{one.minutes}-{slice_}")
            started += 1
        _asked[kind] = slice_
    return started
