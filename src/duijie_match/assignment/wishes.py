"""What is wished of a plan, in words, and wishes that cannot all be met."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from duijie_match.assignment.instance import Instance
from duijie_match.errors import DuijieError
from duijie_match.wording import Message, msg

_SHOWN = 8  # wishes of a kind named in the message


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
        if row not in instance.group_names:
            return msg("of exclusive group {n} one pair at most", n=row + 1)
        demands = set(instance.demand[instance.exclusive == row].tolist())
        if len(demands) == 1:
            demand = instance.demand_ids[demands.pop()]
            return msg("{demand} may have one of “{name}” at most", demand=demand, name=instance.group_names[row])
        return msg("of exclusive group “{name}” one pair at most", name=instance.group_names[row])

    def facts(self, instance: Instance) -> dict[str, str | int]:
        """The wish for a program: ``kind``, whom it is about, and its number ``n`` where it has one."""
        row, found = self.row, {"kind": str(self.kind)}
        if self.kind in (WishKind.FIXED, WishKind.FORBIDDEN):
            demand, supply = int(instance.demand[row]), int(instance.supply[row])
            return {**found, "demand_id": instance.demand_ids[demand], "supply_id": instance.supply_ids[supply]}
        if self.kind is WishKind.COVER:
            return {**found, "demand_id": instance.demand_ids[row], "n": int(instance.cover[row])}
        if self.kind is WishKind.EXCLUSIVE:
            return {**found, "exclusive_group": instance.group_names.get(row, str(row + 1)), "n": 1}
        loads = instance.least if self.kind is WishKind.LEAST else instance.most
        return {**found, "supply_id": instance.supply_ids[row], "n": int(loads[row])}


class Clash(DuijieError):
    """Wishes that cannot all be met. ``wishes`` clash; ``is_minimal``: none of them can be left out; ``is_smallest``:
    no set of fewer wishes does. ``sentences`` are the wishes in words, ``facts`` the same for a program.
    """

    def __init__(
        self, wishes: Sequence[Wish], instance: Instance, *, is_smallest: bool, is_minimal: bool = True
    ) -> None:
        order = list(WishKind)
        self.wishes = tuple(sorted(wishes, key=lambda wish: (order.index(wish.kind), wish.row)))
        self.is_smallest, self.is_minimal = is_smallest, is_minimal
        self.facts = tuple(wish.facts(instance) for wish in self.wishes)
        self.sentences = tuple(_short_of_pairs(wish, self.wishes, instance) for wish in self.wishes)
        every = self.wishes
        # Of each kind some: the reason is in their meeting.
        shown = [at for at in range(len(every)) if at < _SHOWN or every[at - _SHOWN].kind is not every[at].kind]
        said = self.sentences[shown[0]]
        for at in shown[1:]:
            said = msg("{said}; {sentence}", said=said, sentence=self.sentences[at])
        if len(self.wishes) > len(shown):
            said = msg("{said}; and {n} more", said=said, n=len(self.wishes) - len(shown))
        needed, places = _needed_and_places(self.wishes, instance)
        if needed > places:
            said = msg("{said} (in all at least {needed} to be served, {places} at most can be)", said=said,
                       needed=needed, places=places)  # fmt: skip
        if is_minimal:
            told = msg("These wishes cannot all be met: {said}. Drop or loosen one of them; nothing was planned.",
                       said=said)  # fmt: skip
        else:
            told = msg("These wishes cannot all be met: {said}. Drop or loosen some of them; nothing was planned. The "
                       "time was over before all that does not matter was left out: fewer of them may clash already.",
                       said=said)  # fmt: skip
        if is_minimal and not is_smallest:
            told = msg("{told} None of these can be left out, but elsewhere fewer wishes may clash.", told=told)
        super().__init__("clash", told)


def _short_of_pairs(wish: Wish, wishes: Sequence[Wish], instance: Instance) -> Message:
    """The wish in words; a least load that nothing hinders but too few pairs, with their number."""
    if wish.kind is not WishKind.LEAST or {one.kind for one in wishes} - {WishKind.LEAST, WishKind.FORBIDDEN}:
        return wish.sentence(instance)
    open_ = instance.supply == wish.row
    open_[[one.row for one in wishes if one.kind is WishKind.FORBIDDEN]] = False
    left = int(open_.sum())
    return msg("{id} must serve at least {n} and has {left} {left:pair|pairs} to choose from",
               id=instance.supply_ids[wish.row], n=int(instance.least[wish.row]), left=left)  # fmt: skip


def _needed_and_places(wishes: Sequence[Wish], instance: Instance) -> tuple[int, int]:
    """How many those who must serve somebody are to serve in all, and for how many there is a place: a demand whose
    cover is among ``wishes`` takes no more than that, any other whoever has a pair with it.
    """
    rows = {kind: [wish.row for wish in wishes if wish.kind is kind] for kind in WishKind}
    if not rows[WishKind.LEAST] or not rows[WishKind.COVER]:
        return 0, 0
    open_ = np.isin(instance.supply, rows[WishKind.LEAST])
    open_[rows[WishKind.FORBIDDEN]] = False
    places = np.bincount(instance.demand[open_], minlength=len(instance.cover))
    bound = rows[WishKind.COVER]
    places[bound] = np.minimum(places[bound], instance.cover[bound])
    return int(instance.least[rows[WishKind.LEAST]].sum()), int(places.sum())
