"""The office hours of many policies over one calendar, read once; and what follows from them for a clock."""

from datetime import date, datetime

from django.utils import timezone

from duijie.common.domain.working_time import OfficeHours, WorkingDays, WorkingTime
from duijie.demands.clock_engine import Moments, Pauses, Terms, due_at, moments_after, moments_around
from duijie.demands.clock_kinds import ClockUnit
from duijie.demands.models import ClockPolicy, DemandClock


class Offices:
    """For clocks that began on ``first`` or later. What staff corrects later is seen by the next object."""

    def __init__(self, first: date) -> None:
        self.days = WorkingDays(first)
        self._known: dict[int, WorkingTime] = {}
        self._terms: dict[tuple[int, str], Terms] = {}
        self._later: dict[tuple[int, str, datetime], tuple[datetime, datetime | None]] = {}
        self._zone = timezone.get_current_timezone()
        self._moments: dict[tuple[int, str, date, datetime | None], Moments] = {}

    def of(self, policy: ClockPolicy) -> WorkingTime:
        if policy.pk not in self._known:
            stretches = (
                (policy.morning_from, policy.morning_to), (policy.afternoon_from, policy.afternoon_to),
            )  # fmt: skip
            self._known[policy.pk] = WorkingTime(self.days, OfficeHours(stretches))
        return self._known[policy.pk]

    def terms(self, policy: ClockPolicy, kind: str) -> Terms:
        """Raises ``ValueError`` where the policy has no such limit."""
        key = (policy.pk, kind)
        if key not in self._terms:
            limit = policy.limit_of(kind)
            if limit is None:
                raise ValueError(f"policy {policy.pk} has no limit for {kind}")
            self._terms[key] = Terms(*limit, self.of(policy), policy.reminder_days, policy.supervise_days)
        return self._terms[key]

    def moments(self, one: DemandClock) -> Moments:
        """When it is due and told of, an open pause not counted yet.

        Clocks in working days that began on one day and were never paused are due at one moment, so of the hundred
        thousands of a city most are counted once.
        """
        terms, begun = self.terms(one.policy, one.kind), one.started_at.astimezone(self._zone).date()
        is_plain = terms.unit == ClockUnit.DAY and not one.pauses
        due = None if is_plain else due_at(terms, one.started_at, pauses_of(one))
        key = (one.policy_id, one.kind, begun, due)
        if key not in self._moments:
            known = due if due is not None else due_at(terms, one.started_at, ())
            self._moments[key] = moments_around(terms, begun, known)
        return self._moments[key]

    def moments_after(self, policy: ClockPolicy, kind: str, due: datetime) -> tuple[datetime, datetime | None]:
        """When to urge, and when supervised handling is proposed, of a clock that is ``due`` then."""
        key = (policy.pk, kind, due)
        if key not in self._later:
            self._later[key] = moments_after(self.terms(policy, kind), due)
        return self._later[key]

    def set_due(self, one: DemandClock) -> bool:
        """Put on the clock when it is due and told of next; whether it is due at another moment than before. Then all
        is told anew."""
        moments, before = self.moments(one), one.due_at
        if moments.due != before:
            one.due_at, one.told = moments.due, 0
        one.next_at = moments.next_after(one.told) if one.paused_at is None and one.ended_at is None else None
        return moments.due != before


def pauses_of(one: DemandClock) -> Pauses:
    """The closed pauses as moments."""
    return [(datetime.fromisoformat(stopped), datetime.fromisoformat(resumed)) for stopped, resumed in one.pauses]
