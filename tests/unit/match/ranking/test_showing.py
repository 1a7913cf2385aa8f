"""Nobody too often, and not ten times the same."""

from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duijie_match.commands.showing import DIVERSITY, MOST_SHOWN, settings_from_environment
from duijie_match.documents import Document, Kind
from duijie_match.errors import DuijieError
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.ranking.showing import capped, diverse
from duijie_match.testing.hashing import HashingEmbedder

DEMANDS = [Document(f"d{n}", Kind.DEMAND, body=f"球阀密封{more}") for n, more in enumerate(("面磨损", "圈", "寿命"))]
FAMOUS = Document("famous", Kind.EXPERT, body="球阀密封面磨损、密封圈、密封寿命")
OTHERS = [Document(f"s{n}", Kind.EXPERT, body=f"阀门{more}") for n, more in enumerate(("铸造", "电镀", "检测", "密封"))]


@st.composite
def scores(draw: st.DrawFn) -> np.ndarray:
    shape = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    values = st.integers(0, 3)  # with ties
    return np.array([[draw(values) for _ in range(shape[1])] for _ in range(shape[0])], float)


@given(scores(), st.integers(1, 3), st.integers(1, 3))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_capped_list_is_stable(values: np.ndarray, top: int, most: int) -> None:
    demands, items = values.shape
    wanted = {row: np.lexsort((np.arange(items), -values[row])).tolist() for row in range(demands)}
    shown = capped(wanted, lambda demand, item: values[demand, item], top, most)
    counts = Counter(item for row in shown.values() for item in row)
    assert all(times <= most for times in counts.values())
    assert all(len(row) <= top for row in shown.values())
    for demand, item in product(range(demands), range(items)):
        if item in shown[demand]:
            continue
        order = wanted[demand]
        has_room = len(shown[demand]) < top or order.index(item) < max(map(order.index, shown[demand]))
        holders = [row for row in shown if item in shown[row]]
        is_wanted = len(holders) < most or values[demand, item] > min(values[row, item] for row in holders)
        assert not (has_room and is_wanted)


def test_a_famous_expert_goes_to_those_that_fit_best_and_the_rule_is_told() -> None:
    usual = Matcher.build(DEMANDS, [FAMOUS, *OTHERS], embedder=HashingEmbedder())
    assert [match.supply_id for match in usual.match(top=1)] == ["famous"] * 3
    once = Matcher.build(DEMANDS, [FAMOUS, *OTHERS], embedder=HashingEmbedder(), settings=MatchSettings(most_shown=1))
    shown = {match.demand_id: match.supply_id for match in once.match(top=1)}
    assert sorted(shown.values()).count("famous") == 1
    best = max(usual.match(top=1), key=lambda match: match.raw)
    assert shown[best.demand_id] == "famous"
    missed = next(demand for demand, item in shown.items() if item != "famous")
    answer = once.why_not(missed, "famous", top=1)
    assert not answer.shown
    assert "the most allowed" in answer.sentence.render("en")
    assert [match.raw for match in once.score([("d0", "famous")])] == [
        match.raw for match in usual.score([("d0", "famous")])
    ]


@pytest.mark.parametrize("alike", [2, 4])
def test_the_first_ones_are_unlike_each_other(alike: int) -> None:
    supply = [Document(f"s{n}", Kind.ACHIEVEMENT, body="球阀密封面磨损修复工艺") for n in range(alike)]
    supply += [Document("other", Kind.ACHIEVEMENT, body="球阀，密封面磨损试验")]
    usual = Matcher.build(DEMANDS[:1], supply, embedder=HashingEmbedder())
    assert [match.supply_id for match in usual.match(top=2)] == ["s0", "s1"]
    unlike = Matcher.build(DEMANDS[:1], supply, embedder=HashingEmbedder(), settings=MatchSettings(diversity=1.0))
    assert [match.supply_id for match in unlike.match(top=2)] == ["s0", "other"]
    answer = unlike.why_not("d0", "s1", top=2)
    assert "more diverse" in answer.sentence.render("en")
    assert answer.gap >= 0


def test_an_order_that_is_made_diverse_loses_nobody() -> None:
    items = np.arange(30)[::-1].copy()
    vectors = np.eye(30, dtype=np.float32)[np.arange(30) % 7]
    found = diverse(items, np.linspace(1, 0, 30, dtype=np.float32), vectors, 0.5)
    assert sorted(found) == list(range(30))
    assert found[0] == items[0]
    assert len({int(np.argmax(vectors[29 - item])) for item in found[:7]}) == 7
    assert (diverse(items, np.zeros(30, np.float32), vectors, 0.0) == items).all()


@pytest.mark.parametrize(
    ("name", "value"), [(MOST_SHOWN, "many"), (MOST_SHOWN, "-1"), (DIVERSITY, "2"), (DIVERSITY, "nan")]
)
def test_a_setting_out_of_range_is_told(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(DuijieError) as error:
        settings_from_environment(MatchSettings())
    assert name in error.value.message.render("zh")


def test_settings_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_from_environment(MatchSettings()) == MatchSettings()
    monkeypatch.setenv(MOST_SHOWN, "5")
    monkeypatch.setenv(DIVERSITY, "0.3")
    assert settings_from_environment(MatchSettings()) == MatchSettings(most_shown=5, diversity=0.3)


def test_a_kept_matcher_shows_what_it_showed_and_the_nearest_hold_to_it(tmp_path: Path) -> None:
    demands = [Document(f"d{n}", Kind.DEMAND, title="阀门密封", body=f"阀门密封泄漏第{n}种工况") for n in range(6)]
    supply = [Document("famous", Kind.EXPERT, title="阀门密封泄漏")]
    supply += [Document(f"s{n}", Kind.EXPERT, title=f"阀门第{n}种") for n in range(6)]
    made = Matcher.build(demands, supply, embedder=HashingEmbedder(), settings=MatchSettings(most_shown=2))
    shown, _turned = made.nearest(top=3, top_turned=3)
    assert max(Counter(item for _demand, item in shown).values()) == 2
    assert shown == [(one.demand_id, one.supply_id) for one in made.match(top=3)]
    made.save(tmp_path / "kept")
    kept = Matcher.load(tmp_path / "kept")
    assert [(one.demand_id, one.supply_id) for one in kept.match(top=3)] == shown
    (tmp_path / "kept" / "shown.json").write_text("[")
    with pytest.raises(DuijieError) as raised:
        Matcher.load(tmp_path / "kept")
    assert raised.value.code == "matcher-unreadable"


def test_one_that_is_shown_is_told_by_its_place_in_the_list_whatever_the_limits() -> None:
    for chosen in (MatchSettings(diversity=0.6), MatchSettings(most_shown=2)):
        matcher = Matcher.build(DEMANDS, [FAMOUS, *OTHERS], embedder=HashingEmbedder(), settings=chosen)
        listed = [*matcher.match(top=4)]
        assert {match.rank for match in listed} == {1, 2, 3, 4}
        for match in listed:
            assert matcher.why_not(match.demand_id, match.supply_id, top=4).match.rank == match.rank
