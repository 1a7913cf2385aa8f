"""The list that every list page shows."""

from typing import Any

import django_tables2
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableQuerysetData

PAGE_SIZE = 25


class PagedRows(TableQuerysetData):  # type: ignore[misc]
    """Which rows a page shows, then these rows whole: what is ordered and skipped are numbers, not records with all
    their texts and what they are joined with."""

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return super().__getitem__(key)
        numbers = list(self.data.values_list("pk", flat=True)[key])
        rows = {one.pk: one for one in self.data.order_by().filter(pk__in=numbers)}
        return [rows[number] for number in numbers if number in rows]


class Table(django_tables2.Table):  # type: ignore[misc]
    """A table in our template. Subclasses set ``caption`` (what is listed) and ``empty_text`` (what to do first)."""

    caption: Any = _("List")

    class Meta:
        template_name = "portal/parts/table.html"
        attrs = {"class": "table table-hover"}
        default = "–"
        empty_text = _("Nothing here.")

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(PagedRows(data) if isinstance(data, QuerySet) else data, **options)


def show_page(table: Table, request: HttpRequest, *, size: int = PAGE_SIZE) -> Table:
    """Order and page ``table`` as the address says; a page that does not exist becomes the nearest one."""
    django_tables2.RequestConfig(request, paginate={"per_page": size, "silent": True}).configure(table)
    return table
