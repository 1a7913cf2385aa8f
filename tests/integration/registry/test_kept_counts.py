"""Counts of long lists are kept for a minute; short ones, and those of small registers, are always of this moment."""

import pytest
from django.core.cache import caches
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.registry.domain.queries import beside, kept_counts
from duijie.registry.domain.queries.kept_counts import kept_count
from duijie.registry.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_ones_count_as_long(monkeypatch):
    monkeypatch.setattr(kept_counts, "MANY", 3)
    monkeypatch.setattr(kept_counts, "LARGE", 0)
    caches["default"].clear()
    yield
    caches["default"].clear()


@pytest.fixture
def many():
    area = make_region().north
    for number in range(4):
        make_organisation(area=area, name=f"企业{number}")
    return area


def living():
    return Organisation.objects.filter(archived_at=None)


def test_a_count_of_many_is_kept_and_counted_anew_beside_the_page(many, monkeypatch):
    before = kept_count(living())
    make_organisation(area=many, name="新企业")
    assert kept_count(living()) == before
    assert kept_count(living().filter(name="新企业")) == 1  # another question has a count of its own
    asked = []
    monkeypatch.setattr(beside, "recount", lambda name, count: asked.append(count()))
    later = clock.now() + kept_counts.timedelta(seconds=kept_counts.KEPT_SECONDS + 1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert kept_count(living()) == before  # nobody waits for it
    assert asked == [before + 1]
    assert kept_count(living()) == before + 1


@pytest.mark.parametrize("limit", ["MANY", "LARGE"])
def test_few_rows_and_small_registers_are_counted_each_time(many, monkeypatch, limit):
    monkeypatch.setattr(kept_counts, limit, 10**9)
    before = kept_count(living())
    make_organisation(area=many, name="新企业")
    assert kept_count(living()) == before + 1


def test_a_list_that_can_hold_nothing_is_not_counted(many, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert kept_count(living().none()) == 0
