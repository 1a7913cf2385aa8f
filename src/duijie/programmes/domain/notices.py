"""Public notice (公示) and objections: n working days, each objection holds back only the person concerned."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock, facts
from duijie.common.domain import audit
from duijie.common.importing.files import tidy_file_name
from duijie.common.public_forms import count_try, read_token
from duijie.common.transactions import in_transaction
from duijie.programmes.domain.application_rows import lock_application, move_application
from duijie.programmes.domain.bulk_steps import move_all
from duijie.programmes.domain.conflicts import conflict_of, refuse_conflict
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.rounds import lock_round, move_round, require_source, tidy
from duijie.programmes.domain.telling import note_steps
from duijie.programmes.models import Application, Objection, PublicNotice, Round
from duijie.programmes.numbers.terms import notice_from
from duijie.programmes.states import AFTER_NOTICE, APPLICATION_STEPS, ROUND_STEPS, ApplicationState, ObjectionState
from duijie.registry.domain.annexes import new_file, store_checked

MOST_FROM_ADDRESS = 10  # a day
LONGEST_STATEMENT = 4000
FOLDER = "objections"
PURPOSE = "objection"


@in_transaction
def publicise(*, round: Round, from_on: date, receiver: str, version: int, by: Any) -> PublicNotice:  # noqa: A002
    """Put all who were approved on public notice for the working days that the rules say, the first day counted.

    Raises ``ValidationError`` with codes ``none`` (the programme has no notice), ``past``, ``receiver``, ``empty``.
    """
    current = lock_round(round, version=version, by=by, permission=Permission.ROUND_DECIDE)
    step = ROUND_STEPS["publicise"]
    require_source(step, current.state, current.get_state_display())
    days = current.rules["notice_days"]
    if not days:
        raise ValidationError(_("This programme has no public notice. Recognise at once."), code="none")
    if from_on < clock.today():
        words = _("A notice cannot begin in the past.")
        raise ValidationError({"from_on": [ValidationError(words, code="past")]})
    receiver = tidy(receiver, 200)
    if not receiver:
        words = _("Say to whom objections are addressed.")
        raise ValidationError({"receiver": [ValidationError(words, code="receiver")]})
    rows = list(current.applications.filter(state=ApplicationState.APPROVED))
    if not rows:
        raise ValidationError(_("Nobody was approved."), code="empty")
    to_on = notice_from(from_on, days).to_on
    made: PublicNotice = PublicNotice.objects.create(
        round=current, from_on=from_on, to_on=to_on, days=days, receiver=receiver, by=by, at=clock.now()
    )
    for one in rows:
        one.state = APPLICATION_STEPS["publicise"].target
    move_all(rows, sources={ApplicationState.APPROVED}, by=by)
    note_steps(rows, "publicise", by=by)
    detail = {"from_on": str(from_on), "to_on": str(to_on), "days": days, "count": len(rows)}
    move_round(current, step, by=by, detail=detail)
    return made


def object_publicly(
    *, notice: PublicNotice, token: str, values: Mapping[str, Any], evidence: tuple[str, Iterable[bytes]]
) -> Objection:
    """An objection of somebody with name and address to one person on the notice, with evidence, before it ends.

    The same form sent again gives the same objection. Raises ``ValidationError`` with codes ``over``, ``person``,
    ``often``, ``token``, ``fast``, ``old``, or by field: an objection without name is none.
    """
    submission = read_token(token, PURPOSE)
    known: Objection | None = Objection.objects.filter(submission=submission).first()
    if known is not None:
        return known
    if not notice.takes_objections(clock.today()):
        words = _("Objections were taken until %(day)s.")
        raise ValidationError(words, code="over", params={"day": notice.to_on})
    told = _tidied(values)
    count_try("objection", facts.current().ip or "", most=MOST_FROM_ADDRESS)
    name = tidy_file_name(evidence[0])
    path = new_file(FOLDER, f"{secrets.token_hex(16)}{PurePath(name).suffix.lower()}")
    try:
        _size, digest = store_checked(path, evidence[1])
    except ValidationError as error:
        raise ValidationError({"evidence": error.messages}) from error
    stored = {"evidence": f"{FOLDER}/{path.name}", "evidence_name": name, "evidence_sha256": digest}
    try:
        return _object(
            notice=notice, number=int(values["application"]), submission=submission, values={**told, **stored}
        )
    except IntegrityError:  # the same form, sent twice at the same moment
        path.unlink(missing_ok=True)
        twin: Objection = Objection.objects.get(submission=submission)
        return twin
    except BaseException:
        path.unlink(missing_ok=True)
        raise


@in_transaction
def _object(*, notice: PublicNotice, number: int, submission: str, values: Mapping[str, Any]) -> Objection:
    application = Application.objects.filter(pk=number, round=notice.round_id).first()
    if application is None:
        raise ValidationError(_("This person is not on the notice."), code="person")
    current = lock_application(application, version=None)
    if current.state not in {ApplicationState.PUBLICITY, ApplicationState.OBJECTION}:
        raise ValidationError(_("This person is not on the notice."), code="person")
    made: Objection = Objection.objects.create(application=current, submission=submission, at=clock.now(), **values)
    if current.state == ApplicationState.PUBLICITY:
        move_application(current, APPLICATION_STEPS["object"], by=None, detail={"objection": made.pk})
    audit.record(by=None, verb="objection.add", target=made, place=made.place, detail={"application": current.pk})
    return made


@refused_aloud("objection.refused")
@in_transaction
def decide_objection(*, objection: Objection, upheld: bool, reason: str, by: Any) -> Objection:
    """Upheld: the person is refused. Rejected: the person stands on the notice again, unless another one is open."""
    application = lock_application(objection.application, version=None)
    current: Objection = Objection.objects.select_related("application__round__programme__area").get(pk=objection.pk)
    require(by, Permission.ROUND_DECIDE, current.place)
    refuse_conflict(conflict_of(application, by=by))
    if current.state != ObjectionState.OPEN:
        raise ValidationError(_("It is decided."), code="state")
    reason = tidy(reason, 600)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    if application.round.state not in AFTER_NOTICE:
        raise ValidationError(_("The round is over."), code="state")
    current.state = ObjectionState.UPHELD if upheld else ObjectionState.REJECTED
    current.reason, current.decided_by, current.decided_at = reason, by, clock.now()
    current.save()
    others = application.objections.filter(state=ObjectionState.OPEN).exists()
    if application.state == ApplicationState.OBJECTION and (upheld or not others):
        step = APPLICATION_STEPS["uphold" if upheld else "dismiss"]
        require_source(step, application.state, application.get_state_display())
        move_application(application, step, by=by, reason=reason, detail={"objection": current.pk})
    detail = {"application": application.pk, "reason": reason}
    audit.record(by=by, verb=f"objection.{current.state}", target=current, place=current.place, detail=detail)
    return current


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {name: tidy(str(values.get(name) or ""), 120) for name in ("objector", "contact")}
    statement = str(values.get("statement") or "").replace("\0", "").replace("\r\n", "\n").strip()
    told |= {"statement": statement[:LONGEST_STATEMENT], "is_unit": bool(values.get("is_unit"))}
    words = {
        "objector": _("Anonymous objections are not taken: give your name, or that of your unit."),
        "contact": _("Say how you can be reached."),
        "statement": _("Say what you object to."),
    }
    wrong = {name: [ValidationError(text, code="required")] for name, text in words.items() if not told[name]}
    if wrong:
        raise ValidationError(wrong)
    return told
