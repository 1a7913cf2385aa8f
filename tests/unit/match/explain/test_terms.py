"""Neighbouring evidence becomes the terms a reader would name."""

import numpy as np

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
    return shared_terms(demand, places.row(0), places.row(1), shares, telling)


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


def test_nothing_shared_gives_nothing() -> None:
    assert shared("球阀", "mushroom") == []


def test_no_term_begins_or_ends_with_a_particle() -> None:
    assert [term.written for term in shared("每一级的压降过大", "控制各段的压降")] == ["压降"]
    assert [term.written for term in shared("用于无氟防水", "无氟防水整理")] == ["无氟防水"]
