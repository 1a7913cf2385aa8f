"""What a work report is made of, whatever it is printed with: headings, paragraphs, tables, charts and cases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; one that tells a figure names it, and leads to its evidence."""

    text: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    runs: tuple[Run, ...]
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the second level."""

    text: str
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` have a cell for each head."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Chart:
    """``form`` is how it is drawn: ``funnel``, ``bars`` (lying, beside each other) or ``columns`` (standing).
    ``series`` are names; ``values`` has a number for each of them in each row of ``labels``, ``figures`` its key."""

    key: str
    form: str
    caption: str
    labels: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    figures: tuple[tuple[str, ...], ...]
    kind: str = "chart"


Block = Text | Heading | Table | Chart


@dataclass(slots=True)
class Section:
    """A part of the report with a title of the first level."""

    title: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """The whole of it. ``index`` lists every figure that is told: key, words, value, and address of its evidence."""

    title: str
    subtitle: str
    period: str
    area: str
    owner: str
    day: str
    fingerprint: str
    sections: tuple[Section, ...]
    index_title: str
    index_heads: tuple[str, ...]
    index: tuple[tuple[str, str, str, str], ...]
    notes: tuple[str, ...]
    language: str

    def charts(self) -> Iterator[Chart]:
        """In their order."""
        return (one for section in self.sections for one in section.blocks if isinstance(one, Chart))


def runs_of(sentence: str, values: dict[str, Any]) -> tuple[Run, ...]:
    """``sentence`` with its ``{places}`` filled: by ``Run``s as they are, by anything else as text."""
    found: list[Run] = []
    for number, part in enumerate(_PLACE.split(sentence)):
        value = values[part] if number % 2 else part
        if isinstance(value, Run):
            found.append(value)
        elif str(value):
            found.append(Run(str(value)))
    return tuple(found)
