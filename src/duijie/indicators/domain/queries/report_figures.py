"""The figures of a work report: counted at one moment, each with what leads to its demands and a digest of them.

The result is JSON and is kept with the report; documents are made from it alone, in whatever language.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

import numpy as np
from django.db.models import Sum

from duijie.demands.domain.queries.common_counts import count_solved, served_within, shared_within
from duijie.demands.domain.queries.passages import DIVISIONS, KINDS, SOURCES, Array, rated_within, read_passages
from duijie.demands.grades import Grade
from duijie.demands.models import Contract, Demand, Satisfaction
from duijie.demands.stages import BESIDE
from duijie.demands.states import DemandState
from duijie.indicators.addresses import asked_for, asked_for_row, place_of
from duijie.indicators.counting import Basis, Cut
from duijie.indicators.domain.queries.funnel import ORDER, FunnelMaker, chosen_by_part
from duijie.indicators.periods import Period, Span, pieces
from duijie.registry.domain.queries.figures import Counted
from duijie.registry.models import Area

OF_PARTS = ("found", "published", "contacted", "solving", "solved")
"""The stages by which counties are compared."""
MOST_INDUSTRIES = 5
MOST_MONTHS = 24


@dataclass(slots=True)
class FiguresMaker:
    """Gathers figures by key. ``figures`` has for each its ``value`` (a text of a decimal number), ``unit``, what the
    list of demands is ``asked``, and the ``digest`` of the numbers of the evidence."""

    figures: dict[str, dict[str, Any]] = field(default_factory=dict)

    def count(self, key: str, numbers: Iterable[int] | Array, asked: Mapping[str, str]) -> None:
        """A figure that counts the demands with these numbers."""
        known = np.sort(np.asarray([*numbers], dtype=np.int64))
        self.add(key, len(known), "demands", known, asked)

    def add(self, key: str, value: object, unit: str, numbers: Array, asked: Mapping[str, str]) -> None:
        digest = sha256(np.sort(numbers).astype("<i8").tobytes()).hexdigest()
        self.figures[key] = {"value": str(value), "unit": unit, "asked": dict(asked), "digest": digest}


def figures_of_report(area: Area, period: Period, *, by: Any) -> dict[str, Any]:
    """All figures of the area and period as ``by`` may see them, from the rows of this moment. Call it in a
    transaction, so that all see the same."""
    those = Counted(Demand, area, by=by)
    passages = read_passages(those.rows)
    made, cohort = FunnelMaker(passages, period, Basis.REACHED), FunnelMaker(passages, period, Basis.FOUND)
    earlier = FunnelMaker(passages, period.year_before, Basis.REACHED)
    told = FiguresMaker()
    place = place_of(area)
    for stage in ORDER:
        asked = asked_for(stage, area=area, period=period, basis=Basis.REACHED)
        told.count(stage, made.numbers(stage), asked)
        if stage != "found":
            asked = asked_for(stage, area=area, period=period, basis=Basis.FOUND)
            told.count(f"cohort_{stage}", cohort.numbers(stage), asked)
    for stage in ("found", "solved"):
        asked = asked_for(stage, area=area, period=period.year_before, basis=Basis.REACHED)
        told.count(f"{stage}_before", earlier.numbers(stage), asked)
    for key, days in (("unsolved", passages.unsolved), ("reopened", passages.reopened)):
        asked = {**place, "reached": f"{BESIDE[key].key}@{period.address}"}
        told.count(key, made.numbers_beside(days), asked)
    _add_days(told, made, area, period)
    _add_cuts(told, made, area, period)
    _add_open(told, those, place)
    _add_results(told, those, made, period, place)
    _add_problems(told, those, period, place)
    parts = _add_parts(told, made, area, period)
    months = _add_months(told, made, area, period)
    return {
        "area": _named(area), "first": period.first.isoformat(), "last": period.last.isoformat(), "parts": parts,
        "months": months, "figures": told.figures,
    }  # fmt: skip


def fingerprint_of(figures: Mapping[str, Any]) -> str:
    """What stands for figures and evidence: the same if and only if all of them are."""
    told = json.dumps(figures, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[str | None, str | None]]:
    """The keys of figures that differ, in their value or in their evidence, with both values; None where one has no
    such figure."""
    old, new = before["figures"], after["figures"]
    keys = [*old, *(key for key in new if key not in old)]
    return {
        key: (old[key]["value"] if key in old else None, new[key]["value"] if key in new else None)
        for key in keys
        if old.get(key) != new.get(key)
    }


def _add_days(told: FiguresMaker, made: FunnelMaker, area: Area, period: Period) -> None:
    """Working days from found to solved, of those solved in the period, in the middle."""
    days = made.row("", made.everything).days
    asked = asked_for("solved", area=area, period=period, basis=Basis.REACHED)
    if days is not None:
        told.add("days", f"{days:g}", "days", made.numbers("solved"), asked)


def _add_cuts(told: FiguresMaker, made: FunnelMaker, area: Area, period: Period) -> None:
    """What was found, by kind, by source, and the industries with most."""
    asked = asked_for("found", area=area, period=period, basis=Basis.REACHED)
    passages, everything = made.passages, made.everything
    for cut, codes, keys in (
        (Cut.KIND, passages.kind, KINDS), (Cut.SOURCE, passages.source, SOURCES),
        (Cut.INDUSTRY, passages.division, DIVISIONS),
    ):  # fmt: skip
        counted = []
        for number in np.unique(codes[everything]):
            found = made.numbers("found", everything[codes[everything] == number])
            if len(found):
                counted.append((-len(found), keys[number], found))
        if cut is Cut.INDUSTRY:
            counted = sorted((one for one in counted if one[1] in DIVISIONS[1:]), key=lambda one: one[:2])
        for _count, key, found in counted[: MOST_INDUSTRIES if cut is Cut.INDUSTRY else None]:
            told.count(f"{cut.value}.{key or 'none'}", found, {**asked, **asked_for_row(cut, key)})


def _add_open(told: FiguresMaker, those: Counted, place: Mapping[str, str]) -> None:
    """What is published today and has found nobody yet."""
    rows = those.rows.filter(state=DemandState.PUBLISHED).values_list("pk", flat=True)
    told.count("unanswered", rows, {**place, "state": DemandState.PUBLISHED.value})


def _add_results(
    told: FiguresMaker, those: Counted, made: FunnelMaker, period: Period, place: Mapping[str, str]
) -> None:
    """Proof, contracts and what firms say."""
    solved = made.numbers("solved")
    asked = {**place, "reached": f"solved@{period.address}"}
    reached = those.rows.filter(passage__solved_on__gte=period.first, passage__solved_on__lt=period.end)
    for grade in Grade.values:
        numbers = np.intersect1d(solved, np.array([*reached.filter(grade=grade).values_list("pk", flat=True)], int))
        told.count(f"grade.{grade}", numbers, {**asked, "grade": grade})
    signed = Contract.objects.filter(
        signed_on__gte=period.first, signed_on__lt=period.end, demand__in=those.rows.values("pk")
    ).order_by()
    asked = {**place, "contracted": period.address}
    rows = np.array([*signed.values_list("demand_id", flat=True)], dtype=np.int64)
    told.count("contracted", np.unique(rows), asked)
    told.add("contracts", len(rows), "contracts", rows, asked)
    amount = signed.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    told.add("contract_amount", f"{amount:.2f}", "amount", rows, asked)
    for key, least in (("rated", 1), ("satisfied", Satisfaction.SATISFIED)):
        said = rated_within(least, period.first, period.end).filter(demand__in=those.rows.values("pk"))
        told.count(key, said.order_by().values_list("demand_id", flat=True), {**place, key: period.address})


def _add_problems(told: FiguresMaker, those: Counted, period: Period, place: Mapping[str, str]) -> None:
    """Problems and services: a common problem is one problem, and one service for each of its firms."""
    span = {"first": period.first, "end": period.end}
    solved = count_solved(those.rows, **span)
    for key, value, chosen in (
        ("problems", solved.problems, served_within), ("services", solved.services, served_within),
        ("common", solved.common, shared_within),
    ):  # fmt: skip
        asked = {**place, chosen.__name__.removesuffix("_within"): period.address}
        numbers = np.array([*chosen(those.rows, **span).order_by().values_list("pk", flat=True)], dtype=np.int64)
        told.add(key, value, "services" if key == "services" else "problems", numbers, asked)


def _add_parts(told: FiguresMaker, made: FunnelMaker, area: Area, period: Period) -> list[dict[str, str]]:
    """The counties and zones below the area, if there are several."""
    parts = [(part, chosen) for part, chosen in chosen_by_part(made, area) if part.pk != area.pk]
    for part, chosen in parts:
        for stage in OF_PARTS:
            asked = asked_for(stage, area=part, period=period, basis=Basis.REACHED)
            told.count(f"part.{part.code}.{stage}", made.numbers(stage, chosen), asked)
    return [_named(part) for part, _chosen in parts]


def _add_months(told: FiguresMaker, made: FunnelMaker, area: Area, period: Period) -> list[str]:
    """Found and solved month by month; of a longer period, quarter by quarter or year by year."""
    for span in Span:
        found = [*pieces(period, span)]
        if len(found) <= MOST_MONTHS:
            break
    for key, part in found:
        piece = FunnelMaker(made.passages, part, Basis.REACHED)
        for stage in ("found", "solved"):
            asked = asked_for(stage, area=area, period=part, basis=Basis.REACHED)
            told.count(f"time.{key}.{stage}", piece.numbers(stage), asked)
    return [key for key, _part in found]


def _named(area: Area) -> dict[str, str]:
    return {"code": area.code, "name": area.name, "name_en": area.name_en}
