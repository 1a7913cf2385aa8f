"""Filters of the list of organisations: the same for the page, its export and the API."""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.ordering import empties_last
from duijie.registry.domain.queries.organisations import search_text
from duijie.registry.interfaces.area_choices import AreaField, areas_within_reach, counties_and_above, zones
from duijie.registry.interfaces.organisation_columns import BY_KEY, COLUMNS
from duijie.registry.interfaces.record_narrowing import narrow
from duijie.registry.models import Organisation, OrganisationKind, TagKind
from duijie.registry.models.area import lies_in
from duijie.registry.models.tag import tagged_on


class AreaFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    field_class = AreaField


class TagForm(forms.Form):
    """A day asks for a tag; without a day, it is today."""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("on_day") and not said.get("tag") and "tag" not in self.errors:
            self.add_error("tag", ValidationError(_("Choose the tag that was held on this day."), code="required"))
        return said


class OrganisationFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``list_organisations``; ``by`` bounds the areas offered."""

    q = django_filters.CharFilter(label=_("Name, code or pinyin initials"), method="by_text", max_length=100)
    kind = django_filters.ChoiceFilter(
        label=_("Kind of organisation"), choices=OrganisationKind.choices, empty_label=_("any")
    )
    area = AreaFilter(label=_("Area"), method="by_area", empty_label=_("any"))
    zone = AreaFilter(label=_("Zone"), method="by_zone", empty_label=_("any"))
    industry = django_filters.CharFilter(label=_("Industry"), lookup_expr="icontains", max_length=60)
    tag = django_filters.ChoiceFilter(
        label=_("Held the tag"), choices=TagKind.choices, method="by_tag", empty_label=_("any")
    )
    on_day = django_filters.DateFilter(
        label=_("Held on the day"),
        method="unfiltered",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    archived = django_filters.ChoiceFilter(
        label=_("Archived"),
        method="by_archived",
        choices=[("yes", _("archived ones only")), ("all", _("archived ones too"))],
        empty_label=_("without archived ones"),
    )
    columns = django_filters.MultipleChoiceFilter(
        label=_("Columns shown"),
        method="unfiltered",
        choices=[(column.key, column.label) for column in COLUMNS if column.key != "name"],
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Organisation
        form = TagForm
        fields = ("q", "kind", "area", "zone", "industry", "tag", "on_day", "archived", "columns")

    def __init__(self, data: Any, queryset: QuerySet[Any], *, by: Any) -> None:
        super().__init__(data, queryset)
        reach = areas_within_reach(by, Permission.ORGANISATION_VIEW)
        self.filters["area"].queryset = counties_and_above(reach)
        self.filters["zone"].queryset = zones(reach)

    @property
    def rows(self) -> QuerySet[Any]:
        """What the filters leave, ordered as ``sort`` says. A filter that means nothing leaves nothing."""
        if not self.form.is_valid():
            return Organisation.objects.none()
        rows: QuerySet[Any] = narrow(self.filter_queryset(self.queryset), self.data)
        if not self.form.cleaned_data.get("archived"):
            rows = rows.filter(archived_at=None)
        return rows.order_by(*ordering(self.data.get("sort", "")))

    @property
    def looks_for_words(self) -> bool:
        """Whether any filter asks for words in the middle of a text, which no index finds."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        return bool(given.get("q") or given.get("industry"))

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(search_text(value))

    def by_area(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(lies_in(value.path, "area"))

    def by_zone(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(lies_in(value.path, "zone"))

    def by_tag(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(tagged_on(value, self.form.cleaned_data.get("on_day") or clock.today()))

    def by_archived(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(archived_at__isnull=False) if value == "yes" else rows

    def unfiltered(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows


def ordering(sort: str) -> tuple[Any, ...]:
    """What to order by for ``name``, ``-staff`` …: empty ones last, ties broken by number, so that pages do not
    overlap."""
    column = BY_KEY.get(sort.removeprefix("-"))
    if column is None:
        return ("name", "pk")
    sign = "-" if sort.startswith("-") else ""
    return empties_last(Organisation, (f"{sign}{column.order}", "pk"))
