"""What a register tells the import machinery about itself. An app registers its noun in its ``import_nouns.py``."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.module_loading import autodiscover_modules

from duijie_match.lists.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a batch, for ``user.has_perm``: area paths, and no organisation."""

    paths: tuple[str, ...] = ()
    organisations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a row. ``texts`` says it in each language; ``column`` is the heading as written."""

    code: str
    texts: Mapping[str, str]
    field: str = ""
    column: str = ""
    value: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "texts": dict(self.texts),
            "field": self.field,
            "column": self.column,
            "value": self.value[:200],
        }


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of the file. ``cells`` is by field; ``headers`` says under which heading each field stood;
    ``part`` is the file it came from, where several were brought together. ``units`` are those of bare amounts, where
    the list says them.
    """

    number: int
    sheet: str
    row: int
    cells: Mapping[str, str]
    headers: Mapping[str, str]
    part: str = ""
    units: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class CheckedRow:
    """What would become of a row. ``outcome`` is one of ``ImportRow.Outcome``; ``values`` are as JSON.

    ``questions`` hold a row back until a person says take; ``errors`` hold it back for good. ``against`` and
    ``against_version`` name the record that would be changed.
    """

    outcome: str
    values: dict[str, Any]
    errors: list[Finding] = field(default_factory=list)
    questions: list[Finding] = field(default_factory=list)
    changes: dict[str, Any] = field(default_factory=dict)
    against: int | None = None
    against_version: int | None = None


@dataclass(frozen=True, slots=True)
class RowToWrite:
    """A row that was decided to be taken. ``confirmed``: a person said so although there were questions."""

    number: int
    values: Mapping[str, Any]
    against: int | None
    against_version: int | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """What became of it: the record and its version now, how it was before; or why it was not written."""

    number: int
    record: int | None = None
    version: int | None = None
    before: Mapping[str, Any] | None = None
    error: Finding | None = None


@dataclass(frozen=True, slots=True)
class RowToRevert:
    """A written row; ``before`` is None where the record was new."""

    number: int
    record: int
    version: int
    before: Mapping[str, Any] | None


class Checker(Protocol):
    """Looks at rows in the order of the list, some hundreds at a time, with a constant number of queries each time."""

    def check(self, rows: Sequence[SourceRow]) -> list[CheckedRow]: ...


class ImportNoun(Protocol):
    """One register. ``permission`` is asked at the batch's area; ``fields`` are the vocabulary's, with labels."""

    key: str
    label: Any
    permission: str
    vocabulary: Vocabulary

    @property
    def fields(self) -> Sequence[tuple[str, Any]]:
        """Name and label of each field."""

    @property
    def needed(self) -> tuple[str, ...]:
        """Fields without which a sheet cannot be read."""

    def example(self, language: str) -> Mapping[str, str]:
        """A row as it should be filled in, by field: what the template shows."""

    def choices(self, language: str) -> Mapping[str, Sequence[str]]:
        """The words that are understood, for the fields that know only some."""

    def checker(self, *, area: Any, by: Any) -> Checker: ...

    def write(self, rows: Sequence[RowToWrite], *, area: Any, by: Any, reason: str) -> list[WrittenRow]:
        """The bulk verb, inside the caller's transaction: same validators as the single verbs."""

    def revert(self, rows: Sequence[RowToRevert], *, area: Any, by: Any, reason: str) -> list[WrittenRow]:
        """Put back what was before, inside the caller's transaction; a row changed since comes back with an error."""


@dataclass(frozen=True, slots=True)
class Family:
    """Nouns of which there are as many as rows of something; their keys begin with ``prefix``.

    ``present`` gives the keys of those that can be imported now; ``make`` raises ``KeyError`` for one that never was.
    """

    prefix: str
    present: Callable[[], Iterable[str]]
    make: Callable[[str], Any]


_nouns: dict[str, ImportNoun] = {}
_families: list[Family] = []


@functools.cache
def discover() -> None:
    """Import each app's ``import_nouns.py`` – and not its ``tasks.py``, which may pull in the whole matching core."""
    autodiscover_modules("import_nouns")


def register(noun: ImportNoun) -> None:
    """Make ``noun`` importable. Registering it again changes nothing."""
    _nouns[noun.key] = noun


def register_family(family: Family) -> None:
    """Make its nouns importable. Registering it again changes nothing."""
    if family.prefix not in {one.prefix for one in _families}:
        _families.append(family)


def noun_of(key: str) -> ImportNoun:
    """The noun registered as ``key``; ``KeyError`` for an unknown one."""
    discover()
    family = next((one for one in _families if key.startswith(one.prefix)), None)
    if family is None:
        return _nouns[key]
    made: ImportNoun = family.make(key)
    return made


def nouns() -> tuple[ImportNoun, ...]:
    """All that can be imported."""
    discover()
    families = (one.make(key) for one in _families for key in one.present())
    return (*(_nouns[key] for key in sorted(_nouns)), *families)
