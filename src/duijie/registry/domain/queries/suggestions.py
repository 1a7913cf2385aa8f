"""Names to choose from while a person types."""

from typing import Any

from duijie.registry.domain.queries.organisations import list_organisations, search_text

MOST = 12


def suggest_organisations(*, by: Any, text: str) -> list[str]:
    """Names of registered organisations that fit what was typed: part of the name or code, pinyin initials."""
    if not text.strip():
        return []
    rows = list_organisations(by=by).filter(search_text(text), archived_at=None).order_by("name", "pk")
    return list(rows.values_list("name", flat=True)[:MOST])
