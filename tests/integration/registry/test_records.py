"""Records of every register: each verb – kept, refused, who may, the second to save, history, audit, version."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import grant, make_user
from tests.factories.registry import make_area, make_organisation, make_record, make_region

from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.registry.domain.queries.records import find_record, list_history, list_records, read_record, text_filter
from duijie.registry.domain.records import add_record, archive_record, edit_record, restore_record
from duijie.registry.register import registers

pytestmark = pytest.mark.django_db

REGISTERS = {one.key: one for one in registers() if not one.has_own_pages}
DEMANDS, ACHIEVEMENTS, EXPERTS, PERSONS = (REGISTERS[key] for key in ("demands", "achievements", "experts", "persons"))
every_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def by(region):
    return make_user(role="county_officer", area=region.north)


def officer(area, role="county_officer"):
    return make_user(role=role, area=area)


def values_for(register, region, **values):
    """What a person would type: a title, an area, a text."""
    kept = {register.title: "轴承钢球检测", "area": region.north}
    if "body" in register.names:
        kept["body"] = "表面缺陷的在线检测"
    return {**kept, **values}


def codes(error: ValidationError) -> dict:
    return {name: [one.code for one in errors] for name, errors in error.error_dict.items()}


def events() -> list:
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


@every_register
def test_add_keeps_the_values_with_history_and_audit(register, region, by):
    made = add_record(register=register, values=values_for(register, region), by=by)
    made.refresh_from_db()
    assert (getattr(made, register.title), made.area, made.version, made.archived_at) == (
        "轴承钢球检测", region.north, 1, None,
    )  # fmt: skip
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.target_id, event.area_path) == (
        f"{register.noun}.add", by, str(made.pk), region.north.path,
    )  # fmt: skip
    assert [(entry.kind, entry.by) for entry in list_history(register, made)] == [("+", by)]


@every_register
def test_add_is_refused_elsewhere_and_leaves_nothing(register, region, by):
    with pytest.raises(PermissionDenied):
        add_record(register=register, values=values_for(register, region, area=region.south), by=by)
    with pytest.raises(ValidationError) as refused:
        add_record(register=register, values={register.title: "", "area": region.north}, by=by)
    assert codes(refused.value)[register.title] == ["required"]
    with pytest.raises(ValidationError) as refused:
        add_record(register=register, values={register.title: "没有地区"}, by=by)
    assert codes(refused.value)["area"] == ["required"]
    assert (register.model.objects.count(), AuditEvent.objects.count(), register.model.history.count()) == (0, 0, 0)


@every_register
@pytest.mark.parametrize("role", ["leader", "broker", "system_administrator", "audit_administrator", "reviewer"])
def test_who_only_reads_adds_edits_and_archives_nothing(register, region, role):
    reader = make_user(role=role, area=region.city)
    made = make_record(register)
    with pytest.raises(PermissionDenied):
        add_record(register=register, values=values_for(register, region), by=reader)
    with pytest.raises(PermissionDenied):
        edit_record(register=register, record=made, version=1, values={register.title: "新"}, by=reader)
    with pytest.raises(PermissionDenied):
        archive_record(register=register, record=made, version=1, by=reader)
    assert AuditEvent.objects.count() == 0


@every_register
def test_the_owner_gives_name_and_area_where_none_is_said(register, region, by):
    owner = make_organisation(name="恒力轴承公司", area=region.north, zone=region.zone)
    values = values_for(register, region, organisation=owner)
    del values["area"]
    made = add_record(register=register, values=values, by=by)
    assert (made.organisation_name, made.area, made.zone) == ("恒力轴承公司", region.north, region.zone)


@every_register
def test_edit_writes_the_difference(register, region, by):
    made = make_record(register)
    was = getattr(made, register.title)
    edited = edit_record(
        register=register, record=made, version=1, values={register.title: " 新名称 "}, by=by, reason="更正\0"
    )
    assert (edited.version, getattr(edited, register.title)) == (2, "新名称")
    entry = list_history(register, edited)[0]
    assert ([(c.before, c.after) for c in entry.changes], entry.reason) == ([(was, "新名称")], "更正")
    event = AuditEvent.objects.get()
    assert (event.verb, event.detail["fields"]) == (f"{register.noun}.edit", [register.title])


@every_register
def test_nothing_changed_writes_nothing(register, by):
    made = make_record(register)
    title = getattr(made, register.title)
    edited = edit_record(register=register, record=made, version=1, values={register.title: f" {title} "}, by=by)
    assert (edited.version, AuditEvent.objects.count(), list_history(register, made)[1:]) == (1, 0, [])


@every_register
def test_the_second_to_save_is_told_and_nothing_of_the_first_is_lost(register, by):
    made = make_record(register)
    edit_record(register=register, record=made, version=1, values={register.title: "第一人"}, by=by)
    with pytest.raises(StaleError) as stale:
        edit_record(register=register, record=made, version=1, values={register.title: "第二人"}, by=by)
    assert (getattr(stale.value.current, register.title), stale.value.version_now, stale.value.values) == (
        "第一人", 2, {register.title: "第二人"},
    )  # fmt: skip
    for verb in (archive_record,):
        with pytest.raises(StaleError):
            verb(register=register, record=made, version=1, by=by)
    made.refresh_from_db()
    assert (getattr(made, register.title), made.archived_at) == ("第一人", None)


@every_register
def test_an_owner_that_is_not_registered_can_be_changed(register, by):
    made = make_record(register, organisation_name="甲厂")
    values = {"organisation": None, "organisation_name": "乙厂"}
    edited = edit_record(register=register, record=made, version=1, values=values, by=by)
    edited.refresh_from_db()
    assert (edited.organisation_name, edited.version) == ("乙厂", 2)
    assert [(c.before, c.after) for c in list_history(register, edited)[0].changes] == [("甲厂", "乙厂")]


@every_register
def test_an_owner_that_is_taken_away_leaves_no_name(register, by, region):
    made = make_record(register, organisation=make_organisation(name="甲厂", area=region.north))
    edited = edit_record(register=register, record=made, version=1, values={"organisation": None}, by=by)
    assert (edited.organisation, edited.organisation_name) == (None, "")


@every_register
def test_moving_needs_permission_in_both_areas(register, region):
    made = make_record(register, area=region.north)
    for area in (region.north, region.south):
        with pytest.raises(PermissionDenied):
            edit_record(register=register, record=made, version=1, values={"area": region.south}, by=officer(area))
    chief = officer(region.city, "city_officer")
    moved = edit_record(register=register, record=made, version=1, values={"area": region.south}, by=chief)
    assert (moved.area, moved.version) == (region.south, 2)


@pytest.mark.parametrize(
    "register, role", [(DEMANDS, "firm_contact"), (DEMANDS, "liaison_officer"), (ACHIEVEMENTS, "institution_officer")]
)
def test_who_speaks_for_an_owner_keeps_to_the_owner_and_its_area(register, role, region):
    own = make_organisation(name="自己公司", area=region.north, zone=region.zone)
    other = make_organisation(name="别家公司", area=region.north)
    person = make_user(role=role, organisation=own)
    values = values_for(register, region, organisation=own)
    made = add_record(register=register, values={**values, "zone": region.zone}, by=person)
    for wrong in ({"area": region.south}, {"organisation": other}, {"organisation": None}):
        with pytest.raises(PermissionDenied):
            add_record(register=register, values={**values, **wrong}, by=person)
        with pytest.raises(PermissionDenied):
            edit_record(register=register, record=made, version=1, values=wrong, by=person)
    edited = edit_record(register=register, record=made, version=1, values={"zone": None, "body": "新内容"}, by=person)
    assert (edited.zone, edited.body) == (None, "新内容")


def test_who_speaks_for_two_owners_may_hand_a_record_from_one_to_the_other(region):
    first, second = make_organisation(area=region.north), make_organisation(area=region.north)
    contact = make_user(role="firm_contact", organisation=first)
    made = make_record(DEMANDS, organisation=first)
    with pytest.raises(PermissionDenied):
        edit_record(register=DEMANDS, record=made, version=1, values={"organisation": second}, by=contact)
    grant(contact, "firm_contact", organisation=second)
    moved = edit_record(register=DEMANDS, record=made, version=1, values={"organisation": second}, by=contact)
    assert moved.organisation_name == second.name


@every_register
def test_a_zone_officer_keeps_what_lies_in_the_zone_wherever_it_is_counted(register, region):
    by = officer(region.zone, "zone_officer")
    made = add_record(register=register, values=values_for(register, region, zone=region.zone), by=by)
    assert list(list_records(register, by=by)) == [made]
    with pytest.raises(PermissionDenied):
        edit_record(register=register, record=made, version=1, values={"zone": None}, by=by)


@every_register
def test_archived_records_are_not_edited_and_come_back(register, by):
    made = make_record(register)
    gone = archive_record(register=register, record=made, version=1, by=by, reason="重复")
    assert (gone.archived_at is not None, gone.version) == (True, 2)
    with pytest.raises(ValidationError) as refused:
        edit_record(register=register, record=gone, version=2, values={register.title: "新"}, by=by)
    assert refused.value.code == "archived"
    assert archive_record(register=register, record=gone, version=1, by=by).version == 2  # is archived already
    back = restore_record(register=register, record=gone, version=2, by=by)
    assert (back.archived_at, back.version) == (None, 3)
    assert events() == [f"{register.noun}.archive", f"{register.noun}.restore"]
    assert [entry.reason for entry in list_history(register, back)] == ["", "重复", ""]


@every_register
def test_archiving_is_for_who_may_there(register, region):
    made = make_record(register)
    with pytest.raises(PermissionDenied):
        archive_record(register=register, record=made, version=1, by=officer(region.south))
    archive_record(register=register, record=made, version=1, by=officer(region.city, "city_officer"))
    with pytest.raises(PermissionDenied):
        restore_record(register=register, record=made, version=2, by=officer(region.south))


@every_register
def test_an_archived_area_takes_no_records(register, region):
    gone = make_area("970199", "旧县", "county", region.city, archived_at="2020-01-01T00:00:00Z")
    chief = officer(region.city, "city_officer")
    with pytest.raises(ValidationError) as refused:
        add_record(register=register, values=values_for(register, region, area=gone), by=chief)
    assert codes(refused.value) == {"area": ["archived"]}


@every_register
def test_values_that_are_no_values_reach_no_row(register, region, by):
    for values in (
        {register.title: 7}, {register.title: "a\ud800"}, {register.title: "a\0"}, {register.title: "长" * 5000},
        {"area": "970121"}, {"area": region.zone}, {"organisation_name": "长" * 121}, {"disclosure": "world"},
    ):  # fmt: skip
        with pytest.raises(ValidationError):
            add_record(register=register, values=values_for(register, region, **values), by=by)
    with pytest.raises(TypeError):
        add_record(register=register, values=values_for(register, region, version=9), by=by)
    assert (register.model.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_every_field_of_a_demand_is_kept(region, by):
    owner = make_organisation(name="恒力轴承公司", area=region.north)
    values = values_for(
        DEMANDS, region, organisation=owner, kind="technology", targets="精度 1 μm", keywords="轴承，检测",
        budget_from="80", budget_to=Decimal(120), mode="development", deadline=date(2027, 1, 1),
        requirements="有实验室", rights="共有", field="manufacturing", industry="C3451", source="visit",
        found_on="2026-03-01", contact_name="李工", contact_phone="13900000000", language="zh", title_en="Balls",
        body_en="Balls are bad.", disclosure="internal",
    )  # fmt: skip
    made = add_record(register=DEMANDS, values=values, by=by)
    made = find_record(DEMANDS, by=by, pk=made.pk)
    expected = {**values, "keywords": "轴承；检测", "budget_from": Decimal(80), "found_on": date(2026, 3, 1)}
    assert {name: getattr(made, name) for name in values} == expected
    assert made.state == "found"


def test_what_a_demand_and_an_achievement_must_say(region, by):
    for register in (DEMANDS, ACHIEVEMENTS):
        with pytest.raises(ValidationError) as refused:
            add_record(register=register, values=values_for(register, region, body=""), by=by)
        assert codes(refused.value) == {"body": ["required"]}


def test_experts_are_persons_and_persons_need_not_be_experts(region, by):
    expert = add_record(register=EXPERTS, values=values_for(EXPERTS, region, name="周 敏"), by=by)
    person = add_record(register=PERSONS, values=values_for(PERSONS, region, name="重 阳"), by=by)
    assert (expert.is_expert, expert.name, person.is_expert) == (True, "周敏", False)
    assert list(list_records(EXPERTS, by=by)) == [expert]
    assert set(list_records(PERSONS, by=by)) == {expert, person}
    with pytest.raises(PERSONS.model.DoesNotExist):
        find_record(EXPERTS, by=by, pk=person.pk)
    for text in ("周敏", "zm", " 周 "):
        assert list(list_records(PERSONS, by=by).filter(text_filter(PERSONS, text))) == [expert], text
    renamed = edit_record(register=PERSONS, record=person, version=1, values={"name": "吴刚"}, by=by)
    assert list(list_records(PERSONS, by=by).filter(text_filter(PERSONS, "wg"))) == [renamed]


def test_reading_contact_data_is_noted_once_for_who_reaches_it(region, by):
    made = make_record(EXPERTS, mobile="13900000000")
    plain = make_record(EXPERTS)
    read_record(EXPERTS, by=by, pk=plain.pk)
    read_record(EXPERTS, by=officer(region.south), pk=made.pk)
    assert events() == []
    read_record(EXPERTS, by=by, pk=made.pk)
    event = AuditEvent.objects.get()
    assert (event.verb, event.detail["ids"]) == ("personal_data.read", [str(made.pk)])


@every_register
@pytest.mark.parametrize("changes", [1, 3])
def test_history_asks_the_database_as_often_for_three_changes_as_for_one(
    register, region, by, changes, django_assert_num_queries
):
    made = make_record(register)
    for number in range(changes):
        owner = make_organisation(area=region.north)
        values = {register.title: f"名称{number}", "organisation": owner, "zone": region.zone}
        made = edit_record(register=register, record=made, version=made.version, values=values, by=by)
    with django_assert_num_queries(1):
        entries = list_history(register, made)
    assert len(entries) == changes + 1


def test_history_outlives_what_it_speaks_of(region, by):
    """An owner that came with a list and went with its revert is still spoken of in the history."""
    owner = make_organisation(area=region.north)
    made = make_record(DEMANDS, organisation=owner)
    edit_record(
        register=DEMANDS, record=made, version=1, values={"organisation": None, "organisation_name": "别家"}, by=by
    )
    owner.delete()
    assert [change.after for change in list_history(DEMANDS, made)[0].changes] == [None, "别家"]
