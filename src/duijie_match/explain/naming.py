"""What of a stretch that two texts share is called a term: whole words, and not those that only compare or count.

What is named does not change what is scored.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from duijie_match.analysis.cutting import cut
from duijie_match.analysis.languages import HAN
from duijie_match.analysis.normalise import normal_text, normalise
from duijie_match.analysis.stopwords import (
    CHINESE_DEGREES,
    CHINESE_EDGES,
    CHINESE_MEASURES,
    CHINESE_UNITS,
    CHINESE_WORDS,
    ENGLISH,
    ENGLISH_GENERAL,
    ENGLISH_WORDS,
)

Span = tuple[int, int]

REMEMBERED = 8192
"""Texts whose words are kept."""
_RUN = re.compile(f"[{HAN}]+")
_UNITS = "|".join(CHINESE_UNITS)
_COUNTED = re.compile(
    f"(?!(?:[二三四五]元|二次)$)[一二两三四五六七八九十百千几多每各]+(?:{_UNITS}|[{''.join(sorted(CHINESE_MEASURES))}成])+|{_UNITS}"
)
"""What counts or measures; 三元 of 三元乙丙 and 二次 of 二次电池 are kinds, not counts."""
_WORD = re.compile(r"[^\W_]+")
_BARE_NUMBER = re.compile(r"[\W\d_]*\d[\W\d_]*")
_DESIGNATION = re.compile(r"(?!(?:19|20)\d\d$)\d{2,}[1-9]")
"""A number that names something, such as a standard or an alloy: not round, and no year."""
_UNIT_SIGNS = re.compile("[%‰°℃℉$€£¥￥]")
_APART = re.compile(r"[^\w\s'’&+/·-]|\n")
"""What no term goes across: signs between words, but for those that join them."""
_BESIDE = re.compile(r"[\s-]?")
_UNTOLD = ENGLISH | ENGLISH_WORDS | ENGLISH_GENERAL
_EMPTY = CHINESE_MEASURES | set(CHINESE_EDGES)


@lru_cache(maxsize=REMEMBERED)
def chinese_words(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the Chinese words of ``text`` start and end, as the segmenter finds them."""
    normal = normalise(text)
    starts: list[int] = []
    ends: list[int] = []
    for run in _RUN.finditer(normal.text):
        place = run.start()
        for word in cut(run.group()):
            start, end = normal.span(place, place + len(word))
            starts.append(start)
            ends.append(end)
            place += len(word)
    return tuple(starts), tuple(ends)


@lru_cache(maxsize=100_000)
def spelling(written: str) -> str:
    """``written`` in normal form."""
    return normal_text(written)


@lru_cache(maxsize=100_000)
def names_in(text: str, start: int, end: int, whole: tuple[Span, ...]) -> tuple[Span, ...]:
    """What of ``text[start:end]``, which another text shares, can be named. Stretches in it that are ``whole`` (words
    in letters, numbers, terms of a lexicon) are not cut.
    """
    starts, ends = chinese_words(text)
    first, last = bisect_left(starts, start), bisect_right(ends, end)  # the words in between are wholly shared
    words = [spelling(text[starts[place] : ends[place]]) for place in range(first, last)]
    kept = [*whole, *([(starts[first], ends[last - 1])] if words else [])]
    if whole:
        return tuple(_trimmed(text, atoms) for atoms in _pieces(text, kept) if any(_atom_tells(text, a) for a in atoms))
    if not words:
        return ((start, end),) if is_part_in(text, start, end) and tells(spelling(text[start:end])) else ()
    while words and _is_beside(words[0], words[1:2]):
        del words[0]
        first += 1
    while words and _is_beside(words[-1], words[-2:-1]):
        del words[-1]
        last -= 1
    return ((starts[first], ends[last - 1]),) if _tell(words) else ()


def _pieces(text: str, spans: list[Span]) -> list[list[Span]]:
    """The smallest of ``spans`` in reading order, parted where a sign that ends a sentence or a clause lies between."""
    pieces: list[list[Span]] = []
    for start, end in _smallest(spans):
        if pieces and not _APART.search(text, pieces[-1][-1][1], start):
            pieces[-1].append((start, end))
        else:
            pieces.append([(start, end)])
    return pieces


def _smallest(spans: list[Span]) -> list[Span]:
    """Those that hold no other one; what overlaps, in a script without blanks, is one."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        while kept and kept[-1][0] <= start and end <= kept[-1][1]:
            kept.pop()
        kept.append((start, end))
    joined: list[Span] = []
    for start, end in kept:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _trimmed(text: str, atoms: list[Span]) -> Span:
    """Neighbouring words, one of which tells something, without those at the edges that do not: a general word in
    front, or one that does not follow or precede at once. *Low noise* and *cooling units* stay, and *system for sewing
    machines* is about *sewing machines*.
    """
    first, last = 0, len(atoms) - 1
    while not _atom_tells(text, atoms[first]):
        follows = text[atoms[first][1] : atoms[first + 1][0]]
        if not _BESIDE.fullmatch(follows) or spelling(text[slice(*atoms[first])]) in ENGLISH_GENERAL:
            first += 1
        else:
            break
    while not _atom_tells(text, atoms[last]) and not _BESIDE.fullmatch(text[atoms[last - 1][1] : atoms[last][0]]):
        last -= 1
    return atoms[first][0], atoms[last][1]


def _atom_tells(text: str, atom: Span) -> bool:
    return tells(spelling(text[atom[0] : atom[1]]))


def with_parts(text: str, name: Span, start: int, end: int, other: str) -> Span:
    """``name`` with what is left of the shared ``text[start:end]`` before and behind it, where that is a part of a word
    that is a word in the ``other`` text: 球阀 of 球阀密封件 becomes 球阀密封 where the other speaks of a 密封.
    """
    there = other.find(text[start:end])
    if there < 0:
        return name
    first, last = name
    if _is_part_and_word(text, start, first, other, there):
        first = start
    if _is_part_and_word(text, last, end, other, there + last - start):
        last = end
    return first, last


def _is_part_and_word(text: str, start: int, end: int, other: str, there: int) -> bool:
    return (
        end - start > 1
        and is_part_in(text, start, end)
        and not is_word_in(text, start, end)
        and is_word_in(other, there, there + end - start)
        and tells(spelling(text[start:end]))
    )


def is_said_in_both(text: str, place: Span, other: str, there: Span) -> bool:
    """Whether a shared stretch is whole words in one of two texts and, in the other, whole words or part of one: 时机
    is not what 砂轮修整的时机 and 作业时机身 share.
    """
    here, elsewhere = is_word_in(text, *place), is_word_in(other, *there)
    if here:
        return elsewhere or is_part_in(other, *there)
    return elsewhere and is_part_in(text, *place)


def is_word_in(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` consists of whole Chinese words, or touches none."""
    starts, ends = chinese_words(text)
    first, last = bisect_right(ends, start), bisect_left(starts, end)
    return first >= last or (starts[first] >= start and ends[last - 1] <= end)


def is_part_in(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` lies within one Chinese word."""
    starts, ends = chinese_words(text)
    return bisect_left(starts, end) - bisect_right(ends, start) == 1


@lru_cache(maxsize=REMEMBERED)
def tells(key: str) -> bool:
    """Whether a term in normal form says anything to a reader by itself."""
    if key in CHINESE_WORDS or key in CHINESE_DEGREES or _COUNTED.fullmatch(key):
        return False
    if _BARE_NUMBER.fullmatch(key):
        return _UNIT_SIGNS.search(key) is not None or _DESIGNATION.fullmatch(key) is not None
    return not key.isascii() or any(word not in _UNTOLD and not word.isdigit() for word in _WORD.findall(key))


def _is_beside(word: str, inner: list[str]) -> bool:
    """Whether a Chinese word at an edge, the next one being ``inner``, is not part of a term."""
    if word in CHINESE_MEASURES:
        return not inner or len(inner[0]) > 1
    return word in CHINESE_DEGREES or word in CHINESE_EDGES or _COUNTED.fullmatch(word) is not None


def _tell(words: list[str]) -> bool:
    """Whether neighbouring Chinese words say anything: one of them does, or the segmenter does not know them and leaves
    their characters apart.
    """
    if any(len(word) > 1 and tells(word) for word in words):
        return True
    return len(words) > 1 and all(len(word) == 1 and word not in _EMPTY for word in words)
