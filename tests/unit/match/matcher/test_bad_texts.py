"""Texts that no office should send, and does: each has an answer."""

import numpy as np
import pytest

from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher
from duijie_match.results import Level
from duijie_match.testing.hashing import HashingEmbedder

ORDINARY = Document("o", Kind.ACHIEVEMENT, body="球阀密封面堆焊，用于600℃蒸汽")
LONG = "球阀的密封面在≥500℃下磨损，valve seats at 500 °C；" * 30_000  # more than a million characters


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "阀",
        "1",
        "≥",
        "500",
        "1234567890 42 3.14 0",
        "℃ rpm % ≥ ± ~",
        "0 ℃, 999999999999999999 kW, 0.000000000001 nm, ≥0℃ ≤0℃ 5-1 kW 1±9 mm",
        "клапан уплотнение",
        "バルブのシール",
        "صمام كروي",
        "🔧🔩",
        "需要 high temperature 球阀 with PTFE 密封 for 500 °C",
        "\x00\ud800\u200b",
    ],
)
def test_an_odd_text_is_matched_or_told(text: str) -> None:
    matcher = Matcher.build(
        [Document("d", Kind.DEMAND, body=text), Document("e", Kind.DEMAND, body="球阀密封，耐温不低于500℃")],
        [ORDINARY, Document("s", Kind.ACHIEVEMENT, body=text)],
        embedder=HashingEmbedder(),
    )
    for match in [*matcher.match(), *matcher.match_supply()]:
        assert np.isfinite([match.raw, match.score, match.forward, match.backward, match.expected_level]).all()
        assert abs(sum(part.value for part in match.reasons.contributions) - match.raw) < 1e-6
        assert match.reasons.headline.render("zh")
    dict(matcher.unmatched())


def test_a_text_of_a_million_characters_is_matched() -> None:
    demands = [Document("d", Kind.DEMAND, body="球阀密封，耐温不低于500℃")]
    supply = [Document("long", Kind.ACHIEVEMENT, body=LONG), Document("x", Kind.ACHIEVEMENT, body="水稻育种")]
    matcher = Matcher.build(demands, supply, embedder=HashingEmbedder())
    assert [match.supply_id for match in matcher.match()] == ["long", "x"]
    turned = Matcher.build([Document("d", Kind.DEMAND, body=LONG)], [ORDINARY], embedder=HashingEmbedder())
    (match,) = turned.match()
    assert match.level > Level.NONE
    assert len(match.reasons.demand_marks) < 100


def test_of_a_thousand_alike_the_order_is_that_of_the_list() -> None:
    supply = [Document(f"s{n:04}", Kind.ACHIEVEMENT, body="球阀密封面堆焊") for n in range(2000)]
    demands = [Document(f"d{n}", Kind.DEMAND, body="球阀密封") for n in range(3)]
    matcher = Matcher.build(demands, supply, embedder=HashingEmbedder())
    found = list(matcher.match(top=5, explain=False))
    assert [match.supply_id for match in found] == ["s0000", "s0001", "s0002", "s0003", "s0004"] * 3
    assert len({match.raw for match in found}) == 1
    assert matcher.why_not("d1", "s1999").match.rank == 2000


def test_numbers_that_are_none_from_an_embedder_harm_no_other_pair() -> None:
    class Broken(HashingEmbedder):
        fingerprint = "broken/1"

        def embed(self, texts, **more):  # type: ignore[no-untyped-def]
            vectors = super().embed(texts, **more)
            vectors[[text.startswith("坏") for text in texts]] = np.nan
            return vectors

    matcher = Matcher.build(
        [Document("d", Kind.DEMAND, body="球阀密封")],
        [Document("bad", Kind.ACHIEVEMENT, body="坏 球阀密封"), ORDINARY],
        embedder=Broken(),
    )
    found = {match.supply_id: match for match in matcher.match()}
    assert found.keys() == {"bad", "o"}
    assert np.isfinite([match.raw for match in found.values()]).all()
    (meaning,) = (part.value for part in found["bad"].reasons.contributions if part.name == "meaning")
    assert meaning == pytest.approx(0, abs=1e-6)
