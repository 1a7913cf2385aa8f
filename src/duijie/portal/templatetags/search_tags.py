"""Addresses of a search."""

from typing import Any

from django import template

from duijie.portal.search.forms import FACET

register = template.Library()


@register.simple_tag(takes_context=True)
def search_address(context: dict[str, Any], facet: str, value: str) -> str:
    """The present address with ``facet`` set to ``value``, or without it; back at the first page."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query.pop(FACET + facet, None)
    if value:
        query[FACET + facet] = value
    return f"?{query.urlencode()}"
