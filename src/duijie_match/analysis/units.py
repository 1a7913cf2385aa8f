"""Numbers with units, brought to one spelling: "5,000 rpm", "5000转/分" and "５０００r/min" are all ``5000rpm``.

Units are compared in normal form (lower case, NFKC: ㎡ is m2, ℃ is °c). Where lower case would confuse (mW and MW)
the unit keeps its own name.
"""

from decimal import Decimal
from functools import lru_cache

BASES: dict[str, str] = {
    # base unit: "factor alias alias …, factor alias …"; _ stands for a blank
    "m": "1 m 米 meter meters metre metres, 0.01 cm 厘米, 0.001 mm 毫米, 0.000001 μm um 微米 micron microns, "
    "0.000000001 nm 纳米, 1000 km 公里 千米",
    "kg": "1 kg 千克 公斤, 0.001 g 克, 0.000001 mg 毫克, 0.000000001 μg ug 微克, 1000 t 吨 tons tonnes",
    "pa": "1 pa 帕, 1000 kpa 千帕, 1000000 mpa 兆帕, 1000000000 gpa 吉帕, 100000 bar",
    "w": "1 w 瓦 watt watts, 1000 kw 千瓦, 735.499 hp 马力 horsepower",
    "mw": "1 mw 兆瓦",
    "v": "1 v 伏 伏特 volt volts, 1000 kv 千伏",
    "mv": "1 mv 毫伏",
    "ma": "1 ma 毫安",
    "mah": "1 mah 毫安时, 1000 ah 安时",
    "hz": "1 hz 赫兹, 1000 khz 千赫, 1000000 mhz 兆赫, 1000000000 ghz 吉赫",
    "°c": "1 °c 摄氏度 degc",
    "rpm": "1 rpm r/min rev/min revs/min 转/分 转/分钟 转每分 转每分钟 revolutions_per_minute revs_per_minute",
    "%": "1 % percent",
    "s": "1 秒 sec second seconds, 0.001 ms 毫秒, 0.000001 μs us 微秒, 60 min 分钟 minute minutes, "
    "3600 h 小时 hour hours hr hrs",
    "d": "1 天 日 day days",
    "month": "1 月 个月 month months",
    "year": "1 年 year years",
    "yuan": "1 元 yuan rmb 人民币",
    "usd": "1 美元 usd",
    "l": "1 l 升 liter liters, 0.001 ml 毫升",
    "m3": "1 m3 立方米 立方",
    "m2": "1 m2 平方米, 10000 ha 公顷, 666.667 亩 mu",
    "kwh": "1 kwh 千瓦时 度电",
    "wh/kg": "1 wh/kg",
    "mah/g": "1 mah/g",
    "t/h": "1 t/h 吨/小时 吨/时, 0.001 kg/h 公斤/小时 千克/小时",
    "m3/h": "1 m3/h 立方米/小时 立方米/时, 0.06 l/min 升/分 升/分钟",
    "t/year": "1 t/a 吨/年 t/年",
    "ppm": "1 ppm",
    "g/l": "1 g/l 克/升, 0.001 mg/l 毫克/升",
    "g/cm3": "1 g/cm3",
    "db": "1 db 分贝",
    "n": "1 牛 牛顿, 1000 kn 千牛",
    "nm-torque": "1 n·m n.m 牛米 牛·米",
    "m/s": "1 m/s 米/秒, 0.277778 km/h 公里/小时 千米/小时, 0.0166667 m/min 米/分 米/分钟, 0.001 mm/s 毫米/秒",
    "mol/l": "1 mol/l",
    "pa·s": "1 pa·s, 0.001 mpa·s 毫帕·秒",
    "w/(m·k)": "1 w/(m·k) w/m·k w/mk",
    "times": "1 次 times cycles",
    "lm/w": "1 lm/w",
    "g/m2": "1 g/m2 克/平方米",
    "byte": "1000000 mb, 1000000000 gb, 1000000000000 tb",
    "°f": "1 °f 华氏度 degf",
    # What is said per something is compared with what is said per the same alone: 12 元/kg and 11 元/件 are two things.
    "yuan/kg": "1 元/kg 元/千克 元/公斤 yuan/kg, 2 元/斤, 0.001 元/t 元/吨 yuan/t",
    "yuan/piece": "1 元/件 元/个 元/只 元/台 元/套 元/支 元/片 元/块 元/条 元/根 yuan/piece",
    "yuan/m": "1 元/m 元/米 yuan/m",
    "yuan/m2": "1 元/m2 元/平方米 元/平米 yuan/m2, 0.0015 元/亩 yuan/mu",
    "yuan/m3": "1 元/m3 元/立方米 元/方 yuan/m3",
    "yuan/l": "1 元/l 元/升 yuan/l",
    "yuan/kw": "1 元/kw 元/千瓦 yuan/kw, 1000 元/w 元/瓦 yuan/w",
    "yuan/kwh": "1 元/kwh 元/千瓦时 元/度 yuan/kwh, 1000 元/wh yuan/wh",
    "yuan/day": "1 元/天 元/日",
    "yuan/month": "1 元/月",
    "yuan/year": "1 元/年",
    "n/m": "1 n/m 牛/米, 1000 kn/m n/mm 千牛/米",
    "v/m": "1 v/m 伏/米, 1000 kv/m 千伏/米, 1000000 kv/mm v/μm v/um",
    "°c/min": "1 °c/min °c/分 °c/分钟",
    "s/piece": "1 秒/件 秒/片 秒/个, 60 min/件 分钟/件",
    "times/min": "1 次/分 次/分钟 times/min",
    "times/day": "1 次/天 次/日 times/day",
    "ml/h": "1 ml/h 毫升/小时 毫升/时, 60 ml/min 毫升/分 毫升/分钟",
    "m3/day": "1 m3/d m3/天 m3/日 立方米/天 立方米/日",
    "t/day": "1 t/d t/天 t/日 吨/天 吨/日, 0.001 kg/d 公斤/天 千克/天",
    "t/mu": "1 t/亩 吨/亩, 0.001 kg/亩 公斤/亩 千克/亩, 0.0666667 t/ha 吨/公顷, 0.0000666667 kg/ha 公斤/公顷",
    "g/kg": "1 g/kg 克/千克 克/公斤, 0.001 mg/kg 毫克/千克 毫克/公斤",
    "mg/m3": "1 mg/m3 毫克/立方米, 0.001 μg/m3 ug/m3 微克/立方米, 1000 g/m3 克/立方米",
    "kg/m3": "1 kg/m3 千克/立方米 公斤/立方米",
    "kwh/t": "1 kwh/t kwh/吨 千瓦时/吨 度/吨, 1000 kwh/kg 千瓦时/公斤 度/公斤",
    "kwh/m3": "1 kwh/m3 千瓦时/立方米 度/立方米 度/方",
    "ma/cm2": "1 ma/cm2",
    "w/m2": "1 w/m2 瓦/平方米, 1000 kw/m2 千瓦/平方米",
}

MULTIPLIERS: dict[str, Decimal] = {
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "thousand": Decimal(1000),
    "million": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
}


def _read_table() -> dict[str, tuple[str, Decimal]]:
    table: dict[str, tuple[str, Decimal]] = {}
    for base, line in BASES.items():
        for group in line.split(","):
            factor, *aliases = group.split()
            table.update({alias.replace("_", " "): (base, Decimal(factor)) for alias in aliases})
    return table


UNITS: dict[str, tuple[str, Decimal]] = _read_table()
"""Spelling in normal form → (base unit, factor to it)."""


@lru_cache(maxsize=100_000)
def spell_number(digits: str, multiplier: str = "", unit: str = "") -> str:
    """The one spelling of a quantity: ``spell_number("5,000", "", "r/min") == "5000rpm"``; six significant digits."""
    value, base = in_celsius(*measure(digits, multiplier, unit))
    return f"{value:.6g}{base}"


@lru_cache(maxsize=100_000)
def measure(digits: str, multiplier: str = "", unit: str = "") -> tuple[float, str]:
    """The value in the base unit, and that: ``measure("5", "千", "r/min") == (5000.0, "rpm")``."""
    value = Decimal(digits.replace(",", "")) * MULTIPLIERS.get(multiplier, Decimal(1))
    base, factor = UNITS.get(unit, ("", Decimal(1)))
    return float(value * factor), base


def in_celsius(value: float, base: str) -> tuple[float, str]:
    """Degrees Fahrenheit as degrees Celsius, their base once signs and tolerances are read; all else as it is."""
    return ((value - 32) * 5 / 9, "°c") if base == "°f" else (value, base)
