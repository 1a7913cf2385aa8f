"""Filters of what firms filed: the same for page, export and API."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from duijie.demands.models import Filing, FilingKind, FilingState


class FilingFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Firm, code, number or title"), method="by_text", max_length=100)
    kind = django_filters.ChoiceFilter(label=_("What it is about"), choices=FilingKind.choices, empty_label=_("any"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=FilingState.choices, empty_label=_("any"))

    class Meta:
        model = Filing
        fields = ("q", "kind", "state")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.replace("\0", " ").split():
            rows = rows.filter(
                Q(firm_name__icontains=word)
                | Q(title__icontains=word)
                | Q(uscc__istartswith=word)
                | Q(number__startswith=word)
            )
        return rows

    @property
    def rows(self) -> QuerySet[Any]:
        """What the filters leave, the newest first."""
        rows: QuerySet[Any] = self.qs
        return rows.order_by("-created_at", "-pk")
