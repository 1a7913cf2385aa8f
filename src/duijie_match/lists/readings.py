"""How a list was understood, and what a person may correct."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from duijie_match.documents import Document, Work
from duijie_match.lists.problems import Problem, Severity
from duijie_match.lists.vocabulary import Fit
from duijie_match.wording import Message


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column. ``field`` is ``None`` where it is carried along unread; ``unit`` is that of bare amounts;
    ``samples`` are a few cells.
    """

    index: int
    header: str
    field: str | None = None
    fit: Fit = Fit.NONE
    confidence: float = 0.0
    unit: str | None = None
    samples: tuple[str, ...] = ()
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet. ``header_row`` is the row of the (lower) header line, 0 where there is none. ``skipped`` says why
    it was not used.
    """

    name: str
    header_row: int
    columns: tuple[ColumnReading, ...] = ()
    rows: int = 0
    skipped: Message | None = None
    hidden: bool = False
    first_header_row: int = 0


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """A person's correction. ``header_row`` 0 keeps what was found; ``fields`` and ``units`` override single
    columns, ``cells`` single cells: row number → column index → what should stand there.
    """

    use: bool = True
    header_row: int = 0
    fields: Mapping[int, str | None] = field(default_factory=dict)
    units: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[int, Mapping[int, str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For storing beside the uploaded file."""
        return {
            "use": self.use,
            "header_row": self.header_row,
            "fields": {str(index): name for index, name in self.fields.items()},
            "units": {str(index): unit for index, unit in self.units.items()},
            "cells": {str(row): {str(at): text for at, text in cells.items()} for row, cells in self.cells.items()},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "SheetMapping":
        """The inverse of ``as_json``."""
        return cls(
            bool(data.get("use", True)),
            int(data.get("header_row", 0)),
            {int(index): name for index, name in data.get("fields", {}).items()},
            {int(index): unit for index, unit in data.get("units", {}).items()},
            {int(row): {int(at): text for at, text in cells.items()} for row, cells in data.get("cells", {}).items()},
        )


@dataclass(frozen=True, slots=True)
class DocumentList:
    """The documents of one file, what was not understood, and how its sheets were read."""

    documents: list[Document]
    problems: list[Problem]
    sheets: tuple[SheetReading, ...]

    @property
    def errors(self) -> list[Problem]:
        """The rows and sheets that were not taken."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]


@dataclass(frozen=True, slots=True)
class WorkList:
    """Works by the id of their expert; ``places`` says in which sheet and row an id comes first."""

    works: dict[str, tuple[Work, ...]]
    problems: list[Problem]
    sheets: tuple[SheetReading, ...]
    places: Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of PAIRS. ``level`` is 1..4 or ``None``; ``outcome`` is as written; ``row`` and ``sheet`` say where
    it stands.
    """

    demand_id: str
    supply_id: str
    level: int | None = None
    outcome: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class PairList:
    """The pairs of one file in their order."""

    pairs: list[Pair]
    problems: list[Problem]
    sheets: tuple[SheetReading, ...]
