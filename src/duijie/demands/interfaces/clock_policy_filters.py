"""Filters of clock policies: the same for page, export and API."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from duijie.demands.models import ClockPolicy, DemandKind

IN_FORCE = [("no", _("earlier and retired ones only")), ("all", _("earlier and retired ones too"))]


class ClockPolicyFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``list_policies``."""

    q = django_filters.CharFilter(label=_("Name of the policy or of the area"), method="by_text", max_length=80)
    kind = django_filters.ChoiceFilter(label=_("Kind of demand"), choices=DemandKind.choices, empty_label=_("any"))
    in_force = django_filters.ChoiceFilter(
        label=_("In force"), method="by_force", choices=IN_FORCE, empty_label=_("only those in force")
    )

    class Meta:
        model = ClockPolicy
        fields = ("q", "kind", "in_force")

    @property
    def rows(self) -> QuerySet[Any]:
        """What the filters leave; a filter that means nothing leaves nothing."""
        if not self.form.is_valid():
            nothing: QuerySet[Any] = self.queryset.none()
            return nothing
        rows: QuerySet[Any] = self.filter_queryset(self.queryset)
        return rows if self.form.cleaned_data.get("in_force") else rows.filter(ended_at=None)

    def by_text(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        named = Q(area__name__icontains=value) | Q(area__name_en__icontains=value)
        return found.filter(Q(name__icontains=value) | named)

    def by_force(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return found.filter(ended_at__isnull=False) if value == "no" else found
