"""A pair judged: raw score to score and level, both directions, reasons; and the sentence of "why not"."""

from dataclasses import replace
from enum import IntEnum
from typing import Protocol

from duijie_match.explain.reasons import explain, missing_text
from duijie_match.ranking.calibration import Calibration
from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.showing import ALL_OFTEN
from duijie_match.ranking.sides import Sides
from duijie_match.results import Contribution, Level, Match
from duijie_match.wording import Message, listed, msg

CONTRIBUTIONS = {
    "meaning": msg("meaning"),
    "words": msg("shared words"),
    "numbers": msg("quantities"),
    "facets": msg("facets"),
    "recency": msg("how new the works are"),
    "hubness": msg("distinctness"),
    "learned": msg("what was learned from judged pairs"),
}

LONGEST_TITLE = 60
"""Characters of a title within a sentence."""


class Detail(IntEnum):
    """How much of the reasons a caller wants; each costs several times the one before."""

    HEADLINE = 1
    CONTRIBUTIONS = 2
    SENTENCES = 3  # with terms and notes
    FULL = 4  # with marks


def detail_of(explain: bool, marks: bool) -> Detail:
    """How much a caller wants who says it in two words."""
    if not explain:
        return Detail.HEADLINE
    return Detail.FULL if marks else Detail.SENTENCES


class Graded(Protocol):
    """What a ranking model says of a pair; ``raw`` on the scale of its calibration."""

    @property
    def raw(self) -> float: ...

    @property
    def expected_level(self) -> float: ...


def judge(
    scorer: Scorer,
    sides: Sides,
    calibration: Calibration,
    demand: int,
    item: int,
    rank: int,
    detail: Detail,
    graded: Graded | None = None,
) -> Match:
    """The match of demand row ``demand`` with supply row ``item``.

    A pair with a text missing is at level none whatever its columns say. With ``graded`` the raw score is what a
    ranking model says; what it differs by from the recipe's is a contribution of its own, ``learned``.
    """
    parts = scorer.parts(demand, item) if detail > Detail.HEADLINE else None
    raw = scorer.raw(demand, item)
    forward, backward = scorer.directions(demand, item)
    learned = 0.0
    expected = calibration.expected_level(raw)
    if graded is not None:
        learned, expected = graded.raw - raw, graded.expected_level
        raw, forward, backward = graded.raw, forward + learned, backward + learned
    missing = missing_text(sides, demand, item)
    level = Level.NONE if missing else calibration.level(raw)
    reasons = explain(
        scorer,
        sides,
        demand,
        item,
        level,
        parts,
        full=detail >= Detail.SENTENCES,
        marks=detail is Detail.FULL,
    )
    if graded is not None and parts is not None:
        reasons = replace(reasons, contributions=(*reasons.contributions, Contribution("learned", learned)))
    return Match(
        demand_id=sides.demands[demand].id,
        supply_id=sides.supply[item].id,
        rank=rank,
        raw=raw,
        score=calibration.score(raw),
        level=level,
        expected_level=1.0 if missing else expected,
        forward=calibration.score(forward),
        backward=calibration.score(backward),
        reasons=reasons,
    )


def why_not_sentence(
    match: Match, shown: bool, of: int, last: int, shortfalls: tuple[Contribution, ...], rule: Message | None
) -> Message:
    """One sentence that answers "why is it not among those shown?"."""
    if rule is not None:
        return rule
    if shown:
        return msg("It is shown, at rank {rank} of {of}.", rank=match.rank, of=of)
    lacking = [CONTRIBUTIONS[gap.name] for gap in shortfalls if gap.value > 0][:2]
    values: dict[str, object] = {"rank": match.rank, "of": of, "last": last}
    if len(lacking) == 2:
        return msg(
            "Rank {rank} of {of}; against the last one shown (rank {last}) it lacks most in {first}, then in {second}.",
            **values,
            first=lacking[0],
            second=lacking[1],
        )
    if lacking:
        return msg(
            "Rank {rank} of {of}; against the last one shown (rank {last}) it lacks in {first}.",
            **values,
            first=lacking[0],
        )
    return msg(
        "Rank {rank} of {of}; equal to the last one shown (rank {last}), which comes first in the list.", **values
    )


def nothing_shown_sentence(nearest: Match, title: str, most_shown: int) -> Message:
    """Why nothing above level none is shown for a demand, from its nearest candidate, whose ``title`` may be empty."""
    name = _with_title(nearest.supply_id, title)
    if nearest.level > Level.NONE:  # limits say what is shown, and it is shown to others
        return Message(ALL_OFTEN.msgid, {"id": name, "most": most_shown})
    if nearest.reasons.terms:
        return msg(
            "Nothing near: even the nearest, {id}, shares only {terms}.",
            id=name,
            terms=listed(nearest.reasons.terms[:3]),
        )
    return msg("Nothing near: even the nearest, {id}, shares no terms.", id=name)


def _with_title(number: str, title: str) -> Message | str:
    """What a row is called and its id, which may be no more than where it stands in the list."""
    if not title or title == number:
        return number
    cut = title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…"
    return msg("“{title}” ({id})", title=cut, id=number)


def shortfalls_of(last: Match, match: Match) -> tuple[Contribution, ...]:
    """What ``match`` lacks against the ``last`` one shown, by contribution, most first."""
    theirs = {c.name: c.value for c in last.reasons.contributions}
    ours = {c.name: c.value for c in match.reasons.contributions}
    gaps = [Contribution(name, theirs.get(name, 0.0) - ours.get(name, 0.0)) for name in {**theirs, **ours}]
    return tuple(sorted(gaps, key=lambda gap: (-gap.value, gap.name)))
