"""Contributions are reckoned each by itself, and add up to the score that was made of blocks of products."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from tests.factories.generated_lists import all_pairs, lists_of

from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.ranking.background_texts import TEXTS
from duijie_match.ranking.meaning import mean_of
from duijie_match.testing.hashing import HashingEmbedder

WAYS = {
    "every pair": MatchSettings(),
    "hubs weigh more": MatchSettings(hub_weight=0.9, hub_prior=1),
    "Chinese feedback": MatchSettings(feedback_from=2, feedback_depth=1, feedback_weight=1.0),
    "candidates": MatchSettings(exhaustive_cells=1, candidates=2),
    "blocks of one": MatchSettings(block_rows=1, block_cells=1, dense_terms=2),
}
NAMES = {"meaning", "words", "numbers", "facets", "recency", "hubness"}


@pytest.mark.parametrize("way", WAYS)
@given(lists_of(Kind.DEMAND, 1, 4), lists_of(Kind.EXPERT, 2, 7))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_they_add_up(way: str, demands: list[Document], supply: list[Document]) -> None:
    matcher = Matcher.build(demands, supply, embedder=HashingEmbedder(), settings=WAYS[way])
    for match in matcher.score(all_pairs(demands, supply)):
        assert {part.name for part in match.reasons.contributions} <= NAMES
        assert abs(sum(part.value for part in match.reasons.contributions) - match.raw) < 1e-4


@pytest.mark.parametrize("asked, offered", list(product(("zh", "en"), repeat=2)))
def test_meaning_is_the_cosine_of_the_centred_vectors(asked: str, offered: str) -> None:
    """By hand, from the texts: nothing is taken from the scorer."""
    texts = {"zh": ("高温球阀密封面磨损", "锂电池低温电解液"), "en": ("hot ball valve sealing", "battery electrolyte")}
    kept = MatchSettings(feedback_weight=0)
    demands, supply = (
        [Document(f"{side}{row}", Kind.DEMAND, title=text, language=code) for row, text in enumerate(texts[code])]
        for side, code in (("d", asked), ("s", offered))
    )
    supply = [replace(one, kind=Kind.ACHIEVEMENT) for one in supply]
    matcher = Matcher.build(demands, supply, embedder=HashingEmbedder(), settings=kept)
    vectors = {code: HashingEmbedder().embed(texts[code]) for code in texts}
    # The mean of all texts of a language, both sides', to which the shipped ones count as so many more of their mean.
    prior, means = kept.centre_prior, {}
    for code in {asked, offered}:
        own = np.concatenate([vectors[side] for side in (asked, offered) if side == code])
        shipped = HashingEmbedder().embed(TEXTS[code]).mean(axis=0)
        means[code] = (own.sum(axis=0) + prior * shipped) / (len(own) + prior)
    ours, theirs = (vectors[code] - means[code] for code in (asked, offered))
    times = {("zh", "en"): kept.across_from_chinese, ("en", "zh"): kept.across_from_english}.get((asked, offered), 1)
    for match in matcher.score(all_pairs(demands, supply)):
        left, right = ours[int(match.demand_id[1])], theirs[int(match.supply_id[1])]
        cosine = times * left @ right / np.linalg.norm(left) / np.linalg.norm(right)
        assert abs(cosine - {part.name: part.value for part in match.reasons.contributions}["meaning"]) < 1e-5


def test_without_background_a_single_text_keeps_half_of_what_it_says() -> None:
    rows = np.array([[2.0, 0, 0], [0, 4, 0], [0, 0, 0]], np.float32)  # of the last nothing is known
    assert mean_of([rows[:1]], None, 60).tolist() == [1, 0, 0]
    assert mean_of([rows[:1], rows[1:]], None, 60).tolist() == pytest.approx([2 / 3, 4 / 3, 0])
    assert mean_of([rows[2:]], None, 60).tolist() == [0, 0, 0]
    assert mean_of([rows], rows[:2], 2).tolist() == pytest.approx([1, 2, 0])
