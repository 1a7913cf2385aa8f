"""Who applies, and what an application is returned for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.programmes.domain.queries.applications import own_organisations, person_of, units_for
from duijie.programmes.models import Round
from duijie.registry.domain.queries.naming import find_named
from duijie.registry.models import Person

MOST_PERSONS = 200


class ApplicantForm(forms.Form):
    """The person and the unit. People of the register are chosen, others written; an office names the unit."""

    unit_name = forms.CharField(
        label=gettext_lazy("Unit (name or code)"), max_length=120,
        help_text=gettext_lazy("As in the register of organisations."),
    )  # fmt: skip
    organisation_choice = forms.TypedChoiceField(label=gettext_lazy("Unit of the person"), coerce=int)
    person_choice = forms.TypedChoiceField(
        label=gettext_lazy("Person of the register"), coerce=int, required=False, empty_value=None,
        help_text=gettext_lazy("What the register knows is not asked again."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Name of the person"), max_length=60, required=False)
    title = forms.CharField(label=gettext_lazy("Professional title"), max_length=60, required=False)
    unit_choice = forms.TypedChoiceField(
        label=gettext_lazy("Recommending unit"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, data: Any = None, *, by: Any, round: Round) -> None:  # noqa: A002 – the noun
        self.by, self.round = by, round
        self.own = {one.pk: one for one in own_organisations(by)}
        self.me = person_of(by)
        held = holding(by, Permission.APPLICATION_ADD)
        self.is_office = any(one.reach is Reach.AREA for one in held)
        writes_for_others = bool(held)
        initial = {"name": self.me.name, "title": self.me.title} if self.me and not writes_for_others else {}
        super().__init__(data, initial=initial)
        fields: Any = self.fields
        if self.is_office:
            del fields["organisation_choice"]
        else:
            del fields["unit_name"]
            fields["organisation_choice"].choices = [(pk, one.name) for pk, one in self.own.items()]
        if self.is_office or not writes_for_others:
            del fields["person_choice"]
        else:
            people = Person.objects.visible_to(by).filter(organisation__in=self.own, archived_at=None)
            fields["person_choice"].choices = [
                ("", "–"), *((one.pk, f"{one.name} {one.title}".strip()) for one in people[:MOST_PERSONS])
            ]  # fmt: skip
        units = round.units.select_related("area", "organisation")
        fields["unit_choice"].choices = [("", _("the one of the unit's area")), *((one.pk, str(one)) for one in units)]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        self.organisation: Any = None
        if self.is_office:
            self.organisation = find_named(text=given.get("unit_name", ""), by=self.by)
            if self.organisation is None and "unit_name" in given:
                words = _("No organisation has this name or code. Write it exactly as in the register.")
                self.add_error("unit_name", words)
        else:
            self.organisation = self.own.get(given.get("organisation_choice"))  # type: ignore[arg-type]
        self.person = self._person(given)
        if self.person is not None:
            given["name"] = given.get("name") or self.person.name
            given["title"] = given.get("title") or self.person.title
        if not given.get("name"):
            self.add_error("name", _("Give the name."))
        return given

    def _person(self, given: dict[str, Any]) -> Person | None:
        people = Person.objects.visible_to(self.by).filter(archived_at=None)
        if given.get("person_choice"):
            return people.filter(pk=given["person_choice"]).first()
        if self.me is not None and not holding(self.by, Permission.APPLICATION_ADD):
            return self.me
        found = list(people.filter(organisation=self.organisation, name=given.get("name", ""))[:2])
        return found[0] if self.organisation is not None and len(found) == 1 else None

    @property
    def unit(self) -> Any:
        """The unit chosen, or None: then the one that fits is taken."""
        chosen = self.cleaned_data.get("unit_choice")
        fitting = units_for(self.round, self.organisation)
        return next((one for one in self.round.units.all() if one.pk == chosen), None) if chosen else (
            fitting[0] if len(fitting) == 1 else None
        )  # fmt: skip


class ReturnForm(forms.Form):
    """All defects at once."""

    defects = forms.CharField(
        label=gettext_lazy("All defects, one a line"), max_length=4000, widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("The whole list, at once. A further return has to say why."),
    )  # fmt: skip
    again = forms.CharField(label=gettext_lazy("Why there are further defects"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, again: bool) -> None:
        super().__init__(data)
        if not again:
            del self.fields["again"]
