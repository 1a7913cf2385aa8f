"""The list of proposals, its filters and columns."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.matching.domain.queries.faces import seen_demands, seen_supply
from duijie.matching.models import Proposal, SupplyKind
from duijie.matching.states import ProposalState
from duijie.portal.matching.labels import LEVELS
from duijie.portal.tables import Table


class ProposalFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in demand or supply"), method="by_text", max_length=100)
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=ProposalState.choices)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=SupplyKind.choices, empty_label=_("any"))

    class Meta:
        model = Proposal
        fields = ("q", "state", "kind")

    def __init__(self, data: Any, rows: Any, *, by: Any) -> None:
        super().__init__(data, rows)
        self.by = by

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Words of what the reader sees whole: nothing is found by what is kept back."""
        demand, supply = seen_demands(self.by), seen_supply(self.by)
        for word in value.replace("\0", " ").split():
            rows = rows.filter(
                demand & (Q(demand__title__icontains=word) | Q(demand__organisation_name__icontains=word))
                | supply & (Q(title__icontains=word) | Q(owner__name__icontains=word))
            )
        return rows


NOBODY_YET = _("No proposal yet. What an office proposes to both sides stands here, to be answered.")
"""For whoever makes none."""


class ProposalTable(Table):
    caption = _("Proposals")
    demand = django_tables2.Column(verbose_name=_("Demand"), order_by="demand__title")
    firm = django_tables2.Column(verbose_name=_("Firm"), accessor="face__firm", order_by="demand__organisation_name")
    title = django_tables2.Column(verbose_name=_("Supply"))
    owner = django_tables2.Column(verbose_name=_("Owner"), accessor="face__owner", order_by="owner__name")
    level = django_tables2.Column(verbose_name=_("Level"))
    state = django_tables2.Column(verbose_name=_("State"))
    expires_on = django_tables2.DateColumn(verbose_name=_("Open until"), format="Y-m-d")
    changed_at = django_tables2.DateTimeColumn(verbose_name=_("Changed"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-changed_at"
        empty_text = _("No proposal yet. Open a demand, look at its candidates, and propose one.")

    def render_demand(self, record: Any) -> str:
        address = reverse("proposal_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.face.demand)

    def render_title(self, record: Any) -> str:
        return format_html('{} · <span translate="no">{}</span>', record.get_kind_display(), record.face.supply)

    def render_level(self, record: Any) -> str:
        return str(LEVELS.get(record.level, "–"))

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())
