"""What nearness across languages counts beside that within one."""

from dataclasses import replace

import pytest

from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.testing.hashing import HashingEmbedder

DEMANDS = [
    Document("zh", Kind.DEMAND, title="轴承磨削", body="提高轴承内圈的磨削精度，降低表面粗糙度"),
    Document("en", Kind.DEMAND, title="Bearing grinding", body="Grind bearing rings precisely, with a smooth surface"),
]
SUPPLY = [
    Document("s-zh", Kind.ACHIEVEMENT, title="轴承精密磨削", body="轴承内圈磨削，表面光洁"),
    Document("s-en", Kind.ACHIEVEMENT, title="Precision grinding", body="Bearing rings with a smooth surface"),
    Document("w", Kind.EXPERT, title="磨削专家", body="Grinding of bearing rings, 轴承磨削"),
]


def parts(settings: MatchSettings) -> dict[tuple[str, str], dict[str, float]]:
    """The contributions of each pair."""
    matcher = Matcher.build(DEMANDS, SUPPLY, embedder=HashingEmbedder(), settings=settings)
    pairs = [(demand.id, one.id) for demand in DEMANDS for one in SUPPLY]
    found = {}
    for match in matcher.score(pairs):
        found[match.demand_id, match.supply_id] = {part.name: part.value for part in match.reasons.contributions}
        assert sum(part.value for part in match.reasons.contributions) == pytest.approx(match.raw, abs=1e-5)
    return found


@pytest.mark.parametrize("kept", [1_000_000, 0])  # every pair, and candidates only
def test_pairs_of_two_languages_count_more_and_others_stay(kept: int) -> None:
    plain = replace(MatchSettings(), across_from_chinese=1.0, across_from_english=1.0, exhaustive_cells=kept)
    before, now = parts(plain), parts(replace(plain, across_from_chinese=3.0, across_from_english=0.5))
    for pair, times in {("zh", "s-en"): 3.0, ("en", "s-zh"): 0.5, ("zh", "s-zh"): 1.0, ("en", "s-en"): 1.0}.items():
        for name in ("meaning", "words"):
            assert now[pair][name] == pytest.approx(times * before[pair][name], abs=1e-6)
    assert before["zh", "s-en"]["words"] > 0 < before["en", "s-zh"]["words"]
