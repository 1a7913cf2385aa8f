"""The guided tour: on, back, dismissed, begun again; and the archive of messy forms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.permissions import Permission
from duijie.portal.permitted import came_from, permitted
from duijie.portal.tour.steps import DISMISSED, SESSION_KEY, STEPS
from duijie.registry.interfaces.area_choices import areas_within_reach
from duijie.registry.models import AreaKind
from duijie_match.samples import sample_forms

OWN_FIRMS = (AreaKind.COUNTY, AreaKind.ZONE)


@permitted(Permission.DEMAND_IMPORT)
@require_POST
def go(request: HttpRequest) -> HttpResponse:
    """``next``, ``back``, ``dismiss`` or ``again``; the place is kept with the session."""
    at = request.session.get(SESSION_KEY, 0)
    at = at if isinstance(at, int) else 0
    move = request.POST.get("go", "")
    moved = {"next": at + 1, "back": max(0, at - 1), "dismiss": DISMISSED, "again": 0}.get(move, at)
    request.session[SESSION_KEY] = moved if moved < len(STEPS) else DISMISSED
    return redirect(came_from(request, "home"))


@permitted(Permission.DEMAND_IMPORT)
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """The twenty messy forms as one archive; a county or a zone gets them from firms of its own."""
    area = areas_within_reach(request.user, Permission.DEMAND_IMPORT).first()
    own = area.name if area is not None and area.kind in OWN_FIRMS else ""
    response = HttpResponse(sample_forms(own), content_type="application/zip")
    name = _("Demand forms (demo data).zip")
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response
