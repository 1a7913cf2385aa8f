"""The host's word without an account: links that are mailed, slips that are printed; and the pages they lead to."""

import io
from pathlib import Path
from typing import Any

import segno
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.permissions import Permission
from duijie.common.domain.links import LinkRefusedError
from duijie.common.typesetting import print_pdf
from duijie.portal.permitted import blame, me, permitted, tell
from duijie.portal.programmes.acting import act
from duijie.portal.worklogs.forms import AnswerForm, LinkForm, SlipForm
from duijie.portal.worklogs.views import log_of
from duijie.programmes.domain.worklogs import confirmations as domain
from duijie.programmes.domain.worklogs.log_messages import contacts_of_log
from duijie.programmes.models import ConfirmationSlip
from duijie.programmes.numbers.certificates import shown_code

form_page = require_http_methods(["GET", "HEAD", "POST"])
VIEW, ADD = Permission.WORK_LOG_VIEW, Permission.WORK_LOG_ADD
SLIP = Path(domain.__file__).parents[2] / "print_files" / "slip.typ"


@permitted(VIEW)
@form_page
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail a link to a contact who has no account."""
    log = log_of(request, pk)
    form = LinkForm(request.POST or None, contacts=contacts_of_log(log).filter(account=None).exclude(email=""))
    if request.method == "POST" and form.is_valid():
        contact, base = form.cleaned_data["contact"], request.build_absolute_uri("/")
        words = _("The link is on its way to %(name)s.") % {"name": contact.name}
        if act(
            request,
            lambda: domain.send_link(log=log, contact=contact, base=base, by=me(request)),
            form=form,
            said=words,
        ):
            return redirect("work_log_detail", pk)
    context = {"form": form, "log": log, "title": _("Mail a link to confirm")}
    return render(request, "portal/worklogs/ask.html", context)


@permitted(ADD)
@require_safe
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip to be stamped, as PDF."""
    log = log_of(request, pk)
    try:
        made = domain.print_slip(log=log, by=me(request))
    except ValidationError as error:
        tell(request, error)
        return redirect("work_log_detail", pk)
    address = request.build_absolute_uri(reverse("work_log_slip_check", args=[made.code]))
    disposition = content_disposition_header(as_attachment=True, filename=f"{_('Confirmation slip')}-{log.pk}.pdf")
    headers = {"Content-Disposition": disposition or "attachment"}
    return HttpResponse(_printed(made, address), content_type="application/pdf", headers=headers)


@permitted(ADD)
@form_page
def slip_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in the photo of the stamped slip."""
    log = log_of(request, pk)
    form = SlipForm(request.POST or None, request.FILES or None, initial={"version": log.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        photo = (given["photo"].name, given["photo"].chunks())
        if act(
            request,
            lambda: domain.hand_in_slip(
                log=log, code=given["code"], photo=photo, version=given["version"], by=me(request)
            ),
            form=form,
        ):
            return redirect("work_log_detail", pk)
    context = {"form": form, "log": log, "title": _("Hand in the stamped slip"), "multipart": True}
    return render(request, "portal/worklogs/ask.html", context)


@never_cache
@require_safe
def slip_check(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR code leads: whether the slip is genuine, and what it says. It confirms nothing."""
    try:
        found = domain.find_slip(code, by=request.user)
    except LinkRefusedError as error:
        return _over(request, error)
    fresh = found.content == domain.content_of(found.log)
    return render(request, "portal/worklogs/slip.html", {"log": found.log, "slip": found, "is_fresh": fresh})


@never_cache
@form_page
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """What was logged, and the word of the contact. A mail program that only looks confirms nothing."""
    try:
        link = domain.find_link(secret, by=request.user)
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            confirmed = form.cleaned_data["answer"] == "yes"
            try:
                domain.answer_by_link(secret, confirmed=confirmed, by=request.user, reason=form.cleaned_data["reason"])
            except ValidationError as error:
                blame(form, error)
            else:
                context: dict[str, Any] = {"log": link.log, "confirmed": confirmed}
                return render(request, "portal/worklogs/thanks.html", context)
    except LinkRefusedError as error:
        return _over(request, error)
    response = render(request, "portal/worklogs/by_link.html", {"form": form, "log": link.log, "link": link})
    response.headers["X-Robots-Tag"] = "noindex"
    # Told to no other site; "no-referrer" would also hide the origin of our own form, and it would be refused.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _over(request: HttpRequest, error: LinkRefusedError) -> HttpResponse:
    return render(request, "portal/proposals/link_over.html", {"words": error.words}, status=error.status)


def _printed(made: ConfirmationSlip, address: str) -> bytes:
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", border=1)
    log = made.log
    told = {
        "title": _("Confirmation of service"), "programme": str(log.posting.call.round),
        "rows": [
            [_("Person posted"), log.by_name], [_("Host unit"), log.posting.host.name],
            [_("Home unit"), log.posting.home.name], [_("Day"), str(log.worked_on)], [_("Hours"), f"{log.hours:g}"],
            [_("Kind of work"), str(log.get_kind_display())], [_("Place of service"), log.venue],
            [_("Work"), log.title],
        ],
        "code": shown_code(made.code),
        "labels": {
            "confirm": _("The work was done as written above."), "signature": _("Signature:"),
            "seal": _("Seal of the unit:"), "day": _("Day:"), "check": _("Scan to check"),
        },
    }  # fmt: skip
    return print_pdf(SLIP, told, {"qr.svg": picture.getvalue()})
