"""The pages on which a plan is looked at."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.matching.domain import plan_pairs
from duijie.matching.domain.queries import plans as queries
from duijie.matching.domain.queries.register_matches import list_runs
from duijie.matching.interfaces.documents import SUPPLY, key_of
from duijie.matching.models import AssignmentPlan, PlanDemand
from duijie.matching.plan_states import BY_HAND, Ban, PlanState
from duijie.portal.permitted import permitted
from duijie.portal.plans.changes import do
from duijie.portal.plans.forms import NeedForm
from duijie.portal.plans.reading import MOST_SHORT, find_plan, may, tell_checked, to_present_rows, told, with_reasons
from duijie.portal.plans.tables import (
    DemandFilter,
    DemandTable,
    EntryFilter,
    EntryTable,
    SupplyFilter,
    SupplyTable,
    kinds_in_words,
)
from duijie.portal.tables import show_page
from duijie.portal.workspace.reading import number
from duijie.portal.workspace.views import others

MOST_BARS = 20


@permitted(Permission.PLAN_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Totals, what the check says, charts, who goes without, and the entries."""
    plan = find_plan(request, pk)
    found = EntryFilter(request.GET, queries.entries_of(plan, by=request.user))
    allowed = may(request, plan)
    table = EntryTable(found.qs, exclude=() if allowed["change"] else ("change",))
    show_page(table, request)
    rows = [row.record for row in table.paginated_rows]
    _with_others(plan, rows, by=request.user)
    short = queries.short_of(plan, by=request.user).order_by("given", "position")
    cost = _cost(plan)
    context = {
        "plan": plan, "table": table, "filter": found, "may": allowed, "kinds": kinds_in_words(plan),
        "charts": charts_of(plan, by=request.user), "short": with_reasons(request, plan, list(short[:MOST_SHORT])),
        "short_count": short.count(), "told": told(request, plan), "job": plan.job if _is_shown(plan) else None,
        "run": _run_of(plan, by=request.user),
        "answers": queries.answers_of(plan, by=request.user) if plan.released_at else [],
        "cost": cost, "gain": -cost, "may_copy": can(request.user, Permission.PLAN_MAKE, plan.place),
    }  # fmt: skip
    return render(request, "portal/plans/detail.html", context)


def _is_shown(plan: AssignmentPlan) -> bool:
    """Whether the last job has something to say: it runs, or it came to no result and can be started again."""
    job, is_over = plan.job, plan.state in (PlanState.RELEASED, PlanState.WITHDRAWN)
    return job is not None and (job.is_open or (not is_over and (bool(job.error) or job.state == "cancelled")))


def _run_of(plan: AssignmentPlan, *, by: Any) -> Any:
    """The match run that the plan was computed from, if ``by`` may see it."""
    return list_runs(by=by).filter(pk=plan.run_id).first() if plan.computed_at else None


def _cost(plan: AssignmentPlan) -> float:
    """How much less the sum is than that of the computed plan, where pairs were changed by hand; below 0 where it is
    more, as wishes may be broken then.
    """
    if not plan.result.get("by_hand") or "computed" not in plan.result:
        return 0.0
    return round(float(plan.result["computed"]["sum"]) - float(plan.result["sum"]), 3)


def _with_others(plan: AssignmentPlan, rows: list[Any], *, by: Any) -> None:
    found = queries.alternates_of(plan, rows, by=by)
    for row in rows:
        row.others = found[row.pk]
        row.seen_version = plan.version
        row.register = SUPPLY[row.supply.kind].key


def charts_of(plan: AssignmentPlan, *, by: Any) -> list[dict[str, Any]]:
    """The two charts as tables: loads of those that serve most, and how many entries have which score."""
    if not plan.result:
        return []
    loads = queries.supplies_of(plan, by=by).order_by("-load", "-total", "position")[:MOST_BARS]
    bins = queries.score_bins(plan, by=by)
    return [
        {
            "key": "loads", "title": _("Load of those who serve most"),
            "heads": [_("Supply"), _("Serves"), _("Room left")],
            "rows": [(one.title, True, [one.load, max(0, one.most_now - one.load)]) for one in loads],
        },
        {
            "key": "scores", "title": _("Entries by score"), "heads": [_("Score"), _("Entries")],
            "rows": [
                (f"{at / queries.BINS:.1f} – {(at + 1) / queries.BINS:.1f}", False, [count])
                for at, count in enumerate(bins)
            ],
        },
    ]  # fmt: skip


@permitted(Permission.PLAN_VIEW)
@require_safe
def demands(request: HttpRequest, pk: int) -> HttpResponse:
    """All demands of the plan, and why places stayed empty."""
    plan = find_plan(request, pk)
    found = DemandFilter(request.GET, queries.demands_of(plan, by=request.user))
    table = DemandTable(found.qs)
    show_page(table, request)
    with_reasons(request, plan, [row.record for row in table.paginated_rows])
    return render(request, "portal/plans/demands.html", {"plan": plan, "table": table, "filter": found})


@permitted(Permission.PLAN_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def demand(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """One demand: everybody who could serve it, to be taken in, taken out, fixed or forbidden; how many it needs."""
    plan = find_plan(request, pk)
    found = queries.demands_of(plan, by=request.user).filter(pk=row).first()
    if found is None:
        return to_present_rows(request, plan, PlanDemand, row, "plan_demands")
    form = NeedForm(request.POST or None, initial={"version": plan.version, "cover": found.cover})
    if request.method == "POST" and form.is_valid():
        cover = form.cleaned_data["cover"]
        if do(request, lambda version: plan_pairs.set_need(
            plan=plan, row=row, cover=cover, version=version, by=request.user
        )):  # fmt: skip
            tell_checked(request, plan)
        return redirect("plan_demand", pk, row)
    pairs = list(queries.pairs_of(plan, by=request.user).filter(demand=found).order_by("-is_chosen", "-score", "pk"))
    for pair in pairs:
        pair.supply.plan = plan
        pair.seen_version = plan.version
        pair.register = SUPPLY[pair.supply.kind].key
    asked = request.GET.get("find", "").strip()[:60]
    known = {key_of(one.supply.kind, one.supply.supply) for one in pairs}
    named, has_more = others(asked, by=request.user, besides=known) if asked else ([], False)
    with_reasons(request, plan, [found])
    context = {
        "plan": plan, "row": found, "pairs": pairs, "form": form, "may": may(request, plan), "find": asked,
        "others": named, "has_more": has_more,
        "bans": [(one.value, one.label) for one in Ban if one in BY_HAND],
    }  # fmt: skip
    return render(request, "portal/plans/demand.html", context)


@permitted(Permission.PLAN_VIEW)
@require_safe
def loads(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row of supply: how many it serves, must and may."""
    plan = find_plan(request, pk)
    found = SupplyFilter(request.GET, queries.supplies_of(plan, by=request.user))
    table = show_page(SupplyTable(found.qs), request)
    return render(request, "portal/plans/loads.html", {"plan": plan, "table": table, "filter": found})


@permitted(Permission.PLAN_VIEW)
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed against another plan; its previous one unless another is chosen."""
    plan = find_plan(request, pk)
    rows = queries.list_plans(by=request.user).filter(area=plan.area).exclude(generation=0).exclude(pk=plan.pk)
    asked = number(request.GET.get("with"), 1, 2**62)
    other = rows.filter(pk=asked or plan.previous_id or 0).first()
    context = {
        "plan": plan, "other": other, "plans": rows,
        "found": queries.compare(other, plan, by=request.user) if other else None,
        "totals": totals_of(other, plan) if other else [],
    }  # fmt: skip
    return render(request, "portal/plans/compare.html", context)


def totals_of(*plans: AssignmentPlan) -> list[tuple[str, ...]]:
    """What the plans are measured by, and how good each is."""
    rows: tuple[tuple[str, Callable[[AssignmentPlan], str]], ...] = (
        (_("what counts"), lambda plan: str(plan.get_objective_display())),
        (_("Pairs"), lambda plan: str(plan.result["chosen"])),
        (_("demands served"), lambda plan: f"{plan.result['served']} / {plan.result['demands']}"),
        (_("empty places"), lambda plan: str(plan.result["empty"])),
        (_("sum of scores"), lambda plan: f"{plan.result['sum']:.2f}"),
        (_("a demand on average"), lambda plan: f"{plan.result['mean']:.3f}"),
        (_("worst-served demand"), lambda plan: f"{plan.result['worst']:.3f}"),
        (_("wishes not kept"), lambda plan: str(plan.result["broken"])),
    )
    return [(label, *(told(plan) if plan.result.get("demands") else "–" for plan in plans)) for label, told in rows]


@permitted(Permission.PLAN_VIEW)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The page to print: totals, every entry with its reason, and who goes without."""
    plan = find_plan(request, pk)
    entries = list(queries.entries_of(plan, by=request.user).order_by("demand__position", "-score", "pk"))
    _with_others(plan, entries, by=request.user)
    short = with_reasons(request, plan, list(queries.short_of(plan, by=request.user).order_by("position")))
    context = {
        "plan": plan, "entries": entries, "short": short, "kinds": kinds_in_words(plan), "told": told(request, plan),
        "run": _run_of(plan, by=request.user),
    }  # fmt: skip
    return render(request, "portal/plans/print.html", context)
