"""Numbers as Word writes them before a paragraph: 1, 01, a, IV, 一, 十二, 壹, 甲, ①, （1）.

Each writes from 1 on. What has no sign for a number – the eleventh of ten – is written in digits, as Word does.
"""

from collections.abc import Callable

DIGITS, PLACES = "〇一二三四五六七八九", ("", "十", "百", "千")
LEGAL_DIGITS, LEGAL_PLACES = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")
ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
MOST_ROMAN, MOST_LETTERS, MOST_COUNTED = 3999, 26 * 10, 9999


def roman(number: int) -> str:
    if not 0 < number <= MOST_ROMAN:
        return str(number)
    signs = ""
    for worth, sign in ROMAN:
        signs += sign * (number // worth)
        number %= worth
    return signs


def letters(number: int) -> str:
    """a … z, aa, bb … zz, aaa: the letter is repeated, unlike in the columns of a sheet."""
    if not 0 < number <= MOST_LETTERS:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def digit_by_digit(number: int) -> str:
    return "".join(DIGITS[int(one)] for one in str(number)) if number >= 0 else str(number)


def counted(number: int, digits: str = DIGITS, places: tuple[str, ...] = PLACES) -> str:
    """一 … 十, 十一, 二十, 一百〇一, 一千二百三十四; of the legal digits 壹拾 keeps its 壹."""
    if not 0 < number <= MOST_COUNTED:
        return str(number)
    written, is_gap = "", False
    for at, one in enumerate(reversed(str(number))):
        digit = int(one)
        if digit == 0:
            is_gap = bool(written)
            continue
        written = digits[digit] + places[at] + (digits[0] if is_gap else "") + written
        is_gap = False
    return written[1:] if digits == DIGITS and 10 <= number < 20 else written


def _signs(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _range(first: int, count: int) -> str:
    return "".join(chr(first + one) for one in range(count))


def _wide(number: int) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if one.isdecimal() else one for one in str(number))


def _circled(number: int) -> str:
    return _signs(_range(0x2460, 20))(number)


def _ordinal(number: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number % 100 < 14 else ends.get(number % 10, 'th')}"


def _legal(number: int) -> str:
    return counted(number, LEGAL_DIGITS, LEGAL_PLACES)


def _short(number: int) -> str:
    """To ninety-nine as counted, digit by digit from there on."""
    return counted(number) if number < 100 else digit_by_digit(number)


WRITTEN: dict[str, Callable[[int], str]] = {
    "decimal": str, "decimalZero": lambda number: f"{number:02d}", "ordinal": _ordinal, "none": lambda number: "",
    "upperRoman": roman, "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: letters(number).upper(), "lowerLetter": letters,
    "decimalFullWidth": _wide, "decimalFullWidth2": _wide, "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled, "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _signs(_range(0x2474, 20)), "decimalEnclosedFullstop": _signs(_range(0x2488, 20)),
    "chineseCounting": _short, "taiwaneseCounting": _short, "japaneseCounting": counted,
    "chineseCountingThousand": counted, "taiwaneseCountingThousand": counted,
    "ideographDigital": digit_by_digit, "taiwaneseDigital": digit_by_digit,
    "japaneseDigitalTenThousand": digit_by_digit, "chineseLegalSimplified": _legal,
    "ideographEnclosedCircle": _signs(_range(0x3280, 10)),
    "ideographTraditional": _signs("甲乙丙丁戊己庚辛壬癸"), "ideographZodiac": _signs("子丑寅卯辰巳午未申酉戌亥"),
}  # fmt: skip
"""By the name that WordprocessingML gives the kind (ECMA-376, part 1, 17.18.59 ST_NumberFormat)."""
BULLET = "bullet"
BULLETS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf06c": "●", "\uf06e": "■", "\uf075": "◆", "\uf076": "❖", "\uf0d8": "➢",
    "\uf0fc": "✓", "\uf0a8": "□", "\uf0e8": "→", "o": "○",
}  # fmt: skip
"""Signs of Word's symbol fonts, which stand where other fonts have none, by those of a font of text."""


def bullet(sign: str) -> str:
    """One of ours for a sign of a symbol font; a round one for what is not known."""
    if sign in BULLETS:
        return BULLETS[sign]
    return "•" if not sign or "\ue000" <= sign[0] <= "\uf8ff" else sign
