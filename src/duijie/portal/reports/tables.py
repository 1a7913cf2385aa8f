"""The list of work reports."""

from typing import Any

import django_tables2
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.indicators.models import WorkReport
from duijie.portal.county.blocks import area_name
from duijie.portal.tables import Table

_LANGUAGES = dict(settings.LANGUAGES)


def state_of(report: WorkReport) -> str:
    """Whether its documents are ready."""
    if report.archived_at is not None:
        return str(_("archived"))
    if report.job is not None and (report.job.is_open or not report.is_ready):
        return str(report.job.get_state_display())
    return str(_("ready") if report.is_ready else _("without documents"))


class WorkReportTable(Table):
    caption = _("Work reports")
    title = django_tables2.Column(verbose_name=_("Title"))
    area = django_tables2.Column(verbose_name=_("Area"), order_by="area__path")
    first = django_tables2.Column(
        verbose_name=_("Period"), order_by=("first", "last"), attrs={"td": {"class": "nowrap"}}
    )
    language = django_tables2.Column(verbose_name=_("Language"))
    state = django_tables2.Column(verbose_name=_("State"), accessor="pk", orderable=False)
    by = django_tables2.Column(verbose_name=_("Made by"), order_by="by__name")
    created_at = django_tables2.DateTimeColumn(verbose_name=_("Made"), format="Y-m-d H:i")
    fingerprint = django_tables2.Column(verbose_name=_("Fingerprint"), orderable=False)

    class Meta(Table.Meta):
        order_by = "-created_at"
        empty_text = _("No work report yet. Choose an area and a period, and have one made.")

    def render_title(self, record: Any) -> str:
        address = reverse("work_report_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.title)

    def render_area(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', area_name(record.area))

    def render_first(self, record: Any) -> str:
        return f"{record.first:%Y-%m-%d} – {record.last:%Y-%m-%d}"

    def render_language(self, value: str) -> str:
        return str(_LANGUAGES.get(value, value))

    def render_state(self, record: Any) -> str:
        return state_of(record)

    def render_by(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.by)

    def render_fingerprint(self, value: str) -> str:
        return format_html('<code translate="no">{}</code>', value[:12])
