"""``duijie match``."""

import argparse
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any

from duijie_match.commands.companion import FEWEST_PAIRS, MOST_ROWS, Companion, ReasonsFinder
from duijie_match.commands.inputs import Inputs, read_inputs
from duijie_match.commands.running import Run
from duijie_match.commands.screen import Screen
from duijie_match.errors import DuijieError
from duijie_match.explain.reasons import NO_ENTRY_LEFT
from duijie_match.explain.sentences import depth
from duijie_match.lists.carried import Carried
from duijie_match.lists.workbook import (
    MATCH_COLUMNS,
    SENTENCES,
    SUMMANDS,
    match_row,
    sentences_cell,
    summands_cells,
    write_match_workbook,
)
from duijie_match.lists.writing import check_target, write_table
from duijie_match.matcher import Matcher
from duijie_match.results import Level, Match
from duijie_match.wording import Message, msg

BY_SUPPLY = 3  # demands shown for a supply row: supply lists are long, and writing them is what takes time


def run_match(options: argparse.Namespace, screen: Screen) -> int:
    """Read, match, write, tell. Raises ``DuijieError``; the exit status otherwise is 0."""
    run = Run(options, screen)
    check_target(options.out)
    run.check()
    inputs = read_inputs(options, screen)
    run.check_both(inputs)
    parts = options.out.suffix.lower() in (".xlsx", ".jsonl")  # a table of text has no place for contributions
    with _companion(inputs, options.top) as companion:
        matcher = run.matcher(inputs)
        if companion is not None:
            companion.prepare(matcher, screen.language)
        finder = ReasonsFinder(matcher, screen.language, companion)
        explained = finder.explained(matcher.match(top=options.top, explain=False, progress=screen), parts=parts)
        most = depth(len(inputs.demands), options.top)
        matches = run.counted(run.with_sentences(matcher, explained, most))
        if options.out.suffix.lower() == ".xlsx":
            _write_workbook(run, inputs, matcher, finder, matches)
        else:
            demands, supply = Carried("demand", inputs.demands), Carried("supply", inputs.supply)
            columns = (*MATCH_COLUMNS, *demands.columns, *supply.columns)
            rows: Iterator[list[Any]]
            if options.out.suffix.lower() == ".jsonl":
                columns = (*columns, *SUMMANDS, SENTENCES)
                rows = (
                    [*match_row(m, demands, supply, screen.language), *summands_cells(m), sentences_cell(m)]
                    for m in matches
                )
            else:
                rows = (match_row(match, demands, supply, screen.language) for match in matches)
            write_table(options.out, columns, rows)
    count = run.levels.total()
    if not count:
        run.tell_problems(inputs.problems)
        raise DuijieError("nothing-matched", _why_nothing(matcher, options.top))
    run.tell_end(inputs, count)
    return 0


def _why_nothing(matcher: Matcher, top: int) -> Message:
    if any(reason.msgid == NO_ENTRY_LEFT.msgid for _demand, reason in matcher.unmatched(top=top)):
        return msg(
            "Nothing could be matched: the rules keep all supply from every demand (one unit on both sides, "
            "co-authors, part-owners, whoever is to be kept apart). Look at the columns that name them."
        )
    return msg("Nothing could be matched: no row has a text to match by.")


def _companion(inputs: Inputs, top: int) -> AbstractContextManager[Companion | None]:
    """A second process, started before it is needed, where the work is worth it and it can be had."""
    pairs, rows = len(inputs.demands) * top, len(inputs.demands) + len(inputs.supply)
    if pairs >= FEWEST_PAIRS and rows <= MOST_ROWS and (os.cpu_count() or 1) > 1:
        with suppress(OSError):
            return Companion()
    return nullcontext()


def _write_workbook(
    run: Run, inputs: Inputs, matcher: Matcher, finder: ReasonsFinder, matches: Iterator[Match]
) -> None:
    options, screen = run.options, run.screen
    told: set[tuple[str, str]] = set()

    def noted() -> Iterator[Match]:
        for match in matches:
            told.add((match.demand_id, match.supply_id))
            yield match

    def untold(match: Match) -> bool:
        return match.level is not Level.NONE and (match.demand_id, match.supply_id) not in told

    by_supply = matcher.match_supply(top=min(options.top, BY_SUPPLY), explain=False, progress=screen)
    write_match_workbook(
        options.out,
        run=lambda: run.sheet(inputs),
        demands=inputs.demands,
        supply=inputs.supply,
        matches=noted(),
        by_supply=finder.explained(by_supply, untold, parts=False),
        unmatched=matcher.unmatched(top=options.top),
        problems=inputs.problems,
        language=screen.language,
    )
