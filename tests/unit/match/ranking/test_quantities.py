"""Requirements in figures that are met, and those clearly missed."""

from math import inf

import numpy as np
import pytest

from duijie_match.analysis.quantities import Quantity
from duijie_match.documents import Document, Kind
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.ranking.quantities import Verdict, languages_meet, verdict, verdicts
from duijie_match.results import Match
from duijie_match.testing.hashing import HashingEmbedder

OTHER = Document("o", Kind.ACHIEVEMENT, body="香菇菌渣制有机肥")


def said_of(wanted: tuple[float, float], offered: tuple[float, float]) -> tuple[Verdict, Verdict]:
    """Of arrays, and of one pair."""
    found = verdicts(*(np.array([value], float) for value in (*wanted, *offered)))
    one, other = (Quantity("mm", *bounds, 0, 0, 0, "", frozenset()) for bounds in (wanted, offered))
    return Verdict(int(found[0])), verdict(one, other)


@pytest.mark.parametrize(
    ("wanted", "offered", "expected"),
    [
        ((5000, inf), (6000, 6000), Verdict.MET),
        ((5000, inf), (5000, 5000), Verdict.MET),
        ((5000, inf), (4000, 6000), Verdict.MET),
        ((5000, inf), (6000, inf), Verdict.MET),
        ((5000, inf), (4000, inf), Verdict.SILENT),
        ((5000, inf), (4000, 4000), Verdict.MISSED),
        ((5000, inf), (4980, 4980), Verdict.SILENT),  # within the rounding of conversions
        ((5000, inf), (-inf, 4000), Verdict.MISSED),
        ((5000, inf), (-inf, 6000), Verdict.SILENT),
        ((-inf, 50), (45, 45), Verdict.MET),
        ((-inf, 50), (-inf, 45), Verdict.MET),
        ((-inf, 50), (60, inf), Verdict.MISSED),
        ((200, 300), (250, 400), Verdict.MET),
        ((200, 300), (310, 400), Verdict.MISSED),
        ((200, 300), (100, inf), Verdict.SILENT),
        ((250, 250), (200, 300), Verdict.MET),
        ((250, 250), (250, 250), Verdict.SILENT),  # equal figures are a shared term
        ((250, 250), (300, 300), Verdict.SILENT),  # a plain figure may describe what is there
        ((250, 250), (200, inf), Verdict.MET),
    ],
)
def test_what_one_figure_says_to_another(
    wanted: tuple[float, float], offered: tuple[float, float], expected: Verdict
) -> None:
    assert said_of(wanted, offered) == (expected, expected)


def test_arrays_and_pairs_say_the_same() -> None:
    ends = (-inf, -3.0, 0.0, 99.5, 100.0, 100.00001, 101.0, 102.0, inf)
    intervals = [
        (low, high) for low in ends for high in ends if low <= high and (low, high) not in {(inf, inf), (-inf, -inf)}
    ]
    for wanted in intervals:
        for offered in intervals:
            first, second = said_of(wanted, offered)
            assert (wanted, offered, first) == (wanted, offered, second)


@pytest.mark.parametrize(
    ("demand", "supply", "expected"),
    [
        ([0], [0], False),
        ([1], [1], False),
        ([0], [1], True),
        ([0, 1], [0], True),
        ([1], [0, 1], True),
        ([], [0], False),
    ],
)
def test_languages_meet_where_two_texts_are_in_two(demand: list[int], supply: list[int], expected: bool) -> None:
    assert languages_meet(np.array(demand, np.int8), np.array(supply, np.int8)) == expected


def pair(demand: str, supply: str, settings: MatchSettings | None = None) -> Match:
    matcher = Matcher.build(
        [Document("d", Kind.DEMAND, body=demand)],
        [Document("s", Kind.ACHIEVEMENT, body=supply), OTHER],
        embedder=HashingEmbedder(),
        settings=settings,
    )
    (match,) = matcher.score([("d", "s")])
    return match


def quantities(match: Match) -> float:
    return sum(part.value for part in match.reasons.contributions if part.name == "numbers")


def test_a_bound_is_met_across_languages_and_marked_in_both_texts() -> None:
    demand, supply = "电主轴，转速 ≥ 5000 转/分", "Electric spindle running at 6,000 rpm"
    match = pair(demand, supply)
    assert quantities(match) > 0
    assert [note.render("en") for note in match.reasons.notes] == [
        "Asked: “转速 ≥ 5000 转/分”; offered: “Electric spindle running at 6,000 rpm”: met."
    ]
    groups = {mark.group for mark in match.reasons.demand_marks if demand[mark.start : mark.end] == "≥ 5000 转/分"}
    assert groups & {mark.group for mark in match.reasons.supply_marks if supply[mark.start : mark.end] == "6,000 rpm"}


def test_words_that_begin_with_a_number_are_quoted_with_it() -> None:
    match = pair("10万行程序预演≤5 min，DN300衬胶厚度≥3 mm", "12万行程序预演3.5分钟，DN300衬胶厚度4毫米")
    assert [note.render("zh") for note in match.reasons.notes] == [
        "要求“10万行程序预演≤5 min”，对方为“12万行程序预演3.5分钟”：满足。",
        "要求“DN300衬胶厚度≥3 mm”，对方为“DN300衬胶厚度4毫米”：满足。",
    ]


def test_a_bound_that_is_clearly_missed_is_said_and_lowers_the_score() -> None:
    texts = "烧结温度不低于1200℃", "烧结温度为800℃的陶瓷"
    missed, unminded = pair(*texts), pair(*texts, MatchSettings(quantity_missed=0))
    assert quantities(missed) < 0
    assert missed.raw < unminded.raw
    assert missed.forward < unminded.forward
    assert missed.backward == pytest.approx(unminded.backward)
    assert [note.render("zh") for note in missed.reasons.notes] == [
        "要求“烧结温度不低于1200℃”，对方为“烧结温度为800℃”：不满足。"
    ]


def test_the_sentence_that_is_read_first_says_what_is_missed() -> None:
    texts = "高速电主轴，转速不低于5000转/分，温升不超过20℃", "高速电主轴，转速最高3000转/分，温升15℃"
    headline = pair(*texts).reasons.headline
    assert headline.render("zh").endswith("。未满足要求：“转速不低于5000转/分”。")
    assert headline.render("en").endswith(". Not met: “转速不低于5000转/分”.")
    met = pair(texts[0], texts[1].replace("3000", "6000")).reasons.headline
    assert "满足" not in met.render("zh")


@pytest.mark.parametrize(
    ("demand", "supply"),
    [
        ("烧结温度不低于1200℃", "使用中压力为800Pa"),  # another unit
        ("烧结温度不低于1200℃", "冷藏运输车箱内零下 5℃"),  # another thing
        ("企业2019年产值不低于1200万元", "适用于3年以上树龄"),  # a date
        ("铸件成本不高于12元/kg", "铸件成本为11元/件"),  # per something else
        ("coating cost below 26 yuan/kg", "涂层成本为23元/m²"),
        ("粘接强度≥4.5 kN/m", "粘接强度为5.2 kN"),
    ],
)
def test_figures_of_other_things_say_nothing(demand: str, supply: str) -> None:
    match = pair(demand, supply)
    assert quantities(match) == 0
    assert match.reasons.notes == ()


@pytest.mark.parametrize(
    ("demand", "supply", "figure"),
    [
        ("电主轴，转速≥5000转/分", "高速电主轴，转速为8000转/分", "8000转/分"),
        ("电池能量密度大于300Wh/kg", "battery energy density 320 Wh/kg", "320 Wh/kg"),
        ("阀门耐温500~600℃", "硬密封阀门，耐温 550℃", " 550℃"),
        ("阀门铸件成本不高于12元/kg", "阀门铸件成本1.1万元/吨", "1.1万元/吨"),
    ],
)
def test_taking_the_figure_away_always_lowers_the_score(demand: str, supply: str, figure: str) -> None:
    whole, without = (
        Document(name, Kind.ACHIEVEMENT, body=body)
        for name, body in (("whole", supply), ("without", supply.replace(figure, " 檐廊")))
    )
    matcher = Matcher.build(
        [Document("d", Kind.DEMAND, body=demand)], [whole, without, OTHER], embedder=HashingEmbedder()
    )
    found = {match.supply_id: match for match in matcher.match()}
    assert quantities(found["whole"]) > quantities(found["without"]) >= 0
