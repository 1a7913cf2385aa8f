"""The form of an organisation. It turns text into values; what is right, the domain's validators say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach, zones_near
from duijie.registry.interfaces.organisation_vocabulary import LABELS
from duijie.registry.models import Area, AreaKind, Organisation, OrganisationKind
from duijie.registry.validators import FIELDS, LENGTHS


class OrganisationForm(forms.Form):
    """Fields in the order of the page. Two confirmations are left out until ``ask`` shows them."""

    name = forms.CharField(label=LABELS["name"], max_length=LENGTHS["name"])
    short_name = forms.CharField(label=LABELS["short_name"], max_length=LENGTHS["short_name"], required=False)
    name_en = forms.CharField(label=LABELS["name_en"], max_length=LENGTHS["name_en"], required=False)
    kind = forms.ChoiceField(label=LABELS["kind"], choices=OrganisationKind.choices)
    uscc = forms.CharField(
        label=LABELS["uscc"],
        max_length=30,
        required=False,
        help_text=_("18 characters, as on the business licence; blanks do no harm."),
    )
    uscc_confirmed = forms.BooleanField(
        label=_("I compared the code with the licence; it is written like this."), required=False
    )
    area = AreaField(label=LABELS["area"], queryset=Area.objects.none())
    zone = AreaField(label=LABELS["zone"], queryset=Area.objects.none(), required=False)
    industry = forms.CharField(label=LABELS["industry"], max_length=LENGTHS["industry"], required=False)
    address = forms.CharField(label=LABELS["address"], max_length=LENGTHS["address"], required=False)
    founded = forms.DateField(
        label=LABELS["founded"], required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    staff = forms.IntegerField(label=LABELS["staff"], required=False, min_value=0, max_value=5_000_000)
    contact_name = forms.CharField(label=LABELS["contact_name"], max_length=LENGTHS["contact_name"], required=False)
    contact_phone = forms.CharField(label=LABELS["contact_phone"], max_length=LENGTHS["contact_phone"], required=False)
    website = forms.CharField(label=LABELS["website"], max_length=LENGTHS["website"], required=False)
    description = forms.CharField(
        label=LABELS["description"], required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    renamed_on = forms.DateField(
        label=_("Bears this name since"), required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Only where it was renamed: its former name is kept. Empty: the name was only written wrongly."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason of the change"), max_length=200, required=False, help_text=_("Shown in the history.")
    )
    another = forms.BooleanField(
        label=_("None of the organisations listed above is this one; save it."), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, by: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        if organisation is not None:
            kwargs.setdefault("initial", initial_of(organisation))
        super().__init__(*args, **kwargs)
        permission = Permission.ORGANISATION_EDIT if organisation else Permission.ORGANISATION_ADD
        lies_in, run_by = (organisation.area_id, organisation.zone_id) if organisation else (None, None)
        counted = areas_within_reach(by, permission, besides=lies_in)
        self.fields["area"].queryset = counted.exclude(kind__in=[AreaKind.ZONE, AreaKind.NATION])  # type: ignore[attr-defined]
        self.fields["zone"].queryset = zones_near(by, permission, besides=run_by)  # type: ignore[attr-defined]
        if organisation is None:
            del self.fields["reason"], self.fields["renamed_on"]
        if not self.data.get(self.add_prefix("another")):
            del self.fields["another"]
        if not self.data.get(self.add_prefix("uscc_confirmed")) and not (organisation and organisation.uscc_confirmed):
            del self.fields["uscc_confirmed"]

    def ask(self, name: str) -> None:
        """Show the confirmation ``uscc_confirmed`` or ``another``, which is left out until it is needed."""
        field = self.base_fields[name]
        order = [*self.fields]
        self.fields[name] = field
        after = "uscc" if name == "uscc_confirmed" else order[-1]
        order.insert(order.index(after) + 1, name)
        self.order_fields(order)

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values by field of the organisation."""
        return {field: self.cleaned_data[field] for field in FIELDS if field in self.cleaned_data}


def initial_of(organisation: Organisation) -> dict[str, Any]:
    """The organisation as the form shows it."""
    values = {field: getattr(organisation, field) for field in FIELDS}
    values["area"] = organisation.area.code
    values["zone"] = organisation.zone.code if organisation.zone else None
    return {**values, "version": organisation.version}
