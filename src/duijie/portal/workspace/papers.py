"""The candidates of a demand on paper and as a workbook; the demands of an item of supply as a workbook."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from duijie.common.domain import audit
from duijie.demands.registers import DEMANDS
from duijie.matching.domain.queries import register_matches as queries
from duijie.matching.domain.queries.exposure import tell_times
from duijie.matching.models import Candidate, MatchRun
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.matching.labels import CONTRIBUTIONS, LEVELS
from duijie.portal.workspace.reading import filtered, filters_of, find_demand, find_supply, number
from duijie.portal.workspace.units import SWITCH, unit_rows, unit_table
from duijie.registry.register import Register


@login_required
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """The page to print: the demand and its candidates with reasons, as the filters leave them."""
    demand = find_demand(request, pk)
    chosen = filters_of(request)
    shown = filtered(demand, chosen, by=request.user)
    units = None
    if chosen["by"] and not chosen["unit"]:
        units, shown = unit_table(request, shown, chosen, whole=True), []
    for one in shown:
        one.data = queries.text_of(one.register, one.record)
    context = {
        "demand": demand, "demand_data": queries.text_of(DEMANDS, demand), "shown": shown,
        "units": units,
        "run": queries.current_run(demand),
    }  # fmt: skip
    return render(request, "portal/workspace/print.html", context)


@login_required
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook: a row for each candidate, reasons in words, contributions in columns; or for each unit or
    team, where candidates are looked at by these.
    """
    demand = find_demand(request, pk)
    chosen = filters_of(request)
    shown = filtered(demand, chosen, by=request.user)
    audit.record(by=request.user, verb="match.export", target=demand, place=demand.place, detail={"rows": len(shown)})
    if chosen["by"] and not chosen["unit"]:
        head, lines = unit_rows(request, shown, chosen)
        return file_response(str(SWITCH[chosen["by"]]), head, lines, suffix=suffix_asked_for(request))
    header = [
        _("Rank"), _("Kind"), _("Candidate"), _("Organisation"), _("Level"), _("Score"), _("Serves the demand"),
        _("Suits the supply"), _("Reasons"), _("Shared terms"), *map(str, CONTRIBUTIONS.values()), _("Choice"),
        _("Judged"), _("Proposal"), _("Among the first ten of so many demands"), _("Ranking model"),
        _("Embedding model"),
    ]  # fmt: skip
    run = queries.current_run(demand)
    tell_times(run, shown)
    models = models_of(run) if run else ["", ""]
    rows = [[*_row(one), *models] for one in shown]
    return file_response(_("Candidates"), header, rows, suffix=suffix_asked_for(request))


@login_required
@require_safe
def export_turned(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """The demands that an item of supply fits, as a workbook."""
    record = find_supply(request, register, pk)
    lowest = number(request.GET.get("lowest"), 1, 4) or 2
    shown = queries.demands_for(register, record, by=request.user, lowest=lowest)
    audit.record(by=request.user, verb="match.export", target=record, place=record.place, detail={"rows": len(shown)})
    header = [
        _("Demand"), _("Firm"), _("Area"), _("Level"), _("Score"), _("Serves the demand"), _("Suits the supply"),
        _("Reasons"), _("Shared terms"), *map(str, CONTRIBUTIONS.values()), _("Proposal"), _("Ranking model"),
        _("Embedding model"),
    ]  # fmt: skip
    rows = []
    for one in shown:
        rows.append([
            str(one.record), one.record.owner_name, one.record.area.shown_name, *_grades(one),
            one.proposal.get_state_display() if one.proposal else "",
            *models_of(one.candidate.run),
        ])  # fmt: skip
    return file_response(_("Demands that fit"), header, rows, suffix=suffix_asked_for(request))


def reasons_of(candidate: Candidate) -> list[str]:
    """The reasons in the reader's language, and the shared terms, a cell each."""
    language, reasons = get_language() or "en", candidate.reasons
    notes = [note.get(language) or note.get("en", "") for note in (reasons["headline"], *reasons["notes"])]
    return [" ".join(notes), "；".join(reasons["terms"])]


def models_of(run: MatchRun) -> list[str]:
    """Which models made the result: of ranking, and of embedding."""
    return [str(run.ranking_model or _("shipped calibration")), run.summary.get("embedder", "")]


def _grades(one: queries.Shown) -> list[object]:
    """From the level to the contributions."""
    candidate = one.candidate
    reasons = candidate.reasons
    parts = {part["name"]: part["value"] for part in reasons["contributions"]}
    return [
        str(LEVELS[candidate.level]), round(candidate.score, 3), round(candidate.forward, 3),
        round(candidate.backward, 3), *reasons_of(candidate),
        *(round(parts.get(name, 0.0), 3) for name in CONTRIBUTIONS),
    ]  # fmt: skip


def _row(one: queries.Shown) -> list[object]:
    candidate = one.candidate
    return [
        candidate.rank, candidate.get_kind_display(), str(one.record), one.record.owner_name, *_grades(one),
        one.choice.get_choice_display() if one.choice else "",
        str(LEVELS[one.judgement.level]) if one.judgement else "",
        one.proposal.get_state_display() if one.proposal else "", one.times,
    ]  # fmt: skip
