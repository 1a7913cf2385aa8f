"""Filters of the signatures of the undertaking: the same for page, export and API."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from duijie.accounts.models import UndertakingSignature


class SignatureFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``domain.queries.undertakings``."""

    q = django_filters.CharFilter(label=_("Name"), field_name="name", lookup_expr="icontains", max_length=60)
    version = django_filters.NumberFilter(
        label=_("Version"), field_name="undertaking__version", min_value=1, max_value=2**31 - 1
    )

    class Meta:
        model = UndertakingSignature
        fields = ("q", "version")

    @property
    def rows(self) -> Any:
        """What valid filters leave."""
        return self.qs
