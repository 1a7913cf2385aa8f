"""Technical problems that firms share."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Path, Query, Router, Status

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.api.paging import page_of
from duijie.api.schemas import common_problems as shapes
from duijie.api.schemas.common import JobOut, Number, problems
from duijie.demands.common_states import STEPS
from duijie.demands.domain import common_members as members
from duijie.demands.domain import common_problems as domain
from duijie.demands.domain.common_jobs import start_search
from duijie.demands.domain.queries import common_problems as queries
from duijie.demands.interfaces.common_filters import CommonProblemFilter
from duijie.demands.models import CommonProblem, Demand
from duijie.registry.domain.queries.records import list_records
from duijie.registry.registers.achievements import ACHIEVEMENTS

router = Router(tags=["common problems"])
ANSWERS = {200: shapes.CommonProblemWhole, **problems(404, 409)}


def find(request: HttpRequest, number: int) -> CommonProblem:
    """The problem, or 404; 403 for whoever may see them nowhere."""
    require(request.user, Permission.COMMON_PROBLEM_VIEW)
    return queries.find_problem(by=request.user, pk=number)


def answer(request: HttpRequest, problem: CommonProblem) -> dict[str, Any]:
    """The problem as it is now."""
    current = find(request, problem.pk)
    return shapes.show_whole(current, queries.members_of(current, by=request.user), queries.solution_of(current))


def demands_of(request: HttpRequest, numbers: Sequence[int]) -> list[Demand]:
    """The demands with these numbers; ``ValidationError`` where one is none that this person is in charge of."""
    found = list(queries.open_demands(by=request.user).filter(pk__in=[one for one in numbers if 0 < one < 2**53]))
    missing = sorted(set(numbers) - {one.pk for one in found})
    if missing:
        words = _("You are in charge of no demand with the number %(number)s.")
        raise ValidationError({"demands": [ValidationError(words, code="unknown", params={"number": missing[0]})]})
    return found


@router.get(
    "", operation_id="list_common_problems", summary="List common problems",
    response={200: shapes.CommonProblemPage, **problems()},
)  # fmt: skip
def list_common_problems(request: HttpRequest, query: Query[shapes.CommonProblemQuery]) -> Any:
    require(request.user, Permission.COMMON_PROBLEM_VIEW)
    asked = {
        "q": query.q, "state": [query.state] if query.state else [], "area": query.area, "industry": query.industry,
        "firms": query.firms,
    }  # fmt: skip
    found = CommonProblemFilter(asked, queries.list_problems(by=request.user), request=request)
    if not found.form.is_valid():
        raise ValidationError(found.form.errors.as_data())
    return page_of(found.rows, query, shapes.show_problem)


@router.post(
    "", operation_id="name_common_problem", summary="Name what demands have in common",
    response={201: shapes.CommonProblemWhole, **problems()},
)  # fmt: skip
def name_common_problem(request: HttpRequest, body: shapes.CommonProblemIn) -> Any:
    require(request.user, Permission.COMMON_PROBLEM_EDIT)
    made = domain.name_problem(
        title=body.title, description=body.description, industry=body.industry,
        demands=demands_of(request, body.demands), by=request.user,
    )  # fmt: skip
    return Status(201, answer(request, made))


@router.post(
    "/search", operation_id="search_common_problems", summary="Look for common problems",
    response={202: JobOut, **problems()},
)  # fmt: skip
def search_common_problems(request: HttpRequest, body: shapes.CommonSearchIn) -> Any:
    return Status(202, start_search(by=request.user, likeness=body.likeness, firms=body.firms))


@router.get("/{number}", operation_id="get_common_problem", summary="A common problem", response=ANSWERS)
def get_common_problem(request: HttpRequest, number: Path[Number]) -> Any:
    return answer(request, find(request, number))


@router.patch("/{number}", operation_id="edit_common_problem", summary="Change its words", response=ANSWERS)
def edit_common_problem(request: HttpRequest, number: Path[Number], body: shapes.CommonProblemPatch) -> Any:
    values = {name: text for name, text in body.dict(exclude={"version"}).items() if text is not None}
    problem = find(request, number)
    return answer(
        request, domain.edit_problem(problem=problem, version=body.version, values=values, by=request.user)
    )  # fmt: skip


@router.post(
    "/{number}/steps/{verb}", operation_id="step_common_problem", summary="Confirm, begin, close, dissolve …",
    response=ANSWERS,
)  # fmt: skip
def step_common_problem(request: HttpRequest, number: Path[Number], verb: str, body: shapes.CommonStepIn) -> Any:
    problem = find(request, number)
    if verb not in STEPS:
        raise ValidationError({"verb": [ValidationError(_("There is no such step."), code="unknown")]})
    done = domain.take_step(
        problem=problem, verb=verb, version=body.version, by=request.user, reason=body.reason
    )  # fmt: skip
    return answer(request, done)


@router.post(
    "/{number}/members", operation_id="add_common_members", summary="Take demands in", response=ANSWERS
)  # fmt: skip
def add_common_members(request: HttpRequest, number: Path[Number], body: shapes.CommonMembersIn) -> Any:
    problem, demands = find(request, number), demands_of(request, body.demands)
    done = members.add_members(problem=problem, demands=demands, version=body.version, by=request.user)
    return answer(request, done)


@router.post(
    "/{number}/members/remove", operation_id="remove_common_members", summary="Take demands out", response=ANSWERS
)  # fmt: skip
def remove_common_members(request: HttpRequest, number: Path[Number], body: shapes.CommonMembersIn) -> Any:
    problem = find(request, number)
    done = members.remove_members(problem=problem, demands=body.demands, version=body.version, by=request.user)
    return answer(request, done)


@router.post(
    "/{number}/split", operation_id="split_common_problem", summary="Make demands a problem of their own",
    description="The answer is the new problem.", response=ANSWERS,
)  # fmt: skip
def split_common_problem(request: HttpRequest, number: Path[Number], body: shapes.CommonSplitIn) -> Any:
    _kept, made = members.split_problem(
        problem=find(request, number), demands=body.demands, title=body.title, version=body.version, by=request.user
    )
    return answer(request, made)


@router.post(
    "/{number}/merge", operation_id="merge_common_problem", summary="Take all demands of another over",
    response=ANSWERS,
)  # fmt: skip
def merge_common_problem(request: HttpRequest, number: Path[Number], body: shapes.CommonMergeIn) -> Any:
    kept, merged = find(request, number), find(request, body.merged)
    return answer(
        request, members.merge_problems(kept=kept, merged=merged, version=body.version, by=request.user)
    )  # fmt: skip


@router.put(
    "/{number}/solution", operation_id="set_common_solution", summary="Record what solves it", response=ANSWERS
)  # fmt: skip
def set_common_solution(request: HttpRequest, number: Path[Number], body: shapes.CommonSolutionIn) -> Any:
    problem = find(request, number)
    values = body.dict(exclude={"version"})
    rows = {
        "achievement": list_records(ACHIEVEMENTS, by=request.user),
        "contract": queries.contracts_of(problem, by=request.user),
    }
    for name, known in rows.items():
        if values[name] is not None:
            values[name] = known.filter(pk=values[name]).first()
            if values[name] is None:
                words = _("There is no such record that you may see.")
                raise ValidationError({name: [ValidationError(words, code="unknown")]})
    done = members.record_solution(problem=problem, version=body.version, values=values, by=request.user)
    return answer(request, done)


@router.post(
    "/{number}/solution/remove", operation_id="remove_common_solution", summary="Take the solution back",
    response=ANSWERS,
)  # fmt: skip
def remove_common_solution(request: HttpRequest, number: Path[Number], body: shapes.CommonStepIn) -> Any:
    problem = find(request, number)
    return answer(
        request, members.remove_solution(problem=problem, version=body.version, by=request.user)
    )  # fmt: skip
