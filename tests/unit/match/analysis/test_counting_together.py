"""Counting with a second process: the same counts as alone, whoever counted what, and whatever becomes of it."""

import random

import numpy as np
import pytest

from duijie_match.analysis import counting_together
from duijie_match.analysis.counting import TermCounter
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.progress import Cancelled

WORDS = (
    "高速电主轴轴承",
    "噪声低于65分贝",
    "seal rings",
    "-196℃阀座密封",
    "温湿度自动控制",
    "0.5 ml/min",
    "\ud800",
    "",
)


@pytest.fixture(autouse=True)
def short_lists_count_as_long(monkeypatch):
    monkeypatch.setattr(counting_together, "FEWEST", 1)
    monkeypatch.setattr(counting_together, "BLOCK", 8)


def texts(count: int) -> list[str]:
    dice = random.Random(5)
    return [f"{'，'.join(dice.sample(WORDS, 3))} word{dice.randrange(40)}" for _number in range(count)]


def told(every: list[str], count) -> list[dict[str, int]]:
    """By text how often it holds each term of the analyser."""
    counter = TermCounter(FastAnalyser())
    first = counter.count(["a first list with its own seal"])
    parts = count(counter, every)
    assert np.concatenate([part.sizes for part in parts]).tolist() != []
    spelled = sorted({term for text in every for term in FastAnalyser().analyse(text).terms})
    names = dict(zip(counter.keys_of(spelled).tolist(), spelled, strict=True))
    assert first[0].keys.tolist() == counter.count(["a first list with its own seal"])[0].keys.tolist()
    found = []
    for part in parts:
        ends = np.cumsum(part.sizes)
        for start, end in zip(ends - part.sizes, ends, strict=True):
            keys = part.keys[start:end].tolist()
            assert keys == sorted(keys)
            found.append({names[key]: int(n) for key, n in zip(keys, part.times[start:end], strict=True)})
    return found


def test_two_count_what_one_counts():
    every = texts(200)
    assert told(every, counting_together.count_together) == told(every, TermCounter.count)


def test_the_keys_do_not_depend_on_who_counted(monkeypatch):
    every = texts(120)
    keys = []
    for command in ("-P", "-c"):  # the second is none that could count
        popen = counting_together.subprocess.Popen
        monkeypatch.setattr(
            counting_together.subprocess, "Popen",
            lambda line, command=command, popen=popen, **more: popen([line[0], command, *line[2:]], **more),
        )  # fmt: skip
        counts = counting_together.count_together(TermCounter(FastAnalyser()), every)
        keys.append(np.concatenate([part.keys for part in counts]).tolist())
        monkeypatch.undo()
        monkeypatch.setattr(counting_together, "FEWEST", 1)
        monkeypatch.setattr(counting_together, "BLOCK", 8)
    assert keys[0] == keys[1]


def test_who_is_told_to_stop_leaves_nobody_behind():
    seen = []

    def progress(stage: str, done: int, total: int) -> None:
        seen.append(done)
        if len(seen) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        counting_together.count_together(TermCounter(FastAnalyser()), texts(400), progress)
