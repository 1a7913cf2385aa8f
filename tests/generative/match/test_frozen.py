"""By frozen statistics nothing but the pair says what it scores."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.generated_lists import all_pairs, lists_of

from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher
from duijie_match.testing.hashing import HashingEmbedder

demand_lists, supply_lists = lists_of(Kind.DEMAND, 1, 3), lists_of(Kind.EXPERT, 1, 4)


def raws(matcher: Matcher, pairs: list[tuple[str, str]]) -> list[float]:
    return [match.raw for match in matcher.score(pairs, marks=False)]


@given(demand_lists, supply_lists, demand_lists, supply_lists, st.booleans())
@settings(max_examples=30, deadline=None, derandomize=True)
def test_noise_changes_no_raw_score(
    demands: list[Document], supply: list[Document], more: list[Document], noise: list[Document], first: bool
) -> None:
    """Further documents on both sides, before or behind those that are there."""
    quiet = Matcher.build(demands, supply, embedder=HashingEmbedder())
    sides = []
    for own, others in ((demands, more), (supply, noise)):
        others = [replace(one, id=f"noise-{one.id}") for one in others]
        sides.append([*others, *own] if first else [*own, *others])
    noisy = Matcher.build(*sides, embedder=HashingEmbedder(), statistics=quiet)
    pairs = all_pairs(demands, supply)
    assert np.allclose(raws(noisy, pairs), raws(quiet, pairs), atol=2e-5)


@given(demand_lists, supply_lists)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_a_pair_alone_scores_as_in_its_list(demands: list[Document], supply: list[Document]) -> None:
    whole = Matcher.build(demands, supply, embedder=HashingEmbedder())
    for demand in demands:
        for item in supply:
            alone = Matcher.build([demand], [item], embedder=HashingEmbedder(), statistics=whole)
            pair = [(demand.id, item.id)]
            assert abs(raws(alone, pair)[0] - raws(whole, pair)[0]) < 2e-5
