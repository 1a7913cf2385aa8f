"""The letters of all scripts but Chinese, in normal form: those of words between blanks, and those of scripts that put
no blanks between words.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19FF),  # Tai Le, New Tai Lue, Khmer symbols
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x1B00, 0x1B7F),  # Balinese
    (0xA980, 0xA9FF),  # Javanese, Burmese
    (0xAA60, 0xAADF),  # Burmese, Tai Viet
)
_NO_LETTERS = (
    (0x02B0, 0x036F),  # apostrophes and the like, accents that stand behind their letter
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
    (0x2000, 0x2BFF),  # signs
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3400, 0x4DBF),  # Chinese
    (0x4E00, 0x9FFF),
    (0xD7B0, 0xFAFF),
    (0xFE00, 0xFE2F),  # variants of signs
    (0xFFFE, 0xFFFF),
)
_HANGUL = (0xAC00, 0xD7A3)  # letters all
_RARE = "\U00010280-\U00016fff\U0001e000-\U0001e95f"
"""Further scripts, by the blocks in which little else stands: a class of single characters would be slow here."""


def _is_letter(code: int) -> bool:
    category = unicodedata.category(chr(code))
    return category[0] == "L" or _is_mark(code)


def _is_mark(code: int) -> bool:
    return unicodedata.category(chr(code)) in {"Mn", "Mc"}


def _class_of(codes: Iterable[int]) -> str:
    """The inside of a regular expression's class of ``codes``, which rise."""
    spans: list[list[int]] = []
    for code in codes:
        if spans and code == spans[-1][1] + 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in spans)


def _spaced() -> Iterator[int]:
    """Letters as they are in normal form: of the ASCII ones the small ones only."""
    yield from range(ord("a"), ord("z") + 1)
    before = 0x7F
    for first, last in sorted((*_UNSPACED, *_NO_LETTERS, _HANGUL)):
        yield from filter(_is_letter, range(before + 1, first))
        if (first, last) == _HANGUL:
            yield from range(first, last + 1)
        before = last


def _unspaced() -> Iterator[int]:
    return (code for first, last in _UNSPACED for code in range(first, last + 1))


LETTERS = _class_of(_spaced()) + _RARE
"""Letters of words, with the vowel signs and points that stand over, under and beside them."""
UNSPACED = _class_of(filter(_is_letter, _unspaced()))
"""Letters and signs of scripts that put no blanks between words."""
JOINING = _class_of(filter(_is_letter, range(0x0600, 0x0E00)))
"""Letters of the Arabic and the Indian scripts, which a joiner or non-joiner within a word may stand between."""
JOINERS = "\u200c\u200d"
_CLUSTER = re.compile(f".[{_class_of(filter(_is_mark, _unspaced()))}]*")
_POINTS = re.compile(f"[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670{JOINERS}]")


def without_points(word: str) -> str:
    """``word`` as it is commonly written: Hebrew and Arabic leave the signs of short vowels out, but in schoolbooks;
    and not everybody types the joiners of Persian and Sinhala, which say only how letters are drawn.
    """
    return _POINTS.sub("", word) or word


def cluster_pairs(run: str) -> Iterator[tuple[int, int]]:
    """Where two neighbouring letters of ``run`` (of ``UNSPACED``) stand, with the signs that belong to each; a letter
    by itself where there is but one.
    """
    starts = [hit.start() for hit in _CLUSTER.finditer(run)]
    ends = [*starts[1:], len(run)]
    if len(starts) == 1:
        yield 0, len(run)
    yield from zip(starts, ends[1:], strict=False)
