"""Numbers of certificates: a running number by a pattern of the programme, and a code that nobody can guess.

The number is for people and files, and runs without a gap. What the check page asks for is the code: 15 characters
drawn at random (73 bits) and one that checks them (ISO/IEC 7064, hybrid system for 30 characters), so that a mistyped
code is told from a false one, and counting up is useless. The check finds every wrong character, but of the swaps of
two neighbours a few agree with it by chance; a code with such a swap is not given out.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NotValid
from stdnum.iso7064 import mod_37_36

from duijie.programmes.faults import Fault, Faults

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without 0, 1, I, L, O and U, which are misread; 30, since 31 is a prime, as the check needs."""
DRAWN = 15
LONGEST = 60
WIDEST = 8
_HOLE = re.compile(r"\{([a-z]*)(?::0?(\d{1,2}))?\}", re.ASCII)
_PLAIN = re.compile(r"[\w\-/.()（）〔〕\[\]·号第 ]*")


def read_pattern(text: str) -> str:
    """A pattern such as ``云科联〔{year}〕{serial:04}号``: ``{year}``, ``{serial}`` with its digits, ``{area}`` for
    the code of the area that recommended. Raises ``Faults`` with code ``pattern``."""
    holes = _HOLE.findall(text)
    names = [name for name, _width in holes]
    rest = _HOLE.sub("", text)
    if len(text) > LONGEST or not _PLAIN.fullmatch(rest) or set(names) - {"year", "serial", "area"}:
        message = _("Letters, digits and signs, with {year}, {serial:04} and {area}; at most 60 characters.")
        raise Faults([Fault("", "number", "pattern", message)])
    if sorted(name for name in names if name != "area") != ["serial", "year"] or names.count("area") > 1:
        message = _("The pattern holds {year} and {serial} once each: numbers run from 1 every year.")
        raise Faults([Fault("", "number", "pattern", message)])
    if any(width and (name != "serial" or not 1 <= int(width) <= WIDEST) for name, width in holes):
        message = _("Only {serial} has digits, 1 to 8 of them, such as {serial:04}.")
        raise Faults([Fault("", "number", "pattern", message)])
    return text


def number_of(pattern: str, *, year: int, serial: int, area: str = "") -> str:
    """The number. ``serial`` counts from 1 within a programme and year and may outgrow its digits."""
    if serial < 1:
        raise ValueError("serial is 1 or more")
    filled = {"year": str(year), "area": area}
    return _HOLE.sub(lambda hole: filled.get(hole[1], str(serial).zfill(int(hole[2] or 1))), pattern)


def draw_code() -> str:
    """A new code, with its check character. No swap of two neighbours of it is a code."""
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _number in range(DRAWN))
        code = drawn + mod_37_36.calc_check_digit(drawn, ALPHABET)
        if not any(read_code(swapped) for swapped in _swaps(code)):
            return code


def _swaps(code: str) -> set[str]:
    swaps = {code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(len(code) - 1)}
    return swaps - {code}


def shown_code(code: str) -> str:
    """The code in groups of four, as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(text: str) -> str | None:
    """The code that somebody typed, in whatever case, width and groups; None where it cannot be one."""
    code = "".join(c for c in unicodedata.normalize("NFKC", text[:100]).upper() if c.isalnum())
    if len(code) != DRAWN + 1 or not set(code) <= set(ALPHABET):
        return None
    try:
        mod_37_36.validate(code, ALPHABET)
    except NotValid:
        return None
    return code


def gaps(issued: Iterable[int], voided: Iterable[int] = ()) -> list[int]:
    """The serials up to the last one that were neither issued nor recorded as void. There must be none."""
    known = {*issued, *voided}
    return [serial for serial in range(1, max(known, default=0) + 1) if serial not in known]
