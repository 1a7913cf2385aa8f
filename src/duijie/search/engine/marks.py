"""Scope and facets as plain words, which both halves of the index know an entry by."""

from collections.abc import Iterable
from dataclasses import dataclass

from duijie.search.sources import SearchEntry

OPEN = "open"


def area_mark(path: str) -> str:
    return f"a:{path}"


def organisation_mark(number: int) -> str:
    return f"o:{number}"


def record_mark(number: int) -> str:
    """Of an entry that is open to those alone who are named beside it."""
    return f"r:{number}"


def facet_mark(name: str, value: str) -> str:
    return f"f:{name}={value}"


def ancestors(path: str) -> list[str]:
    """``42/4211/`` → ``42/``, ``42/4211/``: whoever holds one of these reaches what lies at the path."""
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))] if path else []


def marks_of(entry: SearchEntry) -> list[str]:
    """Everything a selection may ask of ``entry``, organisations left out (see ``organisation_mark``)."""
    marks = {area_mark(above) for path in entry.paths for above in ancestors(path)}
    if entry.is_open:
        marks.add(OPEN)
    if entry.is_by_name:
        marks.add(record_mark(entry.id))
    marks |= {facet_mark(name, value) for name, values in entry.facets.items() for value in values if value}
    return sorted(marks)


@dataclass(frozen=True, slots=True)
class Selection:
    """Entries of one source that carry at least one mark of every clause."""

    source: str
    clauses: tuple[tuple[str, ...], ...] = ()

    def and_any(self, marks: Iterable[str]) -> "Selection":
        """The same, narrowed to entries with one of ``marks``."""
        return Selection(self.source, (*self.clauses, tuple(marks)))
