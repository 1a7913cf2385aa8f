"""What a plan is made from: the demands that its filters take, the candidates of the newest run, what persons and rules
wish of pairs. Nothing is written here.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q

from duijie.demands.models import Demand
from duijie.demands.states import WANTING
from duijie.matching.domain.plan_rules import CHUNK, Rules
from duijie.matching.interfaces.documents import SUPPLY
from duijie.matching.models import (
    AssignmentPlan,
    Candidate,
    MatchRun,
    PlanDemand,
    PlanPair,
    PlanSupply,
    SupplyKind,
)
from duijie.matching.plan_states import Mark
from duijie.registry.models.area import lies_in
from duijie_match.progress import Progress

Key = tuple[int, str, int]
"""Number of the demand, kind and number of the item of supply."""


@dataclass(slots=True)
class Material:
    """Unsaved rows by key, in a stable order. ``lost`` counts wishes of persons whose demand or supply is gone."""

    demands: dict[int, PlanDemand] = field(default_factory=dict)
    supplies: dict[tuple[str, int], PlanSupply] = field(default_factory=dict)
    pairs: dict[Key, PlanPair] = field(default_factory=dict)
    lost: int = 0


def read_material(plan: AssignmentPlan, run: MatchRun | None, *, by: Any, progress: Progress) -> Material:
    """Rows for the next generation of ``plan``. ``by`` is who computes: what one may not see is not taken."""
    found = Material()
    progress("reading", 0, 0)
    covers = dict(_present(PlanDemand, plan).exclude(cover=None).values_list("demand", "cover"))
    demands = demands_of(plan, by=by)
    for pk in demands.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK):
        found.demands[pk] = PlanDemand(plan=plan, position=len(found.demands), demand_id=pk, cover=covers.get(pk))
    owners = dict(demands.order_by().values_list("pk", "organisation"))
    candidates = Candidate.objects.filter(
        run=run, kind__in=plan.kind_list, level__gte=plan.lowest, demand__in=demands.order_by().values("pk")
    )
    kept = _wishes(plan)
    progress("reading", 1, 3)
    _read_supplies(found, plan, candidates, kept, by=by)
    progress("reading", 2, 3)
    _read_pairs(found, plan, candidates, owners)
    _apply_wishes(found, plan, kept)
    _apply_rules(found, plan, owners)
    for key in _previous(plan):
        if key in found.pairs:
            found.pairs[key].was_chosen = True
    return found


def demands_of(plan: AssignmentPlan, *, by: Any) -> Any:
    """The demands that the plan's filters take and ``by`` may see."""
    rows = Demand.objects.visible_to(by).filter(
        lies_in(plan.area.path, "area", "zone"), archived_at=None, state__in=plan.state_list or WANTING
    )
    return rows.filter(industry__istartswith=plan.industry) if plan.industry else rows


def open_supply(kind: str, plan: AssignmentPlan, *, by: Any) -> Any:
    """Records of one kind that ``by`` may see and that everybody may see who may see the plan: open ones, and those of
    the plan's own area.
    """
    register = SUPPLY[kind]
    rows = register.model.objects.visible_to(by).filter(archived_at=None, **register.fixed)
    return rows.filter(register.model.is_open() | lies_in(plan.area.path, "area", "zone"))


def supply_row(plan: AssignmentPlan, kind: str, record: Any, position: int) -> PlanSupply:
    """An unsaved row for a record."""
    return PlanSupply(
        plan=plan, position=position, kind=kind, supply=record.pk, title=str(record)[:300],
        organisation_id=record.organisation_id,
        capacity=record.capacity if kind == SupplyKind.EXPERT else None,
    )  # fmt: skip


def _present(model: Any, plan: AssignmentPlan) -> Any:
    return model.objects.filter(plan=plan, generation=plan.generation)


def _wishes(plan: AssignmentPlan) -> dict[Key, PlanPair]:
    """The pairs that persons marked or added, and those that are under way since the plan before."""
    rows = _present(PlanPair, plan).filter(Q(marked_by__isnull=False) | Q(is_added=True) | Q(mark=Mark.FIXED))
    return {
        (one.demand.demand_id, one.supply.kind, one.supply.supply): one
        for one in rows.select_related("demand", "supply").order_by("pk")
    }


def _read_supplies(
    found: Material, plan: AssignmentPlan, candidates: Any, kept: dict[Key, PlanPair], *, by: Any
) -> None:
    loads = {
        (kind, supply): (least, most)
        for kind, supply, least, most in _present(PlanSupply, plan)
        .filter(Q(least__isnull=False) | Q(most__isnull=False))
        .values_list("kind", "supply", "least", "most")
    }
    for kind in sorted({*plan.kind_list, *(key[1] for key in kept)}):
        named = candidates.filter(kind=kind).order_by().values("supply")
        extra = {key[2] for key in kept if key[1] == kind} | {supply for one, supply in loads if one == kind}
        rows = open_supply(kind, plan, by=by).filter(Q(pk__in=named) | Q(pk__in=extra))
        for record in rows.select_related("organisation").order_by("pk").iterator(chunk_size=CHUNK):
            row = supply_row(plan, kind, record, len(found.supplies))
            row.least, row.most = loads.get((kind, record.pk), (None, None))
            found.supplies[kind, record.pk] = row


def _read_pairs(found: Material, plan: AssignmentPlan, candidates: Any, owners: dict[int, int | None]) -> None:
    """Each pair once, whichever way round it was found; those within one organisation are no pairs."""
    columns = candidates.annotate(said=F("reasons__headline")).order_by("demand", "kind", "supply", "pk")
    for demand, kind, supply, score, level, said in columns.values_list(
        "demand", "kind", "supply", "score", "level", "said"
    ).iterator(chunk_size=CHUNK):
        row = found.supplies.get((kind, supply))
        if row is None or (owners[demand] is not None and owners[demand] == row.organisation_id):
            continue
        found.pairs.setdefault(
            (demand, kind, supply),
            PlanPair(
                plan=plan, demand=found.demands[demand], supply=row, score=max(0.0, score), level=level,
                headline=said or {},
            ),
        )  # fmt: skip


def _apply_wishes(found: Material, plan: AssignmentPlan, kept: dict[Key, PlanPair]) -> None:
    for key, old in kept.items():
        demand, supply = found.demands.get(key[0]), found.supplies.get((key[1], key[2]))
        if demand is None or supply is None:
            found.lost += 1
            continue
        pair = found.pairs.get(key)
        if pair is None:
            pair = PlanPair(
                plan=plan, demand=demand, supply=supply, score=old.score, level=old.level, headline=old.headline
            )
            found.pairs[key] = pair
        pair.mark, pair.reason, pair.note = old.mark, old.reason, old.note
        pair.marked_by_id, pair.is_added = old.marked_by_id, old.is_added


def _apply_rules(found: Material, plan: AssignmentPlan, owners: dict[int, int | None]) -> None:
    """What the platform knows to forbid, unless a person has decided otherwise."""
    rules = Rules(plan, list(found.demands))
    for key, pair in found.pairs.items():
        reason = rules.reason(key, owners[key[0]], pair.supply.organisation_id)
        if reason and pair.marked_by_id is None:
            pair.mark, pair.reason = Mark.FORBIDDEN, reason


def _previous(plan: AssignmentPlan) -> set[Key]:
    if plan.previous is None:
        return set()
    rows = _present(PlanPair, plan.previous).filter(is_chosen=True)
    return set(rows.values_list("demand__demand", "supply__kind", "supply__supply"))
