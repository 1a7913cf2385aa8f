"""My work: what the page is made of, who I am here, and what I have been doing. What waits for me is ``waiting.py``,
my figures ``figures.py``, and what to do first ``beginnings.py``.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from duijie.accounts.access import can, in_force
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES
from duijie.common.listing import listed
from duijie.common.models import ImportBatch, Job
from duijie.common.models.job import OPEN
from duijie.matching.domain.queries.list_matches import list_matches
from duijie.matching.models.list_match import ListMatchState

LINES = 5  # in each list


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for this person: what, where to do it, by which day, and since when."""

    text: Any
    address: str
    moment: datetime | None = None
    due: date | None = None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of mine, and the list behind it."""

    label: Any
    value: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """A record of mine, with its state."""

    name: str
    state: Any
    address: str
    moment: Any


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do first, while there is nothing yet."""

    title: Any
    text: Any
    address: str
    label: Any


def memberships_of(user: Any) -> list[tuple[Any, str]]:
    """Each role of ``user`` with the place it holds for."""
    held = user.memberships.filter(in_force()).select_related("area", "organisation", "department")
    return [
        (ROLES[one.role].name, listed(part for part in (one.area, one.organisation, one.department) if part))
        for one in held
        if one.role in ROLES
    ]


def recent_of(user: Any) -> dict[str, Any]:
    """The newest imports, list matches and jobs of this person, as far as there are any."""
    recent: dict[str, Any] = {}
    if can(user, Permission.ORGANISATION_IMPORT):
        batches = ImportBatch.objects.visible_to(user).order_by("-created_at")[:LINES]
        recent["imports"] = [
            Line(one.name, one.get_state_display(), reverse("import_detail", args=[one.pk]), one.created_at)
            for one in batches
        ]
    if can(user, Permission.LIST_MATCH_RUN):
        recent["matches"] = [
            Line(
                one.title, ListMatchState(one.state).label, reverse("list_match_detail", args=[one.pk]), one.created_at
            )
            for one in list_matches(user).order_by("-created_at")[:LINES]
        ]
    recent["jobs"] = list(Job.objects.visible_to(user).filter(state__in=OPEN).order_by("created_at")[:LINES])
    return recent
