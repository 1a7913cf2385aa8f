"""What a match says: scores, a level, and reasons that add up."""

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from duijie_match.wording import Message


class Level(IntEnum):
    """The four levels that transfer offices use: 强, 较强, 弱, 无."""

    NONE = 1
    WEAK = 2
    FAIRLY_STRONG = 3
    STRONG = 4


class Contribution(NamedTuple):
    """One summand of the raw score. ``name`` is a stable key (``meaning``, ``words``, ``numbers``, ``facets`` …)."""

    name: str
    value: float


class Mark(NamedTuple):
    """A stretch of a field that counts as evidence: characters ``start`` to ``end`` of ``getattr(document, field)``.

    ``field`` is ``title``, ``summary``, ``body``, ``keywords.N`` or ``works.N.title`` / ``works.N.body``. Marks with
    the same ``group`` belong together on both sides.
    """

    field: str
    start: int
    end: int
    group: str


class SentencePair(NamedTuple):
    """A sentence of the demand and one of the supply that say nearly the same. Both marks have one group, ``s1`` for
    the nearest; ``cosine`` is that of their centred vectors.
    """

    demand: Mark
    supply: Mark
    demand_text: str
    supply_text: str
    cosine: float


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a pair scored what it scored. ``sum(c.value for c in contributions) == raw`` up to rounding.

    ``terms`` are the shared terms as written (of the demand), strongest first. ``notes`` are sentences on
    facets, numbers, rules and ``sentences``, which are looked for on request only.
    """

    headline: Message
    contributions: tuple[Contribution, ...]
    terms: tuple[str, ...] = ()
    demand_marks: tuple[Mark, ...] = ()
    supply_marks: tuple[Mark, ...] = ()
    notes: tuple[Message, ...] = ()
    sentences: tuple[SentencePair, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One demand with one item of supply. ``score``, ``forward`` and ``backward`` are 0..1; ``raw`` is unbounded.

    ``rank`` counts from 1 within the demand; 0 where a pair was scored outside a ranking.
    """

    demand_id: str
    supply_id: str
    rank: int
    raw: float
    score: float
    level: Level
    expected_level: float
    forward: float
    backward: float
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Where a named candidate stands and what it lacks against the last one shown.

    ``rank`` is exact among all supply; of one that is shown, its place in the list, which limits on request may have
    changed. ``gap`` is the raw score it lacks to the last shown (0 when it was shown); ``shortfalls`` say per
    contribution how much of the gap it is, largest first; ``rule`` is what excluded it, if anything did.
    """

    match: Match
    shown: bool
    of: int
    gap: float
    shortfalls: tuple[Contribution, ...]
    rule: Message | None
    sentence: Message
