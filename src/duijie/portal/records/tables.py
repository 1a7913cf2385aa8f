"""The list of a register."""

from collections.abc import Callable
from datetime import date
from typing import Any

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from duijie.portal.tables import DayColumn, Table
from duijie.registry.interfaces.record_columns import RecordColumn, value_of
from duijie.registry.register import FieldKind, Register

NUMBERS = frozenset({FieldKind.INTEGER, FieldKind.DECIMAL})
SHORT = frozenset({FieldKind.AREA, FieldKind.CHOICE, FieldKind.DATE})


class RecordTable(Table):
    """Its columns are those by which the filter orders, so that a page, its file and the API show one order."""


class ValueColumn(django_tables2.Column):  # type: ignore[misc]
    """A field as a person reads it."""

    def __init__(self, register: Register, column: RecordColumn) -> None:
        number = {"class": "number"} if column.kind in NUMBERS else {"class": "nowrap"} if column.kind in SHORT else {}
        super().__init__(
            verbose_name=column.label, order_by=column.order or None, orderable=bool(column.order),
            attrs={"td": number, "th": number}, empty_values=(),
        )  # fmt: skip
        self.register, self.key = register, column.key

    def render(self, record: Any) -> Any:
        value = value_of(self.register, record, self.key)
        if isinstance(value, date):
            return f"{value:%Y-%m-%d}"
        return "–" if value in ("", None) else value


class TitleColumn(ValueColumn):
    """The title as a link, with a mark on what is archived."""

    def render(self, record: Any) -> Any:
        mark = format_html(' <span class="badge badge-plain">{}</span>', _("archived")) if record.archived_at else ""
        address = reverse("record_detail", args=[self.register.key, record.pk])
        return format_html('<a href="{}" translate="no">{}</a>{}', address, getattr(record, self.key), mark)


class BoxColumn(django_tables2.CheckBoxColumn):  # type: ignore[misc]
    """A box to choose the row for an action on several."""

    BOX = '<input type="checkbox" class="form-check-input" name="row" value="{}" form="bulk" aria-label="{}">'

    def __init__(self) -> None:
        super().__init__(accessor="pk")

    @property
    def header(self) -> Any:
        return _("Choose")

    def render(self, value: Any, bound_column: Any, record: Any) -> Any:
        return format_html(self.BOX, value, _("Choose “%(name)s”") % {"name": record})


def make_table(
    register: Register,
    rows: Any,
    columns: tuple[RecordColumn, ...],
    *,
    boxes: bool,
    most: int = 0,
    count: Callable[[], int] | None = None,
) -> RecordTable:
    """The table of ``rows``, of at most ``most`` of them, with these columns; with ``boxes``, rows can be chosen.
    ``count`` as for ``PagedRows``."""
    extra: list[tuple[str, Any]] = [
        (one.key, TitleColumn(register, one) if one.key == register.title else _column(register, one))
        for one in columns
    ]
    if boxes:
        extra.insert(0, ("choose", BoxColumn()))
    made: RecordTable = RecordTable(
        rows, most=most, count=count, extra_columns=extra, sequence=[key for key, _column in extra]
    )
    made.caption = register.label
    made.empty_text = _("Nothing fits. Clear the filters, add a record, or import a list.")
    return made


def _column(register: Register, column: RecordColumn) -> Any:
    if column.key == "updated_at":
        return DayColumn(verbose_name=column.label, order_by=column.order, attrs={"td": {"class": "nowrap"}})
    return ValueColumn(register, column)
