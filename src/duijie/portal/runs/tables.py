"""The list of match runs, and of what a run shows how often."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.matching.domain.queries.exposure import Exposure
from duijie.matching.models import SupplyKind
from duijie.portal.limits import limits_of
from duijie.portal.matching.labels import LEVELS
from duijie.portal.tables import Table

_NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


class ExposureTable(Table):
    caption = _("How often each record of supply is shown")
    title = django_tables2.Column(verbose_name=_("Record"))
    kind = django_tables2.Column(verbose_name=_("Kind"))
    owner = django_tables2.Column(verbose_name=_("Organisation"), accessor="record__owner_name")
    times = django_tables2.Column(verbose_name=_("Among the first ten of so many demands"), attrs=_NUMBER)
    best = django_tables2.Column(verbose_name=_("of these at the first place"), attrs=_NUMBER)
    level = django_tables2.Column(verbose_name=_("Best level"))

    class Meta(Table.Meta):
        order_by = "-times"
        empty_text = _("Nobody is among the first ten of any demand.")

    def render_title(self, record: Exposure) -> str:
        address = reverse("record_detail", args=[record.register.key, record.record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.title)

    def render_kind(self, value: str) -> str:
        return str(SupplyKind(value).label)

    def render_owner(self, value: str) -> str:
        return format_html('<span translate="no">{}</span>', value)

    def render_level(self, value: int) -> str:
        return format_html('<span class="level level-{}">{}</span>', value, LEVELS[value])


NONE_FITS = _("No match run fits. Clear the filters.")
NONE_YET = _("No demands have been matched yet in the areas that you look after.")
"""For those who may not start a run."""
COUNTED = ("demands", "supply", "new")
"""What the summary of a run counts, in the order of the columns."""


class MatchRunTable(Table):
    caption = _("Match runs")
    area = django_tables2.Column(verbose_name=_("Area"), order_by="area__path")
    created_at = django_tables2.DateTimeColumn(verbose_name=_("Started"), format="Y-m-d H:i")
    by = django_tables2.Column(verbose_name=_("Started by"), order_by="by__name")
    demands = django_tables2.Column(verbose_name=_("Demands"), accessor="summary__demands", orderable=False)
    supply = django_tables2.Column(verbose_name=_("Supply"), accessor="summary__supply", orderable=False)
    new = django_tables2.Column(verbose_name=_("New"), accessor="summary__new", orderable=False)
    limits = django_tables2.Column(verbose_name=_("On request"), accessor="most_shown", orderable=False)
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

    def render_limits(self, record: Any) -> str:
        return limits_of(record) or "–"

    def render_state(self, record: Any) -> str:
        if record.is_current:
            return str(_("current result"))
        if record.finished_at:
            return str(_("replaced by a newer one"))
        return str(record.job.get_state_display() if record.job else "–")
