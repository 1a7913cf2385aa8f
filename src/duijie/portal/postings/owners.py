"""Who owns part of a firm: noted on the page of a call, listed, handed out as a file, removed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.permissions import Permission
from duijie.portal.exports import export_list
from duijie.portal.permitted import me, permitted
from duijie.portal.postings.finding import asking, call_of, certificate_in, organisation_in, still_there
from duijie.portal.postings.forms import OwnerForm
from duijie.portal.postings.tables import OwnerFilter, OwnerTable, owner_kind
from duijie.portal.programmes.acting import act
from duijie.portal.tables import show_page
from duijie.programmes.domain.postings import owners
from duijie.programmes.domain.queries import postings as queries
from duijie.programmes.models import FirmOwner


@permitted(Permission.POSTING_NEED_CHECK)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who owns part of a firm, as the business register says."""
    call = call_of(request, pk)
    form = OwnerForm(request.POST or None)

    def do() -> None:
        firm, given = organisation_in(request, form), form.cleaned_data
        whose = certificate_in(request, form, call) if given["certificate"] else None
        unit = organisation_in(request, form, "unit") if given["unit"] else None
        if firm is None or form.errors:
            raise ValidationError(_("Correct what is marked below."))
        person = whose.application.person if whose is not None else None
        owners.note_owner(firm=firm, person=person, unit=unit, source=given["source"], by=me(request))

    return asking(
        request, form, _("Note an owner of a firm"), back=reverse("posting_call", args=[pk]), do=do, lead=call
    )


@permitted(Permission.POSTING_NEED_CHECK)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    found = OwnerFilter(request.GET, queries.owners_for(by=request.user))
    table = show_page(OwnerTable(found.qs), request)
    return render(request, "portal/postings/owners.html", {"table": table, "filter": found})


@permitted(Permission.POSTING_NEED_CHECK)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    rows = OwnerFilter(request.GET, queries.owners_for(by=request.user)).qs

    def line(one: FirmOwner) -> list[Any]:
        return [one.firm.name, str(one.firm.area), one.owner, owner_kind(one), one.source, one.at]

    return export_list(
        request, OwnerTable(rows), line, verb="firm_owner.export", back=reverse("firm_owner_list"),
        leave_out=("remove",),
    )  # fmt: skip


@permitted(Permission.POSTING_NEED_CHECK)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    found = still_there(request, queries.owners_for(by=request.user), pk)
    if found is not None:
        reason = request.POST.get("reason", "")[:200]
        act(request, lambda: owners.remove_owner(owner=found, reason=reason, by=me(request)))
    return redirect("firm_owner_list")
