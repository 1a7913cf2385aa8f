"""Sentences that are kept in every language, in the reader's."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def in_my_language(texts: Mapping[str, str]) -> str:
    return texts.get(get_language() or "zh-hans") or next(iter(texts.values()), "")
