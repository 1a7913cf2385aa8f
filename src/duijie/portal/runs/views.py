"""Matching the registers: start a run over an area, watch it, see what is new."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.matching.domain.match_runs import start_match_run
from duijie.matching.domain.queries import register_matches as queries
from duijie.matching.domain.queries.exposure import spread_of
from duijie.matching.domain.queries.ranking_models import is_outdated, model_in_use
from duijie.matching.interfaces.run_filters import RunFilter
from duijie.matching.models import MatchRun
from duijie.portal.exports import export_list
from duijie.portal.limits import LimitsForm, limits_form, limits_of
from duijie.portal.matching.labels import LEVELS
from duijie.portal.permitted import permitted, tell, tell_form
from duijie.portal.runs.reading import Filters
from duijie.portal.runs.tables import COUNTED, NONE_FITS, NONE_YET, MatchRunTable
from duijie.portal.tables import show_page
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach
from duijie.registry.models import Area, AreaKind

PER_PAGE = 25


class StartForm(LimitsForm):
    """The area whose demands are matched, and what is shown on request."""

    field_order = ("area", "most_shown", "diversity")
    area = AreaField(label=_("Demands of"), queryset=Area.objects.none())

    def __init__(self, *args: object, by: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        reach = areas_within_reach(by, Permission.MATCH_RUN).exclude(kind__in=[AreaKind.TOWNSHIP, AreaKind.NATION])
        self.fields["area"].queryset = reach  # type: ignore[attr-defined]
        first = reach.first()
        if first is not None:
            self.initial.setdefault("area", first.code)


@permitted(Permission.MATCH_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = RunFilter(request.GET, queries.list_runs(by=request.user), request=request)
    may_run = can(request.user, Permission.MATCH_RUN)
    empty = NONE_FITS if found.form.changed_data else None if may_run else NONE_YET
    table = MatchRunTable(found.rows, empty_text=empty)
    form = StartForm(by=request.user, auto_id="start_%s") if may_run else None  # the filter has an area, too
    context = {"table": show_page(table, request), "filter": found, "form": form}
    return render(request, "portal/runs/index.html", context)


@permitted(Permission.MATCH_VIEW)
@require_safe
def export_runs(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    found = RunFilter(request.GET, queries.list_runs(by=request.user), request=request)
    table = MatchRunTable(found.rows)

    def line(one: MatchRun) -> list[Any]:
        return [
            one.area.shown_name, one.created_at, str(one.by), *(one.summary.get(name) for name in COUNTED),
            table.render_limits(one), table.render_ranking_model(one), table.render_state(one),
        ]  # fmt: skip

    return export_list(request, table, line, verb="match.export_runs", back="match_run_list")


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    form = StartForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            run = start_match_run(area=form.cleaned_data["area"], by=request.user, **form.limits)
        except ValidationError as error:
            tell(request, error)
        else:
            return redirect("match_run_detail", run.pk)
    else:
        tell_form(request, form)
    return redirect("match_run_list")


@permitted(Permission.MATCH_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """While it runs: how far it is. Then its demands by the level of their best candidate, new ones first."""
    run = queries.list_runs(by=request.user).filter(pk=pk).first()
    if run is None:
        raise Http404
    if run.finished_at is None:
        may_run = can(request.user, Permission.MATCH_RUN, run.area.place)
        context = {"run": run, "may_run": may_run, "limits_form": limits_form(run)}
        return render(request, "portal/runs/working.html", context)
    if not run.is_current:  # its candidates are not kept
        now = queries.run_over(run.area, by=request.user)
        context = {"run": run, "now": now, "limits": limits_of(run), "best": _summary(run)}
        return render(request, "portal/runs/replaced.html", context)
    chosen = Filters.of(request)
    rows: Any = chosen.demands(run, by=request.user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    kept, in_use = request.GET.copy(), model_in_use()
    kept.pop("page", None)
    context = {
        "run": run,
        "page": page,
        "best": _summary(run),
        "level": chosen.level,
        "levels": LEVELS,
        "only_new": chosen.only_new,
        "area": chosen.area,
        "kept": kept.urlencode(),
        "outdated": is_outdated(run, in_use),
        "in_use": in_use,
        "may_run": can(request.user, Permission.MATCH_RUN, run.area.place),
        "limits": limits_of(run),
        "spread": spread_of(run),
    }
    return render(request, "portal/runs/detail.html", context)


def _summary(run: MatchRun) -> list[tuple[str, int, int]]:
    """By level how many demands of the run have it as their best."""
    return [(str(label), run.summary["levels"].get(str(key), 0), key) for key, label in LEVELS.items()]
