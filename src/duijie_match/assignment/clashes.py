"""Wishes that cannot all be met: a smallest set of them that clashes.

Small cases: a smallest set by implicit hitting sets (Ignatiev and others, Smallest MUS extraction, 2015). A set of
wishes that hits every set whose removal mends the case is one that cannot be met; the search finds such removals one
after the other and asks for the smallest set that hits them all. Large cases: the same among the wishes at a
bottleneck, where these are few enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import scipy
from scipy.sparse import csr_array

from duijie_match.assignment.instance import Flags, Instance, Numbers, Rows, Scores
from duijie_match.assignment.network import starved_supplies
from duijie_match.assignment.rest import rest_of
from duijie_match.errors import DuijieError
from duijie_match.wording import Message, msg

_SHOWN = 8  # wishes named in the message
_MOST_WISHES = 300
_MOST_ROUNDS = 100


class WishKind(StrEnum):
    """What is wished."""

    FIXED = "fixed"
    FORBIDDEN = "forbidden"
    LEAST = "least"
    MOST = "most"
    COVER = "cover"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True, slots=True)
class Wish:
    """``row`` is the number of a pair (fixed, forbidden), of a demand (cover), of a row of supply (least, most) or of
    a group (exclusive).
    """

    kind: WishKind
    row: int

    def sentence(self, instance: Instance) -> Message:
        """The wish in words."""
        row = self.row
        if self.kind in (WishKind.FIXED, WishKind.FORBIDDEN):
            names = {
                "demand": instance.demand_ids[int(instance.demand[row])],
                "supply": instance.supply_ids[int(instance.supply[row])],
            }
            if self.kind is WishKind.FIXED:
                return msg("{demand} with {supply} is fixed", **names)
            return msg("{demand} with {supply} is forbidden", **names)
        if self.kind is WishKind.COVER:
            return msg("{id} needs no more than {n}", id=instance.demand_ids[row], n=int(instance.cover[row]))
        if self.kind is WishKind.LEAST:
            return msg("{id} must serve at least {n}", id=instance.supply_ids[row], n=int(instance.least[row]))
        if self.kind is WishKind.MOST:
            return msg("{id} may serve at most {n}", id=instance.supply_ids[row], n=int(instance.most[row]))
        return msg("of exclusive group {n} one pair at most", n=row + 1)


class Clash(DuijieError):
    """Wishes that cannot all be met. ``wishes`` clash; ``is_smallest``: no set of fewer wishes does.
    ``sentences`` are the wishes in words.
    """

    def __init__(self, wishes: Sequence[Wish], instance: Instance, *, is_smallest: bool) -> None:
        order = list(WishKind)
        self.wishes = tuple(sorted(wishes, key=lambda wish: (order.index(wish.kind), wish.row)))
        self.is_smallest = is_smallest
        self.sentences = tuple(wish.sentence(instance) for wish in self.wishes)
        said = self.sentences[0]
        for sentence in self.sentences[1:_SHOWN]:
            said = msg("{said}; {sentence}", said=said, sentence=sentence)
        if len(self.wishes) > _SHOWN:
            said = msg("{said}; and {n} more", said=said, n=len(self.wishes) - _SHOWN)
        super().__init__(
            "clash", msg("These wishes cannot all be met: {said}. Drop or loosen one of them; nothing was planned.",
                         said=said)
        )  # fmt: skip


def clash_of(instance: Instance) -> Clash:
    """The clash in an instance for which there is no plan."""
    core = np.arange(instance.pairs)
    is_whole = len(core) <= _MOST_WISHES
    if not is_whole:
        core = _bottleneck(instance)
    elastic = _Elastic(instance, core)
    if len(elastic.wishes) > _MOST_WISHES:
        return Clash(elastic.wishes, instance, is_smallest=False)
    found = elastic.smallest()
    if found is not None:
        return Clash(found, instance, is_smallest=is_whole)
    return Clash(elastic.shrunk(), instance, is_smallest=False)


def _bottleneck(instance: Instance) -> Numbers:
    """Pairs that suffice to show that the wishes clash."""
    fixed = np.flatnonzero(instance.fixed)
    demands, supplies = len(instance.cover), len(instance.most)
    torn = fixed[instance.forbidden[fixed]]
    if len(torn):
        return torn[:1]
    crowded = np.flatnonzero(np.bincount(instance.demand[fixed], minlength=demands) > instance.cover)
    if len(crowded):
        return np.flatnonzero(instance.fixed & (instance.demand == crowded[0]))
    crowded = np.flatnonzero(np.bincount(instance.supply[fixed], minlength=supplies) > instance.most)
    if len(crowded):
        return np.flatnonzero(instance.fixed & (instance.supply == crowded[0]))
    if instance.exclusive is not None:
        groups = instance.exclusive[fixed]
        numbers, counts = np.unique(groups[groups >= 0], return_counts=True)
        if (counts > 1).any():
            return np.flatnonzero(instance.fixed & (instance.exclusive == numbers[counts > 1][0]))
    poor = np.bincount(instance.supply, minlength=supplies) < instance.least
    poor |= instance.least > instance.most
    if poor.any():
        return np.flatnonzero(instance.supply == np.argmax(poor))
    starved = starved_supplies(rest_of(instance))
    return np.flatnonzero(starved[instance.supply] | instance.fixed)


class _Elastic:
    """The wishes about some pairs, each of which can be given up."""

    def __init__(self, instance: Instance, pairs: Numbers) -> None:
        demand, supply = instance.demand[pairs], instance.supply[pairs]
        fixed, forbidden = np.flatnonzero(instance.fixed[pairs]), np.flatnonzero(instance.forbidden[pairs])
        self.wishes: list[Wish] = []
        self._rows: list[tuple[Numbers, float, float, float]] = []  # pairs, how a surrender helps, low, high
        for at in fixed.tolist():
            self._add(WishKind.FIXED, int(pairs[at]), np.array([at]), 1, 1, np.inf)
        for at in forbidden.tolist():
            self._add(WishKind.FORBIDDEN, int(pairs[at]), np.array([at]), -1, -np.inf, 0)
        for row, members in _members(demand):
            if len(members) > instance.cover[row]:
                over = len(members) - int(instance.cover[row])
                self._add(WishKind.COVER, row, members, -over, -np.inf, int(instance.cover[row]))
        by_supply = dict(_members(supply))
        for row in sorted({*by_supply, *self._lonely(instance, pairs)}):
            members = by_supply.get(row, np.zeros(0, dtype=np.int64))
            least, most = int(instance.least[row]), int(instance.most[row])
            if least:
                self._add(WishKind.LEAST, row, members, least, least, np.inf)
            if len(members) > most or least > most:
                self._add(WishKind.MOST, row, members, -max(len(members), least), -np.inf, most)
        if instance.exclusive is not None:
            for row, members in _members(instance.exclusive[pairs]):
                if row >= 0 and len(members) > 1:
                    self._add(WishKind.EXCLUSIVE, row, members, 1 - len(members), -np.inf, 1)
        self._pairs = len(pairs)
        self._matrix, self._low, self._high = self._build()

    @staticmethod
    def _lonely(instance: Instance, pairs: Numbers) -> list[int]:
        """Rows of supply that must serve somebody and have no pair at all, where all pairs are looked at."""
        if len(pairs) and len(pairs) < instance.pairs:
            return []
        has = np.bincount(instance.supply, minlength=len(instance.least)) > 0
        lonely: list[int] = np.flatnonzero((instance.least > 0) & ~has).tolist()
        return lonely

    def _add(self, kind: WishKind, row: int, members: Numbers, help_: float, low: float, high: float) -> None:
        self.wishes.append(Wish(kind, row))
        self._rows.append((members, help_, low, high))

    def _build(self) -> tuple[csr_array, Scores, Scores]:
        lengths = [len(members) + 1 for members, *_ in self._rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        columns = np.concatenate(
            [np.append(members, self._pairs + at) for at, (members, *_) in enumerate(self._rows)] or [np.zeros(0)]
        )
        values = np.ones(len(columns))
        values[starts[1:] - 1] = [help_ for _, help_, _, _ in self._rows]
        shape = (len(self._rows), self._pairs + len(self._rows))
        matrix = csr_array((values, columns.astype(np.int64), starts), shape=shape)
        return matrix, np.array([row[2] for row in self._rows]), np.array([row[3] for row in self._rows])

    def surrender(self, kept: Flags) -> Numbers | None:
        """The fewest wishes whose surrender makes the others possible while all ``kept`` ones are; ``None`` where the
        ``kept`` ones clash by themselves.
        """
        wishes = len(self.wishes)
        upper = np.ones(self._pairs + wishes)
        upper[self._pairs :] = ~kept
        costs = np.concatenate([np.zeros(self._pairs), np.ones(wishes)])
        result = scipy.optimize.milp(
            costs,
            integrality=np.ones(len(costs)),
            bounds=scipy.optimize.Bounds(0, upper),
            constraints=scipy.optimize.LinearConstraint(self._matrix, self._low, self._high),
        )
        if result.x is None:
            return None
        return np.flatnonzero(result.x[self._pairs :] > 0.5)

    def smallest(self) -> list[Wish] | None:
        """A smallest set that clashes; ``None`` where the search is long."""
        wishes = len(self.wishes)
        found: list[Numbers] = []
        for _ in range(_MOST_ROUNDS):
            kept = self._hitting(found)
            given_up = self.surrender(kept)
            if given_up is None:
                return [self.wishes[at] for at in np.flatnonzero(kept).tolist()]
            if not len(given_up):
                break
            found.append(given_up)
        return None if wishes else []

    def _hitting(self, sets: Sequence[Numbers]) -> Flags:
        """The fewest wishes of which each of ``sets`` has one."""
        wishes = len(self.wishes)
        if not sets:
            return np.zeros(wishes, dtype=np.bool_)
        starts = np.concatenate([[0], np.cumsum([len(one) for one in sets])])
        columns = np.concatenate(sets)
        matrix = csr_array((np.ones(len(columns)), columns, starts), shape=(len(sets), wishes))
        result = scipy.optimize.milp(
            np.ones(wishes),
            integrality=np.ones(wishes),
            bounds=scipy.optimize.Bounds(0, 1),
            constraints=scipy.optimize.LinearConstraint(matrix, 1, np.inf),
            options={"mip_rel_gap": 0.0},
        )
        kept: Flags = result.x > 0.5
        return kept

    def shrunk(self) -> list[Wish]:
        """A set that clashes and of which no wish can be left out: what is not needed is left out, in ever smaller
        portions.
        """
        kept = np.ones(len(self.wishes), dtype=np.bool_)
        portion = max(len(self.wishes) // 2, 1)
        while True:
            order = np.flatnonzero(kept)
            for start in range(0, len(order), portion):
                fewer = kept.copy()
                fewer[order[start : start + portion]] = False
                if self.surrender(fewer) is None:
                    kept = fewer
            if portion == 1:
                return [self.wishes[at] for at in np.flatnonzero(kept).tolist()]
            portion = max(portion // 2, 1)


def _members(rows: Numbers | Rows) -> list[tuple[int, Numbers]]:
    """Each row with the places at which it stands."""
    order = np.argsort(rows, kind="stable")
    numbers, starts = np.unique(rows[order], return_index=True)
    return list(zip(numbers.tolist(), np.split(order, starts[1:]), strict=True)) if len(order) else []
