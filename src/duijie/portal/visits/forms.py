"""The form of a visit on a phone: the firm, a few taps, one line."""

import secrets
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.domain.positions import PURPOSE, Position
from duijie.demands.domain.queries import visits as queries
from duijie.demands.domain.visits import LONGEST_SUBMISSION
from duijie.demands.models import Demand, Visit, VisitKind, VisitResult
from duijie.portal.guide.fields import GuidedForm
from duijie.portal.uploads import FilesField
from duijie.registry.domain.consents import has_consent
from duijie.registry.models import Organisation
from duijie.registry.record_checks import LONG_TEXT

PICTURES = "image/jpeg,image/png,image/webp"


class VisitForm(GuidedForm):
    """What is asked. ``firm`` afterwards is the organisation; several that fit are offered as ``known``."""

    submission = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_SUBMISSION)
    known = forms.ChoiceField(label=_("Firm"), required=False, widget=forms.RadioSelect)
    firm = forms.CharField(label=_("Another firm: name, pinyin or code"), required=False, max_length=120)
    kind = forms.ChoiceField(
        label=_("What for"), choices=VisitKind.choices, widget=forms.RadioSelect, initial=VisitKind.FIND
    )
    result = forms.ChoiceField(label=_("What came of it"), choices=VisitResult.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("In one line"), max_length=200)
    problem = forms.CharField(
        label=_("The problem, in the firm's words"), required=False, max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Written, it becomes a demand that comes from this visit. It can be completed later."),
    )  # fmt: skip
    follow_up_on = forms.DateField(
        label=_("Follow up on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("It waits for you on “My work” from a week before."),
    )  # fmt: skip
    photos = FilesField(
        accept=PICTURES, label=_("Photos"), required=False,
        help_text=_("At most six. Place and device are taken out of them."),
    )  # fmt: skip
    visited_on = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    contact_name = forms.CharField(label=_("Person spoken to"), required=False, max_length=60)
    contact_phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    notes = forms.CharField(
        label=_("Notes"), required=False, max_length=LONG_TEXT, widget=forms.Textarea(attrs={"rows": 3})
    )
    position = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Any, firm: Organisation | None = None, **kwargs: Any) -> None:
        self.by = by
        kwargs["initial"] = {
            "submission": secrets.token_hex(16), "visited_on": clock.today(), **(kwargs.get("initial") or {}),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.asks_position = has_consent(by, PURPOSE)
        if not self.asks_position:
            del self.fields["position"]
        self.firms = queries.firms_at_hand(by=by)
        if firm is not None:
            self.firms = [firm, *(one for one in self.firms if one.pk != firm.pk)]
            self.initial["known"] = str(firm.pk)
        elif len(self.firms) == 1:
            self.initial["known"] = str(self.firms[0].pk)
        chosen = str(self.data.get("known", "")) if self.is_bound else ""
        if chosen.isascii() and chosen.isdigit() and len(chosen) < 18:
            self._offer(queries.find_firm(by=by, pk=int(chosen)))
        self._show_offered()
        self.fields["firm"].widget.attrs |= {
            "list": "firms", "data-suggest": "", "autocomplete": "off", "enterkeyhint": "next",
        }  # fmt: skip
        self.fields["photos"].widget.attrs["data-shrink"] = ""

    def _offer(self, firm: Organisation | None) -> None:
        if firm is not None and all(one.pk != firm.pk for one in self.firms):
            self.firms.append(firm)

    def _show_offered(self) -> None:
        self.fields["known"].choices = [(str(one.pk), one.name) for one in self.firms]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        typed, known = cleaned.get("firm", "").strip(), cleaned.get("known")
        if typed:
            found = queries.firms_matching(by=self.by, text=typed)
            if len(found) == 1:
                cleaned["organisation"] = found[0]
            elif found:
                for one in found:
                    self._offer(one)
                self._show_offered()
                self.add_error("known", ValidationError(_("Several firms fit. Choose one."), code="several"))
            else:
                words = _("No registered firm that you may visit fits. Write its name, pinyin or code otherwise.")
                self.add_error("firm", ValidationError(words, code="unknown"))
        elif known:
            cleaned["organisation"] = next(one for one in self.firms if str(one.pk) == known)
        elif "known" not in self.errors:
            self.add_error("known" if self.firms else "firm", ValidationError(_("Say which firm."), code="required"))
        if cleaned.get("problem") and cleaned.get("result") not in (None, VisitResult.DEMAND):
            cleaned["problem"] = ""  # the box is shown for a demand only
        return cleaned

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
    def values(self) -> dict[str, Any]:
        """For ``log_visit``."""
        names = ("organisation", "kind", "result", "title", "visited_on", "notes", "contact_name", "contact_phone")
        values = {name: self.cleaned_data[name] for name in names}
        if values["result"] == VisitResult.FOLLOW_UP:
            values["follow_up_on"] = self.cleaned_data["follow_up_on"]
        return values


class DemandOfVisitForm(GuidedForm):
    """The demand that was found: one of the firm that is in the register, or a new one."""

    known = forms.ModelChoiceField(
        label=_("In the register already"), queryset=Demand.objects.none(), required=False,
        empty_label=_("– no, a new one –"),
    )  # fmt: skip
    title = forms.CharField(label=_("In one line"), max_length=200, required=False)
    problem = forms.CharField(
        label=_("The problem, in the firm's words"), max_length=LONG_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip

    def __init__(self, *args: Any, visit: Visit, by: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"title": visit.title, "problem": visit.notes}
        super().__init__(*args, **kwargs)
        self.fields["known"].queryset = queries.demands_to_name(visit, by=by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("known"):
            for name in ("title", "problem"):
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, ValidationError(_("Write something."), code="required"))
        return cleaned
