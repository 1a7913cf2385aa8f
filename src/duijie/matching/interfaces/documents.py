"""Records of the registers as documents of the matching core."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache, reduce
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.utils import translation

from duijie.demands.registers import DEMANDS
from duijie.matching.models import SupplyKind
from duijie.registry.models import TechnologyField
from duijie.registry.models import Work as WorkRow
from duijie.registry.record_checks import split_words
from duijie.registry.register import Register
from duijie.registry.registers.achievements import ACHIEVEMENTS
from duijie.registry.registers.carriers import CARRIERS
from duijie.registry.registers.persons import EXPERTS
from duijie.registry.registers.services import SERVICES
from duijie_match.documents import Document, Kind, MoneyRange, Work
from duijie_match.wording import LANGUAGES

SUPPLY: dict[str, Register] = {
    SupplyKind.ACHIEVEMENT: ACHIEVEMENTS,
    SupplyKind.EXPERT: EXPERTS,
    SupplyKind.SERVICE: SERVICES,
    SupplyKind.CARRIER: CARRIERS,
}
_TEXT = ("title", "body", "keywords")
_COLUMNS: dict[str, tuple[str, ...]] = {
    Kind.DEMAND: (
        *_TEXT, "body_en", "targets", "requirements", "language", "mode", "budget_from", "budget_to", "organisation_id",
    ),
    SupplyKind.ACHIEVEMENT: (*_TEXT, "body_en", "language", "modes", "price", "trl", "organisation_id"),
    SupplyKind.EXPERT: ("name", "research", "profile", "keywords", "capacity", "organisation_id"),
    SupplyKind.SERVICE: (*_TEXT, "price_from", "price_to", "organisation_id"),
    SupplyKind.CARRIER: (*_TEXT, "organisation_id"),
}  # fmt: skip
_SHARED = ("pk", "industry", "field", "organisation_name", "organisation__name", "area__name")
CHUNK = 2000
Values = Mapping[str, Any]
"""Of a record the columns that a document is made of; of an expert also ``works``; and what ``fields`` are called."""
KIND_OF: dict[str, str] = {register.key: kind for kind, register in SUPPLY.items()}
WAN = Decimal(10_000)


def key_of(kind: str, pk: int) -> str:
    """The id of a record as a document: ``achievement-17``."""
    return f"{kind}-{pk}"


def kind_and_pk(key: str) -> tuple[str, int]:
    """The inverse of ``key_of``."""
    kind, _dash, pk = key.rpartition("-")
    return kind, int(pk)


def read_documents(kind: str, rows: QuerySet[Any]) -> Iterator[tuple[Document, int | None]]:
    """``rows`` of the register of ``kind`` as documents, by their numbers, each with the number of its organisation.

    Hundreds of thousands are read for one match, and most of that time would go into objects for rows that are looked
    at once. No query stays open between two parts: on SQLite nobody could write through this connection meanwhile.
    """
    make = _MAKERS[kind]
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    columns = rows.order_by("pk").values(*_SHARED, *_COLUMNS[kind])
    fields = field_names()  # asking for each record would take longer than making its document
    for start in range(0, len(numbers), CHUNK):
        part = list(columns.filter(pk__in=numbers[start : start + CHUNK]))
        works = _works(row["pk"] for row in part) if kind == SupplyKind.EXPERT else {}
        for row in part:
            row["works"], row["fields"] = works.get(row["pk"], ()), fields
            yield make(row), row["organisation_id"]


def _works(persons: Iterable[int]) -> dict[int, list[Work]]:
    found: dict[int, list[Work]] = {}
    rows = WorkRow.objects.filter(person__in=list(persons)).values_list("person", "title", "body", "year")
    for person, title, body, year in rows:
        found.setdefault(person, []).append(Work(title, body, year or 0))
    return found


def document_of(register: Register, record: Any) -> Document:
    """Any record that takes part in matching; an expert needs the ``works`` prefetched."""
    kind = Kind.DEMAND if register.key == DEMANDS.key else KIND_OF[register.key]
    columns = (*_SHARED, *_COLUMNS[kind])
    values: dict[str, Any] = {name: reduce(_attribute, name.split("__"), record) for name in columns}
    values["fields"] = field_names()
    if kind == SupplyKind.EXPERT:
        values["works"] = [Work(one.title, one.body, one.year or 0) for one in record.works.all()]
    found: Document = _MAKERS[kind](values)
    return found


def _attribute(owner: Any, name: str) -> Any:
    return None if owner is None else getattr(owner, name)


def _demand(one: Values) -> Document:
    """A demand in its own language – a translation beside it would blur both; its indicators hold the figures."""
    return Document(
        id=key_of(Kind.DEMAND, one["pk"]),
        kind=Kind.DEMAND,
        title=one["title"],
        body=_lines(one["body"] or one["body_en"], one["targets"], one["requirements"]),
        keywords=split_words(one["keywords"]),
        language=one["language"],
        organisation=_owner(one),
        facets=_facets(one, modes=one["mode"]),
        budget=_money(one["budget_from"], one["budget_to"]),
    )


def _achievement(one: Values) -> Document:
    return Document(
        id=key_of(SupplyKind.ACHIEVEMENT, one["pk"]),
        kind=Kind.ACHIEVEMENT,
        title=one["title"],
        body=one["body"] or one["body_en"],
        keywords=split_words(one["keywords"]),
        language=one["language"],
        organisation=_owner(one),
        facets=_facets(one, modes=one["modes"]),
        budget=_money(one["price"], one["price"]),
        trl=one["trl"],
    )


def _expert(one: Values) -> Document:
    return Document(
        id=key_of(SupplyKind.EXPERT, one["pk"]),
        kind=Kind.EXPERT,
        title=one["name"],
        summary=one["research"],
        body=one["profile"],
        keywords=split_words(one["keywords"]),
        organisation=_owner(one),
        facets=_facets(one),
        capacity=one["capacity"],
        works=tuple(one["works"]),
    )


def _service(one: Values) -> Document:
    return Document(
        id=key_of(SupplyKind.SERVICE, one["pk"]),
        kind=Kind.SERVICE,
        title=one["title"],
        body=one["body"],
        keywords=split_words(one["keywords"]),
        organisation=_owner(one),
        facets=_facets(one),
        budget=_money(one["price_from"], one["price_to"]),
    )


def _carrier(one: Values) -> Document:
    return Document(
        id=key_of(SupplyKind.CARRIER, one["pk"]),
        kind=Kind.CARRIER,
        title=one["title"],
        body=one["body"],
        keywords=split_words(one["keywords"]),
        organisation=_owner(one),
        facets=_facets(one),
    )


_MAKERS: dict[str, Callable[[Values], Document]] = {
    Kind.DEMAND: _demand,
    SupplyKind.ACHIEVEMENT: _achievement,
    SupplyKind.EXPERT: _expert,
    SupplyKind.SERVICE: _service,
    SupplyKind.CARRIER: _carrier,
}


def _owner(one: Values) -> str:
    """As ``Record.owner_name``; one object for each name, since many records have the same owner."""
    return sys.intern(one["organisation__name"] or one["organisation_name"])


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


@cache
def field_names() -> dict[str, str]:
    """The technology fields in Chinese, as lists name them; ``interfaces.stored`` tells them in any language."""
    with translation.override(LANGUAGES[0]):
        return {value: str(label) for value, label in TechnologyField.choices}


def _facets(one: Values, modes: str = "") -> Mapping[str, tuple[str, ...]]:
    field = one["fields"].get(one["field"], one["field"]) if one["field"] else ""
    return _shared_facets(one["industry"] or "", field, one["area__name"], modes)


@lru_cache(maxsize=10_000)
def _shared_facets(industry: str, field: str, area: str, modes: str) -> Mapping[str, tuple[str, ...]]:
    """One object for all records alike: there are few combinations, and a mapping is larger than a short text."""
    facets = {
        "industry": (industry,) if industry else (),
        "field": (field,) if field else (),
        "area": (area,),
        "mode": tuple(mode for mode in modes.split(",") if mode and mode != "any"),
    }
    return MappingProxyType({name: values for name, values in facets.items() if values})


def _money(low: Decimal | None, high: Decimal | None) -> MoneyRange | None:
    edges = [edge for edge in (low, high) if edge is not None]
    return MoneyRange(min(edges) * WAN, max(edges) * WAN) if edges else None
