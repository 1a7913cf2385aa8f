"""What waits for a person. Each function of ``WAITING`` answers for one kind of work; a room of the portal that has
work to hand out appends its own (``WAITING.append(proposals_waiting)`` where its urls are imported).
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from duijie.accounts.access import can
from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.models import ImportBatch
from duijie.common.models.import_batch import ImportState
from duijie.common.scope import first_of
from duijie.demands.clock_kinds import ClockKind, ClockState
from duijie.demands.domain.queries.clocks import ClockSeen, see, supervision_proposed, under_supervision
from duijie.demands.domain.queries.clocks import clocks_waiting as running_for
from duijie.demands.domain.queries.work import (
    handed_to_departments_of,
    handled_by,
    passed_up,
    to_be_rated,
    to_be_verified,
    unanswered,
)
from duijie.demands.domain.queries.writers import submitted_by
from duijie.demands.registers import DEMANDS
from duijie.demands.states import DemandState
from duijie.matching.domain.queries.list_matches import list_matches
from duijie.matching.models.list_match import ListMatchState
from duijie.portal.challenges.waiting import challenges_waiting
from duijie.portal.common_problems.waiting import common_problems_waiting
from duijie.portal.disclosure.waiting import access_waiting, personal_waiting, undertaking_waiting
from duijie.portal.filings.waiting import filings_waiting
from duijie.portal.permitted import address_with
from duijie.portal.postings.waiting import postings_waiting
from duijie.portal.programmes.waiting import programmes_waiting
from duijie.portal.proposals.waiting import mutual_interest_waiting, proposals_waiting
from duijie.portal.shell.home import LINES, Waiting
from duijie.portal.visits.waiting import follow_ups_waiting
from duijie.portal.worklogs.waiting import work_logs_waiting
from duijie.registry.domain.queries.work import expiring_tags, records_without_text
from duijie.registry.register import Register, registers

UNDERSTOOD = {"state": ListMatchState.UNDERSTOOD}  # an annotation, which the type checker does not know
TAG_DAYS = 60
MOST_SHOWN = 30
DEADLINE = _("“%(title)s”: %(clock)s")
OVERDUE = _("“%(title)s”: %(clock)s, overdue by working days: %(days)d")
TO_BE_SUPERVISED = _("Decide on supervised handling: “%(title)s”, %(clock)s, overdue by working days: %(days)d")


def waiting_for(user: Any) -> list[Waiting]:
    """Everything, the nearest deadline first; what has none follows, the oldest first."""
    found = [one for provider in WAITING for one in provider(user)]
    first: dict[str, Waiting] = {}
    for one in sorted(found, key=_urgency):
        first.setdefault(one.address, one)  # what leads to one page is one thing to do: the most urgent words for it
    return list(first.values())[:MOST_SHOWN]


def _urgency(one: Waiting) -> tuple[bool, Any, bool, float]:
    return (
        one.due is None,
        one.due or clock.today(),
        one.moment is None,
        one.moment.timestamp() if one.moment is not None else 0.0,
    )


def imports_waiting(user: Any) -> Iterable[Waiting]:
    if not any(can(user, permission) for permission in Permission if permission.endswith(".import")):
        return
    states = [ImportState.UPLOADED, ImportState.PREVIEWED]
    rows = ImportBatch.objects.brought_by(user).filter(state__in=states).order_by("created_at")
    for batch in rows[:LINES]:
        text = _("Import “%(name)s”: %(state)s") % {"name": batch.name, "state": batch.get_state_display()}
        yield Waiting(text, reverse("import_detail", args=[batch.pk]), batch.created_at)


def list_matches_waiting(user: Any) -> Iterable[Waiting]:
    if not can(user, Permission.LIST_MATCH_RUN):
        return
    for match in list_matches(user).filter(**UNDERSTOOD).order_by("created_at")[:LINES]:
        text = _("Lists “%(title)s”: read, ready to match") % {"title": match.title}
        yield Waiting(text, reverse("list_match_detail", args=[match.pk]), match.created_at)


def accounts_waiting(user: Any) -> Iterable[Waiting]:
    if not can(user, Permission.MEMBERSHIP_EDIT):
        return
    without = User.objects.visible_to(user).filter(is_active=True, memberships=None).order_by("date_joined")
    for account in without[:LINES]:
        text = _("Account “%(name)s” has no role yet") % {"name": account}
        yield Waiting(text, reverse("account_detail", args=[account.pk]), account.date_joined)


def demands_waiting(user: Any) -> Iterable[Waiting]:
    """Demands to be verified, and published ones that nobody has answered: for whoever takes their steps."""
    found = to_be_verified(by=user, most=LINES)
    own = submitted_by(found, by=user) if found else set()
    for demand in found:
        address = reverse("record_step", args=[DEMANDS.key, demand.pk, "verify"])
        text = _("Verify the demand “%(title)s”") % {"title": demand.title}
        if demand.pk in own and demand.state == DemandState.DRAFTED:
            address = _detail(DEMANDS, demand)
            text = _("“%(title)s” waits for a second person to check it") % {"title": demand.title}
        due = min((day for day in (demand.clock_due_on, demand.deadline) if day is not None), default=None)
        yield _waiting(text, address, demand.created_at, due)
    for demand in first_of(handled_by(by=user), LINES):
        text = _("You handle “%(title)s” (%(state)s)") % {
            "title": demand.title, "state": demand.get_state_display(),
        }  # fmt: skip
        yield _waiting(text, _detail(DEMANDS, demand), demand.updated_at, demand.deadline)
    for demand in first_of(unanswered(by=user), LINES):
        text = _("“%(title)s” is published and has no answer yet") % {"title": demand.title}
        yield _waiting(text, _detail(DEMANDS, demand), demand.updated_at, demand.deadline)


def clocks_waiting(user: Any) -> Iterable[Waiting]:
    """The deadlines of whoever has demands, what is overdue first; and what is to be decided about supervising."""
    if not can(user, Permission.DEMAND_VIEW):
        return
    watched = {demand.pk: demand for demand in first_of(under_supervision(by=user), LINES)}
    for demand in watched.values():
        text = _("Under supervised handling: “%(title)s”") % {"title": demand.title}
        yield Waiting(text, _detail(DEMANDS, demand), demand.updated_at, demand.clock_due_on, late=True)
    running = running_for(by=user).exclude(kind=ClockKind.CHECKING)  # what is to be checked is told below
    for one in see(running.exclude(demand__in=list(watched))[: 2 * LINES]):
        yield _deadline(DEADLINE if not one.late else OVERDUE, one)
    if can(user, Permission.DEMAND_SUPERVISE):
        for one in see(first_of(supervision_proposed(by=user), LINES)):
            yield _deadline(TO_BE_SUPERVISED, one)


def _deadline(words: Any, one: ClockSeen) -> Waiting:
    """A clock as something that waits. The address leads to the demand, of which the nearest deadline is shown."""
    clock, day = one.clock, timezone.localdate(one.clock.due_at)
    told = {"title": clock.title, "clock": clock.get_kind_display(), "days": one.late}  # type: ignore[attr-defined]
    late = one.state is ClockState.OVERDUE
    address = reverse("record_detail", args=[DEMANDS.key, clock.demand_id])
    return Waiting(words % told, address, clock.started_at, day, late)


def passed_up_waiting(user: Any) -> Iterable[Waiting]:
    """Demands that counties passed up: for the officers of the city or the province."""
    if not can(user, Permission.DEMAND_STEP):
        return
    for demand in first_of(passed_up(by=user), LINES):
        text = _("Passed up, %(level)s: “%(title)s”") % {"level": demand.get_level_display(), "title": demand.title}
        yield _waiting(text, _detail(DEMANDS, demand), demand.updated_at, demand.deadline)


def ratings_waiting(user: Any) -> Iterable[Waiting]:
    """Results that the firm has not rated."""
    if not can(user, Permission.DEMAND_RATE):
        return
    for demand in first_of(to_be_rated(by=user), LINES):
        text = _("Rate the result of “%(title)s”") % {"title": demand.title}
        yield Waiting(text, reverse("record_rate", args=[DEMANDS.key, demand.pk]), demand.updated_at)


def departments_waiting(user: Any) -> Iterable[Waiting]:
    for demand in first_of(handed_to_departments_of(by=user), 2 * LINES):
        text = _("Answer the demand “%(title)s”, handed to %(department)s") % {
            "title": demand.title, "department": demand.department,
        }  # fmt: skip
        yield _waiting(text, _detail(DEMANDS, demand), demand.updated_at, demand.due_on)


def texts_waiting(user: Any) -> Iterable[Waiting]:
    """Registers in which this person has records that say nothing."""
    for register in registers():
        if register.has_own_pages or register.key == "persons" or not can(user, register.permission("edit")):
            continue
        count = records_without_text(register, by=user)
        if count:
            text = ngettext_lazy(
                "%(register)s: %(count)d record says nothing of what it is about and cannot be matched",
                "%(register)s: %(count)d records say nothing of what they are about and cannot be matched",
                "count",
            ) % {"register": register.label, "count": count}
            yield Waiting(text, address_with(reverse("record_list", args=[register.key]), text="no"))


def tags_waiting(user: Any) -> Iterable[Waiting]:
    for tag in expiring_tags(by=user, until=clock.today() + timedelta(days=TAG_DAYS))[:LINES]:
        text = _("“%(tag)s” of %(organisation)s runs out") % {"tag": tag, "organisation": tag.organisation}
        address = f"{reverse('organisation_detail', args=[tag.organisation_id])}#tags"
        yield _waiting(text, address, None, tag.to_on)


def _waiting(text: Any, address: str, moment: Any, due: Any) -> Waiting:
    return Waiting(text, address, moment, due, late=due is not None and due < clock.today())


def _detail(register: Register, record: Any) -> str:
    return reverse("record_detail", args=[register.key, record.pk])


WAITING: list[Callable[[Any], Iterable[Waiting]]] = [
    proposals_waiting,
    mutual_interest_waiting,
    departments_waiting,
    clocks_waiting,
    follow_ups_waiting,
    demands_waiting,
    passed_up_waiting,
    challenges_waiting,
    programmes_waiting,
    work_logs_waiting,
    postings_waiting,
    ratings_waiting,
    imports_waiting,
    list_matches_waiting,
    accounts_waiting,
    tags_waiting,
    texts_waiting,
    common_problems_waiting,
    access_waiting,
    undertaking_waiting,
    filings_waiting,
    personal_waiting,
]
