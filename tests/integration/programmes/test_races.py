"""Several at the same moment over a quota and over one application: never one too many, never two winners.

A seeded sample in CI; ``./run test --full`` runs two thousand.
"""

import itertools
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from tests.factories.accounts import make_user
from tests.factories.postings import make_certificate, make_host, make_posted
from tests.factories.programmes import apply, open_round
from tests.factories.races import at_once
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.programmes.domain.postings.postings import make_posting
from duijie.programmes.domain.recommendations import decline, recommend, take_back
from duijie.programmes.domain.rounds import set_quotas
from duijie.programmes.models import Application, Posting, RecommendingUnit

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = [3, pytest.param(2000, marks=pytest.mark.slow)]
names = itertools.count(1)


@pytest.mark.parametrize("times", TIMES)
def test_a_quota_is_never_exceeded(settings, tmp_path, times):
    settings.MEDIA_ROOT = tmp_path
    region = make_region()
    city, county = make_user(role="city_officer", area=region.city), make_user(role="county_officer", area=region.north)
    firm = make_organisation(area=region.north)
    contact = make_user(role="firm_contact", organisation=firm)
    today = clock.today()
    round_ = open_round(area=region.city, by=city, opens=today, closes=today + timedelta(days=9))
    unit = RecommendingUnit.objects.get(round=round_, area=region.north)
    for turn in range(times):
        made = [apply(round=round_, organisation=firm, by=contact, name=f"联{next(names)}") for _one in range(3)]
        unit.refresh_from_db()
        set_quotas(round=round_, quotas={unit.pk: unit.used + 2}, by=city)
        found = at_once(*(lambda one=one: recommend(application=one, version=None, by=county) for one in made))
        lost = [one for one in found if isinstance(one, Exception)]
        assert [type(one) for one in lost] == [ValidationError], (turn, lost)
        unit.refresh_from_db()
        ranked = list(
            Application.objects.filter(unit=unit, rank__isnull=False).order_by("rank").values_list("rank", flat=True)
        )
        assert (unit.used, ranked) == (unit.quota, list(range(1, unit.used + 1)))


@pytest.mark.parametrize("times", TIMES)
def test_one_decision_on_an_application(settings, tmp_path, times):
    settings.MEDIA_ROOT = tmp_path
    region = make_region()
    city, county = make_user(role="city_officer", area=region.city), make_user(role="county_officer", area=region.north)
    firm = make_organisation(area=region.north)
    contact = make_user(role="firm_contact", organisation=firm)
    today = clock.today()
    round_ = open_round(area=region.city, by=city, opens=today, closes=today + timedelta(days=9))
    for turn in range(times):
        one = apply(round=round_, organisation=firm, by=contact, name=f"联{next(names)}")
        found = at_once(
            lambda one=one: recommend(application=one, version=one.version, by=county),
            lambda one=one: decline(application=one, version=one.version, reason="不符合", by=county),
        )
        assert sum(not isinstance(each, Exception) for each in found) == 1, (turn, found)
        one.refresh_from_db()
        if one.state == "recommended":
            take_back(application=one, version=one.version, reason="换人", by=county)
        assert RecommendingUnit.objects.get(round=round_, area=region.north).used == 0


@pytest.mark.parametrize("times", TIMES)
def test_nobody_is_posted_beyond_a_limit(times):
    """Three at once for two places: of a person at three hosts, and of a host for three persons, in turn."""
    posted = make_posted(firms_most=2, people_most=2)
    for turn in range(times):
        if turn % 2:
            who, where = [make_certificate(posted)] * 3, [make_host(posted) for _one in range(3)]
        else:
            who, where = [make_certificate(posted) for _one in range(3)], [make_host(posted)] * 3
        found = at_once(
            *(
                lambda one=one, host=host: make_posting(
                    call=posted.call, certificate=one, host=host, by=posted.city, from_on=clock.today()
                )
                for one, host in zip(who, where, strict=True)
            )
        )
        lost = [one for one in found if isinstance(one, Exception)]
        assert [type(one).__name__ for one in lost] == ["LimitReachedError"], (turn, lost)
        living = Posting.objects.filter(certificate__in={one.pk for one in who}, host__in={one.pk for one in where})
        slots = sorted(living.values_list("slot" if turn % 2 else "host_slot", flat=True))
        assert slots == [1, 2], turn
