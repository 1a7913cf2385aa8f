"""Matches by level: the room of the platform's matches adds a provider here; without one, the page has no such part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from duijie.registry.domain.queries.figures import Freshness
from duijie.registry.models import Area


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many matches of an area have a level, and the address of the list that shows exactly these."""

    level: Any
    count: int
    address: str


Provider = Callable[[Area, Any, Freshness], Sequence[LevelCount]]
PROVIDERS: list[Provider] = []


def matches_by_level(area: Area, *, by: Any, freshness: Freshness) -> list[LevelCount]:
    """What the providers say; nothing while there is none, or no match."""
    found = [one for provider in PROVIDERS for one in provider(area, by, freshness)]
    return found if any(one.count for one in found) else []
