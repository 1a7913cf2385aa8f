"""The audit log as a list."""

from typing import Any

import django_filters
import django_tables2
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.common.models import AuditEvent
from duijie.common.models.audit_event import Surface
from duijie.portal.audit.details import in_words
from duijie.portal.labels import TARGETS, VERBS
from duijie.portal.tables import Table


def date_input() -> forms.DateInput:
    """The browser's own date field."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class AuditFilter(django_filters.FilterSet):  # type: ignore[misc]
    who = django_filters.CharFilter(label=_("Who"), field_name="actor_label", lookup_expr="icontains")
    verb = django_filters.ChoiceFilter(label=_("Deed"), choices=sorted(VERBS.items()), empty_label=_("any"))
    target = django_filters.CharFilter(label=_("What"), field_name="target_label", lookup_expr="icontains")
    target_type = django_filters.ChoiceFilter(
        label=_("Kind of object"), field_name="target_type", choices=sorted(TARGETS.items()), empty_label=_("any")
    )
    surface = django_filters.ChoiceFilter(label=_("From where"), choices=Surface.choices, empty_label=_("any"))
    since = django_filters.DateFilter(
        label=_("From day"), field_name="at__date", lookup_expr="gte", widget=date_input()
    )
    until = django_filters.DateFilter(label=_("To day"), field_name="at__date", lookup_expr="lte", widget=date_input())

    class Meta:
        model = AuditEvent
        fields = ("who", "verb", "target", "target_type", "surface", "since", "until")


class AuditTable(Table):
    caption = _("Audit log")
    at = django_tables2.DateTimeColumn(verbose_name=_("Time"), format="Y-m-d H:i:s", attrs={"td": {"class": "nowrap"}})
    actor_label = django_tables2.Column(verbose_name=_("Who"), attrs={"td": {"translate": "no"}})
    verb = django_tables2.Column(verbose_name=_("Deed"))
    target_label = django_tables2.Column(verbose_name=_("What"), empty_values=())
    surface = django_tables2.Column(verbose_name=_("From where"))
    ip = django_tables2.Column(verbose_name=_("Address"), attrs={"td": {"class": "nowrap", "translate": "no"}})
    detail = django_tables2.Column(verbose_name=_("Detail"), orderable=False)

    class Meta(Table.Meta):
        order_by = "-at"
        empty_text = _("No entry fits these filters.")

    def render_verb(self, value: str) -> str:
        return str(VERBS.get(value, value))

    def render_target_label(self, record: Any) -> str:
        if not record.target_type:
            return "–"
        kind = TARGETS.get(record.target_type, record.target_type)
        return format_html('{} <span translate="no">{}</span>', kind, record.target_label or record.target_id)

    def render_surface(self, record: Any) -> str:
        return str(record.get_surface_display())

    def render_detail(self, record: Any) -> str:
        text = in_words(record)
        return format_html('<span class="data">{}</span>', shorten(text)) if text else "–"


def shorten(text: str, most: int = 160) -> str:
    """``text`` for a table cell; the export has it whole."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
