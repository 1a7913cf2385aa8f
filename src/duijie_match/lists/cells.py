"""Cells as a file holds them, and their text."""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from duijie_match.analysis.normalise import simplified_characters


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula that failed: ``code`` is ``#REF!``, ``#N/A`` …"""

    code: str


Value = str | int | float | bool | dt.datetime | dt.date | dt.time | CellError | None


@dataclass(slots=True)
class Row:
    """One row that holds something. ``number`` counts from 1 as spreadsheets show it; ``cells[i]`` is column i."""

    number: int
    cells: list[Value]


# XML 1.0 forbids these; they come from copied PDF text and from broken exports. Lone surrogates are not text at all.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_BLANKS = re.compile("[ \t\xa0\u2000-\u200a\u202f\u205f\u3000]+")
_AROUND_BREAK = re.compile(" ?[\r\n\x85\u2028\u2029]+ ?")
_ZERO_WIDTH = re.compile("[\u200b\u200e\u200f\u2060\xad]")
# A text that begins so is a formula to a spreadsheet, and is written with an apostrophe before it (``writing``).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
_APOSTROPHE = re.compile(rf"^['\u2019](?=[{re.escape(''.join(FORMULA_STARTS))}0-9])")
# Cheap test that spares most cells the substitutions above.
_UNTIDY = re.compile("[^ -\x7e\u2e80-\u2fff\u3001-\u9fff\uff01-\uff5e]|  |^[' ]| $")


def clean(text: str) -> str:
    """``text`` without what is no text: control characters, lone surrogates, double blanks, Excel's leading apostrophe.

    Line breaks stay as one ``\\n`` each.
    """
    if not _UNTIDY.search(text):
        return text
    text = _ILLEGAL.sub("", text)
    text = _ZERO_WIDTH.sub("", text)
    text = _AROUND_BREAK.sub("\n", _BLANKS.sub(" ", text)).strip()
    return _APOSTROPHE.sub("", text)


def has_illegal(text: str) -> bool:
    """Whether ``clean`` would drop characters that no XML file may hold."""
    return _ILLEGAL.search(text) is not None


def drop_illegal(text: str) -> str:
    """``text`` without the characters XML forbids and without lone surrogates; blanks and breaks stay."""
    return _ILLEGAL.sub("", text) if _ILLEGAL.search(text) else text


def text_of(value: Value) -> str:
    """The cell as a person reads it: ``12.0`` is ``12``, a date is ``2022-03-28``, a failed formula is empty."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    return ""


def number_text(value: float) -> str:
    """``12.0`` → ``12``; the fifteen digits Excel itself keeps, never ``1.3E+10`` for a telephone number."""
    whole = abs(value) < 1e15 and value == int(value)
    return str(int(value)) if whole else format(value, ".15g")


def is_blank(cells: Sequence[Value]) -> bool:
    """Whether a row holds nothing but emptiness."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def folded(text: str) -> str:
    """Half width, small letters, simplified characters: how headings and words that stand for a value are looked up."""
    return text.lower() if text.isascii() else half_width(text).lower().translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    return str.maketrans(simplified_characters())


def half_width(text: str) -> str:
    """NFKC: ``１２３`` → ``123``, ``（`` → ``(``, ``㎡`` → ``m2``."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
