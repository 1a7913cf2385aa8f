"""The demands of a common problem – taken in and out, split, merged – and its solution."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.demands.domain import common_members as domain
from duijie.demands.domain.queries import common_problems as queries
from duijie.portal.common_problems.forms import MergeForm, SolutionForm
from duijie.portal.common_problems.reading import do, find_own, version_of
from duijie.portal.permitted import blame, permitted
from duijie.portal.records.finding import numbers_of
from duijie.portal.turns import turn_of_common

MOST_OFFERED = 30


@permitted(Permission.COMMON_PROBLEM_EDIT)
@require_safe
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Demands to be taken in, looked for by their words."""
    problem = find_own(request, pk)
    words = request.GET.get("find", "")[:100].replace("\0", " ").strip()
    offered = queries.free_demands(problem, words=words, by=request.user)[:MOST_OFFERED] if words else []
    turn = turn_of_common(problem, by=request.user)
    context = {"problem": problem, "words": words, "offered": offered, "most": MOST_OFFERED, "turn": turn}
    return render(request, "portal/common_problems/members.html", context)


@permitted(Permission.COMMON_PROBLEM_EDIT)
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """``add``, ``remove`` or ``split`` the demands that were chosen."""
    problem = find_own(request, pk)
    numbers = numbers_of(request.POST.getlist("row"), 500)
    verb, version, by = request.POST.get("action", ""), version_of(request, problem), request.user
    if verb == "add":
        demands = list(queries.open_demands(by=by).filter(pk__in=numbers))
        done = do(
            request, lambda: domain.add_members(problem=problem, demands=demands, version=version, by=by)
        )  # fmt: skip
    elif verb == "split":
        title = request.POST.get("title", "") or problem.title
        made = do(
            request,
            lambda: domain.split_problem(problem=problem, demands=numbers, title=title, version=version, by=by),
        )
        if made is not None:
            messages.success(request, _("Split. This is the new group."))
            return redirect("common_problem_detail", made[1].pk)
        return redirect("common_problem_detail", pk)
    else:
        done = do(request, lambda: domain.remove_members(problem=problem, demands=numbers, version=version, by=by))
    if done is not None:
        messages.success(request, _("Saved."))
    return redirect("common_problem_detail", pk)


@permitted(Permission.COMMON_PROBLEM_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for the common problem that becomes part of this one, and merge it."""
    problem = find_own(request, pk)
    words = request.GET.get("find", "")[:100].replace("\0", " ").strip()
    if request.method != "POST":
        offered = list(queries.mergeable(problem, words=words, by=request.user)[: MOST_OFFERED + 1])
        context = {
            "problem": problem, "words": words, "offered": offered[:MOST_OFFERED], "most": MOST_OFFERED,
            "is_more": len(offered) > MOST_OFFERED, "back": reverse("common_problem_detail", args=[pk]),
        }  # fmt: skip
        return render(request, "portal/common_problems/merge.html", context)
    form = MergeForm(request.POST, problem=problem, by=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose the common problem that becomes part of this one."))
        return redirect("common_problem_merge", pk)
    done = do(
        request,
        lambda: domain.merge_problems(
            kept=problem, merged=form.cleaned_data["merged"], version=version_of(request, problem), by=request.user
        ),
    )
    if done is not None:
        messages.success(request, _("Merged. Splitting takes it back."))
    return redirect("common_problem_detail", pk)


@permitted(Permission.COMMON_PROBLEM_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def solution(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what solves it."""
    problem = find_own(request, pk)
    initial = SolutionForm.initial_of(queries.solution_of(problem))
    form = SolutionForm(request.POST or None, initial=initial, problem=problem, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            domain.record_solution(
                problem=problem, version=version_of(request, problem), values=form.cleaned_data, by=request.user
            )
        except ValidationError as error:
            blame(form, error)
        except StaleError:
            form.add_error(None, _("Somebody changed the common problem meanwhile. Look at it, then save again."))
        else:
            messages.success(request, _("Saved."))
            return redirect("common_problem_detail", pk)
    context: dict[str, Any] = {
        "problem": problem, "form": form, "back": reverse("common_problem_detail", args=[pk]),
        "turn": turn_of_common(problem, by=request.user),
    }  # fmt: skip
    return render(request, "portal/common_problems/solution.html", context)


@permitted(Permission.COMMON_PROBLEM_EDIT)
@require_POST
def remove_solution(request: HttpRequest, pk: int) -> HttpResponse:
    problem = find_own(request, pk)
    version = version_of(request, problem)
    if do(request, lambda: domain.remove_solution(problem=problem, version=version, by=request.user)) is not None:
        messages.success(request, _("Removed. What it said stands in the timeline."))
    return redirect("common_problem_detail", pk)
