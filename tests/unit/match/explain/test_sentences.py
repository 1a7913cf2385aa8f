"""Sentences that are near in meaning: how texts are cut, what is found, what is told."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duijie_match.documents import Document, Kind, Work
from duijie_match.explain.sentences import LONG, MOST, MOST_PAIRS, MOST_SENTENCES, depth, quoted, sentences_of
from duijie_match.lists.workbook import sentences_cell
from duijie_match.matcher import Matcher
from duijie_match.ranking.passages import own_passage
from duijie_match.results import Level
from duijie_match.testing.hashing import HashingEmbedder

DEMAND = Document(
    "d", Kind.DEMAND, title="高温球阀密封", body="球阀密封面在高温蒸汽下磨损泄漏。希望合作！", keywords=("球阀密封面",)
)
ITEM = Document("s", Kind.EXPERT, title="阀门", works=(Work("堆焊", "球阀密封面在高温蒸汽下磨损泄漏的修复。", 2020),))
OTHER = Document("o", Kind.SERVICE, body="水稻育种与示范推广。")


def texts(document: Document) -> list[str]:
    return [sentence.text for sentence in sentences_of(own_passage(0, document))]


def test_texts_are_cut_behind_full_stops_and_keywords_are_no_sentences() -> None:
    assert texts(DEMAND) == ["高温球阀密封", "球阀密封面在高温蒸汽下磨损泄漏。", "希望合作！"]
    english = Document("e", Kind.DEMAND, body="Seals wear at 3.5 MPa. They leak.\nNo.")
    assert texts(english) == ["Seals wear at 3.5 MPa.", "They leak."]


def test_long_sentences_are_cut_at_commas() -> None:
    found = texts(Document("e", Kind.DEMAND, body="，".join(["球阀密封面磨损"] * 60)))
    assert max(map(len, found)) <= LONG
    assert "".join(found) == "，".join(["球阀密封面磨损"] * 60)


@given(st.text(alphabet="球阀ab .。，,!\n ", max_size=900))
def test_stretches_lie_in_their_field_in_order(body: str) -> None:
    found = sentences_of(own_passage(0, Document("e", Kind.DEMAND, body=body)))
    assert len(found) <= MOST_SENTENCES
    for sentence in found:
        assert body[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
    for one, other in pairwise(found):
        assert one.end <= other.start


def test_near_sentences_are_marked_in_both_texts_and_told_in_both_languages() -> None:
    matcher = Matcher.build([DEMAND], [ITEM, OTHER], embedder=HashingEmbedder())
    found = {m.supply_id: m for m in matcher.with_sentences(matcher.match(), HashingEmbedder())}
    first = found["s"].reasons.sentences[0]
    assert (first.demand.field, first.supply.field) == ("body", "works.0.body")
    assert first.demand.group == first.supply.group == "s1"
    assert DEMAND.body[first.demand.start : first.demand.end] == first.demand_text
    assert ITEM.works[0].body[first.supply.start : first.supply.end] == first.supply_text
    note = found["s"].reasons.notes[-len(found["s"].reasons.sentences)]
    assert note.render("en").startswith("Near in meaning: “球阀密封面在高温蒸汽下磨损泄漏” – “")
    assert note.render("zh").startswith("含义相近：“球阀密封面")
    assert found["o"].reasons.sentences == ()
    assert sentences_cell(found["s"]) == [list(one[2:]) for one in found["s"].reasons.sentences]
    assert sentences_cell(found["o"]) is None


def test_each_sentence_is_named_once_and_no_more_than_help() -> None:
    body = "。".join(f"球阀密封面磨损泄漏第{n}种" for n in "甲乙丙丁戊己")
    demand, item = (Document(name, Kind.SERVICE, body=body) for name in "ds")
    matcher = Matcher.build([demand], [item, OTHER], embedder=HashingEmbedder())
    (match,) = matcher.with_sentences(matcher.score([("d", "s")]), HashingEmbedder())
    found = match.reasons.sentences
    assert len(found) == MOST
    assert len({one.demand for one in found}) == len({one.supply for one in found}) == MOST
    assert [one.demand_text for one in found] == [one.supply_text for one in found]


def test_only_the_first_of_each_demand_are_looked_at_in_long_lists() -> None:
    assert depth(20, 10) == 10
    assert depth(1000, 10) == MOST_PAIRS // 1000
    assert depth(MOST_PAIRS + 1, 10) == 0
    supply = [Document(f"s{n}", Kind.SERVICE, body="球阀密封面在高温蒸汽下磨损泄漏。") for n in range(3)]
    matcher = Matcher.build([DEMAND], supply, embedder=HashingEmbedder())
    told = [bool(m.reasons.sentences) for m in matcher.with_sentences(matcher.match(), HashingEmbedder(), most=1)]
    assert told == [True, False, False]


def test_what_is_no_match_is_not_called_near_in_meaning() -> None:
    polite = "愿与高校院所开展长期合作。"
    demand = Document("d", Kind.DEMAND, body="球阀密封面在高温蒸汽下磨损泄漏，需要耐磨堆焊材料与工艺。" * 3 + polite)
    rice = Document("o", Kind.SERVICE, body="水稻抗倒伏品种选育，示范推广与栽培技术培训，粮食产量检测。" * 3 + polite)
    near = Document("s", Kind.SERVICE, body="球阀密封面堆焊修复，耐磨材料。")
    matcher = Matcher.build([demand], [rice, near], embedder=HashingEmbedder())
    told = list(matcher.with_sentences(matcher.match(), HashingEmbedder()))
    assert [(match.supply_id, match.level, bool(match.reasons.sentences)) for match in told] == [
        ("s", Level.STRONG, True),
        ("o", Level.NONE, False),
    ]


@pytest.mark.parametrize("body", ["", " ", "。", "12", "\udc80\udc81\udc82\udc83", "a" * 5000])
def test_odd_texts_have_their_answer(body: str) -> None:
    demand, item = Document("d", Kind.DEMAND, body=body), Document("s", Kind.SERVICE, body=body)
    matcher = Matcher.build([demand], [item], embedder=HashingEmbedder())
    matches = list(matcher.with_sentences(matcher.score([("d", "s")]), HashingEmbedder()))
    assert [match.raw for match in matches] == [match.raw for match in matcher.score([("d", "s")])]


def test_a_saved_matcher_finds_the_same(tmp_path: Path) -> None:
    matcher = Matcher.build([DEMAND], [ITEM, OTHER], embedder=HashingEmbedder())
    matcher.save(tmp_path / "m")
    pairs = [("d", "s"), ("d", "o")]
    loaded = Matcher.load(tmp_path / "m")
    assert list(loaded.with_sentences(loaded.score(pairs), HashingEmbedder())) == list(
        matcher.with_sentences(matcher.score(pairs), HashingEmbedder())
    )


def test_what_is_repeated_stays_short() -> None:
    assert quoted("一句\n话。") == "一句 话"
    assert len(quoted("长" * 500)) == 60
