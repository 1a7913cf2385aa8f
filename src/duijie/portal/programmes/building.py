"""Conditions and form of a programme, built on pages: no JSON is written by hand."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.portal.permitted import me, permitted
from duijie.portal.programmes.acting import act, programme_of
from duijie.portal.programmes.views import form_page
from duijie.programmes.builders.condition_builder import ConditionsField
from duijie.programmes.builders.deeds import is_building
from duijie.programmes.builders.form_builder import FormDefinitionField
from duijie.programmes.conditions.facts import table
from duijie.programmes.domain import programmes as domain
from duijie.programmes.forms.answer_facts import facts_with
from duijie.programmes.forms.reading import read_form
from duijie.programmes.models import Programme

TITLES = {"conditions": _("Conditions"), "form": _("Form of the application")}
LEADS = {
    "conditions": _("What holds from the next round on. All of them must be met."),
    "form": _("What the next round asks for. What the register knows is filled in."),
}


class BuilderForm(forms.Form):
    """One part of the rules with its builder."""

    reason = forms.CharField(label=_("Reason (shown in the history)"), required=False, max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("built", "reason", "version")

    def __init__(self, data: Any = None, *, programme: Programme, part: str, address: str) -> None:
        super().__init__(data, initial={"built": programme.rules[part], "version": programme.version})
        if part == "conditions":
            asked = read_form(programme.rules["form"])
            self.fields["built"] = ConditionsField(
                facts=lambda: facts_with(asked, table()), address=address, required=False, label=TITLES[part]
            )
        else:
            self.fields["built"] = FormDefinitionField(address=address, label=TITLES[part])
        self.order_fields(self.field_order)


@permitted(Permission.PROGRAMME_EDIT)
@form_page
def build(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """A deed of the builder shows the page anew and saves nothing."""
    programme = programme_of(request, pk)
    require(request.user, Permission.PROGRAMME_EDIT, programme.place)
    address = reverse(f"programme_{part}", args=[pk])
    form = BuilderForm(request.POST or None, programme=programme, part=part, address=address)
    if request.method == "POST" and not is_building(request.POST) and form.is_valid():
        given = form.cleaned_data
        rules = {**programme.rules, part: given["built"]}
        if act(
            request,
            lambda: domain.edit_programme(
                programme=programme, values={}, rules=rules, version=given["version"], reason=given["reason"],
                by=me(request),
            ),
            form=form,
        ):  # fmt: skip
            return redirect("programme_detail", pk)
    context = {"form": form, "programme": programme, "title": TITLES[part], "lead": LEADS[part]}
    return render(request, "portal/programmes/build.html", context)
