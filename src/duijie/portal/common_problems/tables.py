"""The list of common problems."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.portal.tables import Table

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


def percent(likeness: float | None) -> str:
    return "–" if likeness is None else f"{likeness:.0%}"


class CommonProblemTable(Table):
    caption = _("Common technical problems")
    title = django_tables2.Column(verbose_name=_("Name"))
    state = django_tables2.Column(verbose_name=_("State"))
    firms = django_tables2.Column(verbose_name=_("Firms"), attrs=NUMBER)
    demands = django_tables2.Column(verbose_name=_("Demands"), attrs=NUMBER)
    likeness = django_tables2.Column(verbose_name=_("Likeness"), attrs=NUMBER)
    industry = django_tables2.Column(verbose_name=_("Industry"))
    area = django_tables2.Column(verbose_name=_("Area"), order_by="area__path")
    solved_on = django_tables2.DateColumn(verbose_name=_("Solved on"), format="Y-m-d")
    changed_at = django_tables2.DateTimeColumn(verbose_name=_("Changed"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-changed_at"
        empty_text = _("None yet. Look for common problems, or choose demands in their list and group them.")

    def render_title(self, record: Any) -> str:
        address = reverse("common_problem_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.title)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())

    def render_likeness(self, value: float) -> str:
        return percent(value)

    def render_area(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.area)
