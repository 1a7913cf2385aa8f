"""Forms of plans: settings, loads and needs of their own, organisations that are kept apart, releasing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.demands.states import WANTING, DemandState
from duijie.matching.domain.queries.plans import list_plans
from duijie.matching.models import AssignmentPlan, SupplyKind
from duijie.matching.models.plan import MOST_COVER, MOST_LOAD, MOST_SECONDS
from duijie.matching.plan_states import BETWEEN_ORGANISATIONS, PlanObjective
from duijie.portal.matching.labels import LEVELS
from duijie.portal.proposals.forms import MessageForm
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach
from duijie.registry.models import Area, AreaKind


class PlanForm(forms.Form):
    """The settings of a plan; the area is chosen once."""

    title = forms.CharField(label=_("Name"), max_length=120)
    area = AreaField(label=_("Demands of"), queryset=Area.objects.none())
    kinds = forms.MultipleChoiceField(
        label=_("Who serves"), choices=SupplyKind.choices, widget=forms.CheckboxSelectMultiple,
        initial=[SupplyKind.EXPERT],
    )  # fmt: skip
    industry = forms.CharField(
        label=_("Industry"), max_length=10, required=False,
        help_text=_("The beginning of a code of GB/T 4754, such as C34; left empty: all."),
    )  # fmt: skip
    states = forms.MultipleChoiceField(
        label=_("States of the demands"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(one.value, one.label) for one in DemandState if one in WANTING],
        help_text=_("None chosen: all of these."),
    )  # fmt: skip
    lowest = forms.TypedChoiceField(
        label=_("From level"), choices=[(key, label) for key, label in LEVELS.items()], coerce=int, initial=2
    )
    cover = forms.IntegerField(label=_("Suppliers a demand needs"), initial=1, min_value=1, max_value=MOST_COVER)
    least = forms.IntegerField(label=_("Demands that each must serve"), initial=0, min_value=0, max_value=MOST_LOAD)
    most = forms.IntegerField(
        label=_("Demands that each may serve"), initial=3, min_value=1, max_value=MOST_LOAD,
        help_text=_("An expert whose capacity stands in the register has that. Others can be set one by one later."),
    )  # fmt: skip
    one_per_organisation = forms.BooleanField(label=_("Of one organisation, one at most for a demand"), required=False)
    objective = forms.ChoiceField(
        label=_("What counts"), choices=PlanObjective.choices, initial=PlanObjective.TOTAL, widget=forms.RadioSelect
    )
    previous = forms.ModelChoiceField(
        label=_("Previous plan"), queryset=AssignmentPlan.objects.none(), required=False, empty_label=_("none"),
        help_text=_("The new plan changes as little of it as pays."),
    )  # fmt: skip
    stability = forms.FloatField(
        label=_("Worth of keeping a pair"), required=False, min_value=0, max_value=1,
        help_text=_("A previous pair gives way only for a gain above this. Left empty: 5 % of the best score."),
    )  # fmt: skip
    seconds = forms.IntegerField(
        label=_("Seconds to compute"), initial=60, min_value=1, max_value=MOST_SECONDS,
        help_text=_("Most plans take a moment. Only fair plans with several suppliers a demand may use all of it."),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Any, plan: AssignmentPlan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = list_plans(by=by).exclude(generation=0)
        if plan is not None:
            del self.fields["area"]
            others = others.filter(area__path__startswith=plan.area.path).exclude(pk=plan.pk)
        else:
            reach = areas_within_reach(by, Permission.PLAN_MAKE).exclude(kind__in=[AreaKind.TOWNSHIP, AreaKind.NATION])
            self.fields["area"].queryset = reach  # type: ignore[attr-defined]
            first = reach.first()
            if first is not None:
                self.initial.setdefault("area", first.code)
        self.fields["previous"].queryset = others  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(plan: AssignmentPlan) -> dict[str, Any]:
        """The settings of ``plan`` as the form shows them."""
        names = (
            "title", "industry", "lowest", "cover", "least", "most", "one_per_organisation", "objective", "previous",
            "stability", "seconds",
        )  # fmt: skip
        return {**{name: getattr(plan, name) for name in names}, "kinds": plan.kind_list, "states": plan.state_list}

    def settings(self) -> dict[str, Any]:
        """What the domain takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "area"}


class NeedForm(forms.Form):
    """How many suppliers one demand needs."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    cover = forms.IntegerField(
        label=_("Suppliers it needs"), required=False, min_value=0, max_value=MOST_COVER,
        help_text=_("Left empty: as many as the plan says. 0 leaves the demand out."),
    )  # fmt: skip


class LoadForm(forms.Form):
    """How many demands one row of supply must and may serve."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    least = forms.IntegerField(label=_("At least"), required=False, min_value=0, max_value=MOST_LOAD)
    most = forms.IntegerField(
        label=_("At most"), required=False, min_value=0, max_value=MOST_LOAD,
        help_text=_("Left empty: as the register or the plan says."),
    )  # fmt: skip


SUGGESTED = {"list": "organisations", "autocomplete": "off"}
"""The names of the plan, to choose from while typing."""


class ApartForm(forms.Form):
    """Two organisations of which the plan must have no pair."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    first = forms.CharField(
        label=_("Organisation"), max_length=120, help_text=_("Name as registered, or unified social credit code."),
        widget=forms.TextInput(attrs=SUGGESTED),
    )  # fmt: skip
    second = forms.CharField(label=_("The other organisation"), max_length=120, widget=forms.TextInput(attrs=SUGGESTED))
    reason = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("– choose –")), *((one.value, one.label) for one in BETWEEN_ORGANISATIONS)]
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class ReleaseForm(MessageForm):
    """What goes to both sides with every proposal."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """A button that acts on the plan as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
