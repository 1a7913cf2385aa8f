"""Filters of a list of records, made from the register's table: the same for page, export and API."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from duijie.registry.domain.queries.records import holds, text_filter
from duijie.registry.interfaces.area_choices import areas_within_reach, counties_and_above, zones
from duijie.registry.interfaces.organisation_filters import AreaFilter
from duijie.registry.interfaces.record_columns import choices_of, columns_of, ordering
from duijie.registry.interfaces.record_narrowing import ListChoice, choices_for, narrow
from duijie.registry.models.area import lies_in
from duijie.registry.register import FieldKind, RecordField, Register, kind_of, label_of

SHOWING = frozenset({"sort", "page", "columns"})
"""What of the address says how records are shown, and not which."""
ARCHIVED = [("yes", _("archived ones only")), ("all", _("archived ones too"))]


def _narrowing(choice: ListChoice, by: Any, chosen: Callable[[str], str]) -> Any:
    if not choice.beside:
        return lambda rows, _name, value: choice.narrow(rows, value, by)
    return lambda rows, _name, value: choice.narrow(rows, value, by, chosen(choice.beside))


class RecordFilter(django_filters.FilterSet):  # type: ignore[misc]
    """``queryset`` must come from ``list_records``; ``by`` bounds the areas offered."""

    q = django_filters.CharFilter(label=_("Title, name or pinyin initials"), method="by_text", max_length=100)
    area = AreaFilter(label=_("Area"), method="by_area", empty_label=_("any"))
    zone = AreaFilter(label=_("Zone"), method="by_zone", empty_label=_("any"))
    archived = django_filters.ChoiceFilter(
        label=_("Archived"), method="by_archived", choices=ARCHIVED, empty_label=_("without archived ones")
    )

    def __init__(self, data: Any, queryset: QuerySet[Any], *, register: Register, by: Any) -> None:
        self.register = register
        super().__init__(data, queryset)
        for one in (*register.told, *register.fields):
            if one.filtered:
                self.filters[one.name] = self._filter(one)
        for choice in choices_for(register.model):
            self.filters[choice.key] = django_filters.ChoiceFilter(
                label=choice.label, choices=choice.choices, empty_label=_("any"), field_name=choice.key,
                method=_narrowing(choice, by, self._chosen),
            )  # fmt: skip
        self.filters["columns"] = django_filters.MultipleChoiceFilter(
            label=_("Columns shown"), method=self.unfiltered, widget=forms.CheckboxSelectMultiple, field_name="columns",
            choices=[(column.key, column.label) for column in columns_of(register) if column.key != register.title],
        )  # fmt: skip
        for name, one in self.filters.items():
            one.parent = self
            one.model = register.model
            one.field_name = one.field_name or name
        reach = areas_within_reach(by, register.permission("view"))
        self.filters["area"].queryset = counties_and_above(reach)
        self.filters["zone"].queryset = zones(reach)

    def _filter(self, one: RecordField) -> Any:
        kind, label = kind_of(self.register.model, one), label_of(self.register.model, one.name)
        if kind is FieldKind.CHOICE:
            return django_filters.ChoiceFilter(
                label=label, choices=choices_of(self.register, one.name), empty_label=_("any"), field_name=one.name
            )
        if kind is FieldKind.SEVERAL:
            return django_filters.ChoiceFilter(
                label=label, choices=choices_of(self.register, one.name), empty_label=_("any"), field_name=one.name,
                lookup_expr="contains",
            )  # fmt: skip
        if kind is FieldKind.YESNO:
            return django_filters.ChoiceFilter(
                label=label, choices=[("true", _("yes")), ("false", _("no"))], empty_label=_("any"),
                field_name=one.name, method=self.by_yes,
            )  # fmt: skip
        if kind is FieldKind.ORGANISATION:
            return django_filters.CharFilter(
                label=label, field_name="organisation_name", method=self.by_words, max_length=60
            )
        if kind is FieldKind.INTEGER:
            return django_filters.NumberFilter(
                label=_("%(field)s, at least") % {"field": label}, field_name=one.name, lookup_expr="gte", min_value=0
            )
        return django_filters.CharFilter(label=label, field_name=one.name, method=self.by_words, max_length=60)

    def _chosen(self, key: str) -> str:
        """What another filter of the form asks for."""
        return str(self.form.cleaned_data.get(key) or "")

    @property
    def rows(self) -> QuerySet[Any]:
        """What the filters leave, ordered as ``sort`` says. A filter that means nothing leaves nothing."""
        if not self.form.is_valid():
            nothing: QuerySet[Any] = self.queryset.none()
            return nothing
        rows: QuerySet[Any] = narrow(self.filter_queryset(self.queryset), self.data)
        if not self.form.cleaned_data.get("archived"):
            rows = rows.filter(archived_at=None)
        return rows.order_by(*ordering(self.register, self.data.get("sort", "")))

    @property
    def leaves_all(self) -> bool:
        """Whether nothing is asked but in which order and with which columns: all living records are shown."""
        return not any(value for name in self.data if name not in SHOWING for value in self.data.getlist(name))

    @property
    def looks_for_words(self) -> bool:
        """Whether any filter asks for words in the middle of a text, which no index finds."""
        given = self.form.cleaned_data if self.form.is_valid() else {}
        return any(given.get(name) and isinstance(one, django_filters.CharFilter) for name, one in self.filters.items())

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(text_filter(self.register, value))

    def by_area(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(lies_in(value.path, "area", "zone"))

    def by_zone(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(lies_in(value.path, "zone"))

    def by_archived(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(archived_at__isnull=False) if value == "yes" else rows

    def by_yes(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(**{name: value == "true"})

    def by_words(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(holds(name, value))

    def unfiltered(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows
