"""A match run as a workbook: its demands as they are filtered, each with the first of its candidates."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.exports import refuse_too_many
from duijie.matching.domain.queries import register_matches as queries
from duijie.matching.domain.queries.exposure import FIRST
from duijie.matching.domain.queries.run_rows import first_of_each
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.matching.labels import LEVELS
from duijie.portal.permitted import permitted, tell
from duijie.portal.runs.reading import Filters
from duijie.portal.workspace.papers import models_of, reasons_of


@permitted(Permission.MATCH_VIEW)
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Those demands alone whose candidates the reader may see."""
    run = queries.list_runs(by=request.user).filter(pk=pk, is_current=True).first()
    if run is None:
        raise Http404
    demands = Filters.of(request).demands(run, by=request.user)
    try:
        refuse_too_many(len(demands) * FIRST)
    except ValidationError as error:
        tell(request, error)
        return redirect("match_run_detail", pk)
    audit.record(by=request.user, verb="match.export", target=run, place=run.place, detail={"demands": len(demands)})
    header = [
        _("Demand"), _("Firm"), _("Area"), _("Rank"), _("Candidate"), _("Kind"), _("Organisation"), _("Level"),
        _("Score"), _("Reasons"), _("Shared terms"), _("Choice"), _("Proposal"), _("Ranking model"),
        _("Embedding model"),
    ]  # fmt: skip
    return file_response(
        _("Candidates"), header, _rows(run, demands, by=request.user), suffix=suffix_asked_for(request)
    )


def _rows(run: Any, demands: queries.DemandsOfRun, *, by: Any) -> Iterator[list[object]]:
    models = models_of(run)
    for demand, shown in first_of_each(run, demands, by=by):
        start = [str(demand), demand.owner_name, demand.area.shown_name]
        for one in shown:
            found = one.candidate
            yield [
                *start, found.rank, str(one.record), found.get_kind_display(), one.record.owner_name,
                str(LEVELS[found.level]), round(found.score, 3), *reasons_of(found),
                one.choice.get_choice_display() if one.choice else "",
                one.proposal.get_state_display() if one.proposal else "", *models,
            ]  # fmt: skip
        if not shown:
            yield [*start, *[""] * 10, *models]
