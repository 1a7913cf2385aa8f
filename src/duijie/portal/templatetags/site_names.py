"""Words that the site chooses for itself."""

from typing import Any

from django import template

register = template.Library()


@register.filter
def area_kind(area: Any, site: Any) -> str:
    """The kind of an area, counties by the word of this site."""
    return str(site.county_word if area.kind == "county" else area.get_kind_display())
