"""What the site is called: names, logo, earlier states, a start as one kind of organisation, and as shipped."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.domain.presets import take_preset
from duijie.accounts.permissions import Permission
from duijie.common.domain import site as domain
from duijie.common.domain.queries import site as queries
from duijie.common.images import MOST_BYTES
from duijie.common.site import PRESETS
from duijie.portal.permitted import blame, me, permitted, tell
from duijie.portal.site.forms import LogoForm, SiteForm

form_page = require_http_methods(["GET", "HEAD", "POST"])
SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp"}


@permitted(Permission.SITE_EDIT)
@form_page
def edit(request: HttpRequest) -> HttpResponse:
    row = domain.latest()
    form = SiteForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            domain.name_site(
                values=form.values, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"], by=me(request)
            )
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Saved. Every page says so from now on."))
            return redirect("site_edit")
    context = {"form": form, "row": row, "presets": PRESETS.values(), "logo_form": LogoForm()}
    return render(request, "portal/site/edit.html", context)


@permitted(Permission.SITE_EDIT)
@form_page
def logo(request: HttpRequest) -> HttpResponse:
    """Choose a picture. Its bytes are read here, since the domain function wants the whole of it."""
    form = LogoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            domain.set_logo(content=form.cleaned_data["picture"].read(MOST_BYTES + 1), by=me(request))
        except ValidationError as error:
            form.add_error("picture", error.messages)
        else:
            messages.success(request, _("The logo was saved."))
            return redirect("site_edit")
    return render(request, "portal/site/logo.html", {"form": form, "row": domain.latest()})


@permitted(Permission.SITE_EDIT)
@require_POST
def logo_remove(request: HttpRequest) -> HttpResponse:
    domain.remove_logo(by=me(request))
    messages.success(request, _("The logo was removed. Its earlier state is in the history."))
    return redirect("site_edit")


@require_safe
def logo_show(request: HttpRequest, digest: str) -> HttpResponse:
    """The picture, to everybody: it stands on the sign-in page. It never changes, so it may be kept for a year."""
    found = queries.find_logo(digest)
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    name = f"logo{SUFFIXES[found.media_type]}"
    response["Content-Disposition"] = str(content_disposition_header(False, name))
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


@permitted(Permission.SITE_EDIT)
@form_page
def preset(request: HttpRequest, key: str) -> HttpResponse:
    chosen = PRESETS.get(key)
    if chosen is None:
        raise Http404
    if request.method == "POST":
        return _done(request, lambda: take_preset(key=key, by=me(request)))
    return render(request, "portal/site/preset.html", {"preset": chosen, "back": reverse("site_edit")})


@permitted(Permission.SITE_EDIT)
@form_page
def reset(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _done(request, lambda: domain.reset_site(by=me(request)))
    return render(request, "portal/site/reset.html", {"back": reverse("site_edit")})


@permitted(Permission.SITE_EDIT)
@require_safe
def history(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/site/history.html", {"entries": queries.list_states(by=request.user)})


@permitted(Permission.SITE_EDIT)
@require_POST
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    if not queries.has_state(by=request.user, pk=pk):
        raise Http404
    return _done(request, lambda: domain.bring_back(pk=pk, by=me(request)))


def _done(request: HttpRequest, deed: Any) -> HttpResponse:
    try:
        deed()
        messages.success(request, _("Saved. Every page says so from now on."))
    except ValidationError as error:
        tell(request, error)
    return redirect("site_edit")
