"""How well does a candidate fit? An officer says it from 1 to 4, changes it, takes it back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from duijie.matching.domain import judgements as domain
from duijie.portal.permitted import tell
from duijie.portal.workspace.reading import find_demand, number
from duijie.portal.workspace.views import back_to_candidates, pair_of


@login_required
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """``level`` 1 to 4, or ``none`` to take it back."""
    demand = find_demand(request, pk)
    kind, supply = pair_of(request.POST.get("supply", ""))
    said = request.POST.get("level", "")
    try:
        if said == "none":
            domain.unjudge(demand=demand, kind=kind, supply=supply, by=request.user)
            messages.success(request, _("Taken back."))
        else:
            domain.judge(demand=demand, kind=kind, supply=supply, level=number(said, 1, 4) or 0, by=request.user)
            messages.success(request, _("Noted. The next ranking model learns from it."))
    except ValidationError as error:
        tell(request, error)
    return redirect(back_to_candidates(request))
