"""Neighbouring evidence becomes the terms a reader would name."""

import numpy as np
import pytest

from duijie_match.analysis.fast import FastAnalyser
from duijie_match.explain.terms import SharedTerm, shared_terms
from duijie_match.ranking.passages import Passage
from duijie_match.ranking.places import TermPlaces


def shared(demand: str, supply: str) -> list[SharedTerm]:
    """The shared terms when every term weighs the same."""
    passages = [Passage(number, (text,), ("body",)) for number, text in enumerate((demand, supply))]
    terms = list(dict.fromkeys(term for text in (demand, supply) for term in FastAnalyser().analyse(text).terms))
    places = TermPlaces(passages, terms)
    common = np.intersect1d(places.row(0)[0], places.row(1)[0])
    shares = dict.fromkeys(common.tolist(), 1.0)
    telling = np.array([not term.startswith("c") for term in terms])
    whole = np.array([term[0] not in "cbz" for term in terms])
    return shared_terms((demand, supply), places.row(0), places.row(1), shares, telling, whole)


def test_overlapping_evidence_merges() -> None:
    found = shared("研制球阀密封件", "用于球阀密封")
    assert [term.written for term in found] == ["球阀密封"]
    assert (found[0].demand, found[0].supply) == ([(2, 6)], [(2, 6)])


def test_terms_that_stand_apart_stay_apart() -> None:
    assert [term.written for term in shared("球阀的高温密封", "密封圈；球阀")] == ["球阀", "密封"]


def test_every_place_is_marked() -> None:
    found = shared("valve, valves", "The valve")
    assert found[0].demand == [(0, 5)]
    assert {term.written for term in found} == {"valve"}


def test_single_characters_alone_are_no_term() -> None:
    assert shared("水泵", "水稻") == []


def test_words_of_every_letter_are_no_term() -> None:
    assert shared("希望；技术", "希望；技术") == []


def test_original_spelling_is_kept() -> None:
    assert [term.written for term in shared("球閥，５０００ rpm", "球阀，5000转/分")] == ["球閥", "５０００ rpm"]


def test_general_words_of_any_project_are_no_term() -> None:
    assert shared("A system using novel methods", "This system, using better methods") == []
    assert shared("The proposed approach is based on analysis", "An approach based on analysis is proposed") == []
    assert [term.written for term in shared("system for sewing machines", "control system for sewing machines")] == [
        "sewing machines"
    ]


def test_words_beside_a_term_stay_with_it() -> None:
    for text in ("low noise", "cooling units", "thermal management system", "high-temperature electrolyte"):
        assert [term.written for term in shared(text, f"a {text} is shown")] == [text]
    assert [term.written for term in shared("optical system to be designed", "an optical system is designed")] == [
        "optical system"
    ]


def test_no_term_goes_across_a_sign() -> None:
    assert [term.written for term in shared("pump valves. Laser welding", "pump valves; laser welding")] == [
        "pump valves", "Laser welding",
    ]  # fmt: skip
    assert [term.written for term in shared("radio frequency (RF)", "radio frequency, RF")] == ["radio frequency", "RF"]


@pytest.mark.parametrize("number", ["0.80", "3", "10", "100", "5000", "2026", "1.5-2.5", "12/24"])
def test_a_bare_number_is_no_term(number: str) -> None:
    assert shared(f"valve {number}", f"{number} pumps") == []


@pytest.mark.parametrize("number", ["95%", "5000 rpm", "540 ℃", "316L", "6364"])
def test_a_number_with_a_unit_or_that_names_something_is_a_term(number: str) -> None:
    assert [term.written for term in shared(f"valve {number}", f"{number} pumps")] == [number]


def test_nothing_shared_gives_nothing() -> None:
    assert shared("球阀", "mushroom") == []


def test_no_term_begins_or_ends_with_a_particle() -> None:
    assert [term.written for term in shared("每一级的压降过大", "控制各段的压降")] == ["压降"]
    assert [term.written for term in shared("用于无氟防水", "无氟防水整理")] == ["无氟防水"]


def test_terms_are_whole_words() -> None:
    assert [term.written for term in shared("气耗下降20%，噪声降低", "天然气单耗下降24%，噪声降幅大")] == ["噪声"]
    assert [term.written for term in shared("室外暴露12个月", "户外暴露14个月")] == ["暴露"]
    assert shared("光电式断线传感器", "夹式电流互感器") == []


def test_what_only_crosses_the_edges_of_words_is_no_term() -> None:
    assert shared("推断开机、空转", "断开电源") == []
    assert shared("断开电源", "推断开机、空转") == []
    assert shared("接触电阻含银的触头", "银的回收") == []


def test_a_part_of_a_word_that_is_a_word_in_the_other_text_is_a_term() -> None:
    assert [term.written for term in shared("泄漏率", "防止泄漏")] == ["泄漏"]


def test_words_that_the_segmenter_does_not_know_are_terms() -> None:
    assert [term.written for term in shared("新型菇盖直径", "测量菇盖中心")] == ["菇盖"]


def test_words_that_compare_or_count_are_no_terms() -> None:
    assert shared("每吨水低于两个", "吨水低于两个") == []
    assert shared("浆料每公斤卖九元，占六成", "再生料每公斤补十元，只回收六成") == []
    assert [term.written for term in shared("成活率低于对照", "成活率低于八成")] == ["成活率"]
    assert [term.written for term in shared("keeps the units longer", "units that keep longer")] == []
    assert [term.written for term in shared("keeps cooling units", "cooling units")] == ["cooling units"]


def test_words_of_a_kind_that_look_like_a_count_stay_with_their_noun() -> None:
    assert [term.written for term in shared("三元乙丙胶料发黏", "耐氯胺三元乙丙胶料")] == ["三元乙丙胶料"]
    assert [term.written for term in shared("锂二次电池循环", "二次电池隔膜")] == ["二次电池"]


def test_a_figure_without_unit_says_nothing_if_it_is_small() -> None:
    assert [term.written for term in shared("10 或 6364，5 mm", "10，6364；5mm")] == ["6364", "5 mm"]
