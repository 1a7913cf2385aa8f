"""The candidates of a demand by unit and by team: a table, and its rows as a file."""

from typing import Any
from urllib.parse import urlencode

import django_tables2
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.matching.domain.queries.register_matches import Shown
from duijie.matching.domain.queries.unit_matches import units_of
from duijie.portal.exports import rows_in_order
from duijie.portal.matching.labels import LEVELS
from duijie.portal.tables import PAGE_SIZE, Table, show_page
from duijie_match.ranking.units import GroupedBy

SWITCH = {
    "": _("By person or record"),
    GroupedBy.ORGANISATION: pgettext_lazy("candidates", "By unit"),
    GroupedBy.TEAM: pgettext_lazy("candidates", "By team"),
}
"""By value of ``by``: what the way to look at candidates is called."""
HEADS = {
    GroupedBy.ORGANISATION: pgettext_lazy("candidates", "Unit"),
    GroupedBy.TEAM: pgettext_lazy("candidates", "Team"),
}
EMPTY = {
    GroupedBy.ORGANISATION: _("No candidate that fits these filters belongs to a unit."),
    GroupedBy.TEAM: _("No candidate that fits these filters has a team. Teams stand in the register of experts."),
}
_COLON = pgettext_lazy("between a field and its error", ": ")
_NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


class UnitTable(Table):
    caption = _("Candidates by unit or team")
    rank = django_tables2.Column(verbose_name=_("Rank"), attrs=_NUMBER)
    name = django_tables2.Column(verbose_name=pgettext_lazy("candidates", "Unit"))
    members = django_tables2.Column(verbose_name=_("Best candidate"), orderable=False)
    level = django_tables2.Column(verbose_name=_("Level"), accessor="best__candidate__level", orderable=False)
    score = django_tables2.Column(verbose_name=_("Score"), accessor="best__candidate__score", attrs=_NUMBER)
    count = django_tables2.Column(verbose_name=_("Candidates"), attrs=_NUMBER)

    class Meta(Table.Meta):
        order_by = "rank"

    def __init__(self, data: Any, *, by: GroupedBy, kept: str, **options: Any) -> None:
        super().__init__(data, empty_text=EMPTY[by], **options)
        self._by, self._kept = by, kept
        self.columns["name"].column.verbose_name = HEADS[by]

    def render_name(self, value: str) -> str:
        address = urlencode({"by": str(self._by), "unit": value})
        more = f"&{self._kept}" if self._kept else ""
        return format_html('<a href="?{}{}" translate="no">{}</a>', address, more, value)

    def render_level(self, value: int) -> str:
        return format_html('<span class="level level-{}">{}</span>', value, LEVELS[value])

    def render_score(self, value: float) -> str:
        return f"{value:.2f}"

    def render_members(self, value: tuple[Shown, ...]) -> str:
        best, *others = value
        told = format_html('<span translate="no">{}</span> ', best.record)
        told += format_html('<span class="small text-muted">{}</span>', best.candidate.get_kind_display())
        if not others:
            return told
        pairs = ((one.record, f"{one.candidate.score:.2f}") for one in others)
        named = format_html_join("；", '<span translate="no">{}</span> ({})', pairs)
        return told + format_html('<br><span class="small">{}{}{}</span>', _("Next of the same"), _COLON, named)


def unit_table(request: HttpRequest, shown: list[Shown], chosen: dict[str, Any], *, whole: bool = False) -> UnitTable:
    """The page of the table that the address asks for, or the ``whole`` one; ``shown`` are the candidates that the
    filters leave.
    """
    table = _table_of(request, shown, chosen)
    show_page(table, request, size=max(len(table.data), 1) if whole else PAGE_SIZE)
    return table


def _table_of(request: HttpRequest, shown: list[Shown], chosen: dict[str, Any]) -> UnitTable:
    kept = request.GET.copy()
    for name in ("page", "sort", "find", "by", "unit"):
        kept.pop(name, None)
    return UnitTable(units_of(shown, chosen["by"]), by=chosen["by"], kept=kept.urlencode())


def unit_rows(request: HttpRequest, shown: list[Shown], chosen: dict[str, Any]) -> tuple[list[Any], list[list[Any]]]:
    """Head and rows for a file, in the order of the page."""
    by, units = chosen["by"], rows_in_order(request, _table_of(request, shown, chosen))
    head = [
        _("Rank"), HEADS[by], _("Best candidate"), _("Kind"), _("Level"), _("Score"), _("Candidates"),
        _("Next of the same"),
    ]  # fmt: skip
    rows = [
        [
            one.rank, one.name, str(one.best.record), one.best.candidate.get_kind_display(),
            str(LEVELS[one.best.candidate.level]), round(one.best.candidate.score, 3), one.count,
            "；".join(f"{other.record} ({other.candidate.score:.2f})" for other in one.members[1:]),
        ]
        for one in units
    ]  # fmt: skip
    return [str(word) for word in head], rows
