"""Lists show rows in which nothing stands last, whichever way they are sorted, on either database."""

from datetime import date

import pytest
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_region

from duijie.demands.registers import DEMANDS
from duijie.registry.interfaces.record_columns import ordering

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("column, values", [
    ("clock_due_on", (date(2026, 3, 2), None, date(2026, 3, 9), None)), ("budget_from", (20, None, 80, None)),
])  # fmt: skip
def test_empty_ones_come_last_up_and_down(client: Client, column: str, values: tuple[object, ...]) -> None:
    region = make_region()
    client.force_login(make_user(role="city_officer", area=region.city))
    made = [make_demand(area=region.north, **{column: value}) for value in values]
    for sign, first in (("", [0, 2]), ("-", [2, 0])):
        page = client.get(f"/demands/?sort={sign}{column}")
        shown = [row.record.pk for row in page.context["table"].rows]
        assert shown == [made[at].pk for at in (*first, 1, 3)]


def test_what_is_never_empty_is_sorted_as_before() -> None:
    assert ordering(DEMANDS, "-title") == ("-title", "pk")
    (area, _number), (zone, _same) = ordering(DEMANDS, "area"), ordering(DEMANDS, "zone")
    assert area == "area__path"
    assert zone.nulls_last
