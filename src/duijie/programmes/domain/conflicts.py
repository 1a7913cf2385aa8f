"""Who keeps out of what (回避): nobody decides on their own, on what is of a unit at which they have a role, or on what
they said to keep out of. Asked by every verb that approves, verifies, files, pays or decides."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from duijie.accounts.access import grants
from duijie.programmes.domain.worklogs.log_rows import is_posted
from duijie.programmes.models import Application, Posting, Recusal, Round


class ConflictError(PermissionDenied):
    """Refused for a conflict of interest, not for want of a right; ``code`` is what the audit is told."""

    code = "conflict"


def units_of(by: Any) -> set[int]:
    """The organisations at which ``by`` has a role."""
    return {one.organisation_id for one in grants(by) if one.organisation_id}


def conflict_of(application: Application, *, by: Any, is_their_job: bool = False) -> str:
    """Why ``by`` keeps out of an application: it is their own, they belong to its unit, or they said so. Else empty.
    ``is_their_job``: they act for this very unit, as a university that recommends its own people."""
    if application.person is not None and application.person.account_id == by.pk:
        return _("It is your own application.")
    if not is_their_job and application.organisation_id in units_of(by):
        return _("You have a role at the applicant's unit.")
    return _said(application.round_id, {application.organisation_id}, by=by)


def conflict_in_recommending(application: Application, *, by: Any) -> str:
    """The same, but for a unit that recommends its own people: that is its job."""
    is_their_job = application.unit.organisation_id == application.organisation_id
    return conflict_of(application, by=by, is_their_job=is_their_job)


def conflict_in_posting(posting: Posting, *, by: Any) -> str:
    """Why ``by`` keeps out of a posting, its agreements and its money. Else empty."""
    if is_posted(posting, by):
        return _("You are posted here yourself.")
    return conflict_at({posting.host_id, posting.home_id}, posting.call.round_id, by=by)


def conflict_at(units: set[int], round: int, *, by: Any) -> str:  # noqa: A002 – the noun
    """Why ``by`` keeps out of what is of these organisations in a round, both by their numbers. Else empty."""
    if units & units_of(by):
        return _("You have a role at the unit that this is about.")
    return _said(round, units, by=by)


def kept_out(round: Round, rows: QuerySet[Any], *, by: Any) -> list[Application]:  # noqa: A002
    """Those of these applications out of which ``by`` keeps."""
    said = units_of(by) | set(Recusal.objects.filter(round=round, account=by.pk).values_list("organisation", flat=True))
    return list(rows.filter(Q(organisation__in=said) | Q(person__account=by.pk)))


def refuse_conflict(why: str) -> None:
    """Raises ``ConflictError`` where there is one."""
    if why:
        raise ConflictError(why + " " + _("Somebody else does this."))


def _said(round: int, units: Iterable[int], *, by: Any) -> str:  # noqa: A002
    if Recusal.objects.filter(round=round, account=by.pk, organisation__in=units).exists():
        return _("You keep out of what concerns this unit.")
    return ""
