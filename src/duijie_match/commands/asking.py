"""``duijie why-not``: where named candidates stand for a demand, and what keeps them from the list."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from duijie_match.commands.inputs import read_inputs
from duijie_match.commands.running import Run
from duijie_match.commands.screen import Screen
from duijie_match.documents import Document
from duijie_match.errors import DuijieError
from duijie_match.explain.judgement import CONTRIBUTIONS
from duijie_match.lists.workbook_pages import LEVEL_NAMES, reasons_text
from duijie_match.results import WhyNot
from duijie_match.wording import Message, listed, msg

NEAR = 3


@dataclass(frozen=True, slots=True)
class _Asked:
    demand: Document
    supply: Document
    answer: WhyNot


def run_why_not(options: argparse.Namespace, screen: Screen) -> int:
    """Read both lists, answer; 0. Raises ``DuijieError``, ``unknown-row`` where a row that is named is in neither."""
    run = Run(options, screen)
    run.check()
    inputs = read_inputs(options, screen)
    run.check_both(inputs)
    try:
        demand = _row(options.demand, inputs.demands, options.demands)
        named = [_row(name, inputs.supply, options.supply) for name in options.candidates]
    except DuijieError:
        run.tell_problems(inputs.problems)  # it may be a row that was not taken
        raise
    matcher = run.matcher(inputs)
    asked = [_Asked(demand, one, matcher.why_not(demand.id, one.id, top=options.top)) for one in named]
    screen.clear()
    if options.json:
        print(json.dumps([_told(one, screen.language) for one in asked], ensure_ascii=False, indent=1))
        return 0
    for one in asked:
        _say(one, screen)
    return 0


def _row(name: str, documents: Sequence[Document], file: Path) -> Document:
    """The row that is called ``name``: by its id, else by a title that only one row has."""
    for document in documents:
        if document.id == name:
            return document
    titled = [document for document in documents if document.title.strip() == name.strip()]
    if len(titled) == 1:
        return titled[0]
    if titled:
        raise DuijieError(
            "unknown-row",
            msg("“{name}” is the title of several rows of “{file}”: {ids}. Give the id.",
                name=name, file=str(file), ids=listed([document.id for document in titled[:10]])),
        )  # fmt: skip
    names = dict.fromkeys([*(document.id for document in documents), *(document.title for document in documents)])
    near = get_close_matches(name[:200], [known for known in names if known], NEAR, 0.5)
    if near:
        raise DuijieError(
            "unknown-row",
            msg("No row of “{file}” is called “{name}”. Near to it: {near}.",
                file=str(file), name=name[:200], near=listed(near)),
        )  # fmt: skip
    raise DuijieError(
        "unknown-row",
        msg("No row of “{file}” is called “{name}”. Give the id or the whole title of a row.",
            file=str(file), name=name[:200]),
    )  # fmt: skip


def _say(asked: _Asked, screen: Screen) -> None:
    answer, match = asked.answer, asked.answer.match
    _print(screen,
        msg("{supply} ({supply_title}) for {demand} ({demand_title}):",
            supply=asked.supply.id, supply_title=asked.supply.title or "–",
            demand=asked.demand.id, demand_title=asked.demand.title or "–")
    )  # fmt: skip
    _print(screen, Message("  {sentence}", {"sentence": answer.sentence}))
    _print(screen,
        msg("  Level {level} ({name}), score {score}; raw score {raw}, made of:", level=int(match.level),
            name=LEVEL_NAMES[match.level], score=f"{match.score:.3f}", raw=f"{match.raw:.3f}")
    )  # fmt: skip
    parts, lacks = dict(match.reasons.contributions), dict(answer.shortfalls)
    for name in {**parts, **lacks}:
        value = f"{parts.get(name, 0.0):+.3f}"
        line = Message("    {name} {value}", {"name": CONTRIBUTIONS[name], "value": value})
        if lacks.get(name, 0.0) > 0:
            line = msg("    {name} {value} (lacks {lack} to the last one shown)", **line.params,
                       lack=f"{lacks[name]:.3f}")  # fmt: skip
        _print(screen, line)
    _print(screen, msg("  Reasons: {reasons}", reasons=reasons_text(match, screen.language)))
    _print(screen, "")


def _told(asked: _Asked, language: str) -> dict[str, Any]:
    answer, match = asked.answer, asked.answer.match
    return {
        "demand_id": match.demand_id,
        "supply_id": match.supply_id,
        "rank": match.rank,
        "of": answer.of,
        "shown": answer.shown,
        "score": match.score,
        "level": int(match.level),
        "raw": match.raw,
        "contributions": dict(match.reasons.contributions),
        "gap": answer.gap,
        "lacks": dict(answer.shortfalls),
        "rule": answer.rule.render(language) if answer.rule else None,
        "sentence": answer.sentence.render(language),
        "reasons": reasons_text(match, language),
    }


def _print(screen: Screen, line: Message | str) -> None:
    """The answer is the result: it is printed when quiet, too."""
    print(screen.text(line))
