"""Reading common problems. Everything starts at ``visible_to``; of their demands one sees those of one's own areas, and
of the others how many there are.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from duijie.accounts.access import can, holding, paths_of
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common.scope import where_few
from duijie.common.steps import Step, steps_from
from duijie.demands.common_states import CHANGEABLE, STEPS, CommonState, MemberState
from duijie.demands.models import CommonMember, CommonProblem, CommonSolution, Contract, Demand
from duijie.demands.states import SETTLED
from duijie.registry.domain.queries.records import holds

SHOWN = (MemberState.MEMBER, MemberState.FORMER)
TOLD = (CommonState.CONFIRMED, CommonState.SOLVING, CommonState.SOLVED)


def firm_of(prefix: str = "") -> Any:
    """Who has a demand, as one text: the registered organisation, else its name as written, else nobody else."""
    return Case(
        When(
            **{f"{prefix}organisation__isnull": False},
            then=Concat(Value("#"), Cast(F(f"{prefix}organisation_id"), CharField())),
        ),
        When(Q(**{f"{prefix}organisation_name": ""}), then=Concat(Value("?"), Cast(F(f"{prefix}id"), CharField()))),
        default=Concat(Value("="), F(f"{prefix}organisation_name")),
        output_field=CharField(),
    )


def list_problems(*, by: Any) -> Any:
    """All that ``by`` may see, with area, and how many ``firms`` and ``demands`` take part. Each is counted by itself,
    of the problems that are shown alone."""
    return (
        CommonProblem.objects.visible_to(by)
        .select_related("area", "by")
        .annotate(
            demands=_counted(Count("pk"), *SHOWN),
            firms=_counted(Count(firm_of("demand__"), distinct=True), *SHOWN),
            asked=_counted(Count("pk"), MemberState.SUGGESTED),
        )
    )


def _counted(what: Count, *states: MemberState) -> Any:
    """``what`` of those that take part in a problem in one of these states."""
    rows = CommonMember.objects.filter(problem=OuterRef("pk"), state__in=states).order_by().values("problem")
    return Coalesce(Subquery(rows.annotate(n=what).values("n")), 0)


def find_problem(*, by: Any, pk: int) -> CommonProblem:
    """The problem, or ``DoesNotExist``."""
    found: CommonProblem = list_problems(by=by).get(pk=pk)
    return found


@dataclass(frozen=True, slots=True)
class Members:
    """``rows`` lie in the reader's areas; of the ``others`` there are so many, of ``other_firms`` further firms."""

    rows: list[CommonMember]
    suggested: list[CommonMember]
    others: int
    other_firms: int


def members_of(problem: CommonProblem, *, by: Any) -> Members:
    """The demands of a problem that was found before, the likest first."""
    rows = CommonMember.objects.filter(problem=problem)
    numbers = list(rows.order_by().values_list("demand", flat=True))  # few: so the database does not go through all
    reached = Demand.objects.reached_by(by, Permission.COMMON_PROBLEM_VIEW).order_by().filter(pk__in=numbers)
    mine = list(reached.values_list("pk", flat=True))
    seen = rows.filter(demand__in=mine).select_related(
        "demand__area", "demand__zone", "demand__organisation", "by"
    )  # fmt: skip
    hidden = rows.filter(state__in=SHOWN).exclude(demand__in=mine)
    counted = hidden.aggregate(demands=Count("pk"), firms=Count(firm_of("demand__"), distinct=True))
    return Members(
        list(seen.filter(state__in=SHOWN)), list(seen.filter(state=MemberState.SUGGESTED)), counted["demands"],
        counted["firms"],
    )  # fmt: skip


def solution_of(problem: CommonProblem) -> CommonSolution | None:
    """What solves a problem that was found before."""
    return (
        CommonSolution.objects.filter(problem=problem).select_related("achievement", "contract__demand", "by").first()
    )


def contracts_of(problem: CommonProblem, *, by: Any) -> QuerySet[Contract]:
    """The contracts of those of its demands that ``by`` reaches."""
    mine = Demand.objects.reached_by(by, Permission.COMMON_PROBLEM_VIEW).order_by().values("pk")
    members = CommonMember.objects.filter(problem=problem, demand__in=mine, state__in=SHOWN)
    return Contract.objects.filter(demand__in=members.values("demand")).select_related("demand").order_by("pk")


def events_of(problem: CommonProblem) -> list[Any]:
    """What happened to a problem that was found before, the oldest first."""
    return list(problem.events.select_related("by"))


def list_steps(problem: CommonProblem, *, by: Any) -> list[Step]:
    """The steps that ``by`` can take now."""
    return list(steps_from(STEPS, problem.state)) if can(by, Permission.COMMON_PROBLEM_EDIT, problem.place) else []


def may_change(problem: CommonProblem, *, by: Any) -> bool:
    return problem.state in CHANGEABLE and can(by, Permission.COMMON_PROBLEM_EDIT, problem.place)


def problem_of(demand: Demand, *, by: Any) -> CommonProblem | None:
    """The problem that a demand shares with those of other firms, if ``by`` may see it."""
    if not can(by, Permission.COMMON_PROBLEM_VIEW, demand.place):
        return None
    rows = CommonMember.objects.filter(demand=demand, state=MemberState.MEMBER)
    found: CommonProblem | None = list_problems(by=by).filter(pk__in=rows.values("problem")).first()
    return found


@dataclass(frozen=True, slots=True)
class SharedProblem:
    """What a firm may know of the problem that it shares: how many firms have it and how far it has come. ``title`` is
    empty where it is the title of another demand, or names another firm."""

    title: str
    state: CommonState
    firms: int
    solved_on: date | None


def shared_problem(demand: Demand, *, by: Any) -> SharedProblem | None:
    """Of a problem that a person has confirmed, for those who reach the demand and see no common problems."""
    if can(by, Permission.COMMON_PROBLEM_VIEW, demand.place) or not can(by, Permission.DEMAND_VIEW, demand.place):
        return None
    mine = CommonMember.objects.filter(demand=demand, state=MemberState.MEMBER, problem__state__in=TOLD)
    member = mine.select_related("problem").first()
    if member is None:
        return None
    problem = member.problem
    rows = CommonMember.objects.filter(problem=problem, state__in=SHOWN).annotate(firm=firm_of("demand__"))
    told = list(rows.values_list("demand", "firm", "demand__title", "demand__organisation_name"))
    own = next((firm for number, firm, _title, _name in told if number == demand.pk), "")
    others = [(title, name) for _number, firm, title, name in told if firm != own]
    tells = any(problem.title == title or (name and name in problem.title) for title, name in others)
    firms = len({firm for _number, firm, _title, _name in told})
    return SharedProblem("" if tells else problem.title, CommonState(problem.state), firms, problem.solved_on)


def mergeable(problem: CommonProblem, *, by: Any, words: str = "") -> Any:
    """The problems that ``by`` could merge into this one, with all ``words`` in name or description; those of its
    industry first, the newest first."""
    held = holding(by, Permission.COMMON_PROBLEM_EDIT)
    mine = Q(pk__in=())
    for path in paths_of(held):
        mine |= Q(area__path__startswith=path)
    rows = CommonProblem.objects.visible_to(by).filter(state__in=CHANGEABLE).exclude(pk=problem.pk)
    if not any(grant.reach is Reach.EVERYWHERE for grant in held):
        rows = rows.filter(mine)
    for word in words.split():
        rows = rows.filter(holds("title", word) | holds("description", word))
    is_near = Case(When(industry=problem.industry, then=Value(0)), default=Value(1))
    return rows.order_by(is_near, "-changed_at", "-pk")


def suggestions_waiting(*, by: Any) -> Any:
    """Suggestions that ``by`` may decide about, the likest first."""
    rows = where_few(CommonProblem, lambda: CommonProblem.objects.visible_to(by), state=CommonState.SUGGESTED)
    return rows.select_related("area").order_by("-likeness", "pk")


def open_demands(*, by: Any) -> Any:
    """The demands that ``by`` may take into a problem."""
    free = Demand.objects.reached_by(by, Permission.COMMON_PROBLEM_EDIT).filter(archived_at=None)
    return free.select_related("area", "zone", "organisation")


def free_demands(problem: CommonProblem, *, words: str, by: Any) -> Any:
    """Of these the ones that belong to no problem and hold all ``words`` in title or firm, the newest first."""
    rows = open_demands(by=by).exclude(state__in=SETTLED)
    for word in words.split():
        rows = rows.filter(holds("title", word) | holds("organisation_name", word) | holds("body", word))
    members = CommonMember.objects.filter(state=MemberState.MEMBER).order_by()
    return rows.exclude(pk__in=members.values("demand")).order_by("-updated_at", "-pk")
