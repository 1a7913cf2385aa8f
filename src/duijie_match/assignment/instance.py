"""Who may serve whom, how well, and under which limits: arrays, checked once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from duijie_match.errors import DuijieError
from duijie_match.wording import Message, msg

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Rows = NDArray[np.int32]
Scores = NDArray[np.float64]

MOST_LOAD = 1_000_000_000  # a load or a cover that nobody means; keeps every sum far from 2**63

STABLE = 0.05
"""What keeping a pair of the previous plan is worth unless told, as a share of the highest score."""


@dataclass(frozen=True, eq=False)
class Instance:
    """One assignment to be made. Pairs that are not listed may not be chosen.

    ``demand``, ``supply``, ``score`` have one entry a pair: two row numbers from 0 and a score of 0 or more.
    ``cover`` (a demand) is how many suppliers it needs; ``least`` and ``most`` (a row of supply) bound how many
    demands it serves. ``fixed``, ``forbidden`` and ``previous`` mark pairs; ``exclusive`` numbers pairs of which at
    most one may be chosen (-1: none). ``stability`` is added to the score of a previous pair while choosing, in
    the unit of scores. The ids are for messages, and so are ``group_names``, by the numbers of ``exclusive``.
    """

    demand: Rows
    supply: Rows
    score: Scores
    cover: Numbers
    least: Numbers
    most: Numbers
    fixed: Flags
    forbidden: Flags
    previous: Flags
    exclusive: Numbers | None
    stability: float
    demand_ids: Sequence[str]
    supply_ids: Sequence[str]
    group_names: Mapping[int, str] = field(default_factory=dict)

    @property
    def pairs(self) -> int:
        """How many pairs are listed."""
        return len(self.score)

    def weights(self) -> Scores:
        """What choosing a pair is worth: its score, and ``stability`` more where it was in the previous plan."""
        return self.score + self.stability * self.previous if self.stability else self.score


def make_instance(
    demand: ArrayLike,
    supply: ArrayLike,
    score: ArrayLike,
    *,
    cover: ArrayLike,
    most: ArrayLike,
    least: ArrayLike = 0,
    demands: int | None = None,
    supplies: int | None = None,
    fixed: ArrayLike | None = None,
    forbidden: ArrayLike | None = None,
    previous: ArrayLike | None = None,
    exclusive: ArrayLike | None = None,
    stability: float = 0.0,
    demand_ids: Sequence[str] | None = None,
    supply_ids: Sequence[str] | None = None,
    group_names: Mapping[int, str] | None = None,
) -> Instance:
    """The instance of these arrays. A single ``cover``, ``most`` or ``least`` holds for all; ``demands`` and
    ``supplies`` count the rows where some have no pair.

    Raises ``DuijieError`` ``bad-instance`` for what no plan can come of: arrays of different lengths, numbers of rows
    that there are not, scores that are not finite or below 0, negative loads, a pair listed twice.
    """
    left = _rows(demand, "demand")
    right = _rows(supply, "supply")
    values = np.ascontiguousarray(score, dtype=np.float64)
    if not len(left) == len(right) == len(values):
        raise _bad(msg("Demands: {a}, supply rows: {b}, scores: {c}; there must be one of each a pair.",
                       a=len(left), b=len(right), c=len(values)))  # fmt: skip
    count = _count(demands, demand_ids, cover, left)
    supply_count = _count(supplies, supply_ids, most, right)
    _check_rows(left, count, "demand")
    _check_rows(right, supply_count, "supply")
    wrong = ~(values >= 0) | np.isinf(values)
    if wrong.any():
        at = int(np.argmax(wrong))
        raise _bad(msg("The score of pair {n} is {value}. A score is a number of 0 or more.",
                       n=at, value=f"{values[at]:g}"))  # fmt: skip
    if not (np.isfinite(stability) and stability >= 0):
        raise _bad(msg("The stability is {value}. It is a number of 0 or more.", value=f"{stability:g}"))
    _check_twice(left, right, supply_count)
    places, loads = _loads(cover, count, "cover"), _loads(most, supply_count, "most")
    return Instance(
        left,
        right,
        values,
        places,
        _loads(least, supply_count, "least"),
        loads,
        _flags(fixed, len(values), "fixed"),
        _flags(forbidden, len(values), "forbidden"),
        _flags(previous, len(values), "previous"),
        None if exclusive is None else _groups(exclusive, len(values)),
        _decisive(float(stability), values, int(min(places.sum(), loads.sum(), len(values)))),
        demand_ids if demand_ids is not None else _Numbered(count),
        supply_ids if supply_ids is not None else _Numbered(supply_count),
        group_names or {},
    )


def stability_of(told: float | None, scores: Scores, previous: Flags) -> float:
    """What keeping a pair of the previous plan is worth: as ``told``, else ``STABLE``; nothing where it kept none."""
    if not previous.any():
        return 0.0
    return STABLE * float(scores.max()) if told is None else told


def _decisive(stability: float, scores: Scores, places: int) -> float:
    """``stability``, or twice what any plan's scores can come to where that is less: keeping one pair then counts for
    more than all scores together, so that no greater number makes another plan, but would take digits from the scores.
    """
    highest = float(scores.max(initial=0.0))
    if stability <= 2 * highest or not places:
        return stability
    best = np.partition(scores, len(scores) - places)[len(scores) - places :]
    return min(stability, 2 * float(best.sum()) or 1.0)


class _Numbered(Sequence[str]):
    """Row numbers as ids, without a list of them."""

    def __init__(self, count: int) -> None:
        self._range = range(count)

    def __len__(self) -> int:
        return len(self._range)

    def __getitem__(self, index: int | slice) -> "str | _Numbered":  # type: ignore[override]  # slices are not used
        if isinstance(index, slice):
            return _Numbered(len(self._range[index]))
        return str(self._range[index])


def _rows(values: ArrayLike, side: str) -> Rows:
    array = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise _bad(msg("The numbers of {side} rows must be a list of whole numbers.", side=side))
    if array.size and (int(array.min()) < 0 or int(array.max()) > np.iinfo(np.int32).max):
        raise _bad(msg("A number of a {side} row is negative or too large.", side=side))
    return np.ascontiguousarray(array, dtype=np.int32)


def _count(given: int | None, ids: Sequence[str] | None, loads: ArrayLike, rows: Rows) -> int:
    if given is not None:
        return given
    if ids is not None:
        return len(ids)
    array = np.asarray(loads)
    if array.ndim:
        return len(array)
    return int(rows.max()) + 1 if len(rows) else 0


def _check_rows(rows: Rows, count: int, side: str) -> None:
    if len(rows) and int(rows.max()) >= count:
        raise _bad(msg("{count:There is|There are} {count} {side} {count:row|rows}; a pair names row {row}, counted "
                       "from 0.",
                       count=count, side=side, row=int(rows.max())))  # fmt: skip


def _check_twice(left: Rows, right: Rows, supplies: int) -> None:
    keys = left.astype(np.int64) * max(supplies, 1) + right
    keys.sort()
    twice = np.flatnonzero(keys[1:] == keys[:-1])
    if len(twice):
        one = int(keys[twice[0]])
        raise _bad(msg("The pair of demand row {demand} and supply row {supply} is listed twice.",
                       demand=one // supplies, supply=one % supplies))  # fmt: skip


def _loads(values: ArrayLike, count: int, name: str) -> Numbers:
    array = np.asarray(values)
    if array.size and array.dtype.kind == "f" and not (array == np.floor(array)).all():  # NaN is not equal to itself
        raise _bad(msg("{name} holds what is no whole number.", name=name))
    if array.ndim and len(array) != count:
        raise _bad(
            msg("{name} has {n} {n:entry|entries} for {count} {count:row|rows}.", name=name, n=len(array), count=count)
        )
    if array.size and (array.min() < 0 or array.max() > MOST_LOAD):
        raise _bad(msg("{name} holds a number below 0 or above {most}.", name=name, most=MOST_LOAD))
    return np.ascontiguousarray(np.broadcast_to(array, (count,)), dtype=np.int64)


def _flags(values: ArrayLike | None, pairs: int, name: str) -> Flags:
    if values is None:
        return np.zeros(pairs, dtype=np.bool_)
    array = np.asarray(values)
    if array.shape != (pairs,) or (pairs and array.dtype != np.bool_):
        raise _bad(msg("{name} must mark each pair with true or false.", name=name))
    return array.astype(np.bool_, copy=False)


def _groups(values: ArrayLike, pairs: int) -> Numbers:
    array = np.asarray(values)
    if array.shape != (pairs,) or (pairs and array.dtype.kind not in "iu"):
        raise _bad(msg("{name} must number each pair (-1 for none).", name="exclusive"))
    return np.ascontiguousarray(array, dtype=np.int64)


def _bad(message: Message) -> DuijieError:
    return DuijieError("bad-instance", message)
