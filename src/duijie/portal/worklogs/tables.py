"""Lists of work logs and contacts: columns and filters."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.portal.programmes.forms import day_field
from duijie.portal.tables import DayColumn, Table
from duijie.portal.worklogs.of_posting import OfPosting
from duijie.programmes.models import HostContact, LogKind, WorkLog
from duijie.programmes.service_states import LogState


def words_in(rows: QuerySet[Any], value: str, *columns: str) -> QuerySet[Any]:
    for word in value.replace("\0", " ").split():
        found = Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(found)
    return rows


class DayFilter(django_filters.DateFilter):  # type: ignore[misc]
    """A day, picked on a calendar."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label=label, widget=day_field("").widget, **options)


class LogFilter(OfPosting):
    q = django_filters.CharFilter(label=_("Words in work, person or host"), method="by_text", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=LogState.choices, empty_label=_("any"))
    kind = django_filters.ChoiceFilter(label=_("Kind of work"), choices=LogKind.choices, empty_label=_("any"))
    since = DayFilter(_("From day"), field_name="worked_on", lookup_expr="gte")
    until = DayFilter(_("To day"), field_name="worked_on", lookup_expr="lte")

    class Meta:
        model = WorkLog
        fields = ("q", "state", "kind", "since", "until")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return words_in(rows, value, "title", "by_name", "posting__host__name")


class LogTable(Table):
    caption = _("Work logs")
    title = django_tables2.Column(verbose_name=_("Work"))
    by_name = django_tables2.Column(verbose_name=_("Person posted"))
    host = django_tables2.Column(
        verbose_name=_("Host unit"), accessor="posting__host__name", order_by="posting__host__name"
    )
    worked_on = DayColumn(verbose_name=_("Day"))
    hours = django_tables2.Column(verbose_name=_("Hours"), order_by="minutes")
    state = django_tables2.Column(verbose_name=_("State"))

    class Meta(Table.Meta):
        order_by = "-worked_on"
        empty_text = _("No log fits. Whoever is posted logs a day's work here.")

    def render_title(self, record: Any) -> str:
        address = reverse("work_log_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.title)

    def render_hours(self, record: Any) -> str:
        return f"{record.hours:g}"

    def render_state(self, record: Any) -> str:
        return str(record.get_state_display())


class ContactFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Words in name or unit"), method="by_text", max_length=100)
    verified = django_filters.ChoiceFilter(
        label=_("Verified"), choices=[("no", _("to be verified")), ("yes", _("verified"))], method="by_verified",
        empty_label=_("any"),
    )  # fmt: skip

    class Meta:
        model = HostContact
        fields = ("q", "verified")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return words_in(rows, value, "name", "organisation__name")

    def by_verified(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(verified_at__isnull=value == "no")


class ContactTable(Table):
    caption = _("Contacts of host units")
    name = django_tables2.Column(verbose_name=_("Name of the person"))
    organisation = django_tables2.Column(
        verbose_name=_("Host unit"), accessor="organisation__name", order_by="organisation__name"
    )
    account = django_tables2.Column(verbose_name=_("Account"), orderable=False)
    verified_at = DayColumn(verbose_name=_("Verified"))

    class Meta(Table.Meta):
        order_by = "organisation"
        empty_text = _("No contact fits. A firm or an office names one, and the county verifies them.")

    def render_name(self, record: Any) -> str:
        address = reverse("host_contact_detail", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>', address, record.name)
