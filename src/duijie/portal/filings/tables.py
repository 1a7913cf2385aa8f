"""The list of what firms filed, its filters and columns."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.demands.models import Filing, FilingKind, FilingState
from duijie.portal.tables import Table

BADGES = {FilingState.WAITING: "info", FilingState.ACCEPTED: "good", FilingState.REFUSED: "bad"}


class FilingFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Firm, code, number or title"), method="by_text", max_length=100)
    kind = django_filters.ChoiceFilter(label=_("What it is about"), choices=FilingKind.choices, empty_label=_("any"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=FilingState.choices, empty_label=_("any"))

    class Meta:
        model = Filing
        fields = ("q", "kind", "state")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.replace("\0", " ").split():
            rows = rows.filter(
                Q(firm_name__icontains=word)
                | Q(title__icontains=word)
                | Q(uscc__istartswith=word)
                | Q(number__startswith=word)
            )
        return rows


class FilingTable(Table):
    caption = _("Filings of firms")
    number = django_tables2.Column(verbose_name=_("Number"))
    kind = django_tables2.Column(verbose_name=_("What it is about"))
    firm_name = django_tables2.Column(verbose_name=_("Firm"), attrs={"td": {"translate": "no"}})
    title = django_tables2.Column(verbose_name=_("Title"), attrs={"td": {"translate": "no"}})
    area = django_tables2.Column(verbose_name=_("Area"), order_by="area__path")
    state = django_tables2.Column(verbose_name=_("State"))
    created_at = django_tables2.DateTimeColumn(verbose_name=_("Filed at"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-created_at"
        empty_text = _("Nothing was filed, or nothing fits these filters.")

    def render_number(self, record: Any) -> str:
        address = reverse("filing_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.number)

    def render_kind(self, record: Any) -> str:
        return str(record.get_kind_display())

    def render_area(self, record: Any) -> str:
        return str(record.area.name)

    def render_state(self, record: Any) -> str:
        return format_html('<span class="badge badge-{}">{}</span>', BADGES[record.state], record.get_state_display())
