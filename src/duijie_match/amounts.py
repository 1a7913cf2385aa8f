"""Amounts of money as offices write them: 300 万元, 1.2 亿元; CNY 3 million. Exact: no digit is rounded away."""

from collections.abc import Sequence
from decimal import Decimal

MOST_PLACES = 2
"""Digits behind the point; an amount that needs more of them is written in the next smaller unit."""
_CHINESE = ((Decimal(10**8), "{} 亿元"), (Decimal(10**4), "{} 万元"), (Decimal(1), "{} 元"))
_ENGLISH = ((Decimal(10**9), "CNY {} billion"), (Decimal(10**6), "CNY {} million"), (Decimal(1), "CNY {}"))


def amount_in_words(amounts: Sequence[Decimal], language: str) -> str:
    """One amount in yuan, or both ends of a range, in the largest unit of ``language`` in which they are short."""
    units = _CHINESE if language.lower().startswith("zh") else _ENGLISH
    yuan, words = next(
        unit
        for unit in units
        if unit[0] == 1 or (min(amounts) >= unit[0] and all(_is_short(a / unit[0]) for a in amounts))
    )
    return words.format("–".join(_plain(amount / yuan) for amount in dict.fromkeys(amounts)))


def _is_short(number: Decimal) -> bool:
    return number == round(number, MOST_PLACES)


def _plain(number: Decimal) -> str:
    """Thousands apart, without needless digits: 12,000 and 1.2."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
