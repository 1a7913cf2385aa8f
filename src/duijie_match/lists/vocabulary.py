"""Which column headings mean which field: a table, and how a heading is looked up in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from duijie_match.lists.cells import folded, half_width


class ValueKind(StrEnum):
    """What stands in the cells of a field."""

    TEXT = "text"
    LIST = "list"
    CHOICE = "choice"
    MONEY = "money"
    INTEGER = "integer"
    NUMBER = "number"
    TRL = "trl"
    DATE = "date"
    YEAR = "year"
    LANGUAGE = "language"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``names`` are headings in both languages, the usual one first.

    ``joins``: several columns may feed it; a choice only those of a question that has a column an option.
    ``fallbacks`` are headings that serve only where no other column does; ``whole`` those that mean the field where
    nothing else is said, and nothing inside a longer heading.
    """

    name: str
    names: tuple[str, ...]
    kind: ValueKind = ValueKind.TEXT
    joins: bool = False
    fallbacks: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()


class Fit(StrEnum):
    """How a heading was recognised, surest first."""

    GIVEN = "given"
    EXACT = "exact"
    NORMALISED = "normalised"
    CONTAINED = "contained"
    FALLBACK = "fallback"
    GUESSED = "guessed"
    NONE = "none"


CONFIDENCE = {
    Fit.GIVEN: 1.0,
    Fit.EXACT: 1.0,
    Fit.NORMALISED: 0.95,
    Fit.CONTAINED: 0.6,
    Fit.FALLBACK: 0.4,
    Fit.GUESSED: 0.3,
    Fit.NONE: 0.0,
}


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a heading means. ``field`` is ``None`` for a heading that is unknown (``fit`` none) or known to be mere
    carriage.
    """

    field: str | None
    fit: Fit
    length: int = 0
    known: bool = False

    @property
    def confidence(self) -> float:
        """0..1; a contained name counts more the more of the heading it is."""
        return CONFIDENCE[self.fit]


UNKNOWN = Recognition(None, Fit.NONE)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>|《[^《》]*》")
_NOISE = re.compile(r"[\s*＊★☆:：#_\-–—./\\|,，、;；\"'“”‘’?？!！·•]+")
_WORDS = re.compile(r"[a-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LATIN = re.compile(r"[a-z]")
_NOT_LATIN = re.compile(r"[^a-z]")
_LEADING_NUMBER = re.compile(r"^[\d一二三四五六七八九十]{1,3}(?=[.、)）])")
_LEADING_BRACKET = re.compile(r"^[(\[]?[\d一二三四五六七八九十]{1,2}[)\]]")


def normalise(heading: str) -> str:
    """``*１、需求 名称（必填）`` → ``需求名称``; ``Demand_ID`` → ``demandid``."""
    text = folded(heading).strip()
    text = _LEADING_BRACKET.sub("", _LEADING_NUMBER.sub("", text))
    bare = _BRACKETS.sub("", text)
    return _NOISE.sub("", bare if _NOISE.sub("", bare) else text)


def words_of(heading: str) -> tuple[str, ...]:
    """The Latin words of a heading: ``demandTitle_en`` → ``demand``, ``title``, ``en``."""
    return tuple(_WORDS.findall(_CAMEL.sub(" ", half_width(_BRACKETS.sub("", half_width(heading)))).lower()))


@dataclass(frozen=True)
class Vocabulary:
    """A table of fields. ``carried`` are headings that are known and mean none of the fields (so nothing is read
    into them). ``keeps_rest``: the cells of columns that mean no field stay with their row, rather than being left out.
    ``several``: a row may hold several records, in numbered columns, or against the rules in one cell.
    """

    fields: tuple[Field, ...]
    carried: tuple[str, ...] = ()
    keeps_rest: bool = True
    several: bool = True
    _exact: Mapping[str, str] = field(init=False, repr=False)
    _normal: Mapping[str, tuple[str | None, bool]] = field(init=False, repr=False)
    _chinese: Sequence[tuple[str, str | None, bool]] = field(init=False, repr=False)
    _latin: Sequence[tuple[tuple[str, ...], str | None]] = field(init=False, repr=False)
    _seen: dict[str, Recognition] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        exact: dict[str, str] = {}
        normal: dict[str, tuple[str | None, bool]] = {}
        for item in self.fields:
            for name in (item.name, *item.names, *item.whole):
                exact.setdefault(name, item.name)
                normal.setdefault(normalise(name), (item.name, False))
            for name in item.fallbacks:
                normal.setdefault(normalise(name), (item.name, True))
        for name in self.carried:
            normal.setdefault(normalise(name), (None, False))
        whole = {normalise(name) for item in self.fields for name in item.whole}
        chinese = [
            (name, to, weak)
            for name, (to, weak) in normal.items()
            if not name.isascii() and len(name) > 1 and name not in whole
        ]
        latin = [
            (words_of(name), item.name) for item in self.fields for name in (item.name, *item.names) if name.isascii()
        ]
        carried_latin: list[tuple[tuple[str, ...], str | None]] = [
            (words_of(name), None) for name in self.carried if name.isascii()
        ]
        object.__setattr__(self, "_exact", exact)
        object.__setattr__(self, "_normal", normal)
        # The longest name wins; of equals, the one that stands last in a heading (Chinese heads its nouns at the end).
        object.__setattr__(self, "_chinese", sorted(chinese, key=lambda entry: -len(entry[0])))
        object.__setattr__(self, "_latin", sorted([*latin, *carried_latin], key=lambda entry: -len(entry[0])))
        object.__setattr__(self, "_seen", {})

    def __getitem__(self, name: str) -> Field:
        """The field ``name``; ``KeyError`` where there is none."""
        for item in self.fields:
            if item.name == name:
                return item
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(item.name == name for item in self.fields)

    def is_name(self, text: str) -> bool:
        """Whether ``text`` is one of the headings to the letter: a cheap look before ``recognise``."""
        return text in self._exact or text in self._normal

    def recognise(self, heading: str) -> Recognition:
        """What ``heading`` means: the very name, the name once tidied, or the longest name it contains."""
        known = self._seen.get(heading)
        if known is None:
            known = self._look_up(heading)
            if len(self._seen) < 10_000:
                self._seen[heading] = known
        return known

    def _look_up(self, heading: str) -> Recognition:
        stripped = heading.strip()
        if stripped in self._exact:
            return Recognition(self._exact[stripped], Fit.EXACT, len(stripped), known=True)
        tidy = normalise(heading)
        if not tidy:
            return UNKNOWN
        if tidy in self._normal:
            to, weak = self._normal[tidy]
            if to is None:
                return Recognition(None, Fit.NONE, len(tidy), known=True)
            return Recognition(to, Fit.FALLBACK if weak else Fit.NORMALISED, len(tidy), known=True)
        return self._in_two_languages(tidy) or self._contained(heading, tidy)

    def _in_two_languages(self, tidy: str) -> Recognition | None:
        """What a heading means whose Chinese half is a name, and whose English half says no other: ``Title-题名``,
        ``企业名称 Company``.
        """
        chinese, latin = _LATIN.sub("", tidy), _NOT_LATIN.sub("", tidy)
        if len(chinese) < 2 or len(latin) < 2 or chinese not in self._normal:
            return None
        to, weak = self._normal[chinese]
        if to is None:
            other = self._normal.get(latin)
            return None if other and other[0] else Recognition(None, Fit.NONE, len(chinese), known=True)
        return Recognition(to, Fit.FALLBACK if weak else Fit.NORMALISED, len(tidy), known=True)

    def _contained(self, heading: str, tidy: str) -> Recognition:
        best: tuple[int, int, str | None, bool] | None = None
        for name, to, weak in self._chinese:
            if best is not None and len(name) < best[0]:
                break
            at = tidy.rfind(name)
            if at >= 0 and (best is None or at > best[1]):
                best = (len(name), at, to, weak)
        if best is not None and best[0] * 4 >= len(tidy):
            length, _, to, weak = best
            fit = Fit.NONE if to is None else Fit.FALLBACK if weak else Fit.CONTAINED
            return Recognition(to, fit, length, known=True)
        words = words_of(heading)
        if 1 < len(words) <= 5 and tidy.isascii():
            for needle, to in self._latin:
                if needle and any(
                    words[i : i + len(needle)] == needle for i in range(len(words) - len(needle), -1, -1)
                ):
                    return Recognition(to, Fit.NONE if to is None else Fit.CONTAINED, len(needle), known=True)
        return UNKNOWN
