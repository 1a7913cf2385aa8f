"""What holds for every pair of lists."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie_match.documents import Document, Kind, Work
from duijie_match.matcher import Matcher
from duijie_match.ranking.calibration import Calibration
from duijie_match.testing.hashing import HashingEmbedder

WORDS = [
    "球阀",
    "密封",
    "高温",
    "香菇",
    "菌渣",
    "有机肥",
    "电池",
    "电解液",
    "valve",
    "sealing",
    "battery",
    "5000 rpm",
    "500℃",
    "，",
    "的",
    " ",
]
text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join)
facets = st.sampled_from([{}, {"field": ("新材料",)}, {"field": ("农业",), "area": ("丽水",)}])


@st.composite
def documents(draw: st.DrawFn, kind: Kind, most: int) -> list[Document]:
    found = []
    for row in range(draw(st.integers(1, most))):
        works = draw(st.lists(text, max_size=3)) if kind is Kind.EXPERT else []
        trl = draw(st.sampled_from([None, 3, 8]))
        body = draw(st.one_of(text, st.just("")))
        made = tuple(Work(title=work) for work in works)
        found.append(Document(f"{kind}{row}", kind, body=body, facets=draw(facets), trl=trl, works=made))
    return found


def all_pairs(demands: list[Document], supply: list[Document]) -> list[tuple[str, str]]:
    return [(demand.id, item.id) for demand in demands for item in supply]


@given(documents(Kind.DEMAND, 4), documents(Kind.EXPERT, 5))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_contributions_add_up_and_score_follows_raw(demands: list[Document], supply: list[Document]) -> None:
    matcher = Matcher.build(demands, supply, embedder=HashingEmbedder())
    found = list(matcher.score(all_pairs(demands, supply)))
    for match in found:
        assert abs(sum(part.value for part in match.reasons.contributions) - match.raw) < 1e-4
        assert 0 <= match.forward <= 1
        assert 0 <= match.backward <= 1
        assert 1 <= match.expected_level <= 4
    ordered = sorted(found, key=lambda match: match.raw)
    for lower, higher in pairwise(ordered):
        assert lower.score <= higher.score
        if higher.raw - lower.raw > 1e-9:
            assert lower.score < higher.score


@given(documents(Kind.DEMAND, 4), documents(Kind.EXPERT, 5), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_the_order_of_the_lists_changes_no_score(
    demands: list[Document], supply: list[Document], random: object
) -> None:
    pairs = all_pairs(demands, supply)
    before = list(Matcher.build(demands, supply, embedder=HashingEmbedder()).score(pairs))
    random.shuffle(demands)  # type: ignore[attr-defined]
    random.shuffle(supply)  # type: ignore[attr-defined]
    after = list(Matcher.build(demands, supply, embedder=HashingEmbedder()).score(pairs))
    assert np.allclose([match.raw for match in before], [match.raw for match in after], atol=1e-5)


@given(documents(Kind.DEMAND, 3), documents(Kind.EXPERT, 6), st.integers(1, 4))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_why_not_agrees_with_match(demands: list[Document], supply: list[Document], top: int) -> None:
    matcher = Matcher.build(demands, supply, embedder=HashingEmbedder())
    everything = {(match.demand_id, match.supply_id): match for match in matcher.match(top=len(supply))}
    for (demand, item), match in everything.items():
        answer = matcher.why_not(demand, item, top=top)
        assert answer.match.rank == match.rank
        assert answer.match.raw == match.raw
        assert answer.shown == (match.rank <= top)
        assert answer.gap >= 0


@given(st.lists(st.sampled_from(WORDS[:10]), min_size=2, max_size=8, unique=True), st.integers(0, 7))
@settings(max_examples=40, deadline=None, derandomize=True)
def test_taking_a_shared_term_from_the_supply_never_raises_the_words(words: list[str], which: int) -> None:
    which %= len(words)
    demand = Document("d", Kind.DEMAND, body="，".join(words))
    other = Document("o", Kind.ACHIEVEMENT, body="化工")
    whole = Document("s", Kind.ACHIEVEMENT, body="，".join(words))
    # In place of the word stands one that no other text has, so that the length of the text stays about the same.
    part = Document("s", Kind.ACHIEVEMENT, body="，".join("檐廊" if n == which else w for n, w in enumerate(words)))
    values = []
    for supply in (whole, part):
        matcher = Matcher.build([demand], [supply, other], embedder=HashingEmbedder())
        (match,) = matcher.score([("d", "s")])
        values.append(sum(c.value for c in match.reasons.contributions if c.name in ("words", "numbers")))
    assert values[1] <= values[0] + 1e-6


@given(st.floats(-3, 3), st.floats(1e-6, 3))
def test_calibration_rises_strictly(raw: float, step: float) -> None:
    calibration = Calibration()
    assert calibration.score(raw) < calibration.score(raw + step)
    assert calibration.expected_level(raw) <= calibration.expected_level(raw + step)
    assert calibration.level(raw) <= calibration.level(raw + step)
