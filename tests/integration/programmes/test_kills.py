"""Killed at any moment, a deed of a programme is done or not done: rows, states, places, history, audit and messages.

A few points by default; ``./run test --full`` kills at a hundred drawn points of all deeds.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.models import TextField
from tests.factories.kills import killer, points
from tests.factories.programmes import PDF
from tests.integration.programmes import test_races as said
from tests.integration.programmes.race_worlds import LogWorld, PostingWorld, UnitWorld
from tests.integration.programmes.test_work_logs import PICTURE

from duijie.common import clock
from duijie.common.models import AuditEvent, OutboxMessage
from duijie.demands.models import CaseEvent
from duijie.messaging.models import Delivery, Message
from duijie.programmes.domain import applications
from duijie.programmes.domain.agreements import agreements, endings
from duijie.programmes.domain.money import ledger
from duijie.programmes.domain.postings.postings import take_posting_step
from duijie.programmes.domain.results import yields
from duijie.programmes.domain.worklogs import work_logs
from duijie.programmes.models import Application, Posting, Round, WorkLogPhoto

pytestmark = pytest.mark.django_db(transaction=True)
DO = "tests.integration.programmes.test_kills.do"
PAPER = ("协议.pdf", [PDF])
numbers = itertools.count(1)


@dataclass(frozen=True)
class Deed:
    """What it begins with, and what is done with it by whom."""

    world: type[Any]
    begin: Callable[[Any], Any]
    say: said.Say


def draft(world: UnitWorld) -> list[Application]:
    rows = world.begin()
    Application.objects.filter(pk=rows[0].pk).update(state="draft")
    return rows


def without_photos(world: LogWorld) -> Any:
    WorkLogPhoto.objects.all().delete()
    return world.begin("submitted")


def anew(world: LogWorld) -> int:
    """The number of another log, beside that of the world alone."""
    world.begin("submitted")
    return next(numbers)


def entered(world: LogWorld, *, proven: bool = False) -> Any:
    made = [add_yield(world, next(numbers)) for _each in range(2)]
    if proven:
        yields.add_evidence(service_yield=made[0], kind="certificate", name="p.pdf", chunks=[PDF], by=world.county)
    return made


def add_yield(world: Any, number: int) -> Any:
    values = {"kind": "patent_applied", "title": "工艺", "number": f"CN2026{number:06d}", "happened_on": clock.today()}
    return yields.add_yield(posting=world.posting, values=values, by=world.author)


def on_yield(verb: str, by: str, **more: Any) -> said.Say:
    return lambda world, rows: yields.take_yield_step(
        service_yield=rows[0], verb=verb, version=rows[0].version, by=getattr(world, by), **more
    )


def log_work(world: Any, number: int) -> Any:
    values = {
        "kind": "on_site",
        "worked_on": clock.today(),
        "minutes": 1,
        "venue": "二号车间",
        "title": f"第{number}次",
    }
    return work_logs.log_work(
        posting=world.posting, values=values, by=world.author, submission=f"k{number}", photos=[("a.png", [PICTURE])]
    )


def pay(world: Any, number: int) -> Any:
    values = {"kind": "project", "stage": "paid", "amount": "1", "document": "云科发〔2026〕3号"}
    return ledger.enter_money(
        posting=world.posting, values=values, by=world.county, submission=f"k{number}", file=PAPER
    )


def serving(world: PostingWorld) -> list[Any]:
    """A posting that serves, and its filed agreement."""
    signed = world.signed()
    made = agreements.file_agreement(
        agreement=signed, number=f"协{next(numbers)}号", filed_on=clock.today(), scan=PAPER, version=signed.version,
        by=world.county,
    )  # fmt: skip
    posting = Posting.objects.get(pk=made.posting_id)
    take_posting_step(posting=posting, verb="begin", version=posting.version, by=world.county)
    return [Posting.objects.get(pk=posting.pk), made]


def filed(world: PostingWorld) -> list[Posting]:
    (posting,) = world.begin(pairs=((0, 0),), state="filed")
    return [posting]


def on_serving(deed: Callable[..., Any], **more: Any) -> said.Say:
    return lambda world, rows: deed(
        posting=rows[0], version=rows[0].version, reason="调整", by=world.city, **{"ended_on": clock.today(), **more}
    )


def extend(world: Any, rows: Any) -> Any:
    return agreements.extend(
        posting=rows[0], to_on=rows[0].to_on + timedelta(days=90), reason="项目未完", version=rows[0].version,
        by=world.county,
    )  # fmt: skip


def replace(world: Any, rows: Any) -> Any:
    return agreements.replace(
        agreement=rows[1], tasks="每季到企业", to_on=rows[1].to_on, reason="任务变了", version=rows[1].version,
        by=world.county,
    )  # fmt: skip


pair = partial(PostingWorld.begin, pairs=((0, 0),))
both = partial(PostingWorld.begin, pairs=((0, 0),), state="both_agreed")
placed = partial(UnitWorld.begin, recommended=2)
DEEDS: dict[str, Deed] = {
    "submit": Deed(
        UnitWorld, draft,
        lambda world, rows: applications.submit(application=rows[0], version=1, by=world.contact),
    ),
    "recommend": Deed(UnitWorld, said.waiting, said.recommend),
    "recommend_all": Deed(UnitWorld, said.waiting, said.all_at_once(0, 1)),
    "return": Deed(UnitWorld, said.waiting, said.on_paper("return_application", defects=["缺证明"])),
    "decline": Deed(UnitWorld, said.waiting, said.decline),
    "take_back": Deed(UnitWorld, placed, said.give_back),
    "withdraw": Deed(UnitWorld, placed, said.withdrawn()),
    "quotas": Deed(UnitWorld, said.waiting, said.quota(1)),
    "log": Deed(LogWorld, anew, log_work),
    "confirm": Deed(LogWorld, said.submitted, said.answered(True)),
    "dispute": Deed(LogWorld, said.submitted, said.answered(False)),
    "confirm_by_link": Deed(LogWorld, said.submitted, said.by_link(True)),
    "slip": Deed(LogWorld, without_photos, said.slip),
    "approve": Deed(LogWorld, said.confirmed, said.county),
    "return_log": Deed(LogWorld, said.confirmed, said.on_log("return_log", "city", version=None, reason="写明")),
    "withdraw_log": Deed(LogWorld, said.confirmed, said.withdrawing),
    "correct": Deed(LogWorld, partial(LogWorld.begin, state="counted"), said.correcting),
    "approve_correction": Deed(LogWorld, LogWorld.begin_correction, said.county),
    "pay": Deed(LogWorld, lambda _world: next(numbers), pay),
    "pay_back": Deed(
        LogWorld, lambda world: [pay(world, next(numbers))],
        lambda world, rows: ledger.reverse_entry(entry=rows[0], reason="退", by=world.county),
    ),
    "yield": Deed(LogWorld, lambda _world: next(numbers), add_yield),
    "verify_yield": Deed(LogWorld, partial(entered, proven=True), on_yield("verify", "county")),
    "refuse_yield": Deed(LogWorld, entered, on_yield("refuse", "county", reason="不属实")),
    "merge_yields": Deed(
        LogWorld, entered,
        lambda world, rows: yields.merge_yields(
            service_yield=rows[0], into=rows[1], reason="同一件", by=world.county
        ),
    ),
    "post": Deed(PostingWorld, PostingWorld.begin, said.post(1, 0, need="need")),
    "agree": Deed(PostingWorld, pair, said.agreed("person", "person")),
    "decline_posting": Deed(PostingWorld, pair, said.left("decline", "contact", side="host")),
    "call_off": Deed(PostingWorld, pair, said.left("take_posting_step", "city", verb="call_off")),
    "draw_up": Deed(PostingWorld, both, said.drawn),
    "sign": Deed(PostingWorld, PostingWorld.draft, said.signs),
    "meet": Deed(PostingWorld, PostingWorld.draft, said.meets),
    "file": Deed(PostingWorld, PostingWorld.signed, said.files),
    "begin": Deed(
        PostingWorld, filed,
        lambda world, rows: take_posting_step(
            posting=rows[0], verb="begin", version=rows[0].version, by=world.county
        ),
    ),
    "extend": Deed(PostingWorld, serving, extend),
    "replace": Deed(PostingWorld, serving, replace),
    "terminate": Deed(PostingWorld, serving, on_serving(endings.terminate)),
    "transfer": Deed(
        PostingWorld, serving,
        lambda world, rows: on_serving(endings.transfer, successor=world.people[1])(world, rows),
    ),
}  # fmt: skip
IN_PARTS = {"log", "slip"}
"""A photo is kept by itself before or after the row; sent again, what is missing is added."""


def do(deed: str, world: Any, begun: Any) -> None:
    """In the process that is killed."""
    there = DEEDS[deed].world.__new__(DEEDS[deed].world)
    there.__dict__.update(loaded(world).__dict__)
    DEEDS[deed].say(there, loaded(begun))


def packed(value: Any) -> Any:
    """Rows by their numbers, to be sent to another process; what cannot be sent is left out."""
    if isinstance(value, models.Model):
        return {"row": value._meta.label, "pk": value.pk}
    if isinstance(value, list):
        return [packed(one) for one in value]
    if isinstance(value, LogWorld | UnitWorld | PostingWorld):
        return {"values": {name: packed(one) for name, one in vars(value).items()}}
    if is_dataclass(value):
        return {"values": {one.name: packed(getattr(value, one.name)) for one in fields(value)}}
    return value if isinstance(value, str | int) else None


def loaded(value: Any) -> Any:
    if isinstance(value, list):
        return [loaded(one) for one in value]
    if isinstance(value, dict) and "row" in value:
        return apps.get_model(value["row"])._base_manager.get(pk=value["pk"])
    if isinstance(value, dict):
        return SimpleNamespace(**{name: loaded(one) for name, one in value["values"].items()})
    return value


NUMBERS = ("version", "used", "quota", "rank", "slot", "host_slot", "minutes", "percent")


def state() -> dict[tuple[str, str], tuple[int, int]]:
    """How many rows each table has by state, and the sum of the numbers that deeds write in them."""
    kinds = [*apps.get_app_config("programmes").get_models(), AuditEvent, OutboxMessage, CaseEvent, Delivery, Message]
    asked = []
    for kind in kinds:
        names = {one.name for one in kind._meta.concrete_fields}
        told = "state" if "state" in names else "verb" if "verb" in names else "''"
        numbers = {one.name for one in kind._meta.concrete_fields if not isinstance(one, TextField)}  # minutes of a day
        total = " + ".join(f"COALESCE(SUM({name}), 0)" for name in NUMBERS if name in numbers) or "0"
        group = f" GROUP BY {told}" if told != "''" else ""
        asked.append(f"SELECT '{kind._meta.db_table}', {told}, COUNT(*), {total} FROM {kind._meta.db_table}{group}")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return {(table, told): (count, int(total)) for table, told, count, total in cursor.fetchall()}


def grown(before: dict[Any, tuple[int, int]], after: dict[Any, tuple[int, int]]) -> dict[Any, tuple[int, int]]:
    """What is more or less than before."""
    none = (0, 0)
    both = {key: (after.get(key, none), before.get(key, none)) for key in {*before, *after}}
    return {key: (new[0] - old[0], new[1] - old[1]) for key, (new, old) in both.items() if new != old}


def begin(deed: str, world: Any) -> Any:
    begun = packed(DEEDS[deed].begin(world))
    Message.objects.all().delete()  # what was told of a row that is put back is not told again
    return begun


@points("sqlite", few=3)
def test_a_killed_deed_of_a_programme_is_done_or_not_done(tmp_path: Any, settings: Any, points: int) -> None:
    settings.MEDIA_ROOT = tmp_path
    worlds: dict[type[Any], Any] = {}
    deeds, whole = [*DEEDS], {}
    with killer(73, tmp_path, django__conf__settings__MEDIA_ROOT=tmp_path) as process:
        process.dice.shuffle(deeds)
        for number in range(points):
            deed = deeds[number % len(deeds)]
            kind = DEEDS[deed].world
            world = worlds[kind] = worlds.get(kind) or kind()
            told = {"deed": deed, "world": packed(world)}
            if deed not in whole:
                begun = begin(deed, world)
                before = state()
                process.measure(deed, DO, **told, begun=begun)
                whole[deed] = grown(before, state())
                assert whole[deed], deed
            begun = begin(deed, world)
            before = state()
            process.kill(deed, DO, **told, begun=begun)
            after = grown(before, state())
            assert not after or after == whole[deed] or deed in IN_PARTS, (deed, after, whole[deed])
            if after != whole[deed]:
                process.run(DO, **told, begun=begun)
                assert (deed, grown(before, state())) == (deed, whole[deed])
        assert process.killed >= points * 3 // 4
    assert Round.objects.count() == len(worlds)
