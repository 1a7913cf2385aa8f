"""Pages of a list."""

from typing import Any

from duijie.api.schemas.common import PageQuery


def page_of(rows: Any, query: PageQuery, show: Any) -> dict[str, Any]:
    """The page that ``query`` names, each row as ``show`` says, and how many rows there are in all."""
    start = (query.page - 1) * query.page_size
    items = [show(row) for row in rows[start : start + query.page_size]]
    return {"items": items, "count": rows.count(), "page": query.page, "page_size": query.page_size}
