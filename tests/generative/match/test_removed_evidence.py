"""Evidence that is taken away lowers the score: words, figures and facets always, whatever else is in the lists.

Statistics are frozen and the meaning is held: a word that is no longer shared is said with another word.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.generated_lists import FACETS, GAPS, WORDS, lists_of
from tests.factories.held_meaning import HeldMeaning

from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher
from duijie_match.results import Match
from duijie_match.testing.hashing import HashingEmbedder

INSTEAD = {"zh": ("檐廊", "雀替", "藻井"), "en": ("zugzwang", "quokka", "fjord")}
REQUIREMENTS = (
    ("转速不低于5000转/分", "转速6000rpm"),
    ("寿命不少于300小时", "寿命可达500h"),
    ("温度不高于80℃", "工作温度60℃"),
    ("功率不低于20kW", "额定功率25kW"),
    ("压力不低于3MPa", "压力5MPa"),
    ("精度不低于95%", "精度98%"),
)


def before_and_after(demands: list[Document], supply: list[Document], changed: Document) -> tuple[Match, Match]:
    """The first demand with the first item, and with what it was changed to."""
    whole = Matcher.build(demands, supply, embedder=HashingEmbedder())
    embedder = HeldMeaning(HashingEmbedder(), {changed.text: supply[0].text})
    after = Matcher.build(demands, [changed, *supply[1:]], embedder=embedder, statistics=whole)
    pair = [(demands[0].id, supply[0].id)]
    return next(whole.score(pair)), next(after.score(pair))


def assert_lower(pair: tuple[Match, Match], *names: str) -> None:
    """Raw score, score, both directions, and the contributions that are named."""
    before, after = pair
    assert after.raw < before.raw
    assert after.score < before.score
    assert after.forward < before.forward
    assert after.backward < before.backward
    values = [{part.name: part.value for part in match.reasons.contributions} for match in pair]
    assert sum(values[1].get(name, 0) for name in names) < sum(values[0].get(name, 0) for name in names)
    rest = {*values[0], *values[1]} - set(names)
    assert all(abs(values[1].get(name, 0) - values[0].get(name, 0)) < 2e-5 for name in rest)


@pytest.mark.parametrize("code", ["zh", "en"])
@given(st.data(), lists_of(Kind.DEMAND, 0, 3), lists_of(Kind.ACHIEVEMENT, 0, 4))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_a_word_that_is_no_longer_shared(
    code: str, data: st.DataObject, others: list[Document], more: list[Document]
) -> None:
    plain = [word for word in WORDS[code] if not any(sign.isdigit() for sign in word)]
    shared = data.draw(st.sampled_from(plain))
    ours, theirs = (data.draw(st.lists(st.sampled_from(plain), max_size=7)) for _side in range(2))
    demand = Document("d", Kind.DEMAND, body=GAPS[code].join([*ours, shared]), language=code)
    words = data.draw(st.permutations([*theirs, shared]))
    item = Document("s", Kind.ACHIEVEMENT, body=GAPS[code].join(words), language=code)
    instead = data.draw(st.sampled_from(INSTEAD[code]))
    changed = replace(item, body=GAPS[code].join(instead if word == shared else word for word in words))
    assert_lower(before_and_after([demand, *others], [item, *more], changed), "words", "numbers")


@given(st.data(), lists_of(Kind.DEMAND, 0, 3), lists_of(Kind.ACHIEVEMENT, 0, 4))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_a_figure_that_no_longer_meets_a_requirement(
    data: st.DataObject, others: list[Document], more: list[Document]
) -> None:
    """One of up to six: more requirements than count in full."""
    asked = data.draw(st.lists(st.sampled_from(REQUIREMENTS), min_size=1, unique=True))
    gone = data.draw(st.integers(0, len(asked) - 1))
    demand = Document("d", Kind.DEMAND, body="。".join(["高温球阀", *(wanted for wanted, _offered in asked)]))
    said = [offered for _wanted, offered in asked]
    item = Document("s", Kind.ACHIEVEMENT, body="。".join(["球阀密封面", *said]))
    said[gone] = "雀替藻井"
    changed = replace(item, body="。".join(["球阀密封面", *said]))
    assert_lower(before_and_after([demand, *others], [item, *more], changed), "words", "numbers")


@given(st.data(), lists_of(Kind.DEMAND, 1, 3), lists_of(Kind.EXPERT, 1, 4))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_a_facet_that_no_longer_agrees(data: st.DataObject, demands: list[Document], supply: list[Document]) -> None:
    """The column of the item is emptied, or says something else."""
    facets = data.draw(st.sampled_from(FACETS[1:]))
    name = data.draw(st.sampled_from(sorted(facets)))
    ours = [replace(demands[0], facets=facets), *demands[1:]]
    theirs = [replace(supply[0], facets=facets), *supply[1:]]
    left = {**facets, name: data.draw(st.sampled_from([(), ("别的",)]))}
    assert_lower(before_and_after(ours, theirs, replace(theirs[0], facets=left)), "facets")


@given(lists_of(Kind.DEMAND, 1, 3), lists_of(Kind.EXPERT, 1, 4), st.integers(1, 6))
@settings(max_examples=15, deadline=None, derandomize=True)
def test_maturity_that_is_no_longer_enough(demands: list[Document], supply: list[Document], lacks: int) -> None:
    """A demand minds it, an item does not: it counts in the forward direction, and in the mean of both."""
    ours, theirs = [replace(demands[0], trl=8), *demands[1:]], [replace(supply[0], trl=8), *supply[1:]]
    before, after = before_and_after(ours, theirs, replace(theirs[0], trl=8 - lacks))
    assert after.raw < before.raw
    assert after.score < before.score
    assert after.forward < before.forward
