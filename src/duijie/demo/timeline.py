"""What happened in the demo region, in the order in which it happened: records are added, demands take their steps.

All days count back from the day of loading, so that the region is as old on every day it is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from duijie.demands.states import DemandState as S

FOUNDED = 540  # days ago the organisations were registered
EARLIEST_SUPPLY = 500  # days ago the first of the others was
_VERBS: dict[str, tuple[str, ...]] = {
    S.FOUND: (),
    S.DRAFTED: ("draft",),
    S.VERIFIED: ("verify",),
    S.PUBLISHED: ("verify", "publish"),
    S.MATCHED: ("verify", "publish", "match"),
    S.CONTACTED: ("verify", "publish", "match", "contact"),
    S.NEGOTIATING: ("verify", "publish", "match", "contact", "negotiate"),
    S.SOLVING: ("verify", "publish", "match", "contact", "negotiate", "solve"),
    S.SOLVED: ("verify", "publish", "match", "contact", "negotiate", "solve", "solved"),
    S.UNSOLVED: ("verify", "publish", "give_up"),
}


@dataclass(frozen=True, slots=True, order=True)
class Happening:
    """``verb`` is ``add`` or a step of a demand; ``rank`` keeps what belongs together in order within a moment."""

    at: datetime
    rank: int
    key: str = field(compare=False)
    verb: str = field(compare=False)
    line: Mapping[str, Any] = field(compare=False)


def registered(founded: date | None, *, now: datetime) -> datetime:
    """When an organisation came into the register: long ago, or soon after it was founded."""
    soon = _moment(founded + timedelta(days=30), 9) if founded is not None else now
    return min(max(now - timedelta(days=FOUNDED), soon), now)


def happenings(lines: Mapping[str, Sequence[Mapping[str, Any]]], *, now: datetime) -> list[Happening]:
    """Everything but areas, organisations and accounts, the oldest first. ``lines`` by register; none lies ahead."""
    today = timezone.localdate(now)
    found: list[Happening] = []
    for key in lines:
        for number, line in enumerate(lines[key]):
            rank = 10 * len(found)
            if key == "demands":
                days = _days(line)
                for step, (verb, ago) in enumerate(zip(("add", *_verbs(line)), days, strict=True)):
                    moment = min(_moment(today - timedelta(days=ago), 9 + step), now - timedelta(minutes=10 - step))
                    found.append(Happening(moment, rank + step, key, verb, line))
            else:
                ago = -line["published_days"] if key == "achievements" else _spread(number, len(lines[key]))
                found.append(Happening(_moment(today - timedelta(days=ago), 15), rank, key, "add", line))
    return sorted(found)


def _verbs(line: Mapping[str, Any]) -> tuple[str, ...]:
    """The steps of a demand, those to a side state last."""
    return (*_VERBS[line["state"]], *line.get("side_steps", ()))


def _days(line: Mapping[str, Any]) -> list[int]:
    """How many days ago a demand was found and took each of its steps: the first soon, the last some time ago."""
    ago, verbs = -line["found_days"], _verbs(line)
    first = [ago, ago - min(4, ago // 4), ago - min(11, ago // 2)][: len(verbs) + 1]
    rest = len(verbs) + 1 - len(first)
    return first + [first[-1] - first[-1] * (at + 1) // (rest + 1) for at in range(rest)]


def _spread(number: int, count: int) -> int:
    return EARLIEST_SUPPLY - number * (EARLIEST_SUPPLY - 20) // count


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, 20)))
