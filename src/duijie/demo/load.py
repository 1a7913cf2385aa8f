"""Loading the demo: an invented region with all its registers, and one account a role. Done again, it changes nothing.

What was cut off is taken up where it stopped: a batch of records is there as a whole or not at all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from duijie.accounts.models import User
from duijie.accounts.roles import ROLES
from duijie.common import clock
from duijie.common.transactions import with_retry
from duijie.demands.domain.demands import take_step
from duijie.demands.models import Demand
from duijie.demands.registers import CONTACTS, DEMANDS
from duijie.demands.states import STEPS
from duijie.demo.accounts import CITY, DemoAccount, account_of, link_experts, places
from duijie.demo.challenges import put_out
from duijie.demo.common_problems import share
from duijie.demo.consents import agree, sign
from duijie.demo.deadlines import first_word, order_supervision, set_limits
from duijie.demo.dealings import deal
from duijie.demo.embeddings import fill_cache
from duijie.demo.exchange import exchange
from duijie.demo.messages import tell
from duijie.demo.programmes import call
from duijie.demo.reading import REGISTERS, lines
from duijie.demo.service import serve
from duijie.demo.timeline import FOUNDED, Happening, happenings, registered
from duijie.demo.values import organisation_values, part_values, record_values, tags_of
from duijie.demo.visiting import go_about
from duijie.registry.area_codes import tidy_code
from duijie.registry.domain.areas import add_area
from duijie.registry.domain.organisations import add_organisation
from duijie.registry.domain.part_lists import add_parts
from duijie.registry.domain.record_parts import add_part
from duijie.registry.domain.records import add_record
from duijie.registry.models import Area, AreaKind, Organisation
from duijie.registry.register import register_of
from duijie_match.progress import Progress, silent

__all__ = ["DemoAccount", "load_demo"]

T = TypeVar("T")
BATCH = 60  # records in one transaction: few enough to lose, enough to be quick
KEEPER, OFFICER = "system_administrator", "city_officer"  # in whose names everything is loaded
LEADER = "leader"


@dataclass(slots=True)
class _Meter:
    """Counts what is done, for whoever watches."""

    progress: Progress
    total: int
    done: int = field(default=0)

    def add(self, count: int) -> None:
        self.done += count
        self.progress("storing", self.done, self.total)


def load_demo(*, progress: Progress = silent) -> tuple[DemoAccount, ...]:
    """Load all that is not there yet, through the domain functions; the accounts made now come back with passwords."""
    now = clock.now()
    areas, organisations = list(lines("areas")), list(lines("organisations"))
    events = happenings({key: list(lines(key)) for key in REGISTERS}, now=now)
    meter = _Meter(progress, len(areas) + len(organisations) + len(events) + len(ROLES))
    made: list[DemoAccount] = []
    keeper = account_of(KEEPER, made, {})
    with clock.at(now - timedelta(days=FOUNDED)):
        known = _load_areas(areas, by=keeper)
        meter.add(len(areas))
        city = next(area for area in known.values() if area.is_demo and area.kind == AreaKind.CITY)
    officer = account_of(OFFICER, made, {CITY: city})
    with clock.at(now - timedelta(days=FOUNDED)):
        set_limits(city=city, by=officer)
    for part in _batches(organisations):
        _in_one(_load_organisations, part, known, now, by=officer)
        meter.add(len(part))
    owners = {one.name: one for one in Organisation.objects.filter(is_demo=True).select_related("area", "zone")}
    for happened in _batches(events):
        _in_one(_let_happen, happened, owners, now, by=officer)
        meter.add(len(happened))
    where = places()
    for role in ROLES:
        account_of(role, made, where)
    link_experts(by=officer)
    _in_one(_call, city, now, by=officer)
    _in_one(_deal, city, now, by=officer)
    with clock.at(now - timedelta(days=1)):
        order_supervision(leader=account_of(LEADER, made, where))
    fill_cache(Path(settings.DATA))
    meter.add(len(ROLES))
    return tuple(made)


def _deal(city: Area, now: datetime, *, by: User) -> None:
    deal(city=city, now=now, by=by)
    put_out(now=now, by=by)
    share(now=now, by=by)
    exchange(city=city, now=now, by=by)
    sign(now=now)
    go_about(now=now, by=by)
    agree(now=now, by=by)
    tell(now=now, by=by)


def _call(city: Area, now: datetime, *, by: User) -> None:
    call(city=city, now=now, by=by)
    serve(city=city, now=now, by=by)


def _batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[at : at + BATCH] for at in range(0, len(rows), BATCH))


@with_retry
def _in_one(work: Callable[..., None], *arguments: Any, by: User) -> None:
    """``work`` in one transaction: the domain functions within ask for none of their own."""
    with transaction.atomic():
        work(*arguments, by=by)


def _load_areas(rows: Sequence[Mapping[str, Any]], *, by: User) -> dict[str, Area]:
    known = {area.code: area for area in Area.objects.all()}
    for line in rows:
        code = tidy_code(line["code"])
        if code not in known:
            parent = known[tidy_code(line["parent"])] if line["parent"] else None
            known[code] = add_area(
                code=code, name=line["name"], name_en=line.get("name_en", ""), kind=line["kind"], parent=parent, by=by,
                is_demo=True,
            )  # fmt: skip
    return known


def _load_organisations(
    rows: Sequence[Mapping[str, Any]], areas: Mapping[str, Area], now: datetime, *, by: User
) -> None:
    there = set(Organisation.objects.filter(is_demo=True).values_list("name", flat=True))
    tags: dict[int, Any] = {}
    for line in rows:
        if line["name"] not in there:
            values = organisation_values(line, areas)
            with clock.at(registered(values.get("founded"), now=now)):
                organisation = add_organisation(values=values, by=by, is_demo=True)
            tags[organisation.pk] = {"tags": tags_of(line, today=timezone.localdate(now))}
    add_parts(register=register_of("organisations"), rows=tags, by=by)


def _let_happen(
    happened: Sequence[Happening], organisations: Mapping[str, Organisation], now: datetime, *, by: User
) -> None:
    today = timezone.localdate(now)
    known = {key: _known(key, happened) for key in {one.key for one in happened}}
    parts: dict[str, dict[int, Any]] = {}
    for one in happened:
        there, name = known[one.key], one.line[register_of(one.key).title]
        with clock.at(one.at):
            if one.verb != "add":
                _step(there, name, one, by=by)
            elif name not in there:
                values = record_values(one.key, one.line, organisations, today=today)
                record = add_record(register=register_of(one.key), values=values, by=by, is_demo=True)
                there[name] = record
                parts.setdefault(one.key, {})[record.pk] = part_values(one.key, one.line, organisations)
    with clock.at(happened[-1].at):
        for key, rows in parts.items():
            add_parts(register=register_of(key), rows=rows, by=by)


def _known(key: str, happened: Sequence[Happening]) -> dict[str, Any]:
    """The records of a register that these happenings are about, as far as they are there, by title."""
    register = register_of(key)
    names = {one.line[register.title] for one in happened if one.key == key}
    rows = register.model._default_manager.filter(is_demo=True, **{f"{register.title}__in": names})
    return {getattr(one, register.title): one for one in rows}


def _step(there: dict[str, Any], title: str, one: Happening, *, by: User) -> None:
    demand = there[title]
    step = STEPS[one.verb]
    if getattr(demand, step.field) in step.sources and not _is_past(demand, one):
        reason = one.line.get("side_steps", {}).get(one.verb) or (one.line["outcome"] if step.needs_reason else "")
        version = demand.version
        if "evidence" in step.needs:
            proofs = [{**proof, "issued_on": clock.today()} for proof in one.line["evidence"]]
            add_parts(register=register_of("demands"), rows={demand.pk: {"evidence": proofs}}, by=by)
            version += 1
        moved = take_step(demand=demand, verb=one.verb, version=version, by=by, reason=reason, checks=step.checks)
        contacts = one.line.get("contacts", ()) if one.verb == "contact" else ()
        there[title] = _speak(moved, (*contacts, *first_word(title, one.verb)), by=by)


def _speak(demand: Demand, contacts: Sequence[Mapping[str, Any]], *, by: User) -> Demand:
    """Record who was spoken with when the step was taken."""
    for version, contact in enumerate(contacts, demand.version):
        values = {**contact, "on": clock.today()}
        add_part(register=DEMANDS, part=CONTACTS, record=demand, version=version, values=values, by=by)
    if contacts:
        demand.refresh_from_db()
    return demand


def _is_past(demand: Any, one: Happening) -> bool:
    """Whether somebody has done more with this demand since: then it is theirs."""
    return bool(demand.updated_at > one.at)
