"""A list of organisations on its way in and out again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.factories.registry import Region, make_organisation, make_region

from duijie.accounts.models import User
from duijie.common.domain.imports import (
    add_import,
    add_pasted_import,
    apply_import,
    decide_rows,
    map_import,
    preview_import,
    remove_import,
    revert_import,
)
from duijie.common.domain.queries.imports import count_rows, find_import, list_rows
from duijie.common.jobs import run_job
from duijie.common.models import AuditEvent, ImportBatch
from duijie.registry.domain.organisations import edit_organisation
from duijie.registry.models import Organisation
from duijie_match.errors import DuijieError

pytestmark = pytest.mark.django_db(transaction=True)

GOOD, OTHER, OLD = "91110000802100433B", "914403001922038216", "91350100M0001TGQXM"
HEADER = "单位名称\t统一社会信用代码\t所属县市区\t职工人数\t成立日期\t备注\n"


@pytest.fixture
def region() -> Region:
    return make_region()


@pytest.fixture
def by(region) -> User:
    return make_user(role="city_officer", area=region.city)


def previewed(text: str, region: Region, by: User, area=None) -> ImportBatch:
    batch = add_pasted_import(noun="organisations", area=area or region.city, text=text, by=by)
    job = run_job(preview_import(batch=batch, by=by).pk)
    assert (job.state, job.error) == ("succeeded", None)
    return find_import(by=by, pk=batch.pk)


def applied(batch: ImportBatch, by: User) -> ImportBatch:
    job = run_job(apply_import(batch=batch, by=by).pk)
    assert (job.state, job.error) == ("succeeded", None)
    return find_import(by=by, pk=batch.pk)


def told(batch: ImportBatch) -> list[tuple[int, str, list[str], list[str]]]:
    return [
        (row.row, row.outcome, [e["code"] for e in row.errors], [q["code"] for q in row.questions])
        for row in list_rows(batch)
    ]


def test_each_row_is_told_what_becomes_of_it(region, by):
    make_organisation(name="已有公司", area=region.north, uscc=GOOD)
    make_organisation(name="恒力轴承有限公司", area=region.south)
    batch = previewed(
        HEADER
        + "新公司\t\t北渡县\t１２人\t2020年3月\tx\n"
        + f"已有公司\t{GOOD}\t\t30\t\t\n"
        + f"已有公司二\t{GOOD}\t\t\t\t\n"
        + "恒力轴承（集团）有限责任公司\t\t南屏\t\t\t\n"
        + f"老码公司\t{OLD}\t云溪市南屏县\t\t\t\n"
        + "\t\t北渡县\t\t\t\n"
        + "坏行\t\t天边县\t很多\t2020-13-40\t\n"
        + "新公司\t\t北渡县\t\t\t\n"
        + "恒力轴承有限公司\t\t南屏县\t\t\t\n",
        region,
        by,
    )
    assert told(batch) == [
        (2, "new", [], []),
        (3, "update", [], []),
        (4, "error", ["twice"], []),
        (5, "new", [], ["similar"]),
        (6, "new", [], ["uscc-unconfirmed"]),
        (7, "error", ["required"], []),
        (8, "error", ["unknown", "unreadable", "unreadable"], []),
        (9, "error", ["twice"], []),
        (10, "unchanged", [], []),
    ]
    counts = count_rows(batch)
    assert (counts["all"], counts["asks"], counts["error"], counts["take"]) == (9, 2, 4, 2)
    bad = list_rows(batch).get(row=8).errors[0]
    assert (bad["column"], bad["value"], bad["texts"]["en"]) == (
        "所属县市区", "天边县", "There is no such area. Write its name as in the list of areas, or its code.",
    )  # fmt: skip


def test_taking_over_writes_the_decided_rows_once_and_one_audit_row(region, by):
    known = make_organisation(name="已有公司", area=region.north, uscc=GOOD, address="旧地址")
    batch = previewed(
        HEADER + f"新公司\t\t北渡县\t12\t2020-03-01\t\n已有公司\t{GOOD}\t\t30\t\t\n老码公司\t{OLD}\t南屏县\t\t\t\n",
        region,
        by,
    )
    assert decide_rows(batch=batch, decision="take", by=by, asked=True) == 1
    batch = applied(batch, by)
    assert batch.state == "applied"
    known.refresh_from_db()
    assert (known.staff, known.address, known.version) == (30, "旧地址", 2)
    made = Organisation.objects.get(name="新公司")
    assert (made.area, made.staff, made.founded.isoformat(), made.name_key) == (
        region.north,
        12,
        "2020-03-01",
        "新",
    )
    assert Organisation.objects.get(name="老码公司").uscc_confirmed is True
    assert [h.history_user for h in made.history.all()] == [by]
    event = AuditEvent.objects.get(verb="import.apply")
    assert event.detail["rows"] == {"written": 3}
    assert event.detail["digest"] == batch.digest
    with pytest.raises(ValidationError):
        apply_import(batch=batch, by=by)
    assert Organisation.objects.count() == 3


def test_existing_records_can_be_left_alone(region, by):
    known = make_organisation(name="已有公司", area=region.north, uscc=GOOD)
    batch = add_pasted_import(
        noun="organisations", area=region.city, text=HEADER + f"已有公司\t{GOOD}\t\t30\t\t\n", by=by
    )
    map_import(batch=batch, mapping={}, existing="skip", by=by)
    run_job(preview_import(batch=batch, by=by).pk)
    applied(find_import(by=by, pk=batch.pk), by)
    known.refresh_from_db()
    assert known.version == 1


def test_revert_puts_everything_back_but_later_edits(region, by):
    known = make_organisation(name="已有公司", area=region.north, uscc=GOOD, staff=5)
    gone = make_organisation(name="归档公司", area=region.north, uscc=OTHER, archived_at="2020-01-01T00:00:00Z")
    batch = previewed(
        HEADER
        + f"甲公司\t\t北渡县\t1\t\t\n乙公司\t\t北渡县\t2\t\t\n已有公司\t{GOOD}\t\t30\t\t\n归档公司\t{OTHER}\t\t7\t\t\n",
        region,
        by,
    )
    decide_rows(batch=batch, decision="take", by=by, asked=True)
    batch = applied(batch, by)
    gone.refresh_from_db()
    assert gone.archived_at is None
    later = Organisation.objects.get(name="乙公司")
    edit_organisation(organisation=later, version=1, values={"staff": 99}, by=by)
    job = run_job(revert_import(batch=batch, by=by).pk)
    assert (job.state, job.error) == ("succeeded", None)
    batch = find_import(by=by, pk=batch.pk)
    assert batch.state == "reverted"
    known.refresh_from_db()
    gone.refresh_from_db()
    assert (known.staff, known.version) == (5, 3)
    assert (gone.archived_at is not None, gone.staff) == (True, None)
    assert list(Organisation.objects.values_list("name", "staff")) == [
        ("乙公司", 99),
        ("已有公司", 5),
        ("归档公司", None),
    ]
    assert [(row.row, row.state) for row in list_rows(batch)] == [
        (2, "reverted"), (3, "kept"), (4, "reverted"), (5, "reverted"),
    ]  # fmt: skip
    assert list_rows(batch).get(row=3).errors[-1]["code"] == "changed-since"


def test_a_row_changed_after_the_check_is_not_overwritten(region, by):
    known = make_organisation(name="已有公司", area=region.north, uscc=GOOD)
    batch = previewed(HEADER + f"已有公司\t{GOOD}\t\t30\t\t\n", region, by)
    edit_organisation(organisation=known, version=1, values={"staff": 7}, by=by)
    batch = applied(batch, by)
    known.refresh_from_db()
    assert (known.staff, known.version) == (7, 2)
    assert [(row.state, row.errors[0]["code"]) for row in list_rows(batch)] == [("failed", "changed")]


def test_nothing_outside_the_area_of_the_list_is_touched(region, by):
    officer = make_user(role="county_officer", area=region.north)
    make_organisation(name="南边公司", area=region.south, uscc=GOOD)
    batch = previewed(
        HEADER + f"甲\t\t南屏县\t\t\t\n南边公司\t{GOOD}\t\t\t\t\n乙\t\t\t\t\t\n", region, officer, area=region.north
    )
    assert told(batch) == [
        (2, "error", ["outside"], []), (3, "error", ["uscc-taken"], []), (4, "new", [], []),
    ]  # fmt: skip
    assert "南边公司" not in list_rows(batch).get(row=3).errors[0]["texts"]["en"]
    applied(batch, officer)
    assert Organisation.objects.get(name="乙").area == region.north
    with pytest.raises(PermissionDenied):
        add_pasted_import(noun="organisations", area=region.south, text=HEADER + "甲\t\t\t\t\t\n", by=officer)


def test_a_list_of_the_zone_falls_into_the_zone(region):
    officer = make_user(role="zone_officer", area=region.zone)
    batch = previewed(HEADER + "甲\t\t北渡县\t\t\t\n乙\t\t\t\t\t\n", region, officer, area=region.zone)
    assert told(batch) == [(2, "new", [], []), (3, "error", ["required"], [])]
    applied(batch, officer)
    made = Organisation.objects.get()
    assert (made.area, made.zone) == (region.north, region.zone)


def test_mapping_corrects_the_guess(region, by):
    batch = add_pasted_import(noun="organisations", area=region.north, text="甲列\t乙列\n某某公司\t北街1号\n", by=by)
    with pytest.raises(ValidationError):
        preview_import(batch=batch, by=by)
    batch = map_import(
        batch=batch, mapping={"": {"use": True, "header_row": 1, "fields": {"0": "name", "1": "address"}}},
        existing="update", by=by,
    )  # fmt: skip
    run_job(preview_import(batch=batch, by=by).pk)
    applied(find_import(by=by, pk=batch.pk), by)
    made = Organisation.objects.get()
    assert (made.name, made.address) == ("某某公司", "北街1号")


@pytest.mark.parametrize("name, content", [("x.xlsx", b"PK\x03\x04broken"), ("x.pdf", b"%PDF-1.7 x"), ("x.csv", b"")])
def test_what_is_no_list_is_refused_and_not_kept(region, by, name, content):
    with pytest.raises(DuijieError):
        add_import(noun="organisations", area=region.city, name=name, chunks=[content], by=by)
    assert ImportBatch.objects.count() == 0


def test_removing_forgets_rows_and_file(region, by):
    batch = previewed(HEADER + "甲\t\t北渡县\t\t\t\n", region, by)
    remove_import(batch=batch, by=by)
    assert ImportBatch.objects.count() == 0


def test_a_list_for_a_county_neither_shows_nor_moves_organisations_of_another(region, by):
    """The city's officer sees both counties; the northern county's officer reads the result, too."""
    far = make_organisation(name="恒力轴承有限公司", area=region.south, uscc=GOOD, contact_phone="13900000001")
    make_organisation(name="远方电机有限公司", area=region.south, contact_phone="13900000002")
    batch = previewed(
        HEADER.replace("备注", "联系电话")
        + f"恒力\t{GOOD}\t北渡县\t5\t\t1\n远方电机有限公司\t\t北渡县\t\t\t2\n远方电机（集团）有限公司\t\t\t\t\t3\n",
        region,
        by,
        area=region.north,
    )
    assert told(batch) == [
        (2, "error", ["uscc-taken"], []),
        (3, "new", [], ["similar"]),
        (4, "new", [], ["similar"]),
    ]
    neighbour = make_user(role="county_officer", area=region.north)
    shown = str([(row.errors, row.questions, row.changes) for row in list_rows(find_import(by=neighbour, pk=batch.pk))])
    assert "13900" not in shown
    assert "恒力轴承" not in shown
    assert region.south.name not in shown
    far.refresh_from_db()
    assert (far.area, far.version) == (region.south, 1)


def test_an_organisation_that_left_the_county_after_the_check_is_not_brought_back(region, by):
    known = make_organisation(name="已有公司", area=region.north, uscc=GOOD)
    batch = previewed(HEADER + f"已有公司\t{GOOD}\t北渡县\t30\t\t\n", region, by, area=region.north)
    Organisation.objects.filter(pk=known.pk).update(area=region.south)
    batch = applied(batch, by)
    assert [(row.state, row.errors[0]["code"]) for row in list_rows(batch)] == [("failed", "outside")]
    known.refresh_from_db()
    assert known.area == region.south
