"""Filters of the readings of contact data and of requests about personal data: the same for page, export and API."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from duijie.common.models import PersonalDataRead
from duijie.registry.models import PersonalRequest
from duijie.registry.personal_states import RequestKind, RequestState

KINDS: dict[str, Any] = {
    "accounts.user": _("account"),
    "registry.person": _("person"),
    "demands.demand": _("contact person of a demand"),
    "registry.carrier": _("contact person of a carrier"),
    "registry.service": _("contact person of a service"),
}


class ReadingFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``domain.queries.privacy``, as that of the other."""

    q = django_filters.CharFilter(label=_("Read by"), field_name="reader_label", lookup_expr="icontains", max_length=60)
    kind = django_filters.ChoiceFilter(label=_("Kind of record"), field_name="target_type", choices=list(KINDS.items()))

    class Meta:
        model = PersonalDataRead
        fields = ("q", "kind")

    @property
    def rows(self) -> Any:
        """What valid filters leave."""
        return self.qs


class RequestFilter(django_filters.FilterSet):  # type: ignore[misc]
    kind = django_filters.ChoiceFilter(label=_("What is asked"), choices=RequestKind.choices)
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=RequestState.choices)

    class Meta:
        model = PersonalRequest
        fields = ("kind", "state")

    @property
    def rows(self) -> Any:
        """What valid filters leave."""
        return self.qs
