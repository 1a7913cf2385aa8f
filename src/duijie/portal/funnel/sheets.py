"""The funnel as a workbook: what was counted, the table by stages, shares and working days."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from duijie.indicators.domain.queries.funnel import Funnel
from duijie.portal.county.blocks import area_name
from duijie.portal.exports import file_response
from duijie.portal.funnel.links import HEADS, Line, Links


def funnel_response(funnel: Funnel, *, suffix: str) -> HttpResponse:
    """All rows with the total on top, as a download named after the area and the period."""
    links = Links(funnel)
    total = links.total
    header = [str(HEADS[funnel.cut]), *(str(cell.label) for cell in total.cells)]
    for cell in total.cells[1:]:
        header.append(_("%(stage)s: share of the stage before") % {"stage": cell.label})
    for cell in total.cells[1:]:
        header.append(_("%(stage)s: share of all found") % {"stage": cell.label})
    for cell in total.cells[1:]:
        header.append(_("%(stage)s: median of working days") % {"stage": cell.label})
    header.append(_("Found to solved: median of working days"))
    title = f"{area_name(funnel.area)}-{_('Funnel')}-{funnel.period.first:%Y%m%d}-{funnel.period.last:%Y%m%d}"
    return file_response(title, header, _rows([total, *links.lines]), suffix=suffix)


def _rows(lines: list[Line]) -> Iterator[list[Any]]:
    for line in lines:
        figures = [cell.figure for cell in line.cells]
        yield [
            str(line.label), *(one.count for one in figures), *(_share(one.of_before) for one in figures[1:]),
            *(_share(one.of_found) for one in figures[1:]), *(one.days for one in figures[1:]), line.days,
        ]  # fmt: skip


def _share(value: float | None) -> float | None:
    """Of a hundred, with one digit behind the point."""
    return None if value is None else round(100 * value, 1)
