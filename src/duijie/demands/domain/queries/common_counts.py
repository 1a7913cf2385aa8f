"""How solved problems and services are counted: a common problem is one problem, however many firms and demands it has,
and one service for each of its firms. A demand that was solved by itself is one problem and one service, on the day
on which the funnel counts it. Nothing is counted twice.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from duijie.demands.common_states import CommonState, MemberState
from duijie.demands.domain.queries.common_problems import firm_of
from duijie.demands.domain.queries.passages import reached_within
from duijie.demands.models import CommonMember, CommonProblem, Demand
from duijie.registry.domain.queries.as_of import units_on


@dataclass(frozen=True, slots=True)
class Solved:
    """``problems`` are solved once each; ``services`` went to so many firms for them; ``common`` of the problems are
    common ones."""

    problems: int
    services: int
    common: int


def tally(shared: Iterable[tuple[int, Hashable]], alone: Iterable[int]) -> Solved:
    """``shared``: problem and firm, in any order and as often as firms have demands; ``alone``: numbers of demands."""
    pairs, lone = set(shared), set(alone)
    problems = {problem for problem, _firm in pairs}
    return Solved(len(problems) + len(lone), len(pairs) + len(lone), len(problems))


def solved_problems(rows: Any, *, first: date, end: date) -> Any:
    """The common problems with one of the demands ``rows`` that were solved from ``first`` on and before ``end``."""
    members = CommonMember.objects.filter(state=MemberState.MEMBER, demand__in=_numbers(rows))
    return CommonProblem.objects.filter(
        state=CommonState.SOLVED, solved_on__gte=first, solved_on__lt=end, pk__in=members.values("problem")
    ).order_by()


def solved_alone(rows: Any, *, first: date, end: date) -> Any:
    """The demands of ``rows`` first solved then that share no solved common problem: its solution is theirs too."""
    shared = CommonMember.objects.filter(state=MemberState.MEMBER, problem__state=CommonState.SOLVED)
    return reached_within(rows, "solved", first, end).exclude(pk__in=shared.values("demand"))


def shared_within(rows: Any, first: date, end: date) -> Any:
    """Those of the demands ``rows`` that belong to a common problem solved from ``first`` on and before ``end``."""
    problems = solved_problems(rows, first=first, end=end).values("pk")
    members = CommonMember.objects.filter(state=MemberState.MEMBER, problem__in=problems)
    return rows.filter(pk__in=members.values("demand"))


def served_within(rows: Any, first: date, end: date) -> Any:
    """Those of the demands ``rows`` whose problem was solved then: by itself, or with others as a common one."""
    shared = shared_within(rows, first, end).order_by().values("pk")
    alone = solved_alone(rows, first=first, end=end).order_by().values("pk")
    return rows.filter(Q(pk__in=shared) | Q(pk__in=alone))


def count_solved(rows: Any, *, first: date, end: date) -> Solved:
    """What was solved from ``first`` on and before ``end`` for the firms of the demands ``rows``, which the caller has
    through a door; the firms of a common problem that have no demand among them are not counted. Firms are those of
    the last of these days: two that were merged since were two.
    """
    members = CommonMember.objects.filter(
        state=MemberState.MEMBER, demand__in=_numbers(rows), problem__in=solved_problems(rows, first=first, end=end)
    )
    told = list(
        members.annotate(firm=firm_of("demand__"), unit=F("demand__organisation_id"))
        .values_list("problem_id", "firm", "demand_id", "unit")
    )  # fmt: skip
    now = {demand: unit for _problem, _firm, demand, unit in told if unit}
    then = units_on(Demand, now, end - timedelta(days=1))
    shared = [
        (problem, f"#{then[demand]}" if demand in then else firm) for problem, firm, demand, _unit in told
    ]  # fmt: skip
    return tally(shared, solved_alone(rows, first=first, end=end).order_by().values_list("pk", flat=True))


def _numbers(rows: Any) -> Any:
    """The numbers of ``rows``, archived ones left out, as a query."""
    return rows.filter(archived_at=None).order_by().values("pk")
