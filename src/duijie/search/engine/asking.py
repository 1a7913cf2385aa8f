"""What a person typed, as the index is asked for it; and the passages that show why something was found."""

import functools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from duijie.common.lines import one_line
from duijie.search.engine.synonyms import NOTHING, Synonyms
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.analysis.languages import detect_language
from duijie_match.analysis.normalise import normalise

LONGEST = 200  # characters of a question that are read
NEEDED = 0.6  # share of the terms that a text must hold; of one or two, all
PASSAGE = 150  # characters shown around the words found
_LETTERS = re.compile(r"[a-z0-9]{2,24}")
_CODE = re.compile(r"[a-z0-9][a-z0-9./-]{3,39}")

LANGUAGES = ("zh", "en")


@functools.cache
def analyser() -> FastAnalyser:
    return FastAnalyser()


def language_code(text: str, told: str = "") -> int:
    """0 for Chinese, 1 for everything else, as the matching core counts them."""
    return LANGUAGES.index(told if told in LANGUAGES else detect_language(text))


def plain(text: str) -> str:
    """Half width, small letters, simplified characters, one blank at most: how whole names and codes are compared."""
    return " ".join(normalise(text).text.split())


def index_terms(text: str) -> list[str]:
    """The terms that ``text`` is found by."""
    return analyser().analyse(text).terms


@dataclass(frozen=True, slots=True)
class Question:
    """``terms`` of which ``needed`` must be there; ``letters`` may begin pinyin initials, ``code`` a code or name.

    ``others`` says by term what stands for it as well: groups of terms, all of one group together.
    """

    text: str
    terms: tuple[str, ...]
    needed: int
    letters: str
    code: str
    language: int
    others: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    @property
    def marked(self) -> tuple[str, ...]:
        """The terms that are marked in what was found."""
        more = (term for groups in self.others.values() for group in groups for term in group)
        return tuple(dict.fromkeys((*self.terms, *more)))

    def __bool__(self) -> bool:
        return bool(self.terms or self.letters or self.code)


def read_question(text: str, synonyms: Synonyms = NOTHING) -> Question:
    """``text`` as a question; without anything to look for it is false. What it names by one spelling of ``synonyms``
    is found by the others, too.
    """
    text = one_line(text, LONGEST)
    tokens = list(analyser().analyse(text))
    found = list(dict.fromkeys(token.term for token in tokens))
    # Single characters count only where nothing longer was typed: everything holds 机 or 技.
    terms = [term for term in found if term[0] in "bwpnx"] or [term for term in found if term[0] == "c"]
    whole = plain(text)
    letters = whole if _LETTERS.fullmatch(whole) else ""
    code = whole if whole and (_CODE.fullmatch(whole) or len(whole) >= 2) else ""
    others: dict[str, tuple[tuple[str, ...], ...]] = {}
    for start, end, spellings in synonyms.find(text):
        groups = tuple(group for one in spellings if (group := _group(one)))
        for token in tokens:
            if start <= token.start and token.end <= end and token.term in terms:
                others[token.term] = tuple(dict.fromkeys((*others.get(token.term, ()), *groups)))
    return Question(text, tuple(terms), math.ceil(NEEDED * len(terms)), letters, code, language_code(text), others)


def _group(spelling: str) -> tuple[str, ...]:
    """The terms that every text has in which ``spelling`` stands."""
    found = list(dict.fromkeys(analyser().analyse(spelling).terms))
    # Words of Chinese depend on what stands beside them.
    return tuple([term for term in found if term[0] in "bwpn"] or [term for term in found if term[0] == "c"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage; ``found`` where it holds what was asked for."""

    text: str
    found: bool


def highlight(text: str, terms: Sequence[str], length: int | None = None) -> tuple[Piece, ...]:
    """``text``, or its stretch of ``length`` characters with most of ``terms``, cut where terms begin and end."""
    tokens = analyser().analyse(text)
    wanted = set(terms)
    spans = sorted((token.start, token.end) for token in tokens if token.term in wanted)
    merged: list[list[int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    begin, stop = 0, len(text)
    if length is not None and len(text) > length:
        begin, stop = _best_window(merged, len(text), length)
    pieces = [Piece("…", False)] if begin else []
    at = begin
    for start, end in merged:
        if end <= begin or start >= stop:
            continue
        start, end = max(start, begin), min(end, stop)
        if start > at:
            pieces.append(Piece(text[at:start], False))
        pieces.append(Piece(text[start:end], True))
        at = end
    if at < stop:
        pieces.append(Piece(text[at:stop], False))
    if stop < len(text):
        pieces.append(Piece("…", False))
    return tuple(pieces)


def _best_window(spans: list[list[int]], size: int, length: int) -> tuple[int, int]:
    """The window that begins a little before a span and covers most found characters; the first of equals."""
    best, begin = 0, 0
    for start, _end in spans:
        from_here = max(0, min(start - length // 5, size - length))
        covered = sum(max(0, min(e, from_here + length) - max(s, from_here)) for s, e in spans)
        if covered > best:
            best, begin = covered, from_here
    return begin, min(size, begin + length)
