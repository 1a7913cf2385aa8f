"""What a run found for each of its demands, to be taken along: the first ten candidates, demand by demand."""

from collections.abc import Iterator
from typing import Any

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.demands.models import Demand
from duijie.matching.domain.queries.exposure import FIRST
from duijie.matching.domain.queries.register_matches import DemandsOfRun, Shown, mark_pairs, with_supply
from duijie.matching.models import Candidate, ChoiceKind, ItemSide, MatchRun

CHUNK = 100
"""Demands that are held at a time; reasons are long."""


def first_of_each(run: MatchRun, demands: DemandsOfRun, *, by: Any) -> Iterator[tuple[Demand, list[Shown]]]:
    """Each of ``demands`` whose candidates ``by`` may see, in their order, with the first of those that are not
    dismissed; a constant number of queries for a hundred demands.
    """
    start = 0
    while part := demands[start : start + CHUNK]:
        start += CHUNK
        mine = [one.demand for one in part if can(by, Permission.MATCH_VIEW, one.demand.place)]
        numbers = [one.pk for one in mine]
        rows = Candidate.objects.filter(run=run, direction=ItemSide.DEMAND, demand__in=numbers, rank__lte=FIRST)
        shown = with_supply(list(rows.order_by("demand", "rank")), by=by)
        mark_pairs(shown, demands=numbers, by=by)
        found: dict[int, list[Shown]] = {}
        for one in shown:
            if one.choice is None or one.choice.choice != ChoiceKind.DISMISSED:
                found.setdefault(one.candidate.demand_id, []).append(one)
        yield from ((demand, found.get(demand.pk, [])) for demand in mine)
