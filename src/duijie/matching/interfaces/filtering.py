"""What the filters of this app's lists share."""

from typing import Any

import django_filters
from django.db.models import QuerySet


class ListFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from a query that says what one may see."""

    @property
    def rows(self) -> QuerySet[Any]:
        """What the filters leave; a filter that means nothing leaves nothing."""
        if not self.form.is_valid():
            nothing: QuerySet[Any] = self.queryset.none()
            return nothing
        rows: QuerySet[Any] = self.filter_queryset(self.queryset)
        return rows
