"""Shares as people read them."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """``0.125`` as ``12.5%``; a dash for None."""
    return "–" if share is None else f"{number_format(100 * share, 1)}%"


@register.filter
def days(value: float | None) -> str:
    """A median of working days, with half a day where there is one; a dash for None."""
    return "–" if value is None else number_format(value, 0 if value == int(value) else 1)
