"""Forms of challenges, bids and rules."""

from typing import Any

from django import forms
from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.demands.challenge_checks import NUMBERS
from duijie.demands.domain.challenges import BID_FIELDS, FIELDS
from duijie.demands.domain.queries.challenges import organisations_of
from duijie.demands.models import Bid, Challenge, ChallengeRules
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach, counties_and_above

_DAY = {"closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class ChallengeForm(modelform_factory(Challenge, fields=FIELDS, widgets=_DAY)):  # type: ignore[misc]
    """What is put out; ``version`` is the state that the form was opened with, 0 for none yet."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, challenge: Challenge | None) -> None:
        initial = {name: getattr(challenge, name) for name in (*FIELDS, "version")} if challenge else {"version": 0}
        super().__init__(data, initial=initial)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class BidForm(modelform_factory(Bid, fields=BID_FIELDS, widgets={"plan": forms.Textarea(attrs={"rows": 8})})):  # type: ignore[misc]
    """A bid for one of one's organisations; with one only there is nothing to choose."""

    def __init__(self, data: Any = None, *, by: Any, given: Bid | None) -> None:
        initial = {name: getattr(given, name) for name in BID_FIELDS} if given else {}
        super().__init__(data, initial=initial)
        self.own = {one.pk: one for one in organisations_of(by)}
        if len(self.own) > 1:
            self.fields["organisation"] = forms.TypedChoiceField(
                label=_("Bid for"), coerce=int, choices=[(pk, one.name) for pk, one in self.own.items()],
                initial=given.organisation_id if given else None,
            )  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in BID_FIELDS}

    @property
    def organisation(self) -> Any:
        return self.own[self.cleaned_data.get("organisation") or next(iter(self.own))]


class RulesForm(modelform_factory(ChallengeRules, fields=(*NUMBERS, "reason"))):  # type: ignore[misc]
    """The numbers of an area."""

    area = AreaField(label=_("Area"), queryset=None)
    field_order = ("area",)

    def __init__(self, data: Any = None, *, by: Any, rules: ChallengeRules | None = None) -> None:
        known = rules or ChallengeRules()
        super().__init__(data, initial={name: getattr(known, name) for name in NUMBERS})
        choices: Any = self.fields["area"]
        choices.queryset = counties_and_above(areas_within_reach(by, Permission.CHALLENGE_RULES_EDIT))

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in NUMBERS}
