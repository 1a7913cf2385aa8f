"""Rows that belong to a record: works, affiliations, titles, evidence, members, tags."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.factories.registry import make_expert, make_organisation, make_record, make_region

from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.registry.domain import record_parts
from duijie.registry.domain.record_parts import add_part, edit_part, remove_part
from duijie.registry.domain.records import archive_record
from duijie.registry.register import registers

pytestmark = pytest.mark.django_db

REGISTERS = {one.key: one for one in registers()}
EXPERTS, CARRIERS = REGISTERS["experts"], REGISTERS["carriers"]
WORKS, AFFILIATIONS, MEMBERS = EXPERTS.part_of("works"), EXPERTS.part_of("affiliations"), CARRIERS.part_of("members")
TYPED = {
    "works": {"kind": "patent", "title": " 一种轴承检测方法 ", "year": 2021, "body": "正文"},
    "affiliations": {
        "organisation_name": "某研究院",
        "organisation": None,
        "post": "研究员",
        "from_on": date(2010, 1, 1),
    },
    "titles": {"title": "教授级高工", "rank": "senior", "from_on": date(2015, 6, 1)},
    "experts": {
        "name": "周敏",
        "organisation_name": "某大学",
        "organisation": None,
        "standing": "none",
        "to_on": date(2027, 1, 1),
    },
    "presences": {
        "expert_name": "周敏",
        "from_on": date(2026, 3, 1),
        "to_on": date(2026, 3, 7),
        "days": 7,
        "remark": "指导",
    },
    "activities": {"kind": "training", "title": "培训", "on": date(2026, 3, 2), "persons": 30},
    "reports": {"kind": "decision", "title": "建议", "on": date(2026, 4, 1), "adopted": True, "receiver": "县政府"},
    "projects": {"title": "联合攻关", "amount": Decimal("50.50"), "contract": "HT-2"},
    "patents": {"title": "一种装置", "stage": "granted", "on": date(2026, 5, 1), "number": "ZL1"},
    "trl-evidence": {"level": 6, "evidence": "中试报告", "proven_on": date(2024, 5, 1)},
    "members": {"organisation_name": "某公司", "organisation": None, "role": "成员", "from_on": date(2020, 1, 1)},
    "contacts": {
        "on": date(2026, 6, 1),
        "side": "enterprise",
        "channel": "phone",
        "summary": "已答复",
        "spoken_with": "王工",
    },
    "contracts": {
        "kind": "service",
        "organisation_name": "某研究院",
        "organisation": None,
        "signed_on": date(2026, 3, 1),
        "amount": Decimal("45.50"),
        "registration_number": "2026330100001",
        "registered_on": date(2026, 3, 20),
    },
    "milestones": {
        "title": "小试完成",
        "due_on": date(2026, 6, 30),
        "done_on": date(2026, 6, 20),
        "remark": "样件 20 套",
    },
    "evidence": {
        "kind": "test",
        "title": "寿命试验报告",
        "issuer": "省检测院",
        "document_number": "J2026-18",
        "issued_on": date(2026, 9, 1),
    },
    "former-names": {
        "name": "旧名有限公司",
        "from_on": date(2010, 1, 1),
        "to_on": date(2019, 12, 31),
        "is_merged": False,
        "remark": "改制",
    },
    "tags": {"kind": "hnte", "certificate": "GR2021", "from_on": date(2021, 1, 1), "to_on": date(2023, 12, 31)},
}
CASES = [
    pytest.param(register, part, id=f"{key}-{part.key}")
    for key, register in REGISTERS.items()
    for part in register.parts
]
every_part = pytest.mark.parametrize("register, part", CASES)


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def by(region):
    return make_user(role="county_officer", area=region.north)


def owner_for(register):
    return make_organisation() if register.has_own_pages else make_record(register)


def rows(part, record):
    return list(getattr(record, part.accessor).all())


def test_every_part_is_tried():
    assert {part.key for register in REGISTERS.values() for part in register.parts} == set(TYPED)


@every_part
def test_add_edit_and_remove(register, part, by):
    owner = owner_for(register)
    made = add_part(register=register, part=part, record=owner, version=1, values=TYPED[part.key], by=by)
    for name, value in TYPED[part.key].items():
        assert getattr(made, name) == (value.strip() if isinstance(value, str) else value), name
    first = part.fields[-1].name
    changed = edit_part(register=register, part=part, record=owner, pk=made.pk, version=2, values={first: None}, by=by)
    assert rows(part, owner) == [changed]
    assert getattr(rows(part, owner)[0], first) in (None, "")
    remove_part(register=register, part=part, record=owner, pk=made.pk, version=3, by=by)
    owner.refresh_from_db()
    assert (rows(part, owner), owner.version) == ([], 4)
    events = AuditEvent.objects.order_by("pk")
    assert [(event.verb, event.actor, event.target_id) for event in events] == [
        (f"{register.noun}.part_{verb}", by, str(owner.pk)) for verb in ("add", "edit", "remove")
    ]
    assert all(event.detail["part"] == part.key for event in events)


@every_part
def test_who_may_not_edit_the_record_changes_no_part_of_it(register, part, by, region):
    owner = owner_for(register)
    made = add_part(register=register, part=part, record=owner, version=1, values=TYPED[part.key], by=by)
    before = AuditEvent.objects.count()
    for other in (make_user(role="county_officer", area=region.south), make_user(role="leader", area=region.city)):
        for verb, more in (
            (add_part, {"values": TYPED[part.key]}), (edit_part, {"values": {}, "pk": made.pk}),
            (remove_part, {"pk": made.pk}),
        ):  # fmt: skip
            with pytest.raises(PermissionDenied):
                verb(register=register, part=part, record=owner, version=2, by=other, **more)
    assert (rows(part, owner), AuditEvent.objects.count()) == ([made], before)


@every_part
def test_the_second_to_save_is_told(register, part, by):
    owner = owner_for(register)
    made = add_part(register=register, part=part, record=owner, version=1, values=TYPED[part.key], by=by)
    for verb, more in (
        (add_part, {"values": TYPED[part.key]}), (edit_part, {"values": {}, "pk": made.pk}),
        (remove_part, {"pk": made.pk}),
    ):  # fmt: skip
        with pytest.raises(StaleError):
            verb(register=register, part=part, record=owner, version=1, by=by, **more)
    owner.refresh_from_db()
    assert (owner.version, rows(part, owner)) == (2, [made])


@every_part
def test_what_is_needed_is_asked_for_and_nothing_is_kept(register, part, by):
    owner = owner_for(register)
    with pytest.raises(ValidationError) as refused:
        add_part(register=register, part=part, record=owner, version=1, values={}, by=by)
    defaults = {one.name for one in part.fields if getattr(part.model(), one.name, None)}
    assert set(refused.value.error_dict) == {one.name for one in part.fields if one.needed} - defaults or defaults
    owner.refresh_from_db()
    assert (owner.version, rows(part, owner), AuditEvent.objects.count()) == (1, [], 0)


@every_part
def test_days_stand_in_order(register, part, by):
    if not {"from_on", "to_on"} <= {one.name for one in part.fields}:
        return
    days = {"from_on": date(2022, 1, 2), "to_on": date(2022, 1, 1)}
    with pytest.raises(ValidationError) as refused:
        add_part(
            register=register, part=part, record=owner_for(register), version=1,
            values={**TYPED[part.key], **days}, by=by,
        )  # fmt: skip
    assert [error.code for error in refused.value.error_dict["to_on"]] == ["order"]


@every_part
def test_parts_of_another_record_are_not_touched(register, part, by):
    owner, other = owner_for(register), owner_for(register)
    made = add_part(register=register, part=part, record=other, version=1, values=TYPED[part.key], by=by)
    with pytest.raises(part.model.DoesNotExist):
        edit_part(register=register, part=part, record=owner, pk=made.pk, version=1, values={}, by=by)
    with pytest.raises(part.model.DoesNotExist):
        remove_part(register=register, part=part, record=owner, pk=made.pk, version=1, by=by)
    owner.refresh_from_db()
    assert (owner.version, rows(part, other)) == (1, [made])


def test_archived_records_keep_their_parts_as_they_are(by):
    owner = make_expert(works=["论文"])
    gone = archive_record(register=EXPERTS, record=owner, version=1, by=by)
    with pytest.raises(ValidationError) as refused:
        add_part(register=EXPERTS, part=WORKS, record=gone, version=2, values=TYPED["works"], by=by)
    assert refused.value.code == "archived"
    assert [work.title for work in rows(WORKS, gone)] == ["论文"]


@pytest.mark.parametrize("register, part, owner", [(EXPERTS, AFFILIATIONS, "person"), (CARRIERS, MEMBERS, "carrier")])
def test_a_registered_organisation_is_named_as_registered(register, part, owner, by, region):
    firm = make_organisation(name="恒力轴承公司", area=region.north, uscc="91110000802100433B")
    values = {"organisation": firm, "organisation_name": "91110000802100433B"}
    made = add_part(register=register, part=part, record=owner_for(register), version=1, values=values, by=by)
    assert (made.organisation, made.organisation_name) == (firm, "恒力轴承公司")


def test_the_audit_keeps_what_was_removed(by):
    owner = make_record(CARRIERS)
    made = add_part(register=CARRIERS, part=MEMBERS, record=owner, version=1, values=TYPED["members"], by=by)
    remove_part(register=CARRIERS, part=MEMBERS, record=owner, pk=made.pk, version=2, by=by)
    kept = AuditEvent.objects.get(verb="carrier.part_remove").detail["values"]
    assert kept == {"organisation": "某公司", "role": "成员", "from_on": "2020-01-01"}


def test_there_are_never_more_than_can_be_shown(by, monkeypatch):
    monkeypatch.setattr(record_parts, "MOST_PARTS", 1)
    owner = make_expert(works=["论文"])
    with pytest.raises(ValidationError) as refused:
        add_part(register=EXPERTS, part=WORKS, record=owner, version=1, values=TYPED["works"], by=by)
    assert refused.value.code == "too-many"
    owner.refresh_from_db()
    assert owner.version == 1
