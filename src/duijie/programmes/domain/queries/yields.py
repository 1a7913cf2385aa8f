"""Reading yields: the list, likely twins, and totals of which each leads to the records it counts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, NullIf

from duijie.common.languages import speaks_english
from duijie.demands.grades import derive_grade
from duijie.programmes.models import Yield, YieldShare
from duijie.programmes.service_states import LIVING_YIELD, YieldState
from duijie.programmes.yield_kinds import YIELD_KINDS, squeezed

JOINED = ("firm__area", "firm__zone", "demand", "by", "merged_into")
GROUPS = {
    "person": ("posting", "posting__name", "posting__home__name"),
    "firm": ("service_yield__firm", "service_yield__firm__name", "service_yield__firm__area__name"),
    "county": ("service_yield__firm__area", "service_yield__firm__area__name", "service_yield__firm__area__code"),
    "round": (
        "posting__call__round", "posting__call__round__name", "posting__call__round__programme__name",
    ),
}  # fmt: skip
"""By what totals are cut: the key, the name and what else is said of it."""


@dataclass(frozen=True, slots=True)
class TotalRow:
    """``counts`` by kind: yields in which it has a share; ``shares`` likewise in whole yields, so that the rows of all
    persons add up to the total."""

    key: int
    name: str
    more: str
    counts: dict[str, int]
    shares: dict[str, Decimal]


def list_yields(*, by: Any) -> QuerySet[Any]:
    """All that ``by`` may see."""
    rows: QuerySet[Any] = Yield.objects.visible_to(by).select_related(*JOINED)
    return rows


def find_yield(*, by: Any, pk: int) -> Yield:
    """One of them, or ``DoesNotExist``."""
    found: Yield = list_yields(by=by).get(pk=pk)
    return found


def grade_of(service_yield: Yield) -> str:
    """Derived from the evidence, never typed; ``evidence`` should be loaded before."""
    kinds = [one.kind for one in service_yield.evidence.all()]
    return derive_grade(evidence=kinds, has_registered_contract=False, is_confirmed=False)


def totals(rows: QuerySet[Any]) -> dict[str, int]:
    """How many verified yields of each kind: each once, however many have a share in it."""
    counted = rows.filter(state=YieldState.VERIFIED).order_by().values("kind")
    found = {one["kind"]: one["n"] for one in counted.annotate(n=Count("pk", distinct=True))}
    return {key: found.get(key, 0) for key in YIELD_KINDS}


def people_trained(rows: QuerySet[Any]) -> dict[str, Any]:
    """Persons and hours of the trainings that are verified."""
    told = rows.filter(state=YieldState.VERIFIED, kind="training").aggregate(p=Sum("persons"), h=Sum("hours"))
    return {"persons": told["p"] or 0, "hours": told["h"] or Decimal(0)}


def totals_by(group: str, rows: QuerySet[Any]) -> list[TotalRow]:
    """The verified of ``rows`` cut by a key of ``GROUPS``; one query. A yield of several persons of one group is
    counted there once. ``KeyError`` for another group."""
    key, name, more = GROUPS[group]
    shares = YieldShare.objects.filter(
        service_yield__in=rows.order_by().values("pk"), service_yield__state=YieldState.VERIFIED
    )
    found = (
        shares.order_by()
        .values(key, "service_yield__kind", called=_said(name), beside=_said(more))
        .annotate(n=Count("service_yield", distinct=True), percent=Sum("percent"))
    )
    told: dict[int, TotalRow] = {}
    for one in found:
        row = told.setdefault(one[key], TotalRow(one[key], one["called"], str(one["beside"] or ""), {}, {}))
        row.counts[one["service_yield__kind"]] = one["n"]
        row.shares[one["service_yield__kind"]] = Decimal(one["percent"]) / 100
    return sorted(told.values(), key=lambda row: (-sum(row.counts.values()), row.name, row.key))


def _said(column: str) -> Any:
    """``column``; of the name of an area, the one in the language of the page, where it has one."""
    if not column.endswith("area__name") or not speaks_english():
        return F(column)
    return Coalesce(NullIf(f"{column}_en", Value("")), column)


def narrowed(rows: QuerySet[Any], group: str, key: int) -> QuerySet[Any]:
    """Those that a row of ``totals_by`` counts."""
    if GROUPS[group][0].startswith("service_yield__"):
        return rows.filter(Q(**{GROUPS[group][0].removeprefix("service_yield__"): key}))
    seen = YieldShare.objects.filter(Q(**{GROUPS[group][0]: key})).order_by().values("service_yield")
    return rows.filter(pk__in=seen)


def likely_twins(service_yield: Yield, *, by: Any) -> list[Yield]:
    """Living entries of the same kind that may be the same thing: the same title, or the same number written
    otherwise."""
    rows = list_yields(by=by).filter(kind=service_yield.kind, state__in=LIVING_YIELD).exclude(pk=service_yield.pk)
    own = {squeezed(service_yield.title), squeezed(service_yield.number)} - {""}
    near = rows.filter(
        Q(firm=service_yield.firm_id)
        | Q(title__iexact=service_yield.title)
        | Q(demand__isnull=False, demand=service_yield.demand_id)
    )  # fmt: skip
    return [one for one in near[:500] if own & {squeezed(one.title), squeezed(one.number)}]
