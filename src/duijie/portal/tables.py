"""The list that every list page shows."""

from typing import Any

import django_tables2
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

PAGE_SIZE = 25


class Table(django_tables2.Table):  # type: ignore[misc]
    """A table in our template. Subclasses set ``caption`` (what is listed) and ``empty_text`` (what to do first)."""

    caption: Any = _("List")

    class Meta:
        template_name = "portal/parts/table.html"
        attrs = {"class": "table table-hover"}
        default = "–"
        empty_text = _("Nothing here.")


def show_page(table: Table, request: HttpRequest, *, size: int = PAGE_SIZE) -> Table:
    """Order and page ``table`` as the address says; a page that does not exist becomes the nearest one."""
    django_tables2.RequestConfig(request, paginate={"per_page": size, "silent": True}).configure(table)
    return table
