"""What becomes of a demand: the grade follows from proof, the firm rates, only the right people see and write it."""

from datetime import date
from itertools import combinations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common.models import AuditEvent
from duijie.demands.domain.demands import take_step
from duijie.demands.domain.queries.work import to_be_rated
from duijie.demands.domain.ratings import may_rate, rate_demand
from duijie.demands.grades import PROVES, EvidenceKind, Grade, derive_grade
from duijie.demands.models import Demand, Rating
from duijie.demands.registers import CONTRACTS, DEMANDS, EVIDENCE, MILESTONES
from duijie.registry.domain.queries.records import list_parts
from duijie.registry.domain.record_parts import add_part, edit_part, remove_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def firm(region):
    return make_organisation(area=region.north)


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def contact(firm):
    return make_user(role="firm_contact", organisation=firm)


def add(part, demand, by, **values):
    demand.refresh_from_db()
    row = add_part(register=DEMANDS, part=part, record=demand, version=demand.version, values=values, by=by)
    demand.refresh_from_db()
    return row


def test_the_grade_is_that_of_the_strongest_proof():
    order = list(Grade.values)
    for size in range(len(EvidenceKind) + 1):
        for kinds in combinations(EvidenceKind.values, size):
            grade = derive_grade(evidence=kinds, has_registered_contract=False, is_confirmed=False)
            assert grade == max((PROVES[kind] for kind in kinds), key=order.index, default="")
            for more in ({"has_registered_contract": True}, {"is_confirmed": True}):
                known = {"has_registered_contract": False, "is_confirmed": False} | more
                better = derive_grade(evidence=kinds, **known)
                least = Grade.REGISTERED if known["has_registered_contract"] else Grade.CONFIRMED
                assert order.index(better) >= max(order.index(least), order.index(grade) if grade else 0)


def test_it_follows_what_is_added_changed_and_taken_away(firm, officer):
    demand = make_demand(organisation=firm)
    slip = add(EVIDENCE, demand, officer, kind="confirmation", title="企业确认单")
    assert demand.grade == "confirmed"
    add(CONTRACTS, demand, officer, kind="service", organisation_name="某研究院", organisation=None)
    assert demand.grade == "confirmed"  # signed is not registered
    contract = demand.contracts.get()
    known = {"register": DEMANDS, "record": demand, "by": officer}
    edit_part(part=CONTRACTS, pk=contract.pk, version=demand.version, values={"registration_number": "2026-1"}, **known)
    demand.refresh_from_db()
    assert demand.grade == "registered"
    edit_part(part=EVIDENCE, pk=slip.pk, version=demand.version, values={"kind": "test"}, **known)
    demand.refresh_from_db()
    assert demand.grade == "third_party"
    remove_part(part=EVIDENCE, pk=slip.pk, version=demand.version, **known)
    demand.refresh_from_db()
    assert demand.grade == "registered"
    assert list(Demand.history.order_by("pk").values_list("grade", flat=True)) == [
        "", "confirmed", "confirmed", "registered", "third_party", "registered",
    ]  # fmt: skip


def test_nothing_is_solved_without_evidence(client, firm, officer):
    demand = make_demand(organisation=firm, state="solving")
    with pytest.raises(ValidationError) as refused:
        take_step(demand=demand, verb="solved", version=1, by=officer, reason="已解决")
    assert [error.code for error in refused.value.error_list] == ["evidence"]
    client.force_login(officer)
    assert (
        f"/demands/{demand.pk}/parts/evidence/add/" in client.get(f"/demands/{demand.pk}/step/solved/").content.decode()
    )
    add(EVIDENCE, demand, officer, kind="statement", title="现场验证记录")
    solved = take_step(demand=demand, verb="solved", version=demand.version, by=officer, reason="已解决")
    assert (solved.state, solved.grade) == ("solved", "declared")


def test_a_firm_proves_nothing_by_itself_but_keeps_its_milestones(firm, officer, contact):
    demand = make_demand(organisation=firm)
    for part, values in (
        (EVIDENCE, {"kind": "test", "title": "报告"}),
        (CONTRACTS, {"kind": "service", "organisation_name": "某研究院", "organisation": None}),
    ):
        with pytest.raises(PermissionDenied):
            add_part(register=DEMANDS, part=part, record=demand, version=1, values=values, by=contact)
    add(MILESTONES, demand, contact, title="小试", due_on=date(2026, 9, 1))
    assert (demand.grade, demand.milestones.count()) == ("", 1)


def test_only_who_reaches_a_demand_sees_what_becomes_of_it(client, firm, officer, contact, region):
    demand = make_demand(organisation=firm, state="published", disclosure="registered")
    add(CONTRACTS, demand, officer, kind="service", organisation_name="某研究院", organisation=None)
    outsider = make_user(role="expert", organisation=make_organisation(area=region.south))
    for user, count in ((officer, 1), (contact, 1), (outsider, 0)):
        assert list_parts(DEMANDS, CONTRACTS, demand, by=user).count() == count
        client.force_login(user)
        page = client.get(f"/demands/{demand.pk}/")
        assert (page.status_code, "某研究院" in page.content.decode()) == (200, bool(count))


def test_the_firm_rates_and_its_word_counts_as_a_slip(client, firm, officer, contact):
    demand = make_demand(organisation=firm, state="solved", grade="declared")
    add(EVIDENCE, demand, officer, kind="statement", title="说明")
    assert list(to_be_rated(by=contact)) == [demand]
    client.force_login(contact)
    address = f"/demands/{demand.pk}/rate/"
    assert address in client.get("/").content.decode()
    assert "请从" not in client.get(address).content.decode()
    sent = {"satisfaction": "4", "comment": " 很快  就解决 ", "is_confirmed": "on"}
    assert client.post(address, sent).status_code == 302
    rating = Rating.objects.get()
    assert (rating.satisfaction, rating.comment, rating.is_confirmed, rating.by) == (4, "很快 就解决", True, contact)
    demand.refresh_from_db()
    assert (demand.grade, list(to_be_rated(by=contact))) == ("confirmed", [])
    rate_demand(demand=demand, satisfaction=2, comment="", is_confirmed=False, by=contact)
    demand.refresh_from_db()
    assert (demand.grade, Rating.objects.get().satisfaction) == ("declared", 2)
    before, after = AuditEvent.objects.filter(verb="demand.rate").order_by("pk").values_list("detail", flat=True)
    assert (before["old"], after["old"]["satisfaction"]) == (None, 4)
    client.force_login(officer)
    assert "不满意" in client.get(f"/demands/{demand.pk}/").content.decode()


def test_who_may_rate_and_when(firm, officer, contact, region):
    demand = make_demand(organisation=firm, state="solving")
    said = {"satisfaction": 5, "comment": "", "is_confirmed": True}
    with pytest.raises(ValidationError) as refused:
        rate_demand(demand=demand, by=contact, **said)
    assert refused.value.code == "state"
    Demand.objects.filter(pk=demand.pk).update(state="closed")
    other = make_user(role="firm_contact", organisation=make_organisation(area=region.north))
    for user in (officer, other, make_user(role="city_officer", area=region.city)):
        assert not may_rate(demand, by=user)
        with pytest.raises(PermissionDenied):
            rate_demand(demand=demand, by=user, **said)
    for bad in ({"satisfaction": 0}, {"satisfaction": 6}, {"comment": "好" * 501}):
        with pytest.raises(ValidationError) as wrong:
            rate_demand(demand=demand, by=contact, **(said | bad))
        assert set(wrong.value.error_dict) == set(bad)
    assert Rating.objects.count() == 0
