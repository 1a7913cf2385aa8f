"""Texts that say the same: who meets whom, and how much of two texts is the same, as the analyser would count."""

import random
from itertools import combinations

import numpy as np
import pytest

from duijie.registry.near_texts import TextIndex
from duijie_match.analysis.fast import FastAnalyser

CLAUSES = (
    "高速电主轴轴承在两万转下温升不超过30℃", "噪声低于65分贝", "提供成套的润滑方案和检测报告",
    "seal rings for cryogenic valves",
    "阀座密封在-196℃下泄漏率达标", "大棚温度湿度自动控制和远程告警", "小批量试制服务", "leakage below 0.5 ml/min",
)  # fmt: skip


def texts(count: int, seed: int) -> list[str]:
    dice = random.Random(seed)
    return ["，".join(dice.sample(CLAUSES, dice.randrange(6))) for _number in range(count)]


def index_of(every: list[str], *, parts: int = 7) -> TextIndex:
    index = TextIndex()
    for start in range(0, len(every), parts):
        index.add(every[start : start + parts])
    return index


def test_shares_are_those_of_the_analysers_terms():
    every = texts(40, 1)
    terms = [set(FastAnalyser().analyse(text).terms) for text in every]
    pairs = np.array(list(combinations(range(len(every)), 2)), np.int64)
    expected = [len(terms[a] & terms[b]) / max(1, len(terms[a] | terms[b])) for a, b in pairs.tolist()]
    assert index_of(every).shares(pairs).tolist() == pytest.approx(expected)


def test_equal_texts_meet_and_blank_ones_do_not():
    every = ["", CLAUSES[0] + CLAUSES[4], "，", CLAUSES[5], CLAUSES[0] + CLAUSES[4], ""]
    assert index_of(every, parts=2).pairs(100).tolist() == [[1, 4]]
    assert index_of(["", "。"]).pairs(100).tolist() == []
    assert index_of([]).pairs(100).tolist() == []


def test_of_too_many_pairs_the_likeliest_stay():
    every = [CLAUSES[0] + CLAUSES[4], CLAUSES[0] + CLAUSES[4] + "。", CLAUSES[0] + CLAUSES[5] + CLAUSES[6]]
    met = index_of(every).pairs(100).tolist()
    assert [0, 1] in met
    assert index_of(every).pairs(1).tolist() == [[0, 1]]


def test_the_same_pairs_however_the_texts_come():
    every, strangers = texts(60, 2), ["alpha beta gamma", "delta epsilon", "zeta eta theta"]
    whole = index_of(every, parts=60).pairs(10_000)
    assert len(whole)
    assert index_of(every, parts=3).pairs(10_000).tolist() == whole.tolist()
    # Other terms were seen first, and have the numbers that these had.
    assert (index_of([*strangers, *every]).pairs(10_000) - len(strangers)).tolist() == whole.tolist()
