"""Organisations through the domain: what is kept, who may, what is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.factories.registry import Region, make_organisation, make_region

from duijie.accounts.models import User
from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.registry.domain.organisations import (
    add_organisation,
    archive_organisation,
    edit_organisation,
    restore_organisation,
)
from duijie.registry.domain.queries.organisations import (
    find_duplicates,
    list_history,
    list_organisations,
    search_text,
)
from duijie.registry.models import Organisation, Why

pytestmark = pytest.mark.django_db

GOOD = "91110000802100433B"
OLD = "91350100M0001TGQXM"  # real, and fails the check of GB 32100


@pytest.fixture
def region() -> Region:
    return make_region()


def officer(area, role: str = "county_officer") -> User:
    return make_user(role=role, area=area)


def codes(error: ValidationError) -> dict[str, list[str]]:
    return {field: [one.code for one in errors] for field, errors in error.error_dict.items()}


def test_add_keeps_tidied_values_history_and_audit(region):
    by = officer(region.north)
    made = add_organisation(
        values={"name": "  云溪　恒力轴承（集团）有限公司", "area": region.north, "uscc": "9111 0000-802100433b"}, by=by
    )
    made = Organisation.objects.get(pk=made.pk)
    assert (made.name, made.uscc, made.version, made.initials.split()[0]) == (
        "云溪恒力轴承(集团)有限公司", GOOD, 1, "yxhlzcjtyxgs",
    )  # fmt: skip
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.target_id, event.area_path) == (
        "organisation.add", by, str(made.pk), "97/9701/970121/",
    )  # fmt: skip
    assert [(row["kind"], row["by"]) for row in list_history(organisation=made)] == [("+", by)]


def test_add_outside_ones_area_is_refused_and_leaves_nothing(region):
    with pytest.raises(PermissionDenied):
        add_organisation(values={"name": "别处公司", "area": region.south}, by=officer(region.north))
    assert (Organisation.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_doubtful_code_is_warned_and_can_be_confirmed(region):
    by = officer(region.north)
    values = {"name": "老码公司", "area": region.north, "uscc": OLD}
    with pytest.raises(ValidationError) as refused:
        add_organisation(values=values, by=by)
    assert codes(refused.value) == {"uscc": ["uscc-unconfirmed"]}
    assert add_organisation(values={**values, "uscc_confirmed": True}, by=by).uscc == OLD


def test_a_new_code_must_be_confirmed_anew(region):
    by = officer(region.north)
    made = add_organisation(
        values={"name": "老码公司", "area": region.north, "uscc": OLD, "uscc_confirmed": True}, by=by
    )
    with pytest.raises(ValidationError) as refused:
        edit_organisation(organisation=made, version=1, values={"uscc": "91350211M0000XUF46"}, by=by)
    assert codes(refused.value) == {"uscc": ["uscc-unconfirmed"]}


def test_a_taken_code_names_the_other_only_to_those_who_see_it(region):
    make_organisation(name="北方秘密公司", area=region.north, uscc=GOOD)
    for area, named in ((region.north, True), (region.south, False)):
        with pytest.raises(ValidationError) as refused:
            add_organisation(values={"name": "新公司", "area": area, "uscc": GOOD}, by=officer(area))
        assert codes(refused.value) == {"uscc": ["uscc-taken"]}
        assert ("北方秘密公司" in str(refused.value)) is named


def test_edit_writes_the_difference(region):
    by = officer(region.north)
    made = make_organisation(name="甲公司", area=region.north)
    edited = edit_organisation(
        organisation=made, version=1, values={"staff": 20, "name": "甲公司"}, by=by, reason="年报"
    )
    assert (edited.version, edited.staff) == (2, 20)
    newest = list_history(organisation=edited)[0]
    assert [(c["field"], c["old"], c["new"]) for c in newest["changes"]] == [("staff", None, 20)]
    assert newest["reason"] == "年报"


def test_nothing_changed_writes_nothing(region):
    made = make_organisation(area=region.north)
    edited = edit_organisation(organisation=made, version=1, values={"name": made.name}, by=officer(region.north))
    assert (edited.version, AuditEvent.objects.count()) == (1, 0)


def test_the_second_to_save_is_told(region):
    by = officer(region.north)
    made = make_organisation(area=region.north)
    edit_organisation(organisation=made, version=1, values={"staff": 1}, by=by)
    with pytest.raises(StaleError) as stale:
        edit_organisation(organisation=made, version=1, values={"staff": 2}, by=by)
    assert (stale.value.current.staff, stale.value.values) == (1, {"staff": 2})


def test_moving_needs_permission_in_both_areas(region):
    made = make_organisation(area=region.north)
    with pytest.raises(PermissionDenied):
        edit_organisation(organisation=made, version=1, values={"area": region.south}, by=officer(region.north))
    with pytest.raises(PermissionDenied):
        edit_organisation(organisation=made, version=1, values={"area": region.south}, by=officer(region.south))
    contact = make_user(role="firm_contact", organisation=made)
    with pytest.raises(PermissionDenied):
        edit_organisation(organisation=made, version=1, values={"area": region.south}, by=contact)
    moved = edit_organisation(
        organisation=made, version=1, values={"area": region.south}, by=officer(region.city, "city_officer")
    )
    assert moved.area == region.south


def test_archive_and_restore(region):
    by = officer(region.north)
    made = make_organisation(area=region.north)
    gone = archive_organisation(organisation=made, version=1, by=by, reason="注销")
    assert gone.archived_at is not None
    with pytest.raises(ValidationError):
        edit_organisation(organisation=gone, version=2, values={"staff": 1}, by=by)
    back = restore_organisation(organisation=gone, version=2, by=by)
    assert (back.archived_at, back.version) == (None, 3)
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "organisation.archive", "organisation.restore",
    ]  # fmt: skip


def test_search_by_part_initials_code_and_traditional(region):
    by = officer(region.north)
    made = make_organisation(name="乐清重工机械有限公司", area=region.north, uscc=GOOD)
    make_organisation(name="别的", area=region.north)
    for text in ("重工", "yqzg", "lqzg", "9111", "樂清重工", " 重工 "):
        assert list(list_organisations(by=by).filter(search_text(text))) == [made], text


def test_duplicates_are_hinted_with_the_reason(region):
    by = officer(region.north)
    known = make_organisation(name="云溪市恒力轴承有限公司", area=region.north, uscc=GOOD)
    make_organisation(name="南屏恒力轴承有限公司", area=region.south)

    def hints(**asked):
        return [(hint.record, hint.why) for hint in find_duplicates(by=by, **asked)]

    assert hints(name="完全不同", uscc=GOOD.lower()) == [(known, Why.USCC)]
    assert hints(name="雲溪恒力軸承（集團）有限責任公司") == [(known, Why.NAME)]
    assert hints(name="云溪市恒利轴承有限公司") == [(known, Why.SOUND)]
    assert hints(name="云溪恒力轴承厂") == [(known, Why.NEAR)]
    assert hints(name="云溪恒力轴承", besides=known.pk) == []
