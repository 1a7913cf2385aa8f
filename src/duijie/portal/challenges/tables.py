"""The list of challenges, its filters and columns."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.challenge_states import ChallengeState
from duijie.demands.models import Challenge
from duijie.portal.tables import Table

BIDDING = [("yes", _("bids are taken today")), ("no", _("bids are not taken"))]


class ChallengeFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in the demand or the firm"), method="by_text", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=ChallengeState.choices, empty_label=_("any"))
    bidding = django_filters.ChoiceFilter(
        label=_("Bidding"), choices=BIDDING, method="by_bidding", empty_label=_("any")
    )

    class Meta:
        model = Challenge
        fields = ("q", "state", "bidding")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.replace("\0", " ").split():
            rows = rows.filter(Q(demand__title__icontains=word) | Q(demand__organisation_name__icontains=word))
        return rows

    def by_bidding(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        taken = Q(state=ChallengeState.ANNOUNCED, closes_on__gte=clock.today())
        return rows.filter(taken if value == "yes" else ~taken)


class ChallengeTable(Table):
    caption = _("Challenges")
    demand = django_tables2.Column(verbose_name=_("Demand"), order_by="demand__title")
    firm = django_tables2.Column(
        verbose_name=_("Firm"), accessor="demand__owner_name", order_by="demand__organisation_name"
    )
    area = django_tables2.Column(
        verbose_name=_("Area"), accessor="demand__area__shown_name", order_by="demand__area__path"
    )
    firm_amount = django_tables2.Column(verbose_name=_("Money of the firm (10,000 yuan)"))
    grant = django_tables2.Column(verbose_name=_("Grant (10,000 yuan)"))
    closes_on = django_tables2.DateColumn(verbose_name=_("Bids until"), format="Y-m-d")
    state = django_tables2.Column(verbose_name=_("State"))
    changed_at = django_tables2.DateTimeColumn(verbose_name=_("Changed"), format="Y-m-d H:i")

    class Meta(Table.Meta):
        order_by = "-changed_at"
        empty_text = _("No challenge fits. An officer begins one on the page of a verified or published demand.")

    def render_demand(self, record: Any) -> str:
        address = reverse("challenge_detail", args=[record.demand_id])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.demand)

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())
