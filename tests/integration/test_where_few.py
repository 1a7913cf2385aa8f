"""What a home page asks in two steps is what it would say in one."""

import pytest
from tests.factories.registry import make_organisation, make_region

from duijie.common import scope
from duijie.common.scope import where_few
from duijie.registry.models import Organisation

pytestmark = pytest.mark.django_db


def test_it_finds_what_a_filter_finds(django_assert_num_queries, monkeypatch):
    area = make_region().north
    for number in range(3):
        make_organisation(area=area, name=f"企业{number}", name_en="same")
    mine = Organisation.objects.filter(name__in=["企业0", "企业1"])
    with django_assert_num_queries(1):  # nobody: what else is asked is not even planned
        assert list(where_few(mine, name_en="nobody")) == []
    for few in (2, 200):  # beyond them it is asked as it stands
        monkeypatch.setattr(scope, "FEW", few)
        found = where_few(mine, name_en="same").order_by("name")
        assert [one.name for one in found] == ["企业0", "企业1"]
