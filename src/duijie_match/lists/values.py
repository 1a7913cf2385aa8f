"""Cell texts as values: money, dates, whole numbers, lists, readiness levels, languages.

Every reader takes the tidy text of a cell (``cells.text_of``), gives ``None`` for what offices write instead of nothing
(``无``, ``/``, ``—``), and raises ``Unreadable`` with the reason and the way out for what it cannot read.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from duijie_match.documents import MoneyRange
from duijie_match.lists.cells import half_width
from duijie_match.lists.openxml_sheet import date_of
from duijie_match.wording import Message, msg


class Unreadable(ValueError):
    """A value that means nothing to a reader; ``message`` says why and what to write instead."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.msgid)
        self.message = message


_NOTHING = {
    "",
    "/",
    "-",
    "--",
    "---",
    "—",
    "——",
    "无",
    "暂无",
    "没有",
    "空",
    "n/a",
    "na",
    "none",
    "null",
    "nan",
    "nil",
    "\\",
    "、",
    ".",
    "未填",
    "未知",
}
MOST_YUAN = Decimal(10) ** 13  # more than any budget of a country's programmes: surely a slip

_YUAN_PER = (
    ("|元|圆|块|yuan|rmb|cny", 1),
    ("千|千元|k|thousand", 10**3),
    ("万|万元|w", 10**4),
    ("十万|十万元", 10**5),
    ("百万|百万元|m|million", 10**6),
    ("千万|千万元", 10**7),
    ("亿|亿元", 10**8),
    ("十亿|十亿元|billion", 10**9),
    ("万亿|万亿元", 10**12),
)
_UNITS = {name: Decimal(yuan) for names, yuan in _YUAN_PER for name in names.split("|")}
_UNIT = (
    r"(?:万亿元?|十亿元?|亿元?|千万元?|百万元?|十万元?|万元?|千元?|元|圆|块"
    r"|thousand|million|billion|yuan|[wkm](?![a-z]))"
)
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+|[〇零一二两三四五六七八九十百千]+(?="
    + _UNIT
    + r"|$))"
)
_AMOUNT = re.compile(rf"({_NUMBER})({_UNIT}?)")
_RANGE = re.compile(rf"({_NUMBER})({_UNIT}?)(?:-|~|至|到|—|–|−)+({_NUMBER})({_UNIT}?)")
_FOREIGN = re.compile(r"美元|美金|usd|us\$|\$|欧元|eur|€|英镑|gbp|£|日元|jpy|港币|港元|hkd|韩元|卢布|新台币")
_NEGOTIABLE = re.compile(r"面议|面谈|协商|商议|议价|另议|待定|待商|洽谈|商定|协议|negotia|tbd|tobedetermined|open")
_AT_MOST = re.compile(
    r"不超过|不高于|不多于|小于|低于|至多|最多|最高|以内|以下|之内|上限|≤|<|<=|upto|atmost|under|lessthan|max"
)
_AT_LEAST = re.compile(
    r"不少于|不低于|不小于|大于|高于|超过|至少|最少|最低|以上|起|≥|>|>=|\+$|atleast|over|morethan|from|min"
)
_FILLER = re.compile(
    r"人民币|rmb|cny|¥|￥|约|大约|大概|左右|上下|余|多|总|共|计|合计|预计|拟|投入|资金|预算|金额|总投资|价格|整|每年|/年|年|为|人均|个|的|about|approx\.?|around|ca\.?|total|[:：,，。;；()（）=≈~\s.]"
)
_SIGNED = re.compile(r"^[^\d]{0,4}[-−](?=[\d.])")
_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return half_width(text).strip().lower() in _NOTHING


def money(text: str, unit: str = "") -> MoneyRange | None:
    """An amount in yuan: ``30万``, ``1-2亿元``, ``不超过50万``, ``面议``; ``unit`` is the heading's, for bare
    numbers.
    """
    tidy = re.sub(r"\s+", "", half_width(text)).lower().replace("，", ",")
    if tidy in _NOTHING:
        return None
    if _FOREIGN.search(tidy):
        raise Unreadable(
            msg("Amounts are in yuan; foreign currency is not converted. Write the amount in yuan, as in “30万元”.")
        )
    if _SIGNED.match(tidy):
        raise Unreadable(msg("An amount cannot be negative. Write it as in “30万元”."))
    found = _RANGE.search(tidy)
    if found:
        first, unit_first, second, unit_second = found.groups()
        scale = unit_second or unit_first or unit
        high = _yuan(second, scale)
        low = _yuan(first, unit_first or scale)
        if low > high and not unit_first:
            raise Unreadable(msg("The amount begins above its end. Write it as in “30-50万元”."))
        _nothing_left(tidy, found)
        return MoneyRange(min(low, high), max(low, high))
    found = _AMOUNT.search(tidy)
    if not found:
        if _NEGOTIABLE.search(tidy):
            return MoneyRange(negotiable=True)
        raise Unreadable(msg("This is not an amount. Write a number with its unit, as in “30万元”, or “面议”."))
    amount = _yuan(found.group(1), found.group(2) or unit)
    _nothing_left(tidy, found)
    if _AT_MOST.search(tidy):
        return MoneyRange(None, amount)
    if _AT_LEAST.search(tidy):
        return MoneyRange(amount, None)
    return MoneyRange(amount, amount)


def _nothing_left(tidy: str, found: re.Match[str]) -> None:
    rest = tidy[: found.start()] + tidy[found.end() :]
    for pattern in (_AT_MOST, _AT_LEAST, _NEGOTIABLE, _FILLER):
        rest = pattern.sub("", rest)
    if rest.strip("-+可元以或者其中"):
        raise Unreadable(
            msg("There is more than one amount here, or words that change it. Write one amount, as in “30万元”.")
        )


def _yuan(number: str, unit: str) -> Decimal:
    try:
        plain = Decimal(number.replace(",", "")) if number[0] in "0123456789." else Decimal(chinese_number(number))
    except InvalidOperation as error:
        raise Unreadable(
            msg("This is not an amount. Write a number with its unit, as in “30万元”, or “面议”.")
        ) from error
    if not plain.is_finite() or plain.adjusted() > 13 or (amount := plain * _UNITS[unit]) > MOST_YUAN:
        raise Unreadable(msg("The amount is beyond any budget. Check the number and its unit."))
    return amount.normalize() + 0 if amount else Decimal(0)


def chinese_number(text: str) -> int:
    """``三十五`` → 35. Below ten thousand; ``Unreadable`` for characters that are no digits."""
    total = current = 0
    for character in text:
        if character in _PLACES:
            total += (current or 1) * _PLACES[character]
            current = 0
        elif character in _DIGITS:
            current = _DIGITS[character] if total else current * 10 + _DIGITS[character]
        else:
            raise Unreadable(msg("This is not a number. Write it in digits."))
    return total + current


def unit_of(heading: str) -> str | None:
    """The unit of money a heading names: ``预算（万元）`` → ``万元``; ``None`` where it names none."""
    text = half_width(heading).replace(" ", "").lower()
    found = re.search(
        r"[(\[【/:,;](?:单位[:为]?)?(?:人民币)?(万亿元|亿元|千万元|百万元|十万元|万元|千元|元|万|亿)[)\]】]?", text
    )
    if not found:
        found = re.search(r"(万亿元|亿元|千万元|百万元|十万元|万元|千元)$", text)
    return found.group(1) if found else None


def scale_of(unit: str) -> Decimal:
    """How many yuan one of ``unit`` is; ``KeyError`` for a unit that is none."""
    return _UNITS[unit]


_DATE = re.compile(r"^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?)?年?(?:[t ].*)?$")
_COMPACT = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})?$")


def date(text: str) -> dt.date | None:
    """A date: ``2022.3``, ``2022年3月5日``, ``2022/3/5``, ``20220305``, an Excel serial number. A missing day or
    month is the first.
    """
    tidy = half_width(text).strip().lower().replace("年 ", "年").replace("月 ", "月")
    if tidy in _NOTHING:
        return None
    found = _DATE.match(tidy.replace("号", "日"))
    compact = _COMPACT.match(tidy)
    try:
        if compact and 1 <= int(compact.group(3)) <= 12:
            return dt.date(int(compact.group(1) + compact.group(2)), int(compact.group(3)), int(compact.group(4) or 1))
        if found and 1900 <= int(found.group(1)) <= 2200:
            return dt.date(int(found.group(1)), int(found.group(2) or 1), int(found.group(3) or 1))
        if re.fullmatch(r"\d{5}(\.\d+)?", tidy) and 10_000 <= float(tidy) < 80_000:
            moment = date_of(float(tidy))
            return moment.date() if isinstance(moment, dt.datetime) else moment if isinstance(moment, dt.date) else None
    except ValueError as error:
        raise Unreadable(msg("There is no such day. Write the date as in “2022-03-28”.")) from error
    raise Unreadable(msg("This is not a date. Write it as in “2022-03-28” or “2022年3月”."))


def year(text: str) -> int | None:
    """A year from 1900 to 2200 out of a year or a date."""
    tidy = half_width(text).strip()
    if tidy.lower() in _NOTHING:
        return None
    found = re.search(r"(?<!\d)(19\d\d|20\d\d|21\d\d)(?!\d)", tidy)
    if found:
        return int(found.group(1))
    moment = date(tidy)
    return moment.year if moment else None


def integer(text: str, *, most: int = 1_000_000) -> int | None:
    """A whole number from 0 to ``most``: ``5``, ``５人``, ``约10项``, ``三``."""
    tidy = re.sub(r"\s+", "", half_width(text)).lower()
    if tidy in _NOTHING or re.fullmatch(r"不限|无限制|nolimit|unlimited", tidy):
        return None
    found = re.fullmatch(r"(?:约|第|最多|至多|不超过)?(\d{1,9})(?:\.0+)?(?:[^\d.]{0,4})", tidy.replace(",", ""))
    if found and int(found.group(1)) <= most:
        return int(found.group(1))
    found = re.fullmatch(r"([〇零一二两三四五六七八九十百千]+)[个项家人名位级次]?", tidy)
    if found:
        return chinese_number(found.group(1))
    raise Unreadable(msg("This is not a whole number from 0 to {most}. Write it in digits.", most=most))


# Stages as offices write them, on the scale of GB/T 22900-2022 (the lower bound of the stage's usual range).
_STAGES = (
    (2, "概念|原理"),
    (3, "研发|研究"),
    (4, "实验室|样品"),
    (5, "样机|小试"),
    (6, "中试"),
    (7, "试生产|试制"),
    (8, "小批"),
    (9, "产业化|规模化|大批|批量生产|量产|成熟应用|已应用|推广"),
)


def readiness(text: str) -> int | None:
    """Technology readiness 1..9: ``6``, ``TRL 6``, ``六级``, or a stage such as ``中试``."""
    tidy = re.sub(r"\s+", "", half_width(text)).lower()
    if tidy in _NOTHING:
        return None
    found = re.fullmatch(r"(?:trl|第|级别|等级)*[-:]?(\d{1,2})(?:\.0+)?级?", tidy)
    if not found and (chinese := re.fullmatch(r"第?([一二三四五六七八九])级", tidy)):
        return _DIGITS[chinese.group(1)]
    if found and 1 <= int(found.group(1)) <= 9:
        return int(found.group(1))
    if not found:
        # The furthest stage a cell names counts: 已完成小试，进入中试.
        named = tidy.replace("小批量", "小批")
        stages = [level for level, words in _STAGES if any(word in named for word in words.split("|"))]
        if stages:
            return max(stages)
        inside = re.search(r"trl[-:]?([1-9])(?!\d)", tidy)
        if inside:
            return int(inside.group(1))
    raise Unreadable(msg("Readiness is a level from 1 to 9, or a stage such as 小试, 中试 or 产业化."))


_SEPARATORS = tuple(re.compile(pattern) for pattern in ("[;；\n|]", "[、]", "[,，]"))


def parts(text: str) -> tuple[str, ...]:
    """A list in one cell, cut at the strongest separator it has; each part once, in order."""
    if is_nothing(text):
        return ()
    for separators in _SEPARATORS:
        if separators.search(text):
            pieces = separators.split(text)
            break
    else:
        spaced = " " in text and not text.replace(" ", "").isascii() and len(max(text.split(" "), key=len)) < 12
        pieces = text.split(" ") if spaced else [text]
    tidy = (piece.strip(" \t,，;；、|") for piece in pieces)
    return tuple(dict.fromkeys(piece for piece in tidy if piece))


_CHINESE = "zh|cn|中文|汉语|中|简体中文|繁体中文|chinese|zh-cn|zh_cn|chi|zho|zh-hans|zh-hant|zh-tw"
_ENGLISH = "en|英文|英语|英|english|eng|en-us|en-gb"
_LANGUAGES = {name: code for names, code in ((_CHINESE, "zh"), (_ENGLISH, "en")) for name in names.split("|")}


def language(text: str) -> str | None:
    """``zh`` or ``en``; ``None`` where nothing is said (the language is then found from the text)."""
    tidy = half_width(text).strip().lower()
    if tidy in _NOTHING:
        return None
    if tidy not in _LANGUAGES:
        raise Unreadable(
            msg("The language is 中文 (zh) or 英文 (en); leave the cell empty to have it found from the text.")
        )
    return _LANGUAGES[tidy]


_LEVELS = {
    name: level
    for names, level in (
        ("4|强|strong", 4),
        ("3|较强|fairly strong|good", 3),
        ("2|弱|较弱|weak", 2),
        ("1|无|none|no", 1),
    )
    for name in names.split("|")
}


def level(text: str) -> int | None:
    """A level of fit from 1 to 4, as a digit or as 强, 较强, 弱, 无."""
    tidy = half_width(text).strip().lower().removesuffix(".0")
    if not tidy:
        return None
    if tidy not in _LEVELS:
        raise Unreadable(msg("A level is 4 (强), 3 (较强), 2 (弱) or 1 (无)."))
    return _LEVELS[tidy]
