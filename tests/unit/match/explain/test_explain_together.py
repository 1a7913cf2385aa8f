"""Pairs told of on two cores are those told of on one, in the same order, whatever becomes of the second process."""

import os
import signal
from collections.abc import Iterator

import pytest

from duijie_match.documents import Document, Kind, Work
from duijie_match.explain import together
from duijie_match.explain.together import score_together
from duijie_match.matcher import Matcher
from duijie_match.results import Match
from duijie_match.second_process import SecondProcess
from duijie_match.testing.hashing import HashingEmbedder

WORDS = (
    "高温球阀硬密封，转速≥5000转/分",
    "香菇废弃菌棒有机肥",
    "水泵耐磨涂层，温度不超过200℃",
    "光伏组件回收，5000 rpm",
    "noise of gear boxes at 5000 rpm",
    "茶叶连续化加工{3}，300℃以上",
)
WORKS = (Work("阀门密封面堆焊", "激光", 2020), Work("离心泵磨损", year=2011), Work("水泵密封，600 rpm"))


def documents(kind: Kind, count: int) -> list[Document]:
    return [
        Document(
            f"{kind}-{n}", kind, title=f"{WORDS[n % 6]}与{WORDS[n * n % 5]}" if n % 11 else "",
            works=WORKS if n % 7 == 3 and kind is Kind.EXPERT else (),
            facets={"industry": (f"C{30 + n % 3}",)}, trl=1 + n % 9 if n % 2 else None, organisation=f"单位{n % 5}",
        )
        for n in range(count)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.build(documents(Kind.DEMAND, 33), documents(Kind.EXPERT, 60), embedder=HashingEmbedder())


@pytest.fixture(scope="module")
def pairs(matcher: Matcher) -> list[tuple[str, str]]:
    forward, turned = matcher.nearest(top=12, top_turned=3)
    return list(dict.fromkeys([*forward, *turned]))


@pytest.fixture(scope="module")
def alone(matcher: Matcher, pairs: list[tuple[str, str]]) -> list[Match]:
    return list(matcher.score(pairs))


@pytest.fixture
def helpers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[SecondProcess]]:
    started: list[SecondProcess] = []

    def start(module: str) -> SecondProcess:
        started.append(SecondProcess(module))
        return started[-1]

    monkeypatch.setattr(together, "FEWEST", 1)
    monkeypatch.setattr(together, "BLOCK", 8)
    monkeypatch.setattr(together, "SecondProcess", start)
    yield started
    for helper in started:
        assert not helper.folder.exists()
        with pytest.raises(ProcessLookupError):
            os.kill(helper.pid, 0)


def test_two_tell_what_one_tells(matcher, pairs, alone, helpers) -> None:
    assert list(score_together(matcher, pairs)) == alone
    assert not helpers[0].broken
    assert any(match.reasons.notes and match.reasons.demand_marks for match in alone)


def test_a_part_tells_all_that_the_whole_tells(matcher, pairs, alone, tmp_path) -> None:
    matcher.part(pairs).save(tmp_path / "part")
    part = Matcher.load(tmp_path / "part")
    part.learn_of_all(**matcher.told_of_all())
    part.remember([(*pair, matcher.raw(*pair)) for pair in pairs])
    assert list(part.score(pairs)) == alone
    few = pairs[5:9]
    small = matcher.part(few)
    small.learn_of_all(**matcher.told_of_all())
    small.remember([(*pair, matcher.raw(*pair)) for pair in few])
    assert list(small.score(few)) == alone[5:9]


def test_a_second_process_that_dies_is_done_without(matcher, pairs, alone, helpers) -> None:
    results = score_together(matcher, pairs)
    first = [next(results) for _ in range(10)]
    os.kill(helpers[0].pid, signal.SIGKILL)
    assert first + list(results) == alone


def test_without_room_for_the_part_one_tells_alone(matcher, pairs, alone, helpers, monkeypatch) -> None:
    def full(self: Matcher, folder: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Matcher, "save", full)
    assert list(score_together(matcher, pairs)) == alone


def test_nothing_is_left_when_the_work_is_broken_off(matcher, pairs, helpers) -> None:
    results = score_together(matcher, pairs)
    next(results)
    results.close()
    assert helpers


def test_few_pairs_need_no_second_process(matcher, pairs, alone) -> None:
    assert list(score_together(matcher, pairs)) == alone
