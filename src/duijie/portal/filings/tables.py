"""The list of what firms filed, its filters and columns."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.demands.domain.filing_deadlines import FilingDeadlines
from duijie.demands.models import FilingState
from duijie.portal.tables import DayColumn, Table

BADGES = {FilingState.WAITING: "info", FilingState.ACCEPTED: "good", FilingState.REFUSED: "bad"}


class FilingTable(Table):
    caption = _("Filings of firms")
    number = django_tables2.Column(verbose_name=_("Number"))
    kind = django_tables2.Column(verbose_name=_("What it is about"))
    firm_name = django_tables2.Column(verbose_name=_("Firm"), attrs={"td": {"translate": "no"}})
    title = django_tables2.Column(verbose_name=_("Title"), attrs={"td": {"translate": "no"}})
    area = django_tables2.Column(verbose_name=_("Area"), order_by="area__path")
    state = django_tables2.Column(verbose_name=_("State"))
    created_at = django_tables2.DateTimeColumn(verbose_name=_("Filed at"), format="Y-m-d H:i")
    due = DayColumn(verbose_name=_("To be decided by"), accessor="pk", orderable=False)

    class Meta(Table.Meta):
        order_by = "-created_at"
        empty_text = _("Nothing was filed, or nothing fits these filters.")

    def __init__(self, *told: Any, **named: Any) -> None:
        self.deadlines = FilingDeadlines()
        super().__init__(*told, **named)

    def render_due(self, record: Any) -> str:
        day = self.deadlines.due_on(record)
        return f"{day:%Y-%m-%d}" if day is not None else "–"

    def render_number(self, record: Any) -> str:
        address = reverse("filing_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.number)

    def render_kind(self, record: Any) -> str:
        return str(record.get_kind_display())

    def render_area(self, record: Any) -> str:
        return str(record.area)

    def render_state(self, record: Any) -> str:
        return format_html('<span class="badge badge-{}">{}</span>', BADGES[record.state], record.get_state_display())
