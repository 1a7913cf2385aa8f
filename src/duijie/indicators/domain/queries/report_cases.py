"""Typical cases of a work report: which are offered in which order, and what is told of them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, IntegerField, Value, When
from django.db.models.functions import Coalesce

from duijie.demands.grades import Grade
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.demands.states import DemandState
from duijie.indicators.periods import Period
from duijie.registry.domain.queries.as_of import owners_on
from duijie.registry.domain.queries.figures import Counted
from duijie.registry.models import Area, Disclosure

USUAL = 3
MOST = 10
OFFERED = 50
_LENGTH = 400


def cases_offered(area: Area, period: Period, *, by: Any) -> Any:
    """Demands first solved in the period whose result stands, the best proven first; then those that the firm rated,
    the most satisfied first; then the newest result. Those that only the office may see come last and are never chosen
    by the rule, only by hand."""
    ranks = [When(grade=grade, then=Value(rank)) for rank, grade in enumerate(reversed(Grade.values))]
    rows = Counted(Demand, area, by=by).rows.filter(
        passage__solved_on__gte=period.first, passage__solved_on__lt=period.end,
        state__in=[DemandState.SOLVED, DemandState.CLOSED],
    ).exclude(passage__reopened_on__isnull=False, state=DemandState.CLOSED)  # fmt: skip
    ranked = rows.annotate(
        hidden=Case(When(disclosure=Disclosure.REGISTERED, then=Value(0)), default=Value(1)),
        proof=Case(*ranks, default=Value(len(ranks))),
        said=Coalesce("rating__satisfaction", Value(0), output_field=IntegerField()),
    )
    return ranked.order_by("hidden", "proof", "-said", "-passage__solved_on", "pk").select_related(
        "organisation", "area", "zone", "rating", "passage"
    )


def usual_cases(area: Area, period: Period, *, by: Any) -> list[Demand]:
    """Those that the rule chooses."""
    return [one for one in cases_offered(area, period, by=by)[:USUAL] if one.disclosure == Disclosure.REGISTERED]


def told(demands: Iterable[Demand], period: Period) -> list[dict[str, Any]]:
    """What the report says of each, as it is now; kept with the report. The firm is that of the end of the period,
    under the name that it had then."""
    rows = list(demands)
    owners = owners_on(DEMANDS, [one.pk for one in rows], period.last)
    return [
        {
            "demand": demand.pk, "title": demand.title, "firm": owners[demand.pk].name or "–",
            "area": demand.area.name, "area_en": demand.area.name_en,
            "problem": _short(demand.body or demand.targets), "result": _short(_result_of(demand)),
            "grade": demand.grade, "satisfaction": _rating(demand, "satisfaction"),
            "comment": _short(str(_rating(demand, "comment") or "")),
        }
        for demand in rows
    ]  # fmt: skip


def _rating(demand: Demand, name: str) -> Any:
    return getattr(demand.rating, name) if hasattr(demand, "rating") else None


def _result_of(demand: Demand) -> str:
    """The words with which it was marked as solved."""
    rows = demand.history.filter(state=DemandState.SOLVED).exclude(history_change_reason=None)
    return str(rows.order_by("history_id").values_list("history_change_reason", flat=True).first() or "")


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LENGTH else f"{plain[: _LENGTH - 1]}…"
