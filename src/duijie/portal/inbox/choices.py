"""How I get messages: what comes by mail and SMS; and the link in a mail that stops its kind."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from duijie.common.domain.links import LinkRefusedError
from duijie.messaging.domain import choices as domain
from duijie.messaging.domain.deliveries import address_known
from duijie.messaging.kinds import MailChoice, kinds, label_of
from duijie.portal.permitted import me, permitted


class ChoiceForm(forms.Form):
    """Two fields for each kind of message."""

    def __init__(self, data: Any = None, *, now: Any) -> None:
        super().__init__(data)
        for one in kinds():
            said = {"kind": one.label}
            mail = {"class": "form-select", "aria-label": _("%(kind)s by mail") % said}
            sms = {"class": "form-check-input", "aria-label": _("%(kind)s by SMS") % said}
            self.fields[f"{one.key}:mail"] = forms.ChoiceField(
                choices=MailChoice.choices, initial=now[one.key].mail, widget=forms.Select(attrs=mail)
            )
            self.fields[f"{one.key}:sms"] = forms.BooleanField(
                required=False, initial=now[one.key].sms, widget=forms.CheckboxInput(attrs=sms)
            )

    @property
    def lines(self) -> list[tuple[Any, Any, Any]]:
        """Label, mail and SMS of each kind."""
        return [(one, self[f"{one.key}:mail"], self[f"{one.key}:sms"]) for one in kinds()]

    @property
    def values(self) -> dict[str, tuple[str, bool]]:
        """What the domain function takes."""
        return {one.key: (self.cleaned_data[f"{one.key}:mail"], self.cleaned_data[f"{one.key}:sms"]) for one in kinds()}


@permitted()
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    form = ChoiceForm(request.POST or None, now=domain.choices_of(me(request)))
    if request.method == "POST" and form.is_valid():
        domain.choose(values=form.values, by=me(request))
        messages.success(request, _("Saved."))
        return redirect("message_choices")
    known = address_known(me(request))
    context = {"form": form, "has_mail": known["mail"], "has_sms": known["sms"], "back": reverse("message_list")}
    return render(request, "portal/inbox/choices.html", context)


@csrf_exempt  # the token is the permission; mail programs post here for their reader (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Without signing in: no more mails of this kind, and back. Looking changes nothing, so a preview does no harm."""
    try:
        account, kind = domain.read_stop_token(token, by=request.user)
    except LinkRefusedError as error:
        return render(request, "portal/inbox/stop_over.html", {"words": error.words}, status=error.status)
    before = ""
    if request.method == "POST":
        if request.POST.get("action") == "resume":
            domain.resume(account=account, kind=kind, mail=request.POST.get("before", ""))
        else:
            before = domain.stop(account=account, kind=kind)
    context = {
        "kind": label_of(kind), "is_stopped": domain.choice_of(account, kind).mail == MailChoice.NEVER,
        "address": request.path, "before": before,
    }  # fmt: skip
    return render(request, "portal/inbox/stop.html", context)
