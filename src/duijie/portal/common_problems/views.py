"""Pages of common problems: list, export, search, one with its demands and reasons, naming, steps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.models import Job
from duijie.common.models.job import OPEN
from duijie.demands.common_states import STEPS
from duijie.demands.domain import common_problems as domain
from duijie.demands.domain.common_jobs import SUGGEST, start_search
from duijie.demands.domain.queries import common_problems as queries
from duijie.demands.interfaces.common_filters import CommonProblemFilter
from duijie.portal.common_problems.forms import ProblemForm, SearchForm
from duijie.portal.common_problems.labels import COMMON_VERBS, COUNTED
from duijie.portal.common_problems.reading import do, find, find_own, version_of
from duijie.portal.common_problems.tables import CommonProblemTable, percent
from duijie.portal.exports import export_list
from duijie.portal.permitted import blame, permitted, tell
from duijie.portal.records.finding import numbers_of
from duijie.portal.tables import show_page
from duijie.portal.turns import turn_of_common

MOST_CHOSEN = domain.MOST


@permitted(Permission.COMMON_PROBLEM_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = CommonProblemFilter(request.GET, queries.list_problems(by=request.user), request=request)
    table = show_page(CommonProblemTable(found.rows), request)
    jobs = Job.objects.visible_to(request.user).filter(kind=SUGGEST, state__in=OPEN)
    context = {
        "filter": found, "table": table, "job": jobs.order_by("created_at").first(),
        "search_form": SearchForm(auto_id="id_search_%s"),  # the filter has a field of the same name
        "may_search": can(request.user, Permission.COMMON_PROBLEM_EDIT),
    }  # fmt: skip
    return render(request, "portal/common_problems/index.html", context)


@permitted(Permission.COMMON_PROBLEM_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    found = CommonProblemFilter(request.GET, queries.list_problems(by=request.user), request=request)
    header = [
        _("Name"), _("State"), _("Firms"), _("Demands"), _("Likeness"), _("Industry"), _("Area"), _("Solved on"),
        _("Description"), _("Changed"),
    ]  # fmt: skip
    table = CommonProblemTable(found.rows)
    return export_list(
        request, table, _line, verb="common_problem.export", back="common_problem_list", header=header
    )  # fmt: skip


def _line(one: Any) -> list[Any]:
    return [
        one.title, one.get_state_display(), one.firms, one.demands, percent(one.likeness), one.industry,
        one.area.shown_name, one.solved_on, one.description, one.changed_at,
    ]  # fmt: skip


@permitted(Permission.COMMON_PROBLEM_EDIT)
@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """Start the search; the list shows how far it is."""
    form = SearchForm(request.POST)
    if form.is_valid():
        try:
            start_search(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            tell(request, error)
    else:
        messages.error(request, _("Firms: 2 to 50. Likeness: 20 to 100 percent."))
    return redirect("common_problem_list")


@permitted(Permission.COMMON_PROBLEM_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    problem = find(request, pk)
    may_change = queries.may_change(problem, by=request.user)
    events = queries.events_of(problem)
    for event in events:
        event.what, event.is_count = COMMON_VERBS.get(event.verb, event.verb), event.verb in COUNTED
    context = {
        "problem": problem, "members": queries.members_of(problem, by=request.user), "events": events,
        "solution": queries.solution_of(problem), "steps": queries.list_steps(problem, by=request.user),
        "turn": turn_of_common(problem, by=request.user),
        "may_change": may_change, "likeness": percent(problem.likeness),
    }  # fmt: skip
    return render(request, "portal/common_problems/detail.html", context)


@permitted(Permission.COMMON_PROBLEM_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Name the problem that demands have in common, which were chosen in their list."""
    asked = request.POST if request.method == "POST" else request.GET
    numbers = numbers_of(asked.getlist("row"), MOST_CHOSEN)
    demands = list(queries.open_demands(by=request.user).filter(pk__in=numbers).order_by("pk"))
    form = ProblemForm(request.POST or None, initial={"industry": domain.common_industry(demands)})
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.name_problem(demands=demands, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("“%(name)s” was added.") % {"name": made})
            return redirect("common_problem_detail", made.pk)
    return render(request, "portal/common_problems/form.html", {"form": form, "demands": demands})


@permitted(Permission.COMMON_PROBLEM_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    problem = find_own(request, pk)
    form = ProblemForm(request.POST or None, initial=ProblemForm.initial_of(problem))
    if request.method == "POST" and form.is_valid():
        saved = do(
            request,
            lambda: domain.edit_problem(
                problem=problem, version=version_of(request, problem), values=form.cleaned_data, by=request.user
            ),
        )
        if saved is not None:
            messages.success(request, _("Saved."))
        return redirect("common_problem_detail", pk)
    context = {
        "form": form, "problem": problem, "back": reverse("common_problem_detail", args=[pk]),
        "turn": turn_of_common(problem, by=request.user),
    }  # fmt: skip
    return render(request, "portal/common_problems/form.html", context)


@permitted(Permission.COMMON_PROBLEM_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Ask for the reason where one is needed, and take the step."""
    if verb not in STEPS:
        raise Http404
    problem = find_own(request, pk)
    if request.method == "POST":
        taken = do(
            request,
            lambda: domain.take_step(
                problem=problem, verb=verb, version=version_of(request, problem), by=request.user,
                reason=request.POST.get("reason", "")[:200],
            ),
        )  # fmt: skip
        if taken is not None:
            messages.success(request, _("Saved."))
        return redirect("common_problem_detail", pk)
    turn = turn_of_common(problem, by=request.user)
    context: dict[str, Any] = {"problem": problem, "step": STEPS[verb], "turn": turn}
    return render(request, "portal/common_problems/step.html", context)
