"""Words shared between Chinese and English."""

from math import hypot, log

import numpy as np
import pytest

from duijie_match.analysis.dictionary import Dictionary
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher
from duijie_match.progress import silent
from duijie_match.ranking.bridge import Bridge, BridgeReader, build_bridge
from duijie_match.testing.hashing import HashingEmbedder

READER = BridgeReader(dictionary=Dictionary({"球阀": "ball valve", "水稻": "rice", "密封": "to seal"}))
CHINESE = ["球阀密封，PTFE，500℃", "水稻育种"]
ENGLISH = ["A ball valve with PTFE seats for 500 °C", "Rice breeding", "Seals"]


def bridge(ours: list[str], our_codes: list[int], theirs: list[str], their_codes: list[int]) -> Bridge:
    sides = ((ours, np.array(our_codes, np.int8)), (theirs, np.array(their_codes, np.int8)))
    return build_bridge(*sides, READER, silent)


def test_translations_latin_words_and_quantities_are_shared() -> None:
    found = bridge(CHINESE, [0, 0], ENGLISH, [1, 1, 1])
    assert sorted(found.terms) == ["n500°c", "wball", "wptfe", "wrice", "wseal", "wvalv"]
    cosines = (found.demand @ found.supply.T).toarray()
    assert cosines.argmax(axis=1).tolist() == [0, 1]
    assert cosines[1].tolist() == pytest.approx([0.0, cosines[1, 1], 0.0])
    assert cosines[0, 2] > 0


def test_what_is_said_often_weighs_by_the_logarithm() -> None:
    """PTFE and the figure stand once in the Chinese and in the English texts, so that they are equally rare."""
    found = bridge(["PTFE PTFE 5 mm"], [0], ["PTFE and 5 mm", "rice"], [1, 1])
    ours, theirs = ([*side.toarray()[0]] for side in (found.demand, found.supply))
    assert ours[0] / ours[1] in (pytest.approx(1 + log(2)), pytest.approx(1 / (1 + log(2))))
    assert theirs[0] / theirs[1] == pytest.approx(1)
    assert hypot(*ours) == pytest.approx(1)


def test_turned_round_the_cosines_are_the_same() -> None:
    there = bridge(CHINESE, [0, 0], ENGLISH, [1, 1, 1])
    back = bridge(ENGLISH, [1, 1, 1], CHINESE, [0, 0])
    ours = {(n, m): v for n, row in enumerate((there.demand @ there.supply.T).toarray()) for m, v in enumerate(row)}
    theirs = {(m, n): v for n, row in enumerate((back.demand @ back.supply.T).toarray()) for m, v in enumerate(row)}
    assert ours == pytest.approx(theirs)


def test_only_texts_that_meet_the_other_language_are_read() -> None:
    assert bridge(CHINESE, [0, 0], CHINESE, [0, 0]).terms == []
    mixed = bridge(["球阀", "valve"], [0, 1], ["球阀", "水稻"], [0, 0])
    assert mixed.demand.getnnz(axis=1).tolist() == [0, 1]
    assert mixed.supply.getnnz(axis=1).tolist() == [1, 0]


def test_terms_across_are_those_that_the_analyser_finds() -> None:
    text = "球阀 PTFE valves, 5,000 rpm 用于 the Ｘ-ray 水稻\n3 mm"
    analyser = FastAnalyser()
    whole = [token for token in analyser.analyse(text) if token.term[0] in "wnx"]
    assert list(analyser.analyse_across(text)) == whole


def test_translated_words_are_marked_in_both_texts() -> None:
    demand = Document("d", Kind.DEMAND, body="高温阀门的密封")
    supply = Document("s", Kind.ACHIEVEMENT, body="A valve that seals")
    (match,) = Matcher.build([demand], [supply], embedder=HashingEmbedder()).match()
    assert match.reasons.terms == ("阀门", "密封")
    marked = [supply.body[mark.start : mark.end] for mark in match.reasons.supply_marks]
    assert marked == ["valve", "seals"]
    assert sum(part.value for part in match.reasons.contributions) == pytest.approx(match.raw)
