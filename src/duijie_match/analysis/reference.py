"""The analyser written for clarity: one character after another. Slow; the oracle of the fast one."""

import unicodedata

import snowballstemmer

from duijie_match.analysis.base import Tokens
from duijie_match.analysis.cutting import cut
from duijie_match.analysis.lexicon import EMPTY, Lexicon
from duijie_match.analysis.normalise import normalise_character
from duijie_match.analysis.stopwords import CHINESE_CHARACTERS, ENGLISH
from duijie_match.analysis.units import MULTIPLIERS, UNITS, spell_number

POINTS = [chr(code) for span in ((0x591, 0x5C8), (0x610, 0x61B), (0x64B, 0x660)) for code in range(*span)]
JOINERS = ("\u200c", "\u200d")
POINTS += ["\u0640", "\u0670", *JOINERS]
DIGITS = "0123456789"
MOST_DIGITS, MOST_DECIMALS = 18, 12
LONGEST_WORD = 40

_RARE_SCRIPTS = (("\U00010280", "\U00016fff"), ("\U0001e000", "\U0001e95f"))
_NO_LETTERS = (
    ("A", "Z"),
    ("\u02b0", "\u036f"),
    ("\u1ab0", "\u1aff"),
    ("\u1dc0", "\u1dff"),
    ("\u2000", "\u2bff"),
    ("\u3000", "\u303f"),
    ("\ud7b0", "\ufaff"),
    ("\ufe00", "\ufe2f"),
)
_UNSPACED_SCRIPTS = (
    ("\u0e00", "\u0eff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u17ff"),
    ("\u1950", "\u19ff"),
    ("\u1a20", "\u1aaf"),
    ("\u1b00", "\u1b7f"),
    ("\ua980", "\ua9ff"),
    ("\uaa60", "\uaadf"),
)
_HAN_RANGES = (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))


def _within(character: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    return any(low <= character <= high for low, high in ranges)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Mc"}


def _is_any_letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "L" or _is_mark(character)


def is_letter(character: str) -> bool:
    """Whether a character (in normal form) belongs to a word between blanks."""
    if character > "\uffff":
        return _within(character, _RARE_SCRIPTS)
    elsewhere = _within(character, _NO_LETTERS) or is_han(character) or _within(character, _UNSPACED_SCRIPTS)
    return _is_any_letter(character) and not elsewhere


def is_unspaced(character: str) -> bool:
    """Whether a character belongs to a script that puts no blanks between words."""
    return _within(character, _UNSPACED_SCRIPTS) and _is_any_letter(character)


def is_han(character: str) -> bool:
    """Whether a character is written Chinese."""
    return _within(character, _HAN_RANGES)


def _wordy(character: str) -> bool:
    return character != "" and (is_letter(character) or character in DIGITS)


def _is_joining(character: str) -> bool:
    return "\u0600" <= character <= "\u0dff" and _is_any_letter(character)


class ReferenceAnalyser:
    """See ``Analyser``."""

    name = "reference"

    def __init__(self, lexicon: Lexicon = EMPTY) -> None:
        self.lexicon = lexicon
        self._stemmer = snowballstemmer.stemmer("english")

    def analyse(self, text: str) -> Tokens:
        """Every term of ``text`` with its offsets in ``text``."""
        places = [(part, index) for index, character in enumerate(text) for part in normalise_character(character)]
        reading = _Reading("".join(part for part, _ in places), [index for _, index in places], Tokens())
        previous: tuple[str, int] | None = None
        place = 0
        while place < len(reading.text):
            character = reading.text[place]
            if quantity := reading.quantity_at(place):
                number, end = quantity
                reading.add("n" + number, place, end)
                previous, place = None, end
            elif _wordy(character):
                end = reading.end_of_word(place)
                word = reading.text[place:end]
                if word not in ENGLISH and not (len(word) == 1 and word.isascii()) and len(word) <= LONGEST_WORD:
                    stem = str(self._stemmer.stemWord(word))
                    stem = "".join(c for c in stem if c not in POINTS) or stem
                    reading.add("w" + stem, place, end)
                    if previous is not None:
                        reading.add(f"p{previous[0]} {stem}", previous[1], end)
                    previous = (stem, place)
                place = end
            elif is_han(character):
                end = reading.end_of(place, is_han)
                reading.add_chinese(place, end)
                previous, place = None, end
            elif is_unspaced(character):
                end = reading.end_of(place, is_unspaced)
                reading.add_unspaced(place, end)
                previous, place = None, end
            else:
                if character == "\n":
                    previous = None
                place += 1
        for concept, start, end in self.lexicon.find(reading.text):
            reading.add("x" + concept, start, end)
        return reading.tokens


class _Reading:
    """A normalised text, the way back, and what was found in it."""

    def __init__(self, text: str, origins: list[int], tokens: Tokens) -> None:
        self.text = text
        self.origins = origins
        self.tokens = tokens

    def at(self, place: int) -> str:
        return self.text[place] if 0 <= place < len(self.text) else ""

    def add(self, term: str, start: int, end: int) -> None:
        self.tokens.append(term, self.origins[start], self.origins[end - 1] + 1)

    def end_of(self, place: int, belongs: object) -> int:
        assert callable(belongs)
        while place < len(self.text) and belongs(self.text[place]):
            place += 1
        return place

    def end_of_word(self, place: int) -> int:
        """Past letters and digits; a joiner or several between two letters of a script that joins belong to it."""
        while True:
            end = self.end_of(place, _wordy)
            behind = self.end_of(end, lambda c: c in JOINERS)
            if behind == end or not (_is_joining(self.text[end - 1]) and _is_joining(self.at(behind) or " ")):
                return end
            place = behind

    def add_unspaced(self, start: int, end: int) -> None:
        places = [p for p in range(start, end) if p == start or not _is_mark(self.text[p])]
        if len(places) == 1:
            self.add("w" + self.text[start:end], start, end)
        for first, last in zip(places, [*places[2:], end], strict=False):
            if len(places) > 1:
                self.add("w" + self.text[first:last], first, last)

    def add_chinese(self, start: int, end: int) -> None:
        for place in range(start, end):
            if self.text[place] not in CHINESE_CHARACTERS:
                self.add("c" + self.text[place], place, place + 1)
            if place + 1 < end:
                self.add("b" + self.text[place : place + 2], place, place + 2)
        place = start
        for word in cut(self.text[start:end]):
            if len(word) >= 3:
                self.add("z" + word, place, place + len(word))
            place += len(word)

    def quantity_at(self, place: int) -> tuple[str, int] | None:
        """A number with its multiplier and unit that begins at ``place``: its one spelling, and where it ends."""
        before = self.at(place - 1)
        if self.at(place) not in DIGITS or not self.at(place) or (before and (_wordy(before) or before == ".")):
            return None
        for end in self._number_ends(place):
            digits = self.text[place:end]
            for multiplier, after in self._options(end, MULTIPLIERS):
                for unit, last in self._options(after, UNITS):
                    if not is_letter(self.at(last) or " "):
                        return spell_number(digits, multiplier, unit), last
        return None

    def _number_ends(self, place: int) -> list[int]:
        """Where the number may end, the preferred reading first: with thousands separators, plain, each with
        decimals or without.
        """
        ends: list[int] = []
        for whole in self._whole_ends(place):
            if self.at(whole) == ".":
                decimals = self.end_of(whole + 1, lambda c: c in DIGITS) - whole - 1
                if 1 <= decimals <= MOST_DECIMALS:
                    ends.append(whole + 1 + decimals)
            ends.append(whole)
        return [end for end in ends if self.at(end) not in DIGITS or not self.at(end)]

    def _whole_ends(self, place: int) -> list[int]:
        plain = self.end_of(place, lambda c: c in DIGITS)
        ends = []
        if plain - place <= 3:
            end = plain
            while self.at(end) == "," and self._group_at(end + 1):
                end += 4
            if end > plain:
                ends.append(end)
        if plain - place <= MOST_DIGITS:
            ends.append(plain)
        return ends

    def _group_at(self, place: int) -> bool:
        three = self.text[place : place + 3]
        return (
            len(three) == 3
            and all(c in DIGITS for c in three)
            and (not self.at(place + 3) or self.at(place + 3) not in DIGITS)
        )

    def _options(self, place: int, table: object) -> list[tuple[str, int]]:
        """What of ``table`` stands at ``place``, after a blank or hyphen or none; the longest first, then nothing."""
        assert isinstance(table, dict)
        found: list[tuple[str, int]] = []
        starts = [place + 1, place] if self.at(place) in {" ", "-"} else [place]
        han = [name for name in table if not (name[-1].isascii() and name[-1].isalnum())]
        latin = [name for name in table if name not in han]
        mixed = [name for name in latin if not name[0].isascii()]
        for start in starts:
            for names in (mixed, han, latin):
                for name in sorted(names, key=lambda n: (-len(n), n)):
                    end = start + len(name)
                    if self.text.startswith(name, start) and (names is han or not _wordy(self.at(end))):
                        found.append((name, end))
        return [*found, ("", place)]
