"""Money as offices write it: ``30万``, ``1-2亿元``, ``面议``; the unit in the cell or in the heading."""

import re
from decimal import Decimal, InvalidOperation

from duijie_match.documents import MoneyRange
from duijie_match.lists.cells import folded
from duijie_match.lists.values import Unreadable, chinese_number, is_nothing
from duijie_match.wording import msg

LONGEST = 500
"""Characters of an amount; in longer texts it would take ever longer to find none."""
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
    r"|thousand|million|billion|yuan|[wkm](?!(?!rmb|cny|yuan)[a-z]))"
)
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+|[〇零一二两三四五六七八九十百千]+(?="
    + _UNIT
    + r"|$))"
)
_AMOUNT = re.compile(rf"({_NUMBER})({_UNIT}?)")
_RANGE = re.compile(rf"({_NUMBER})({_UNIT}?)(?:-|~|至|到|—|–|−)+¥?({_NUMBER})({_UNIT}?)")
_CURRENCIES = r"外币|新台币|[美欧日港澳加韩]元|美金|英镑|瑞郎|卢布|卢比|港币"
_FOREIGN = re.compile(rf"{_CURRENCIES}|usd|us\$|\$|eur|€|gbp|£|jpy|hkd")
_FOREIGN_HEADING = re.compile(
    rf"{_CURRENCIES}|(?<![a-z])(?:usd|eur|euros?|gbp|jpy|hkd|krw|aud|cad|chf|sgd|twd|ntd|dollars?|pounds?)(?![a-z])"
    r"|(?<!\w)(?:us|hk|nt)?\$|€|£"
)
_NEGOTIABLE = re.compile(
    r"一事一议|视.{0,8}而定|根据.{0,8}定|酌情|不限|作价|入股|面议|面谈|协商|商议|议价|另议|待定|待商|洽谈|商定|协议|negotia|tbd|tobedetermined|open"
)
_AT_MOST = re.compile(
    r"不超过|不高于|不多于|小于|低于|至多|最多|最高|以内|以下|之内|上限|≤|<|<=|upto|atmost|under|lessthan|max"
)
_AT_LEAST = re.compile(
    r"不少于|不低于|不小于|大于|高于|超过|至少|最少|最低|以上|起|≥|>|>=|\+$|atleast|over|morethan|from|min"
)
_FILLER = re.compile(
    r"人民币|不?含税|税[前后]|rmb|cny|yuan|¥|￥|约|大约|大概|左右|上下|余|多|总|共|计|合计|预计|拟|投入|资金|预算|金额|总投资|价格|整|每年|/年|年|为|人均|个|的|about|approx\.?|around|ca\.?|total|[:：,，。;；()（）=≈~\s.]"
)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d,])")
# 12,5 and 300000,00 as western programs write them; 3,5 and 30,50 may as well be two amounts, and 12,500 has thousands.
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+|\d{4,}|\d{2,}(?=,\d(?!\d))),(\d{1,2})(?![\d,.])")
_YUAN_SIGN = "¥"
_BETWEEN = re.compile(r"(?<=\d)\s+(?=\d)")  # two numbers, not one
_BRACKETED_UNIT = re.compile(rf"(?<=\d)[(]((?:人民币)?{_UNIT})[)]")
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_SIGNED = re.compile(r"^[^\d]{0,4}[-−]¥?(?=[\d.])")


_IN_YUAN = msg("Amounts are in yuan; foreign currency is not converted. Write the amount in yuan, as in “30万元”.")

_TWO_UNITS = Decimal(10_000)  # from here on ¥ under 万元 is rather yuan; ¥30 is 30万元

_NO_AMOUNT = msg("This is not an amount. Write a number with its unit, as in “30万元”, or “面议”.")


def money_under(heading: str, text: str, usual: str) -> MoneyRange | None:
    """The amount ``text`` under ``heading``; a bare number is in the heading's unit, or in the ``usual`` one."""
    if in_other_currency(heading) and not is_nothing(text):
        raise Unreadable(_IN_YUAN)
    return money(text, unit_of(heading) or "", usual)


def money(text: str, unit: str = "", usual: str = "") -> MoneyRange | None:
    """An amount in yuan: ``30万``, ``1-2亿元``, ``不超过50万``, ``面议``; ``unit`` is the heading's, for bare
    numbers, and ``usual`` what they are in where it names none.
    """
    if len(text) > LONGEST:
        raise Unreadable(_NO_AMOUNT)
    text = _DECIMAL_COMMA.sub(lambda found: f"{found.group(1).replace('.', '')}.{found.group(2)}", text)
    tidy = _THOUSANDS.sub(lambda found: found.group().replace(" ", ""), folded(text).strip()).translate(_FORMAL)
    tidy = re.sub(r"\s+", "", _BETWEEN.sub(";", tidy)).replace("，", ",")
    tidy = _BRACKETED_UNIT.sub(r"\1", tidy)
    if is_nothing(tidy):
        return None
    if _FOREIGN.search(tidy):
        raise Unreadable(_IN_YUAN)
    if _SIGNED.match(tidy):
        raise Unreadable(msg("An amount cannot be negative. Write it as in “30万元”."))
    found = _RANGE.search(tidy)
    if found:
        first, unit_first, second, unit_second = found.groups()
        scale = unit_second or unit_first or _unit_of_bare(tidy, second, unit, usual)
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
        raise Unreadable(_NO_AMOUNT)
    amount = _yuan(found.group(1), found.group(2) or _unit_of_bare(tidy, found.group(1), unit, usual))
    _nothing_left(tidy, found)
    if _AT_MOST.search(tidy):
        return MoneyRange(None, amount)
    if _AT_LEAST.search(tidy):
        return MoneyRange(amount, None)
    return MoneyRange(amount, amount)


def _unit_of_bare(tidy: str, number: str, heading: str, usual: str) -> str:
    """The unit of a bare number: the heading's, else the usual one, unless the cell says by its sign that it is in
    yuan.
    """
    unit = heading or usual
    if _YUAN_SIGN not in tidy or _UNITS[unit] < _TWO_UNITS or _yuan(number, "") < _TWO_UNITS:
        return unit
    if not heading:
        return ""
    raise Unreadable(
        msg(
            "The sign ¥ says that the amount is in yuan, the heading that it is in {unit}. Write the amount with its "
            "unit, as in “30万元”.",
            unit=unit,
        )
    )


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
        raise Unreadable(_NO_AMOUNT) from error
    if not plain.is_finite() or plain.adjusted() > 13 or (amount := plain * _UNITS[unit]) > MOST_YUAN:
        raise Unreadable(msg("The amount is beyond any budget. Check the number and its unit."))
    return amount.normalize() + 0 if amount else Decimal(0)


_LARGE_UNITS = r"万亿元|亿元|千万元|百万元|十万元|万元|千元"
_HEADING_UNIT = re.compile(
    rf"[(\[【/:,;](?:单位[:为]?)?(?:人民币|rmb|cny)?({_LARGE_UNITS}|元|万|亿)(?:人民币|rmb|cny)?[)\]】]?"
)
_LAST_UNIT = re.compile(rf"({_LARGE_UNITS})$")
_SCALE = r"ten thousand|10k|10,?000|million|mn|thousand|[km万亿]"
_ENGLISH_UNIT = re.compile(
    rf"(?<![a-z])(?:({_SCALE})\s*)?(?:of\s*)?(?:rmb|cny|yuan|¥)[\s,/]*(?:in\s*)?({_SCALE})?(?![a-z])"
)
_ENGLISH = {"k": "千元", "thousand": "千元", "m": "百万元", "mn": "百万元", "million": "百万元", "亿": "亿元", "": "元"}
_ABOVE = re.compile(
    r"(?:^|[\s(,;])(?:金额|货币|计量|计价)?单位\s*:\s*(?:人民币)?(万亿元|亿元|百万元|万元|千元|元)(?:人民币)?(?=$|[\s),;。])"
)


def unit_of(heading: str) -> str | None:
    """The unit of money a heading names: ``预算（万元）`` → ``万元``, ``Budget (RMB 10k)`` too; ``None`` where it
    names none.
    """
    folded_heading = folded(heading)
    text = folded_heading.replace(" ", "")
    found = _HEADING_UNIT.search(text) or _LAST_UNIT.search(text)
    if found:
        return found.group(1)
    words = _ENGLISH_UNIT.search(folded_heading)
    return _ENGLISH.get(words.group(1) or words.group(2) or "", "万元") if words else None


def unit_above(text: str) -> str | None:
    """The unit that a line above a list names for all its amounts: ``单位：万元``."""
    found = _ABOVE.search(folded(text)) if len(text) < 100 else None
    return found.group(1) if found else None


def in_other_currency(heading: str) -> bool:
    """Whether a heading says that its amounts are not in yuan: ``Budget (EUR)``, ``预算（万美元）``."""
    return bool(_FOREIGN_HEADING.search(folded(heading)))
