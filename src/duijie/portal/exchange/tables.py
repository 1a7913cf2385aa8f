"""The lists of the exchange: platforms, numbers there, handings over; their filters and columns."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.demands.domain.queries.exchange import list_systems
from duijie.demands.models import Direction, ExchangeRun, ExternalReference, ResultState
from duijie.portal.tables import Table
from duijie.registry.domain.queries.records import holds

NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


def _systems(request: Any) -> Any:
    return list_systems(by=request.user)


class SystemTable(Table):
    caption = _("External platforms")
    name = django_tables2.Column(verbose_name=_("Name"))
    code = django_tables2.Column(verbose_name=_("Short code"))
    numbers = django_tables2.Column(verbose_name=_("Demands known there"), attrs=NUMBER)
    solved = django_tables2.Column(verbose_name=_("Of these solved"), attrs=NUMBER)
    last_handed = django_tables2.DateTimeColumn(verbose_name=_("Last handed over"), format="Y-m-d H:i")
    last_heard = django_tables2.DateTimeColumn(verbose_name=_("Last heard from"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "name"
        empty_text = _("No platform yet. The city office adds them: Innovation China, Tianwang, or any other.")

    def render_name(self, record: Any) -> str:
        mark = format_html(' <span class="badge badge-plain">{}</span>', _("archived")) if record.archived_at else ""
        address = reverse("exchange_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>{}', address, record.name, mark)

    def render_code(self, value: str) -> str:
        return format_html('<span translate="no">{}</span>', value)


class NumberFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``list_references``."""

    q = django_filters.CharFilter(label=_("Number, title or firm"), method="by_text", max_length=100)
    system = django_filters.ModelChoiceFilter(label=_("External platform"), queryset=_systems, empty_label=_("any"))
    state = django_filters.MultipleChoiceFilter(label=_("State there"), choices=ResultState.choices)
    direction = django_filters.ChoiceFilter(label=_("Direction"), choices=Direction.choices, empty_label=_("any"))

    class Meta:
        model = ExternalReference
        fields = ("q", "system", "state", "direction")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.replace("\0", " ").split():
            rows = rows.filter(
                holds("number", word) | holds("demand__title", word) | holds("demand__organisation_name", word)
            )
        return rows


class NumberTable(Table):
    caption = _("Numbers at external platforms")
    system = django_tables2.Column(verbose_name=_("External platform"), order_by="system__name")
    number = django_tables2.Column(verbose_name=_("Number there"))
    demand = django_tables2.Column(verbose_name=_("Demand"), order_by="demand__title")
    firm = django_tables2.Column(
        verbose_name=_("Firm"), accessor="demand__owner_name", order_by="demand__organisation_name"
    )
    state = django_tables2.Column(verbose_name=_("State there"))
    amount = django_tables2.Column(verbose_name=_("Contract amount (10,000 yuan)"), attrs=NUMBER)
    result_on = django_tables2.DateColumn(verbose_name=_("Day of the result"), format="Y-m-d")
    handed_at = django_tables2.DateTimeColumn(verbose_name=_("Handed over"), format="Y-m-d H:i")
    heard_at = django_tables2.DateTimeColumn(verbose_name=_("Heard from"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-handed_at"
        empty_text = _("Nothing was exchanged yet. Choose demands in their list and hand them over.")

    def order_handed_at(self, rows: QuerySet[Any], is_descending: bool) -> tuple[QuerySet[Any], bool]:
        """What was never handed over comes last, whichever database."""
        order = F("handed_at")
        by = order.desc(nulls_last=True) if is_descending else order.asc(nulls_last=True)
        return rows.order_by(by, "-pk"), True

    def render_system(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.system)

    def render_number(self, value: str) -> str:
        return format_html('<span translate="no">{}</span>', value or "–")

    def render_demand(self, record: Any) -> str:
        address = reverse("record_detail", args=["demands", record.demand_id])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.demand)

    def render_firm(self, value: str) -> str:
        return format_html('<span translate="no">{}</span>', value)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())


class RunFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``list_runs``."""

    system = django_filters.ModelChoiceFilter(label=_("External platform"), queryset=_systems, empty_label=_("any"))
    since = django_filters.DateFilter(
        label=pgettext_lazy("day", "From"), field_name="created_at", lookup_expr="date__gte"
    )

    class Meta:
        model = ExchangeRun
        fields = ("system", "since")


class RunTable(Table):
    caption = _("Handings over")
    created_at = django_tables2.Column(verbose_name=_("Begun"))
    system = django_tables2.Column(verbose_name=_("External platform"), order_by="system__name")
    area = django_tables2.Column(verbose_name=_("Area"), order_by="area__path")
    ready = django_tables2.Column(verbose_name=_("In the file"), empty_values=(), orderable=False, attrs=NUMBER)
    unchanged = django_tables2.Column(verbose_name=_("As last time"), empty_values=(), orderable=False, attrs=NUMBER)
    left = django_tables2.Column(verbose_name=_("Left out"), empty_values=(), orderable=False, attrs=NUMBER)
    by = django_tables2.Column(verbose_name=_("By"), order_by="by__name")
    state = django_tables2.Column(verbose_name=_("State"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        order_by = "-created_at"
        empty_text = _("Nothing was handed over yet.")

    def render_created_at(self, record: Any, value: Any) -> str:
        address = reverse("exchange_run", args=[record.pk])
        return format_html('<a href="{}">{}</a>', address, f"{timezone.localtime(value):%Y-%m-%d %H:%M}")

    def render_system(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.system)

    def render_area(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.area)

    def render_ready(self, record: Any) -> Any:
        return record.counts.get("ready", 0)

    def render_unchanged(self, record: Any) -> Any:
        return record.counts.get("unchanged", 0)

    def render_left(self, record: Any) -> Any:
        return record.counts.get("incomplete", 0) + record.counts.get("withheld", 0)

    def render_by(self, record: Any) -> str:
        return format_html('<span translate="no">{}</span>', record.by)

    def render_state(self, record: Any) -> Any:
        return state_of(record)


def state_of(run: ExchangeRun) -> Any:
    """Where a handing over is, in words."""
    if run.reverted_at is not None:
        return _("taken back")
    if run.finished_at is not None:
        return _("done")
    return run.job.get_state_display() if run.job is not None else "–"
