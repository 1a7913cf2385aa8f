"""The figures of stations, place by place, and of the register of awards."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.portal.permitted import permitted
from duijie.programmes.domain.queries.stations import award_figures, station_figures


@permitted(Permission.STATION_VIEW)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    by = request.user
    context = {
        "rows": station_figures(by=by), "awards": award_figures(by=by) if can(by, Permission.AWARD_VIEW) else None,
    }  # fmt: skip
    return render(request, "portal/postings/stations.html", context)
