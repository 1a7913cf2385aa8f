"""Lists of yields and of the ledger: columns and filters."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.portal.tables import DayColumn, Table
from duijie.portal.worklogs.of_posting import OfPosting
from duijie.portal.worklogs.tables import DayFilter, words_in
from duijie.programmes.domain.queries.yields import GROUPS, narrowed
from duijie.programmes.models import LedgerEntry, MoneyKind, MoneyStage, Yield
from duijie.programmes.service_states import YieldState
from duijie.programmes.yield_kinds import YIELD_KINDS


class YieldFilter(OfPosting):
    of_posting = "shares__posting"
    q = django_filters.CharFilter(label=_("Words in title, number or firm"), method="by_text", max_length=100)
    kind = django_filters.ChoiceFilter(
        label=_("Kind of yield"), choices=[(key, one.label) for key, one in YIELD_KINDS.items()], empty_label=_("any")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=YieldState.choices, empty_label=_("any"))
    since = DayFilter(_("From day"), field_name="happened_on", lookup_expr="gte")
    until = DayFilter(_("To day"), field_name="happened_on", lookup_expr="lte")

    class Meta:
        model = Yield
        fields = ("q", "kind", "state", "since", "until")

    @property
    def qs(self) -> Any:
        """``by`` and ``of`` narrow it to what a row of the totals counts."""
        rows = super().qs
        group, of = self.data.get("by", ""), self.data.get("of", "")
        if group in GROUPS and of.isascii() and of.isdecimal() and len(of) < 18:
            rows = narrowed(rows, group, int(of))
        return rows

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return words_in(rows, value, "title", "number", "firm__name")


class YieldTable(Table):
    caption = _("Yields")
    title = django_tables2.Column(verbose_name=_("Title"))
    kind = django_tables2.Column(verbose_name=_("Kind of yield"))
    firm = django_tables2.Column(verbose_name=_("Firm"), accessor="firm__name", order_by="firm__name")
    happened_on = DayColumn(verbose_name=_("Day"))
    state = django_tables2.Column(verbose_name=_("State"))

    class Meta(Table.Meta):
        order_by = "-happened_on"
        empty_text = _("No yield fits. Enter one on the page of a work log, or of a posting.")

    def render_title(self, record: Any) -> str:
        return format_html(
            '<a href="{}" translate="no">{}</a>', reverse("yield_detail", args=[record.pk]), record.title
        )

    def render_kind(self, record: Any) -> str:
        return str(record.get_kind_display())

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())


class LedgerFilter(OfPosting):
    q = django_filters.CharFilter(label=_("Words in person, host or document"), method="by_text", max_length=100)
    kind = django_filters.ChoiceFilter(label=_("Kind of money"), choices=MoneyKind.choices, empty_label=_("any"))
    stage = django_filters.ChoiceFilter(label=_("Planned or paid"), choices=MoneyStage.choices, empty_label=_("any"))
    since = DayFilter(_("From day"), field_name="booked_on", lookup_expr="gte")
    until = DayFilter(_("To day"), field_name="booked_on", lookup_expr="lte")

    class Meta:
        model = LedgerEntry
        fields = ("q", "kind", "stage", "since", "until")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return words_in(rows, value, "posting__name", "posting__host__name", "document")


class LedgerTable(Table):
    caption = _("Ledger")
    document = django_tables2.Column(verbose_name=_("Document number"))
    person = django_tables2.Column(verbose_name=_("Person posted"), accessor="posting__name", order_by="posting__name")
    host = django_tables2.Column(
        verbose_name=_("Host unit"), accessor="posting__host__name", order_by="posting__host__name"
    )
    kind = django_tables2.Column(verbose_name=_("Kind of money"))
    stage = django_tables2.Column(verbose_name=_("Planned or paid"))
    amount = django_tables2.Column(verbose_name=_("Amount (yuan)"))
    booked_on = DayColumn(verbose_name=_("Day"))

    class Meta(Table.Meta):
        order_by = "-booked_on"
        empty_text = _("Nothing is entered. An office enters money on the page of a posting's ledger.")

    def render_document(self, record: Any) -> str:
        address = reverse("ledger_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.document)

    def render_kind(self, record: Any) -> str:
        return str(record.get_kind_display())

    def render_stage(self, record: Any) -> str:
        return str(record.get_stage_display())

    def render_amount(self, record: Any) -> str:
        return f"{record.amount:,.2f}"
