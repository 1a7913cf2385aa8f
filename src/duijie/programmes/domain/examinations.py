"""Examination (审查): automatic checks with the reason per condition, manual proofs, recusal, the answer for each."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from duijie.accounts.models import User
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.programmes.conditions.evaluation import evaluate, recall
from duijie.programmes.conditions.wording import sentence
from duijie.programmes.domain.application_rows import lock_application, move_application
from duijie.programmes.domain.bulk_steps import move_all
from duijie.programmes.domain.condition_subjects import batch_of, conditions_of
from duijie.programmes.domain.conflicts import conflict_of, refuse_conflict, units_of
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.rounds import lock_round, require_reason, require_source, tidy
from duijie.programmes.domain.telling import note_steps
from duijie.programmes.models import Answer, Application, ConditionCheck, Recusal, Round
from duijie.programmes.states import APPLICATION_STEPS, ApplicationState, RoundState
from duijie.registry.models import Organisation

BATCH = 500


@in_transaction
def check_round(*, round: Round, by: Any) -> int:  # noqa: A002 – the noun
    """Ask every condition of every recommended application, with a number of queries that does not depend on how many
    there are; what examiners settled stays. How many were checked."""
    current = lock_round(round, version=None, by=by, permission=Permission.APPLICATION_EXAMINE)
    _require_examining(current)
    count = len(_check(current, list(_examined(current))))
    audit.record(by=by, verb="round.check", target=current, place=current.place, detail={"applications": count})
    return count


@refused_aloud("application.refused")
@in_transaction
def settle(*, application: Application, number: int, place: str, met: bool, proof: str, by: Any) -> ConditionCheck:
    """An examiner says with proof what the register and the form cannot tell: comparison ``place`` of condition
    ``number``. Code ``known`` where it can be told, ``proof`` without one."""
    current = lock_application(application, version=None)
    _require_examiner(current, by=by)
    proof = tidy(proof)
    if not proof:
        raise ValidationError({"proof": [ValidationError(_("Name the proof."), code="proof")]})
    check = ConditionCheck.objects.get(application=current, number=number)
    condition = conditions_of(current.round)[number]
    asked = {one.condition.place: one for one in recall(condition, check.found).comparisons()}
    if place not in asked or str(asked[place].answer) != Answer.CANNOT_TELL:
        raise ValidationError(_("Register and form tell this by themselves."), code="known")
    told = {"met": met, "proof": proof, "by": by.pk, "who": str(by), "at": clock.now().isoformat()}
    check.settled = {**check.settled, place: told}
    check.answer = recall(condition, check.found, _settled(check.settled)).answer
    check.save(update_fields=["settled", "answer"])
    detail = {"condition": number, "place": place, "met": met, "proof": proof}
    audit.record(by=by, verb="application.settle", target=current, place=current.place, detail=detail)
    return check


@refused_aloud("application.refused")
@in_transaction
def take_examination_step(
    *, application: Application, verb: str, version: int, by: Any, reason: str = ""
) -> Application:
    """``pass`` needs every condition met; ``fail`` and ``reexamine`` a reason. Codes ``state``, ``unmet``."""
    step = APPLICATION_STEPS[verb]
    if step.permission is not Permission.APPLICATION_EXAMINE:
        raise KeyError(verb)
    current = lock_application(application, version=version)
    _require_examiner(current, by=by)
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    if verb == "pass":
        _require_met(current)
    move_application(current, step, by=by, reason=reason)
    return current


@in_transaction
def conclude(*, round: Round, by: Any) -> dict[str, int]:  # noqa: A002
    """Check all, then: what meets every condition is examined; what misses one is refused with the conditions it
    misses; what cannot be told waits for an examiner, and so does what ``by`` keeps out of. How many of each."""
    current = lock_round(round, version=None, by=by, permission=Permission.APPLICATION_EXAMINE)
    _require_examining(current)
    rows = list(_examined(current))
    answers = _check(current, rows)
    told = conditions_of(current)
    kept_out = _kept_out(current, rows, by=by)
    counted = {"examined": 0, "refused": 0, "left": 0}
    changed = []
    for one in rows:
        missed = [number for number, answer in enumerate(answers[one.pk]) if answer == Answer.NO]
        if one.pk in kept_out or (Answer.CANNOT_TELL in answers[one.pk] and not missed):
            counted["left"] += 1
            continue
        one.state = ApplicationState.REFUSED if missed else ApplicationState.EXAMINED
        one.reason = _missed_words([sentence(told[number]) for number in missed])[:600]
        counted["refused" if missed else "examined"] += 1
        changed.append(one)
    move_all(changed, sources={ApplicationState.RECOMMENDED}, by=by)
    note_steps([one for one in changed if one.state == ApplicationState.EXAMINED], "pass", by=by)
    note_steps([one for one in changed if one.state == ApplicationState.REFUSED], "fail", by=by)
    detail = {**counted, "applications": [one.pk for one in changed]}
    audit.record(by=by, verb="round.conclude", target=current, place=current.place, detail=detail)
    return counted


@in_transaction
def recuse(*, round: Round, account: User, organisation: Organisation, reason: str, by: Any) -> Recusal:  # noqa: A002
    """``account`` keeps out of what concerns ``organisation`` in this round; an examiner says so, or the office."""
    current = lock_round(round, version=None, by=by, permission=Permission.APPLICATION_EXAMINE)
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    made: Recusal
    made, _new = Recusal.objects.get_or_create(
        round=current, account=account, organisation=organisation,
        defaults={"reason": reason, "by": by, "at": clock.now()},
    )  # fmt: skip
    detail = {"account": account.pk, "organisation": organisation.pk, "reason": reason}
    audit.record(by=by, verb="round.recuse", target=current, place=current.place, detail=detail)
    return made


def _kept_out(current: Round, rows: Iterable[Any], *, by: Any) -> set[int]:
    said = set(Recusal.objects.filter(round=current, account=by.pk).values_list("organisation", flat=True))
    said |= units_of(by)
    return {one.pk for one in rows if one.organisation_id in said or one.account_of_person == by.pk}


def _require_examiner(current: Application, *, by: Any) -> None:
    from_round = lock_round(current.round, version=None, by=by, permission=Permission.APPLICATION_EXAMINE)
    _require_examining(from_round)
    refuse_conflict(conflict_of(current, by=by))


def _require_examining(current: Round) -> None:
    if current.state not in {RoundState.RECOMMENDED}:
        words = _("Applications are examined after the recommendation and before the examination ends.")
        raise ValidationError(words, code="state")


def _require_met(current: Application) -> None:
    told = conditions_of(current.round)
    answers = dict(current.checks.values_list("number", "answer"))
    unmet = [sentence(one) for number, one in enumerate(told) if answers.get(number) != Answer.YES]
    if unmet:
        raise ValidationError(_missed_words(unmet), code="unmet")


def _missed_words(sentences: list[str]) -> str:
    return _("Not met: %(conditions)s") % {"conditions": "; ".join(sentences)} if sentences else ""


def _examined(current: Round) -> Any:
    """Those to be examined, each with its ``account_of_person``: no person need be read, and no unit twice."""
    rows = Application.objects.filter(round=current, state=ApplicationState.RECOMMENDED)
    return rows.annotate(account_of_person=F("person__account")).prefetch_related("unit", "members").order_by("pk")


class _Known(NamedTuple):
    """A check that is kept; twenty thousand applications have a hundred thousand of them."""

    pk: int
    answer: str
    found: list[dict[str, Any]]
    settled: dict[str, Any]


def _check(current: Round, rows: list[Application]) -> dict[int, list[str]]:
    """Ask every condition of ``rows``; of each the answers in the order of the conditions."""
    kept = ConditionCheck.objects.filter(application__in=_examined(current).order_by().values("pk")).order_by()
    columns = kept.values_list("application", "number", *_Known._fields)
    known = {(pk, number): _Known(*rest) for pk, number, *rest in columns}
    batch, now, new, old = batch_of(current, rows), clock.now(), [], []
    answers: dict[int, list[str]] = {one.pk: [] for one in rows}
    for number, condition in enumerate(conditions_of(current)):
        for key, finding in evaluate(condition, batch).items():
            pk, found = int(str(key)), finding.as_json()
            before = known.get((pk, number))
            told = {"application_id": pk, "number": number, "found": found, "at": now}
            if before is None:
                answer = str(finding.answer)
                new.append(ConditionCheck(answer=answer, **told))
            elif before.found != found:  # what says the same as before is not written again
                answer = str(recall(condition, [*found], _settled(before.settled)).answer)
                old.append(ConditionCheck(pk=before.pk, answer=answer, settled=before.settled, **told))
            else:
                answer = before.answer
            answers[pk].append(answer)
    ConditionCheck.objects.bulk_create(new, batch_size=BATCH)
    ConditionCheck.objects.bulk_update(old, ["found", "answer", "at"], batch_size=BATCH)
    return answers


def _settled(told: Mapping[str, Any]) -> dict[str, bool]:
    return {place: bool(one["met"]) for place, one in told.items()}
