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
    ENGLISH_WORDS,
)

Span = tuple[int, int]

REMEMBERED = 8192
"""Texts whose words are kept."""
_RUN = re.compile(f"[{HAN}]+")
_UNITS = "|".join(CHINESE_UNITS)
_COUNTED = re.compile(
    f"[一二两三四五六七八九十百千几多每各]+(?:{_UNITS}|[{''.join(sorted(CHINESE_MEASURES))}成])+|{_UNITS}"
)
_WORD = re.compile(r"[^\W_]+")
_SHORT_NUMBER = re.compile(r"[0-9]{1,2}")
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
def name_in(text: str, start: int, end: int, whole: tuple[Span, ...]) -> Span | None:
    """What of ``text[start:end]``, which another text shares, can be named, if anything. Stretches in it that are
    ``whole`` (words in letters, numbers, terms of a lexicon) are not cut.
    """
    starts, ends = chinese_words(text)
    first, last = bisect_left(starts, start), bisect_right(ends, end)  # the words in between are wholly shared
    words = [spelling(text[starts[place] : ends[place]]) for place in range(first, last)]
    kept = [*whole, *([(starts[first], ends[last - 1])] if words else [])]
    if whole:
        start, end = min(one[0] for one in kept), max(one[1] for one in kept)
        return (start, end) if tells(spelling(text[start:end])) else None
    if not words:
        return (start, end) if is_part_in(text, start, end) and tells(spelling(text[start:end])) else None
    while words and _is_beside(words[0], words[1:2]):
        del words[0]
        first += 1
    while words and _is_beside(words[-1], words[-2:-1]):
        del words[-1]
        last -= 1
    return (starts[first], ends[last - 1]) if _tell(words) else None


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
    if key in CHINESE_WORDS or key in CHINESE_DEGREES or _SHORT_NUMBER.fullmatch(key) or _COUNTED.fullmatch(key):
        return False
    return not key.isascii() or any(word not in ENGLISH_WORDS and word not in ENGLISH for word in _WORD.findall(key))


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
