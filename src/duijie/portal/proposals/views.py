"""Pages of proposals: list, one with its answers, proposing, answering, links for those without an account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.access import can, require
from duijie.accounts.permissions import Permission
from duijie.matching.domain import proposals as domain
from duijie.matching.domain.choices import visible_supply
from duijie.matching.domain.proposal_links import make_link
from duijie.matching.domain.queries import proposals as queries
from duijie.matching.domain.queries.faces import face_of, put_on_faces
from duijie.matching.interfaces.documents import SUPPLY
from duijie.matching.models import Proposal
from duijie.matching.states import INTEREST, LIVING, STEPS, WAITING, ProposalState, Side
from duijie.messaging.domain.queries.messages import list_about
from duijie.portal.exports import export_list
from duijie.portal.permitted import permitted, tell
from duijie.portal.proposals.forms import DeclineForm, ProposeForm
from duijie.portal.proposals.pictures import qr_picture
from duijie.portal.proposals.tables import NOBODY_YET, ProposalFilter, ProposalTable
from duijie.portal.tables import show_page
from duijie.portal.turns import turn_of_demand, turn_of_proposal
from duijie.portal.workspace.reading import find_demand
from duijie.portal.workspace.views import pair_of
from duijie.registry.domain.queries.records import list_records


@permitted(Permission.PROPOSAL_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = ProposalFilter(request.GET, queries.list_named(by=request.user), by=request.user)
    empty = None if can(request.user, Permission.PROPOSAL_MAKE) else NOBODY_YET
    table = show_page(ProposalTable(found.qs, empty_text=empty), request)
    put_on_faces([row.record for row in table.paginated_rows], by=request.user)
    return render(request, "portal/proposals/index.html", {"table": table, "filter": found})


@permitted(Permission.PROPOSAL_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    found = ProposalFilter(request.GET, queries.list_named(by=request.user), by=request.user)
    table = ProposalTable(found.qs)

    def line(one: Any) -> list[Any]:
        return [
            one.face.demand, one.face.firm, f"{one.get_kind_display()} · {one.face.supply}", one.face.owner,
            table.render_level(one), one.get_state_display(), one.expires_on, one.changed_at,
        ]  # fmt: skip

    return export_list(
        request, table, line, verb="proposal.export", back="proposal_list",
        prepare=lambda rows: put_on_faces(rows, by=request.user),
    )  # fmt: skip


@permitted(Permission.PROPOSAL_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "portal/proposals/detail.html", _context(request, _proposal(request, pk)))


def _context(request: HttpRequest, proposal: Proposal, **more: Any) -> dict[str, Any]:
    by = request.user
    may_make = can(by, Permission.PROPOSAL_MAKE, proposal.place)
    sides = domain.side_of(proposal, by=by) if proposal.state in LIVING else []
    steps = [one for one in STEPS.values() if may_make and proposal.state in one.sources and one.verb != "expire"]
    register = SUPPLY[proposal.kind]
    seen = list_records(register, by=by).filter(pk=proposal.supply).first()
    return {
        "proposal": proposal, "events": list(proposal.events.select_related("by")),
        "decline": DeclineForm(auto_id="id_%s"),
        "may_propose_again": queries.may_follow(proposal),
        "answers": [(Side(one), (ProposalState(proposal.state), Side(one)) in INTEREST) for one in sides],
        "may_make": may_make, "waiting": proposal.state in WAITING,
        "steps": [one for one in steps if one.verb != "withdraw"],
        "withdraw": next((one for one in steps if one.verb == "withdraw"), None),
        "record": seen, "register": register, "all_sides": Side,
        "demand_seen": sees_demand(proposal, by=by), "face": face_of(proposal, by=by),
        "told": list_about(proposal, by=by), "turn": turn_of_proposal(proposal, by=by), **more,
    }  # fmt: skip


def sees_demand(proposal: Proposal, *, by: Any) -> bool:
    """Whether the reader may open the demand itself."""
    rows = type(proposal.demand).objects.visible_to(by)
    return bool(rows.filter(pk=proposal.demand_id).exists())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a candidate to both sides."""
    demand = find_demand(request, pk)
    require(request.user, Permission.PROPOSAL_MAKE, demand.place)
    key = (request.POST if request.method == "POST" else request.GET).get("supply", "")
    kind, supply = pair_of(key)
    try:
        record = visible_supply(kind=kind, supply=supply, by=request.user)
    except ValidationError as error:
        tell(request, error)
        return redirect("workspace", pk)
    form = ProposeForm(request.POST or None, initial={"supply": key})
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.propose(
                demand=demand, kind=kind, supply=supply, by=request.user, message=form.cleaned_data["message"],
                days=form.cleaned_data["days"],
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Proposed. Both sides see it when they sign in; or send them a link."))
            return redirect("proposal_detail", made.pk)
    turn = turn_of_demand(demand, by=request.user)
    context = {"demand": demand, "record": record, "form": form, "turn": turn}
    return render(request, "portal/proposals/propose.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no of one side, by somebody with an account."""
    proposal = _proposal(request, pk)
    interested = request.POST.get("answer") == "yes"
    try:
        domain.answer(
            proposal=proposal, side=_side(request), interested=interested, by=request.user,
            reason=request.POST.get("reason", ""), note=request.POST.get("note", ""),
        )  # fmt: skip
    except ValidationError as error:
        tell(request, error)
    else:
        messages.success(request, _("Thank you, the answer is noted."))
    return redirect("proposal_detail", pk)


@login_required
@require_POST
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for one side; shown once, with a code to scan."""
    proposal = _proposal(request, pk)
    side = _side(request)
    try:
        secret = make_link(proposal=proposal, side=side, by=request.user)
    except ValidationError as error:
        tell(request, error)
        return redirect("proposal_detail", pk)
    address = request.build_absolute_uri(reverse("proposal_by_link", args=[secret]))
    fresh = {"address": address, "side": Side(side), "picture": qr_picture(address)}
    return render(request, "portal/proposals/detail.html", _context(request, proposal, fresh=fresh))


@login_required
@require_POST
def step(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Withdraw, in talks, brought a result."""
    if verb not in STEPS or verb == "expire":
        raise Http404
    proposal = _proposal(request, pk)
    try:
        domain.take_step(proposal=proposal, verb=verb, by=request.user, note=request.POST.get("note", ""))
    except ValidationError as error:
        tell(request, error)
    else:
        messages.success(request, _("Saved."))
    return redirect("proposal_detail", pk)


def _side(request: HttpRequest) -> str:
    side = request.POST.get("side", "")
    if side not in Side.values:
        raise Http404
    return side


def _proposal(request: HttpRequest, pk: int) -> Proposal:
    try:
        return queries.find_proposal(by=request.user, pk=pk)
    except Proposal.DoesNotExist as error:
        raise Http404 from error
