"""Forms of the exchange with external platforms."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from duijie.common.listing import listed
from duijie.demands.domain.exchange_systems import choices_of
from duijie.demands.domain.queries.exchange import systems_for
from duijie.demands.exchange_fields import FIELD_CHOICES, FIELDS, PRESETS
from duijie.demands.models import ExchangeFormat, ExternalSystem, ResultState


class SystemForm(forms.Form):
    """A platform: what it is called, and its words for states."""

    name = forms.CharField(label=_("Name"), max_length=60)
    code = forms.SlugField(
        label=_("Short code"), max_length=20,
        help_text=_("Small letters, digits and hyphens, a letter first. It cannot be changed later."),
    )  # fmt: skip
    preset = forms.ChoiceField(
        label=_("Template to begin with"), required=False,
        choices=[("", _("an empty one")), *((one.key, one.label) for one in PRESETS.values())],
        help_text=_("Compare it with the form of the platform as it is now, and change what differs."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    state_words = forms.CharField(
        label=_("Its words for states"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("One a line: its word = our state. Words that are missing are kept as written."),
    )  # fmt: skip

    def __init__(self, *args: Any, system: ExternalSystem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if system is None:
            del self.fields["state_words"]
        else:
            del self.fields["code"], self.fields["preset"]

    @staticmethod
    def initial_of(system: ExternalSystem) -> dict[str, Any]:
        """The platform as the form shows it."""
        labels = dict(ResultState.choices)
        words = "\n".join(f"{word} = {labels.get(state, state)}" for word, state in system.state_words.items())
        return {"name": system.name, "note": system.note, "state_words": words}

    def clean_state_words(self) -> dict[str, str]:
        known = by_words(dict(ResultState.choices))
        found = {}
        for word, state in pairs(self.cleaned_data["state_words"]):
            if state.casefold() not in known:
                raise forms.ValidationError(
                    _("“%(state)s” is none of our states: %(known)s."), code="state",
                    params={"state": state, "known": listed(ResultState.labels)},
                )  # fmt: skip
            found[word] = known[state.casefold()]
        return found


class ColumnForm(forms.Form):
    """A column of the template. A column without a heading is left out."""

    heading = forms.CharField(label=_("Heading"), max_length=60, required=False)
    field = forms.ChoiceField(label=_("Filled with"), required=False, choices=[("", _("– choose –")), *FIELD_CHOICES])
    text = forms.CharField(label=_("Fixed text"), max_length=200, required=False)
    words = forms.CharField(
        label=_("Their words"), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 1, "spellcheck": "false"}),
    )  # fmt: skip
    is_required = forms.BooleanField(label=_("Must be filled"), required=False)
    longest = forms.IntegerField(label=_("At most so many characters"), required=False, min_value=1, max_value=10_000)
    ORDER = forms.IntegerField(label=_("Position"), required=False, min_value=0, max_value=999)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("heading"):
            return cleaned
        if cleaned.get("field") not in FIELDS:
            self.add_error("field", _("Choose what the column is filled with."))
            return cleaned
        known = by_words(choices_of(cleaned["field"]))
        words = {}
        for ours, theirs in pairs(cleaned.get("words") or ""):
            if ours.casefold() not in known:
                self.add_error("words", _("“%(word)s” is no value that we have here.") % {"word": ours})
                break
            words[known[ours.casefold()]] = theirs
        cleaned["words"] = words
        return cleaned

    @staticmethod
    def initial_of(column: Any, position: int) -> dict[str, Any]:
        """A column as the form shows it."""
        labels = choices_of(column.field)
        words = "\n".join(f"{labels.get(key, key)} = {theirs}" for key, theirs in column.words.items())
        names = ("heading", "field", "text", "is_required", "longest")
        return {**{name: getattr(column, name) for name in names}, "words": words, "ORDER": 10 * (position + 1)}


ColumnFormSet = forms.formset_factory(ColumnForm, extra=3, max_num=80, absolute_max=100)


class HandOverForm(forms.Form):
    """To whom, and as what kind of file."""

    system = forms.ModelChoiceField(label=_("External platform"), queryset=ExternalSystem.objects.none())
    file_format = forms.ChoiceField(label=_("File"), choices=ExchangeFormat.choices, initial=ExchangeFormat.XLSX)
    only_changed = forms.BooleanField(
        label=_("Only what is new, or has changed since it was handed over last"), required=False, initial=True
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["system"].queryset = systems_for(by=by)  # type: ignore[attr-defined]


def pairs(text: str) -> list[tuple[str, str]]:
    """``one = other``, a pair a line; lines without both are passed over."""
    lines = (line.replace("＝", "=").partition("=") for line in text.replace("\0", "").splitlines())
    return [(one.strip(), other.strip()) for one, _mark, other in lines if one.strip() and other.strip()]


def by_words(choices: Mapping[str, Any]) -> dict[str, str]:
    """The keys of choices by their labels in both languages, and by themselves."""
    found = {key.casefold(): key for key in choices}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            found |= {str(label).casefold(): key for key, label in choices.items()}
    return found
