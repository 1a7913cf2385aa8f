"""Filters and order of the list of ranking models: the same for page, export and API."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from duijie.matching.models import RankingModel
from duijie.matching.ranking_states import RankingState


class RankingModelFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``list_models``."""

    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=RankingState.choices)

    class Meta:
        model = RankingModel
        fields = ("state",)

    @property
    def rows(self) -> QuerySet[Any]:
        """What the filters leave; a filter that means nothing leaves nothing."""
        if not self.form.is_valid():
            nothing: QuerySet[Any] = self.queryset.none()
            return nothing
        rows: QuerySet[Any] = self.filter_queryset(self.queryset)
        return rows
