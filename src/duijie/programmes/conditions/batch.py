"""What conditions are asked about: applications as plain data, and what the register knows of them, read once."""

import functools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.translation import gettext_lazy as _

from duijie.registry.models import Affiliation, Organisation, OrganisationTag, Person, PersonTitle

IN_ONE_QUERY = 10_000
"""Rows asked for by number in one query; databases bound it."""

Result = TypeVar("Result")


class Day(StrEnum):
    """The days of a round that conditions name; any other day is written as a date."""

    CLOSING = "closing"
    OPENING = "opening"
    EXAMINATION = "examination"

    @property
    def label(self) -> str:
        return str(DAYS[self])


DAYS = {
    Day.CLOSING: _("the closing day"),
    Day.OPENING: _("the opening day"),
    Day.EXAMINATION: _("the day of examination"),
}


class TieKind(StrEnum):
    """What people and units are already bound by: seats in teams, stations, firms served, requests of a county."""

    TEAM = "team"
    STATION = "station"
    POSTING = "posting"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Tie:
    """One such bond, from another application or from what is running. Numbers are those of the register; ``subject``
    is the application that it comes from, if any: an application does not count against itself. Days are inclusive,
    an open end means still."""

    kind: TieKind
    person: int | None = None
    organisation: int | None = None
    area: int | None = None
    subject: Hashable = None
    from_on: date | None = None
    to_on: date | None = None

    def holds(self, day: date) -> bool:
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or self.to_on >= day)


@dataclass(frozen=True, slots=True)
class Owner:
    """A person or a unit of the register that owns part of ``firm``, and by which ``source`` that is known."""

    firm: int
    source: str
    person: int | None = None
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """An application: who (``person``, further ``members``), from where (``home``), for whom (``host``), recommended by
    which area – numbers of the register –, and the cleaned ``answers`` of its form. ``unregistered`` counts members
    that are not in the register. ``makes``: the bond that it would become; it is counted with the others."""

    key: Hashable
    person: int | None = None
    home: int | None = None
    host: int | None = None
    area: int | None = None
    members: tuple[int, ...] = ()
    unregistered: int = 0
    answers: Mapping[str, Any] = field(default_factory=dict)
    makes: TieKind | None = None


class Batch:
    """Subjects of one round, asked about together: each kind of row is read once for all of them.

    ``days`` maps ``Day`` to dates. ``ties`` is called once, when a condition counts them; without it such conditions
    cannot be told. ``stated`` maps facts that the form states to the fields that state them. ``owners`` gives those
    of the firms with these numbers that offices have noted; it is called once.
    """

    def __init__(
        self,
        subjects: Iterable[Subject],
        *,
        days: Mapping[str, date],
        ties: Callable[[], Iterable[Tie]] | None = None,
        stated: Mapping[str, str] | None = None,
        owners: Callable[[Iterable[int]], Iterable[Owner]] | None = None,
    ) -> None:
        self.subjects = tuple(subjects)
        self.days = dict(days)
        self.stated = dict(stated or {})
        self._ties, self._owners = ties, owners

    def day(self, name: str) -> date:
        """The day that a condition names. Raises ``KeyError`` for one that the round does not have."""
        return self.days[name] if name in self.days else _written(name)

    @functools.cached_property
    def persons(self) -> dict[int, dict[str, Any]]:
        """Rank of the title as the record says, by person."""
        numbers = _numbers(one.person for one in self.subjects)
        rows = _rows(Person.objects.filter(restriction=None), "pk", numbers, "pk", "rank")
        return {row["pk"]: row for row in rows}

    @functools.cached_property
    def titles(self) -> dict[int, list[dict[str, Any]]]:
        """Ranks of dated titles by person."""
        return self._by_person(PersonTitle, "rank", "from_on")

    @functools.cached_property
    def affiliations(self) -> dict[int, list[dict[str, Any]]]:
        """Where persons work or worked, by person."""
        return self._by_person(Affiliation, "organisation_id", "from_on", "to_on")

    @functools.cached_property
    def units(self) -> dict[int, dict[str, Any]]:
        """Host and home units by number."""
        numbers = _numbers(number for one in self.subjects for number in (one.host, one.home))
        return {row["pk"]: row for row in _rows(Organisation.objects, "pk", numbers, "pk", "kind", "founded", "staff")}

    @functools.cached_property
    def tags(self) -> dict[int, list[dict[str, Any]]]:
        """Dated tags of host units."""
        numbers = _numbers(one.host for one in self.subjects)
        rows = _rows(OrganisationTag.objects, "organisation_id", numbers, "organisation_id", "kind", "from_on", "to_on")
        return _grouped(rows, "organisation_id")

    @functools.cached_property
    def owners(self) -> dict[int, list[Owner]]:
        """Owners of host units, by the number of the firm."""
        found: dict[int, list[Owner]] = defaultdict(list)
        for one in () if self._owners is None else self._owners(_numbers(each.host for each in self.subjects)):
            found[one.firm].append(one)
        return found

    @functools.cached_property
    def ties(self) -> tuple[Tie, ...] | None:
        return None if self._ties is None else tuple(self._ties())

    @functools.cached_property
    def ties_of_persons(self) -> dict[tuple[TieKind, int], list[Tie]]:
        found: dict[tuple[TieKind, int], list[Tie]] = defaultdict(list)
        for tie in self.ties or ():
            if tie.person is not None:
                found[tie.kind, tie.person].append(tie)
        return found

    def _by_person(self, model: Any, *columns: str) -> dict[int, list[dict[str, Any]]]:
        numbers = _numbers(one.person for one in self.subjects)
        usable = model.objects.filter(person__restriction=None)
        return _grouped(_rows(usable, "person_id", numbers, "person_id", *columns), "person_id")


def _numbers(given: Iterable[int | None]) -> list[int]:
    return sorted({one for one in given if one is not None})


def _rows(rows: Any, column: str, numbers: Sequence[int], *columns: str) -> Iterator[dict[str, Any]]:
    """Those of ``rows`` with ``numbers``. Scope is not asked here: whoever may examine an application is told what the
    conditions of its round answer, and sees the rows themselves only through ``visible_to``."""
    for start in range(0, len(numbers), IN_ONE_QUERY):
        part = numbers[start : start + IN_ONE_QUERY]
        yield from rows.order_by().filter(**{f"{column}__in": part}).values(*columns)


def _grouped(rows: Iterable[dict[str, Any]], column: str) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _written(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise KeyError(text) from error
