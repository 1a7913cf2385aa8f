"""Rounds: prepared, opened with a frozen copy of the rules, closed, moved on; who recommends in them, and how many."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.editing import refuse_stale, stamp
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.bulk_steps import move_all
from duijie.programmes.domain.programmes import check_conditions
from duijie.programmes.domain.refusals import refused_aloud
from duijie.programmes.domain.telling import note_round, note_steps
from duijie.programmes.models import Application, LateAllowance, Programme, RecommendingUnit, Round
from duijie.programmes.rules import check_rules, fingerprint_of
from duijie.programmes.states import LIVING, ROUND_STEPS, ApplicationState, RoundState, Step
from duijie.registry.models import Area, AreaKind, Organisation

FIELDS = ("name", "opens_on", "closes_on", "recommend_by", "call", "contact")


@in_transaction
def add_round(*, programme: Programme, values: Mapping[str, Any], by: Any, is_demo: bool = False) -> Round:
    """A round that is being prepared; counties and zones of the programme's area recommend in it as its rules say.

    Raises ``PermissionDenied``; ``ValidationError`` by field.
    """
    require(by, Permission.PROGRAMME_EDIT, programme.place)
    if programme.archived_at is not None:
        raise ValidationError(_("The programme is archived. Restore it first."), code="archived")
    made = Round(programme=programme, by=by, is_demo=is_demo)
    _fill(made, values)
    _save(made)
    wanted = [kind for kind in (AreaKind.COUNTY, AreaKind.ZONE) if kind in programme.rules["units"]]
    areas = Area.objects.below(programme.area.path).filter(kind__in=wanted, archived_at=None)
    quota = programme.rules["quota"]
    RecommendingUnit.objects.bulk_create(RecommendingUnit(round=made, area=one, quota=quota) for one in areas)
    audit.record(by=by, verb="round.add", target=made, place=made.place, detail={"units": len(areas)})
    return made


@in_transaction
def edit_round(*, round: Round, values: Mapping[str, Any], version: int, by: Any) -> Round:  # noqa: A002 – the noun
    """Days and texts of a round that is not open yet. Raises ``StaleError``; ``ValidationError``, code ``state``."""
    current = lock_round(round, version=version, by=by, permission=Permission.PROGRAMME_EDIT)
    if current.state != RoundState.DRAFT:
        words = _("It was opened; only its last day can be set anew, with a reason.")
        raise ValidationError(words, code="state")
    _fill(current, values)
    _save(current)
    detail = {name: str(getattr(current, name)) for name in FIELDS if name != "call"}
    audit.record(by=by, verb="round.edit", target=current, place=current.place, detail=detail)
    return current


@in_transaction
def take_round_step(*, round: Round, verb: str, version: int, by: Any, reason: str = "") -> Round:  # noqa: A002
    """A step of ``ROUND_STEPS`` that is not particular. ``KeyError`` for another verb; ``ValidationError`` with codes
    ``state``, ``reason`` and ``unready``, which says what is left to do."""
    step = ROUND_STEPS[verb]
    if step.particular:
        raise KeyError(verb)
    current = lock_round(round, version=version, by=by, permission=step.permission)
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    _PREPARATIONS.get(verb, lambda _round, _by: None)(current, by)
    move_round(current, step, by=by, reason=reason)
    return current


@in_transaction
def extend(*, round: Round, closes_on: date, reason: str, version: int, by: Any) -> Round:  # noqa: A002
    """Another last day for applications, for everybody; the rules stay those that it was opened with."""
    step = ROUND_STEPS["extend"]
    current = lock_round(round, version=version, by=by, permission=step.permission)
    require_source(step, current.state, current.get_state_display())
    reason = require_reason(step, reason)
    if closes_on < clock.today():
        raise ValidationError({"closes_on": [ValidationError(_("This day is over."), code="past")]})
    before, current.closes_on = current.closes_on, closes_on
    if current.recommend_by is not None and current.recommend_by < closes_on:
        current.recommend_by = None
    move_round(current, step, by=by, reason=reason, detail={"before": str(before), "closes_on": str(closes_on)})
    return current


@refused_aloud("round.refused")
@in_transaction
def set_quotas(*, round: Round, quotas: Mapping[int, int | None], by: Any) -> None:  # noqa: A002
    """The quota of each of these units, by the unit's number; None is no limit. Never below what was recommended."""
    hold(Round, round.pk)
    current = Round.objects.select_related("programme__area").get(pk=round.pk)
    require(by, Permission.PROGRAMME_EDIT, current.place)
    if current.state not in {RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED}:
        raise ValidationError(_("The recommendation is over."), code="state")
    hold(RecommendingUnit, *quotas)
    changed = {}
    for unit in RecommendingUnit.objects.filter(round=current, pk__in=quotas).select_related("area", "organisation"):
        quota = quotas[unit.pk]
        if quota == unit.quota:
            continue
        if quota is not None and quota < unit.used:
            words = _("%(unit)s: %(used)d are recommended already.")
            raise ValidationError(words, code="quota", params={"unit": str(unit), "used": unit.used})
        changed[str(unit.pk)] = [unit.quota, quota]
        unit.quota = quota
        unit.full_clean(exclude=["round", "area", "organisation"], validate_unique=False, validate_constraints=False)
        unit.save(update_fields=["quota"])
    if changed:
        audit.record(by=by, verb="round.quotas", target=current, place=current.place, detail={"quotas": changed})


@in_transaction
def add_unit(
    *, round: Round, organisation: Organisation | None = None, area: Area | None = None, quota: int | None, by: Any  # noqa: A002
) -> RecommendingUnit:  # fmt: skip
    """One more recommending unit: an organisation, or an area below the programme's."""
    hold(Round, round.pk)
    current = Round.objects.select_related("programme__area").get(pk=round.pk)
    require(by, Permission.PROGRAMME_EDIT, current.place)
    if current.state not in {RoundState.DRAFT, RoundState.OPEN}:
        raise ValidationError(_("The call is over."), code="state")
    if area is not None and not area.path.startswith(current.programme.area.path):
        raise ValidationError(_("This area is not part of the programme's."), code="area")
    made = RecommendingUnit(round=current, organisation=organisation, area=area, quota=quota)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise ValidationError(_("It recommends in this round already."), code="taken") from error
    audit.record(by=by, verb="round.add_unit", target=current, place=current.place, detail={"unit": made.legal_name})
    return made


@in_transaction
def remove_unit(*, unit: RecommendingUnit, by: Any) -> None:
    """It does not recommend in this round after all. Refused once somebody applied there."""
    hold(Round, unit.round_id)
    current = RecommendingUnit.objects.select_related("round__programme__area", "area", "organisation").get(pk=unit.pk)
    require(by, Permission.PROGRAMME_EDIT, current.round.place)
    if current.applications.exists():
        raise ValidationError(_("There are applications at this unit."), code="used")
    detail = {"unit": str(current)}
    audit.record(by=by, verb="round.remove_unit", target=current.round, place=current.round.place, detail=detail)
    current.delete()


@in_transaction
def allow_late(*, round: Round, organisation: Organisation, until: date, reason: str, by: Any) -> LateAllowance:  # noqa: A002
    """People of ``organisation`` may apply until ``until``, while recommendations are made. The reason is kept."""
    hold(Round, round.pk)
    current = Round.objects.select_related("programme__area").get(pk=round.pk)
    require(by, Permission.PROGRAMME_EDIT, current.place)
    if current.state not in {RoundState.OPEN, RoundState.CLOSED}:
        raise ValidationError(_("The recommendation is over."), code="state")
    reason = tidy(reason)
    if not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    if until < clock.today():
        raise ValidationError({"until": [ValidationError(_("This day is over."), code="past")]})
    made: LateAllowance = LateAllowance.objects.create(
        round=current, organisation=organisation, until=until, reason=reason, by=by, at=clock.now()
    )
    detail = {"organisation": organisation.pk, "until": str(until), "reason": reason}
    audit.record(by=by, verb="round.allow_late", target=current, place=current.place, detail=detail)
    return made


def lock_round(round: Round, *, version: int | None, by: Any, permission: Permission) -> Round:  # noqa: A002
    """The round as it is now, held until the transaction ends; ``version`` None for whoever did not look at it."""
    hold(Round, round.pk)
    current: Round = Round.objects.select_related("programme__area").get(pk=round.pk)
    require(by, permission, current.place)
    refuse_stale(current, version)
    return current


def require_source(step: Step, state: str, label: Any) -> None:
    if state not in step.sources:
        words = _("“%(step)s” is not possible while it is “%(state)s”.")
        raise ValidationError(words, code="state", params={"step": step.label, "state": label})


def require_reason(step: Step, reason: str) -> str:
    reason = tidy(reason)
    if step.needs_reason and not reason:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    return reason


def tidy(text: str, longest: int = 300) -> str:
    return " ".join(text.replace("\0", "").split())[:longest]


def move_round(
    current: Round, step: Step, *, by: Any, reason: str = "", detail: Mapping[str, Any] | None = None
) -> None:
    """The round stands at the step's target from now on."""
    current.state, current.reason = step.target, reason
    _save(current)
    told = {"reason": reason, **(detail or {})}
    audit.record(by=by, verb=f"round.{step.verb}", target=current, place=current.place, detail=told)
    note_round(current, step.verb, _concerned(current, step.verb), by=by)


_TOLD: dict[str, str | None] = {
    "open": None, "extend": None, "close": ApplicationState.SUBMITTED, "cancel": None,
    "decide": ApplicationState.APPROVED, "publicise": ApplicationState.PUBLICITY,
    "recognise": ApplicationState.RECOGNISED,
}  # fmt: skip
"""Steps that recommending units are told of, and which of their applications are counted then; None: all of them."""


def _concerned(current: Round, verb: str) -> dict[int, int]:
    """How many applications a step concerns at each unit; a call and its end concern every unit, by its quota."""
    if verb not in _TOLD:
        return {}
    if _TOLD[verb] is None:
        return {pk: quota if quota is not None else 1 for pk, quota in current.units.values_list("pk", "quota")}
    rows = current.applications.filter(state=_TOLD[verb]).order_by().values("unit")
    return dict(rows.annotate(count=Count("pk")).values_list("unit", "count"))


def lapse(rows: Iterable[Application], *, reason: str, by: Any) -> int:
    """What was not finished in time counts as refused. How many."""
    changed = list(rows)
    for one in changed:
        one.state, one.reason = ApplicationState.REFUSED, reason
    move_all(changed, sources=LIVING, by=by, reason=reason)
    note_steps(changed, "fail", by=by)
    return len(changed)


def _open(current: Round, _by: Any) -> None:
    rules = current.programme.rules
    check_rules(rules)
    check_conditions(rules)
    if current.closes_on < clock.today():
        raise ValidationError(_("The last day for applications is over. Set another one first."), code="unready")
    if not current.units.exists():
        raise ValidationError(_("Nobody recommends in this round. Add a recommending unit first."), code="unready")
    current.rules, current.fingerprint, current.opened_at = rules, fingerprint_of(rules), clock.now()


def _close(current: Round, _by: Any) -> None:
    if current.closes_on >= clock.today():
        words = _("Applications are taken until %(day)s. Close it after that day.")
        raise ValidationError(words, code="unready", params={"day": current.closes_on})


def _end_recommendation(current: Round, by: Any) -> None:
    left = current.applications.filter(state=ApplicationState.SUBMITTED).count()
    if left:
        words = ngettext_lazy("%(count)d application is still with its recommending unit.",
                              "%(count)d applications are still with their recommending units.", left)  # fmt: skip
        raise ValidationError(words, code="unready", params={"count": left})
    unfinished = current.applications.filter(state__in=[ApplicationState.RETURNED, ApplicationState.DRAFT])
    lapse(unfinished, reason=str(_("Not completed in time.")), by=by)


def _end_examination(current: Round, _by: Any) -> None:
    left = current.applications.filter(state=ApplicationState.RECOMMENDED).count()
    if left:
        words = ngettext_lazy(
            "%(count)d application is not examined yet.", "%(count)d applications are not examined yet.", left
        )
        raise ValidationError(words, code="unready", params={"count": left})


_PREPARATIONS = {
    "open": _open, "close": _close, "end_recommendation": _end_recommendation, "end_examination": _end_examination,
}  # fmt: skip


def _fill(current: Round, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            value = values[name]
            setattr(current, name, value.replace("\0", "").strip() if isinstance(value, str) else value)


def _save(current: Round) -> None:
    if current.opens_on and current.closes_on and current.closes_on < current.opens_on:
        words = _("The last day lies before the first.")
        raise ValidationError({"closes_on": [ValidationError(words, code="order")]})
    if current.recommend_by and current.closes_on and current.recommend_by < current.closes_on:
        words = _("Recommendations end on the last day for applications or later.")
        raise ValidationError({"recommend_by": [ValidationError(words, code="order")]})
    stamp(current)
    current.full_clean(exclude=["by", "programme", "rules"])
    current.save()
