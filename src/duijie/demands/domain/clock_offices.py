"""The office hours of many policies over one calendar, read once; and what follows from them for a clock."""

from datetime import date, datetime

from duijie.common.domain.working_time import OfficeHours, WorkingDays, WorkingTime
from duijie.demands.clock_engine import Moments, Pauses, Terms, moments_of
from duijie.demands.models import ClockPolicy, DemandClock


class Offices:
    """For clocks that began on ``first`` or later. What staff corrects later is seen by the next object."""

    def __init__(self, first: date) -> None:
        self.days = WorkingDays(first)
        self._known: dict[int, WorkingTime] = {}
        self._terms: dict[tuple[int, str], Terms] = {}

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
        """When it is due and told of, an open pause not counted yet."""
        return moments_of(self.terms(one.policy, one.kind), one.started_at, pauses_of(one))

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
