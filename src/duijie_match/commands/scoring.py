"""``duijie score``."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from duijie_match.commands.inputs import known_pairs_of, named_again, read_inputs
from duijie_match.commands.running import Run
from duijie_match.commands.screen import Screen
from duijie_match.errors import DuijieError
from duijie_match.explain.sentences import MOST_PAIRS
from duijie_match.lists.carried import Carried
from duijie_match.lists.relations import read_pairs
from duijie_match.lists.workbook import SCORE_COLUMNS, SUMMANDS, score_row, summands_cells, write_score_workbook
from duijie_match.lists.writing import check_target, write_table
from duijie_match.wording import msg


def run_score(options: argparse.Namespace, screen: Screen) -> int:
    """Read, score, write, tell. Raises ``DuijieError``; the exit status otherwise is 0."""
    run = Run(options, screen)
    check_target(options.out)
    run.check()
    pairs = read_pairs(options.pairs, progress=screen)
    inputs = read_inputs(options, screen)
    run.check_both(inputs)
    known_pairs, unknown = known_pairs_of(pairs, inputs, options.pairs.name)
    known = [(pair.demand_id, pair.supply_id) for pair in known_pairs]
    again = named_again(known_pairs, options.pairs.name)
    inputs = replace(inputs, problems=[*pairs.problems, *unknown, *again, *inputs.problems])
    if not known:
        run.tell_problems(inputs.problems)
        raise DuijieError(
            "no-pairs",
            msg("Nothing can be scored: no pair of “{file}” names rows of both lists.", file=str(options.pairs)),
        )
    matcher = run.matcher(inputs)
    scored = matcher.score(known, marks=False, progress=screen)
    matches = run.counted(run.with_sentences(matcher, scored, None if len(known) <= MOST_PAIRS else 0))
    if options.out.suffix.lower() == ".xlsx":
        write_score_workbook(
            options.out,
            run=lambda: run.sheet(inputs),
            demands=inputs.demands,
            supply=inputs.supply,
            matches=matches,
            problems=inputs.problems,
            language=screen.language,
        )
    else:
        demands, supply = Carried("demand", inputs.demands), Carried("supply", inputs.supply)
        columns: tuple[str, ...] = (*SCORE_COLUMNS, *demands.columns, *supply.columns)
        rows: Iterator[list[Any]]
        if options.out.suffix.lower() == ".jsonl":
            columns = (*columns, *SUMMANDS)
            rows = ([*score_row(m, demands, supply, screen.language), *summands_cells(m)] for m in matches)
        else:
            rows = (score_row(match, demands, supply, screen.language) for match in matches)
        write_table(options.out, columns, rows)
    run.tell_end(inputs, run.levels.total())
    return 0
