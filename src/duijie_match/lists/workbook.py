"""The workbooks of a match run and of scored pairs, made so that an officer forwards them as they are."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from duijie_match.documents import Document
from duijie_match.lists.carried import Carried
from duijie_match.lists.cells import drop_illegal
from duijie_match.lists.plain_sheet import Cell
from duijie_match.lists.plain_workbook import Book, open_book
from duijie_match.lists.problems import Problem
from duijie_match.lists.summand_pages import SummandPages
from duijie_match.lists.unit_pages import UnitPages
from duijie_match.lists.workbook_pages import (
    Pages,
    RunSheet,
    labelled,
    level_style,
    plain,
    reasons_text,
    write_problems,
    write_run,
)
from duijie_match.lists.writing import replacing
from duijie_match.results import Level, Match
from duijie_match.wording import Message, msg

MATCH_COLUMNS = ("demand_id", "supply_id", "rank", "score", "level", "forward", "backward", "reasons")
"""The contract of ``duijie match``; carried columns follow."""

SCORE_COLUMNS = (
    "demand_id",
    "supply_id",
    "score",
    "level",
    "expected_level",
    "forward",
    "backward",
    "reasons",
)
"""The contract of ``duijie score``; carried columns follow."""


SENTENCES = "sentences"
"""Behind all other columns, in .jsonl only: a table has no place for a list."""


SUMMANDS = ("raw", "contributions")
"""Behind the carried columns, in .jsonl only: the raw score, and by name the summands that add up to it."""


def summands_cells(match: Match) -> list[Any]:
    """A match under ``SUMMANDS``, as they are: rounded ones would not add up."""
    return [match.raw, dict(match.reasons.contributions)]


def sentences_cell(match: Match) -> list[list[Any]] | None:
    """Sentences that are near in meaning: of the demand, of the supply, cosine. Nothing where there are none."""
    found: list[list[Any]] = [
        [drop_illegal(one.demand_text), drop_illegal(one.supply_text), one.cosine] for one in match.reasons.sentences
    ]
    return found or None


def match_row(match: Match, demands: Carried, supply: Carried, language: str) -> list[Cell]:
    """A match under ``MATCH_COLUMNS`` and the carried columns of both sides."""
    return [
        match.demand_id,
        match.supply_id,
        match.rank,
        round(match.score, 6),
        int(match.level),
        round(match.forward, 6),
        round(match.backward, 6),
        reasons_text(match, language),
        *demands.cells(match.demand_id),
        *supply.cells(match.supply_id),
    ]


def score_row(match: Match, demands: Carried, supply: Carried, language: str) -> list[Cell]:
    """A scored pair under ``SCORE_COLUMNS`` and the carried columns of both sides."""
    row = match_row(match, demands, supply, language)
    return [*row[:2], row[3], row[4], round(match.expected_level, 6), *row[5:]]


def write_match_workbook(
    path: Path,
    *,
    run: Callable[[], RunSheet],
    demands: Sequence[Document],
    supply: Sequence[Document],
    matches: Iterable[Match],
    by_supply: Iterable[Match],
    unmatched: Iterable[tuple[str, Message]],
    problems: Sequence[Problem],
    language: str,
) -> None:
    """Write the workbook, whole or not at all.

    The first sheet is the table of the contract: its header cells *hold* ``demand_id`` … and *show* words of
    ``language``.
    ``by_supply`` comes grouped by supply row, ``rank`` counting within it; a pair that stands in the first sheet has
    the reasons given there. ``unmatched`` are demands; supply rows without a match of level weak or better are listed
    beside them. Where units or teams have several rows of supply, a sheet each ranks them. Another says what the raw
    scores are made of. ``run`` is asked at the end, when the time is known.
    """
    writer = _Writer(Carried("demand", demands), Carried("supply", supply), language)
    units = UnitPages(supply)
    with replacing(path) as part, open_book(part, cut_mark=_cut_mark(language)) as book:
        writer.matches(book, matches, units)
        used = writer.by_supply(book, by_supply)
        units.write(book, writer.demands, writer.supply, language)
        idle = [document for document in supply if document.id not in used]
        writer.without(book, unmatched, idle)
        writer.summands.write(book, writer.demands, writer.supply, language)
        write_problems(book, problems, language)
        write_run(book, run(), language)


def write_score_workbook(
    path: Path,
    *,
    run: Callable[[], RunSheet],
    demands: Sequence[Document],
    supply: Sequence[Document],
    matches: Iterable[Match],
    problems: Sequence[Problem],
    language: str,
) -> None:
    """The scored pairs in their order, what their raw scores are made of, what was not understood, what was run."""
    writer = _Writer(Carried("demand", demands), Carried("supply", supply), language)
    with replacing(path) as part, open_book(part, cut_mark=_cut_mark(language)) as book:
        writer.scores(book, matches)
        writer.summands.write(book, writer.demands, writer.supply, language)
        write_problems(book, problems, language)
        write_run(book, run(), language)


def _cut_mark(language: str) -> str:
    return msg("…[cut; the cell had {n} characters]", n="{n}").render(language)


class _Writer:
    def __init__(self, demands: Carried, supply: Carried, language: str) -> None:
        self.demands, self.supply, self._language = demands, supply, language
        self._reasons: dict[tuple[str, str], str] = {}
        self.summands = SummandPages()

    def _say(self, message: Message) -> str:
        return message.render(self._language)

    def matches(self, book: Book, matches: Iterable[Match], units: UnitPages) -> None:
        names = (*MATCH_COLUMNS, *self.demands.columns, *self.supply.columns)
        pages = Pages(
            book, self._say(msg("Matches by demand")), [labelled(name, self._language) for name in names], freeze=2
        )
        before = None
        for match in matches:
            units.note(match)
            self.summands.note(match)
            row = match_row(match, self.demands, self.supply, self._language)
            if match.level is not Level.NONE:
                self._reasons[match.demand_id, match.supply_id] = str(row[7])
            pages.write(row, top_line=match.demand_id != before, styles={4: level_style(match.level, self._language)})
            before = match.demand_id
        pages.close()

    def scores(self, book: Book, matches: Iterable[Match]) -> None:
        names = (*SCORE_COLUMNS, *self.demands.columns, *self.supply.columns)
        columns = [labelled(name, self._language) for name in names]
        pages = Pages(book, self._say(msg("Scored pairs")), columns, freeze=2)
        for match in matches:
            self.summands.note(match)
            row = score_row(match, self.demands, self.supply, self._language)
            pages.write(row, styles={3: level_style(match.level, self._language)})
        pages.close()

    def by_supply(self, book: Book, matches: Iterable[Match]) -> set[str]:
        names = (
            "supply_id",
            "supply.title",
            "rank",
            "demand_id",
            "demand.title",
            "score",
            "level",
            "backward",
            "forward",
        )
        columns = [labelled(name, self._language) for name in (*names, "reasons")]
        pages = Pages(book, self._say(msg("Matches by supply")), columns, freeze=2)
        before = None
        used = set()
        for match in matches:
            if match.level is Level.NONE:
                continue
            used.add(match.supply_id)
            pair = (match.demand_id, match.supply_id)
            row: list[Cell] = [
                match.supply_id,
                self.supply.title(match.supply_id),
                match.rank,
                match.demand_id,
                self.demands.title(match.demand_id),
                round(match.score, 6),
                int(match.level),
                round(match.backward, 6),
                round(match.forward, 6),
                self._reasons.get(pair) or reasons_text(match, self._language),
            ]
            pages.write(row, top_line=match.supply_id != before, styles={6: level_style(match.level, self._language)})
            before = match.supply_id
        pages.close()
        return used

    def without(self, book: Book, unmatched: Iterable[tuple[str, Message]], idle: Iterable[Document]) -> None:
        columns = [
            plain(msg("Side"), 10, self._language),
            plain(msg("Id"), 14, self._language),
            plain(msg("Title"), 44, self._language, wrap=True),
            plain(msg("Why there is no match"), 70, self._language, wrap=True),
        ]
        pages = Pages(book, self._say(msg("Without a match")), columns)
        for demand_id, why in unmatched:
            pages.write([self._say(msg("demand")), demand_id, self.demands.title(demand_id), self._say(why)])
        far = self._say(msg("No demand reaches the level “weak” with it."))
        for document in idle:
            pages.write([self._say(msg("supply")), document.id, self.supply.title(document.id), far])
        pages.close()
