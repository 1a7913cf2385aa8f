"""What the platform does for itself every hour: apps above hang their own upkeep onto the job here."""

from collections.abc import Callable

Upkeep = Callable[[], int]
_upkeep: dict[str, Upkeep] = {}


def every_hour(name: str) -> Callable[[Upkeep], Upkeep]:
    """Register upkeep, which says how much it did and can run twice. ``name`` stands in the job's result."""

    def register(work: Upkeep) -> Upkeep:
        _upkeep[name] = work
        return work

    return register


def upkeep() -> tuple[tuple[str, Upkeep], ...]:
    """All of it, in a fixed order."""
    return tuple(sorted(_upkeep.items()))
