"""Figures with their bounds, as offices write them."""

from math import inf

import pytest

from duijie_match.analysis.quantities import MOST_QUANTITIES, Quantity, read_quantities


def intervals(text: str) -> list[tuple[str, float, float]]:
    return [(found.unit, found.low, found.high) for found in read_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("≥ 5000 转/分", ("rpm", 5000, inf)),
        ("at least 5,000 rpm", ("rpm", 5000, inf)),
        ("转速不低于５０００r/min", ("rpm", 5000, inf)),
        ("5千转/分以上", ("rpm", 5000, inf)),
        ("no less than 5 kW", ("w", 5000, inf)),
        ("超过600℃", ("°c", 600, inf)),
        ("噪声不超过 50 dB", ("db", -inf, 50)),
        ("噪声不得高于50分贝", ("db", -inf, 50)),
        ("not exceeding 3 MPa", ("pa", -inf, 3e6)),
        ("成本30万元以内", ("yuan", -inf, 300_000)),
        ("less than 10 mm", ("m", -inf, 0.01)),
        ("10 mm or less", ("m", -inf, 0.01)),
        ("200～300℃", ("°c", 200, 300)),
        ("200℃至300℃", ("°c", 200, 300)),
        ("between 5 and 8 kW", ("w", 5000, 8000)),
        ("介于5和8千瓦", ("w", 5000, 8000)),
        ("50±2 mm", ("m", 0.048, 0.052)),
        ("精度±0.01mm", ("m", -inf, 1e-5)),
        ("可达 600 °C", ("°c", 600, 600)),
        ("3 ml/min 12 L/min", ("m3/h", 0.72, 0.72)),
        ("粘度 200 mPa·s", ("pa·s", 0.2, 0.2)),
        ("寿命10万次以上", ("times", 100_000, inf)),
        ("at least 5,000 revolutions per minute", ("rpm", 5000, inf)),
        ("不低于5000转每分钟", ("rpm", 5000, inf)),
        ("up to 212 °F", ("°c", 100, 100)),
        ("不超过 212 华氏度", ("°c", -inf, 100)),
        ("between 32 and 212 ℉", ("°c", 0, 100)),
        ("stored at -40 °F", ("°c", -40, -40)),
        ("-40～+212°F", ("°c", -40, 100)),
        ("122±18 °F", ("°c", 40, 60)),
        ("4 °F below zero", ("°c", -20, -20)),
    ],
)
def test_a_figure_is_an_interval_in_a_base_unit(text: str, expected: tuple[str, float, float]) -> None:
    unit, low, high = intervals(text)[-1]
    assert unit == expected[0]
    assert (low, high) == pytest.approx(expected[1:])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("液氮（-196℃）储罐", ("°c", -196, -196)),
        ("冷冻温度-196℃", ("°c", -196, -196)),
        ("零下196℃", ("°c", -196, -196)),
        ("负 40 摄氏度", ("°c", -40, -40)),
        ("零下196度浸泡后", ("°c", -196, -196)),
        ("零下30度以下", ("°c", -inf, -30)),
        ("at minus 20 degC", ("°c", -20, -20)),
        ("stored at -20 °C", ("°c", -20, -20)),
        ("真空度－0.09MPa", ("pa", 90_000, 90_000)),  # a label and its figure, for all one can tell
        ("真空度：-0.09MPa", ("pa", -90_000, -90_000)),
        ("偏移 −5 mm", ("m", -0.005, -0.005)),
        ("−40~85℃", ("°c", -40, 85)),
        ("工作温度-40℃～+85℃", ("°c", -40, 85)),
        ("-40/+85℃", ("°c", -40, 85)),
        ("–40 to 85 °C", ("°c", -40, 85)),
        ("-20~-10℃", ("°c", -20, -10)),
        ("-20--10℃", ("°c", -20, -10)),
        ("-20℃至-80℃", ("°c", -80, -20)),
        ("零下40℃至85℃", ("°c", -40, 85)),
        ("零下40至零上85℃", ("°c", -40, 85)),
        ("零下20至30℃", ("°c", -20, 30)),
        ("between -20 and -10 °C", ("°c", -20, -10)),
        ("between -5 and 8 °C", ("°c", -5, 8)),
        ("-20±2℃", ("°c", -22, -18)),
        ("正负0.01mm", ("m", -inf, 1e-5)),
        ("不高于-40℃", ("°c", -inf, -40)),
        ("零下40℃以下", ("°c", -inf, -40)),
        ("低于 -196 ℃", ("°c", -inf, -196)),
        ("≥-30℃", ("°c", -30, inf)),
        ("10-20℃", ("°c", 10, 20)),
        ("10−20℃", ("°c", 10, 20)),
        ("10 -20 ℃", ("°c", 10, 20)),
        ("10--20℃", ("°c", 10, 20)),
        ("10℃-20℃", ("°c", 10, 20)),
        ("5-8 kW", ("w", 5000, 8000)),
        ("Q235-20℃", ("°c", 20, 20)),
        ("烧成温度-1300℃", ("°c", 1300, 1300)),
        ("成活率-95%以上", ("%", 95, inf)),
        ("精度+/-0.01mm", ("m", -inf, 1e-5)),
        ("预算-30万元", ("yuan", 300_000, 300_000)),
    ],
)
def test_a_minus_is_a_sign_where_it_is_no_dash(text: str, expected: tuple[str, float, float]) -> None:
    unit, low, high = intervals(text)[-1]
    assert unit == expected[0]
    assert (low, high) == pytest.approx(expected[1:])


COMPONENT, FREEZER = (-40, 85), (-40, -10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(
            (text, COMPONENT)
            for text in [
                *["零下40至85℃", "零下40到85℃", "零下40～85℃", "零下40-85℃", "零下 40 至 85 ℃", "零下40℃～85℃"],
                *["零下40摄氏度至85摄氏度", "零下40度至85度", "零下40至85度", "介于零下40和85℃之间", "85℃至零下40℃"],
                *["零下40至零上85℃", "零下40至正85℃", "负40至85℃", "负40℃到正85℃", "负40～85摄氏度", "（-40~+85）℃"],
                *["（零下40～85）℃", "-40℃…+85℃", "−40⁓85℃", "minus 40 to 85 °C", "minus 40 °C up to 85 °C"],
                *["minus 40 to plus 85 °C", "between minus 40 and 85 °C", "negative 40 to positive 85 °C"],
                *["-40 through 85 °C"],
            ]
        ),
        *(
            (text, FREEZER)
            for text in [
                *["零下40至零下10℃", "零下40℃至零下10℃", "零下10～零下40℃", "零下40度至零下10度", "零下40至零下10度"],
                *["介于零下40和零下10℃之间", "负40至负10℃", "负40℃～负10℃", "minus 40 to minus 10 °C"],
                *["between minus 40 and minus 10 °C", "（-40～-10）℃"],
            ]
        ),
        ("5度至零下10度", (-10, 5)),
        ("零下20±2℃", (-22, -18)),
        ("（20±2）℃", (18, 22)),
        ("40 °C below zero", (-40, -40)),
        ("不高于零下40℃", (-inf, -40)),
        ("minus 20 °C or above", (-20, inf)),
    ],
)
def test_a_sign_is_said_of_its_own_figure(text: str, expected: tuple[float, float]) -> None:
    assert intervals(text) == [("°c", *expected)]


@pytest.mark.parametrize("text", ["零下（40～20）℃", "转动85度", "转动10至85度", "（见图5）mm"])
def test_what_is_not_clear_is_not_read(text: str) -> None:
    assert intervals(text) == []


@pytest.mark.parametrize("text", ["10⁻³ Pa", "1×10^-3 Pa"])
def test_an_exponent_is_no_figure(text: str) -> None:
    assert read_quantities(text) == ()


def test_the_sign_belongs_to_the_place_of_a_figure() -> None:
    (found,) = read_quantities("储存温度：零下196℃")
    assert (found.start, found.end) == (5, 11)
    assert "零下" not in found.subject


@pytest.mark.parametrize("text", ["", "5", "第3条", "共12345", "2019年", "2019-2021年", "5000", "abc", "%", "±"])
def test_what_is_no_quantity(text: str) -> None:
    assert read_quantities(text) == ()


def test_words_beside_a_figure_say_what_it_is_of() -> None:
    speed, noise = read_quantities("主轴转速不低于5000转/分，工作噪声≤50dB")
    assert {"主轴", "转速"} <= speed.subject
    assert "噪声" in noise.subject
    assert not speed.subject & noise.subject


def test_places_are_those_of_the_text_as_given() -> None:
    text = "轉速：不低於５０００ｒｐｍ。"
    (found,) = read_quantities(text)
    assert text[found.start : found.end] == "不低於５０００ｒｐｍ"
    assert text[found.subject_start : found.end] == "轉速：不低於５０００ｒｐｍ"


def test_what_is_said_twice_counts_once() -> None:
    assert len(read_quantities("转速≥5000转/分\n转速≥5,000 rpm")) == 1


def test_a_price_list_is_read_up_to_a_limit() -> None:
    found = read_quantities("\n".join(f"第{n}种 {n} mm" for n in range(1, 500)))
    assert len(found) == MOST_QUANTITIES
    assert all(isinstance(one, Quantity) for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Speed of at least Five Thousand rpm", ("rpm", 5000, inf)),
        ("no more than two hundred and fifty kW", ("w", -inf, 250_000)),
        ("between five and ten years", ("year", 5, 10)),
        ("twenty-five mm or less", ("m", -inf, 0.025)),
        ("a thousand hours", ("s", 3.6e6, 3.6e6)),
        ("five million two hundred thousand yuan", ("yuan", 5.2e6, 5.2e6)),
        ("转速不低于五千转每分钟", ("rpm", 5000, inf)),
        ("一万零五百元以内", ("yuan", -inf, 10_500)),
        ("五千至八千转/分", ("rpm", 5000, 8000)),
        ("零下四十至八十五℃", ("°c", -40, 85)),
        ("百分之九十五以上", ("%", 95, inf)),
        ("三萬元", ("yuan", 30_000, 30_000)),
    ],
)
def test_a_figure_may_be_written_out(text: str, expected: tuple[str, float, float]) -> None:
    ((unit, *found),) = intervals(text)
    assert unit == expected[0]
    assert found == pytest.approx(expected[1:])


@pytest.mark.parametrize(
    "text",
    [
        *[
            "one day",
            "often mm",
            "one and a half mm",
            "a few hundred hours",
            "one point five kW",
            "five ten mm",
            "ten mmm",
        ],
        *["三元催化", "二十年代", "第二十次", "三百多转/分", "一千五元", "3千五百米", "一千千米", "一次性"],
    ],
)
def test_what_is_not_plainly_written_out_is_not_read(text: str) -> None:
    assert intervals(text) == []
