"""The figures of an area as blocks: a title, a table whose every number leads to its records, and how it is drawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from duijie.common.listing import strung
from duijie.demands.domain.queries import figures as demands
from duijie.demands.models import DemandKind, Source
from duijie.demands.states import DemandState
from duijie.portal.county.levels import matches_by_level
from duijie.portal.permitted import address_with
from duijie.registry import industries
from duijie.registry.domain.queries import figures as supply
from duijie.registry.models import Area, AreaKind, TechnologyField

S = DemandState
FUNNEL = (S.FOUND, S.VERIFIED, S.PUBLISHED, S.MATCHED, S.CONTACTED, S.NEGOTIATING, S.SOLVING, S.SOLVED)
_STEPS = (
    pgettext_lazy("demands in a month", "Found"),
    pgettext_lazy("demands in a month", "Published"),
    pgettext_lazy("demands in a month", "Solved"),
)
BANKS: dict[str, Any] = {
    "demands": gettext_lazy("Bank of demands"),
    "achievements": gettext_lazy("Bank of achievements"),
    "experts": gettext_lazy("Bank of experts"),
    "services": gettext_lazy("Bank of services"),
    "carriers": gettext_lazy("Bank of carriers"),
    "organisations": gettext_lazy("Bank of organisations"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A number and the list behind it."""

    value: int
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """``key`` names the row for the map; ``is_name``: the label is a name, which is not translated."""

    label: Any
    cells: tuple[Cell, ...]
    key: str = ""
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """``chart`` is how ``county.js`` draws the table; ``heads`` are the first column and the numbers'."""

    key: str
    title: Any
    heads: tuple[Any, ...]
    rows: tuple[Row, ...]
    chart: str
    note: Any = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the page shows of an area, and as of when."""

    area: Area
    as_of: datetime
    banks: Block
    blocks: tuple[Block, ...]

    @property
    def tables(self) -> tuple[Block, ...]:
        return (self.banks, *self.blocks)


def area_name(area: Area) -> str:
    """In the reader's language, where the area has a name in it."""
    return area.name if (get_language() or "zh").startswith("zh") or not area.name_en else area.name_en


class Links:
    """Addresses of lists under one area."""

    def __init__(self, area: Area) -> None:
        self.area = area

    def of(self, key: str, **more: str) -> str:
        name, args = ("organisation_list", []) if key == "organisations" else ("record_list", [key])
        where = {"zone" if self.area.kind == AreaKind.ZONE else "area": self.area.code}
        return address_with(reverse(name, args=args), **where, **more)

    def by(self, key: str, name: str, value: str) -> str:
        """Rows with this value of a field, or with none."""
        return self.of(key, **({name: value} if value else {"without": name}))


def figures_of(area: Area, *, by: Any) -> Figures:
    """Under a number of queries that no count of records changes."""
    freshness = supply.Freshness()
    whose: dict[str, Any] = {"by": by, "freshness": freshness}
    links, found, offered = Links(area), demands.figures_in(area, **whose), supply.supply_in(area, **whose)
    banks = {"demands": found.bank, **offered.banks, **supply.other_banks(area, **whose)}
    blocks = [
        _states(found, links), _map(area, found, offered), _fields(found, offered, links), _trend(found, links),
        _industries(found, links), _cut("kind", _("Demands by kind"), found.by_kind, DemandKind, links),
        _cut("source", _("Demands by source"), found.by_source, Source, links),
        _owners("owners", _("Most demands"), "demands", found.owners, links),
        _owners("holders", _("Most achievements"), "achievements", offered.owners, links),
    ]  # fmt: skip
    levels = matches_by_level(area, **whose)
    if levels:
        rows = tuple(Row(one.level, (Cell(one.count, one.address),)) for one in levels)
        blocks.insert(
            2, Block("levels", _("Demands by the level of their best match"), (_("Level"), _("Demands")), rows, "bar")
        )
    return Figures(area, freshness.as_of, _banks(banks, links), tuple(blocks))


def _banks(banks: Mapping[str, supply.Bank], links: Links) -> Block:
    since = supply.first_new_day().isoformat()
    rows = tuple(
        Row(label, (Cell(banks[key].total, links.of(key)), Cell(banks[key].new, links.of(key, since=since))), key)
        for key, label in BANKS.items()
    )
    return Block("banks", _("Banks"), (_("Bank"), _("Total"), _("New in 30 days")), rows, "")


def _states(found: demands.DemandFigures, links: Links) -> Block:
    order = [*FUNNEL, *(state for state in S if state not in FUNNEL)]
    rows = tuple(
        Row(state.label, (Cell(found.by_state.get(state, 0), links.of("demands", state=state.value)),), state.value)
        for state in order
        if state in FUNNEL or found.by_state.get(state)
    )
    return Block("state", _("Demands on their way"), (_("State now"), _("Demands")), rows, "funnel")


def _cut(key: str, title: Any, counts: Mapping[str, int], choices: Any, links: Links) -> Block:
    rows = [
        Row(label, (Cell(counts.get(value, 0), links.by("demands", key, value)),)) for value, label in choices.choices
    ]
    if counts.get(""):
        rows.append(Row(_("not stated"), (Cell(counts[""], links.by("demands", key, "")),)))
    return Block(key, title, (_("Kind") if key == "kind" else _("Source"), _("Demands")), tuple(rows), "bar")


def _fields(found: demands.DemandFigures, offered: supply.Supply, links: Links) -> Block:
    kinds = {"demands": found.by_field, **offered.by_field}
    rows = [
        Row(label, tuple(Cell(counts.get(value, 0), links.by(key, "field", value)) for key, counts in kinds.items()))
        for value, label in [*TechnologyField.choices, ("", _("not stated"))]
    ]
    heads = (_("Technology field"), _("Demands"), _("Achievements"), _("Experts"), _("Services"))
    return Block("field", _("What is wanted and what is offered"), heads, tuple(rows), "sides")


def _industries(found: demands.DemandFigures, links: Links) -> Block:
    ranked = sorted(found.by_division.items(), key=lambda pair: (pair[0] == industries.UNCODED, -pair[1], pair[0]))
    rows = tuple(
        Row(
            _("without a code") if key == industries.UNCODED else f"{key} {industries.name_of(key)}",
            (Cell(count, links.of("demands", division=key)),),
        )
        for key, count in ranked
    )
    sections = supply.add_up((key[0], count) for key, count in ranked if key != industries.UNCODED)
    words = strung(f"{key} {industries.name_of(key)} {count}" for key, count in sorted(sections.items()))
    return Block("industry", _("Demands by industry"), (_("Division of GB/T 4754"), _("Demands")), rows, "bar", words)


def _map(area: Area, found: demands.DemandFigures, offered: supply.Supply) -> Block:
    parts, paths = supply.parts_of(area)
    wanted = supply.count_by_part(parts, paths, found.places)
    given = supply.count_by_part(parts, paths, offered.places)
    rows = tuple(
        Row(
            area_name(part),
            (
                Cell(wanted[part.pk], Links(part).of("demands")),
                Cell(given[part.pk], Links(part).of("achievements")),
            ),
            part.code,
            is_name=True,
        )
        for part in parts
    )
    note = _("A zone's records are counted in their county too.") if any(p.kind == AreaKind.ZONE for p in parts) else ""
    heads = (_("Area"), _("Demands"), _("Achievements"))
    return Block("area", _("Where they are"), heads, rows, "map", note)


def _trend(found: demands.DemandFigures, links: Links) -> Block:
    rows = tuple(
        Row(
            f"{month:%Y-%m}",
            tuple(
                Cell(series[at], links.of("demands", **{step: f"{month:%Y-%m}"}))
                for step, series in found.trend.items()
            ),
        )
        for at, month in enumerate(demands.last_months())
    )
    heads = (_("Month"), *_STEPS)
    return Block("trend", _("The last twelve months"), heads, rows, "line")


def _owners(key: str, title: Any, register: str, owners: Iterable[supply.Owner], links: Links) -> Block:
    rows = tuple(
        Row(one.name, (Cell(one.count, links.of(register, owner=str(one.pk))),), is_name=True) for one in owners
    )
    head = _("Demands") if register == "demands" else _("Achievements")
    return Block(key, title, (_("Organisation"), head), rows, "bar")
