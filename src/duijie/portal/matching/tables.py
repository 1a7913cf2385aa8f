"""The list of list matches."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.matching.models import ListMatch
from duijie.matching.models.list_match import ListMatchState
from duijie.portal.tables import Table

TONES = {
    ListMatchState.READING: "info",
    ListMatchState.MATCHING: "info",
    ListMatchState.UNDERSTOOD: "warn",
    ListMatchState.MATCHED: "good",
    ListMatchState.UNREADABLE: "bad",
}


class ListMatchFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Title or file name"), method="filter_text")
    state = django_filters.ChoiceFilter(label=_("State"), choices=ListMatchState.choices, empty_label=_("any"))

    class Meta:
        model = ListMatch
        fields = ("q",)

    def filter_text(self, found: "QuerySet[ListMatch]", name: str, text: str) -> "QuerySet[ListMatch]":
        return found.filter(Q(title__icontains=text) | Q(files__name__icontains=text)).distinct()


class ListMatchTable(Table):
    caption = _("List matches")
    title = django_tables2.Column(verbose_name=_("Title"))
    state = django_tables2.Column(verbose_name=_("State"))
    size = django_tables2.Column(verbose_name=_("Demands × supply"), empty_values=(), orderable=False)
    created_at = django_tables2.DateTimeColumn(verbose_name=_("Started"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-created_at"
        empty_text = _("Nothing fits this filter.")

    def render_title(self, record: Any) -> str:
        demo = format_html(' <span class="badge badge-plain">{}</span>', _("demo data")) if record.is_demo else ""
        address = reverse("list_match_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>{}', address, record.title, demo)

    def render_state(self, record: Any) -> str:
        label = ListMatchState(record.state).label
        return format_html('<span class="badge badge-{}">{}</span>', TONES[record.state], label)

    def render_size(self, record: Any) -> str:
        if not record.summary:
            return "–"
        return f"{record.summary['demands']:,} × {record.summary['supply']:,}"
