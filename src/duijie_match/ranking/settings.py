"""Every weight of the recipe, with where it comes from. ``docs/explanation/matching.md`` shows the measurements."""

from dataclasses import asdict, dataclass, fields
from typing import Any


@dataclass(frozen=True)
class MatchSettings:
    """ "Measured" means: chosen on the benchmark sets, flat around the value. "Judgement" means: no data, kept small
    on purpose.
    """

    # --- evidence ---
    words_same: float = 2.0
    """Weight of the TF-IDF cosine within a language; more for long demands, see ``weighting.stretch``. Measured: in
    Chinese 1 to 4 alike.
    """
    words_across: float = 1.5
    """The same across languages. Measured: 1 to 3 alike."""
    across_from_chinese: float = 1.4
    """What nearness of a Chinese demand to an English text counts, in meaning and words, beside that to a Chinese one:
    Chinese texts share more signs, so that in a list of both languages the English one that fits stood too low.
    Measured; within one language it orders nothing.
    """
    across_from_english: float = 1.1
    """The same of an English demand and a Chinese text."""
    pieces: int = 3
    """A long demand is the mean vector of this many pieces. Measured; pieces of the supply brought nothing."""
    piece_share: float = 0.5
    """So much of the nearness of a long demand is that of its nearest piece: half of it may speak of something else.
    Measured.
    """

    # --- meaning ---
    centre_prior: int = 60
    """The mean vector of a language weighs in with n / (n + this) against the shipped background. 100 texts suffice
    for a mean. Measured.
    """
    feedback_depth: int = 30
    """Chinese demands lean towards the mean of this many nearest Chinese supply texts. Measured: 30 to 50 alike;
    hurts in English.
    """
    feedback_weight: float = 0.5
    feedback_from: int = 1500
    """With fewer Chinese supply texts there is none: the nearest few are drawn towards themselves, and so were told to
    be fairly strong where nothing fits. Measured on lists of 150 to 3,000.
    """

    # --- hubness (CSLS, two-sided) ---
    hub_weight: float = 0.5
    """Half of the mean of the nearest on each side is subtracted. Measured."""
    hub_stretch: float = 1.5
    """Of what an item's mean differs from that of the middle item half as much again, so that three quarters of it are
    subtracted: it orders within a demand. Measured: worse on no set, while all of it is on short Chinese demands.
    """
    hub_nearest_demands: int = 10
    """A supply item's mean of its best 10 demands (of 400 or more, in proportion below). Measured."""
    hub_sample: int = 4000
    """Among so many demands at most, those to be matched themselves: measured better than a foreign sample."""
    hub_nearest_supply: int = 50
    """A demand's mean of its best 50; it orders nothing within a demand but makes demands comparable. Measured."""
    hub_prior: int = 100
    """Small lists: n / (n + this) of the correction comes from the list, the rest is the typical value below.
    Judgement.
    """
    hub_typical_demand: float = 0.45
    hub_typical_supply: float = 0.45
    hub_common_share: float = 0.25
    """In a short list that is all of one trade, or of long texts, everything is near to everything. What is typical
    lies higher there by as much as even the farthest quarter of the supply is nearer to a demand than ``hub_common``.
    Measured on lists of one demand and four items up to 60 and 400: a quarter and the middle alike.
    """
    hub_common: float = 0.1
    hub_common_most: float = 0.5
    hub_common_prior: int = 4
    """Of few items more may fit than not, so that nearness to all says less: with n / (n + this). Measured, against
    lists in which everything fits.
    """

    # --- works of experts ---
    works_power: float = 0.4
    """An expert counts by the mean over the best ``n ** this`` of n works: one or two of a few, 3 of 10, 6 of 100.
    Measured: .3 to .5 alike, half of the works far below.
    """
    works_hub_stretch: float = 0.0
    """``hub_stretch`` of who has several works: who has done much is near to much, and rightly. Measured."""

    recency: float = 0.003
    """What a work gains for each year that it is newer than the middle of all works, or loses. Judgement."""
    recency_years: int = 10
    """Further years count no more."""

    # --- quantities: judgement ---
    quantity_met: float = 0.04
    """For each requirement in figures that is met, at most three in full; see ``quantities.fading``."""
    quantity_missed: float = 0.04
    """For each one clearly missed, likewise."""

    # --- facets: judgement; together they never outweigh one good shared term ---
    facet_agree: float = 0.04
    facet_clash: float = 0.02
    trl_gap: float = 0.02
    """For each step of maturity that the supply lacks, at most three."""
    money_gap: float = 0.04

    # --- what is shown, on request ---
    most_shown: int = 0
    """No item of supply is shown to more demands than this; 0: as it comes."""
    diversity: float = 0.0
    """What a likeness to one shown before takes from the others among the first ten; 0: nothing, 0.3: noticeably."""

    # --- engines ---
    exhaustive_cells: int = 2_000_000_000
    """Up to this many pairs every pair is scored; beyond, only candidates of the two indexes are."""
    candidates: int = 200
    query_terms: int = 64
    block_cells: int = 4_000_000
    """Scores held in memory at once; four times as many where that makes ``block_rows``."""
    block_rows: int = 64
    """So many demands at a time are scored at half the cost of a few."""
    dense_terms: int = 1024
    """So many of the most frequent terms are multiplied as a dense matrix: the same numbers, several times faster."""

    def rows_at_once(self, passages: int) -> int:
        """How many demands are scored at a time with so many supply passages."""
        wide = min(self.block_rows, 4 * self.block_cells // max(1, passages))
        return max(1, wide, self.block_cells // max(1, passages))

    def as_json(self) -> dict[str, Any]:
        """Plain values, for a file."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "MatchSettings":
        """The settings in a file; names that are no longer known are left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in known})
