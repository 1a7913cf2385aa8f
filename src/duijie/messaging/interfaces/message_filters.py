"""Filters of the inbox and of what was sent: the same for page, export and API."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from duijie.messaging.kinds import LANGUAGES, Urgency, kinds
from duijie.messaging.models import Message

READ = [("no", _("unread")), ("yes", _("read"))]
ARCHIVED = [("yes", _("archived")), ("all", _("both"))]


class SentFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``domain.queries.messages``."""

    q = django_filters.CharFilter(label=_("Words"), method="by_text", max_length=100)
    kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=lambda: [(one.key, one.label) for one in kinds()]
    )
    urgency = django_filters.ChoiceFilter(label=_("Urgency"), choices=Urgency.choices, empty_label=_("any"))
    since = django_filters.DateFilter(label=_("Sent from"), field_name="created_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(label=_("Sent until"), field_name="created_at", lookup_expr="date__lte")

    class Meta:
        model = Message
        fields = ("q", "kind", "urgency", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("since", "until"):
            self.form.fields[name].widget.input_type = "date"

    @property
    def rows(self) -> QuerySet[Any]:
        """What the filters leave; a filter that means nothing leaves nothing."""
        if not self.form.is_valid():
            nothing: QuerySet[Any] = self.queryset.none()
            return nothing
        rows: QuerySet[Any] = self.filter_queryset(self.queryset)
        return rows

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.replace("\0", " ").split():
            said = Q()
            for language in LANGUAGES:
                for part in ("subject", "body"):
                    said |= Q(**{f"texts__{language}__{part}__icontains": word})
            rows = rows.filter(said)
        return rows


class MessageFilter(SentFilter):
    """Those of the inbox; without ``archived`` the archive is left out."""

    read = django_filters.ChoiceFilter(label=_("Read"), choices=READ, method="by_read", empty_label=_("any"))
    archived = django_filters.ChoiceFilter(
        label=_("Where"), choices=ARCHIVED, method="by_archived", empty_label=_("in the inbox")
    )

    class Meta:
        model = Message
        fields = ("q", "read", "kind", "urgency", "since", "until", "archived")

    @property
    def rows(self) -> QuerySet[Any]:
        rows = super().rows
        return rows if self.form.cleaned_data.get("archived") else rows.filter(archived_at=None)

    def by_read(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(read_at__isnull=value == "no")

    def by_archived(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows if value == "all" else rows.filter(archived_at__isnull=False)
