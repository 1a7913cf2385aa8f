"""My figures: for each role what it looks after, each number a link to the list it counts."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can, grants, reach_of
from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.models import AuditEvent, Job
from duijie.common.models.job import OPEN
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.demands.states import DemandState
from duijie.indicators.domain.queries.work_reports import list_work_reports
from duijie.matching.domain.queries.list_matches import list_matches
from duijie.matching.domain.queries.register_matches import count_demands_for
from duijie.portal.permitted import address_with
from duijie.portal.shell.home import Figure
from duijie.registry.domain.queries.areas import list_areas
from duijie.registry.domain.queries.kept_counts import kept_as, kept_count
from duijie.registry.domain.queries.records import count_living, list_records, seen_by
from duijie.registry.models import Organisation
from duijie.registry.register import Register, register_of

MINE: dict[str, Any] = {
    "demands": _("demands of my organisation"),
    "achievements": _("achievements of my organisation"),
    "experts": _("experts of my organisation"),
    "services": _("services of my organisation"),
    "carriers": _("carriers of my organisation"),
}
SEEN: dict[str, Any] = {
    "demands": _("demands I can see"),
    "achievements": _("achievements I can see"),
    "experts": _("experts I can see"),
    "services": _("services I can see"),
    "carriers": _("carriers I can see"),
}


def figures_of(user: Any) -> list[Figure]:
    """All that the roles of this person give, in the order of ``FIGURES``."""
    return [figure for provider in FIGURES for figure in provider(user)]


def own_organisations(user: Any) -> list[int]:
    """The organisations for which this person holds a role."""
    return sorted(
        {one.organisation_id for one in grants(user) if one.reach is Reach.ORGANISATION and one.organisation_id}
    )


def _living(register: Register, user: Any) -> Any:
    return list_records(register, by=user).filter(archived_at=None).select_related(None)


def figures_of_organisation(user: Any) -> Iterable[Figure]:
    """What the organisation has, for those who work for one."""
    own = own_organisations(user)
    if len(own) != 1:  # several have no list in common
        return
    for key, label in MINE.items():
        register = register_of(key)
        if can(user, register.permission("view")):
            count = _living(register, user).filter(organisation_id=own[0]).count()
            yield Figure(label, count, address_with(reverse("record_list", args=[key]), owner=str(own[0])))


def figures_of_oneself(user: Any) -> Iterable[Figure]:
    """What fits oneself, for an expert whose record is in the register."""
    if not own_organisations(user) or not can(user, Permission.MATCH_VIEW):
        return
    register = register_of("experts")
    mine = _living(register, user).filter(account=user).first()
    if mine is not None:
        count = count_demands_for(register, mine, by=user)
        yield Figure(_("demands that fit me"), count, reverse("workspace_turned", args=[register.key, mine.pk]))


def figures_of_demands(user: Any) -> Iterable[Figure]:
    """How far the demands are, for those who take their steps."""
    if not can(user, Permission.DEMAND_STEP):
        return
    labels = {
        DemandState.FOUND: _("demands to be verified"),
        DemandState.DRAFTED: _("demands submitted for checking"),
        DemandState.PUBLISHED: _("published demands"),
        DemandState.SOLVING: _("demands being solved"),
    }

    def count() -> dict[str, int]:
        rows = Demand.objects.visible_to(user).filter(archived_at=None, state__in=labels).order_by()
        return dict(rows.values("state").annotate(n=Count("pk")).values_list("state", "n"))

    counts = kept_as(f"states {seen_by(DEMANDS, user)}", Demand, count, lambda found: sum(found.values()))
    for state, label in labels.items():
        address = address_with(reverse("record_list", args=["demands"]), state=state.value)
        yield Figure(label, counts.get(state, 0), address)
    handled = kept_count(Demand.objects.visible_to(user).filter(archived_at=None, handler=user))
    address = address_with(reverse("record_list", args=["demands"]), handler=str(user.pk))
    yield Figure(_("demands I handle"), handled, address)


def figures_of_registers(user: Any) -> Iterable[Figure]:
    if can(user, Permission.ORGANISATION_VIEW):
        reach = reach_of(user, Permission.ORGANISATION_VIEW)
        rows = Organisation.objects.visible_to(user).filter(archived_at=None)
        count = kept_as(f"living organisations {reach}", Organisation, rows.count, lambda found: found)
        yield Figure(_("organisations I can see"), count, reverse("organisation_list"))
    for key, label in SEEN.items():
        register = register_of(key)
        if can(user, register.permission("view")):
            yield Figure(label, count_living(register, by=user), reverse("record_list", args=[key]))


def figures_of_matching(user: Any) -> Iterable[Figure]:
    if can(user, Permission.LIST_MATCH_RUN):
        yield Figure(_("my list matches"), list_matches(user).count(), reverse("list_match_list"))


def figures_of_reports(user: Any) -> Iterable[Figure]:
    if can(user, Permission.REPORT_VIEW):
        count = list_work_reports(by=user).filter(archived_at=None).select_related(None).count()
        yield Figure(_("work reports"), count, reverse("work_report_list"))


def figures_of_administration(user: Any) -> Iterable[Figure]:
    """Accounts, areas and the audit, as far as each of the three administrators looks after them."""
    if can(user, Permission.ACCOUNT_VIEW):
        count = User.objects.visible_to(user).filter(is_active=True).count()
        yield Figure(_("active accounts"), count, address_with(reverse("account_list"), state="active"))
    if can(user, Permission.AREA_EDIT):
        yield Figure(_("areas"), list_areas(by=user).count(), reverse("area_list"))
    if can(user, Permission.AUDIT_VIEW):
        since = clock.today() - timedelta(days=7)
        recent = AuditEvent.objects.visible_to(user).filter(at__date__gte=since)
        address, week = reverse("audit_list"), since.isoformat()
        yield Figure(_("audit entries in 7 days"), recent.count(), address_with(address, since=week))
        verb = "account.sign_in_failed"
        failed = recent.filter(verb=verb).count()
        yield Figure(_("failed sign-ins in 7 days"), failed, address_with(address, verb=verb, since=week))


def figures_of_jobs(user: Any) -> Iterable[Figure]:
    running = Job.objects.visible_to(user).filter(state__in=OPEN).count()
    if running or can(user, Permission.JOB_VIEW_ALL):
        yield Figure(_("jobs running or waiting"), running, reverse("job_list"))


FIGURES: tuple[Callable[[Any], Iterable[Figure]], ...] = (
    figures_of_oneself, figures_of_organisation, figures_of_demands, figures_of_registers, figures_of_matching,
    figures_of_reports,
    figures_of_administration,
    figures_of_jobs,
)  # fmt: skip
