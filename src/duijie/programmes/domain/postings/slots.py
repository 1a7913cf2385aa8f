"""Places that are limited: the lowest free one, or the sentence that says that there is none.

The rows hold numbers of places under unique constraints, so that two who take the last place at the same moment cannot
both have it on either database.
"""

from collections.abc import Iterable

from duijie.common.domain.limits import LimitReachedError

__all__ = ["LimitReachedError", "free_slot"]


def free_slot(taken: Iterable[int | None], most: int | None) -> int | None:
    """The lowest number from 1 that is not ``taken``; None where ``most`` is reached. No ``most`` is no limit."""
    used = {one for one in taken if one is not None}
    slot = next(number for number in range(1, len(used) + 2) if number not in used)
    return None if most is not None and (slot > most or len(used) >= most) else slot
