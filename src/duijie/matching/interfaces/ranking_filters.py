"""Filters and order of the list of ranking models: the same for page, export and API."""

import django_filters
from django.utils.translation import gettext_lazy as _

from duijie.matching.interfaces.filtering import ListFilter
from duijie.matching.models import RankingModel
from duijie.matching.ranking_states import RankingState


class RankingModelFilter(ListFilter):
    """``queryset`` must come from ``list_models``."""

    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=RankingState.choices)

    class Meta:
        model = RankingModel
        fields = ("state",)
