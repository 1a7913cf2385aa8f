"""The default analyser: one regular expression, one call to jieba per Chinese stretch, stems remembered."""

import re
from functools import lru_cache

import snowballstemmer

from duijie_match.analysis.base import Tokens
from duijie_match.analysis.cutting import cut
from duijie_match.analysis.languages import HAN
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.normalise import normalise
from duijie_match.analysis.scripts import JOINERS, JOINING, LETTERS, UNSPACED, cluster_pairs, without_points
from duijie_match.analysis.stopwords import CHINESE_CHARACTERS, ENGLISH
from duijie_match.analysis.units import MULTIPLIERS, UNITS, spell_number

LONGEST_WORD = 40
"""Longer words are addresses, sequences and the like."""


def _alternatives(spellings: dict[str, object] | set[str]) -> str:
    return "|".join(re.escape(spelling) for spelling in sorted(spellings, key=lambda s: (-len(s), s)))


_LATIN_UNITS = {unit for unit in UNITS if unit[-1].isascii() and unit[-1].isalnum()}
_OTHER_UNITS = set(UNITS) - _LATIN_UNITS
_MIXED_UNITS = {unit for unit in _LATIN_UNITS if not unit[0].isascii()}  # 元/kg is longer than 元
_LATIN_MULTIPLIERS = {name for name in MULTIPLIERS if name.isascii()}
_HAN_MULTIPLIERS = set(MULTIPLIERS) - _LATIN_MULTIPLIERS

UNIT = "|".join(
    f"(?:{_alternatives(units)}){behind}"
    for units, behind in (
        (_MIXED_UNITS, f"(?![{LETTERS}0-9])"), (_OTHER_UNITS, ""), (_LATIN_UNITS - _MIXED_UNITS, f"(?![{LETTERS}0-9])"),
    )
)  # fmt: skip
"""The spellings of units in normal form, as a part of a regular expression."""

TOKEN = re.compile(
    rf"(?P<number>(?<![{LETTERS}0-9.])(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])|[0-9]{{1,18}})(?:\.[0-9]{{1,12}})?(?![0-9]))"
    rf"(?:[ -]?(?P<multiplier>{_alternatives(_HAN_MULTIPLIERS)}"
    rf"|(?:{_alternatives(_LATIN_MULTIPLIERS)})(?![{LETTERS}0-9])))?"
    rf"(?:[ -]?(?P<unit>{UNIT}))?"
    rf"(?![{LETTERS}])"
    rf"|(?P<word>[{LETTERS}0-9]+(?:(?=[{JOINERS}])(?<=[{JOINING}])[{JOINERS}]+(?=[{JOINING}])[{LETTERS}0-9]+)*)"
    rf"|(?P<han>[{HAN}]+)"
    r"|(?P<line>\n)"
    rf"|(?P<unspaced>[{UNSPACED}]+)"
)

_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The English stem of a lower-case word; of other alphabets the word without points."""
    return str(_STEMMER.stemWord(word)) if word.isascii() else without_points(str(_STEMMER.stemWord(word)))


class FastAnalyser:
    """See ``Analyser``. Safe to share between threads."""

    name = "fast"

    def __init__(self, lexicon: Lexicon = EMPTY) -> None:
        self.lexicon = lexicon

    def analyse(self, text: str) -> Tokens:
        """Every term of ``text`` with its offsets in ``text``."""
        normal = normalise(text)
        tokens = Tokens()
        terms, starts, ends = tokens.terms, tokens.starts, tokens.ends
        previous, previous_start = "", 0  # the stem before this one, for phrases
        for hit in TOKEN.finditer(normal.text):
            start, end = hit.span()
            kind = hit.lastgroup
            if kind == "word":
                word = hit.group()
                if word in ENGLISH or (len(word) == 1 and word.isascii()) or len(word) > LONGEST_WORD:
                    continue
                term = stem(word)
                terms.append("w" + term)
                starts.append(start)
                ends.append(end)
                if previous:
                    terms.append(f"p{previous} {term}")
                    starts.append(previous_start)
                    ends.append(end)
                previous, previous_start = term, start
            elif kind == "han":
                _add_chinese(tokens, hit.group(), start)
                previous = ""
            elif kind == "line":
                previous = ""
            elif kind == "unspaced":
                _add_unspaced(tokens, hit.group(), start)
                previous = ""
            else:
                number = spell_number(hit["number"], hit["multiplier"] or "", hit["unit"] or "")
                terms.append("n" + number)
                starts.append(start)
                ends.append(end)
                previous = ""
        for concept, start, end in self.lexicon.find(normal.text):
            tokens.append("x" + concept, start, end)
        if normal.offsets is not None:
            spans = [normal.span(start, end) for start, end in zip(starts, ends, strict=True)]
            tokens.starts, tokens.ends = [span[0] for span in spans], [span[1] for span in spans]
        return tokens

    def analyse_across(self, text: str) -> Tokens:
        """Only the terms that mean the same in every language (``base.ACROSS``), as ``analyse`` gives them."""
        normal = normalise(text)
        tokens = Tokens()
        for hit in TOKEN.finditer(normal.text):
            if hit.lastgroup == "word":
                word = hit.group()
                if not (word in ENGLISH or (len(word) == 1 and word.isascii()) or len(word) > LONGEST_WORD):
                    tokens.append("w" + stem(word), *normal.span(*hit.span()))
            elif hit.lastgroup == "unspaced":
                for start, end in cluster_pairs(hit.group()):
                    tokens.append("w" + hit.group()[start:end], *normal.span(hit.start() + start, hit.start() + end))
            elif hit.lastgroup not in ("han", "line"):
                number = spell_number(hit["number"], hit["multiplier"] or "", hit["unit"] or "")
                tokens.append("n" + number, *normal.span(*hit.span()))
        for concept, start, end in self.lexicon.find(normal.text):
            tokens.append("x" + concept, *normal.span(start, end))
        return tokens


def _add_unspaced(tokens: Tokens, run: str, offset: int) -> None:
    for start, end in cluster_pairs(run):
        tokens.append("w" + run[start:end], offset + start, offset + end)


def _add_chinese(tokens: Tokens, run: str, offset: int) -> None:
    terms, starts, ends = tokens.terms, tokens.starts, tokens.ends
    length = len(run)
    terms.extend(["b" + run[index : index + 2] for index in range(length - 1)])
    starts.extend(range(offset, offset + length - 1))
    ends.extend(range(offset + 2, offset + length + 1))
    places = [index for index, character in enumerate(run, offset) if character not in CHINESE_CHARACTERS]
    terms.extend(["c" + run[place - offset] for place in places])
    starts.extend(places)
    ends.extend([place + 1 for place in places])
    place = offset
    for word in cut(run):
        end = place + len(word)
        if len(word) > 2:
            terms.append("z" + word)
            starts.append(place)
            ends.append(end)
        place = end
