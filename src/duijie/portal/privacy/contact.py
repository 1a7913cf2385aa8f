"""A request of somebody who has no account and is in no register: the contact person of a firm."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from duijie.accounts.access import holding, paths_of
from duijie.accounts.permissions import Permission
from duijie.portal.permitted import blame, me, permitted
from duijie.registry.contacts import contact_columns
from duijie.registry.domain import personal_requests as domain
from duijie.registry.domain.contact_rights import count_of
from duijie.registry.domain.queries.contacts import find_contacts, identity_of
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach, counties_and_above
from duijie.registry.models import PersonalRequest
from duijie.registry.personal_states import RequestKind, RequestState


class ContactForm(forms.Form):
    """Who it is, where to look, and for a correction what is right."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is asked"), choices=RequestKind.choices, widget=forms.RadioSelect
    )  # fmt: skip
    area = AreaField(
        label=gettext_lazy("Area"), queryset=None,
        help_text=gettext_lazy("Looked for is in demands, visits, filings and organisations of this area."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Name of the contact person"), max_length=60, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone of the contact person"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail of the contact person"), required=False)
    unit = forms.CharField(
        label=gettext_lazy("Unit of the contact person"), max_length=120, required=False,
        help_text=gettext_lazy("As in the register, or its unified social credit code. Needed with a name alone."),
    )  # fmt: skip
    right_name = forms.CharField(label=gettext_lazy("For a correction: the right name"), max_length=60, required=False)
    right_phone = forms.CharField(
        label=gettext_lazy("For a correction: the right phone"), max_length=40, required=False
    )  # fmt: skip
    right_email = forms.EmailField(label=gettext_lazy("For a correction: the right e-mail"), required=False)
    words = forms.CharField(
        label=gettext_lazy("What it is about"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        area: Any = self.fields["area"]
        area.queryset = counties_and_above(areas_within_reach(by, Permission.PERSONAL_DECIDE))
        self.order_fields(["kind", "name", "phone", "email", "unit", "area"])

    @property
    def asked(self) -> dict[str, Any]:
        """As ``personal_requests.ask`` takes it."""
        given = self.cleaned_data
        return {
            "kind": given["kind"], "area": given["area"], "words": given["words"],
            "contact": {name: given[name] for name in ("name", "phone", "email", "unit")},
            "corrected": {name: given[f"right_{name}"] for name in ("name", "phone", "email")},
        }  # fmt: skip


def may_enter(by: Any) -> bool:
    """Whether ``by`` is an office that decides in some area; who keeps accounts only sees no contacts."""
    return bool(list(paths_of(holding(by, Permission.PERSONAL_DECIDE))))


@permitted(Permission.PERSONAL_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_contact(request: HttpRequest) -> HttpResponse:
    if not may_enter(request.user):
        raise PermissionDenied(_("Your roles do not permit this here. Ask your security administrator."))
    form = ContactForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = domain.ask(by=me(request), **form.asked)
        except ValidationError as error:
            blame(form, error)
        else:
            messages.success(request, _("The request was entered."))
            return redirect("personal_request", made.pk)
    return render(request, "portal/privacy/contact.html", {"form": form})


def contact_of(request: PersonalRequest) -> list[str]:
    """Name, number, address and unit as far as they are still known, for whoever decides."""
    said = (request.contact_name, request.contact_phone, request.contact_email, request.contact_unit)
    return [one for one in said if one]


def places_of(request: PersonalRequest) -> list[tuple[str, int]]:
    """In how many rows of which kind the person stands, while it is to be decided."""
    if not request.is_about_contact or request.state != RequestState.ASKED:
        return []
    labels = {one.noun: str(one.model._meta.verbose_name_plural) for one in contact_columns()}
    found = count_of(find_contacts(identity_of(request), area=request.area))
    return [(labels[noun], count) for noun, count in found.items()]
