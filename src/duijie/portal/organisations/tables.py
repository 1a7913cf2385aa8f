"""The list of organisations."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.portal.tables import DayColumn, Table
from duijie.registry.interfaces.organisation_columns import Column


class OrganisationTable(Table):
    """Ordered by the filter, which knows the same columns; the table only draws."""

    caption = _("Organisations")
    name = django_tables2.Column(verbose_name=_("name"))

    class Meta(Table.Meta):
        empty_text = _("No organisation fits. Clear the filters, add one, or import a list.")

    def order_rows(self) -> None:
        """Nothing: see the class."""

    def render_name(self, record: Any) -> str:
        mark = format_html(' <span class="badge badge-plain">{}</span>', _("archived")) if record.archived_at else ""
        address = reverse("organisation_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>{}', address, record.name, mark)

    def render_kind(self, record: Any) -> str:
        return str(record.get_kind_display())


def make_table(rows: Any, columns: tuple[Column, ...], *, most: int = 0) -> OrganisationTable:
    """The table of ``rows``, of at most ``most`` of them, with these columns."""
    extra = [(one.key, _column(one)) for one in columns if one.key != "name"]
    return OrganisationTable(rows, most=most, extra_columns=extra, sequence=[one.key for one in columns])


def _column(column: Column) -> Any:
    attributes = {"td": {"class": "number"}, "th": {"class": "number"}} if column.key == "staff" else {}
    if column.key in {"founded", "updated_at"}:
        return DayColumn(verbose_name=column.label, order_by=column.order)
    return django_tables2.Column(verbose_name=column.label, order_by=column.order, attrs=attributes)
