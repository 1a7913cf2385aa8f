"""Filters of the term lexicon: the same for page, export and API."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from duijie.matching.interfaces.filtering import ListFilter
from duijie.matching.models import LexiconEntry

LACKS = [("chinese", _("without Chinese")), ("english", _("without English")), ("synonyms", _("without synonyms"))]


class LexiconFilter(ListFilter):
    """``queryset`` must come from ``list_entries``."""

    q = django_filters.CharFilter(label=_("Spelling"), method="by_text", max_length=80)
    lacks = django_filters.ChoiceFilter(label=_("Incomplete"), choices=LACKS, method="by_lack")

    class Meta:
        model = LexiconEntry
        fields = ("q", "lacks")

    def by_text(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return found.filter(Q(chinese__icontains=value) | Q(english__icontains=value) | Q(synonyms__icontains=value))

    def by_lack(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return found.filter(**{value: ""})
