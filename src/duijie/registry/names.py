"""Names as people write them: keys under which the same name is found again, and pinyin initials to type it by."""

import functools
import re
import unicodedata
from importlib import resources
from types import ModuleType
from typing import Any

INITIALS_LENGTH = 120
# 有限责任公司, 股份有限公司 and 集团 come and go in lists of the same firm; a key is a hint, never an identity.
_LEGAL_FORM = re.compile(r"(?:集团)?(?:股份|责任)?(?:有限)?(?:责任|股份)?公司$")
_NOT_NAME = re.compile(r"[\W_]+")
_PLACE_SIGNS = re.compile(r"(?<=[\u4e00-\u9fff]{2})[省市](?=[\u4e00-\u9fff]{2})")
_HAN = re.compile(r"[\u3400-\u9fff]")


@functools.cache
def _simple_forms() -> dict[int, str]:
    """Traditional characters and their simplified ones, from OpenCC's table."""
    table = resources.files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {ord(old): new.split()[0] for old, new in pairs if len(old) == 1}


def simplify(text: str) -> str:
    """``text`` in half width (NFKC) and simplified characters."""
    return unicodedata.normalize("NFKC", text).translate(_simple_forms())


def tidy_name(text: str) -> str:
    """A name as it is kept: NFKC, one blank at most between words, none between Chinese characters."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", text)


def name_key(name: str) -> str:
    """The key of ``name``: alike for full width, blanks, brackets, traditional characters, 省/市 and the legal form.

    >>> name_key("黄冈市恒力轴承（集团）有限责任公司") == name_key("黃岡恒力軸承有限公司 ")
    True
    """
    plain = _NOT_NAME.sub("", simplify(name)).casefold()
    short = _LEGAL_FORM.sub("", plain)
    short = _PLACE_SIGNS.sub("", short or plain)
    return (short or plain)[:INITIALS_LENGTH]


@functools.cache
def pinyin() -> ModuleType:
    """The library, imported when first used: it reads dictionaries for half a second, which few commands need."""
    import pypinyin  # noqa: PLC0415 – see above

    return pypinyin


@functools.cache
def _words() -> Any:
    from pypinyin.core import Pinyin  # noqa: PLC0415 – as above

    return Pinyin()


@functools.lru_cache(maxsize=20_000)
def _letters_of(character: str) -> str:
    """The different first letters of a character's readings, most usual first (``重`` → ``zc``)."""
    if not _HAN.match(character):
        return character.casefold() if character.isalnum() else ""
    readings = pinyin().pinyin(character, style=pinyin().Style.FIRST_LETTER, heteronym=True)
    return "".join(dict.fromkeys(letter[:1].casefold() for letter in readings[0] if letter[:1].isascii()))


@functools.lru_cache(maxsize=50_000)
def _letters_in_context(word: str) -> str:
    """The first letters of a word as the reader says it (银行 → ``yh``); the words of names come again and again."""
    return "".join(pinyin().lazy_pinyin([word], style=pinyin().Style.FIRST_LETTER)).casefold()


def initials_of(name: str) -> str:
    """Pinyin initials of ``name``, and after blanks the same with one character read otherwise, as far as they fit.

    The first is read in context (重庆 → ``cq``); the others make 乐清 findable by ``yq`` and by ``lq``.
    """
    plain = _NOT_NAME.sub("", simplify(name))
    choices = [_letters_of(character) for character in plain]
    if not any(len(letters) > 1 for letters in choices):
        return "".join(choices)[:INITIALS_LENGTH]
    first = "".join(map(_letters_in_context, _words().seg(plain)))[:INITIALS_LENGTH]
    known = [first]
    for at, letters in enumerate(choices):
        for letter in letters if len(first) == len(choices) else "":
            other = first[:at] + letter + first[at + 1 :]
            if other not in known and len(" ".join(known)) + 1 + len(other) <= INITIALS_LENGTH:
                known.append(other)
    return " ".join(known)
