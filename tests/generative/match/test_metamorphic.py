"""What must not change when the lists change in a way that means nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.testing.hashing import HashingEmbedder

WORDS = ["球阀", "密封", "高温", "水稻", "有机肥", "石墨烯", "valve", "rice", "graphene", "PTFE", "500℃", "，", " "]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
demand_lists = st.lists(texts, min_size=1, max_size=4)
supply_lists = st.lists(texts, min_size=2, max_size=6)


def documents(kind: Kind, found: list[str]) -> list[Document]:
    return [Document(f"{kind}{row}", kind, body=text) for row, text in enumerate(found)]


@given(demand_lists, supply_lists)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_the_same_lists_give_the_same_matches(ours: list[str], theirs: list[str]) -> None:
    demands, supply = documents(Kind.DEMAND, ours), documents(Kind.ACHIEVEMENT, theirs)
    once, again = (list(Matcher.build(demands, supply, embedder=HashingEmbedder()).match()) for _ in range(2))
    assert once == again


@given(demand_lists, supply_lists)
@settings(max_examples=30, deadline=None, derandomize=True)
def test_words_weigh_the_same_from_either_side(ours: list[str], theirs: list[str]) -> None:
    """Demands and supply change places: whatever two texts share weighs the same, but for what nearness across
    languages counts for the side that asks.
    """
    even = MatchSettings(across_from_chinese=1, across_from_english=1)
    there, back = (
        Matcher.build(
            documents(Kind.DEMAND, asks), documents(Kind.ACHIEVEMENT, offers), embedder=HashingEmbedder(), settings=even
        )
        for asks, offers in ((ours, theirs), (theirs, ours))
    )
    for left in range(len(ours)):
        for right in range(len(theirs)):
            (forth,) = there.score([(f"demand{left}", f"achievement{right}")])
            (turned,) = back.score([(f"demand{right}", f"achievement{left}")])
            words = [
                sum(part.value for part in match.reasons.contributions if part.name in ("words", "numbers"))
                for match in (forth, turned)
            ]
            assert abs(words[0] - words[1]) < 1e-5
