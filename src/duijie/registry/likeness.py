"""What makes two records look like one: keys under which they meet, and how alike they then are. Needs no database."""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from duijie.registry.models.duplicate import Why
from duijie.registry.names import name_key, pinyin, simplify

NEAR = 0.82  # least ratio of two names' keys, as a person still sees one name in both
NEAR_OF_OTHERS = 0.9  # the same for titles of two different owners
SHORTEST_NEAR = 4  # characters
_DIGITS = re.compile(r"\D+")
_OF_AREA = "省市县区州盟旗镇乡"

LIKENESS = {
    Why.USCC: 0.98, Why.CONTACT: 0.97, Why.OWNER: 0.95, Why.NAME: 0.92, Why.SHORT: 0.8, Why.SOUND: 0.75,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Print:
    """Of a record what is compared. ``owner`` is the key of its organisation; ``code`` its credit code."""

    number: int
    key: str
    keys: tuple[tuple[Why, str], ...]
    owner: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """How records of one register are compared. ``columns`` is what is read; ``texts`` what of it is a text."""

    columns: tuple[str, ...]
    shortest: int = 0  # a title must be so long to be a sign by itself
    owned: bool = False  # only records of one owner can be the same
    texts: tuple[str, ...] = ()


_TITLED = ("title", "organisation_name")
KINDS: Mapping[str, Kind] = {
    "organisations": Kind(("name", "short_name", "uscc", "area_id")),
    "persons": Kind(("name", "organisation_name", "mobile", "email"), owned=True),
    "services": Kind(_TITLED, shortest=2, owned=True),
    "visits": Kind((*_TITLED, "visited_on"), shortest=2, owned=True),
    "carriers": Kind(_TITLED, shortest=SHORTEST_NEAR),
    "stations": Kind(_TITLED, shortest=SHORTEST_NEAR),
    "awards": Kind(_TITLED, shortest=SHORTEST_NEAR),
    "achievements": Kind((*_TITLED, "body", "keywords"), shortest=6, texts=("title", "body", "keywords")),
    "demands": Kind(
        (*_TITLED, "body", "targets", "requirements", "keywords"),
        shortest=6,
        texts=("title", "body", "targets", "requirements", "keywords"),
    ),
}


def print_of(register: str, number: int, row: Mapping[str, Any], places: tuple[str, ...] = ()) -> Print:
    """The print of a record; ``places`` are the names of its area and of those above it."""
    if register == "organisations":
        return _organisation(number, row, places)
    if register == "persons":
        return _person(number, row)
    key, owner = name_key(row["title"]), name_key(row["organisation_name"] or "")
    if owner and row.get("visited_on"):
        owner = f"{owner}|{row['visited_on']}"  # what was said on another day is another visit
    keys = [(Why.OWNER, f"{key}|{owner}")] if key and owner else []
    kind = KINDS[register]
    if len(key) >= kind.shortest and not kind.owned:
        keys.append((Why.NAME, key))
    return Print(number, key, tuple(keys), owner)


def _organisation(number: int, row: Mapping[str, Any], places: tuple[str, ...]) -> Print:
    key, short, code = name_key(row["name"]), name_key(row["short_name"] or ""), row["uscc"] or ""
    keys = [(Why.NAME, key)]
    if len(code) == 18:
        keys.append((Why.USCC, code[8:17]))  # the number of the body; the rest says who registered it and where
    keys += [(Why.SHORT, one) for one in {key, short} if len(one) >= 2]
    core = without_place(key, places)
    if len(core) >= 3:
        keys.append((Why.NEAR, f"{row['area_id']}|{core}"))
    if len(key) >= SHORTEST_NEAR:
        keys.append((Why.SOUND, sound_of(key)))
    return Print(number, key, tuple(keys), code=code)


def _person(number: int, row: Mapping[str, Any]) -> Print:
    key, owner = name_key(row["name"]), name_key(row["organisation_name"] or "")
    sound = sound_of(key)
    keys = [(Why.OWNER, f"{key}|{owner}")] if owner else []
    for contact in filter(None, (mobile_key(row["mobile"] or ""), (row["email"] or "").strip().casefold())):
        keys += [(Why.CONTACT, f"{key}|{contact}"), (Why.SOUND, f"{sound}|{contact}")]
    return Print(number, key, tuple(keys), owner)


def mobile_key(text: str) -> str:
    """The last eleven digits, without +86 and blanks; nothing where there are fewer than seven."""
    digits = _DIGITS.sub("", simplify(text))
    return digits[-11:] if len(digits) >= 7 else ""


@functools.lru_cache(maxsize=50_000)
def _syllable(character: str) -> str:
    return "".join(pinyin().lazy_pinyin(character))


def sound_of(key: str) -> str:
    """A key as it sounds, character by character and without tones: 恒力 and 恒利 are one, 恒力 and 红绿 are not."""
    return " ".join(map(_syllable, key))


def place_names(names: Iterable[str]) -> tuple[str, ...]:
    """What a name may begin with: the area's names with and without 省, 市, 县 …, the longest first."""
    found = {simplify(name).casefold() for name in names}
    found |= {name[:-1] for name in found if len(name) > 2 and name[-1] in _OF_AREA}
    return tuple(sorted((name for name in found if len(name) >= 2), key=lambda name: (-len(name), name)))


def without_place(key: str, places: tuple[str, ...]) -> str:
    """``key`` without the places in front: 云溪恒力轴承 and 恒力轴承 are one firm in one county."""
    rest = key
    while True:
        shorter = next((rest[len(name) :] for name in places if rest.startswith(name)), None)
        if not shorter:
            return rest
        rest = shorter


def ratio(one: str, other: str) -> float:
    """How much of two keys is the same, 0 to 1. Cheap where they are far apart."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    return matcher.ratio()


def near_among(key: str, others: Iterable[tuple[int, str]]) -> Iterator[int]:
    """The numbers of those keys that may be near ``key``: one side is looked at once, which is what costs."""
    matcher = SequenceMatcher(None, "", key, autojunk=False)
    for number, other in others:
        if 2 * min(len(key), len(other)) < NEAR * (len(key) + len(other)):
            continue
        matcher.set_seq1(other)
        if matcher.quick_ratio() >= NEAR:
            yield number


def judge(register: str, why: Why, one: Print, other: Print) -> float:
    """How likely two records that met are one; 0 for no sign at all.

    Two organisations with two codes are two by law, unless their names are the same and somebody may have mistyped.
    """
    if one.code and other.code and one.code != other.code and why not in (Why.USCC, Why.NAME):
        return 0.0
    if why is Why.NEAR:
        return _judge_near(register, one, other)
    if why is Why.SHORT and one.key == other.key:
        return LIKENESS[Why.NAME]
    found = LIKENESS[why]
    if why is Why.NAME and one.code and other.code and one.code != other.code:
        return 0.5
    if why is Why.NAME and one.owner and other.owner and one.owner != other.owner:
        return 0.7
    return found


def _judge_near(register: str, one: Print, other: Print) -> float:
    found = ratio(one.key, other.key)
    kind = KINDS[register]
    same_owner = bool(one.owner) and one.owner == other.owner
    if kind.owned and not same_owner:
        return 0.0
    if found >= (NEAR_OF_OTHERS if kind.texts and not same_owner else NEAR):
        return round(0.9 * found, 4)
    met = {key for why, key in one.keys if why is Why.NEAR} & {key for why, key in other.keys if why is Why.NEAR}
    return 0.8 if met else 0.0


def bigrams(key: str) -> Iterator[str]:
    """The pairs of neighbours, with both ends marked."""
    marked = f"^{key}$"
    return (marked[at : at + 2] for at in range(len(marked) - 1))
