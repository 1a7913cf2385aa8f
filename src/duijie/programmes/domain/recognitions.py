"""Recognition (认定): a batch by a document, certificates with numbers, and what becomes of a certificate."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history, update_change_reason

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.bulk_steps import move_all
from duijie.programmes.domain.conflicts import conflict_of, refuse_conflict
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.rounds import lock_round, move_round, require_reason, require_source, tidy
from duijie.programmes.domain.telling import note_steps
from duijie.programmes.models import Application, Certificate, Meeting, Posting, Programme, Recognition, Round
from duijie.programmes.numbers.certificates import draw_code, number_of
from duijie.programmes.numbers.terms import term_end
from duijie.programmes.posting_states import LIVING_POSTING
from duijie.programmes.states import (
    AFTER_NOTICE,
    APPLICATION_STEPS,
    CERTIFICATE_STEPS,
    ROUND_STEPS,
    ApplicationState,
    CertificateState,
    ExitCause,
    RoundState,
)

BATCH = 500
MOST_NAMED = 5
SERVES = frozenset({CertificateState.ACTIVE, CertificateState.SUSPENDED})
"""States in which postings by a certificate may go on: a suspension is lifted again."""


@in_transaction
def recognise(
    *, round: Round, document: str, issuer: str, issued_on: date, version: int, by: Any, from_on: date | None = None  # noqa: A002
) -> Recognition:  # fmt: skip
    """Recognise everybody whom nothing holds back, by a document: each gets a certificate with the next number.

    Again later for whoever was held back. Raises ``ValidationError`` with codes ``state``, ``notice`` (it has not
    ended), ``empty``, ``document``, ``order`` (before the meeting).
    """
    current = lock_round(round, version=version, by=by, permission=Permission.ROUND_DECIDE)
    hold(Programme, current.programme_id)  # numbers of a programme are given to one at a time
    first = current.state not in {RoundState.PUBLISHED, RoundState.RUNNING}
    step = ROUND_STEPS["recognise"]
    if first:
        require_source(step, current.state, current.get_state_display())
    source = _source(current)
    rows = list(current.applications.filter(state=source).order_by("unit__area__path", "unit", "rank", "pk"))
    if not rows:
        raise ValidationError(_("There is nobody to be recognised."), code="empty")
    document, issuer = tidy(document, 80), tidy(issuer, 120)
    wrong = {
        name: [ValidationError(_("This is needed."), code="document")]
        for name, text in (("document", document), ("issuer", issuer))
        if not text
    }
    held_on = Meeting.objects.filter(round=current).values_list("held_on", flat=True).first()
    if held_on is not None and issued_on < held_on:
        wrong["issued_on"] = [ValidationError(_("The document is older than the meeting."), code="order")]
    if wrong:
        raise ValidationError(wrong)
    made = Recognition(round=current, document=document, issuer=issuer, issued_on=issued_on, by=by, at=clock.now())
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        words = _("This round has a recognition with this document already.")
        raise ValidationError({"document": [ValidationError(words, code="twice")]}) from error
    numbers = _issue(current, made, rows, from_on or issued_on, by=by)
    detail = {"document": document, "issued_on": str(issued_on), "count": len(rows), "numbers": numbers}
    if first:
        move_round(current, step, by=by, detail=detail)
    else:
        audit.record(by=by, verb="round.recognise", target=current, place=current.place, detail=detail)
    return made


@refused_aloud("certificate.refused")
@in_transaction
def take_certificate_step(*, certificate: Certificate, verb: str, version: int, by: Any, reason: str) -> Certificate:
    """``suspend``, ``resume`` or ``revoke`` it, or ``readmit`` whoever left, to the term they had; each with a reason.
    ``KeyError`` for another verb. Raises ``ValidationError`` (``posting``) where it would be revoked while somebody
    serves by it."""
    step = CERTIFICATE_STEPS[verb]
    if step.particular:
        raise KeyError(verb)
    current = _lock(certificate, version=version, by=by)
    require_source(step, current.state, current.get_state_display())
    current.reason = require_reason(step, reason)
    if step.target not in SERVES:
        _refuse_posted(current)
    if verb == "readmit":
        held = current.history.exclude(state=CertificateState.LEFT).order_by("-history_date", "-history_id").first()
        current.left_on, current.exit_cause = None, ""
        current.to_on = current.to_on if held is None else held.to_on
    current.state = step.target
    _save(current)
    update_change_reason(current, current.reason)
    detail = {"reason": current.reason}
    audit.record(by=by, verb=f"certificate.{verb}", target=current, place=current.place, detail=detail)
    return current


@refused_aloud("certificate.refused")
@in_transaction
def leave(*, certificate: Certificate, cause: str, version: int, by: Any, note: str = "") -> Certificate:
    """Whoever holds it serves no longer, from today, for a ``cause`` of ``ExitCause`` that is no blame; its term ends
    today. Raises ``ValidationError`` by field (``cause``, ``note``), with ``state``, or with ``posting`` where somebody
    serves by it: that is handed over or ended first."""
    step = CERTIFICATE_STEPS["leave"]
    current = _lock(certificate, version=version, by=by)
    require_source(step, current.state, current.get_state_display())
    note = tidy(note)
    if cause not in ExitCause.values:
        raise ValidationError({"cause": [ValidationError(_("Choose why."), code="cause")]})
    if cause == ExitCause.OTHER and not note:
        raise ValidationError({"note": [ValidationError(_("Say which reason."), code="reason")]})
    _refuse_posted(current)
    before, today = current.to_on, clock.today()
    current.state, current.exit_cause, current.left_on, current.reason = step.target, cause, today, note
    current.to_on = min(current.to_on, max(today, current.from_on))
    _save(current)
    update_change_reason(current, note or str(ExitCause(cause).label))
    detail = {"cause": cause, "reason": note, "before": str(before), "left_on": str(today)}
    audit.record(by=by, verb="certificate.leave", target=current, place=current.place, detail=detail)
    return current


def living_postings(certificate: Certificate) -> list[Posting]:
    """What has to be handed over, ended or called off before whoever holds it can leave, or it can be revoked."""
    rows = Posting.objects.filter(certificate=certificate, state__in=LIVING_POSTING)
    return list(rows.select_related("host").order_by("pk"))


@refused_aloud("certificate.refused")
@in_transaction
def renew(*, certificate: Certificate, to_on: date, version: int, by: Any, reason: str) -> Certificate:
    """Another last day of the term, later than the present one."""
    step = CERTIFICATE_STEPS["renew"]
    current = _lock(certificate, version=version, by=by)
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    if to_on <= current.to_on:
        words = _("It is valid until %(day)s already.")
        raise ValidationError({"to_on": [ValidationError(words, code="order", params={"day": current.to_on})]})
    before, current.to_on, current.reason = current.to_on, to_on, reason
    _save(current)
    update_change_reason(current, reason)
    detail = {"reason": reason, "before": str(before), "to_on": str(to_on)}
    audit.record(by=by, verb="certificate.renew", target=current, place=current.place, detail=detail)
    return current


def _refuse_posted(current: Certificate) -> None:
    postings = living_postings(current)
    if postings:
        words = _("Posted at %(hosts)s: hand the posting over, end it early or call it off first.")
        params = {"hosts": ", ".join(one.host.name for one in postings[:MOST_NAMED])}
        raise ValidationError(words, code="posting", params=params)


def _source(current: Round) -> str:
    if not current.rules["notice_days"]:
        return ApplicationState.APPROVED
    if current.state in AFTER_NOTICE:
        to_on = current.notice.to_on
        if clock.today() <= to_on:
            words = _("The public notice ends on %(day)s. Recognise after that day.")
            raise ValidationError(words, code="notice", params={"day": to_on})
        return ApplicationState.PUBLICITY
    raise ValidationError(_("Put those approved on public notice first."), code="notice")


def _issue(current: Round, made: Recognition, rows: list[Application], from_on: date, *, by: Any) -> list[str]:
    held = Certificate.objects.filter(programme=current.programme_id, year=made.issued_on.year)
    last = held.aggregate(last=Max("serial"))["last"] or 0
    to_on, now = term_end(from_on, current.rules["term_months"]), clock.now()
    issued = []
    codes = dict(current.units.filter(area__isnull=False).values_list("pk", "area__code"))
    for serial, one in enumerate(rows, start=last + 1):
        number = number_of(
            current.rules["number"], year=made.issued_on.year, serial=serial, area=codes.get(one.unit_id, "")
        )
        issued.append(
            Certificate(
                recognition=made, application=one, programme_id=current.programme_id, year=made.issued_on.year,
                serial=serial, number=number, code=draw_code(), from_on=from_on, to_on=to_on,
                changed_at=now,
            )
        )  # fmt: skip
        one.state = APPLICATION_STEPS["recognise"].target
    try:
        with transaction.atomic():
            bulk_create_with_history(issued, Certificate, batch_size=BATCH, default_user=by)
    except IntegrityError as error:
        words = _("Another programme gives numbers of this pattern already. Change the pattern in its rules.")
        raise ValidationError(words, code="number") from error
    move_all(rows, sources={ApplicationState.APPROVED, ApplicationState.PUBLICITY}, by=by)
    note_steps(rows, "recognise", by=by)
    return [issued[0].number, issued[-1].number]


def _lock(certificate: Certificate, *, version: int, by: Any) -> Certificate:
    hold(Certificate, certificate.pk)
    rows = Certificate.objects.select_related(
        "application__round__programme__area",
        "application__unit__area",
        "application__unit__organisation",
        "application__person",
    )
    current: Certificate = rows.get(pk=certificate.pk)
    require(by, Permission.ROUND_DECIDE, current.application.round.place)
    refuse_conflict(conflict_of(current.application, by=by))
    refuse_stale(current, version)
    return current


def _save(current: Certificate) -> None:
    current.changed_at, current.version = clock.now(), current.version + 1
    current.save()
