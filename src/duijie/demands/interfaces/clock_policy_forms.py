"""Forms of clock policies: adding one, changing it to a new version, retiring it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.accounts.domain.queries.heads import heads_within
from duijie.accounts.models import Department
from duijie.accounts.permissions import Permission
from duijie.demands.domain.clock_policies import HOURS, TERMS
from duijie.demands.models import ClockPolicy
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach
from duijie.registry.models import AreaKind

RULES = [
    ("no", _("Running clocks keep the limits under which they began")),
    ("yes", _("Running clocks are counted again from their beginning, with all their pauses")),
]
HELP = {
    "checking": _(
        "From the day on which the demand was written down until it was checked; also how long a public filing may"
        " wait. Empty: no such clock."
    ),
    "response": _("From the check of the demand until the firm was spoken with. Empty: no such clock."),
    "update": _("From each word with the firm to the next. Empty: no such clock."),
    "solution": _("From the check of the demand until it is solved. Empty: no such clock."),
    "closing": _("From solved or unsolved until it is closed, with the firm's rating. Empty: no such clock."),
    "department": _("Only for one kind of demand, other than technology; suggested while such a demand is written."),
    "answer_days": _("From the day on which it is handed over; also a suggestion."),
    "reminder_days": _("0: no reminder."),
    "supervise_days": _("How long overdue before it is proposed. Empty: it is never proposed."),
    "supervises_itself": _("Else a person of a higher level decides."),
    "head": _("Who is told of what is overdue. Empty: the leaders of the demand's own area."),
}


class ClockPolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """The terms of a policy. ``policy`` is the version that is changed: its area and kind stay."""

    area = AreaField(label=_("Area"), queryset=None, required=False, empty_label=_("everywhere"))
    rule = forms.ChoiceField(label=_("Running clocks"), choices=RULES, initial="no", widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason or document"), max_length=200, required=False)

    class Meta:
        model = ClockPolicy
        fields = ("name", "area", "kind", *TERMS)
        widgets = {name: forms.TimeInput(format="%H:%M", attrs={"type": "time"}) for name in HOURS}

    def __init__(self, data: Any = None, *, by: Any, policy: ClockPolicy | None = None, like: Any = None) -> None:
        start = policy or like
        initial = {name: getattr(start, name) for name in (("name", *TERMS) if policy else TERMS)} if start else {}
        super().__init__(data, initial=initial)
        fields: Any = self.fields
        for name, words in HELP.items():
            fields[name].help_text = words
        if policy is not None:
            del fields["area"], fields["kind"]
            fields["reason"].required = True
        else:
            reach = areas_within_reach(by, Permission.CLOCK_POLICY_EDIT)
            fields["area"].queryset = reach.exclude(kind=AreaKind.TOWNSHIP)
            fields["kind"].choices = [("", _("all kinds")), *fields["kind"].choices[1:]]
        fields["department"].queryset = Department.objects.visible_to(by).in_use()
        fields["department"].empty_label = _("no department")
        fields["head"].queryset = heads_within(Permission.DEMAND_SUPERVISE, by, Permission.CLOCK_POLICY_EDIT)
        fields["head"].empty_label = _("the leaders of the demand's area")

    def _post_clean(self) -> None:
        """The domain checks the whole policy; a form that is not saved needs no row."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("rule", "reason")}

    @property
    def recalculates(self) -> bool:
        return bool(self.cleaned_data["rule"] == "yes")
