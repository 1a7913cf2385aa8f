"""Reasons found on two cores are those found on one, in the same order, whatever becomes of the second process."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from duijie_match.commands.companion import AHEAD, BLOCK, Companion, ReasonsFinder
from duijie_match.documents import Document, Kind, Work
from duijie_match.lists.workbook_pages import reasons_text
from duijie_match.matcher import Matcher
from duijie_match.results import Level, Match
from duijie_match.testing.hashing import HashingEmbedder

WORDS = (
    "高温球阀硬密封",
    "香菇废弃菌棒有机肥",
    "水泵耐磨涂层",
    "光伏组件回收",
    "noise of gear boxes",
    "茶叶连续化加工{3}",
)


def documents(kind: Kind, count: int) -> list[Document]:
    titles = [f"{WORDS[n % 6]}与{WORDS[n * n % 5]}" for n in range(count)]
    works = (Work("阀门密封面堆焊", "激光"), Work("离心泵磨损"), Work("水泵密封"))
    return [
        Document(f"{kind}-{n}", kind, title=title, works=works if n % 7 == 3 and kind is Kind.EXPERT else ())
        for n, title in enumerate(titles)
    ]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.build(documents(Kind.DEMAND, 55), documents(Kind.EXPERT, 40), embedder=HashingEmbedder())


@pytest.fixture
def companion(matcher: Matcher) -> Iterator[Companion]:
    with Companion() as companion:
        companion.prepare(matcher, "zh")
        yield companion


def whole(matcher: Matcher) -> list[tuple[Any, ...]]:
    return [
        (m.demand_id, m.supply_id, m.rank, m.score, reasons_text(m, "zh"), m.reasons.contributions)
        for m in matcher.match(top=20)
    ]


def found(matcher: Matcher, companion: Companion | None) -> Iterator[tuple[Any, ...]]:
    for m in ReasonsFinder(matcher, "zh", companion).explained(matcher.match(top=20, explain=False)):
        yield m.demand_id, m.supply_id, m.rank, m.score, reasons_text(m, "zh"), m.reasons.contributions


def test_there_is_work_for_both(matcher: Matcher) -> None:
    assert len(whole(matcher)) == 1100 > BLOCK * AHEAD


def test_alone(matcher: Matcher) -> None:
    assert list(found(matcher, None)) == whole(matcher)


def test_with_a_companion(matcher: Matcher, companion: Companion) -> None:
    assert list(found(matcher, companion)) == whole(matcher)
    assert not companion.broken


def test_a_companion_at_work_serves_a_second_sheet(matcher: Matcher, companion: Companion) -> None:
    finder = ReasonsFinder(matcher, "zh", companion)
    for _ in finder.explained(matcher.match(top=20, explain=False)):
        pass
    turned = [
        reasons_text(m, "zh")
        for m in finder.explained(matcher.match_supply(top=5, explain=False), lambda m: m.level is not Level.NONE)
    ]
    expected = [
        reasons_text(full if full.level is not Level.NONE else short, "zh")
        for full, short in zip(matcher.match_supply(top=5), matcher.match_supply(top=5, explain=False), strict=True)
    ]
    assert turned == expected


def test_a_companion_that_dies_is_done_without(matcher: Matcher, companion: Companion) -> None:
    results = found(matcher, companion)
    first = [next(results) for _ in range(BLOCK + 1)]
    os.kill(companion.pid, signal.SIGKILL)
    assert first + list(results) == whole(matcher)


def test_only_the_wanted_get_reasons(matcher: Matcher) -> None:
    def wanted(match: Match) -> bool:
        return match.rank == 1

    given = ReasonsFinder(matcher, "zh").explained(matcher.match(top=2, explain=False), wanted)
    headlines = [reasons_text(m, "zh") for m in matcher.match(top=2, explain=False)]
    full = [reasons_text(m, "zh") for m in matcher.match(top=2)]
    assert [reasons_text(m, "zh") for m in given] == [
        (headlines if place % 2 else full)[place] for place in range(len(full))
    ]


def test_nothing_is_left_when_the_work_is_broken_off(matcher: Matcher) -> None:
    folder = Path()
    with suppress(KeyboardInterrupt), Companion() as companion:
        companion.prepare(matcher, "zh")
        folder, pid = Path(companion.folder), companion.pid
        next(found(matcher, companion))
        raise KeyboardInterrupt
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
