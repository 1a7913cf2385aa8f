"""From a number of the funnel to the list that shows exactly the demands it counts."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from duijie.demands.models import DemandKind, Source
from duijie.demands.stages import ALL
from duijie.indicators.domain.queries.funnel import Basis, Cut, Funnel, Row, StageFigure
from duijie.portal.county.blocks import area_name
from duijie.portal.permitted import address_with
from duijie.registry import industries
from duijie.registry.models import Area, AreaKind

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
        funnel = self.funnel
        period = row.period if row is not None and row.period is not None else funnel.period
        asked = place_of(row.area if row is not None and row.area is not None else funnel.area)
        if funnel.basis is Basis.FOUND:
            asked |= {"found_between": period.address, "reached": stage if ALL[stage].column else ""}
        elif ALL[stage].column:
            asked |= {"reached": f"{stage}@{period.address}"}
        else:
            asked |= {"found_between": period.address}
        if row is not None and row is not funnel.total:
            asked |= _narrowed_to(row.key, funnel.cut)
        return address_with(reverse("record_list", args=["demands"]), **asked)

    def _line(self, row: Row, label: Any, is_name: bool) -> Line:
        cells = tuple(Shown(one, ALL[one.stage].label, self.address(one.stage, row)) for one in row.stages)
        return Line(label, cells, row.days, is_name)


def place_of(area: Area) -> dict[str, str]:
    """The filter of lists for an area."""
    return {"zone" if area.kind == AreaKind.ZONE else "area": area.code}


def _narrowed_to(key: str, cut: Cut) -> dict[str, str]:
    """The filter or narrowing for a row that is no area and no period."""
    if cut is Cut.INDUSTRY:
        return {"division": key}
    if cut in {Cut.KIND, Cut.SOURCE}:
        return {cut.value: key} if key else {"without": cut.value}
    return {}


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
