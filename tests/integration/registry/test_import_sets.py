"""Rows of a list are written as sets: what becomes of one that the database refuses, and of two lists at once."""

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_expert, make_organisation, make_region

from duijie.common.domain.imports import (
    add_pasted_import,
    apply_import,
    decide_rows,
    preview_import,
    revert_import,
)
from duijie.common.domain.queries.imports import find_import, list_rows
from duijie.common.importing.nouns import RowToRevert, RowToWrite, noun_of
from duijie.common.importing.work import CHUNK
from duijie.common.jobs import run_job
from duijie.common.models import AuditEvent, OutboxMessage
from duijie.demands.models import Demand
from duijie.registry.domain.organisations import edit_organisation
from duijie.registry.models import Organisation, Work

pytestmark = pytest.mark.django_db(transaction=True)

HEADS = {"organisations": "单位名称\t地区\t职工人数\n", "demands": "需求名称\t所属县市区\t需求描述\n"}
ROWS = CHUNK + 20  # two sets
MIDDLE = 137


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def by(region):
    return make_user(role="city_officer", area=region.city)


def done(job):
    ended = run_job(job.pk)
    assert (ended.state, ended.error) == ("succeeded", None)


def previewed(key, text, region, by):
    batch = add_pasted_import(noun=key, area=region.city, text=HEADS[key] + text, by=by)
    done(preview_import(batch=batch, by=by))
    decide_rows(batch=batch, decision="take", by=by, asked=True)
    return find_import(by=by, pk=batch.pk)


def applied(batch, by):
    done(apply_import(batch=batch, by=by))
    return find_import(by=by, pk=batch.pk)


def lines(count, start=0, last="1"):
    return "".join(f"第{number}号\t北渡县\t{last}\n" for number in range(start, start + count))


@contextmanager
def once(column: str, table: str) -> Iterator[None]:
    """A constraint that no check of ours knows of, as one that somebody else trips at this very moment."""
    assert all(re.fullmatch("[a-z_]+", word) for word in (column, table))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE UNIQUE INDEX once_for_a_test ON {table} ({column})")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX once_for_a_test")


def at_once(functions: list[Callable[[], None]]) -> None:
    barrier = threading.Barrier(len(functions))

    def call(function: Callable[[], None]) -> None:
        try:
            barrier.wait(20)
            function()
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def sets(batch, verb):
    return [event.detail for event in AuditEvent.objects.filter(verb=verb, target_id=str(batch.pk)).order_by("pk")]


@pytest.mark.parametrize("key, table, column", [
    ("organisations", "registry_organisation", "name"), ("demands", "demands_demand", "title"),
])  # fmt: skip
def test_a_row_that_the_database_refuses_fails_alone(key, table, column, region, by):
    """Only the constraint sees the record that came after the check."""
    make = {"organisations": make_organisation, "demands": make_demand}[key]
    batch = previewed(key, lines(ROWS), region, by)
    make(**{column: f"第{MIDDLE}号"}, area=region.south, **({"organisation_name": "别厂"} if key == "demands" else {}))
    with once(column, table):
        batch = applied(batch, by)
    assert batch.state == "applied"
    rows = list_rows(batch)
    assert [row.row - 2 for row in rows.filter(state="failed")] == [MIDDLE]
    assert rows.filter(state="written").count() == ROWS - 1
    refused = rows.get(state="failed")
    assert ([error["code"] for error in refused.errors], refused.record) == (["refused"], None)
    assert set(refused.errors[0]["texts"]) == {"zh-hans", "en"}
    model = {"organisations": Organisation, "demands": Demand}[key]
    assert model.objects.count() == ROWS
    assert model.history.count() == ROWS
    assert Counter(row.record for row in rows.filter(state="written")).most_common(1)[0][1] == 1
    assert [one["rows"] for one in sets(batch, "import.write")] == [
        {"written": CHUNK - 1, "failed": 1}, {"written": ROWS - CHUNK},
    ]  # fmt: skip


def test_each_set_of_rows_has_its_own_audit_row_and_its_message_to_the_search(region, by):
    batch = previewed("organisations", lines(ROWS), region, by)
    OutboxMessage.objects.all().delete()
    batch = applied(batch, by)
    told = sets(batch, "import.write")
    assert [(one["from"], one["to"], one["rows"]) for one in told] == [
        (1, CHUNK, {"written": CHUNK}), (CHUNK + 1, ROWS, {"written": ROWS - CHUNK}),
    ]  # fmt: skip
    assert {len(one["digest"]) for one in told} == {64}
    written = set(list_rows(batch).values_list("record", flat=True))
    messages = [one.payload["ids"] for one in OutboxMessage.objects.filter(topic="search.changed")]
    assert (sorted(number for ids in messages for number in ids), len(messages)) == (sorted(written), 2)
    done(revert_import(batch=batch, by=by))
    assert [(one["from"], one["to"], one["rows"]) for one in sets(batch, "import.put_back")] == [
        (ROWS - CHUNK + 1, ROWS, {"reverted": CHUNK}), (1, ROWS - CHUNK, {"reverted": ROWS - CHUNK}),
    ]  # fmt: skip
    assert AuditEvent.objects.filter(verb__in=["import.apply", "import.revert"]).count() == 2


def test_changes_of_a_whole_set_are_written_and_put_back_with_history(region, by):
    known = [make_organisation(name=f"第{number}号", area=region.north, staff=5) for number in range(ROWS)]
    batch = previewed("organisations", lines(ROWS, last="8"), region, by)
    assert set(list_rows(batch).values_list("outcome", flat=True)) == {"update"}
    batch = applied(batch, by)
    assert set(Organisation.objects.values_list("staff", "version")) == {(8, 2)}
    later = Organisation.objects.get(name=f"第{MIDDLE}号")
    edit_organisation(organisation=later, version=2, values={"staff": 99}, by=by)
    done(revert_import(batch=batch, by=by))
    assert Counter(Organisation.objects.values_list("staff", "version")) == {(5, 3): ROWS - 1, (99, 3): 1}
    assert [row.row - 2 for row in list_rows(batch).filter(state="kept")] == [MIDDLE]
    kinds = Counter(Organisation.history.exclude(history_type="+").values_list("history_type", "history_user", "staff"))
    assert kinds == {("~", by.pk, 8): ROWS, ("~", by.pk, 5): ROWS - 1, ("~", by.pk, 99): 1}
    line = Organisation.history.filter(name="第3号", version=2).get()
    assert (line.history_type, line.history_change_reason.startswith(batch.name[:2])) == ("~", True)
    there = Organisation.objects.get(name="第3号")
    as_written = {"staff": 8, "version": 2, "updated_at": line.updated_at}
    for field in Organisation._meta.concrete_fields:
        wanted = as_written.get(field.attname, getattr(there, field.attname))
        assert getattr(line, field.attname) == wanted, field.attname
    assert {one.pk for one in known} == set(Organisation.objects.values_list("pk", flat=True))


def test_two_imports_of_the_same_rows_at_once_have_one_winner_a_row(region, by):
    """Both change the same records, in opposite order, and both bring the same new one."""
    for number in range(60):
        make_organisation(name=f"第{number}号", area=region.north, staff=5)
    code = "91110000802100433B"
    head = "单位名称\t地区\t职工人数\t统一社会信用代码\n"
    orders = (range(60), reversed(range(60)))
    batches = []
    for staff, order in zip((7, 8), orders, strict=True):
        text = head + "".join(f"第{number}号\t\t{staff}\t\n" for number in order) + f"新公司\t北渡县\t{staff}\t{code}\n"
        batch = add_pasted_import(noun="organisations", area=region.city, text=text, by=by)
        done(preview_import(batch=batch, by=by))
        batches.append(batch)
    jobs = [apply_import(batch=batch, by=by) for batch in batches]
    at_once([lambda job=job: run_job(job.pk) for job in jobs])
    batches = [find_import(by=by, pk=batch.pk) for batch in batches]
    assert [batch.state for batch in batches] == ["applied", "applied"]
    rows = [{row.values["name"]: row for row in list_rows(batch)} for batch in batches]
    for name in rows[0]:
        both = [of_batch[name] for of_batch in rows]
        assert sorted(row.state for row in both) == ["failed", "written"], name
        winner = next(row for row in both if row.state == "written")
        there = Organisation.objects.get(name=name)
        assert (there.pk, there.staff) == (winner.record, winner.values["staff"])
        assert there.version == (1 if name == "新公司" else 2)
        loser = next(row for row in both if row.state == "failed")
        assert loser.errors[-1]["code"] == ("uscc-taken" if name == "新公司" else "changed")
    assert Organisation.objects.count() == 61
    at_once([lambda batch=batch: done(revert_import(batch=batch, by=by)) for batch in batches])
    assert [find_import(by=by, pk=batch.pk).state for batch in batches] == ["reverted", "reverted"]
    assert Counter(Organisation.objects.values_list("staff", flat=True)) == {5: 60}


def test_a_list_whose_rows_another_import_brought_meanwhile_says_so_row_by_row(region, by):
    text = "单位名称\t地区\t统一社会信用代码\n甲\t北渡县\t91110000802100433B\n乙\t北渡县\t914403001922038216\n"
    batches = []
    for lot in (text, text + "丙\t北渡县\t\n"):
        batches.append(add_pasted_import(noun="organisations", area=region.city, text=lot, by=by))
        done(preview_import(batch=batches[-1], by=by))
    first, second = (applied(batch, by) for batch in batches)
    assert [row.state for row in list_rows(first)] == ["written", "written"]
    assert [(row.state, [error["code"] for error in row.errors]) for row in list_rows(second)] == [
        ("failed", ["uscc-taken"]), ("failed", ["uscc-taken"]), ("written", []),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [3, 30])
def test_putting_changes_back_takes_the_same_number_of_queries_however_many(
    count, region, by, django_assert_max_num_queries
):
    noun = noun_of("organisations")
    made = [make_organisation(name=f"第{number}号", uscc=f"9111000000000{number:04}X") for number in range(count)]
    orders = [RowToWrite(number, {"staff": 9}, one.pk, 1, True) for number, one in enumerate(made)]
    by.has_perm("organisation.import")  # reads the roles once
    with django_assert_max_num_queries(14):
        written = noun.write(orders, area=region.city, by=by, reason="名单")
    assert [one.error for one in written if one.error] == []
    before = [RowToRevert(one.number, one.record, one.version, one.before) for one in written]
    with django_assert_max_num_queries(14):
        back = noun.revert(before, area=region.city, by=by, reason="撤销")
    assert [one.error for one in back if one.error] == []
    assert set(Organisation.objects.values_list("staff", "version")) == {(None, 3)}


@pytest.mark.parametrize("count", [2, 8])
def test_works_of_many_experts_take_the_same_number_of_queries(count, region, by, django_assert_max_num_queries):
    noun = noun_of("works")
    experts = [make_expert(name=f"专家{number}", area=region.north) for number in range(count)]
    orders = [
        RowToWrite(number, {"person": one.pk, "title": f"论文{number}"}, None, None, False)
        for number, one in enumerate(experts)
    ]
    by.has_perm("expert.import")
    with django_assert_max_num_queries(12):
        written = noun.write(orders, area=region.city, by=by, reason="名单")
    assert (Work.objects.count(), [one.error for one in written if one.error]) == (count, [])
    back = [RowToRevert(one.number, one.record, one.version, None) for one in written]
    with django_assert_max_num_queries(14):
        noun.revert(back, area=region.city, by=by, reason="撤销")
    assert Work.objects.count() == 0
    for one in experts:
        one.refresh_from_db()
    assert {one.version for one in experts} == {3}
