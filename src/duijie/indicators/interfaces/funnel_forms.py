"""What is asked of the funnel: area, period, which demands count, how it is cut. The same for page, file and API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.common import clock
from duijie.indicators.counting import Basis, Cut
from duijie.indicators.periods import EARLIEST, LATEST, Period, Span, around, pieces
from duijie.registry.domain.queries.figures import areas_with_figures
from duijie.registry.interfaces.area_choices import AreaField
from duijie.registry.models import Area

MOST_PIECES = 60
BASES: dict[str, Any] = {
    Basis.FOUND: _("demands found in the period, however far they have come"),
    Basis.REACHED: _("stages reached in the period, whenever the demand was found"),
}
CUTS: dict[str, Any] = {
    Cut.COUNTY: _("county and zone"),
    Cut.INDUSTRY: _("industry"),
    Cut.SOURCE: _("source"),
    Cut.KIND: _("kind"),
    Cut.MONTH: pgettext_lazy("cut by", "month"),
    Cut.QUARTER: pgettext_lazy("cut by", "quarter"),
    Cut.YEAR: pgettext_lazy("cut by", "year"),
}


@dataclass(frozen=True, slots=True)
class FunnelAsked:
    """A complete question."""

    area: Area
    period: Period
    basis: Basis
    cut: Cut


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """Two days, both counted. What is left out is this year."""

    first = forms.DateField(label=pgettext_lazy("period", "From"), required=False, widget=_day())
    last = forms.DateField(label=pgettext_lazy("period", "Until"), required=False, widget=_day())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        year = around(clock.today(), Span.YEAR)
        first, last = given.get("first") or year.first, given.get("last") or year.last
        if "first" in self.errors or "last" in self.errors:
            return given
        if not EARLIEST <= first <= LATEST or not EARLIEST <= last <= LATEST:
            self.add_error("first", ValidationError(_("Choose days between 2000 and 2099."), code="range"))
        elif first > last:
            self.add_error("last", ValidationError(_("The last day lies before the first."), code="order"))
        else:
            given["period"] = Period(first, last)
        return given


class FunnelForm(PeriodForm):
    """The filters of the funnel. ``by`` bounds the areas offered; the widest of one's own is the first."""

    area = AreaField(label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=None)
    basis = forms.ChoiceField(label=_("Demands counted"), choices=list(BASES.items()), required=False)
    cut = forms.ChoiceField(label=_("Cut by"), choices=list(CUTS.items()), required=False)
    field_order = ["area", "first", "last", "basis", "cut"]

    def __init__(self, data: Mapping[str, Any], *, by: Any) -> None:
        self.areas = areas_with_figures(by)
        first = min(self.areas, key=lambda one: (one.path.count("/"), one.path), default=None)
        year = around(clock.today(), Span.YEAR)
        usual = {
            "area": first.code if first else "", "first": year.first.isoformat(), "last": year.last.isoformat(),
            "basis": Basis.FOUND.value, "cut": Cut.COUNTY.value,
        }  # fmt: skip
        given = {name: data.get(name) or value for name, value in usual.items()}
        super().__init__(given)
        self.fields["area"].queryset = self.areas  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        period, cut = given.get("period"), str(given.get("cut"))
        if period and cut in {*Span} and len([*pieces(period, Span(cut))]) > MOST_PIECES:
            words = _("That are more than %(most)d lines. Choose a shorter period, or cut by year.")
            self.add_error("cut", ValidationError(words, code="most", params={"most": MOST_PIECES}))
        return given

    @property
    def asked(self) -> FunnelAsked:
        """Of a valid form."""
        given = self.cleaned_data
        return FunnelAsked(given["area"], given["period"], Basis(given["basis"]), Cut(given["cut"]))
