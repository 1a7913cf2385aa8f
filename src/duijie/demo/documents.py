"""The demo's demands and supply as the matching core sees them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from duijie.demo.reading import lines
from duijie_match.documents import Document, Kind, MoneyRange, Work

TEN_THOUSAND = Decimal(10_000)


def demand_documents(*, kind: str = "") -> list[Document]:
    """The demands; with ``kind`` those of one kind, such as ``technology``."""
    return [_demand(line) for line in lines("demands") if not kind or line["kind"] == kind]


def supply_documents() -> list[Document]:
    """Achievements, experts with their works, services and carriers."""
    return [
        *(_supply(Kind.ACHIEVEMENT, line) for line in lines("achievements")),
        *(_expert(line) for line in lines("experts")),
        *(_supply(Kind.SERVICE, line) for line in lines("services")),
        *(_supply(Kind.CARRIER, line) for line in lines("carriers")),
    ]


def _demand(line: Mapping[str, Any]) -> Document:
    low, high = line["budget_from"], line["budget_to"]
    return Document(
        id=line["id"],
        kind=Kind.DEMAND,
        title=line["title"],
        body="\n".join([line["body"], *line["targets"]]),
        keywords=tuple(line["keywords"]),
        language=line["language"],
        organisation=line["org"],
        facets=_facets(line, mode=[line["mode"]]),
        budget=MoneyRange(
            low=Decimal(low) * TEN_THOUSAND if low is not None else None,
            high=Decimal(high) * TEN_THOUSAND if high is not None else None,
            negotiable=low is None and high is None,
        ),
    )


def _supply(kind: Kind, line: Mapping[str, Any]) -> Document:
    return Document(
        id=line["id"],
        kind=kind,
        title=line["title"],
        body=line["body"],
        keywords=tuple(line.get("keywords", ())),
        language=line.get("language", "zh"),
        organisation=line["org"],
        facets=_facets(line, mode=line.get("modes", ())),
        trl=line.get("trl"),
    )


def _expert(line: Mapping[str, Any]) -> Document:
    return Document(
        id=line["id"],
        kind=Kind.EXPERT,
        title=line["name"],
        summary=line["research"],
        body=line["profile"],
        keywords=tuple(line["keywords"]),
        language="zh",
        organisation=line["org"],
        facets=_facets(line),
        capacity=line["capacity"],
        works=tuple(Work(one["title"], one["body"], one["year"]) for one in line["works"]),
    )


def _facets(line: Mapping[str, Any], mode: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {name: (line[name],) for name in ("industry", "field") if line.get(name)}
    modes = tuple(one for one in mode if one != "any")
    return {**found, "mode": modes} if modes else found
