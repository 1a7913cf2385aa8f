"""What offices write into cells, and what it means."""

import datetime as dt
from decimal import Decimal

import pytest

from duijie_match.documents import MoneyRange
from duijie_match.lists import values
from duijie_match.lists.cells import clean, number_text, text_of
from duijie_match.lists.money import money, money_under, unit_of
from duijie_match.lists.values import Unreadable


def yuan(low: object, high: object = ...) -> MoneyRange:
    def amount(number: object) -> Decimal | None:
        return None if number is None else Decimal(str(number))

    return MoneyRange(amount(low), amount(low if high is ... else high))


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("30万", "", yuan(300_000)),
        ("30 万元", "", yuan(300_000)),
        ("30 萬元", "", yuan(300_000)),
        ("３０．５万元", "", yuan(305_000)),
        ("30", "万元", yuan(300_000)),
        ("300000", "", yuan(300_000)),
        ("¥300,000", "", yuan(300_000)),
        ("人民币300,000.50元整", "", yuan("300000.5")),
        ("300k", "", yuan(300_000)),
        ("1-2亿元", "", yuan(10**8, 2 * 10**8)),
        ("50万～80万", "", yuan(500_000, 800_000)),
        ("50至80", "万元", yuan(500_000, 800_000)),
        ("8000万-1.2亿", "", yuan(80_000_000, 120_000_000)),
        ("不超过50万", "", yuan(None, 500_000)),
        ("50万元以内", "", yuan(None, 500_000)),
        ("≤50", "万元", yuan(None, 500_000)),
        ("100万以上", "", yuan(1_000_000, None)),
        ("约100", "万元", yuan(1_000_000)),
        ("100万元左右", "", yuan(1_000_000)),
        ("三十万元", "", yuan(300_000)),
        ("二百五十万", "", yuan(2_500_000)),
        ("1e3", "", yuan(1000)),
        ("0", "万元", yuan(0)),
        ("50（万元）", "万元", yuan(500_000)),
        ("50~100（万元）", "万元", yuan(500_000, 1_000_000)),
        ("人民币伍拾万元整", "", yuan(500_000)),
        ("50-100万元（含税）", "", yuan(500_000, 1_000_000)),
        ("评估作价", "万元", MoneyRange(negotiable=True)),
        ("50k-100k CNY", "", yuan(50_000, 100_000)),
        ("RMB 50k", "", yuan(50_000)),
        ("2m yuan", "", yuan(2_000_000)),
        ("1 200 000", "", yuan(1_200_000)),
        ("12,5 万元", "", yuan(125_000)),
        ("12,5", "万元", yuan(125_000)),
        ("10,5-20,5", "万元", yuan(105_000, 205_000)),
        ("300000,00", "", yuan(300_000)),
        ("1.234.567,89 元", "", yuan("1234567.89")),
        ("12,500", "", yuan(12_500)),
        ("￥300,000", "", yuan(300_000)),
        ("￥300,000", "元", yuan(300_000)),
        ("￥30", "万元", yuan(300_000)),
        ("￥300,000元", "万元", yuan(300_000)),
        ("￥50,000-￥80,000", "", yuan(50_000, 80_000)),
        ("¥5万至¥8万", "", yuan(50_000, 80_000)),
        ("面议", "", MoneyRange(negotiable=True)),
        ("一事一议", "万元", MoneyRange(negotiable=True)),
        ("视项目情况而定", "万元", MoneyRange(negotiable=True)),
        ("价格面议", "", MoneyRange(negotiable=True)),
        ("Negotiable", "", MoneyRange(negotiable=True)),
        ("无", "", None),
        ("/", "", None),
        ("", "", None),
    ],
)
def test_money(text: str, unit: str, expected: MoneyRange | None) -> None:
    assert money(text, unit) == expected


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "－５万元",
        "-¥5万",
        "约 -￥5万",
        "1e400",
        "99999999999999999999亿",
        "100万美元",
        "$500",
        "很多",
        "总投资500万元，其中研发100万元",
        "80-50万",
        "1.2.3",
        "30\n50",
        "30 50",
        "二三十万",
        "3,5万元",
        "30,50万元",
        "30，5万元",
        "1" * 200_000,
        "123," * 50_000,
        "一" * 200_000,
    ],
    ids=lambda text: text[:20],
)
def test_money_that_cannot_be_read(text: str) -> None:
    with pytest.raises(Unreadable):
        money(text)


@pytest.mark.parametrize("text", ["￥300,000", "¥10,000-20,000", "不超过￥300000"])
def test_a_sign_and_a_heading_that_say_two_units(text: str) -> None:
    with pytest.raises(Unreadable, match="The sign ¥ says"):
        money(text, "万元")


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("预算（万元）", "万元"),
        ("预算(单位：万元)", "万元"),
        ("投入资金/万元", "万元"),
        ("金额：元", "元"),
        ("拟投入万元", "万元"),
        ("Budget (RMB 10k)", "万元"),
        ("预算 Budget (10,000 yuan)", "万元"),
        ("Budget (CNY million)", "百万元"),
        ("Price in RMB", "元"),
        ("Funding amount", None),
        ("预算", None),
        ("元器件", None),
    ],
)
def test_the_unit_of_a_heading(heading: str, unit: str | None) -> None:
    assert unit_of(heading) == unit


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("预算", "30", yuan(300_000)),
        ("预算", "￥300,000", yuan(300_000)),
        ("预算", "￥30", yuan(300_000)),
        ("预算（元）", "30", yuan(30)),
        ("预算（万美元）", "无", None),
    ],
)
def test_an_amount_under_a_heading(heading: str, text: str, expected: MoneyRange | None) -> None:
    assert money_under(heading, text, "万元") == expected
    with pytest.raises(Unreadable):
        money_under("预算（万美元）", "30", "万元")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022.3", dt.date(2022, 3, 1)),
        ("2022年3月", dt.date(2022, 3, 1)),
        ("2022年3月5日", dt.date(2022, 3, 5)),
        ("2022/3/5", dt.date(2022, 3, 5)),
        ("2022-03-05 08:30", dt.date(2022, 3, 5)),
        ("２０２２．３．５", dt.date(2022, 3, 5)),
        ("20220305", dt.date(2022, 3, 5)),
        ("202203", dt.date(2022, 3, 1)),
        ("2022", dt.date(2022, 1, 1)),
        ("2022年", dt.date(2022, 1, 1)),
        ("44652", dt.date(2022, 4, 1)),
        ("—", None),
    ],
)
def test_dates(text: str, expected: dt.date | None) -> None:
    assert values.date(text) == expected


@pytest.mark.parametrize("text", ["2022-02-30", "2022.13", "soon", "3月5日", "999999"])
def test_dates_that_cannot_be_read(text: str) -> None:
    with pytest.raises(Unreadable):
        values.date(text)


def test_years() -> None:
    texts = ["2021", "2021年", "2021.5", "发表于2021年", "44652", "无"]
    assert [values.year(text) for text in texts] == [2021, 2021, 2021, 2021, 2022, None]


def test_whole_numbers() -> None:
    texts = ["5", "５人", "约10项", "三", "十二家", "5.0", "不限", ""]
    assert [values.integer(text) for text in texts] == [5, 5, 10, 3, 12, 5, None, None]
    for text in ("-1", "很多", "1.5", "99999999999", "二三十", "九" * 13):
        with pytest.raises(Unreadable):
            values.integer(text)


def test_readiness() -> None:
    texts = [
        "6",
        "TRL 6",
        "trl-6",
        "6级",
        "六级",
        "第3级",
        "已完成小试，进入中试",
        "小批量生产",
        "产业化",
        "实验室阶段",
        "无",
    ]
    assert [values.readiness(text) for text in texts] == [6, 6, 6, 6, 6, 3, 6, 8, 9, 4, None]
    texts = ["尚未产业化，已完成中试", "5-6", "TRL4-6", "Level 7", "Prototype available", "Already on the market",
             "試量產"]  # fmt: skip
    assert [values.readiness(text) for text in texts] == [6, 5, 4, 7, 5, 9, 7]
    assert values.readiness("非晶合金带材已量产") == 9
    for text in ("0", "10", "很成熟", "未产业化", "非量产"):
        with pytest.raises(Unreadable):
            values.readiness(text)


def test_lists_are_cut_at_their_strongest_separator() -> None:
    texts = ["甲；乙、丙", "甲、乙", "machine learning, vision", "轴承 润滑 涂层", "deep learning", "甲；；甲", "无"]
    assert [values.parts(text) for text in texts] == [
        ("甲", "乙、丙"),
        ("甲", "乙"),
        ("machine learning", "vision"),
        ("轴承", "润滑", "涂层"),
        ("deep learning",),
        ("甲",),
        (),
    ]


def test_languages_and_levels() -> None:
    assert [values.language(text) for text in ("中文", "EN", "English", "")] == ["zh", "en", "en", None]
    assert [values.level(text) for text in ("4", "较强", "弱", "none", "3.0", "")] == [4, 3, 2, 1, 3, None]
    for read in (values.language, values.level):
        with pytest.raises(Unreadable):
            read("火星")


def test_cell_texts() -> None:
    cells = [
        None,
        12.0,
        1.5,
        13812345678.0,
        0.1 + 0.2,
        True,
        dt.datetime(2022, 3, 28),  # noqa: DTZ001 – spreadsheets know no time zone
        dt.datetime(2022, 3, 28, 8, 30),  # noqa: DTZ001 – as above
        " a\r\n b ",
    ]
    assert [text_of(cell) for cell in cells] == [
        "",
        "12",
        "1.5",
        "13812345678",
        "0.3",
        "TRUE",
        "2022-03-28",
        "2022-03-28 08:30",
        "a\nb",
    ]
    assert clean("'=1+1") == "=1+1"
    assert clean("it's") == "it's"
    assert clean("a\u200bb\ud800\x07c") == "abc"
    assert [number_text(number) for number in (float("nan"), float("inf"), 1e300, -3.0)] == [
        "nan",
        "inf",
        "1e+300",
        "-3",
    ]
