"""The confidentiality undertaking: read, signed, published in a new version; who has signed."""

from typing import Any

import django_tables2
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can
from duijie.accounts.domain import undertakings as domain
from duijie.accounts.domain.queries import undertakings as queries
from duijie.accounts.interfaces.signature_filters import SignatureFilter
from duijie.accounts.models import Undertaking
from duijie.accounts.permissions import Permission
from duijie.portal.exports import export_list
from duijie.portal.permitted import blame, me, permitted
from duijie.portal.tables import Table, show_page

form_page = require_http_methods(["GET", "HEAD", "POST"])


class SignForm(forms.Form):
    """The full name, typed by hand."""

    name = forms.CharField(
        label=gettext_lazy("Your full name"), max_length=60,
        help_text=gettext_lazy("Typing it signs the text above. Date and network address are kept with it."),
    )  # fmt: skip


class PublishForm(forms.Form):
    """The text in both languages."""

    text = forms.CharField(
        label=gettext_lazy("Text"), max_length=domain.MOST, widget=forms.Textarea(attrs={"rows": 14})
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"), max_length=domain.MOST, required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )  # fmt: skip


class SignatureTable(Table):
    caption = gettext_lazy("Signatures of the confidentiality undertaking")
    name = django_tables2.Column(verbose_name=gettext_lazy("Signed as"))
    login = django_tables2.Column(
        verbose_name=gettext_lazy("Login name"), accessor="user__username", order_by="user__username"
    )
    version = django_tables2.Column(
        verbose_name=gettext_lazy("Version"), accessor="undertaking__version", order_by="undertaking__version"
    )
    signed_at = django_tables2.DateTimeColumn(verbose_name=gettext_lazy("Signed at"), format="Y-m-d H:i")
    ip = django_tables2.Column(verbose_name=gettext_lazy("Signed from"))

    class Meta(Table.Meta):
        order_by = "-signed_at"
        empty_text = gettext_lazy("Nobody has signed yet.")

    def render_name(self, value: str) -> str:
        return format_html('<span translate="no">{}</span>', value)


@permitted()
@form_page
def read(request: HttpRequest) -> HttpResponse:
    """The text in force; who has to sign it does so here."""
    by, current = me(request), queries.current_undertaking(by=request.user)
    signed = queries.signature_of(current, by=by)
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            domain.sign_undertaking(undertaking=current, name=form.cleaned_data["name"], by=by)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Signed. Your assigned firms are open to you now."))
            return redirect("undertaking")
    context = {
        "undertaking": current, "signed": signed, "form": form, "must_sign": queries.must_sign(by),
        "versions": list(queries.list_undertakings(by=by)), "may_edit": can(by, Permission.UNDERTAKING_EDIT),
        "may_view": can(by, Permission.UNDERTAKING_VIEW),
    }  # fmt: skip
    return render(request, "portal/undertaking/read.html", context)


@permitted()
@require_safe
def old(request: HttpRequest, version: int) -> HttpResponse:
    """A version as it was signed."""
    try:
        found = queries.find_version(min(version, 2**31 - 1), by=request.user)
    except Undertaking.DoesNotExist as error:
        raise Http404 from error
    context = {"undertaking": found, "signed": queries.signature_of(found, by=me(request))}
    return render(request, "portal/undertaking/read.html", context)


@permitted(Permission.UNDERTAKING_EDIT)
@form_page
def publish(request: HttpRequest) -> HttpResponse:
    current = queries.current_undertaking(by=request.user)
    initial = {"text": current.text, "text_en": current.text_en}
    form = PublishForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.publish_undertaking(by=me(request), **form.cleaned_data)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("Version %(version)d is in force.") % {"version": made.version})
            return redirect("undertaking")
    return render(request, "portal/undertaking/publish.html", {"form": form})


@permitted(Permission.UNDERTAKING_VIEW)
@require_safe
def signatures(request: HttpRequest) -> HttpResponse:
    found = SignatureFilter(request.GET, queries.list_signatures(by=request.user))
    table = show_page(SignatureTable(found.qs), request)
    return render(request, "portal/undertaking/signatures.html", {"filter": found, "table": table})


@permitted(Permission.UNDERTAKING_VIEW)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as .xlsx or .csv."""
    found = SignatureFilter(request.GET, queries.list_signatures(by=request.user))
    back = "undertaking_signatures"
    return export_list(request, SignatureTable(found.qs), _line, verb="undertaking.export", back=back)


def _line(one: Any) -> list[Any]:
    return [one.name, one.user.username, one.undertaking.version, one.signed_at, one.ip or ""]
