"""What is shown on request, asked for where a match is started: a limit on how often, and diversity."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from duijie.matching.validators import MOST_SHOWN


class LimitsForm(forms.Form):
    """Both fields; left empty they ask for nothing."""

    most_shown = forms.IntegerField(
        label=_("Show nobody for more demands than"), min_value=0, max_value=MOST_SHOWN, required=False,
        help_text=_("The demands that fit best keep a candidate, the others get their next one. Empty: no limit."),
    )  # fmt: skip
    diversity = forms.FloatField(
        label=_("Diversity of the first ten"), min_value=0, max_value=1, required=False,
        help_text=_("From 0 (as it comes) to 1; 0.3 is noticeable. Scores stay what they are, the order changes."),
        widget=forms.NumberInput(attrs={"step": "0.05"}),
    )  # fmt: skip

    @property
    def limits(self) -> dict[str, Any]:
        """As the domain functions take them."""
        return {
            "most_shown": self.cleaned_data["most_shown"] or 0,
            "diversity": self.cleaned_data["diversity"] or 0.0,
        }


def limits_form(match: Any) -> LimitsForm:
    """The fields for a new run, filled with what was asked for last; ``match`` may be none."""
    last = {"most_shown": match.most_shown or None, "diversity": match.diversity or None} if match else {}
    return LimitsForm(initial=last)


def limits_of(match: Any) -> str:
    """What was asked for when a match run or a list match was started; empty when nothing was."""
    told = []
    if match.most_shown:
        words = ngettext(
            "nobody for more than %(n)d demand", "nobody for more than %(n)d demands", match.most_shown
        )  # fmt: skip
        told.append(words % {"n": match.most_shown})
    if match.diversity:
        told.append(gettext("diversity %(weight)s") % {"weight": f"{match.diversity:g}"})
    return gettext("; ").join(told)
