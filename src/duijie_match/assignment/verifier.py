"""Checks a finished plan against the wishes, from nothing but the instance and what the plan says of itself.

Shares no code with the solvers and none with what describes plans, so that a mistake there shows here.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from duijie_match.assignment.instance import Flags, Instance, Numbers, Rows, Scores
from duijie_match.wording import Message, msg

_CLOSE = 1e-6  # relative to 1 or the sum, whichever is greater: how far a stated sum may be off


class Claims(Protocol):
    """What a plan says of itself: see ``Plan``."""

    @property
    def chosen(self) -> Numbers: ...
    @property
    def total(self) -> float: ...
    @property
    def mean(self) -> float: ...
    @property
    def worst(self) -> float: ...
    @property
    def bound(self) -> float: ...
    @property
    def worst_bound(self) -> float | None: ...
    @property
    def empty(self) -> Numbers: ...
    @property
    def kept(self) -> int: ...
    @property
    def places_bound(self) -> int | None: ...
    @property
    def served_bound(self) -> int | None: ...


def faults_of(instance: Instance, plan: Claims) -> list[Message]:
    """What is wrong with ``plan``, a sentence a kind of fault; empty for a plan that can be relied on.

    Proved here: every limit is obeyed, no place is empty for which a candidate has room, the sums are right and none
    exceeds its bound.
    """
    chosen = np.asarray(plan.chosen)
    if chosen.dtype.kind not in "iu" or chosen.ndim != 1:
        return [msg("The plan does not name pairs by their numbers.")]
    if len(chosen) and (int(chosen.min()) < 0 or int(chosen.max()) >= len(instance.score)):
        return [msg("The plan names a pair that is not listed.")]
    taken = np.zeros(len(instance.score), dtype=np.int64)
    np.add.at(taken, chosen, 1)
    if (taken > 1).any():
        return [msg("The plan has a pair twice.")]
    picked: Flags = taken == 1
    return [*_broken(instance, picked), *_idle(instance, picked), *_misstated(instance, picked, plan)]


@dataclass(frozen=True, slots=True)
class Breach:
    """One place where a choice of pairs breaks a wish. ``code`` is stable: ``forbidden``, ``fixed``, ``cover``,
    ``most``, ``least``, ``exclusive``, or ``idle`` for a place that is empty although a candidate has room.
    """

    code: str
    message: Message


def breaches_of(instance: Instance, chosen: Numbers) -> list[Breach]:
    """Every breach of a choice that somebody made or changed by hand, named one by one; empty where there is none.

    ``chosen`` are numbers of pairs of ``instance``, each once.
    """
    picked: Flags = np.zeros(len(instance.score), dtype=np.bool_)
    picked[chosen] = True
    found = [
        Breach("forbidden", msg("{demand} with {supply} is forbidden, and the plan has it.", **_names(instance, pair)))
        for pair in np.flatnonzero(picked & instance.forbidden).tolist()
    ]
    found += [
        Breach("fixed", msg("{demand} with {supply} is fixed, and the plan lacks it.", **_names(instance, pair)))
        for pair in np.flatnonzero(instance.fixed & ~picked).tolist()
    ]
    given = _tally(instance.demand, picked, len(instance.cover))
    for row in np.flatnonzero(given > instance.cover).tolist():
        words = {"id": instance.demand_ids[row], "n": int(given[row]), "most": int(instance.cover[row])}
        found.append(Breach("cover", msg("{id} has {n} {n:supplier|suppliers} and needs {most}.", **words)))
    loads = _tally(instance.supply, picked, len(instance.most))
    for row in np.flatnonzero(loads > instance.most).tolist():
        words = {"id": instance.supply_ids[row], "n": int(loads[row]), "most": int(instance.most[row])}
        found.append(Breach("most", msg("{id} serves {n} {n:demand|demands} and may serve {most} at most.", **words)))
    for row in np.flatnonzero(loads < instance.least).tolist():
        words = {"id": instance.supply_ids[row], "n": int(loads[row]), "least": int(instance.least[row])}
        found.append(
            Breach("least", msg("{id} serves {n} {n:demand|demands} and must serve {least} at least.", **words))
        )
    return [*found, *_excluding(instance, picked), *_idle_places(instance, picked, given, loads)]


def _excluding(instance: Instance, picked: Flags) -> list[Breach]:
    """Groups of which more than one pair is chosen."""
    if instance.exclusive is None:
        return []
    members: dict[int, list[int]] = {}
    for pair in np.flatnonzero(picked & (instance.exclusive >= 0)).tolist():
        members.setdefault(int(instance.exclusive[pair]), []).append(pair)
    return [
        Breach(
            "exclusive",
            msg("{demand} with {supply} excludes {other} for the same place.",
                **_names(instance, pairs[0]), other=instance.supply_ids[int(instance.supply[pair])]),
        )
        for pairs in members.values()
        for pair in pairs[1:]
    ]  # fmt: skip


def _idle_places(instance: Instance, picked: Flags, given: Numbers, loads: Numbers) -> list[Breach]:
    """Demands with an empty place and the best of their candidates that have room."""
    held = np.zeros(0, dtype=np.int64) if instance.exclusive is None else instance.exclusive[picked]
    fit = ~picked & ~instance.forbidden
    fit &= (given < instance.cover)[instance.demand] & (loads < instance.most)[instance.supply]
    if instance.exclusive is not None:
        fit &= (instance.exclusive < 0) | ~np.isin(instance.exclusive, held)
    best: dict[int, int] = {}
    for pair in np.flatnonzero(fit).tolist():
        row = int(instance.demand[pair])
        if row not in best or instance.score[pair] > instance.score[best[row]]:
            best[row] = pair
    return [
        Breach("idle", msg("{demand} has an empty place although {supply} has room.", **_names(instance, pair)))
        for _row, pair in sorted(best.items())
    ]


def _names(instance: Instance, pair: int) -> dict[str, str]:
    return {
        "demand": instance.demand_ids[int(instance.demand[pair])],
        "supply": instance.supply_ids[int(instance.supply[pair])],
    }


def _broken(instance: Instance, picked: Flags) -> list[Message]:
    faults = []
    if (picked & instance.forbidden).any():
        faults.append(msg("The plan has a forbidden pair."))
    if (instance.fixed & ~picked).any():
        faults.append(msg("The plan lacks a fixed pair."))
    given = _tally(instance.demand, picked, len(instance.cover))
    over = np.flatnonzero(given > instance.cover)
    if len(over):
        faults.append(msg("Demand {id} has more suppliers than it needs.", id=instance.demand_ids[int(over[0])]))
    loads = _tally(instance.supply, picked, len(instance.most))
    over = np.flatnonzero(loads > instance.most)
    if len(over):
        faults.append(msg("Supply {id} serves more demands than it may.", id=instance.supply_ids[int(over[0])]))
    under = np.flatnonzero(loads < instance.least)
    if len(under):
        faults.append(msg("Supply {id} serves fewer demands than it must.", id=instance.supply_ids[int(under[0])]))
    if instance.exclusive is not None:
        groups = instance.exclusive[picked]
        groups = groups[groups >= 0]
        if len(set(groups.tolist())) < len(groups):
            faults.append(msg("The plan has two pairs that exclude each other."))
    return faults


def _idle(instance: Instance, picked: Flags) -> list[Message]:
    """A place that is empty although a candidate has room."""
    short = _tally(instance.demand, picked, len(instance.cover)) < instance.cover
    if not short.any():
        return []
    free = _tally(instance.supply, picked, len(instance.most)) < instance.most
    missed = ~picked & ~instance.forbidden & short[instance.demand] & free[instance.supply]
    if instance.exclusive is not None:
        held = instance.exclusive[picked]
        missed &= (instance.exclusive < 0) | ~np.isin(instance.exclusive, held)
    if not missed.any():
        return []
    demand = instance.demand_ids[int(instance.demand[np.argmax(missed)])]
    return [msg("Demand {id} has an empty place although a candidate has room.", id=demand)]


def _misstated(instance: Instance, picked: Flags, plan: Claims) -> list[Message]:
    faults = []
    given = _tally(instance.demand, picked, len(instance.cover))
    sums = _sums(instance.demand, instance.score, picked, len(instance.cover))
    total = float(instance.score[picked].sum())
    served = given > 0
    mean = total / int(served.sum()) if served.any() else 0.0
    worst = float(sums[served].min()) if served.any() else 0.0
    for name, said, found in (("sum", plan.total, total), ("mean", plan.mean, mean), ("minimum", plan.worst, worst)):
        if not abs(said - found) <= _CLOSE * max(1.0, abs(found)):
            faults.append(msg("The plan states {name} {said}; it is {found}.",
                              name=name, said=f"{said:.6f}", found=f"{found:.6f}"))  # fmt: skip
    worth = total + instance.stability * int((picked & instance.previous).sum())
    if worth > plan.bound + _CLOSE * max(1.0, worth):
        faults.append(msg("The plan is worth more than its bound says any plan can be."))
    if plan.worst_bound is not None and worst > plan.worst_bound + _CLOSE:
        faults.append(msg("The worst-served demand has more than its bound says it can have."))
    for most, filled in ((plan.places_bound, int(picked.sum())), (plan.served_bound, int(served.sum()))):
        if most is not None and filled > most:
            faults.append(msg("The plan fills more places, or serves more demands, than it says any plan can."))
    if not np.array_equal(plan.empty, instance.cover - given):
        faults.append(msg("The plan does not state its empty places right."))
    if plan.kept != int((picked & instance.previous).sum()):
        faults.append(msg("The plan does not state right how many pairs it keeps."))
    return faults


def _tally(rows: Rows, picked: Flags, count: int) -> Numbers:
    tally = np.zeros(count, dtype=np.int64)
    np.add.at(tally, rows[picked], 1)
    return tally


def _sums(rows: Rows, scores: Scores, picked: Flags, count: int) -> Scores:
    sums = np.zeros(count)
    np.add.at(sums, rows[picked], scores[picked])
    return sums
