"""Forms of work logs and of contacts."""

import secrets
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.models import Demand
from duijie.portal.programmes.forms import day_field
from duijie.portal.uploads import FilesField
from duijie.programmes.domain.queries.work_logs import postings_at_work
from duijie.programmes.domain.worklogs.log_positions import PURPOSE, Position
from duijie.programmes.domain.worklogs.work_logs import LONGEST_SUBMISSION
from duijie.programmes.models import HostContact, LogKind, Posting, ServiceRules, WorkLog
from duijie.registry.domain.consents import has_consent
from duijie.registry.record_checks import LONG_TEXT

PICTURES = "image/jpeg,image/png,image/webp"
LONGEST_DAY = Decimal(24)


class LogForm(forms.Form):
    """What is asked on a phone: the posting, a few taps, hours, one line, photos."""

    submission = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SUBMISSION, required=False)
    posting = forms.ChoiceField(label=_("Where you are posted"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Kind of work"), choices=LogKind.choices, widget=forms.RadioSelect, initial=LogKind.ON_SITE
    )
    hours = forms.DecimalField(
        label=_("Hours"), min_value=Decimal("0.1"), max_value=LONGEST_DAY, decimal_places=2,
        widget=forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"}),
    )  # fmt: skip
    venue = forms.CharField(label=_("Where (workshop, laboratory, town)"), max_length=120)
    title = forms.CharField(label=_("What was done, in one line"), max_length=200)
    photos = FilesField(
        accept=PICTURES, label=_("Photos"), required=False,
        help_text=_("At most six. Place and device are taken out of them."),
    )  # fmt: skip
    worked_on = day_field(_("Day"))
    demand = forms.ModelChoiceField(
        label=_("Demand it was about"), queryset=Demand.objects.none(), required=False, empty_label=_("none")
    )
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=LONG_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    position = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Any, log: WorkLog | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "submission": secrets.token_hex(16), "worked_on": clock.today(), **(_said(log) if log else {}),
            **(kwargs.get("initial") or {}),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.postings = [log.posting] if log is not None else list(postings_at_work(by=by))
        fields: Any = self.fields
        fields["posting"].choices = [(str(one.pk), one.host.name) for one in self.postings]
        if len(self.postings) == 1:
            self.initial["posting"] = str(self.postings[0].pk)
        hosts = {one.host_id for one in self.postings}
        fields["demand"].queryset = Demand.objects.visible_to(by).filter(organisation__in=hosts, archived_at=None)
        self.asks_position = log is None and has_consent(by, PURPOSE)
        if not self.asks_position:
            del self.fields["position"]
        if log is not None:
            for name in ("posting", "photos", "submission"):
                del self.fields[name]
        else:
            fields["photos"].widget.attrs["data-shrink"] = ""

    def clean_position(self) -> Position | None:
        """As the script writes it: two numbers with a comma; nothing where the button was not pressed."""
        given = self.cleaned_data["position"].split(",")
        if given == [""]:
            return None
        try:
            latitude, longitude = (Decimal(one) for one in given)
        except (ValueError, ArithmeticError) as error:
            raise ValidationError(_("This is no place on the earth."), code="range") from error
        return latitude, longitude

    @property
    def chosen(self) -> Posting:
        """The posting that was tapped."""
        return next(one for one in self.postings if str(one.pk) == self.cleaned_data["posting"])

    @property
    def values(self) -> dict[str, Any]:
        """For ``log_work``."""
        given = self.cleaned_data
        names = ("kind", "venue", "title", "worked_on", "notes", "demand")
        return {**{name: given[name] for name in names}, "minutes": max(int(given["hours"] * 60), 1)}


class EditLogForm(LogForm):
    """Changing a log; ``version`` is what the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CorrectLogForm(LogForm):
    """A correction of what is counted."""

    reason = forms.CharField(label=_("Reason of the correction"), max_length=300)


class SlipForm(forms.Form):
    """The photo of the stamped slip, with the code that is printed on it."""

    code = forms.CharField(label=_("Code on the slip"), max_length=40)
    photo = forms.FileField(
        label=_("Photo of the stamped slip"), widget=forms.ClearableFileInput(attrs={"accept": PICTURES})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class LinkForm(forms.Form):
    """To which contact a link goes."""

    contact = forms.ModelChoiceField(
        label=_("Contact"), queryset=HostContact.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, contacts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].queryset = contacts  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The word of the host."""

    answer = forms.ChoiceField(
        label=_("Is it as it was logged?"), widget=forms.RadioSelect,
        choices=[("yes", _("Yes, I confirm it")), ("no", _("No, something is not so"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("What is not so"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )


class ContactForm(forms.Form):
    """Somebody who speaks for a host unit."""

    account = forms.ChoiceField(label=_("Account"), required=False)
    name = forms.CharField(label=_("Name"), max_length=60)
    post = forms.CharField(label=_("Post"), max_length=60, required=False)
    mobile = forms.CharField(label=_("Mobile number"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Links to confirm go there, for whoever has no account.")
    )

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["account"].choices = [("", _("none")), *((str(one.pk), str(one)) for one in accounts)]


class VerifyForm(forms.Form):
    proof = forms.CharField(
        label=_("Seen by the county"), max_length=200, help_text=_("Such as the letter of authority and its date.")
    )


class ServiceRulesForm(forms.ModelForm):  # type: ignore[type-arg]
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ServiceRules
        fields = (
            "late_days", "link_days", "remind_days", "warn_days", "subsidy_most", "insurance_most", "project_most",
        )  # fmt: skip


def _said(log: WorkLog) -> dict[str, Any]:
    names = ("kind", "venue", "title", "worked_on", "notes", "demand", "version")
    return {**{name: getattr(log, name) for name in names}, "hours": Decimal(log.minutes) / 60}
