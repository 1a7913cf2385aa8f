"""The list that every list page shows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import django_tables2
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableQuerysetData

from duijie.common.ordering import empties_last
from duijie.registry.domain.queries.kept_counts import kept_count

PAGE_SIZE = 25
MOST_FOUND = 1000  # rows of a list that words are looked for in


class DayColumn(django_tables2.Column):  # type: ignore[misc]
    """A day, or the day of a moment where the platform stands; without a template for every cell."""

    def render(self, value: Any) -> str:
        day = timezone.localtime(value) if isinstance(value, datetime) else value
        return f"{day:%Y-%m-%d}"


class PieceColumn(django_tables2.TemplateColumn):  # type: ignore[misc]
    """Cells in a template, in the context of the page: its menus and the like are not put together for each cell anew,
    as ``TemplateColumn`` does.
    """

    def render(self, record: Any, table: Any, value: Any, bound_column: Any, **kwargs: Any) -> str:
        told = self.get_context_data(record=record, table=table, value=value, bound_column=bound_column, **kwargs)
        context = table.context
        template = context.template.engine.get_template(self.template_name)
        with context.update(told):
            return str(template.render(context))


class PagedRows(TableQuerysetData):  # type: ignore[misc]
    """Which rows a page shows, then these rows whole: what is ordered and skipped are numbers, not records with all
    their texts and what they are joined with.

    ``most`` bounds how many are looked for at all: words in the middle of texts have no index, and the rows are gone
    through once, for the count and the page together. ``count`` says how many rows there are, where that is known
    sooner than by counting these.
    """

    data: QuerySet[Any]

    def __init__(self, data: QuerySet[Any], *, most: int = 0, count: Callable[[], int] | None = None) -> None:
        super().__init__(data)
        self._most, self._known = most, count

    @cached_property
    def _found(self) -> list[int]:
        return list(self.data.values_list("pk", flat=True)[: self._most + 1])

    @cached_property
    def _count(self) -> int:
        if not hasattr(self.table, "paginator"):
            return int(super().__len__())
        return self._known() if self._known is not None else kept_count(self.data)

    def __len__(self) -> int:
        return min(len(self._found), self._most) if self._most else self._count

    @property
    def has_more(self) -> bool:
        """Whether there are more rows than ``most``."""
        return bool(self._most) and len(self._found) > self._most

    def order_by(self, aliases: Any) -> None:
        """As the columns say, empty ones last, and rows that are alike there by their numbers, so that pages do not
        overlap."""
        before = tuple(self.data.query.order_by)
        super().order_by(aliases)
        now = empties_last(self.data.model, self.data.query.order_by)
        if now == before[: len(now)]:
            self.data = self.data.order_by(*before)
        else:
            has_number = any(one in ("pk", "-pk", "id", "-id") for one in now)
            self.data = self.data.order_by(*now, *(() if has_number else ("pk",)))

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, slice):
            return super().__getitem__(key)
        numbers = self._found[key] if self._most else list(self.data.values_list("pk", flat=True)[key])
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

    def __init__(self, data: Any, *, most: int = 0, count: Callable[[], int] | None = None, **options: Any) -> None:
        rows = PagedRows(data, most=most, count=count) if isinstance(data, QuerySet) else data
        super().__init__(rows, **options)


def show_page(table: Table, request: HttpRequest, *, size: int = PAGE_SIZE) -> Table:
    """Order and page ``table`` as the address says; a page that does not exist becomes the nearest one."""
    django_tables2.RequestConfig(request, paginate={"per_page": size, "silent": True}).configure(table)
    return table
