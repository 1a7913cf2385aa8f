"""Demands that wait for somebody: who must verify them, look after them, or answer them."""

from typing import Any

from duijie.accounts.access import holding, paths_of
from duijie.accounts.permissions import Permission
from duijie.common.scope import where_few
from duijie.demands.models import Demand
from duijie.demands.states import SETTLED, DemandState, Level
from duijie.registry.models import Area

LINE = ("title", "state", "level", "created_at", "updated_at", "deadline", "clock_due_on")
"""What a line about a demand shows, besides its number: the long texts of a demand are not read for it."""
LOOKED_AFTER = (DemandState.CONTACTED, DemandState.NEGOTIATING, DemandState.SOLVING)


def handled_by(*, by: Any) -> Any:
    """What ``by`` has to look after and nobody is waited for, longest untouched first."""
    rows = _mine(by).filter(handler=by, waiting="", state__in=LOOKED_AFTER)
    return rows.only(*LINE).order_by("updated_at", "pk")


def passed_up(*, by: Any) -> Any:
    """What was passed up to a level at which ``by`` may take steps and is open, the longest first."""
    paths = paths_of(holding(by, Permission.DEMAND_STEP))
    own = Area.objects.filter(path__in=paths, kind__in=[Level.CITY, Level.PROVINCE]).order_by()
    levels = list(
        own.values_list("kind", flat=True).distinct()
    )  # asked apart: so the database uses the index of levels
    passed = where_few(Demand, lambda: _mine(by), level__in=levels) if levels else Demand.objects.none()
    return passed.exclude(state__in=SETTLED).only(*LINE).order_by("updated_at", "pk")


def to_be_verified(*, by: Any, most: int) -> list[Demand]:
    """The ``most`` oldest of what was found or written up where ``by`` may take steps. State by state: an index has the
    order of each, and no order of both together."""
    states = (DemandState.FOUND, DemandState.DRAFTED)
    mine = _mine(by).only(*LINE).order_by("created_at", "pk")
    found = [one for state in states for one in mine.filter(state=state)[:most]]
    return sorted(found, key=lambda one: (one.created_at, one.pk))[:most]


def unanswered(*, by: Any) -> Any:
    """What was published there and has neither a match nor contact, the longest first."""
    return _mine(by).filter(state=DemandState.PUBLISHED).only(*LINE).order_by("updated_at", "pk")


def to_be_rated(*, by: Any) -> Any:
    """What came to an end at the firm that ``by`` speaks for, and has no rating yet; the longest first."""
    mine = Demand.objects.reached_by(by, Permission.DEMAND_RATE).filter(archived_at=None, rating=None)
    return mine.filter(state__in=SETTLED).only(*LINE).order_by("updated_at", "pk")


def handed_to_departments_of(*, by: Any) -> Any:
    """What was handed to a department in whose line ``by`` stands, and is open; the nearest day first."""
    mine = [pk for pk in by.memberships.values_list("department_id", flat=True) if pk is not None]
    if not mine:
        return Demand.objects.none()
    rows = Demand.objects.visible_to(by).filter(department_id__in=mine, archived_at=None)
    return rows.exclude(state__in=SETTLED).select_related("department").order_by("due_on", "pk")


def _mine(by: Any) -> Any:
    return Demand.objects.reached_by(by, Permission.DEMAND_STEP).filter(archived_at=None)
