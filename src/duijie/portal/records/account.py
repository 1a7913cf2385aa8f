"""Which account a person of the register signs in with: shown, set and taken back."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from duijie.accounts.access import require
from duijie.accounts.domain.lockout import find_account
from duijie.common.editing import StaleError
from duijie.portal.records.finding import admit, find
from duijie.registry.domain.person_accounts import set_person_account
from duijie.registry.models import Person
from duijie.registry.register import Register


class AccountForm(forms.Form):
    """The account by what its owner types to sign in; empty for none. ``account`` is what was found."""

    version = forms.IntegerField(min_value=1, max_value=2**53, widget=forms.HiddenInput)
    login = forms.CharField(
        label=gettext_lazy("Login name or mobile number"), max_length=150, required=False,
        help_text=gettext_lazy("As the person signs in. Leave it empty where nobody signs in as this person."),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Reason (shown in the history)"), max_length=200, required=False)

    def clean_login(self) -> str:
        typed: str = self.cleaned_data["login"].strip()
        self.account = find_account(typed) if typed else None
        if typed and self.account is None:
            raise ValidationError(
                _("No account has this login name or mobile number. The system administrator can add one.")
            )
        return typed


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """Say whose account it is; what the person is shown and may answer then goes to that account."""
    if register.model is not Person:
        raise Http404
    admit(request, register, "edit")
    person = find(request, register, pk)
    require(request.user, register.permission("edit"), person.place)
    started = {"version": person.version, "login": person.account.username if person.account else ""}
    form = AccountForm(request.POST or None, initial=started)
    if request.method == "POST" and form.is_valid():
        said = {"version": form.cleaned_data["version"], "reason": form.cleaned_data["reason"]}
        try:
            set_person_account(person=person, account=form.account, by=request.user, **said)
        except ValidationError as error:
            form.add_error("login", list(error.messages))
        except StaleError:
            messages.error(request, _("Somebody changed this record just now. Look at it, then try again."))
            return redirect("person_account", register.key, pk)
        else:
            messages.success(request, _("Saved."))
            return redirect("record_detail", register.key, pk)
    return render(request, "portal/records/account.html", {"register": register, "record": person, "form": form})
