"""Keys of the machine as words of the reader."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import get_language

from duijie.portal.jobs.labels import JOB_KINDS, STAGES
from duijie.portal.labels import TARGETS, VERBS

register = template.Library()


@register.filter
def yuan(amount: Decimal) -> str:
    """Thousands apart, as the lists write amounts; languages that group by four read it too."""
    return f"{amount:,.2f}"


@register.filter
def job_kind(key: str) -> str:
    return str(JOB_KINDS.get(key, key))


@register.filter
def stage(key: str) -> str:
    return str(STAGES.get(key, key))


@register.filter
def verb(key: str) -> str:
    return str(VERBS.get(key, key))


@register.filter
def target_kind(key: str) -> str:
    return str(TARGETS.get(key, key))


@register.filter
def in_my_language(texts: dict[str, Any] | None) -> str:
    """The reader's of ``{"zh-hans": …, "en": …}``."""
    if not texts:
        return ""
    language = get_language() or "zh-hans"
    return str(texts.get(language) or next(iter(texts.values())))
