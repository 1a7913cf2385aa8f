"""The registers of the demo region: enough of everything, references that hold, invented, and no text twice."""

import json
import re
from collections import Counter
from itertools import combinations
from typing import Any

import pytest

from duijie.demands.models import DemandKind, Source
from duijie.demands.states import DemandState
from duijie.demo.reading import NAMES, REGISTERS, lines
from duijie.registry.models import Mode, TechnologyField
from duijie.registry.models.achievement import AchievementKind, Stage
from duijie.registry.models.carrier import CarrierKind, CarrierLevel
from duijie.registry.models.person import TitleRank, WorkKind
from duijie.registry.models.service import ServiceKind
from duijie_match import samples

# Provinces, cities of rank and universities everybody knows: nothing of the demo may seem to tell of them.
REAL = re.findall(
    r"\S+",
    """
    北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南
    四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 石家庄 太原 沈阳 大连 长春
    哈尔滨 南京 苏州 无锡 常州 徐州 杭州 宁波 温州 台州 绍兴 嘉兴 湖州 金华 衢州 丽水 舟山 合肥 芜湖 福州
    厦门 泉州 南昌 景德镇 济南 青岛 烟台 潍坊 郑州 洛阳 武汉 襄阳 宜昌 黄冈 长沙 株洲 广州 深圳 佛山 东莞
    珠海 中山市 惠州 汕头 南宁 柳州 桂林 海口 成都市 绵阳 贵阳 昆明 西安 兰州 西宁 银川 乌鲁木齐 清华 北大
    复旦 交通大学 中科院 中国科学院 Beijing Shanghai Zhejiang Jiangsu Guangdong Shandong Hubei Hangzhou
    Shenzhen Wuhan Tsinghua
    """,
)
PATENT = re.compile(r"(?<![A-Z])(?:ZL|CN)[ ]?\d{6,}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LEAST = {"organisations": 150, "demands": 120, "achievements": 240, "experts": 90, "services": 60, "carriers": 36}


def rows(name: str) -> list[dict[str, Any]]:
    return list(lines(name))


def pieces(text: str) -> set[str]:
    """Pairs of Chinese characters, and Latin words."""
    tidy = re.sub(r"[\W\d_a-zA-Z]+", "", text)
    return {tidy[at : at + 2] for at in range(len(tidy) - 1)} | set(re.findall(r"[a-z]{4,}", text.lower()))


@pytest.mark.parametrize("name, least", LEAST.items())
def test_there_is_enough(name: str, least: int) -> None:
    assert len(rows(name)) >= least


@pytest.mark.parametrize("name", NAMES)
def test_each_record_is_marked_and_has_the_keys_of_its_file(name: str) -> None:
    assert {row["is_demo"] for row in rows(name)} == {True}
    assert len({tuple(row) for row in rows(name)}) == 1


@pytest.mark.parametrize("name", NAMES)
def test_no_place_house_or_patent_is_real(name: str) -> None:
    for row in rows(name):
        text = json.dumps(row, ensure_ascii=False)
        assert [word for word in REAL if word in text] == [], text[:60]
        assert PATENT.findall(text) == []
        assert "http" not in text
        assert "@" not in text


def test_ids_and_titles_are_unique_and_none_is_that_of_a_sample() -> None:
    ids = Counter(row["id"] for name in REGISTERS for row in rows(name))
    assert [one for one, times in ids.items() if times > 1] == []
    sampled = [*samples.records("demands"), *samples.records("supply")]
    assert set(ids) & {row["id"] for row in sampled} == set()
    for name in REGISTERS:
        titles = [row.get("title") if name != "experts" else row["name"] for row in rows(name)]
        assert len(set(titles)) == len(titles)
        assert set(titles) & {row["title"] for row in sampled} == set()


def test_references_hold() -> None:
    organisations = {row["name"] for row in rows("organisations")}
    experts = {row["id"] for row in rows("experts")}
    areas = {row["code"] for row in rows("areas")}
    for name in REGISTERS:
        assert {row["org"] for row in rows(name)} - organisations == set()
    for row in rows("carriers"):
        assert set(row["members"]) - organisations == set()
        assert row["org"] not in row["members"]
        assert row["area"] in areas
    assert {one for row in rows("achievements") for one in row["experts"]} - experts == set()


def test_words_are_those_of_the_registers() -> None:
    for name, keys in {
        "demands": {"kind": DemandKind, "state": DemandState, "source": Source, "mode": Mode, "field": TechnologyField},
        "achievements": {"kind": AchievementKind, "stage": Stage, "field": TechnologyField},
        "experts": {"field": TechnologyField},
        "services": {"kind": ServiceKind, "field": TechnologyField},
        "carriers": {"kind": CarrierKind, "level": CarrierLevel},
    }.items():
        for key, words in keys.items():
            assert {row[key] for row in rows(name)} - set(words.values) == set(), (name, key)
    assert {mode for row in rows("achievements") for mode in row["modes"]} - set(Mode.values) == set()
    assert {row["rank"] for row in rows("experts")} - {*TitleRank.values, ""} == set()
    assert {work["kind"] for row in rows("experts") for work in row["works"]} - set(WorkKind.values) == set()


def test_figures_are_possible() -> None:
    for row in rows("demands"):
        assert (row["budget_from"] or 0) <= (row["budget_to"] or 0), row["id"]
        assert -400 <= row["found_days"] <= -1
        assert row["deadline_days"] is None or row["deadline_days"] > 0
        assert bool(row["outcome"]) == (row["state"] in {"solved", "unsolved"})
        assert bool(row["evidence"]) == (row["state"] == "solved")
    for row in rows("services"):
        assert row["price_to"] is None or (row["price_from"] or 0) <= row["price_to"]
    for row in rows("achievements"):
        assert max(one["level"] for one in row["trl_evidence"]) == row["trl"]
        assert (row["trl"] >= 8) == (row["stage"] == "mass_production"), row["id"]
        assert row["published_days"] < 0
    for row in rows("experts"):
        assert 4 <= len(row["works"]) <= 12
        assert {2000 < work["year"] <= 2026 for work in row["works"]} == {True}
        assert all(one["from"] <= one["to"] <= 2026 for one in row["former"])


def test_a_quarter_can_be_read_in_english() -> None:
    for name in ("demands", "achievements"):
        found = rows(name)
        translated = [row for row in found if row["title_en"] and row["body_en"]]
        english = [row for row in found if row["language"] == "en"]
        assert len(translated) * 4 >= len(found)
        assert len(english) * 12 >= len(found)
        for row in translated:
            assert CHINESE.search(row["title_en"] + row["body_en"]) is None
        for row in english:
            assert CHINESE.search(row["title"] + row["body"] + "".join(row["keywords"])) is None


@pytest.mark.parametrize("name, shortest, longest", [("demands", 70, 540), ("achievements", 60, 490)])
def test_texts_are_as_long_as_such_texts_are(name: str, shortest: int, longest: int) -> None:
    lengths = sorted(len(row["body"]) for row in rows(name))
    assert (lengths[0] >= shortest, lengths[-1] <= longest) == (True, True), (lengths[0], lengths[-1])


@pytest.mark.parametrize("name", ["demands", "achievements", "services", "carriers", "organisations"])
def test_no_text_is_another_with_words_exchanged(name: str) -> None:
    texts = [row["title"] + row["body"] if "body" in row else row["description"] for row in rows(name)]
    sets = [pieces(text) for text in texts]
    worst = max(len(one & other) / len(one | other) for one, other in combinations(sets, 2))
    assert worst < 0.4


def test_no_two_experts_have_done_the_same() -> None:
    titles = Counter(work["title"] for row in rows("experts") for work in row["works"])
    assert [title for title, times in titles.items() if times > 1] == []


def test_judged_pairs_name_both_sides_once_and_say_why() -> None:
    demands = {row["id"] for row in rows("demands")}
    supply = {row["id"] for name in ("achievements", "experts", "services") for row in rows(name)}
    pairs = rows("expected")
    assert len({(pair["demand_id"], pair["supply_id"]) for pair in pairs}) == len(pairs) >= 580
    assert {pair["demand_id"] for pair in pairs} == demands
    assert {pair["supply_id"] for pair in pairs} <= supply
    assert min(Counter(pair["level"] for pair in pairs).values()) >= 90
    assert [pair["why"] for pair in pairs if not 6 <= len(pair["why"]) <= 60] == []


def test_some_demands_of_technology_have_no_answer() -> None:
    best = Counter[str]()
    for pair in rows("expected"):
        best[pair["demand_id"]] = max(best[pair["demand_id"]], pair["level"])
    unanswered = [row["id"] for row in rows("demands") if row["kind"] == "technology" and best[row["id"]] <= 2]
    assert len(unanswered) >= 10
