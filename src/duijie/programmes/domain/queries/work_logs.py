"""Reading work logs: the list, one of them, what waits, and what is counted."""

from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common.scope import where_few
from duijie.programmes.models import HostContact, Posting, WorkLog
from duijie.programmes.service_states import LogState
from duijie.registry.models.area import lies_in

JOINED = (
    "posting__host__area", "posting__host__zone", "posting__home", "posting__person",
    "posting__call__round__programme__area", "by", "contact", "corrects", "approved_by", "demand",
)  # fmt: skip
POSTING_JOINED = ("host__area", "host__zone", "home", "person", "call__round__programme__area")


def list_logs(*, by: Any) -> QuerySet[Any]:
    """All that ``by`` may see."""
    rows: QuerySet[Any] = WorkLog.objects.visible_to(by).select_related(*JOINED)
    return rows


def find_log(*, by: Any, pk: int) -> WorkLog:
    """One of them, or ``DoesNotExist``."""
    found: WorkLog = list_logs(by=by).get(pk=pk)
    return found


def postings_at_work(*, by: Any) -> QuerySet[Any]:
    """Those for which ``by`` logs work: their own that are serving, or over and not closed."""
    own = Q(person__account=by) | Q(people__person__account=by)
    rows: QuerySet[Any] = Posting.objects.taking_logs().filter(own).select_related(*POSTING_JOINED).distinct()
    return rows.order_by("host__name", "pk")


def waiting_for_host(*, by: Any) -> QuerySet[Any]:
    """Logs on which ``by`` has to say a word as a verified contact."""
    units = HostContact.objects.in_force().filter(account=by).order_by().values("organisation")
    rows: QuerySet[Any] = list_logs(by=by).filter(state=LogState.SUBMITTED, posting__host__in=units)
    return rows.exclude(by=by).order_by("submitted_at", "pk")


def waiting_for_county(*, by: Any) -> QuerySet[Any]:
    """Logs that the host has confirmed, at the places where ``by`` approves."""
    reached = Q(pk__in=[])
    for grant in holding(by, Permission.WORK_LOG_APPROVE):
        if grant.reach is Reach.AREA and grant.path:
            reached |= lies_in(grant.path, "posting__host__area", "posting__host__zone")
    rows = where_few(WorkLog, lambda: list_logs(by=by).filter(reached), state=LogState.HOST_CONFIRMED)
    return rows.order_by("answered_at", "pk")


def waiting_for_author(*, by: Any) -> QuerySet[Any]:
    """One's own that were disputed or returned."""
    states = (LogState.HOST_DISPUTED, LogState.RETURNED)
    rows: QuerySet[Any] = list_logs(by=by).filter(by=by, state__in=states)
    return rows.order_by("changed_at", "pk")


def waiting_contacts(*, by: Any) -> QuerySet[Any]:
    """Contacts of host units that ``by`` may see and nobody has verified."""

    def rows() -> QuerySet[Any]:
        return HostContact.objects.visible_to(by).select_related("organisation")

    return where_few(HostContact, rows, verified_at=None, ended_at=None).order_by("at", "pk")


def figures_of_logs(rows: QuerySet[Any]) -> dict[str, Any]:
    """Of the logs that are counted: how many, hours, persons, firms."""
    counted = rows.filter(state=LogState.COUNTED).order_by()
    told = counted.aggregate(
        logs=Count("pk"), minutes=Sum("minutes"), persons=Count("by", distinct=True),
        firms=Count("posting__host", distinct=True),
    )  # fmt: skip
    return {**told, "hours": round((told["minutes"] or 0) / 60, 1)}
