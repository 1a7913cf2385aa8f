"""The list of ranking models."""

from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.matching.models import RankingModel
from duijie.portal.tables import Table

_NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


def change_of(model: RankingModel, name: str) -> str:
    """A figure before and after, on known demands."""
    numbers = [model.figures.get(kind, {}).get(name) for kind in ("untrained", "known")]
    return " → ".join("–" if number is None else f"{number:.3f}" for number in numbers)


class RankingModelTable(Table):
    caption = _("Ranking models")
    number = django_tables2.Column(verbose_name=_("Ranking model"), accessor="pk")
    state = django_tables2.Column(verbose_name=_("State"))
    pairs = django_tables2.Column(verbose_name=_("Judged pairs"), attrs=_NUMBER)
    demands = django_tables2.Column(verbose_name=_("Demands"), attrs=_NUMBER)
    error = django_tables2.Column(
        verbose_name=_("Error, before → after"), accessor="pk", orderable=False, attrs=_NUMBER
    )
    order = django_tables2.Column(
        verbose_name=_("Order, before → after"), accessor="pk", orderable=False, attrs=_NUMBER
    )
    embedder = django_tables2.Column(verbose_name=_("Embedding model"))
    by = django_tables2.Column(verbose_name=_("Proposed by"), order_by="by__name")
    created_at = django_tables2.DateTimeColumn(verbose_name=_("Proposed on"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-number"
        empty_text = _("No ranking model yet: matches are graded by the shipped calibration.")

    def render_number(self, record: Any) -> str:
        return format_html('<a href="{}">{}</a>', reverse("ranking_model_detail", args=[record.pk]), record)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())

    def render_error(self, record: Any) -> str:
        return change_of(record, "error")

    def render_order(self, record: Any) -> str:
        return change_of(record, "auc")

    def render_embedder(self, value: str) -> str:
        return format_html('<span translate="no">{}</span>', value)

    def render_by(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.by)
