"""Names found by their pinyin written out: hengli, or the beginning of it, finds 恒力.

The letters typed are cut into syllables in every way they can be; the first letters of these are looked for among the
initials that each name is kept with, and the few names found are read out whole.
"""

import functools
import re

from duijie.registry.names import pinyin

LEAST = 4  # letters; fewer are initials
MOST_LETTERS = 60
MOST_WAYS = 40
# More than there are: what is no syllable is read by no name.
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|a|o|e|i|u|v)"
)
_BEGINNING = re.compile(r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])[a-z]{0,4}")
_LONGEST = 6


def letters_of(text: str) -> str:
    """The letters of ``text`` where it may be pinyin written out, without blanks and marks between; else nothing."""
    plain = re.sub(r"[\s'’-]+", "", text.casefold()).replace("ü", "v")
    return plain if LEAST <= len(plain) <= MOST_LETTERS and re.fullmatch(r"[a-z]+", plain) else ""


def initials_spelled(letters: str) -> set[str]:
    """The initials of all readings of ``letters`` as syllables, the last one whole or begun; at most ``MOST_WAYS``.

    >>> sorted(initials_spelled("xianfa"))
    ['xaf', 'xf']
    """
    found: list[set[str]] = [set() for _letter in range(len(letters) + 1)]
    found[0] = {""}
    for at in range(len(letters)):
        if not found[at]:
            continue
        for end in range(at + 1, min(at + _LONGEST, len(letters)) + 1):
            piece = letters[at:end]
            is_last = end == len(letters)
            if _SYLLABLE.fullmatch(piece) or (is_last and at and _BEGINNING.fullmatch(piece)):
                found[end] |= {f"{before}{piece[0]}" for before in found[at]}
                if len(found[end]) > MOST_WAYS:
                    found[end] = set(sorted(found[end])[:MOST_WAYS])
    return {way for way in found[-1] if len(way) > 1}


def is_spelled(name: str, letters: str) -> bool:
    """Whether some part of ``name`` is read as ``letters``, its last character perhaps only begun."""
    return any(_reads(name[at:], letters) for at in range(len(name)))


def _reads(name: str, letters: str) -> bool:
    left = {letters}
    for character in name:
        after = set()
        for rest in left:
            for reading in _readings(character):
                if reading.startswith(rest):
                    return True
                if reading and rest.startswith(reading):
                    after.add(rest.removeprefix(reading))
        if not after:
            return False
        left = after
    return False


@functools.lru_cache(maxsize=20_000)
def _readings(character: str) -> tuple[str, ...]:
    """How a character may be read, without tones (``重`` → ``zhong``, ``chong``); ü is v, or as many write it, u."""
    if character.isascii():
        return (character.casefold(),)
    said = pinyin().pinyin(character, style=pinyin().Style.NORMAL, heteronym=True)[0]
    readings = [one.casefold() for one in said if one.isascii()]
    return tuple(dict.fromkeys([*readings, *(one.replace("v", "u") for one in readings)]))
