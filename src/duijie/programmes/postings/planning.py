"""A plan of postings: as many needs met as can be, and of those plans the one of the best fit; by the solver."""

import time
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from duijie.programmes.postings.fit import MOST_CANDIDATES, Fits, Profile


@dataclass(frozen=True, slots=True)
class Need:
    """``wanted``: how many more may be posted for it."""

    key: Hashable
    host: Hashable
    area: Hashable
    wanted: int
    profile: Profile


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody recognised. ``room``: how many more hosts they may serve; ``hosts`` that they serve; ``owns`` hosts of
    which they or their home unit own a part; ``code`` names the limit behind ``room``."""

    key: Hashable
    room: int
    profile: Profile
    hosts: frozenset[Hashable] = frozenset()
    owns: frozenset[Hashable] = frozenset()
    code: str = "person_full"


@dataclass(frozen=True, slots=True)
class Limits:
    """``host_room``: how many more persons a host may have, where it is less than ``people_most``."""

    people_most: int
    lowest_fit: float = 0.0
    fit_needed: bool = True
    host_room: Mapping[Hashable, int] = field(default_factory=dict)
    requests_most: int | None = None

    def room_of(self, host: Hashable) -> int:
        return max(0, self.host_room.get(host, self.people_most))


@dataclass(frozen=True, slots=True)
class Pair:
    need: Hashable
    candidate: Hashable
    score: float
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """``pairs``: the chosen, and some further candidates of each need. ``empty``: places left by need. ``is_proved``:
    no plan that fills as many is better."""

    pairs: tuple[Pair, ...]
    empty: Mapping[Hashable, int]
    total: float
    is_proved: bool
    considered: int


def plan_postings(
    needs: Sequence[Need], candidates: Sequence[Candidate], limits: Limits, *, seconds: float = 60.0,
    others: int = 4,
) -> Planned:  # fmt: skip
    """The best plan under all limits. ``others``: how many candidates of a need are kept beside the chosen ones.

    Same input, same plan. Raises ``DuijieError`` where no plan was found in ``seconds``.
    """
    from duijie_match.assignment.instance import make_instance  # noqa: PLC0415 – 75 MB: with the first plan
    from duijie_match.assignment.plan import make_plan  # noqa: PLC0415 – 75 MB: with the first plan

    fits = Fits([one.profile for one in needs], [one.profile for one in candidates])
    found = fits.candidates(most=MOST_CANDIDATES, lowest=limits.lowest_fit, fit_needed=limits.fit_needed)
    rows, columns, scores = [], [], []
    for row, column, score in zip(found.need.tolist(), found.person.tolist(), found.score.tolist(), strict=True):
        need, who = needs[row], candidates[column]
        if need.host in who.owns or need.host in who.hosts or who.room <= 0:
            continue
        rows.append(row)
        columns.append(column)
        scores.append(score)
    cover = _covers(needs, limits)
    if not rows:
        return Planned((), {one.key: at for one, at in zip(needs, cover, strict=True) if at}, 0.0, True, 0)
    hosts = [needs[row].host for row in rows]
    forbidden = [False] * len(rows)
    until, is_proved = time.monotonic() + seconds, True
    while True:
        instance = make_instance(
            rows, columns, scores, cover=cover, most=[max(0, one.room) for one in candidates], demands=len(needs),
            supplies=len(candidates), forbidden=forbidden, demand_ids=[str(one.key) for one in needs],
            supply_ids=[str(one.key) for one in candidates],
        )  # fmt: skip
        made = make_plan(instance, seconds=max(1.0, until - time.monotonic()))
        chosen = made.chosen.tolist()
        again = _second_times(chosen, columns, hosts, scores)
        is_proved = is_proved and made.is_proved and not again
        for at in again:
            forbidden[at] = True
        if not again:
            break
    return Planned(
        _kept(needs, candidates, rows, columns, scores, set(chosen), others),
        {needs[row].key: int(left) for row, left in enumerate(made.empty.tolist()) if left},
        round(made.total, 1),
        is_proved,
        len(rows),
    )


def _second_times(
    chosen: Sequence[int], columns: Sequence[int], hosts: Sequence[Hashable], scores: Sequence[float]
) -> list[int]:
    """Pairs by which somebody would be posted twice at a host that has several needs: all but the best of each. They
    are forbidden and the plan is made anew, since one under this rule too is no flow in a network."""
    best: dict[tuple[int, Hashable], int] = {}
    found = []
    for at in chosen:
        key = (columns[at], hosts[at])
        other = best.setdefault(key, at)
        if other == at:
            continue
        if scores[at] > scores[other]:
            best[key] = at
        found.append(other if scores[at] > scores[other] else at)
    return found


def _covers(needs: Sequence[Need], limits: Limits) -> list[int]:
    """How many each need may have, so that no host has more than it may: earlier needs come first."""
    left: dict[Hashable, int] = {}
    covers = []
    for one in needs:
        room = left.setdefault(one.host, limits.room_of(one.host))
        given = max(0, min(one.wanted, room))
        left[one.host] -= given
        covers.append(given)
    return covers


def _kept(
    needs: Sequence[Need], candidates: Sequence[Candidate], rows: list[int], columns: list[int], scores: list[float],
    chosen: set[int], others: int,
) -> tuple[Pair, ...]:  # fmt: skip
    by_need: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        by_need[row].append(at)
    pairs = []
    for row, some in sorted(by_need.items()):
        further = sorted((at for at in some if at not in chosen), key=lambda at: (-scores[at], columns[at]))[:others]
        pairs += [
            Pair(needs[row].key, candidates[columns[at]].key, scores[at], at in chosen)
            for at in [*(at for at in some if at in chosen), *further]
        ]
    return tuple(pairs)
