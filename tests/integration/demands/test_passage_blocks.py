"""Packed passages tell what the rows tell, whatever was done to these, however, and whenever they were packed."""

import random
from dataclasses import fields
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from tests.factories.demands import make_demand
from tests.factories.registry import make_region

from duijie.common import clock
from duijie.demands.domain import passage_blocks as domain
from duijie.demands.domain.queries import passage_blocks as queries
from duijie.demands.domain.queries.passage_blocks import pack, passages_of_all, unpack
from duijie.demands.domain.queries.passages import Passages, read_passages
from duijie.demands.models import Demand, Passage, PassageBlock, PassageChange

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of four demands, packed as soon as three are not."""
    for module in (domain, queries):
        monkeypatch.setattr(module, "SIZE", 4)
    monkeypatch.setattr(queries, "CROWDED", 2)
    monkeypatch.setattr(domain, "ENOUGH", 3)
    queries._memory.clear()


def told(passages: Passages) -> list[tuple[object, ...]]:
    columns = [getattr(passages, one.name).tolist() for one in fields(passages)]
    return sorted(zip(*columns, strict=True), key=str)


def of_rows() -> list[tuple[object, ...]]:
    return told(read_passages(Demand.objects.filter(archived_at=None)))


def day(source: random.Random) -> date | None:
    return source.choice([None, date(2026, 1, 1) + timedelta(days=source.randrange(300)), date(1850, 1, 1)])


def do_something(source: random.Random) -> None:
    region = make_region()
    chosen = Demand.objects.order_by("pk").values_list("pk", flat=True)
    one = source.choice(list(chosen)) if chosen else None
    deed = source.randrange(7)
    if one is None or deed == 0:
        make_demand(area=source.choice([region.north, region.south]), found_on=day(source))
    elif deed == 1:
        Demand.objects.filter(pk=one).update(area=source.choice([region.north, region.south]), zone=region.zone)
    elif deed == 2:
        Demand.objects.filter(pk=one).update(archived_at=source.choice([None, clock.now()]))
    elif deed == 3:
        Passage.objects.update_or_create(demand_id=one, defaults={"solved_on": day(source), "reopened_on": day(source)})
    elif deed == 4:
        Passage.objects.filter(demand=one).delete()
    elif deed == 5:
        Demand.objects.filter(pk=one).delete()
    else:
        Demand.objects.filter(pk__gte=one).update(industry=source.choice(["C3443", ""]), kind="talent", source="visit")


def test_they_tell_what_the_rows_tell_after_anything_that_was_done(small: None) -> None:
    source = random.Random(11)
    for number in range(50):
        do_something(source)
        if source.random() < 0.3:
            domain.pack_passages()
            assert not PassageChange.objects.exists()
        assert told(passages_of_all()) == of_rows(), number
    assert PassageBlock.objects.count() > 2


def test_packing_waits_until_it_is_worth_it_and_then_leaves_nothing_to_read(small: None) -> None:
    for _number in range(3):
        make_demand()
    assert not domain.is_anything_to_pack()
    make_demand()
    assert domain.is_anything_to_pack()
    domain.pack_passages()
    assert not domain.is_anything_to_pack()
    assert told(passages_of_all()) == of_rows()
    Demand.objects.update(kind="finance")
    assert domain.is_anything_to_pack()


def test_a_save_that_changes_nothing_counted_is_no_change(small: None) -> None:
    demand = make_demand()
    domain.pack_passages()
    demand.title, demand.state = "别的名称", "verified"
    demand.save()
    assert not PassageChange.objects.exists()


def test_blocks_of_another_release_are_not_read(small: None) -> None:
    demand = make_demand(kind="talent")
    domain.pack_passages()
    PassageBlock.objects.update(layout="earlier", packed=b"?")
    assert passages_of_all().number.tolist() == [demand.pk]
    assert domain.pack_passages() > 0
    assert told(passages_of_all()) == of_rows()


def test_where_a_trigger_was_lost_everything_is_read_from_the_rows_again(small: None) -> None:
    demand = make_demand(kind="talent")
    domain.pack_passages()
    lost = "DROP TRIGGER demands_demand_counted_update"
    with connection.cursor() as cursor:
        cursor.execute(lost if connection.vendor == "sqlite" else f"{lost} ON demands_demand")
    Demand.objects.filter(pk=demand.pk).update(kind="finance")
    call_command("migrate", "demands", verbosity=0)
    assert told(passages_of_all()) == of_rows()
    Demand.objects.filter(pk=demand.pk).update(kind="policy")
    assert told(passages_of_all()) == of_rows()


def test_days_of_any_century_survive_packing() -> None:
    make_demand(found_on=date(1, 1, 1))
    make_demand(found_on=date(9999, 12, 31))
    passages = read_passages(Demand.objects.order_by("pk"))
    number = int(passages.number[0]) // queries.SIZE
    assert told(unpack(number, pack(number, passages))) == told(passages)
    assert told(unpack(0, pack(0, read_passages(Demand.objects.none())))) == []
