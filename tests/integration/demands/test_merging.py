"""Demands that are made one: what their evidence proves goes along with it, and comes back with it."""

from datetime import timedelta

import pytest
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.demands.models import Contract, Evidence, Rating
from duijie.demands.registers import DEMANDS
from duijie.registry.domain.merges import gather_late, merge_records, undo_merge
from duijie.registry.domain.queries.merges import preview_merge

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user(role="city_officer", area=make_region().city)


@pytest.fixture
def firm():
    return make_organisation()


@pytest.fixture
def pair(firm, officer):
    """Two solved demands: the first proven by a contract, the second by a test report and the firm's word."""
    first, second = (make_demand(organisation=firm, state="solved", grade=one) for one in ("registered", "third_party"))
    Contract.objects.create(demand=first, kind="service", organisation_name="某研究院", registration_number="2026-1")
    Evidence.objects.create(demand=second, kind="test", title="检测报告")
    Rating.objects.create(demand=second, satisfaction=5, is_confirmed=True, by=officer)
    return first, second


def merge(kept, merged, by):
    for one in (kept, merged):
        one.refresh_from_db()
    versions = (kept.version, merged.version)
    return merge_records(register=DEMANDS, kept=kept, merged=merged, choices={}, versions=versions, by=by)


def grades(*demands):
    for one in demands:
        one.refresh_from_db()
    return [one.grade for one in demands]


@pytest.mark.parametrize("is_turned", [False, True])
def test_the_grade_goes_where_the_evidence_goes(pair, officer, is_turned):
    kept, merged = reversed(pair) if is_turned else pair
    asked = {one.choice.name for one in preview_merge(DEMANDS, kept, merged)}
    assert not asked & {"grade", "state", "waiting"}
    made = merge(kept, merged, officer)
    assert grades(kept, merged) == ["third_party", ""]
    assert kept.history.first().grade == "third_party"
    undo_merge(merge=made, by=officer)
    assert grades(*pair) == ["registered", "third_party"]
    made.refresh_from_db()
    assert made.conflicts == []


def test_undoing_says_what_is_proven_then(pair, officer):
    kept, merged = pair
    made = merge(kept, merged, officer)
    Evidence.objects.filter(demand=kept).delete()  # taken away since: it does not come back with the undo
    undo_merge(merge=made, by=officer)
    made.refresh_from_db()
    assert grades(kept, merged) == ["registered", "confirmed"]
    assert [(one["model"], one["why"]) for one in made.conflicts] == [("demands.evidence", "gone")]


def test_what_comes_late_is_proven_too(pair, firm, officer):
    kept, merged = pair
    merge(kept, merged, officer)
    Evidence.objects.filter(demand=kept).delete()
    Evidence.objects.create(demand=merged, kind="certificate", title="验收证书")
    assert gather_late(DEMANDS) == 1
    assert grades(kept, merged) == ["third_party", ""]


@pytest.mark.parametrize(("days", "stays"), [(1, 2), (-1, 5)])
def test_of_two_ratings_the_later_stays_and_both_come_back(pair, officer, days, stays):
    kept, merged = pair
    at = clock.now() + timedelta(days=days)
    Rating.objects.create(demand=kept, satisfaction=2, is_confirmed=False, by=officer, rated_at=at)
    made = merge(kept, merged, officer)
    assert [(one.demand, one.satisfaction) for one in Rating.objects.all()] == [(kept, stays)]
    assert [one["model"] for one in made.dropped] == ["demands.rating"]
    undo_merge(merge=made, by=officer)
    assert dict(Rating.objects.values_list("demand", "satisfaction")) == {kept.pk: 2, merged.pk: 5}
    assert grades(kept, merged) == ["registered", "third_party"]


def test_an_archived_demand_says_so_when_it_is_to_be_rated(client, firm):
    contact = make_user(role="firm_contact", organisation=firm)
    demand = make_demand(organisation=firm, state="solved", archived_at=clock.now())
    client.force_login(contact)
    page = client.get(f"/demands/{demand.pk}/rate/", follow=True).content.decode()
    assert ("本记录已归档" in page, "企业评价须在" in page) == (True, False)
