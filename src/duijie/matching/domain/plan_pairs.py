"""Changing a plan by hand: pairs fixed, freed, forbidden, taken in and out; needs and loads that differ; organisations
that are kept apart. Each change is checked by the verifier at once, in the same transaction.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.lines import one_line
from duijie.common.transactions import in_transaction
from duijie.matching.domain.plan_checking import check_plan
from duijie.matching.domain.plan_conflicts import part, rejoin
from duijie.matching.domain.plan_reading import demands_of, open_supply, supply_row
from duijie.matching.domain.plans import note, save_plan, take_plan
from duijie.matching.domain.queries.register_matches import why_not
from duijie.matching.interfaces.documents import SUPPLY, key_of
from duijie.matching.models import AssignmentPlan, PlanConflict, PlanDemand, PlanPair, PlanSupply
from duijie.matching.models.plan import MOST_COVER, MOST_LOAD
from duijie.matching.plan_states import BETWEEN_ORGANISATIONS, BY_HAND, Ban, Mark, PairVerb
from duijie.registry.models import Organisation

MOST_NOTE = 300


@in_transaction
def fix_pair(*, plan: AssignmentPlan, pair: int, version: int, by: Any) -> PlanPair:
    """Keep a pair of the plan when it is computed anew."""
    current, row = _take(plan, pair, version, by)
    if not row.is_chosen:
        raise ValidationError(_("Only a pair of the plan can be fixed. Take it in."), code="not-chosen")
    _set(row, by, mark=Mark.FIXED)
    return _done(current, row, PairVerb.FIX, by=by)


@in_transaction
def free_pair(*, plan: AssignmentPlan, pair: int, version: int, by: Any) -> PlanPair:
    """Neither fixed nor forbidden any more, whatever a rule says; it stays where it is until the plan is computed."""
    current, row = _take(plan, pair, version, by)
    if not row.mark:
        raise ValidationError(_("This pair is neither fixed nor forbidden."), code="free")
    if row.reason == Ban.SAME_UNIT and row.marked_by_id is None:
        raise ValidationError(_("An organisation cannot serve itself."), code="same-unit")
    _set(row, by, mark=Mark.NONE)
    return _done(current, row, PairVerb.FREE, by=by)


@in_transaction
def forbid_pair(
    *, plan: AssignmentPlan, pair: int, version: int, by: Any, reason: str, note_text: str = ""
) -> PlanPair:  # fmt: skip
    """Take a pair out and keep it out, with a reason of ``BY_HAND``."""
    current, row = _take(plan, pair, version, by)
    if reason not in BY_HAND:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    row.is_chosen = False
    _set(row, by, mark=Mark.FORBIDDEN, reason=reason, note_text=note_text)
    return _done(current, row, PairVerb.FORBID, by=by)


@in_transaction
def add_pair(*, plan: AssignmentPlan, demand: int, kind: str, supply: int, version: int, by: Any) -> PlanPair:
    """Take a pair into the plan and fix it. ``demand`` is the number of a demand of the plan; the item of supply may be
    new to the plan: its score is then asked of the matcher of the run, and 0 where that does not know it.
    """
    current = take_plan(plan, "change", version=version, by=by)
    row = PlanDemand.objects.filter(plan=current, generation=current.generation, demand=demand).first()
    if row is None:
        raise ValidationError(_("This demand is not in the plan. Compute it anew."), code="unknown")
    item = _supply(current, kind, supply, by=by)
    pair = PlanPair.objects.filter(demand=row, supply=item).first()
    if pair is None:
        pair = _new_pair(current, row, item, by=by)
    if pair.is_chosen:
        raise ValidationError(_("This pair is in the plan already."), code="chosen")
    if pair.mark == Mark.FORBIDDEN:
        raise ValidationError(_("This pair is forbidden. Free it first."), code="forbidden")
    pair.is_chosen = True
    _set(pair, by, mark=Mark.FIXED)
    return _done(current, pair, PairVerb.ADD, by=by)


@in_transaction
def remove_pair(*, plan: AssignmentPlan, pair: int, version: int, by: Any) -> PlanPair:
    """Take a pair out of the plan; it may come back when the plan is computed anew."""
    current, row = _take(plan, pair, version, by)
    if not row.is_chosen:
        raise ValidationError(_("This pair is not in the plan."), code="not-chosen")
    row.is_chosen = False
    _set(row, None, mark=Mark.NONE)
    return _done(current, row, PairVerb.REMOVE, by=by)


@in_transaction
def set_need(*, plan: AssignmentPlan, row: int, cover: int | None, version: int, by: Any) -> PlanDemand:
    """How many suppliers one demand of the plan needs; None: as many as the plan says."""
    current = take_plan(plan, "change", version=version, by=by)
    found: PlanDemand = PlanDemand.objects.select_related("demand").get(
        plan=current, generation=current.generation, pk=row
    )
    if cover is not None and not 0 <= cover <= MOST_COVER:
        words = _("A whole number from 0 to %(most)d, or nothing.")
        raise ValidationError({"cover": [ValidationError(words, code="range", params={"most": MOST_COVER})]})
    found.cover = cover
    found.save(update_fields=["cover"])
    _check(current)
    note(current, "need", by=by, detail={"demand": found.demand_id, "cover": cover})
    found.refresh_from_db()
    return found


@in_transaction
def set_load(
    *, plan: AssignmentPlan, row: int, least: int | None, most: int | None, version: int, by: Any
) -> PlanSupply:  # fmt: skip
    """How many demands one row of supply must and may serve; None: as the register or the plan says."""
    current = take_plan(plan, "change", version=version, by=by)
    found: PlanSupply = PlanSupply.objects.get(plan=current, generation=current.generation, pk=row)
    found.plan = current
    for name, value in (("least", least), ("most", most)):
        if value is not None and not 0 <= value <= MOST_LOAD:
            words = _("A whole number from 0 to %(most)d, or nothing.")
            raise ValidationError({name: [ValidationError(words, code="range", params={"most": MOST_LOAD})]})
    found.least, found.most = least, most
    if found.at_least > found.at_most:
        words = _("What it may serve is below what it must serve.")
        raise ValidationError({"most": [ValidationError(words, code="below")]})
    found.save(update_fields=["least", "most"])
    _check(current)
    detail = {"supply": key_of(found.kind, found.supply), "least": least, "most": most}
    note(current, "load", by=by, detail=detail)
    found.refresh_from_db()
    return found


@in_transaction
def keep_apart(
    *, plan: AssignmentPlan, first: Organisation, second: Organisation, reason: str, version: int, by: Any,
    note_text: str = "",
) -> PlanConflict:  # fmt: skip
    """Two organisations of which no pair is in the plan: one has a share in the other, or they compete."""
    current = take_plan(plan, "change", version=version, by=by)
    if first.pk == second.pk:
        raise ValidationError({"second": [ValidationError(_("Name two organisations."), code="same")]})
    if reason not in BETWEEN_ORGANISATIONS:
        raise ValidationError({"reason": [ValidationError(_("Give the reason."), code="reason")]})
    made = PlanConflict.objects.create(
        plan=current,
        first=first,
        second=second,
        reason=reason,
        note=one_line(note_text, MOST_NOTE),
        by=by,
        at=clock.now(),
    )
    part(current, made)
    _check(current)
    note(current, "keep_apart", by=by, detail={"first": first.pk, "second": second.pk, "reason": reason})
    return made


@in_transaction
def end_conflict(*, plan: AssignmentPlan, conflict: int, version: int, by: Any) -> None:
    """The two may meet again: their pairs are marked and chosen as they were before, where nothing else forbids it."""
    current = take_plan(plan, "change", version=version, by=by)
    gone = current.conflicts.get(pk=conflict)
    gone.delete()
    rejoin(current, gone, by=by)
    _check(current)
    note(current, "end_conflict", by=by, detail={"first": gone.first_id, "second": gone.second_id})


def _take(plan: AssignmentPlan, pair: int, version: int, by: Any) -> tuple[AssignmentPlan, PlanPair]:
    current = take_plan(plan, "change", version=version, by=by)
    rows = PlanPair.objects.filter(plan=current, generation=current.generation)
    row: PlanPair = rows.select_related("demand", "supply").get(pk=pair)
    return current, row


def _set(row: PlanPair, by: Any, *, mark: str, reason: str = "", note_text: str = "") -> None:
    row.mark, row.reason, row.note, row.marked_by = mark, reason, one_line(note_text, MOST_NOTE), by
    row.save()


def _done(plan: AssignmentPlan, row: PlanPair, verb: PairVerb, *, by: Any) -> PlanPair:
    _check(plan)
    detail = {"demand": row.demand.demand_id, "supply": key_of(row.supply.kind, row.supply.supply)}
    note(plan, str(verb), by=by, detail=detail | ({"reason": row.reason} if row.reason else {}))
    return row


def _check(plan: AssignmentPlan) -> None:
    check_plan(plan)
    save_plan(plan)


def _supply(plan: AssignmentPlan, kind: str, supply: int, *, by: Any) -> PlanSupply:
    """The row of the plan for an item of supply, a new one where it has none."""
    rows = PlanSupply.objects.filter(plan=plan, generation=plan.generation)
    found: PlanSupply | None = rows.filter(kind=kind, supply=supply).first()
    if found is not None:
        return found
    record = open_supply(kind, plan, by=by).filter(pk=supply).first() if kind in SUPPLY else None
    if record is None:
        raise ValidationError(_("There is no such record in the register."), code="unknown")
    last = rows.aggregate(last=Max("position"))["last"]
    made = supply_row(plan, kind, record, 0 if last is None else last + 1)
    made.generation = plan.generation
    made.save()
    return made


def _new_pair(plan: AssignmentPlan, row: PlanDemand, item: PlanSupply, *, by: Any) -> PlanPair:
    demand = demands_of(plan, by=by).select_related("area", "zone").filter(pk=row.demand_id).first()
    if demand is None:
        raise ValidationError(_("This demand looks for nobody any more."), code="state")
    if demand.organisation_id is not None and demand.organisation_id == item.organisation_id:
        raise ValidationError(_("An organisation cannot serve itself."), code="same-unit")
    known = why_not(demand, kind=item.kind, supply=item.supply, by=by)
    return PlanPair(
        plan=plan, generation=plan.generation, demand=row, supply=item, is_added=True,
        score=max(0.0, known["score"]) if known else 0.0, level=known["level"] if known else None,
        headline=known["reasons"]["headline"] if known else {},
    )  # fmt: skip
