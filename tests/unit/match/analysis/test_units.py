"""Factors of units, reckoned again from the atoms that their spellings are made of."""

from collections import defaultdict
from math import prod

import pytest

from duijie_match.analysis.quantities import read_quantities
from duijie_match.analysis.units import UNITS, spell_number

ATOMS: dict[float, str] = {
    1e-9: "nm 纳米 μg ug 微克",
    1e-6: "μm um 微米 micron mg 毫克 ml 毫升 μs us",
    1e-3: "mm 毫米 g 克 l 升 ms 毫秒 mpa·s 毫帕·秒",
    1e-2: "cm 厘米",
    0.5: "斤",
    1: "m 米 meter metres kg 千克 公斤 pa 帕 w 瓦 watt v 伏 伏特 volts hz 赫兹 s 秒 sec seconds m2 平方米 m3 立方米 "
    "平米 n 牛 牛顿 pa·s 元 yuan 件 个 片 次 times °c 台",
    60: "min 分 分钟 minute minutes",
    735.49875: "hp 马力 horsepower",
    1e3: "km 公里 千米 t 吨 tonnes kpa 千帕 kw 千瓦 kv 千伏 khz 千赫 kn 千牛",
    2000 / 3: "亩 mu",
    3600: "h 时 小时 hour hours hr mah 毫安时 wh",
    86_400: "d 天 日 day days",
    1e4: "ha 公顷",
    1e5: "bar",
    1e6: "mpa 兆帕 mhz 兆赫 mb",
    3.6e6: "kwh 度 千瓦时 ah 安时",
    1e9: "gpa 吉帕 ghz 吉赫 gb",
    1e12: "tb",
}
SIZES = {name: size for size, names in ATOMS.items() for name in names.split()}


def size_of(spelling: str) -> float | None:
    """Of what is an atom, or one over others; ``None`` of what is not made of them."""
    sizes = [SIZES.get(atom) for atom in spelling.split("/")]
    return None if None in sizes else sizes[0] / prod(sizes[1:])  # type: ignore[operator, type-var, return-value]


def test_factors_are_those_of_their_atoms() -> None:
    found: dict[str, set[float]] = defaultdict(set)
    known = 0
    for spelling, (base, factor) in UNITS.items():
        if (size := size_of(spelling)) is not None:
            known += 1
            found[base].add(float(f"{size / float(factor):.5g}"))
    assert known > 0.6 * len(UNITS)
    assert {base: sizes for base, sizes in found.items() if len(sizes) > 1} == {}


@pytest.mark.parametrize(
    ("written", "yuan"),
    [("3千元", 3e3), ("3万元", 3e4), ("3百万元", 3e6), ("3千万元", 3e7), ("3亿元", 3e8), ("3 thousand yuan", 3e3),
     ("3 million yuan", 3e6), ("3 billion yuan", 3e9)],
)  # fmt: skip
def test_multipliers(written: str, yuan: float) -> None:
    assert [(found.unit, found.low) for found in read_quantities(written)] == [("yuan", yuan)]


def test_one_spelling_of_a_quantity_whatever_its_unit() -> None:
    assert {spell_number(*one) for one in (("5,000", "", "r/min"), ("5", "千", "转/分"))} == {"5000rpm"}
    assert {spell_number(*one) for one in (("212", "", "°f"), ("100", "", "°c"))} == {"100°c"}
    assert spell_number("12.3456789", "万", "") == "123457"
