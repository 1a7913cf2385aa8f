"""Demands of an area by the level of their best candidate, for the county on one page."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.demands.models import Demand
from duijie.matching.domain.queries import register_matches as queries
from duijie.portal.county.levels import LevelCount
from duijie.portal.matching.labels import LEVELS
from duijie.portal.permitted import address_with
from duijie.registry.domain.queries.figures import Counted, Freshness
from duijie.registry.models import Area


def demands_by_level(area: Area, by: Any, freshness: Freshness) -> Sequence[LevelCount]:
    """From the newest run that covers the area and that ``by`` may open; nothing without one."""
    if not can(by, Permission.MATCH_VIEW):
        return []
    run = queries.run_over(area, by=by)
    if run is None:
        return []
    those = Counted(Demand, area, by=by, freshness=freshness)
    counts = those.kept(f"levels-{run.pk}", lambda: queries.count_levels(run, those.rows))
    address = reverse("match_run_detail", args=[run.pk])
    return [
        LevelCount(label, counts.get(level, 0), address_with(address, level=str(level), area=area.code))
        for level, label in LEVELS.items()
    ]
