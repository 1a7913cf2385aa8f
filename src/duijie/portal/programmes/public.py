"""Pages for everybody: calls, public notices, objections, and whether a certificate is genuine."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.public_forms import make_token
from duijie.portal.permitted import blame
from duijie.portal.programmes.views import shown_rules
from duijie.programmes.domain import notices
from duijie.programmes.domain.certificate_checks import check_code
from duijie.programmes.domain.queries.decisions import named_on, public_notices
from duijie.programmes.domain.queries.rounds import public_calls
from duijie.programmes.models import PublicNotice

MOST_SHOWN = 100
SENT = "objection_sent"
APPLYING = (Permission.APPLICATION_ADD, Permission.APPLICATION_APPLY)


class ObjectionForm(forms.Form):
    """``website`` is a trap: nobody sees it, and programs that fill everything in fall into it."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=400)
    application = forms.TypedChoiceField(label=_("To whom you object"), coerce=int)
    statement = forms.CharField(
        label=_("What you object to"), max_length=notices.LONGEST_STATEMENT, widget=forms.Textarea({"rows": 5})
    )
    evidence = forms.FileField(
        label=_("Evidence"),
        max_length=120,
        help_text=_("A document or a photo. Objections without evidence are not taken."),
    )
    objector = forms.CharField(
        label=_("Your name, or that of your unit"), max_length=120,
        help_text=_("Only the office reads it. Anonymous objections are not taken."),
    )  # fmt: skip
    contact = forms.CharField(label=_("Telephone or address"), max_length=120)
    is_unit = forms.BooleanField(label=_("By a unit; the evidence bears its seal"), required=False)
    website = forms.CharField(required=False, label=_("Leave this empty"), max_length=200)

    def __init__(self, *args: Any, notice: PublicNotice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["token"] = make_token(notices.PURPOSE)
        fields: Any = self.fields
        fields["application"].choices = [(one.pk, f"{one.name} · {one.organisation_name}") for one in named_on(notice)]
        fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This form is not one of ours. Open the page anew."), code="token")
        return ""


@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    rows = list(public_calls()[:MOST_SHOWN])
    open_ = [one for one in rows if one.takes_applications(today)]
    context = {"open": open_, "others": [one for one in rows if one not in open_]}
    return render(request, "portal/programmes/calls.html", context)


@require_safe
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """What a call says: days, conditions, papers, who recommends."""
    round_ = get_object_or_404(public_calls(), pk=pk)
    context = {
        "round": round_, "programme": round_.programme, "is_open": round_.takes_applications(clock.today()),
        "units": round_.units.select_related("area", "organisation"), **shown_rules(round_.rules_in_force),
        # Whoever has not signed in yet is asked to; others see it if they may.
        "may_begin": not request.user.is_authenticated or any(can(request.user, one) for one in APPLYING),
    }  # fmt: skip
    return render(request, "portal/programmes/call.html", context)


@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/programmes/notices.html", {"notices": public_notices()[:MOST_SHOWN]})


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom it names, by name, unit and title; nothing else of anybody."""
    found = get_object_or_404(public_notices(), pk=pk)
    context = {
        "notice": found, "round": found.round, "rows": named_on(found),
        "takes": found.takes_objections(clock.today()), "sent": request.session.pop(SENT, False),
    }  # fmt: skip
    return render(request, "portal/programmes/notice.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """An objection with name and evidence, while the notice stands."""
    found = get_object_or_404(public_notices(), pk=pk)
    if not found.takes_objections(clock.today()):
        return redirect("public_notice", pk)
    form = ObjectionForm(request.POST or None, request.FILES or None, notice=found)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        file = given.pop("evidence")
        try:
            notices.object_publicly(
                notice=found, token=given.pop("token"), values=given, evidence=(file.name, file.chunks())
            )
        except ValidationError as error:
            blame(form, error)
            status = 429 if getattr(error, "code", None) == "often" else 200
        else:
            request.session[SENT] = True
            return redirect("public_notice", pk)
    return render(request, "portal/programmes/object.html", {"form": form, "notice": found}, status=status)


@never_cache
@require_safe
def check(request: HttpRequest, code: str = "") -> HttpResponse:
    """Whether a certificate is genuine, by the code printed on it; a number alone says nothing."""
    asked = (code or request.GET.get("code", ""))[:100].strip()
    found, refused = None, ""
    try:
        found = check_code(asked) if asked else None
        status = 200 if found is not None or not asked else 404
    except ValidationError as error:
        refused, status = error.messages[0], 429
    context = {"asked": asked, "certificate": found, "refused": refused}
    response = render(request, "portal/programmes/check.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
