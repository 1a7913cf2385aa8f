"""The list of departments."""

from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.accounts.models import Department
from duijie.portal.tables import Table

STATES = [("yes", _("archived ones only")), ("all", _("archived ones too"))]


class DepartmentFilter(django_filters.FilterSet):  # type: ignore[misc]
    q = django_filters.CharFilter(label=_("Name or key"), method="by_text", max_length=60)
    archived = django_filters.ChoiceFilter(
        label=_("Archived"), choices=STATES, method="unfiltered", empty_label=_("without archived ones")
    )

    class Meta:
        model = Department
        fields = ("q", "archived")

    def by_text(self, found: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return found.filter(Q(name__icontains=value) | Q(name_en__icontains=value) | Q(key__icontains=value))

    def unfiltered(self, found: "QuerySet[Any]", name: str, value: str) -> "QuerySet[Any]":
        return found

    @property
    def rows(self) -> "QuerySet[Any]":
        chosen = self.data.get("archived", "")
        found: QuerySet[Any] = self.qs
        return found if chosen == "all" else found.filter(archived_at__isnull=chosen != "yes")


class DepartmentTable(Table):
    name = django_tables2.Column(verbose_name=_("Name"))
    name_en = django_tables2.Column(verbose_name=_("Name in English"), attrs={"td": {"translate": "no"}})
    key = django_tables2.Column(verbose_name=_("Key"), attrs={"td": {"translate": "no"}})
    people = django_tables2.Column(verbose_name=_("People"), attrs={"td": {"class": "number"}})

    caption = _("Departments")

    class Meta(Table.Meta):
        order_by = "name"
        empty_text = _("Nothing fits. Clear the filters, or add a department.")

    def render_name(self, record: Any) -> Any:
        mark = format_html(' <span class="badge badge-plain">{}</span>', _("archived")) if record.archived_at else ""
        address = reverse("department_edit", args=[record.pk])
        return format_html('<a href="{}" translate="no">{}</a>{}', address, record.name, mark)


def name_of(department: Any) -> str:
    """The name in the reader's language."""
    return str(department.shown_name)
