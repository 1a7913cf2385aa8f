"""Records of the registers as documents of the matching core."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.matching.models import SupplyKind
from duijie.registry.models import Achievement, Carrier, Person, Service
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


def _facets(record: Any, modes: str = "") -> dict[str, tuple[str, ...]]:
    facets = {
        "industry": (record.industry,) if record.industry else (),
        "field": (str(record.get_field_display()),) if record.field else (),
        "area": (record.area.name,),
        "mode": tuple(mode for mode in modes.split(",") if mode and mode != "any"),
    }
    return {name: values for name, values in facets.items() if values}


def _money(low: Decimal | None, high: Decimal | None) -> MoneyRange | None:
    edges = [edge for edge in (low, high) if edge is not None]
    return MoneyRange(min(edges) * WAN, max(edges) * WAN) if edges else None
