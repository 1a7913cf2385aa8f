"""The lists of pairs and of merges."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.portal.tables import Table


def percent(likeness: float) -> str:
    return f"{round(100 * likeness)} %"


class PairTable(Table):
    """Ordered by the filter; rows carry their two records (``attach_records``)."""

    caption = _("Pairs that may be one")
    register = django_tables2.Column(verbose_name=_("Register"))
    one = django_tables2.Column(verbose_name=_("First record"), orderable=False, empty_values=())
    other = django_tables2.Column(verbose_name=_("Second record"), orderable=False, empty_values=())
    why = django_tables2.Column(verbose_name=_("Why"))
    likeness = django_tables2.Column(
        verbose_name=_("Likeness"), attrs={"td": {"class": "number"}, "th": {"class": "number"}}
    )
    state = django_tables2.Column(verbose_name=_("State"))
    found_at = django_tables2.DateTimeColumn(verbose_name=_("Found on"), format="Y-m-d")

    class Meta(Table.Meta):
        empty_text = _("Nothing to decide. Look for duplicates, or clear the filters.")

    def order_rows(self) -> None:
        """Nothing: see the class."""

    def render_register(self, record: Any) -> Any:
        return record.register_label

    def render_one(self, record: Any) -> Any:
        address = reverse("duplicate_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>{}', address, record.one or "–", _mark(record.one))

    def render_other(self, record: Any) -> Any:
        return format_html('<span translate="no">{}</span>{}', record.other or "–", _mark(record.other))

    def render_why(self, record: Any) -> Any:
        return record.get_why_display()

    def render_likeness(self, value: float) -> str:
        return percent(value)

    def render_state(self, record: Any) -> Any:
        return record.get_state_display()


class MergeTable(Table):
    caption = _("Merges")
    at = django_tables2.DateTimeColumn(verbose_name=_("Merged at"), format="Y-m-d H:i")
    register = django_tables2.Column(verbose_name=_("Register"))
    one = django_tables2.Column(verbose_name=_("Record kept"), orderable=False, empty_values=())
    other = django_tables2.Column(verbose_name=_("Record merged into it"), orderable=False, empty_values=())
    by = django_tables2.Column(verbose_name=_("Merged by"), order_by="by__name")
    undone_at = django_tables2.DateTimeColumn(verbose_name=_("Undone at"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-at"
        empty_text = _("Nothing was merged yet.")

    def render_register(self, record: Any) -> Any:
        return record.register_label

    def render_one(self, record: Any) -> Any:
        address = reverse("merge_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.one or "–")

    def render_other(self, record: Any) -> Any:
        return format_html('<span translate="no">{}</span>', record.other or "–")

    def render_by(self, record: Any) -> Any:
        return format_html('<span translate="no">{}</span>', record.by)


def _mark(record: Any) -> Any:
    archived = record is not None and record.archived_at is not None
    return format_html(' <span class="badge badge-plain">{}</span>', _("archived")) if archived else ""
