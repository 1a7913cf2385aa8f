"""Reading plans: the list, one with its entries, loads, who goes without, what changed against another plan."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from duijie.demands.models import Demand
from duijie.matching.interfaces.documents import SUPPLY, key_of
from duijie.matching.models import AssignmentPlan, PlanDemand, PlanPair, PlanSupply, Proposal
from duijie.matching.plan_states import Mark
from duijie.matching.states import WAITING, ProposalState

KEY = re.compile(
    r"\b(demand|achievement|expert|service|carrier|organisation)-(\d+)\b", re.ASCII
)  # Chinese may stand beside it
ALTERNATES = 3
BINS = 10


SHOWN_WISHES = 50
"""On the page of a plan, and with it through the API."""


def list_plans(*, by: Any) -> Any:
    """Plans with area, maker and job, newest first; of wishes that clash, which may be thousands a plan, only how many
    they are (``clash_count``) and whether no fewer clash (``clash_is_smallest``).
    """
    plans = AssignmentPlan.objects.visible_to(by).select_related("area", "by", "job", "run", "previous")
    told = {"clash_count": F("clash__count"), "clash_is_smallest": F("clash__is_smallest")}
    return plans.defer("clash", "previous__clash").annotate(**told)


def wishes_of(plan: AssignmentPlan, most: int | None = None) -> list[dict[str, Any]]:
    """The wishes of the plan that cannot all be met, the first ``most`` of them: ``kind``, and ``text`` in both
    languages, with keys. Of more than 5,000 these many are kept.
    """
    wishes: list[dict[str, Any]] = (plan.clash or {}).get("wishes", [])
    return wishes[:most]


def find_plan(*, by: Any, pk: int) -> AssignmentPlan:
    """The plan with its wishes that clash, or ``DoesNotExist``."""
    found: AssignmentPlan = list_plans(by=by).defer(None).defer("previous__clash").get(pk=pk)
    return found


def visible_demands(by: Any) -> Any:
    """The numbers of demands that ``by`` may see, as a subquery."""
    return Demand.objects.visible_to(by).order_by().values("pk")


def supply_seen(by: Any, column: str = "") -> Q:
    """Rows of supply that ``by`` may see; ``column`` leads to them, with ``__``."""
    parts = [
        Q(**{f"{column}kind": kind, f"{column}supply__in": register.model.objects.visible_to(by)
             .filter(**register.fixed).order_by().values("pk")})
        for kind, register in SUPPLY.items()
    ]  # fmt: skip
    return reduce(or_, parts)


def pairs_of(plan: AssignmentPlan, *, by: Any) -> Any:
    """The pairs of the plan whose two sides ``by`` may see."""
    rows = PlanPair.objects.filter(plan=plan, generation=plan.generation)
    rows = rows.filter(supply_seen(by, "supply__"), demand__demand__in=visible_demands(by))
    rows = rows.select_related("demand__demand__organisation", "demand__plan", "supply__organisation", "proposal")
    return rows.defer("demand__plan__clash")  # which may be long, and comes with each row


def entries_of(plan: AssignmentPlan, *, by: Any) -> Any:
    """What is in the plan."""
    return pairs_of(plan, by=by).filter(is_chosen=True)


def entries_holding(rows: Any, word: str) -> Any:
    """The entries with ``word`` in a title or the name of an organisation."""
    columns = (
        "demand__demand__title", "supply__title", "demand__demand__organisation_name", "supply__organisation__name",
    )  # fmt: skip
    return rows.filter(reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns)))


def demands_of(plan: AssignmentPlan, *, by: Any) -> Any:
    """The demands of the plan, with ``cover_now``: how many each needs."""
    rows = PlanDemand.objects.filter(plan=plan, generation=plan.generation, demand__in=visible_demands(by))
    rows = rows.annotate(cover_now=Coalesce("cover", plan.cover))
    return rows.select_related("demand__organisation", "demand__area", "plan").defer("plan__clash")


def short_of(plan: AssignmentPlan, *, by: Any) -> Any:
    """Those with fewer suppliers than they need."""
    return demands_of(plan, by=by).filter(given__lt=F("cover_now"))


def supplies_of(plan: AssignmentPlan, *, by: Any) -> Any:
    """The rows of supply of the plan, with ``most_now`` and ``least_now``."""
    rows = PlanSupply.objects.filter(supply_seen(by), plan=plan, generation=plan.generation)
    rows = rows.annotate(most_now=Coalesce("most", "capacity", plan.most), least_now=Coalesce("least", plan.least))
    return rows.select_related("organisation", "plan").defer("plan__clash")


def alternates_of(plan: AssignmentPlan, entries: Sequence[PlanPair], *, by: Any) -> dict[int, list[PlanPair]]:
    """By entry: the best pairs of its demand outside the plan whose supply has room; two queries. Where one of an
    organisation is wanted, they may be of the entry's own, since it gives way, but of no other that stays.
    """
    demands = {entry.demand_id for entry in entries}
    rows = (
        pairs_of(plan, by=by)
        .filter(demand__in=demands, is_chosen=False)
        .exclude(mark=Mark.FORBIDDEN)
        .annotate(room=Coalesce("supply__most", "supply__capacity", plan.most) - F("supply__load"))
        .filter(room__gt=0)
        .order_by("demand", "-score", "pk")
    )
    held: dict[tuple[int, int | None], set[int]] = {}
    if plan.one_per_organisation:
        chosen = PlanPair.objects.filter(demand__in=demands, is_chosen=True)
        for pk, demand, organisation in chosen.values_list("pk", "demand", "supply__organisation"):
            if organisation:
                held.setdefault((demand, organisation), set()).add(pk)
    others: dict[int, list[PlanPair]] = {}
    for row in rows:
        others.setdefault(row.demand_id, []).append(row)
    return {
        entry.pk: [
            row
            for row in others.get(entry.demand_id, ())
            if held.get((row.demand_id, row.supply.organisation_id), set()) <= {entry.pk}
        ][:ALTERNATES]
        for entry in entries
    }


def conflicts_of(plan: AssignmentPlan) -> Any:
    """Organisations that are kept apart."""
    return plan.conflicts.select_related("first", "second", "by")


def score_bins(plan: AssignmentPlan, *, by: Any) -> list[int]:
    """How many pairs of the plan have a score in each tenth from 0 to 1; the last holds 1 as well."""
    counts = [0] * BINS
    for score in entries_of(plan, by=by).values_list("score", flat=True):
        counts[min(BINS - 1, max(0, int(score * BINS + 1e-9)))] += 1
    return counts


@dataclass(slots=True)
class PlanChange:
    """A demand that two plans serve differently: titles of supply before and now."""

    demand: Any
    before: list[str] = field(default_factory=list)
    now: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Comparison:
    """What changed from one plan to another, in numbers and demand by demand."""

    kept: int = 0
    dropped: int = 0
    added: int = 0
    changes: list[PlanChange] = field(default_factory=list)


def compare(before: AssignmentPlan, now: AssignmentPlan, *, by: Any) -> Comparison:
    """The demands that ``now`` serves otherwise than ``before``, in their order; of what ``by`` may see."""
    sides = [
        {(one.demand.demand_id, one.supply.kind, one.supply.supply): one for one in entries_of(plan, by=by)}
        for plan in (before, now)
    ]
    found = Comparison(
        kept=len(set(sides[0]) & set(sides[1])),
        dropped=len(set(sides[0]) - set(sides[1])),
        added=len(set(sides[1]) - set(sides[0])),
    )
    changed = {key[0] for key in set(sides[0]) ^ set(sides[1])}
    rows = {pk: PlanChange(None) for pk in sorted(changed)}
    for name, side in zip(("before", "now"), sides, strict=True):
        for key, pair in sorted(side.items(), key=lambda one: -one[1].score):
            if key[0] in rows:
                rows[key[0]].demand = pair.demand.demand
                getattr(rows[key[0]], name).append(pair.supply.title)
    found.changes = list(rows.values())
    return found


def answers_of(plan: AssignmentPlan, *, by: Any) -> list[tuple[ProposalState, int]]:
    """How many proposals of a plan are in which state, in the order of their course; of what ``by`` may see."""
    rows = entries_of(plan, by=by).exclude(proposal=None).order_by().values("proposal__state").annotate(n=Count("pk"))
    counts = {row["proposal__state"]: row["n"] for row in rows}
    return [(state, counts[state]) for state in ProposalState if state in counts]


def first_row(plan: AssignmentPlan, model: type[PlanDemand | PlanSupply | PlanPair]) -> int | None:
    """The lowest number of the rows of ``model`` that the plan has now; None where it has none."""
    found: int | None = model.objects.filter(plan=plan, generation=plan.generation).aggregate(first=Min("pk"))["first"]
    return found


def named(texts: Iterable[str], plan: AssignmentPlan, *, by: Any) -> list[str]:
    """Sentences of the core with titles instead of keys; a record that ``by`` may not see stays its key."""
    listed = list(texts)
    keys = {match.group() for text in listed for match in KEY.finditer(text)}
    titles = titles_of(keys, plan, by=by)
    return [KEY.sub(lambda match: titles.get(match.group(), match.group()), text) for text in listed]


def rows_of(texts: Iterable[str], plan: AssignmentPlan, *, by: Any) -> list[PlanDemand | PlanSupply]:
    """The rows of the plan that sentences of the core speak of, each once, in the order in which they are named."""
    order = list(dict.fromkeys(match.group() for text in texts for match in KEY.finditer(text)))
    wanted: dict[str, list[int]] = {}
    for kind, _dash, number in (key.rpartition("-") for key in order):
        wanted.setdefault(kind, []).append(int(number))
    found: dict[str, PlanDemand | PlanSupply] = {
        key_of("demand", one.demand_id): one
        for one in demands_of(plan, by=by).filter(demand__in=wanted.pop("demand", []))
    }
    for kind, numbers in wanted.items():
        rows = supplies_of(plan, by=by).filter(kind=kind, supply__in=numbers)
        found |= {key_of(kind, one.supply): one for one in rows}
    return [found[key] for key in order if key in found]


def titles_of(keys: Iterable[str], plan: AssignmentPlan, *, by: Any) -> dict[str, str]:
    """The titles of demands and supply, and the names of those who offer it, by key; of those that ``by`` may see.

    What is not in the plan, as where the first computing of it found wishes that clash, is looked up in the registers.
    """
    wanted: dict[str, set[int]] = {}
    for key in keys:
        kind, _dash, number = key.rpartition("-")
        wanted.setdefault(kind, set()).add(int(number))
    found = {
        key_of("demand", pk): title
        for pk, title in Demand.objects.visible_to(by)
        .filter(pk__in=wanted.pop("demand", set()))
        .values_list("pk", "title")
    }
    units = wanted.pop("organisation", set())
    rows = supplies_of(plan, by=by).filter(organisation__in=units).values_list("organisation", "organisation__name")
    found |= {key_of("organisation", pk): name for pk, name in rows.distinct()} if units else {}
    for kind, numbers in wanted.items():
        rows = supplies_of(plan, by=by).filter(kind=kind, supply__in=numbers)
        found |= {key_of(kind, supply): title for supply, title in rows.values_list("supply", "title")}
        missing = {pk for pk in numbers if key_of(kind, pk) not in found}
        found |= (
            {key_of(kind, one.pk): str(one) for one in _registered(kind, by).filter(pk__in=missing)} if missing else {}
        )
    for kind in plan.kind_list if units else ():
        missing = {pk for pk in units if key_of("organisation", pk) not in found}
        rows = _registered(kind, by).filter(organisation__in=missing).order_by() if missing else None
        names = rows.values_list("organisation", "organisation__name").distinct() if rows is not None else ()
        found |= {key_of("organisation", pk): name for pk, name in names}
    return found


def _registered(kind: str, by: Any) -> Any:
    """The records of a kind of supply that ``by`` may see."""
    return SUPPLY[kind].model.objects.visible_to(by).filter(**SUPPLY[kind].fixed)


def chosen_pairs(plan: AssignmentPlan) -> Any:
    """All pairs of the plan as it stands, whoever may see them."""
    return PlanPair.objects.filter(plan=plan, generation=plan.generation, is_chosen=True)


def waiting_of(plan: AssignmentPlan) -> Any:
    """The proposals that the release of the plan made and to which not both sides have said yes: what withdrawing takes
    back. Those that were there before it belong to whoever made them.
    """
    if plan.released_at is None:
        return Proposal.objects.none()
    own = chosen_pairs(plan).filter(proposal__created_at__gte=plan.released_at)
    return Proposal.objects.filter(pk__in=own.values("proposal"), state__in=WAITING)
