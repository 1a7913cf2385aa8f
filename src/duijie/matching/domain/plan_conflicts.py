"""What becomes of the pairs of two organisations that are kept apart in a plan, and of those that may meet again."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from duijie.matching.domain.plan_rules import Rules
from duijie.matching.interfaces.documents import key_of
from duijie.matching.models import AssignmentPlan, PlanConflict, PlanPair
from duijie.matching.plan_states import Mark

BATCH = 500
CHANGED = ("mark", "reason", "note", "marked_by", "is_chosen")


def part(plan: AssignmentPlan, conflict: PlanConflict) -> None:
    """Forbid the pairs of the two, and keep with ``conflict`` what persons had wished of them and what was chosen."""
    rows = list(_pairs(plan, conflict).exclude(mark=Mark.FORBIDDEN))
    conflict.before = {
        _key(row): {
            "mark": row.mark, "marked_by": row.marked_by_id, "is_chosen": row.is_chosen, "generation": row.generation
        }
        for row in rows
        if row.mark or row.marked_by_id or row.is_chosen
    }  # fmt: skip
    conflict.save(update_fields=["before"])
    for row in rows:
        row.mark, row.reason, row.note = Mark.FORBIDDEN, conflict.reason, conflict.note
        row.marked_by, row.is_chosen = None, False
    PlanPair.objects.bulk_update(rows, CHANGED, batch_size=BATCH)


def rejoin(plan: AssignmentPlan, conflict: PlanConflict, *, by: Any) -> None:
    """Give the pairs that ``conflict``, which is deleted by now, has forbidden the marks that they had before.

    What another line or a rule forbids stays forbidden, unless a person had decided on it. A pair that was chosen comes
    back where the plan is still the same and both have room; a fixed one always, as it belongs to the plan.
    """
    rows = list(_pairs(plan, conflict).filter(mark=Mark.FORBIDDEN, reason=conflict.reason, marked_by=None))
    other = plan.conflicts.filter(_of(conflict, "first", "second")).order_by("pk").first()
    if other is not None:
        other.before = {**conflict.before, **other.before}
        other.save(update_fields=["before"])
        for row in rows:
            row.reason, row.note = other.reason, other.note
    else:
        _give_back(plan, rows, conflict.before, by=by)
    PlanPair.objects.bulk_update(rows, CHANGED, batch_size=BATCH)


def _give_back(plan: AssignmentPlan, rows: list[PlanPair], before: dict[str, Any], *, by: Any) -> None:
    rules = Rules(plan, sorted({row.demand.demand_id for row in rows}))
    known = _known(one["marked_by"] for one in before.values())
    chosen = []
    for row in rows:
        was = before.get(_key(row), {"mark": Mark.NONE, "marked_by": None, "is_chosen": False, "generation": 0})
        rule = rules.of(row)
        if rule and was["marked_by"] is None:
            row.reason, row.note = rule, ""
            continue
        row.mark, row.reason, row.note = was["mark"], "", ""
        if was["marked_by"] is not None:
            row.marked_by_id = was["marked_by"] if was["marked_by"] in known else by.pk
        if row.mark == Mark.FIXED or (was["is_chosen"] and was["generation"] == plan.generation):
            chosen.append(row)
    _choose(chosen)


def _choose(rows: list[PlanPair]) -> None:
    """Take ``rows`` into the plan: the fixed ones, then the best of the others for which there is room."""
    given = {row.demand_id: row.demand.given for row in rows}
    loads = {row.supply_id: row.supply.load for row in rows}
    for row in sorted(rows, key=lambda one: (one.mark != Mark.FIXED, -one.score, one.pk)):
        has_room = given[row.demand_id] < row.demand.needs and loads[row.supply_id] < row.supply.at_most
        if has_room or row.mark == Mark.FIXED:
            row.is_chosen = True
            given[row.demand_id] += 1
            loads[row.supply_id] += 1


def _pairs(plan: AssignmentPlan, conflict: PlanConflict) -> Any:
    """The present pairs of the two organisations, whichever of them has the demand."""
    rows = PlanPair.objects.filter(
        _of(conflict, "demand__demand__organisation", "supply__organisation"), plan=plan, generation=plan.generation
    )
    rows = rows.select_related("demand__demand", "demand__plan", "supply__plan")
    return rows.defer("demand__plan__clash", "supply__plan__clash").order_by("pk")


def _of(conflict: PlanConflict, one: str, other: str) -> Q:
    first, second = conflict.first_id, conflict.second_id
    return Q(**{one: first, other: second}) | Q(**{one: second, other: first})


def _key(row: PlanPair) -> str:
    """Of a pair, the same when the plan is computed anew."""
    return f"demand-{row.demand.demand_id} {key_of(row.supply.kind, row.supply.supply)}"


def _known(users: Iterable[int | None]) -> set[int]:
    numbers = {one for one in users if one is not None}
    return set(get_user_model().objects.filter(pk__in=numbers).values_list("pk", flat=True))
