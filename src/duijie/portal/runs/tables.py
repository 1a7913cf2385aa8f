"""The list of match runs."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.portal.tables import Table


class MatchRunTable(Table):
    caption = _("Match runs")
    area = django_tables2.Column(verbose_name=_("Area"), order_by="area__path")
    created_at = django_tables2.DateTimeColumn(verbose_name=_("Started"), format="Y-m-d H:i")
    by = django_tables2.Column(verbose_name=_("Started by"), order_by="by__name")
    demands = django_tables2.Column(verbose_name=_("Demands"), accessor="summary__demands", orderable=False)
    supply = django_tables2.Column(verbose_name=_("Supply"), accessor="summary__supply", orderable=False)
    new = django_tables2.Column(verbose_name=_("New"), accessor="summary__new", orderable=False)
    ranking_model = django_tables2.Column(
        verbose_name=_("Ranking model"), empty_values=(), order_by="ranking_model__pk"
    )
    state = django_tables2.Column(verbose_name=_("State"), accessor="pk", orderable=False)

    class Meta(Table.Meta):
        order_by = "-created_at"
        empty_text = _("No demands have been matched yet. Choose an area above and start.")

    def render_area(self, record: Any) -> str:
        address = reverse("match_run_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.area)

    def render_by(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.by)

    def render_ranking_model(self, record: Any) -> str:
        return str(record.ranking_model or (_("shipped calibration") if record.finished_at else "–"))

    def render_state(self, record: Any) -> str:
        if record.is_current:
            return str(_("current result"))
        if record.finished_at:
            return str(_("replaced by a newer one"))
        return str(record.job.get_state_display() if record.job else "–")
