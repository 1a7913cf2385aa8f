"""What a home page asks in two steps is what it would say in one."""

import pytest
from tests.factories.registry import make_organisation, make_region

from duijie.common import scope
from duijie.common.scope import first_of, where_few
from duijie.registry.models import Organisation

pytestmark = pytest.mark.django_db


def test_it_finds_what_a_filter_finds(django_assert_num_queries, monkeypatch):
    area = make_region().north
    for number in range(3):
        make_organisation(area=area, name=f"企业{number}", name_en="same")

    def mine():
        return Organisation.objects.filter(name__in=["企业0", "企业1"])

    with django_assert_num_queries(1):  # nobody: what else is asked is not even put together
        assert list(where_few(Organisation, lambda: pytest.fail("asked"), name_en="nobody")) == []
    for few in (2, 200):  # beyond them it is asked as it stands
        monkeypatch.setattr(scope, "FEW", few)
        found = where_few(Organisation, mine, name_en="same").order_by("name")
        assert [one.name for one in found] == ["企业0", "企业1"]
        assert [one.name for one in first_of(found, 1)] == ["企业0"]


def test_of_nothing_the_first_are_none_and_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        nothing = Organisation.objects.none().exclude(name="企业").select_related("area").order_by("name")
        assert first_of(nothing, 5) == []
