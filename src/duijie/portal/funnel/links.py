"""From a number of the funnel to the list that shows exactly the demands it counts."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from duijie.demands.models import DemandKind, Source
from duijie.demands.stages import ALL
from duijie.indicators.addresses import asked_for, asked_for_row
from duijie.indicators.counting import Cut
from duijie.indicators.domain.queries.funnel import Funnel, Row, StageFigure
from duijie.portal.county.blocks import area_name
from duijie.portal.permitted import address_with
from duijie.registry import industries

HEADS: dict[str, Any] = {
    Cut.COUNTY: gettext_lazy("County or zone"),
    Cut.INDUSTRY: gettext_lazy("Division of GB/T 4754"),
    Cut.SOURCE: gettext_lazy("Source"),
    Cut.KIND: gettext_lazy("Kind"),
    Cut.MONTH: gettext_lazy("Month"),
    Cut.QUARTER: pgettext_lazy("cut by", "Quarter"),
    Cut.YEAR: pgettext_lazy("cut by", "Year"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A stage of a row as the page draws it: with the address of its demands."""

    figure: StageFigure
    label: Any
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the page draws it. ``is_name``: the label is a name, which is not translated."""

    label: Any
    cells: tuple[Shown, ...]
    days: float | None
    is_name: bool = False


class Links:
    """Addresses of demands, and rows with their words, for one funnel."""

    def __init__(self, funnel: Funnel) -> None:
        self.funnel = funnel
        self._list = reverse("record_list", args=["demands"])

    @property
    def total(self) -> Line:
        return self._line(self.funnel.total, _("All"), is_name=False)

    @property
    def lines(self) -> list[Line]:
        return [self._line(row, *_label_of(row, self.funnel.cut)) for row in self.funnel.rows]

    def beside(self, stage: str) -> str:
        """The demands that are counted beside the funnel: reopened or unsolved."""
        return self.address(stage, None)

    def address(self, stage: str, row: Row | None) -> str:
        """The list of the demands that count at a stage, in a row or in all."""
        funnel, area, period = self.funnel, self.funnel.area, self.funnel.period
        if row is not None:
            area, period = row.area or area, row.period or period
        asked = asked_for(stage, area=area, period=period, basis=funnel.basis)
        if row is not None and row is not funnel.total:
            asked |= asked_for_row(funnel.cut, row.key)
        return address_with(self._list, **asked)

    def _line(self, row: Row, label: Any, is_name: bool) -> Line:
        cells = tuple(Shown(one, ALL[one.stage].label, self.address(one.stage, row)) for one in row.stages)
        return Line(label, cells, row.days, is_name)


def _label_of(row: Row, cut: Cut) -> tuple[Any, bool]:
    """The words of a row, and whether they are a name."""
    if row.area is not None:
        return area_name(row.area), True
    if cut is Cut.INDUSTRY:
        if row.key == industries.UNCODED:
            return _("without a code"), False
        return f"{row.key} {industries.name_of(row.key)}", False
    if cut is Cut.KIND:
        return DemandKind(row.key).label, False
    if cut is Cut.SOURCE:
        return (Source(row.key).label if row.key else _("not stated")), False
    return row.key, False
