"""The lists of public summaries and of requests for access."""

from typing import Any

import django_filters
import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from duijie.portal.tables import DayColumn, Table
from duijie.registry.access_states import AccessState
from duijie.registry.models import AccessRequest
from duijie.registry.register import Register


class SummaryTable(Table):
    """Nothing but what the public summary says: each cell is made here."""

    caption = _("Public summaries")
    title = django_tables2.Column(verbose_name=_("Title"), accessor="public_name", orderable=False)
    text = django_tables2.Column(verbose_name=_("Public summary"), accessor="public_summary", orderable=False)
    owner = django_tables2.Column(verbose_name=_("Owner"), accessor="public_owner", orderable=False)
    area = django_tables2.Column(verbose_name=_("Area"), order_by="area__path")
    field = django_tables2.Column(verbose_name=_("Technology field"))
    updated_at = DayColumn(verbose_name=_("Changed"))

    class Meta(Table.Meta):
        empty_text = _("No public summary fits.")

    def __init__(self, register: Register, rows: Any, **options: Any) -> None:
        super().__init__(rows, **options)
        self.register = register

    def render_title(self, record: Any) -> str:
        address = reverse("summary_detail", args=[self.register.key, record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.public_name)

    def render_text(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', Truncator(record.public_summary).chars(120))

    def render_owner(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.public_owner or "–")

    def render_field(self, record: Any) -> str:
        return str(record.get_field_display())


class AccessFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(
        label=_("Words in the purpose"), field_name="purpose", lookup_expr="icontains", max_length=100
    )
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=AccessState.choices)

    class Meta:
        model = AccessRequest
        fields = ("q", "state")


class AccessTable(Table):
    caption = _("Requests for access")
    record = django_tables2.Column(verbose_name=_("Record"), orderable=False)
    asker = django_tables2.Column(verbose_name=_("Asked by"), order_by="asker__name")
    organisation = django_tables2.Column(verbose_name=_("Organisation"), order_by="organisation__name")
    purpose = django_tables2.Column(verbose_name=_("What for"), orderable=False)
    state = django_tables2.Column(verbose_name=_("State"))
    expires_on = django_tables2.DateColumn(verbose_name=_("Holds until"), format="Y-m-d")
    asked_at = DayColumn(verbose_name=_("Asked"))

    class Meta(Table.Meta):
        order_by = "-asked_at"
        empty_text = _("No request for access. Who reads a public summary can ask to see the whole.")

    def render_record(self, record: Any) -> str:
        address = reverse("access_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.record_name)

    def render_purpose(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', Truncator(record.purpose).chars(80))

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())
