"""What firms filed, for the office: list, one, accept, refuse, decide anew."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.steps import steps_from
from duijie.demands.domain import filings as domain
from duijie.demands.domain.filing_deadlines import FilingDeadlines
from duijie.demands.domain.queries import filings as queries
from duijie.demands.filing_states import FILING_STEPS
from duijie.demands.interfaces.filing_filters import FilingFilter
from duijie.demands.models import Filing, FilingKind
from duijie.messaging.domain.queries.messages import list_told
from duijie.portal.exports import export_list
from duijie.portal.filings.tables import FilingTable
from duijie.portal.permitted import me, permitted, tell
from duijie.portal.tables import show_page
from duijie.portal.turns import turn_of_filing
from duijie.registry.validators import doubt_about_uscc


@permitted(Permission.FILING_VIEW)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = FilingFilter(request.GET, queries.list_filings(by=request.user))
    table = show_page(FilingTable(found.qs), request)
    return render(request, "portal/filings/index.html", {"table": table, "filter": found})


@permitted(Permission.FILING_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, without contacts, as .xlsx or .csv."""
    found = FilingFilter(request.GET, queries.list_filings(by=request.user))
    deadlines = FilingDeadlines()

    def line(one: Filing) -> list[Any]:
        return [
            one.number, str(one.get_kind_display()), one.firm_name, one.title, one.area.shown_name,
            str(one.get_state_display()), one.created_at, deadlines.due_on(one),
        ]  # fmt: skip

    return export_list(request, FilingTable(found.qs), line, verb="filing.export", back="filing_list")


@permitted(Permission.FILING_VIEW)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    filing = _filing(request, pk)
    may = can(request.user, Permission.FILING_DECIDE, filing.place)
    steps = steps_from(FILING_STEPS, filing.state) if may else ()
    context = {
        "filing": filing, "steps": steps, "doubt": doubt_about_uscc(filing.uscc), "told": list_told(filing),
        "turn": turn_of_filing(filing, by=request.user), "due": FilingDeadlines().due_on(filing),
    }  # fmt: skip
    return render(request, "portal/filings/detail.html", context)


@permitted(Permission.FILING_DECIDE)
@never_cache
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept it; of an account the one-time password is shown this once."""
    filing = _filing(request, pk)
    try:
        accepted, password = domain.accept(filing=filing, by=me(request))
    except ValidationError as error:
        tell(request, error)
        return redirect("filing_detail", pk)
    if accepted.kind == FilingKind.DEMAND:
        messages.success(request, _("Accepted: the demand is in the register."))
        return redirect("filing_detail", pk)
    account: Any = accepted.account
    text = _("“%(name)s” of %(firm)s signs in as %(login)s. Hand over this one-time password in person or by phone.")
    context = {
        "title": _("The account is there"), "secret": password, "back": reverse("filing_detail", args=[pk]),
        "text": text % {"name": account.name, "firm": accepted.firm_name, "login": account.username},
    }  # fmt: skip
    return render(request, "portal/accounts/secret.html", context)


@permitted(Permission.FILING_DECIDE)
@require_POST
def decide(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Refuse it, or decide anew."""
    if verb not in FILING_STEPS or verb == "accept":
        raise Http404
    filing = _filing(request, pk)
    try:
        domain.decide(filing=filing, verb=verb, reason=request.POST.get("reason", ""), by=me(request))
    except ValidationError as error:
        tell(request, error)
    else:
        messages.success(request, _("Saved."))
    return redirect("filing_detail", pk)


@permitted(Permission.FILING_VIEW)
@require_safe
def proof(request: HttpRequest, pk: int) -> Any:
    """The paper with which an account was asked for."""
    filing = _filing(request, pk)
    path = domain.proof_path(filing)
    if not filing.proof or not path.is_file():
        raise Http404
    audit.record(by=request.user, verb="filing.proof", target=filing, place=filing.place)
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=filing.proof_name)
    answer["Content-Type"] = "application/octet-stream"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _filing(request: HttpRequest, pk: int) -> Filing:
    try:
        return queries.read_filing(by=request.user, pk=pk)
    except Filing.DoesNotExist as error:
        raise Http404 from error
