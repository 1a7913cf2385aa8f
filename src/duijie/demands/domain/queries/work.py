"""Demands that wait for somebody: who must verify them, look after them, or answer them."""

from typing import Any

from duijie.accounts.permissions import Permission
from duijie.demands.models import Demand
from duijie.demands.states import SETTLED, DemandState


def to_be_verified(*, by: Any) -> Any:
    """What was found where ``by`` may take steps, the oldest first."""
    return _mine(by).filter(state=DemandState.FOUND).order_by("created_at", "pk")


def unanswered(*, by: Any) -> Any:
    """What was published there and has neither a match nor contact, the longest first."""
    return _mine(by).filter(state=DemandState.PUBLISHED).order_by("updated_at", "pk")


def to_be_rated(*, by: Any) -> Any:
    """What came to an end at the firm that ``by`` speaks for, and has no rating yet; the longest first."""
    mine = Demand.objects.reached_by(by, Permission.DEMAND_RATE).filter(archived_at=None, rating=None)
    return mine.filter(state__in=SETTLED).order_by("updated_at", "pk")


def handed_to_departments_of(*, by: Any) -> Any:
    """What was handed to a department in whose line ``by`` stands, and is open; the nearest day first."""
    mine = [pk for pk in by.memberships.values_list("department_id", flat=True) if pk is not None]
    if not mine:
        return Demand.objects.none()
    rows = Demand.objects.visible_to(by).filter(department_id__in=mine, archived_at=None)
    return rows.exclude(state__in=SETTLED).select_related("department").order_by("due_on", "pk")


def _mine(by: Any) -> Any:
    return Demand.objects.reached_by(by, Permission.DEMAND_STEP).filter(archived_at=None)
