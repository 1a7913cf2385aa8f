"""Demands that are no matter of technology go to the department that answers them: which one, by when, who is told, and
the one urging of a department that lets its day pass.

Which department answers a kind stands in the clock policies: the deepest area that names one, as for limits.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place
from duijie.accounts.domain.queries.heads import heads_at
from duijie.accounts.domain.queries.holders import holders_at
from duijie.accounts.models import Department, Membership
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain.working_time import WorkingDays
from duijie.common.transactions import hold, in_transaction
from duijie.demands.domain.clock_offices import Offices
from duijie.demands.domain.clock_policies import all_in_force, choose
from duijie.demands.domain.course import note_event
from duijie.demands.domain.messages import address_of
from duijie.demands.message_kinds import DEPARTMENT_URGED, TO_DEPARTMENT
from duijie.demands.models import CaseEvent, Demand
from duijie.demands.states import SETTLED
from duijie.messaging.domain.messages import send

GIVEN, TAKEN, URGED = "to_department", "no_department", "urge_department"
"""Lines in the course. ``after`` is the number of the department, nothing, and the day that has passed."""
LABELS = {
    GIVEN: _("Handed to a department"), TAKEN: _("With no department any more"), URGED: _("Department urged"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who answers demands of a kind at a place, and by which day from today on; None where no day is set."""

    department: Department
    due_on: date | None


def suggest(*, kind: str, place: Place) -> Suggestion | None:
    """What the clock policies say; None where none names a department for the kind there, or it was archived."""
    naming = [one for one in all_in_force() if one.kind == kind and one.department_id is not None]
    policy = choose(naming, kind=kind, place=place)
    department = policy.department if policy is not None else None
    if policy is None or department is None or department.archived_at is not None:
        return None
    today = clock.today()
    due = WorkingDays(today).after(today, policy.answer_days) if policy.answer_days else None
    return Suggestion(department, due)


def follow_departments(demands: Iterable[Demand], *, by: Any) -> None:
    """Of each that was handed to another department than before: a line in its course, and a message to the people of
    the department. Within the caller's transaction, which has written them."""
    written = [one for one in demands if one.version > 1 or one.department_id is not None]
    if not written:
        return
    rows = CaseEvent.objects.filter(demand__in=written, verb__in=[GIVEN, TAKEN]).order_by("pk")
    last: dict[int, str] = dict(rows.values_list("demand", "after"))
    for demand in written:
        before, after = last.get(demand.pk, ""), str(demand.department_id or "")
        if before == after:
            continue
        name = demand.department.name if demand.department is not None else ""
        event = note_event(demand, GIVEN if after else TAKEN, by=by, before=before, after=after, reason=name)
        if demand.department is not None and demand.due_on is not None:
            readers = [one for one in people_of(demand) if one.pk != getattr(by, "pk", None)]
            send(
                key=f"demand:{demand.pk}:event:{event.pk}", template=TO_DEPARTMENT.key, to=readers, by=by,
                link=address_of(demand), target=demand, context={**_context(demand), "by": str(by or "")},
            )  # fmt: skip


def people_of(demand: Demand) -> list[Any]:
    """The people of its department who see the demand by their roles; by login name."""
    members = Membership.objects.filter(department=demand.department_id).values_list("user", flat=True)
    within = set(members)
    return [one for one in holders_at(Permission.DEMAND_VIEW, demand.place) if one.pk in within]


def is_any_department_late() -> bool:
    """Whether a department let its day pass, was not urged for it, and the office is open."""
    return next(_late(), None) is not None


def urge_departments() -> int:
    """Urge the people of the department, the case handler and the head: once for each day that was set. How many."""
    return sum(_urge(demand.pk) for demand in [*_late()])


def _late() -> Iterator[Demand]:
    today, now = clock.today(), clock.now()
    rows = Demand.objects.filter(department__isnull=False, due_on__lt=today, archived_at=None)
    found = list(rows.exclude(state__in=SETTLED).select_related("area", "zone").order_by("due_on", "pk"))
    if not found:
        return
    told = CaseEvent.objects.filter(demand__in=[one.pk for one in found], verb=URGED)
    known = set(told.values_list("demand", "after"))
    policies, offices = all_in_force(), Offices(timezone.localdate(now))
    for demand in found:
        if (demand.pk, _mark(demand)) in known:
            continue
        policy = choose(policies, kind=demand.kind, place=demand.place)
        if policy is not None and offices.of(policy).is_open(now):
            yield demand


@in_transaction
def _urge(number: int) -> bool:
    hold(Demand, number)
    demand: Demand = Demand.objects.select_related("area", "zone", "handler", "department").get(pk=number)
    if demand.department is None or demand.due_on is None or demand.due_on >= clock.today():
        return False
    known = CaseEvent.objects.filter(demand=demand, verb=URGED, after=_mark(demand))
    if demand.state in SETTLED or demand.archived_at is not None or known.exists():
        return False
    event = note_event(demand, URGED, by=None, after=_mark(demand), reason=demand.department.name)
    heads = heads_at(Permission.DEMAND_SUPERVISE, demand.place)
    to = {one.pk: one for one in (*people_of(demand), demand.handler, *heads) if one is not None}
    send(
        key=f"demand:{number}:event:{event.pk}", template=DEPARTMENT_URGED.key, to=to.values(),
        link=address_of(demand), target=demand, context=_context(demand),
    )  # fmt: skip
    return True


def _mark(demand: Demand) -> str:
    """The day, and nothing else, so that it fits: another department with another day is urged anew."""
    return demand.due_on.isoformat() if demand.due_on is not None else ""


def _context(demand: Demand) -> dict[str, str]:
    """Of one that was handed to a department, with a day."""
    name = demand.department.name if demand.department is not None else ""
    return {"demand": demand.title, "department": name, "due": _mark(demand)}
