"""By when a public filing is to be decided, and the one urging of an office that lets it wait.

The limit is that of the check in the clock policy of the place, for all kinds. Nothing is stored of it but that it was
urged: what waits is counted from the policies and the calendar as they are now.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from duijie.accounts.domain.queries.heads import heads_at
from duijie.accounts.domain.queries.holders import holders_at
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.transactions import hold, in_transaction
from duijie.demands.clock_engine import Moments, moments_of
from duijie.demands.clock_kinds import ClockKind
from duijie.demands.domain.clock_offices import Offices
from duijie.demands.domain.clock_policies import all_in_force, choose
from duijie.demands.filing_kinds import FILING_URGED
from duijie.demands.models import ClockPolicy, Filing, FilingState
from duijie.messaging.domain.messages import send

MOST = 2000  # filings that are looked at in one round, the longest waiting first


class FilingDeadlines:
    """For many filings at once: policies and calendar are read when they are first asked for, and once."""

    def __init__(self) -> None:
        self._policies: list[ClockPolicy] | None = None
        self._offices: dict[date, Offices] = {}
        self._open: dict[int, bool] = {}

    def policy_of(self, filing: Filing) -> ClockPolicy | None:
        if self._policies is None:
            self._policies = [one for one in all_in_force() if not one.kind]
        return choose(self._policies, kind="", place=filing.place)

    def moments_of(self, filing: Filing) -> Moments | None:
        """When a waiting filing is to be decided and urged; None of another, and where no limit is set."""
        policy = self.policy_of(filing) if filing.state == FilingState.WAITING else None
        limit = policy.limit_of(ClockKind.CHECKING) if policy is not None else None
        if policy is None or limit is None:
            return None
        begun = waiting_since(filing)
        return moments_of(self._office(begun).terms(policy, ClockKind.CHECKING), begun, ())

    def due_on(self, filing: Filing) -> date | None:
        """The day by which it is to be decided."""
        moments = self.moments_of(filing)
        return timezone.localdate(moments.due) if moments is not None else None

    def is_office_open(self, filing: Filing, now: datetime) -> bool:
        policy = self.policy_of(filing)
        if policy is None:
            return False
        if policy.pk not in self._open:
            self._open[policy.pk] = self._office(now).of(policy).is_open(now)
        return self._open[policy.pk]

    def _office(self, moment: datetime) -> Offices:
        year = date(timezone.localdate(moment).year, 1, 1)
        return self._offices.setdefault(year, Offices(year))


def waiting_since(filing: Filing) -> datetime:
    """Since it was filed, or since it was said that it is decided anew."""
    return filing.decided_at or filing.created_at


def is_anything_to_urge() -> bool:
    """Whether a filing waits for longer than it may, nobody was urged, and the office is open."""
    return next(_overdue(clock.now()), None) is not None


def urge_filings() -> int:
    """Urge whoever decides, and their head, once for each filing that is overdue. How many filings."""
    now = clock.now()
    return sum(_urge(filing.pk, policy, now) for filing, policy in [*_overdue(now)])


def _overdue(now: datetime) -> Iterator[tuple[Filing, ClockPolicy]]:
    deadlines = FilingDeadlines()
    rows = Filing.objects.filter(state=FilingState.WAITING, urged_at=None, created_at__lt=now)
    for filing in rows.select_related("area", "zone").order_by("created_at", "pk")[:MOST]:
        moments, policy = deadlines.moments_of(filing), deadlines.policy_of(filing)
        if moments is None or policy is None or moments.urge > now:
            continue
        if deadlines.is_office_open(filing, now):
            yield filing, policy


@in_transaction
def _urge(number: int, policy: ClockPolicy, now: datetime) -> bool:
    hold(Filing, number)
    filing: Filing = Filing.objects.select_related("area", "zone").get(pk=number)
    moments = FilingDeadlines().moments_of(filing)
    if filing.urged_at is not None or moments is None or moments.urge > now:
        return False
    Filing.objects.filter(pk=number).update(urged_at=now)
    send(
        key=f"filing:{number}:urged:{waiting_since(filing).isoformat()}", template=FILING_URGED.key,
        to=_told(filing, policy), link=f"/filings/{number}/", target=filing,
        context={
            "number": filing.number, "firm": filing.firm_name, "kind": filing.kind,
            "due": timezone.localtime(moments.due).strftime("%Y-%m-%d %H:%M"),
        },
    )  # fmt: skip
    return True


def _told(filing: Filing, policy: ClockPolicy) -> Iterable[Any]:
    """Whoever may decide it, and their head."""
    named = policy.head if policy.head is not None and policy.head.is_active else None
    heads = [named] if named is not None else heads_at(Permission.DEMAND_SUPERVISE, filing.place)
    return {one.pk: one for one in (*holders_at(Permission.FILING_DECIDE, filing.place), *heads)}.values()
