"""Filters of the list of match runs: the same for page, export and API."""

from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from duijie.accounts.permissions import Permission
from duijie.common.models.job import OPEN
from duijie.matching.interfaces.filtering import ListFilter
from duijie.matching.models import MatchRun
from duijie.registry.interfaces.area_choices import areas_within_reach


class RunState(models.TextChoices):
    """What became of a run, as far as a filter asks."""

    CURRENT = "current", _("current result")
    REPLACED = "replaced", _("replaced by a newer one")
    WORKING = "working", _("under way")
    ENDED = "ended", _("without a result")


_STATES: dict[str, Q] = {
    RunState.CURRENT: Q(is_current=True),
    RunState.REPLACED: Q(is_current=False, finished_at__isnull=False),
    RunState.WORKING: Q(finished_at__isnull=True, job__state__in=OPEN),
    RunState.ENDED: Q(finished_at__isnull=True) & ~Q(job__state__in=OPEN),
}


def _areas(request: Any) -> Any:
    return areas_within_reach(request.user, Permission.MATCH_VIEW)


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class RunFilter(ListFilter):
    """``queryset`` must come from ``list_runs``; ``request`` says whose areas there are."""

    q = django_filters.CharFilter(label=_("Words in area or name of who started it"), method="by_text", max_length=100)
    area = django_filters.ModelChoiceFilter(
        label=_("Area"), queryset=_areas, to_field_name="code", method="by_area", empty_label=_("any")
    )
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=RunState.choices, method="by_state")
    since = django_filters.DateFilter(
        label=_("Started from day"), field_name="created_at__date", lookup_expr="gte", widget=_day()
    )
    until = django_filters.DateFilter(
        label=_("Started to day"), field_name="created_at__date", lookup_expr="lte", widget=_day()
    )

    class Meta:
        model = MatchRun
        fields = ("q", "area", "state", "since", "until")

    def by_text(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        for word in value.replace("\0", " ").split():
            named = Q(area__name__icontains=word) | Q(area__name_en__icontains=word)
            rows = rows.filter(named | Q(by__name__icontains=word) | Q(by__name_en__icontains=word))
        return rows

    def by_area(self, rows: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        return rows.filter(area__path__startswith=value.path)

    def by_state(self, rows: QuerySet[Any], name: str, value: list[str]) -> QuerySet[Any]:
        asked = Q(pk__in=())
        for state in value:
            asked |= _STATES[state]
        return rows.filter(asked) if value else rows
