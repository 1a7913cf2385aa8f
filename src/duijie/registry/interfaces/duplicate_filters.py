"""Filters of the list of pairs: the same for page, export and API."""

from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from duijie.registry.models import DuplicatePair, PairState, Why
from duijie.registry.register import home_registers

SORTS = {"likeness": "likeness", "register": "register", "found_at": "found_at", "why": "why", "state": "state"}


def register_choices() -> list[tuple[str, Any]]:
    return [(one.key, one.label) for one in home_registers()]


class DuplicateFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``list_pairs``. Without a state only pairs to be decided are listed."""

    q = django_filters.CharFilter(label=_("Part of a name or title"), method="by_text", max_length=100)
    register = django_filters.ChoiceFilter(label=_("Register"), choices=register_choices, empty_label=_("any"))
    why = django_filters.ChoiceFilter(label=_("Why"), choices=Why.choices, empty_label=_("any"))
    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=[*PairState.choices, ("all", _("any"))],
        empty_label=_("to be decided"),
    )  # fmt: skip
    likeness = django_filters.NumberFilter(
        label=_("Likeness, at least (0 to 1)"), lookup_expr="gte", min_value=0, max_value=1
    )

    class Meta:
        model = DuplicatePair
        fields = ()

    @property
    def rows(self) -> QuerySet[Any]:
        """What the filters leave, ordered as ``sort`` says. A filter that means nothing leaves nothing."""
        if not self.form.is_valid():
            nothing: QuerySet[Any] = self.queryset.none()
            return nothing
        rows: QuerySet[Any] = self.filter_queryset(self.queryset)
        if not self.form.cleaned_data.get("state"):
            rows = rows.filter(state=PairState.OPEN)
        asked = self.data.get("sort", "")
        column = SORTS.get(asked.removeprefix("-"))
        if column is None:
            return rows.order_by("-likeness", "pk")
        return rows.order_by(f"{'-' if asked.startswith('-') else ''}{column}", "pk")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        plain = " ".join(value.split())
        if not plain:
            return rows
        parts = []
        for one in home_registers():
            found = one.model._default_manager.order_by().filter(**{f"{one.title}__icontains": plain}).values("pk")
            parts.append(Q(register=one.key) & (Q(first__in=found) | Q(second__in=found)))
        return rows.filter(reduce(or_, parts))

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows if value == "all" else rows.filter(state=value)
