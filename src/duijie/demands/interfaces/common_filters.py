"""The filters of the list of common problems: the same for page, export and API."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.demands.common_states import LIVING, CommonState
from duijie.demands.models import CommonProblem
from duijie.registry.domain.queries.records import holds
from duijie.registry.interfaces.area_choices import areas_within_reach, counties_and_above


def _areas(request: Any) -> Any:
    return counties_and_above(areas_within_reach(request.user, Permission.COMMON_PROBLEM_VIEW))


class CommonProblemFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``list_problems``. Dissolved ones are shown on request."""

    q = django_filters.CharFilter(label=_("Words in name or description"), method="by_text", max_length=100)
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=CommonState.choices)
    area = django_filters.ModelChoiceFilter(
        label=_("Area"), queryset=_areas, to_field_name="code", method="by_area", empty_label=_("any")
    )
    industry = django_filters.CharFilter(
        label=_("Industry, first letters of the code"), lookup_expr="startswith", max_length=10
    )
    firms = django_filters.NumberFilter(label=_("Firms, at least"), lookup_expr="gte", min_value=0)

    class Meta:
        model = CommonProblem
        fields = ("q", "state", "area", "industry", "firms")

    @property
    def rows(self) -> QuerySet[Any]:
        """What the filters leave; a filter that means nothing leaves nothing."""
        if not self.form.is_valid():
            nothing: QuerySet[Any] = self.queryset.none()
            return nothing
        rows: QuerySet[Any] = self.filter_queryset(self.queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(state__in=LIVING)

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.replace("\0", " ").split():
            rows = rows.filter(holds("title", word) | holds("description", word))
        return rows

    def by_area(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(area__path__startswith=value.path)
