"""Records of the registers as documents of the matching core."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.matching.models import SupplyKind
from duijie.registry.models import Achievement, Carrier, Person, Service, TechnologyField
from duijie.registry.record_checks import split_words
from duijie.registry.register import Register
from duijie.registry.registers.achievements import ACHIEVEMENTS
from duijie.registry.registers.carriers import CARRIERS
from duijie.registry.registers.persons import EXPERTS
from duijie.registry.registers.services import SERVICES
from duijie_match.documents import Document, Kind, MoneyRange, Work

SUPPLY: dict[str, Register] = {
    SupplyKind.ACHIEVEMENT: ACHIEVEMENTS,
    SupplyKind.EXPERT: EXPERTS,
    SupplyKind.SERVICE: SERVICES,
    SupplyKind.CARRIER: CARRIERS,
}
_COLUMNS: dict[str, tuple[str, ...]] = {
    SupplyKind.ACHIEVEMENT: ("title", "body", "body_en", "language", "modes", "price", "trl"),
    SupplyKind.EXPERT: ("name", "research", "profile", "capacity"),
    SupplyKind.SERVICE: ("title", "body", "price_from", "price_to"),
    SupplyKind.CARRIER: ("title", "body"),
}
_SHARED = ("keywords", "industry", "field", "organisation_name", "organisation__name", "area__name")
KIND_OF: dict[str, str] = {register.key: kind for kind, register in SUPPLY.items()}
WAN = Decimal(10_000)


def key_of(kind: str, pk: int) -> str:
    """The id of a record as a document: ``achievement-17``."""
    return f"{kind}-{pk}"


def kind_and_pk(key: str) -> tuple[str, int]:
    """The inverse of ``key_of``."""
    kind, _dash, pk = key.rpartition("-")
    return kind, int(pk)


def demand_document(demand: Demand) -> Document:
    """A demand in its own language – a translation beside it would blur both; its indicators hold the figures."""
    return Document(
        id=key_of("demand", demand.pk),
        kind=Kind.DEMAND,
        title=demand.title,
        body=_lines(demand.body or demand.body_en, demand.targets, demand.requirements),
        keywords=split_words(demand.keywords),
        language=demand.language,
        organisation=demand.owner_name,
        facets=_facets(demand, modes=demand.mode),
        budget=_money(demand.budget_from, demand.budget_to),
    )


def readable(kind: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    """``rows`` of the register of ``kind`` with what a document is made of and nothing else: hundreds of thousands are
    read for one match, and most of that time goes into columns.
    """
    rows = rows.select_related("area", "organisation").only(*_SHARED, *_COLUMNS[kind])
    return rows.prefetch_related("works") if kind == SupplyKind.EXPERT else rows


def supply_documents(kind: str, records: Iterable[Any]) -> Iterator[Document]:
    """Records of the register of ``kind``; experts need their ``works`` prefetched."""
    make = _MAKERS[kind]
    return (make(record) for record in records)


def _achievement(one: Achievement) -> Document:
    return Document(
        id=key_of(SupplyKind.ACHIEVEMENT, one.pk),
        kind=Kind.ACHIEVEMENT,
        title=one.title,
        body=one.body or one.body_en,
        keywords=split_words(one.keywords),
        language=one.language,
        organisation=one.owner_name,
        facets=_facets(one, modes=one.modes),
        budget=_money(one.price, one.price),
        trl=one.trl,
    )


def _expert(one: Person) -> Document:
    works = tuple(Work(work.title, work.body, work.year or 0) for work in one.works.all())
    return Document(
        id=key_of(SupplyKind.EXPERT, one.pk),
        kind=Kind.EXPERT,
        title=one.name,
        summary=one.research,
        body=one.profile,
        keywords=split_words(one.keywords),
        organisation=one.owner_name,
        facets=_facets(one),
        capacity=one.capacity,
        works=works,
    )


def _service(one: Service) -> Document:
    return Document(
        id=key_of(SupplyKind.SERVICE, one.pk),
        kind=Kind.SERVICE,
        title=one.title,
        body=one.body,
        keywords=split_words(one.keywords),
        organisation=one.owner_name,
        facets=_facets(one),
        budget=_money(one.price_from, one.price_to),
    )


def _carrier(one: Carrier) -> Document:
    return Document(
        id=key_of(SupplyKind.CARRIER, one.pk),
        kind=Kind.CARRIER,
        title=one.title,
        body=one.body,
        keywords=split_words(one.keywords),
        organisation=one.owner_name,
        facets=_facets(one),
    )


_MAKERS: dict[str, Any] = {
    SupplyKind.ACHIEVEMENT: _achievement,
    SupplyKind.EXPERT: _expert,
    SupplyKind.SERVICE: _service,
    SupplyKind.CARRIER: _carrier,
}


def document_of(register: Register, record: Any) -> Document:
    """Any record that takes part in matching."""
    if register.key == DEMANDS.key:
        return demand_document(record)
    found: Document = _MAKERS[KIND_OF[register.key]](record)
    return found


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


@lru_cache
def _fields(language: str | None) -> dict[str, str]:
    """The technology fields in the active language: asking each record would translate all of them every time."""
    return {value: str(label) for value, label in TechnologyField.choices}


def _facets(record: Any, modes: str = "") -> Mapping[str, tuple[str, ...]]:
    field = _fields(get_language()).get(record.field, record.field) if record.field else ""
    return _shared_facets(record.industry or "", field, record.area.name, modes)


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
