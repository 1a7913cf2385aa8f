"""Sentences on figures: which requirement of the demand an item meets, and which it clearly misses."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from duijie_match.analysis.quantities import Quantity, read_quantities
from duijie_match.analysis.subjects import Subjects
from duijie_match.ranking.passages import Passage
from duijie_match.ranking.quantities import Comparison, Verdict, compare
from duijie_match.wording import Message, msg

SENTENCES = {
    Verdict.MET: msg("Asked: “{asked}”; offered: “{offered}”: met."),
    Verdict.MISSED: msg("Asked: “{asked}”; offered: “{offered}”: not met."),
}

LONGEST_NUMBER = 24
"""Characters of a number, with the letters before it, that words may begin with."""
_NUMBER_BEFORE = re.compile(r"[A-Za-z]*\d(?:[\d.,]*\d)?$")


class Figure(NamedTuple):
    """A comparison and the passage of the supply in which the figure stands."""

    comparison: Comparison
    passage: Passage


def figures_of(demand: Passage, supply: Iterable[Passage], subjects: Subjects) -> list[Figure]:
    """What the figures of all passages of an item say to those of a demand, met ones first."""
    offered: list[Quantity] = []
    owner: dict[int, Passage] = {}
    for passage in supply:
        for quantity in read_quantities(passage.text):
            offered.append(quantity)
            owner[id(quantity)] = passage
    found = compare(read_quantities(demand.text), offered, subjects)
    return [Figure(one, owner[id(one.offered)]) for one in sorted(found, key=lambda one: -one.verdict)]


def figure_notes(figures: Iterable[Figure], demand: Passage, most: int) -> tuple[Message, ...]:
    """One sentence for each figure, at most ``most`` met and ``most`` missed ones."""
    notes: dict[Verdict, list[Message]] = {Verdict.MET: [], Verdict.MISSED: []}
    for figure in figures:
        asked, offered = figure.comparison.wanted, figure.comparison.offered
        values = {"asked": _written(asked, demand.text), "offered": _written(offered, figure.passage.text)}
        notes[figure.comparison.verdict].append(Message(SENTENCES[figure.comparison.verdict].msgid, values))
    return (*notes[Verdict.MET][:most], *notes[Verdict.MISSED][:most])


def asked_but_missed(figures: Iterable[Figure], demand: Passage, most: int) -> list[str]:
    """The requirements that are missed, as they are written, in quotation marks; at most ``most``, each once."""
    missed = [one.comparison.wanted for one in figures if one.comparison.verdict is Verdict.MISSED]
    return list(dict.fromkeys(f"“{_written(wanted, demand.text)}”" for wanted in missed))[:most]


def _written(quantity: Quantity, text: str) -> str:
    """A figure as it is written, with the words before it; whole, where they begin with a number: 10万行程序≤5 min."""
    number = _NUMBER_BEFORE.search(text, max(0, quantity.subject_start - LONGEST_NUMBER), quantity.subject_start)
    start = number.start() if number else quantity.subject_start
    return " ".join(text[start : quantity.end].split())
