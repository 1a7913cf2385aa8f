"""The lists of ``duijie assign`` as one instance."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from duijie_match.assignment.instance import Instance, Numbers, make_instance, stability_of
from duijie_match.commands.telling import place_of
from duijie_match.errors import DuijieError
from duijie_match.lists.by_name import Names, several_rows
from duijie_match.lists.plan_lists import (
    Load,
    LoadList,
    NeedList,
    ScoreList,
    read_loads,
    read_needs,
    read_scores,
    twice,
)
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.readings import Pair, PairList
from duijie_match.lists.relations import read_pairs
from duijie_match.progress import Progress
from duijie_match.wording import Message, msg

# What is said of a list in which nothing is what is needed.
_WHOLE = frozenset({"no-text-column", "no-rows"})


@dataclass(slots=True)
class PlanInputs:
    """The instance, the titles of demands and of supply, the level of each pair (0: none given), the pairs of the
    previous plan as they stand in its list, and every problem met on the way.
    """

    instance: Instance
    titles: dict[str, str]
    supply_titles: dict[str, str]
    levels: NDArray[np.int8]
    previous: list[tuple[str, str]] | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def rejected(self) -> list[Problem]:
        """The rows and sheets that were not taken."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]


class Refused(DuijieError):
    """There can be no plan from these lists; ``problems`` are those met before."""

    def __init__(self, code: str, message: Message, problems: list[Problem]) -> None:
        super().__init__(code, message)
        self.problems = problems


def read_plan_inputs(options: argparse.Namespace, progress: Progress) -> PlanInputs:
    """SCORES, LOADS, DEMANDS and the lists of pairs.

    Raises ``DuijieError`` for a file that cannot be read as a whole, and ``Refused``: a plan must not leave out all the
    wishes of a list because its headings were not understood.
    """
    scores = read_scores(options.scores, progress=progress)
    loads = read_loads(options.loads, progress=progress) if options.loads else LoadList([], [])
    known = frozenset(scores.demand_ids)
    needs = read_needs(options.demands, known, progress=progress) if options.demands else NeedList([], [])
    fixed, forbidden, previous = (
        read_pairs(path, progress=progress) if path else None
        for path in (options.fixed, options.forbidden, options.previous)
    )
    lists = [given for given in (fixed, forbidden, previous) if given is not None]
    problems = [*scores.problems, *loads.problems, *needs.problems]
    for given in lists:
        problems += given.problems
    if not scores.score:
        raise Refused(
            "nothing-to-assign",
            msg("Nothing can be assigned: no row of “{file}” was understood.", file=str(options.scores)),
            problems,
        )
    for problem in problems:
        if problem.code in _WHOLE:
            said = msg("“{file}” was not understood. {reason} Nothing was planned.",
                       file=problem.file, reason=problem.message)  # fmt: skip
            raise Refused("list-not-understood", said, [])
    builder = _Builder(scores, loads, needs, options)
    of_loads = sorted([*loads.problems, *builder.strangers], key=lambda problem: (problem.sheet, problem.row))
    problems = [*scores.problems, *of_loads, *needs.problems, *(one for given in lists for one in given.problems)]
    flags = {"fixed": builder.none(), "forbidden": builder.none(), "previous": builder.none()}
    fixed, forbidden, previous = (
        None if given is None else builder.named(given) for given in (fixed, forbidden, previous)
    )
    if forbidden is not None:
        flags["forbidden"] = builder.marked(forbidden, options.forbidden.name, problems)[0]
    if fixed is not None:
        flags["fixed"], absent = builder.marked(fixed, options.fixed.name, problems)
        if absent:
            raise Refused("fixed-absent", _absent(absent, options.fixed.name), problems)
    if previous is not None:
        flags["previous"] = builder.marked(previous, "", [])[0]
        if previous.pairs and not flags["previous"].any():
            message = msg("None of its pairs stands in SCORES, so the plan was made as if there were no earlier one. "
                          "Name the plan that was made from these lists.")  # fmt: skip
            problems.append(Problem(options.previous.name, "other-plan", message, Severity.WARNING))
    return PlanInputs(
        builder.instance(flags),
        scores.demand_titles | {need.demand_id: need.title for need in builder.needs if need.title},
        scores.supply_titles,
        np.frombuffer(scores.level, dtype=np.int8),
        [(pair.demand_id, pair.supply_id) for pair in previous.pairs] if previous is not None else None,
        problems,
    )


def _absent(pairs: Sequence[Pair], file: str) -> Message:
    first = pairs[0]
    return msg(
        "{place}: {demand} with {supply} is fixed, but SCORES has no such pair, so it cannot be chosen ({n} such "
        "{n:row|rows}). Add the pair with a score to SCORES, or delete the row. Nothing was planned.",
        place=_Place(file, first),
        demand=first.demand_id,
        supply=first.supply_id,
        n=len(pairs),
    )


class _Place(Message):
    """Where a pair stands, in the reader's language."""

    def __init__(self, file: str, pair: Pair) -> None:
        super().__init__(file)
        object.__setattr__(self, "_problem", Problem(file, "", Message(""), sheet=pair.sheet, row=pair.row))

    def render(self, language: str = "en") -> str:
        return place_of(self._problem, language)  # type: ignore[attr-defined]


def _stranger(load: Load, file: str) -> Problem:
    """A load of somebody with whom there is no pair: most often an id that is written otherwise in SCORES."""
    message = msg("SCORES has no pair with “{id}”, so the row was left out. Correct the id, or add pairs to SCORES.",
                  id=load.supply_id)  # fmt: skip
    return _load_problem(load, file, "unknown-id", message)


def _load_problem(load: Load, file: str, code: str, message: Message) -> Problem:
    return Problem(file, code, message, sheet=load.sheet, row=load.row, field="supply_id", value=load.supply_id[:200])


class _Builder:
    """``strangers``: loads that do not count: of whom there is no pair, or whose load stands before. ``needs``: those
    of DEMANDS, by their ids.
    """

    def __init__(self, scores: ScoreList, loads: LoadList, needs: NeedList, options: argparse.Namespace) -> None:
        self._scores = scores
        self._demands = {name: row for row, name in enumerate(scores.demand_ids)}
        self._supplies = {name: row for row, name in enumerate(scores.supply_ids)}
        ours = Names((name, scores.demand_titles.get(name, "")) for name in scores.demand_ids)
        self.needs = [
            need if need.has_id else replace(need, demand_id=ours.id_of(need.title) or need.demand_id)
            for need in needs.needs
        ]
        for need in self.needs:
            self._demands.setdefault(need.demand_id, len(self._demands))
        titles = {need.demand_id: need.title for need in self.needs} | scores.demand_titles
        self._demand_names = Names((name, titles.get(name, "")) for name in self._demands)
        self._supply_names = Names((name, scores.supply_titles.get(name, "")) for name in scores.supply_ids)
        loads_by_id: dict[str, Load] = {}
        self.strangers = []
        for load in loads.loads:
            supply_id = self._supply_names.id_of(load.supply_id) or load.supply_id
            first = loads_by_id.setdefault(supply_id, load)
            if supply_id not in self._supplies:
                self.strangers.append(_stranger(load, options.loads.name))
            elif first is not load:
                self.strangers.append(_load_problem(load, options.loads.name, "same-id", twice(first.row)))
        self._unpaired = loads_by_id.keys() - self._supplies.keys()
        self._cover = np.full(len(self._demands), options.cover, dtype=np.int64)
        self._least = np.full(len(self._supplies), options.min_load, dtype=np.int64)
        self._most = np.full(len(self._supplies), options.max_load, dtype=np.int64)
        for need in self.needs:
            if need.cover is not None:
                self._cover[self._demands[need.demand_id]] = need.cover
        for supply_id, load in loads_by_id.items():
            row = self._supplies.get(supply_id)
            if row is None:
                continue
            self._least[row] = self._least[row] if load.least is None else load.least
            self._most[row] = self._most[row] if load.most is None else load.most
        self._stability = options.stability
        self._demand = np.frombuffer(scores.demand, dtype=np.int32)
        self._supply = np.frombuffer(scores.supply, dtype=np.int32)
        keys = self._demand.astype(np.int64) * len(self._supplies) + self._supply
        self._order = np.argsort(keys)
        self._keys = keys[self._order]

    def none(self) -> NDArray[np.bool_]:
        """No pair marked."""
        return np.zeros(len(self._keys), dtype=np.bool_)

    def named(self, given: PairList) -> PairList:
        """A list of pairs with the ids of the rows that it calls by titles."""
        return replace(given, pairs=[
            replace(pair, demand_id=self._demand_names.id_of(pair.demand_id) or pair.demand_id,
                    supply_id=self._supply_names.id_of(pair.supply_id) or pair.supply_id)
            for pair in given.pairs
        ])  # fmt: skip

    def marked(self, given: PairList, file: str, problems: list[Problem]) -> tuple[NDArray[np.bool_], list[Pair]]:
        """Which pairs a list names, and those of its rows whose pair is not listed though both ids are known. Ids that
        nobody knows are added to ``problems``.
        """
        flags, absent = self.none(), []
        for pair in given.pairs:
            rows = (self._demands.get(pair.demand_id), self._supplies.get(pair.supply_id))
            if rows[0] is not None and pair.supply_id in self._unpaired:
                absent.append(pair)
                continue
            if rows[0] is None or rows[1] is None:
                name, value, names = (
                    ("demand_id", pair.demand_id, self._demand_names)
                    if rows[0] is None
                    else ("supply_id", pair.supply_id, self._supply_names)
                )
                message = (
                    several_rows(value)
                    if names.is_shared(value)
                    else msg("No row is called “{id}”. Correct the id, or add the row to its list.", id=value)
                )
                problems.append(
                    Problem(file, "unknown-id", message, sheet=pair.sheet, row=pair.row, field=name, value=value[:200])
                )
                continue
            key = rows[0] * len(self._supplies) + rows[1]
            at = int(np.searchsorted(self._keys, key))
            if at < len(self._keys) and self._keys[at] == key:
                flags[self._order[at]] = True
            else:
                absent.append(pair)
        return flags, absent

    def instance(self, flags: dict[str, NDArray[np.bool_]]) -> Instance:
        """The instance with these marks."""
        score = np.frombuffer(self._scores.score, dtype=np.float64)
        exclusive: Numbers | None = None
        if self._scores.groups:
            exclusive = np.frombuffer(self._scores.exclusive, dtype=np.int32).astype(np.int64)
        return make_instance(
            self._demand,
            self._supply,
            score,
            cover=self._cover,
            least=self._least,
            most=self._most,
            exclusive=exclusive,
            stability=stability_of(self._stability, score, flags["previous"]),
            demand_ids=list(self._demands),
            supply_ids=list(self._supplies),
            group_names=dict(enumerate(self._scores.groups)),
            fixed=flags["fixed"],
            forbidden=flags["forbidden"],
            previous=flags["previous"],
        )
