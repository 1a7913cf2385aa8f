"""Finding given terms: their places are those of the analyser, in every kind of text."""

import random

import numpy as np
import pytest

from duijie_match.analysis.fast import FastAnalyser
from duijie_match.analysis.finding import TermFinder
from duijie_match.analysis.lexicon import EMPTY, build_lexicon

PARTS = (
    "高速电主轴轴承", "噪聲低於65分貝", "seal rings", "-196℃阀座密封", "实验室的温湿度自动控制", "0.5 ml/min", "\ud800",
    "\n", "，",
    "５０００ rpm", "㈱日立", "㎜", "controlled valves of steel", "5吨材", "实验室", "Ⅲ型", "的", "𠀀𠀁", "",
    "สำหรับวาล์ว", "صِمّام كروي", "वाल्व के",
)  # fmt: skip


def places(text: str, terms: list[str], lexicon) -> list[tuple[int, int, int]]:
    """What the analyser says of ``terms``, in the order in which a reader meets them."""
    numbers = {term: number for number, term in enumerate(terms)}
    tokens = FastAnalyser(lexicon).analyse(text)
    found = [(numbers[term], start, end) for term, start, end in tokens if term in numbers]
    return sorted(found, key=lambda one: one[1])


@pytest.mark.parametrize("seed", range(8))
def test_places_are_those_of_the_analyser(seed):
    dice = random.Random(seed)
    lexicon = build_lexicon([("阀座", "valve seat")]) if seed % 2 else EMPTY
    texts = ["".join(dice.choices(PARTS, k=dice.randrange(12))) for _number in range(60)]
    every = sorted({term for text in texts for term in FastAnalyser(lexicon).analyse(text).terms})
    terms = dice.sample(every, len(every) * 2 // 3)
    finder = TermFinder(terms, lexicon)
    for text in texts:
        found = list(zip(*(column.tolist() for column in finder.find(text)), strict=True))
        assert sorted(found) == sorted(places(text, terms, lexicon))
        assert [start for _number, start, _end in found] == sorted(start for _number, start, _end in found)
    for text, row in zip(texts, finder.find_all(texts), strict=True):
        assert [column.tolist() for column in row] == [column.tolist() for column in finder.find(text)]


def test_what_begins_together_comes_as_the_analyser_has_it():
    terms = ["z实验室", "c实", "b实验", "w65", "n65db"]
    text = "实验室 65分贝"
    found = list(zip(*(column.tolist() for column in TermFinder(terms).find(text)), strict=True))
    assert found == places(text, terms, EMPTY)


def test_nothing_to_find():
    assert TermFinder(["b轴承"]).find_all(["", "轴承", ""])[1][0].tolist() == [0]
    for terms, text in (([], "高速轴承"), (["b轴承"], ""), (["wseal"], "轴承")):
        assert [column.dtype for column in TermFinder(terms).find(text)] == [np.int32] * 3
        assert [len(column) for column in TermFinder(terms).find(text)] == [0] * 3
