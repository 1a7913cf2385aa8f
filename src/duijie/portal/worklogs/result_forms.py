"""Forms of yields and of the ledger."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.grades import EvidenceKind
from duijie.demands.models import Demand
from duijie.portal.programmes.forms import day_field
from duijie.programmes.models import MoneyKind, MoneyStage, Posting, Yield
from duijie.programmes.yield_kinds import YIELD_KINDS


class YieldForm(forms.Form):
    """What came of a posting."""

    kind = forms.ChoiceField(label=_("Kind of yield"), choices=[(key, one.label) for key, one in YIELD_KINDS.items()])
    title = forms.CharField(label=_("Title"), max_length=200)
    number = forms.CharField(
        label=_("Number on the paper"), max_length=80, required=False,
        help_text=_("Of a patent or a project: by it the thing is known again, and counted once."),
    )  # fmt: skip
    happened_on = day_field(_("Day"))
    persons = forms.IntegerField(label=_("Persons trained"), required=False, min_value=1)
    hours = forms.DecimalField(label=_("Hours of training"), required=False, max_digits=6, decimal_places=1)
    demand = forms.ModelChoiceField(
        label=_("Demand that it answers"), queryset=Demand.objects.none(), required=False, empty_label=_("none")
    )

    def __init__(self, *args: Any, by: Any, firm: Any, known: Yield | None = None, **kwargs: Any) -> None:
        names = ("kind", "title", "number", "happened_on", "persons", "hours", "demand")
        kwargs["initial"] = {name: getattr(known, name) for name in names} if known else {"happened_on": clock.today()}
        super().__init__(*args, **kwargs)
        rows = Demand.objects.visible_to(by).filter(organisation=firm, archived_at=None)
        self.fields["demand"].queryset = rows  # type: ignore[attr-defined]


class EvidenceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of evidence"), choices=EvidenceKind.choices)
    file = forms.FileField(label=_("File"))


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        label=_("The entry that stays"), queryset=Yield.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, twins: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = twins  # type: ignore[attr-defined]


class SharesForm(forms.Form):
    """A number for each posting at the firm; 0 is no share."""

    def __init__(self, *args: Any, postings: list[Posting], shares: dict[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.postings = postings
        for one in postings:
            self.fields[f"share-{one.pk}"] = forms.IntegerField(
                label=f"“{one.name} · {one.home.name}”", min_value=0, max_value=100, initial=shares.get(one.pk, 0)
            )

    @property
    def shares(self) -> dict[int, int]:
        return {one.pk: self.cleaned_data[f"share-{one.pk}"] for one in self.postings}


class MoneyForm(forms.Form):
    submission = forms.CharField(widget=forms.HiddenInput, max_length=36, required=False)
    kind = forms.ChoiceField(label=_("Kind of money"), choices=MoneyKind.choices)
    stage = forms.ChoiceField(label=_("Planned or paid"), choices=MoneyStage.choices)
    amount = forms.DecimalField(label=_("Amount (yuan)"), max_digits=14, decimal_places=2)
    booked_on = day_field(_("Day of the entry"))
    document = forms.CharField(label=_("Document number"), max_length=80)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    file = forms.FileField(label=_("Document"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"submission": secrets.token_hex(16), "booked_on": clock.today()}
        super().__init__(*args, **kwargs)
