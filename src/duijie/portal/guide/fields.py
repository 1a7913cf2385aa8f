"""The fields that the guide asks for, beside title and description, for forms that ask for less than the register's."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from duijie.demands.models import Demand
from duijie.registry.record_checks import LONG_TEXT

GUIDED = ("tried", "targets", "deadline", "budget_from", "budget_to", "rights")


def _label(name: str) -> Any:
    field: Any = Demand._meta.get_field(name)
    return field.verbose_name


def _money(name: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=_label(name), required=False, min_value=0, max_digits=12, decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip


def _text(name: str) -> forms.CharField:
    return forms.CharField(
        label=_label(name), required=False, max_length=LONG_TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )


class GuidedForm(forms.Form):
    """All of them may be left empty."""

    tried = _text("tried")
    targets = _text("targets")
    deadline = forms.DateField(
        label=_label("deadline"), required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    budget_from = _money("budget_from")
    budget_to = _money("budget_to")
    rights = forms.CharField(label=_label("rights"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in GUIDED:
            field = self.fields[name]
            field.label = capfirst(str(field.label))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        low, high = cleaned.get("budget_from"), cleaned.get("budget_to")
        if low is not None and high is not None and high < low:
            words = _("It must not be below “%(other)s”.")
            params = {"other": self.fields["budget_from"].label}
            self.add_error("budget_to", ValidationError(words, code="order", params=params))
        return cleaned

    @property
    def guided_values(self) -> dict[str, Any]:
        """What was said of them."""
        given = {name: self.cleaned_data.get(name) for name in GUIDED}
        return {name: value for name, value in given.items() if value not in (None, "")}

    @property
    def guided_fields(self) -> list[Any]:
        return [self[name] for name in GUIDED]

    @property
    def has_guided_errors(self) -> bool:
        """Whether the fold that holds them must stand open."""
        return any(name in self.errors for name in GUIDED)
