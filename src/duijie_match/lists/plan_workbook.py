"""The workbook of a plan, made so that an officer forwards it as it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from duijie_match.assignment.instance import Instance, Numbers
from duijie_match.assignment.plan import Plan
from duijie_match.assignment.reasons import Shortage, only_instead_of
from duijie_match.lists.plain_sheet import Cell
from duijie_match.lists.plain_workbook import Book, Column, open_book
from duijie_match.lists.problems import Problem
from duijie_match.lists.workbook_pages import Pages, RunSheet, labelled, level_style, plain, write_problems, write_run
from duijie_match.lists.writing import replacing
from duijie_match.results import Level
from duijie_match.wording import Message, listed, msg

PLAN_COLUMNS = ("demand_id", "supply_id", "score")
"""The contract of ``duijie assign``."""


@dataclass(frozen=True, slots=True)
class Change:
    """A demand that the plan serves otherwise than the previous one did: ids of supply."""

    demand_id: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanPages:
    """What the sheets show. ``changes`` is ``None`` without a previous plan; ``titles`` are those of demands by id,
    ``supply_titles`` those of supply; without any, there are no columns for them, nor for ``levels``, one a
    pair (0: none given), where all are 0. Rows of demands and of supply that are ``unseen`` are left out, and with them
    their pairs; they count in the loads of the others.
    """

    instance: Instance
    plan: Plan
    short: Sequence[Shortage]
    alternates: Mapping[int, Sequence[int]]
    changes: Sequence[Change] | None
    titles: Mapping[str, str]
    problems: Sequence[Problem]
    supply_titles: Mapping[str, str] = field(default_factory=dict)
    levels: NDArray[np.int8] | None = None
    unseen_demands: frozenset[int] = frozenset()
    unseen_supplies: frozenset[int] = frozenset()

    def seen_plan(self) -> Plan:
        """The plan with the pairs that are shown."""
        chosen, instance = self.plan.chosen, self.instance
        hidden = np.isin(instance.demand[chosen], sorted(self.unseen_demands))
        hidden |= np.isin(instance.supply[chosen], sorted(self.unseen_supplies))
        return replace(self.plan, chosen=chosen[~hidden])


def plan_order(instance: Instance, plan: Plan) -> Numbers:
    """The pairs of the plan: by demand as they were listed, the best first."""
    chosen = plan.chosen
    order: Numbers = chosen[np.lexsort((instance.supply[chosen], -instance.score[chosen], instance.demand[chosen]))]
    return order


def plan_rows(instance: Instance, plan: Plan) -> Iterator[list[Cell]]:
    """The plan under ``PLAN_COLUMNS``, in ``plan_order``."""
    for pair in plan_order(instance, plan).tolist():
        yield [
            instance.demand_ids[int(instance.demand[pair])],
            instance.supply_ids[int(instance.supply[pair])],
            float(instance.score[pair]),
        ]


def write_plan_workbook(path: Path, pages: PlanPages, *, run: Callable[[], RunSheet], language: str) -> None:
    """Write the workbook, whole or not at all. The header cells of the first sheet hold the names of the contract and
    show words; the other sheets are for people, and their headings are not taken for pairs by whoever reads the
    workbook as a plan.
    """
    cut_mark = msg("…[cut; the cell had {n} characters]", n="{n}").render(language)
    writer = _Writer(pages, language)
    with replacing(path) as part, open_book(part, cut_mark=cut_mark) as book:
        writer.plan(book)
        writer.loads(book)
        writer.short(book)
        writer.alternates(book)
        if pages.changes is not None:
            writer.changes(book, pages.changes)
        write_problems(book, pages.problems, language)
        write_run(book, run(), language)


class _Writer:
    def __init__(self, pages: PlanPages, language: str) -> None:
        self._pages, self._language = pages, language

    def _say(self, message: Message) -> str:
        return message.render(self._language)

    def _title(self, demand_id: str) -> str | None:
        return self._pages.titles.get(demand_id)

    def _demand_column(self, is_titled: bool) -> list[Column]:
        return [plain(msg("Demand"), 34, self._language, wrap=True)] if is_titled else []

    def _title_column(self) -> list[Column]:
        """Where supply has titles: a column for them."""
        return [plain(msg("Title"), 34, self._language, wrap=True)] if self._pages.supply_titles else []

    def _supply_title(self, supply_id: str) -> list[Cell]:
        return [self._pages.supply_titles.get(supply_id)] if self._pages.supply_titles else []

    def plan(self, book: Book) -> None:
        instance, plan, levels = self._pages.instance, self._pages.seen_plan(), self._pages.levels
        order = plan_order(instance, plan).tolist()
        graded = [] if levels is None or not levels.any() else ["level"]
        given = (("demand.title", self._pages.titles), ("supply.title", self._pages.supply_titles))
        names = (*PLAN_COLUMNS, *graded, *(name for name, titles in given if titles))
        pages = Pages(book, self._say(msg("Plan")), [labelled(name, self._language) for name in names], freeze=2)
        before: Cell = None
        for pair, row in zip(order, plan_rows(instance, plan), strict=True):
            demand_id = str(row[0])
            cells: list[Cell] = list(row)
            styles = None
            if levels is not None and graded:
                level = int(levels[pair])
                styles = {len(cells): level_style(Level(level), self._language)} if level else None
                cells.append(level or None)
            cells += [known.get(str(row[at])) for at, (_name, known) in enumerate(given) if known]
            pages.write(cells, top_line=demand_id != before, styles=styles)
            before = demand_id
        pages.close()

    def loads(self, book: Book) -> None:
        columns = [
            plain(msg("Supply id"), 16, self._language),
            *self._title_column(),
            plain(msg("Serves"), 9, self._language),
            plain(msg("At least"), 9, self._language),
            plain(msg("At most"), 9, self._language),
            plain(msg("Sum of scores"), 12, self._language),
        ]
        pages = Pages(book, self._say(msg("Loads")), columns, freeze=1)
        instance, chosen = self._pages.instance, self._pages.plan.chosen
        rows = len(instance.most)
        serves = np.bincount(instance.supply[chosen], minlength=rows).tolist()
        sums = np.bincount(instance.supply[chosen], weights=instance.score[chosen], minlength=rows).tolist()
        limits = zip(instance.least.tolist(), instance.most.tolist(), strict=True)
        for row, (least, most) in enumerate(limits):
            if row in self._pages.unseen_supplies:
                continue
            supply_id = instance.supply_ids[row]
            pages.write([supply_id, *self._supply_title(supply_id), serves[row], least, most, round(sums[row], 6)])
        pages.close()

    def short(self, book: Book) -> None:
        columns = [
            plain(msg("Demand id"), 16, self._language),
            plain(msg("Title"), 44, self._language, wrap=True),
            plain(msg("Has"), 7, self._language),
            plain(msg("Needs"), 7, self._language),
            plain(msg("Why places stayed empty"), 90, self._language, wrap=True),
        ]
        pages = Pages(book, self._say(msg("Not assigned")), columns, freeze=1)
        for short in self._pages.short:
            demand_id = self._pages.instance.demand_ids[short.demand]
            pages.write([demand_id, self._title(demand_id), short.given, short.cover, self._say(short.reason)])
        pages.close()

    def alternates(self, book: Book) -> None:
        columns = [
            plain(msg("Demand id"), 16, self._language),
            *self._demand_column(bool(self._pages.titles)),
            plain(msg("Who could step in"), 20, self._language),
            *self._title_column(),
            plain(msg("Score"), 9, self._language),
        ]
        instance = self._pages.instance
        instead = only_instead_of(instance, self._pages.plan)
        if instead:
            columns.append(plain(msg("Only in place of"), 20, self._language))
        pages = Pages(book, self._say(msg("Alternates")), columns, freeze=1)
        for row, pairs in self._pages.alternates.items():
            for place, pair in enumerate(pairs):
                supply_id = instance.supply_ids[int(instance.supply[pair])]
                cells: list[Cell] = [instance.demand_ids[row]]
                if self._pages.titles:
                    cells.append(self._title(instance.demand_ids[row]))
                cells += [supply_id, *self._supply_title(supply_id)]
                cells.append(float(instance.score[pair]))
                if instead:
                    leaving = instead.get(pair)
                    cells.append(None if leaving is None else instance.supply_ids[int(instance.supply[leaving])])
                pages.write(cells, top_line=not place)
        pages.close()

    def changes(self, book: Book, changes: Sequence[Change]) -> None:
        is_titled = any(change.demand_id in self._pages.titles for change in changes)
        columns = [
            plain(msg("Demand id"), 16, self._language),
            *self._demand_column(is_titled),
            plain(msg("Before"), 40, self._language, wrap=True),
            plain(msg("Now"), 40, self._language, wrap=True),
        ]
        pages = Pages(book, self._say(msg("Changes")), columns, freeze=1)
        for change in changes:
            cells: list[Cell] = [change.demand_id]
            if is_titled:
                cells.append(self._title(change.demand_id))
            pages.write([*cells, self._named(change.before), self._named(change.now)])
        pages.close()

    def _named(self, supply_ids: Sequence[str]) -> str:
        """The ids, each with its title where it has one."""
        titles = self._pages.supply_titles
        named = [f"{one} {titles[one]}" if titles.get(one) else one for one in supply_ids]
        return self._say(listed(named))
