"""Merging two records and taking it back: what moves, what is chosen, what is refused, what is kept."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import grant, make_user
from tests.factories.registry import Region, make_organisation, make_region, make_row

from duijie.accounts.models import Membership, User
from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.matching.domain.choices import choose
from duijie.matching.domain.proposals import propose
from duijie.registry.domain.annexes import add_comment
from duijie.registry.domain.merges import gather_late, merge_records, undo_merge
from duijie.registry.domain.organisations import archive_organisation, edit_organisation, restore_organisation
from duijie.registry.domain.queries.merges import count_references, kept_of, preview_merge
from duijie.registry.models import (
    Achievement,
    Affiliation,
    Carrier,
    CarrierMember,
    Comment,
    DuplicatePair,
    Merge,
    Organisation,
    OrganisationTag,
    Person,
    Work,
)
from duijie.registry.registers.achievements import ACHIEVEMENTS
from duijie.registry.registers.organisations import ORGANISATIONS
from duijie.registry.registers.persons import EXPERTS

pytestmark = pytest.mark.django_db

CODE, OTHER_CODE = "91110000802100433B", "914403001922038216"


@pytest.fixture
def region() -> Region:
    return make_region()


@pytest.fixture
def by(region) -> User:
    return make_user(role="city_officer", area=region.city)


def merge(kept: Any, merged: Any, by: User, *, register: Any = ORGANISATIONS, **choices: str) -> Merge:
    for one in (kept, merged):
        one.refresh_from_db()
    return merge_records(
        register=register, kept=kept, merged=merged, choices=choices, versions=(kept.version, merged.version), by=by,
        reason="同一家",
    )  # fmt: skip


def test_everything_that_referred_to_the_one_refers_to_the_other(region, by):
    kept, gone = make_organisation(name="云溪恒力轴承有限公司"), make_organisation(name="恒力轴承")
    demand = make_row(Demand, organisation=gone, title="轴承降噪")
    person = make_row(Person, name="王工")
    post = Affiliation.objects.create(person=person, organisation=gone, organisation_name="恒力轴承")
    member = CarrierMember.objects.create(carrier=make_row(Carrier), organisation=gone, organisation_name="另一种写法")
    tag = OrganisationTag.objects.create(organisation=gone, kind="hnte")
    contact = make_user(role="firm_contact", organisation=gone)
    remark = add_comment(register=ORGANISATIONS, record=gone, text="走访过", by=by)
    foreign = Comment.objects.create(register="demand", record=gone.pk, text="不是它", by=by)

    assert {(str(one.label), one.kept, one.merged) for one in count_references(ORGANISATIONS, kept, gone)} >= {
        (str(Demand._meta.verbose_name_plural), 0, 1)
    }
    made = merge(kept, gone, by)

    for row in (demand, post, member, tag, remark, foreign):
        row.refresh_from_db()
    assert (demand.organisation, demand.organisation_name, demand.version) == (kept, kept.name, 2)
    assert demand.history.first().organisation == kept
    assert (post.organisation, post.organisation_name) == (kept, kept.name)
    assert (member.organisation, member.organisation_name) == (kept, "另一种写法")
    assert (tag.organisation, remark.record, foreign.record) == (kept, kept.pk, gone.pk)
    assert Membership.objects.get(user=contact).organisation_id == kept.pk
    gone.refresh_from_db()
    assert gone.archived_at is not None
    assert kept_of(ORGANISATIONS, gone.pk) == kept.pk
    event = AuditEvent.objects.get(verb="organisation.merge")
    assert (event.target_id, event.detail["merged"], event.detail["moved"]["demands.demand"]) == (
        str(kept.pk), gone.pk, 1,
    )  # fmt: skip

    undo_merge(merge=made, by=by)
    for row in (demand, post, member, tag, remark, gone):
        row.refresh_from_db()
    assert (demand.organisation, demand.organisation_name, demand.version) == (gone, "恒力轴承", 3)
    assert {post.organisation, member.organisation, tag.organisation} == {gone}
    assert (remark.record, gone.archived_at) == (gone.pk, None)
    assert Membership.objects.get(user=contact).organisation_id == gone.pk
    assert kept_of(ORGANISATIONS, gone.pk) is None
    assert DuplicatePair.objects.count() == 0


def test_a_person_chooses_field_by_field_and_empty_fields_are_filled(region, by):
    kept = make_organisation(name="甲公司", uscc=CODE, staff=10, address="")
    gone = make_organisation(name="甲有限公司", uscc=OTHER_CODE, staff=20, address="经开路1号")
    suggested = {line.choice.name: line.suggested for line in preview_merge(ORGANISATIONS, kept, gone)}
    assert (suggested["name"], suggested["uscc"], suggested["address"], suggested["staff"]) == (
        "kept", "kept", "merged", "merged",
    )  # fmt: skip
    made = merge(kept, gone, by, uscc="merged", name="merged", staff="kept")
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.name, kept.uscc, kept.staff, kept.address) == ("甲有限公司", OTHER_CODE, 10, "经开路1号")
    assert (gone.uscc, gone.name) == (None, "甲有限公司")
    undo_merge(merge=made, by=by)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.name, kept.uscc, kept.address, gone.uscc) == ("甲公司", CODE, "", OTHER_CODE)


def test_what_would_stand_twice_is_dropped_written_down_and_brought_back(region, by):
    kept, gone = make_organisation(), make_organisation()
    for one in (kept, gone):
        OrganisationTag.objects.create(organisation=one, kind="hnte", certificate="GR1")
    contact = make_user(role="firm_contact", organisation=kept)
    second = grant(contact, "firm_contact", organisation=gone)
    made = merge(kept, gone, by)
    assert OrganisationTag.objects.count() == 1
    assert list(Membership.objects.filter(user=contact).values_list("organisation", flat=True)) == [kept.pk]
    assert sorted(one["model"] for one in made.dropped) == ["accounts.membership", "registry.organisationtag"]
    undo_merge(merge=made, by=by)
    assert set(OrganisationTag.objects.values_list("organisation", flat=True)) == {kept.pk, gone.pk}
    assert Membership.objects.get(pk=second.pk).organisation_id == gone.pk


def test_experts_are_merged_as_persons_with_their_works(region, by):
    kept, gone = make_row(Person, name="王工", email=""), make_row(Person, name="王工", email="w@example.org")
    account = make_user()
    Person.objects.filter(pk=gone.pk).update(account=account)
    work = Work.objects.create(person=gone, title="轴承钢")
    made = merge(kept, gone, by, register=EXPERTS)
    kept.refresh_from_db()
    work.refresh_from_db()
    assert (made.register, kept.email, kept.account, work.person) == ("persons", "w@example.org", account, kept)
    undo_merge(merge=made, by=by)
    gone.refresh_from_db()
    kept.refresh_from_db()
    assert (gone.account, kept.account, kept.email) == (account, None, "")


def test_what_offices_and_sides_said_of_an_item_of_supply_goes_along(region, by):
    kept, gone = (make_row(Person, name="王工", is_expert=True) for _number in range(2))
    demand = make_row(Demand, body="轴承降噪", state="verified")
    proposal = propose(demand=demand, kind="expert", supply=gone.pk, by=by)
    choice = choose(demand=demand, kind="expert", supply=gone.pk, choice="shortlisted", by=by)
    made = merge(kept, gone, by, register=EXPERTS)
    for row in (proposal, choice):
        row.refresh_from_db()
    assert (proposal.supply, proposal.person, choice.supply) == (kept.pk, kept, kept.pk)
    with pytest.raises(ValidationError) as refused:
        propose(demand=demand, kind="expert", supply=kept.pk, by=by)
    assert refused.value.code == "twice"
    assert undo_merge(merge=made, by=by).conflicts == []
    for row in (proposal, choice):
        row.refresh_from_db()
    assert (proposal.supply, proposal.person, choice.supply) == (gone.pk, gone, gone.pk)


def test_what_was_changed_since_is_kept_and_listed(region, by):
    kept, gone = make_organisation(staff=None), make_organisation(staff=30)
    demand, other = make_row(Demand, organisation=gone), make_row(Demand, organisation=gone)
    third = make_organisation()
    made = merge(kept, gone, by)
    kept.refresh_from_db()
    edit_organisation(organisation=kept, version=kept.version, values={"staff": 31}, by=by)
    Demand.objects.filter(pk=demand.pk).update(organisation=third)
    undone = undo_merge(merge=made, by=by)
    for row in (kept, gone, demand, other):
        row.refresh_from_db()
    assert (kept.staff, gone.staff, demand.organisation, other.organisation) == (31, 30, third, gone)
    assert [(one["model"], one["pk"], one.get("column")) for one in undone.conflicts] == [
        ("registry.organisation", kept.pk, "staff"), ("demands.demand", demand.pk, None),
    ]  # fmt: skip


def test_undoing_twice_changes_nothing(region, by):
    kept, gone = make_organisation(), make_organisation()
    made = merge(kept, gone, by)
    undo_merge(merge=made, by=by)
    gone.refresh_from_db()
    version = gone.version
    undo_merge(merge=made, by=by)
    gone.refresh_from_db()
    assert (gone.version, AuditEvent.objects.filter(verb="organisation.unmerge").count()) == (version, 1)


def test_a_chain_is_undone_from_its_end(region, by):
    first, second, third = (make_organisation() for _number in range(3))
    demand = make_row(Demand, organisation=first)
    one = merge(second, first, by)
    two = merge(third, second, by)
    assert kept_of(ORGANISATIONS, first.pk) == third.pk
    with pytest.raises(ValidationError) as refused:
        undo_merge(merge=one, by=by)
    assert refused.value.code == "later"
    undo_merge(merge=two, by=by)
    demand.refresh_from_db()
    assert demand.organisation == second
    undo_merge(merge=one, by=by)
    demand.refresh_from_db()
    assert demand.organisation == first


def test_two_merged_into_one_are_undone_the_last_first(region, by):
    kept, one, two = make_organisation(staff=None), make_organisation(staff=1), make_organisation(staff=2)
    first = merge(kept, one, by, staff="merged")
    second = merge(kept, two, by, staff="merged")
    with pytest.raises(ValidationError):
        undo_merge(merge=first, by=by)
    undo_merge(merge=second, by=by)
    undo_merge(merge=first, by=by)
    kept.refresh_from_db()
    assert kept.staff is None


def test_refused_with_the_reason(region, by):
    kept, gone = make_organisation(), make_organisation()

    def code(**changes: Any) -> str:
        given = {"kept": kept, "merged": gone, "choices": {}, "versions": (1, 1), "by": by} | changes
        with pytest.raises(ValidationError) as refused:
            merge_records(register=ORGANISATIONS, **given)
        return str(refused.value.code)

    assert code(merged=kept) == "same"
    assert code(choices={"nothing": "kept"}) == "choice"
    with pytest.raises(StaleError):
        merge_records(register=ORGANISATIONS, kept=kept, merged=gone, choices={}, versions=(1, 2), by=by)
    neighbour = make_user(role="county_officer", area=region.south)
    with pytest.raises(PermissionDenied):
        merge_records(register=ORGANISATIONS, kept=kept, merged=gone, choices={}, versions=(1, 1), by=neighbour)
    archive_organisation(organisation=gone, version=1, by=by)
    assert code(versions=(1, 2)) == "archived"
    assert Merge.objects.count() == 0


def test_a_merged_record_comes_back_only_by_undoing(region, by):
    kept, gone = make_organisation(), make_organisation()
    merge(kept, gone, by)
    gone.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        restore_organisation(organisation=gone, version=gone.version, by=by)
    assert refused.value.code == "merged"


def test_what_was_being_added_while_two_were_merged_is_gathered(region, by):
    kept, gone = make_organisation(), make_organisation()
    made = merge(kept, gone, by)
    late, posts = make_row(Demand, organisation=gone), make_row(Person)
    post = Affiliation.objects.create(person=posts, organisation=gone, organisation_name=gone.name)
    assert (gather_late(ORGANISATIONS), gather_late(ORGANISATIONS)) == (2, 0)
    late.refresh_from_db()
    post.refresh_from_db()
    assert (late.organisation, post.organisation) == (kept, kept)
    assert undo_merge(merge=made, by=by).conflicts == []
    late.refresh_from_db()
    assert late.organisation == gone


def test_pairs_with_others_go_along(region, by):
    kept, gone, other, far = (make_organisation() for _number in range(4))
    key = {"register": "organisations", "why": "near", "likeness": 0.9}
    DuplicatePair.objects.create(first=kept.pk, second=gone.pk, **key)
    DuplicatePair.objects.create(first=kept.pk, second=other.pk, **key)
    DuplicatePair.objects.create(first=gone.pk, second=other.pk, **key)
    DuplicatePair.objects.create(first=gone.pk, second=far.pk, **key)
    rows = sorted(DuplicatePair.objects.values_list("first", "second", "state"))
    made = merge(kept, gone, by)
    assert sorted(DuplicatePair.objects.values_list("first", "second", "state")) == sorted([
        (kept.pk, gone.pk, "merged"), (kept.pk, other.pk, "open"), (kept.pk, far.pk, "open"),
    ])  # fmt: skip
    undo_merge(merge=made, by=by)
    assert sorted(DuplicatePair.objects.values_list("first", "second", "state")) == rows


def test_as_many_queries_for_three_demands_as_for_one(region, by):
    counts = []
    for number in (1, 1, 3):
        kept, gone = make_organisation(), make_organisation()
        for _number in range(number):
            make_row(Demand, organisation=gone)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            made = merge(kept, gone, by)
        with CaptureQueriesContext(connection) as undoing:
            undo_merge(merge=made, by=by)
        counts.append((len(queries), len(undoing)))
    assert counts[1] == counts[2]


def test_achievements_take_the_longer_text(region, by):
    kept = make_row(Achievement, title="轴承钢", body="短")
    gone = make_row(Achievement, title="轴承钢材料", body="长得多的一段话")
    merge(kept, gone, by, register=ACHIEVEMENTS)
    kept.refresh_from_db()
    assert (kept.title, kept.body) == ("轴承钢", "长得多的一段话")


def test_every_register_can_be_merged(region, by):
    from duijie.registry.register import home_registers

    for register in home_registers():
        one, other = (
            make_organisation() if register.model is Organisation else make_row(register.model, **_needed(register))
            for _number in range(2)
        )
        made = merge(one, other, by, register=register)
        assert undo_merge(merge=made, by=by).conflicts == []


def _needed(register: Any) -> dict[str, Any]:
    return {"body": "说明"} if register.key in ("achievements", DEMANDS.key) else {}
