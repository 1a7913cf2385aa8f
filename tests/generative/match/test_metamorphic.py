"""What must not change when the lists change in a way that means nothing."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher
from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.facets import Facets
from duijie_match.ranking.hubness import Hubness
from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.settings import MatchSettings
from duijie_match.testing.hashing import HashingEmbedder

WORDS = ["球阀", "密封", "高温", "水稻", "有机肥", "石墨烯", "valve", "rice", "graphene", "PTFE", "500℃", "，", " "]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
demand_lists = st.lists(texts, min_size=1, max_size=4)
supply_lists = st.lists(texts, min_size=2, max_size=6)


def documents(kind: Kind, found: list[str]) -> list[Document]:
    return [Document(f"{kind}{row}", kind, body=text) for row, text in enumerate(found)]


def first_items(evidence: Evidence, count: int) -> Evidence:
    """The same statistics with only the first ``count`` texts of supply."""
    supply = evidence.supply
    kept = replace(supply, same=supply.same[:count], across=supply.across[:count], languages=supply.languages[:count])
    return replace(evidence, supply=kept, supply_vectors=evidence.supply_vectors[:count], items=evidence.items[:count])


@given(demand_lists, supply_lists, supply_lists)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_noise_changes_nothing_while_the_statistics_stand(ours: list[str], theirs: list[str], noise: list[str]) -> None:
    demands, supply = documents(Kind.DEMAND, ours), documents(Kind.ACHIEVEMENT, [*theirs, *noise])
    with_noise = Matcher.build(demands, supply, embedder=HashingEmbedder())._scorer
    count, chosen = len(theirs), MatchSettings()
    without = Scorer(
        first_items(with_noise.evidence, count),
        Facets(demands, supply[:count], chosen),
        chosen,
        Hubness(with_noise.hubness.supply[:, :count]),
    )
    rows = np.arange(len(demands))
    assert np.allclose(with_noise.similarities(rows)[:, :count], without.similarities(rows), atol=1e-6)
    for demand in range(len(demands)):
        before, after = without.raw_row(demand), with_noise.raw_row(demand)[:count]
        shift = after - before  # how near a demand's surroundings are is the same for all its pairs
        assert np.allclose(shift, shift[0], atol=1e-5)


@given(demand_lists, supply_lists)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_the_same_lists_give_the_same_matches(ours: list[str], theirs: list[str]) -> None:
    demands, supply = documents(Kind.DEMAND, ours), documents(Kind.ACHIEVEMENT, theirs)
    once, again = (list(Matcher.build(demands, supply, embedder=HashingEmbedder()).match()) for _ in range(2))
    assert once == again


@given(demand_lists, supply_lists)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_words_weigh_the_same_from_either_side(ours: list[str], theirs: list[str]) -> None:
    """Demands and supply change places: whatever two texts share weighs the same."""
    there = Matcher.build(documents(Kind.DEMAND, ours), documents(Kind.ACHIEVEMENT, theirs), embedder=HashingEmbedder())
    back = Matcher.build(documents(Kind.DEMAND, theirs), documents(Kind.ACHIEVEMENT, ours), embedder=HashingEmbedder())
    for left in range(len(ours)):
        for right in range(len(theirs)):
            (forth,) = there.score([(f"demand{left}", f"achievement{right}")])
            (turned,) = back.score([(f"demand{right}", f"achievement{left}")])
            words = [
                sum(part.value for part in match.reasons.contributions if part.name in ("words", "numbers"))
                for match in (forth, turned)
            ]
            assert abs(words[0] - words[1]) < 1e-5
