"""Answering by a link, without an account, on a phone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from duijie.common.domain.links import LinkRefusedError
from duijie.matching.domain import proposal_links as domain
from duijie.matching.domain.queries.faces import face_of
from duijie.matching.states import INTEREST, LIVING, ProposalState, Side
from duijie.portal.permitted import tell
from duijie.portal.proposals.forms import DeclineForm
from duijie.portal.turns import turn_of_side


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Only looking changes nothing, so a preview in a chat does no harm; a yes or no is posted."""
    try:
        if request.method == "POST":
            return _answered(request, secret)
        link = domain.find_link(secret, by=request.user)
    except LinkRefusedError as error:
        return render(request, "portal/proposals/link_over.html", {"words": error.words}, status=error.status)
    domain.note_opened(link)
    proposal, side = link.proposal, Side(link.side)
    context = {
        "proposal": proposal, "side": side, "face": face_of(proposal, by=None, side=side), "decline": DeclineForm(),
        "may_say_yes": (ProposalState(proposal.state), side) in INTEREST, "may_decline": proposal.state in LIVING,
        "turn": turn_of_side(proposal, side),
    }  # fmt: skip
    response = render(request, "portal/proposals/link.html", context)
    # The address is the secret and is told to no other site; "no-referrer" would also hide the origin of our own form.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _answered(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        domain.answer_by_link(
            secret, interested=request.POST.get("answer") == "yes", by=request.user,
            reason=request.POST.get("reason", ""), note=request.POST.get("note", ""),
        )  # fmt: skip
    except (ValidationError, PermissionDenied) as error:
        tell(request, error if isinstance(error, ValidationError) else ValidationError(str(error)))
    else:
        messages.success(request, _("Thank you, the answer is noted."))
    return redirect("proposal_by_link", secret)
