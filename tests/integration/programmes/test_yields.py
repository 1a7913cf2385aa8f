"""Yields: a thing is entered once, whoever enters it; shared, proven, verified, merged; totals add up."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from tests.factories.accounts import grant
from tests.factories.demands import make_demand
from tests.factories.programmes import PDF
from tests.factories.registry import make_organisation
from tests.factories.service import make_posting
from tests.integration.programmes.test_work_logs import World, refusals, refused

from duijie.common import clock
from duijie.demands.models import Demand
from duijie.programmes.domain.queries import yields as queries
from duijie.programmes.domain.results.yields import (
    add_evidence,
    add_yield,
    edit_yield,
    merge_yields,
    set_shares,
    take_yield_step,
)
from duijie.programmes.models import Yield

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def enter(posting, by, **values):
    said = {
        "kind": "patent_applied",
        "title": "一种渗碳工艺",
        "number": "CN202610012345.6",
        "happened_on": clock.today(),
    }
    return add_yield(posting=posting, values={**said, **values}, by=by)


def verify(one, by):
    add_evidence(service_yield=one, kind="certificate", name="p.pdf", chunks=[PDF], by=by)
    one.refresh_from_db()
    return take_yield_step(service_yield=one, verb="verify", version=one.version, by=by)


def test_a_thing_counts_once_over_persons_and_counties(world):
    south = make_organisation(area=world.region.south)
    other = make_posting(call=world.call, host=south, by=world.city)
    one = enter(world.posting, world.author)
    assert refused(lambda: enter(other, other.person.account, number="ZL 2026 1001 2345.6")) == {"twice"}
    granted = enter(other, other.person.account, kind="patent_granted", number="ZL202610012345.6")
    assert refused(lambda: take_yield_step(service_yield=one, verb="verify", version=1, by=world.county)) == {
        "evidence"
    }
    one = verify(one, world.county)
    assert queries.grade_of(one) == "third_party"
    assert refused(lambda: edit_yield(service_yield=one, values={}, version=one.version, by=world.author)) == {"locked"}
    bad = {world.posting.pk: 50, other.pk: 60}
    assert refused(
        lambda: set_shares(service_yield=one, shares=bad, version=one.version, by=world.city)
    ) == {"sum"}  # fmt: skip
    set_shares(
        service_yield=one, shares={world.posting.pk: 60, other.pk: 40}, version=one.version, by=world.city
    )  # fmt: skip
    verify(granted, world.city)
    rows = queries.list_yields(by=world.city)
    assert (queries.totals(rows)["patent_applied"], queries.totals(rows)["patent_granted"]) == (1, 1)
    people = {row.key: (row.counts, row.shares["patent_applied"]) for row in queries.totals_by("person", rows)}
    assert people[other.pk] == ({"patent_applied": 1, "patent_granted": 1}, Decimal("0.4"))
    assert sum(share for _counts, share in people.values()) == 1
    for group in queries.GROUPS:
        for row in queries.totals_by(group, rows):
            found = queries.narrowed(rows.filter(state="verified"), group, row.key)
            assert {kind: found.filter(kind=kind).count() for kind in row.counts} == row.counts
    for language, counties in (("zh-hans", {"北渡县", "南屏县"}), ("en", {"Beidu", "Nanping"})):
        with translation.override(language):
            assert {row.name for row in queries.totals_by("county", rows)} == counties


def test_two_entries_of_one_thing_become_one(world):
    other = make_posting(call=world.call, host=world.firm, by=world.city)
    one = enter(world.posting, world.author, kind="report", title="热处理改进报告", number="")
    two = enter(other, other.person.account, kind="report", title="热处理 改进报告（终稿）", number="")
    add_evidence(service_yield=two, kind="statement", name="r.pdf", chunks=[PDF], by=other.person.account)
    wrong = enter(world.posting, world.author)
    assert refused(lambda: merge_yields(service_yield=two, into=wrong, reason="x", by=world.county)) == {"kind"}
    assert refused(lambda: merge_yields(service_yield=two, into=two, reason="x", by=world.county)) == {"self"}
    kept = merge_yields(service_yield=two, into=one, reason="同一份报告", by=world.county)
    two.refresh_from_db()
    assert (two.state, two.merged_into, kept.evidence.count()) == ("merged", one, 1)
    assert sorted(kept.shares.values_list("percent", flat=True)) == [50, 50]
    take_yield_step(service_yield=kept, verb="verify", version=kept.version, by=world.county)
    rows = queries.list_yields(by=world.city)
    assert (queries.totals(rows)["report"], len(queries.totals_by("person", rows))) == (1, 2)


def test_what_is_wrong_is_said_at_its_place(world):
    def kinds(**values):
        return refused(lambda: enter(world.posting, world.author, **values))

    tomorrow = clock.today() + timedelta(days=1)
    assert kinds(kind="wonder") == {"kind"}
    assert kinds(number=" -- ") == {"required"}
    assert kinds(happened_on=tomorrow, title="！") == {"future", "required"}
    assert kinds(happened_on=world.posting.from_on - timedelta(days=1)) == {"term"}
    assert kinds(kind="training", persons=0, hours="NaN") == {"range"}
    foreign = make_demand(organisation=make_organisation(area=world.region.south), area=world.region.south)
    assert kinds(kind="problem", demand=foreign) == {"owner"}
    own = make_demand(organisation=world.firm, area=world.region.north)
    problem = enter(world.posting, world.author, kind="problem", title="热处理开裂", demand=own)
    assert kinds(kind="problem", title="又名开裂", demand=own) == {"twice"}
    assert refused(lambda: verify(problem, world.county)) == {"unsolved"}
    Demand.objects.filter(pk=own.pk).update(state="solved", grade="confirmed")
    problem.refresh_from_db()
    assert take_yield_step(
        service_yield=problem, verb="verify", version=problem.version, by=world.county
    ).state == "verified"  # fmt: skip
    trained = enter(world.posting, world.author, kind="training", title="热处理培训", persons=32, hours="3.5")
    verify(trained, world.county)
    assert queries.people_trained(queries.list_yields(by=world.city)) == {"persons": 32, "hours": Decimal("3.5")}
    assert Yield.objects.count() == 2


def test_nobody_verifies_what_is_theirs(world):
    one = enter(world.posting, world.author)
    add_evidence(service_yield=one, kind="statement", name="p.pdf", chunks=[PDF], by=world.author)
    one.refresh_from_db()
    grant(world.author, "city_officer", area=world.region.city)
    grant(world.county, "firm_contact", organisation=world.firm)
    for by in (world.author, world.county):
        assert refused(
            lambda by=by: take_yield_step(service_yield=one, verb="verify", version=one.version, by=by)
        ) == {"denied"}  # fmt: skip
    assert refusals("yield.refused") == ["own", "own"]
    assert take_yield_step(service_yield=one, verb="verify", version=one.version, by=world.city).state == "verified"
