"""Plans as files: the list, the entries, the loads, and the workbook of ``duijie assign``."""

import tempfile
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.matching.domain.queries import plans as queries
from duijie.matching.models import AssignmentPlan
from duijie.portal.exports import file_response, rows_in_order, suffix_asked_for, workbook_response
from duijie.portal.matching.labels import LEVELS
from duijie.portal.permitted import permitted
from duijie.portal.plans.reading import find_plan, spoken, with_reasons
from duijie.portal.plans.tables import (
    EntryFilter,
    EntryTable,
    PlanFilter,
    PlanTable,
    SupplyFilter,
    SupplyTable,
    kinds_in_words,
)


@permitted(Permission.PLAN_VIEW)
@require_safe
def export_list(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered and ordered."""
    found = PlanFilter(request.GET, queries.list_plans(by=request.user), request=request).qs
    audit.record(by=request.user, verb="plan.export", target=None, detail={"filters": dict(request.GET.lists())})
    header = [
        _("Name"), _("Area"), _("Who serves"), _("State"), _("Demands"), _("Demands served"), _("Pairs"), _("Sum"),
        _("Mean a demand"), _("Worst-served demand"), _("Made by"), _("Changed"),
    ]  # fmt: skip
    rows = (
        [
            one.title, one.area.shown_name, kinds_in_words(one), one.get_state_display(),
            *(one.result.get(name) for name in ("demands", "served", "chosen", "sum", "mean", "worst")),
            str(one.by), one.changed_at,
        ]
        for one in rows_in_order(request, PlanTable(found))
    )  # fmt: skip
    return file_response(_("Assignment plans"), header, rows, suffix=suffix_asked_for(request))


@permitted(Permission.PLAN_VIEW)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """One table of a plan as it is filtered and ordered (``table``: one of ``TABLES``), as .xlsx or ``format=csv``."""
    plan = find_plan(request, pk)
    name = request.GET.get("table", "entries")
    if name not in TABLES:
        raise Http404
    detail = {"table": name, "format": suffix_asked_for(request)[1:]}
    audit.record(by=request.user, verb="plan.export", target=plan, place=plan.place, detail=detail)
    title, header, rows = TABLES[name](request, plan)
    return file_response(f"{plan.title}-{title}", header, rows, suffix=suffix_asked_for(request))


def _entries(request: HttpRequest, plan: AssignmentPlan) -> tuple[str, list[Any], Any]:
    found = EntryFilter(request.GET, queries.entries_of(plan, by=request.user)).qs
    header = [
        _("Demand"), _("Firm"), _("Kind"), _("Serves it"), _("Organisation"), _("Score"), _("Level"), _("Reason"),
        _("Mark"), _("Proposal"),
    ]  # fmt: skip
    rows = (
        [
            one.demand.demand.title, one.demand.demand.owner_name, one.supply.get_kind_display(), one.supply.title,
            one.supply.organisation, round(one.score, 6), str(LEVELS.get(one.level, "")), spoken(one.headline),
            one.get_mark_display() if one.mark else "", one.proposal.get_state_display() if one.proposal else "",
        ]
        for one in rows_in_order(request, EntryTable(found))
    )  # fmt: skip
    return _("plan entries"), header, rows


def _loads(request: HttpRequest, plan: AssignmentPlan) -> tuple[str, list[Any], Any]:
    found = SupplyFilter(request.GET, queries.supplies_of(plan, by=request.user)).qs
    header = [
        _("Supply"), _("Organisation"), _("Kind"), _("Serves"), _("At least"), _("At most"), _("Sum of scores"),
    ]  # fmt: skip
    rows = (
        [one.title, one.organisation, one.get_kind_display(), one.load, one.least_now, one.most_now, one.total]
        for one in rows_in_order(request, SupplyTable(found))
    )
    return _("loads"), header, rows


def _scores(request: HttpRequest, plan: AssignmentPlan) -> tuple[str, list[Any], Any]:
    bins = queries.score_bins(plan, by=request.user)
    rows = [
        [at / queries.BINS, (at + 1) / queries.BINS, count] for at, count in enumerate(bins)
    ]  # fmt: skip
    return _("scores"), [_("Score from"), _("to"), _("Entries")], rows


def _short(request: HttpRequest, plan: AssignmentPlan) -> tuple[str, list[Any], Any]:
    found = with_reasons(request, plan, list(queries.short_of(plan, by=request.user).order_by("position")))
    header = [_("Demand"), _("Firm"), _("Has"), _("Needs"), _("Why places stayed empty")]
    rows = [[one.demand.title, one.demand.owner_name, one.given, one.cover_now, one.why] for one in found]
    return _("not assigned"), header, rows


def _clash(request: HttpRequest, plan: AssignmentPlan) -> tuple[str, list[Any], Any]:
    texts = [spoken(one["text"]) for one in queries.wishes_of(plan)]
    rows = [[number, text] for number, text in enumerate(queries.named(texts, plan, by=request.user), 1)]
    return _("wishes that clash"), [_("Number"), _("Wish")], rows


TABLES: dict[str, Any] = {
    "entries": _entries, "loads": _loads, "scores": _scores, "short": _short, "clash": _clash
}  # fmt: skip


@permitted(Permission.PLAN_VIEW)
@require_safe
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything in one workbook, as ``duijie assign`` writes it; only what this person may see."""
    from duijie.matching.interfaces.plan_workbooks import write_workbook  # noqa: PLC0415 – 75 MB: with the first plan

    plan = find_plan(request, pk)
    audit.record(by=request.user, verb="plan.export", target=plan, place=plan.place, detail={"table": "workbook"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.xlsx"
        write_workbook(path, plan, by=request.user, language=get_language() or "zh-hans")
        return workbook_response(plan.title, path.read_bytes())
