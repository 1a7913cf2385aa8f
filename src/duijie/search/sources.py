"""What a register tells the search about itself. An app registers its sources in its ``search_sources.py``.

The search lies below the registers and knows none of them: a source hands over entries for the index, and shows hits.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

from duijie.accounts.permissions import Permission


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One record as the index keeps it.

    ``keywords`` are other names, codes and tags: found word by word, and whole by their beginning. ``initials`` are
    pinyin initials as ``registry.names.initials_of`` gives them. ``paths`` and ``organisations`` are the record's
    place; ``is_open`` shows it to whoever holds the view permission anywhere, ``is_by_name`` to those of them whom the
    source names (``SearchSource.granted``). ``language`` is ``zh`` or ``en``, or
    empty where the text shall tell.

    ``text`` holds nothing that is not for everybody who may see the record: it is shown around what was found. Names
    and numbers of contact persons do not belong here, since reading them is audited.
    """

    source: str
    id: int
    title: str
    text: str = ""
    keywords: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    language: str = ""
    paths: tuple[str, ...] = ()
    organisations: tuple[int, ...] = ()
    is_open: bool = False
    is_by_name: bool = False
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A record as a reader may see it: read from the database, never from the index.

    Its page is the address called ``address_name`` with ``address_keys``, where it takes any, and the record's number.
    """

    title: str
    subtitle: str
    address_name: str
    address_keys: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchFacet:
    """A property that hits can be narrowed by: its label, and the words for its values."""

    label: Any
    values: Mapping[str, Any]


class SearchSource(Protocol):
    """One register. ``permission`` is what it takes to see its rows; ``icon`` is a symbol of the portal."""

    key: str
    label: Any
    icon: str
    permission: Permission

    @property
    def facets(self) -> Mapping[str, SearchFacet]:
        """What hits of this register can be narrowed by; entries give values under the same names."""

    def ids(self, *, below: str = "") -> Iterator[int]:
        """The numbers of all living records, in a fixed order; with ``below`` those in the area at this path."""

    def entries(self, ids: Sequence[int]) -> Iterable[SearchEntry]:
        """Those of ``ids`` that are to be found; what is missing (archived, deleted) leaves the index."""

    def granted(self, by: Any) -> Iterable[int]:
        """The numbers of the entries ``is_by_name`` that ``by`` was let see."""

    def visible(self, by: Any, ids: Sequence[int]) -> dict[int, SearchRow]:
        """Those of ``ids`` that ``by`` may see, by ``visible_to``, with a constant number of queries."""

    def named(self, by: Any, text: str, most: int) -> list[int]:
        """Rows ``by`` may see whose name holds ``text``: asked of the database while there is no index."""


_sources: dict[str, SearchSource] = {}


@functools.cache
def discover() -> None:
    autodiscover_modules("search_sources")


def register_source(source: SearchSource) -> None:
    """Make a register searchable. Registering it again changes nothing."""
    _sources[source.key] = source


def source_of(key: str) -> SearchSource:
    """The source registered as ``key``; ``KeyError`` for an unknown one."""
    discover()
    return _sources[key]


def sources() -> tuple[SearchSource, ...]:
    """All registers that can be searched, in a fixed order."""
    discover()
    return tuple(_sources[key] for key in sorted(_sources))


def label_counts(counts: Mapping[str, int]) -> list[tuple[Any, int]]:
    """Counts by source as counts by label, registers without entries included."""
    return [(source.label, counts.get(source.key, 0)) for source in sources()]


def ids_of(rows: QuerySet[Any], *, part: int = 5000) -> Iterator[int]:
    """The numbers of ``rows``, ascending, in short queries: a rebuild holds no cursor open while others write."""
    last = 0
    while found := list(rows.order_by("pk").filter(pk__gt=last).values_list("pk", flat=True)[:part]):
        yield from found
        last = found[-1]
