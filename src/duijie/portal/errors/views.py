"""Pages for what went wrong: what happened, what was kept, what to do. ``duijie.urls`` and the settings name them."""

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from duijie.common import site
from duijie.common.domain.refusals import note_forbidden, note_unseen
from duijie.common.incidents import number_incident


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        words = _(
            "Nothing was changed. Go back and shorten what you wrote: all texts of a form may have 2.5 MB together. "
            "Lists may have 50 MB each; split a larger one, or save it without pictures."
        )
        return _show(request, 413, _("Too much at once"), words)
    return _show(
        request,
        400,
        _("The request was not understood"),
        _("Nothing was changed. Go back, reload the page and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    note_forbidden(request)
    said = str(exception or "")
    words = said or _("Your roles do not permit this here. Ask your security administrator.")
    return _show(request, 403, _("Not permitted"), words)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    note_unseen(request, exception)
    text = _(
        "The address is wrong, the record has been removed, or it lies outside the area your roles reach. "
        "Look for it in the list, or ask your security administrator."
    )
    return _show(request, 404, _("Not found"), text)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The protection against forged forms refused: nearly always a page that stood open for too long."""
    text = _(
        "The page stood open for too long, or you signed in anew in another window. Nothing was changed. "
        "Go back, copy what you typed, reload the page and send it again."
    )
    return _show(request, 403, _("This form is out of date"), text)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our mistake. The page asks nothing of database, session or account, since one of them may be what broke."""
    number = number_incident(sys.exc_info()[1], f"{request.method} {request.path}")
    page = render_to_string(
        "portal/errors/500.html", {"number": number, "address": request.path, "site_names": site.remembered()}
    )
    response = HttpResponse(page, status=500)
    response["X-Incident"] = number
    return response


def _show(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    context: dict[str, Any] = {"title": title, "text": text, "status": status}
    return render(request, "portal/errors/error.html", context, status=status)
