"""Forms of the office's decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.portal.programmes.forms import day_field
from duijie.programmes.states import ExitCause


class RecuseForm(forms.Form):
    organisation = forms.CharField(label=_("Unit (name or code)"), max_length=120)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class MeetingForm(forms.Form):
    held_on = day_field(_("Day of the meeting"))
    attendees = forms.CharField(label=_("Present"), max_length=600, required=False)
    minutes = forms.CharField(label=_("Minutes"), max_length=20_000, widget=forms.Textarea({"rows": 6}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class NoticeForm(forms.Form):
    from_on = day_field(
        _("Notice from"), help_text=_("The first day counts when it is a working day; the last one is computed.")
    )
    receiver = forms.CharField(
        label=_("Objections to"), max_length=200, help_text=_("Office, telephone and address, as the notice says them.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RecogniseForm(forms.Form):
    document = forms.CharField(label=_("Document number"), max_length=80)
    issuer = forms.CharField(label=_("Recognised by"), max_length=120)
    issued_on = day_field(_("Day of the document"))
    from_on = day_field(_("Term from"), required=False, help_text=_("Empty: from the day of the document."))
    version = forms.IntegerField(widget=forms.HiddenInput)


class RenewForm(forms.Form):
    to_on = day_field(_("Valid until"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LeaveForm(forms.Form):
    cause = forms.ChoiceField(label=_("Why somebody left"), choices=[("", "–"), *ExitCause.choices])
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("The check page says the day, not why. “Another reason” needs a note."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class ObjectionDecisionForm(forms.Form):
    upheld = forms.TypedChoiceField(
        label=_("Decision"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("Upheld: the person is refused")), ("no", _("Rejected: the person stays on the notice"))],
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), max_length=600, widget=forms.Textarea({"rows": 3}))
