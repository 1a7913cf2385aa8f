"""Demands of several pieces, each of which may be a wish of its own."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.factories.generated_lists import all_pairs

from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.testing.hashing import HashingEmbedder

WISHES = ("液压泵柱塞与缸体的磨损及泄漏治理。", "苹果采后贮藏期的虎皮病防控。", "地下管网渗漏的声波定位。")
LONG = Document("long", Kind.DEMAND, body="\n".join(wish * 20 for wish in WISHES))
SHORT = Document("short", Kind.DEMAND, body=WISHES[1])
SUPPLY = [
    Document("pump", Kind.ACHIEVEMENT, title="柱塞泵缸体磨损修复"),
    Document("apple", Kind.ACHIEVEMENT, title="苹果虎皮病的贮藏防控"),
    Document("pipe", Kind.ACHIEVEMENT, title="管网渗漏声波定位仪"),
    Document("all", Kind.ACHIEVEMENT, title="磨损 防控 定位 泄漏 贮藏 声波"),
    Document("en", Kind.ACHIEVEMENT, title="Storage scald of apples: prevention after harvest"),
    Document("works", Kind.EXPERT, title="果树学教授"),
]


class Splitting(HashingEmbedder):
    """Pieces of so many characters."""

    fingerprint = "hashing/1/split"

    def split(self, text: str, tokens: int) -> list[str]:
        return [text[start : start + tokens] for start in range(0, len(text), tokens)]


def build(share: float, demands: list[Document] | None = None, **settings: int) -> Matcher:
    demands = [LONG, SHORT] if demands is None else demands
    chosen = replace(MatchSettings(piece_share=share, across_from_chinese=1.0), **settings)
    return Matcher.build(demands, SUPPLY, embedder=Splitting(), settings=chosen)


def meaning(matcher: Matcher, demand: str = "long") -> dict[str, float]:
    pairs = matcher.score([(demand, one.id) for one in SUPPLY], marks=False)
    return {pair.supply_id: next(c.value for c in pair.reasons.contributions if c.name == "meaning") for pair in pairs}


def test_what_meets_one_piece_is_nearer_than_to_the_whole() -> None:
    whole, both = meaning(build(0.0)), meaning(build(0.5))
    assert both["apple"] > whole["apple"]
    nearest = meaning(build(1.0))
    for supply, value in both.items():
        assert value == pytest.approx((whole[supply] + nearest[supply]) / 2, abs=1e-6)


def test_the_nearest_of_all_pieces_of_each_long_demand_counts() -> None:
    turned = [Document(f"long{at}", Kind.DEMAND, body="\n".join(wish * 20 for wish in WISHES[at:])) for at in (0, 1)]
    matcher = build(1.0, [*turned, SHORT, LONG])
    evidence, demands = matcher.scorer.evidence, (*turned, LONG)
    for row, demand in zip((0, 1, 3), demands, strict=True):
        pieces = evidence.demand_pieces[evidence.piece_pointers[row] : evidence.piece_pointers[row + 1]]
        assert len(pieces) > 1
        nearest = (pieces @ evidence.supply_vectors.T).max(axis=0)
        assert list(meaning(matcher, demand.id).values()) == pytest.approx(nearest.tolist(), abs=1e-6)


def test_a_demand_of_one_piece_stays_as_it_is() -> None:
    whole, both = build(0.0, [SHORT]), build(0.5, [SHORT])
    assert [pair.raw for pair in whole.match()] == [pair.raw for pair in both.match()]


def test_contributions_add_up_and_survive_saving(tmp_path: Path) -> None:
    matcher = build(0.5)
    pairs = all_pairs([LONG, SHORT], SUPPLY)
    found = list(matcher.score(pairs))
    for pair in found:
        assert sum(c.value for c in pair.reasons.contributions) == pytest.approx(pair.raw, abs=1e-5)
    matcher.save(tmp_path / "kept")
    assert [pair.raw for pair in Matcher.load(tmp_path / "kept").score(pairs)] == [pair.raw for pair in found]


def test_by_frozen_statistics_a_long_demand_scores_as_in_its_list() -> None:
    whole = build(0.5)
    part = Matcher.build([LONG], SUPPLY[:2], embedder=Splitting(), statistics=whole)
    pairs = all_pairs([LONG], SUPPLY[:2])
    assert np.allclose([p.raw for p in part.score(pairs)], [p.raw for p in whole.score(pairs)], atol=2e-5)


def test_candidates_are_scored_as_every_pair() -> None:
    some = build(0.5, exhaustive_cells=1, candidates=6)
    pairs = all_pairs([LONG, SHORT], SUPPLY)
    assert np.allclose([p.raw for p in some.score(pairs)], [p.raw for p in build(0.5).score(pairs)], atol=2e-5)
