"""The reasons of one pair."""

from bisect import bisect
from collections.abc import Iterable

import numpy as np

from duijie_match.explain.facts import facet_notes, number_notes
from duijie_match.explain.figures import Figure, asked_but_missed, figure_notes, figures_of
from duijie_match.explain.terms import MOST_MARKS, MOST_TERMS, SharedTerm, shared_terms
from duijie_match.ranking.passages import Passage
from duijie_match.ranking.quantities import MOST, Verdict
from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.sides import Sides
from duijie_match.ranking.summands import PairParts
from duijie_match.results import Contribution, Level, Mark, Reasons
from duijie_match.wording import Message, listed, msg

HEADLINES = {
    Level.STRONG: msg("Strong match: both speak of {terms}."),
    Level.FAIRLY_STRONG: msg("Fairly strong match: both speak of {terms}."),
    Level.WEAK: msg("Weak match: they share {terms}."),
    Level.NONE: msg("No match to speak of; they share only {terms}."),
}
HEADLINES_BY_MEANING = {
    Level.STRONG: msg("Strong match by meaning, in other words."),
    Level.FAIRLY_STRONG: msg("Fairly strong match by meaning, in other words."),
    Level.WEAK: msg("Weak match by meaning only."),
    Level.NONE: msg("No match: no shared terms and another subject."),
}
HEADLINES_OF_THE_SAME = {
    Level.STRONG: msg("Strong match: both texts are the same."),
    Level.FAIRLY_STRONG: msg("Fairly strong match: both texts are the same."),
}
HEADLINES_BY_LEVEL = {
    Level.STRONG: msg("Strong match."),
    Level.FAIRLY_STRONG: msg("Fairly strong match."),
    Level.WEAK: msg("Weak match."),
    Level.NONE: msg("No match."),
}
NOT_MET = msg("{headline} Not met: {asked}.")
Place = tuple[int, Passage, tuple[int, int]]
"""The number of a shared term, a passage, and where in its text the term stands."""

FEW = 4
"""Texts of an item, most of which are looked at."""

NO_DEMAND_TEXT = msg("The demand has no text to match by.")
NO_ENTRY = msg("The supply list has no entry with text.")
NO_ENTRY_LEFT = msg("The supply list has no entry with text that no rule keeps out.")
NO_SUPPLY_TEXT = msg("This entry has no text to match by.")


def missing_text(sides: Sides, demand: int, item: int) -> Message | None:
    """Why a pair cannot be judged, if it cannot."""
    if not sides.demand_has_text[demand]:
        return NO_DEMAND_TEXT
    return None if sides.supply_has_text[item] else NO_SUPPLY_TEXT


def explain(
    scorer: Scorer,
    sides: Sides,
    demand: int,
    item: int,
    level: Level,
    parts: PairParts | None = None,
    *,
    full: bool,
    marks: bool = True,
) -> Reasons:
    """The reasons of one pair of a known level: a headline; with ``parts`` the contributions; with ``full`` the terms
    and notes and, unless told otherwise, the marks.
    """
    contributions = () if parts is None else _contributions(parts)
    missing = missing_text(sides, demand, item)
    if missing is not None:
        return Reasons(missing, contributions)
    if not full:
        return Reasons(HEADLINES_BY_LEVEL[level], contributions)
    passages = parts.passages if parts else scorer.counted_passages(demand, item)
    found = _terms(scorer, sides, demand, passages)
    ours = sides.demand_passages[demand]
    figures = _figures(scorer, sides, demand, item)
    met = list(enumerate((figure for figure in figures if figure.comparison.verdict is Verdict.MET), len(found)))
    in_demand = _apart([
        *((n, ours, (figure.comparison.wanted.start, figure.comparison.wanted.end)) for n, figure in met),
        *((n, ours, span) for n, (term, _) in enumerate(found) for span in term.demand),
    ])  # fmt: skip
    in_supply = _apart([
        *((n, figure.passage, (figure.comparison.offered.start, figure.comparison.offered.end)) for n, figure in met),
        *((n, on, span) for n, (term, on) in enumerate(found) for span in term.supply),
    ])  # fmt: skip
    both = {place[0] for place in in_demand} & {place[0] for place in in_supply}
    words = tuple(dict.fromkeys(term.written for n, (term, _) in enumerate(found) if n in both))
    rule = sides.conflicts.rule(demand, item)
    notes = (() if rule is None else (rule,)) + facet_notes(sides.demands[demand], sides.supply[item])
    notes += figure_notes(figures, ours, MOST)
    notes += number_notes([term for n, (term, _) in enumerate(found) if n in both], ours.text)
    return Reasons(
        headline=_headline(
            level,
            words,
            same=not words and _say_the_same(sides, demand, passages),
            missed=asked_but_missed(figures, ours, MOST),
        ),
        contributions=contributions,
        terms=words,
        demand_marks=_marks(in_demand, both) if marks else (),
        supply_marks=_marks(in_supply, both) if marks else (),
        notes=notes,
    )


def _contributions(parts: PairParts) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(name, value)
        for name, value in (
            ("meaning", parts.meaning),
            ("words", parts.words),
            ("numbers", parts.numbers),
            ("facets", parts.facets),
            ("recency", parts.recency),
            ("hubness", parts.hubness),
        )
        if value != 0 or name in ("meaning", "words", "hubness")
    )


def _figures(scorer: Scorer, sides: Sides, demand: int, item: int) -> list[Figure]:
    """What the figures of an item say to those of a demand; nothing is read where they say nothing."""
    if not any(scorer.quantity_parts(demand, item)):
        return []
    first, end = scorer.summands.passages_of(item)
    return figures_of(sides.demand_passages[demand], sides.supply_passages[first:end], scorer.subjects)


def _terms(scorer: Scorer, sides: Sides, demand: int, passages: tuple[int, ...]) -> list[tuple[SharedTerm, Passage]]:
    """The shared terms of a demand with the passages that count, strongest first."""
    evidence = scorer.evidence
    summands = scorer.summands
    found: list[tuple[SharedTerm, Passage]] = []
    for passage in passages[:3]:  # an expert's further works add little to what these three show
        terms, shares = summands.shared_terms(demand, passage)
        ours, theirs = sides.demand_passages[demand], sides.supply_passages[passage]
        if summands.is_across(demand, passage):
            rows = [
                scorer.bridge_places.row(text.text, int(side.languages[number]))
                for text, side, number in ((ours, evidence.demand, demand), (theirs, evidence.supply, passage))
            ]
            telling = whole = np.ones(len(evidence.across_terms), bool)
        else:
            rows = [evidence.demand.places.row(demand), evidence.supply.places.row(passage)]
            telling, whole = summands.telling, summands.whole
        known = dict(zip(terms.tolist(), shares.tolist(), strict=True))
        texts = ours.text, theirs.text
        found += [(term, theirs) for term in shared_terms(texts, rows[0], rows[1], known, telling, whole)]
    if len(passages) > 1:
        found.sort(key=lambda pair: -pair[0].share)
    return found[:MOST_TERMS]


def prepare_texts(scorer: Scorer, pairs: Iterable[tuple[int, int]]) -> None:
    """Find the terms of the texts by which ``pairs`` of one language are explained. Of an item with many works it is
    not known yet which count; those are read when they are needed.
    """
    demands, passages = [], []
    summands = scorer.summands
    for demand, item in pairs:
        first, end = summands.passages_of(item)
        same = [one for one in range(first, end) if not summands.is_across(demand, one)] if end - first <= FEW else []
        if same:
            demands.append(demand)
            passages += same
    scorer.evidence.demand.places.prepare(demands)
    scorer.evidence.supply.places.prepare(passages)


def _apart(places: Iterable[Place]) -> list[Place]:
    """Not more than help, and none over another: the stronger term, which comes first, keeps the place."""
    kept: list[Place] = []
    taken: dict[int, list[tuple[int, int]]] = {}  # per passage, in reading order
    for place in places:
        start, end = place[2]
        spans = taken.setdefault(id(place[1]), [])
        index = bisect(spans, (start, end))
        if (index and spans[index - 1][1] > start) or (index < len(spans) and spans[index][0] < end):
            continue
        spans.insert(index, (start, end))
        kept.append(place)
        if len(kept) == MOST_MARKS:
            break
    return kept


def _marks(places: list[Place], wanted: set[int]) -> tuple[Mark, ...]:
    """The marks of the ``wanted`` terms in reading order."""
    marks = [Mark(*passage.locate(*span), f"t{number}") for number, passage, span in places if number in wanted]
    return tuple(sorted(marks, key=lambda mark: (mark.field, mark.start)))


def _say_the_same(sides: Sides, demand: int, passages: Iterable[int]) -> bool:
    """Whether a text of the item is that of the demand, though it has no term: a single character, signs, pictures."""
    ours = sides.demand_passages[demand].text.strip()
    return any(sides.supply_passages[passage].text.strip() == ours for passage in passages)


def _headline(level: Level, words: tuple[str, ...], *, same: bool, missed: list[str]) -> Message:
    if words:
        headline = Message(HEADLINES[level].msgid, {"terms": listed(words[:4])})
    else:
        of_the_same = HEADLINES_OF_THE_SAME.get(level) if same else None
        headline = of_the_same or HEADLINES_BY_MEANING[level]
    # Who reads no further must not take a match for one that meets everything asked in figures.
    return Message(NOT_MET.msgid, {"headline": headline, "asked": listed(missed)}) if missed else headline
