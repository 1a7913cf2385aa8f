"""What the register knows of the person."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.programmes.conditions.batch import Batch
from duijie.programmes.conditions.facts import FactKind, Known, Source, Unknown, Value, Values, fact
from duijie.programmes.conditions.stated_facts import age_on
from duijie.registry.models import TitleRank

RANKS = tuple((str(one), one.label) for one in (
    TitleRank.JUNIOR, TitleRank.INTERMEDIATE, TitleRank.DEPUTY, TitleRank.SENIOR,
))  # fmt: skip
_HEIGHT = {key: height for height, (key, _label) in enumerate(RANKS)}


def holds_on(row: dict[str, Any], day: date) -> bool:
    """Whether a dated row held on ``day``; an open end means always, or still."""
    return (row["from_on"] is None or row["from_on"] <= day) and (row.get("to_on") is None or row["to_on"] >= day)


@fact(
    name="person.registered", kind=FactKind.YESNO, label=_("the person is in the register"), source=Source.REGISTER,
    proof=_("entry in the register of persons"),
)  # fmt: skip
def _read_registered(batch: Batch, day: date) -> Values:
    return {one.key: Known(one.person in batch.persons) for one in batch.subjects}


@fact(
    name="person.rank", kind=FactKind.CHOICE, label=_("rank of the professional title"), source=Source.REGISTER,
    proof=_("certificate of the professional title"), choices=RANKS, ordered=True, dated=True,
)  # fmt: skip
def _read_rank(batch: Batch, day: date) -> Values:
    """The highest of the dated titles held on the day; without any, what the record of the person says."""
    return {one.key: _rank(batch, one.person, day) for one in batch.subjects}


def _rank(batch: Batch, person: int | None, day: date) -> Value:
    if person is None:
        return Unknown("no-person")
    ranked = [row for row in batch.titles.get(person, ()) if row["rank"]]
    held = [row["rank"] for row in ranked if holds_on(row, day)]
    if held:
        return Known(max(held, key=_HEIGHT.__getitem__))
    said = batch.persons.get(person, {}).get("rank")
    return Known(said) if said and not ranked else Unknown("not-registered")


@fact(
    name="person.years_of_title", kind=FactKind.NUMBER, label=_("full years since the present rank of title"),
    source=Source.REGISTER, proof=_("certificate of the professional title"), unit=_("years"), dated=True,
)  # fmt: skip
def _read_years(batch: Batch, day: date) -> Values:
    return {one.key: _years(batch, one.person, day) for one in batch.subjects}


def _years(batch: Batch, person: int | None, day: date) -> Value:
    if person is None:
        return Unknown("no-person")
    held = [row for row in batch.titles.get(person, ()) if row["rank"] and holds_on(row, day)]
    if not held:
        return Unknown("not-registered")
    highest = max(held, key=lambda row: _HEIGHT[row["rank"]])["rank"]
    since = [row["from_on"] for row in held if row["rank"] == highest]
    return Unknown("not-registered") if None in since else Known(age_on(min(since), day))


@fact(
    name="person.works_at_home", kind=FactKind.YESNO, label=_("the person works at the home unit"), dated=True,
    source=Source.REGISTER, proof=_("certificate of employment of the home unit"),
)  # fmt: skip
def _read_works_at_home(batch: Batch, day: date) -> Values:
    return {one.key: _works(batch, one.person, one.home, day, "no-home") for one in batch.subjects}


@fact(
    name="person.works_at_host", kind=FactKind.YESNO, label=_("the person is employed by the host unit"), dated=True,
    source=Source.REGISTER, proof=_("record of social insurance of the person"),
)  # fmt: skip
def _read_works_at_host(batch: Batch, day: date) -> Values:
    return {one.key: _works(batch, one.person, one.host, day, "no-host") for one in batch.subjects}


def _works(batch: Batch, person: int | None, unit: int | None, day: date, missing: str) -> Value:
    """No, where the register knows the days of working there and ``day`` is none of them. That it does not know of
    working there says nothing."""
    if person is None or unit is None:
        return Unknown("no-person" if person is None else missing)
    there = [row for row in batch.affiliations.get(person, ()) if row["organisation_id"] == unit]
    return Known(any(holds_on(row, day) for row in there)) if there else Unknown("not-registered")
