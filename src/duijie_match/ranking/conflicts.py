"""Who must not be brought together: the same unit, co-authors, part-owners, and whoever is to be kept apart.

Rules keep a pair out of what is found, whatever it scores; a pair that somebody names is scored, and the rule is told.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from duijie_match.analysis.lexicon import spelling_of
from duijie_match.documents import Document, Kind
from duijie_match.wording import Message, msg

Rows = NDArray[np.intp]

_PERSONS = "联系人 联系人姓名 负责人 项目负责人 法定代表人 法人 contact contact-person".split()  # noqa: SIM905
"""Headings of carried columns that name the person behind a row."""
_CO_AUTHORS = "合作者 共同作者 合著者 co-authors coauthors collaborators".split()  # noqa: SIM905
_OWNERS = "股东 股东单位 参股企业 参股单位 持股企业 持股单位 shareholders owners part-owners".split()  # noqa: SIM905
_OWNER_NUMBERS = "股东编号 参股单位编号 shareholder-ids owner-ids".split()  # noqa: SIM905
"""The same by number: of a row, or of the unit of a row. People are often called alike, numbers are not."""
_UNIT_NUMBERS = "单位编号 所属单位编号 unit-id organisation-id".split()  # noqa: SIM905
_APART = "回避 回避单位 回避专家 回避对象 利益冲突 conflicts recusal recusals".split()  # noqa: SIM905

SAME_UNIT = msg("Both sides are of one unit, {name}: kept out.")
_PART_OWNER = msg("{name} is named as a part-owner: kept out.")
SENTENCES = (
    (_CO_AUTHORS, msg("{name} is named as a co-author: kept out.")),
    (_OWNERS, _PART_OWNER),
    (_APART, msg("{name} is named as somebody to be kept apart: kept out.")),
)
_BETWEEN = re.compile(r"[;；,，、/|\n]+")


class Conflicts:
    """Of demands (rows) with supply items (columns)."""

    def __init__(self, demands: Sequence[Document], supply: Sequence[Document]) -> None:
        self._demands, self._supply = demands, supply
        self._units = _index(supply, lambda document: _known(document.organisation))
        self._names = _index(supply, names_of)
        self._named = _index(supply, lambda document: list(_named(document)))
        self._numbers = _index(supply, _numbers_of)
        self._owner_numbers = _index(supply, _owner_numbers)
        self.items = lru_cache(4096)(self._items)  # a demand is asked for again with each pair that is explained
        self.silent = not any(self.items(row).size for row in range(len(demands)))

    def _items(self, demand: int) -> Rows:
        """The items that are kept from a demand, in list order. Where one unit holds the whole supply, its name says
        nothing, and only the other rules count.
        """
        document = self._demands[demand]
        unit = _known(document.organisation)
        own = self._units.get(unit[0], []) if unit else []
        found = set(own) if len(own) < len(self._supply) else set()
        for name in _named(document):
            found.update(self._names.get(name, ()))
        for name in names_of(document):
            found.update(self._named.get(name, ()))
        for number in _owner_numbers(document):
            found.update(self._numbers.get(number, ()))
        for number in _numbers_of(document):
            found.update(self._owner_numbers.get(number, ()))
        return np.array(sorted(found), np.intp)

    def rule(self, demand: int, item: int) -> Message | None:
        """The rule that keeps an item from a demand, if any does."""
        if self.silent or item not in self.items(demand):
            return None
        ours, theirs = self._demands[demand], self._supply[item]
        for one, other in ((ours, theirs), (theirs, ours)):
            known = dict.fromkeys(names_of(other))
            for name, sentence in _named(one).items():
                if name in known:
                    return Message(sentence.msgid, {"name": name})
            owners = [number for number in _numbers_of(other) if number in _owner_numbers(one)]
            if owners:
                is_person = other.kind is Kind.EXPERT and owners[0] == other.id
                owner = other.title if is_person else other.organisation
                return Message(_PART_OWNER.msgid, {"name": owner or owners[0]})
        return Message(SAME_UNIT.msgid, {"name": theirs.organisation})


def names_of(document: Document) -> list[str]:
    """The names by which a row is known, in normal form: its unit, the expert, the person behind it."""
    written = [document.organisation, document.title if document.kind is Kind.EXPERT else ""]
    written += [document.extra[heading] for heading in document.extra if _heading(heading) in _PERSONS]
    return [name for text in written for name in _known(text)]


def _numbers_of(document: Document) -> list[str]:
    """The numbers by which a row is known: its own, that of its unit."""
    return [document.id, *_listed(document, _UNIT_NUMBERS)]


def _owner_numbers(document: Document) -> list[str]:
    """The numbers of whoever owns a part of the unit of a row."""
    return _listed(document, _OWNER_NUMBERS)


def _listed(document: Document, headings: Sequence[str]) -> list[str]:
    cells = (text for heading, text in document.extra.items() if _heading(heading) in headings)
    return [part.strip() for text in cells for part in _BETWEEN.split(text) if part.strip()]


def _named(document: Document) -> dict[str, Message]:
    """Whom the columns of a row name, in normal form, with the sentence of the rule."""
    found: dict[str, Message] = {}
    for heading, text in document.extra.items():
        for headings, sentence in SENTENCES:
            if _heading(heading) in headings:
                found |= {name: sentence for name in map(spelling_of, _BETWEEN.split(text)) if name}
    return found


@lru_cache(4096)
def _heading(written: str) -> str:
    return spelling_of(re.split(r"[(（]", written, maxsplit=1)[0]).replace(" ", "-").replace("_", "-")


@lru_cache(65_536)
def _known(text: str) -> tuple[str, ...]:
    name = spelling_of(text)
    return (name,) if name else ()


def _index(documents: Sequence[Document], names: Callable[[Document], Iterable[str]]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for row, document in enumerate(documents):
        for name in names(document):
            found.setdefault(name, []).append(row)
    return found
