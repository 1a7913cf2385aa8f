"""What is matched: demands on one side; achievements, experts, services and carriers on the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """The noun a document describes (GLOSSARY.md)."""

    DEMAND = "demand"
    ACHIEVEMENT = "achievement"
    EXPERT = "expert"
    SERVICE = "service"
    CARRIER = "carrier"


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """An amount in yuan. ``low == high`` for a single figure; both ``None`` with ``negotiable`` for 面议."""

    low: Decimal | None = None
    high: Decimal | None = None
    negotiable: bool = False

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low is above high")


@dataclass(frozen=True, slots=True)
class Work:
    """One thing an expert has done: a paper, a patent, a project. ``year`` is 0 when unknown."""

    title: str = ""
    body: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One demand or one item of supply.

    ``language`` is ``zh``, ``en`` or empty (then detected from the text). ``facets`` maps a facet name
    (``industry``, ``field``, ``discipline``, ``area``, ``mode``) to its values as written in the list.
    ``extra`` carries the columns nobody recognised, unchanged, in their order.
    """

    id: str
    kind: Kind
    title: str = ""
    summary: str = ""
    body: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    organisation: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    budget: MoneyRange | None = None
    trl: int | None = None
    capacity: int | None = None
    works: tuple[Work, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("a document needs an id")
        if self.trl is not None and not 1 <= self.trl <= 9:
            raise ValueError("TRL is 1 to 9")

    @property
    def text(self) -> str:
        """All own text (without works), field by field, one field a line."""
        parts = (self.title, self.summary, self.body, " ".join(self.keywords))
        return "\n".join(part for part in parts if part)
