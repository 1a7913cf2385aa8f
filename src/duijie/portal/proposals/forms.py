"""Forms of proposals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.matching.domain.proposals import MOST_DAYS, OPEN_DAYS
from duijie.matching.states import Reason


class MessageForm(forms.Form):
    """What goes to both sides with a proposal."""

    message = forms.CharField(
        label=_("A few words to both sides"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both sides read it together with the reasons of the match."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("Days to answer"), initial=OPEN_DAYS, min_value=1, max_value=MOST_DAYS, help_text=_("Then it expires.")
    )


class ProposeForm(MessageForm):
    """A proposal of one item of supply."""

    supply = forms.CharField(widget=forms.HiddenInput, max_length=40)


class DeclineForm(forms.Form):
    """A no, with its reason."""

    reason = forms.ChoiceField(label=_("Reason"), choices=[("", _("– choose –")), *Reason.choices])
    note = forms.CharField(label=_("Note (both sides and the office read it)"), max_length=500, required=False)
