"""Loading the demo into an empty database: cut off, on another day, and seen by whoever waits."""

from datetime import timedelta
from typing import Any

import pytest

from duijie.common import clock
from duijie.demands.models import Demand
from duijie.demo.embeddings import shipped
from duijie.demo.load import load_demo
from duijie.demo.reading import lines
from duijie.registry.models import Achievement, Organisation, Person, Work
from duijie_match.embedding.cache import FILE
from duijie_match.embedding.e5 import E5Small
from duijie_match.embedding.store import VectorStore

pytestmark = pytest.mark.django_db


class Cut(Exception):
    """Somebody pulled the plug."""


@pytest.mark.parametrize(
    "at",
    [
        pytest.param(100, marks=pytest.mark.slow),
        pytest.param(700, marks=pytest.mark.by_default_on("postgres")),
    ],
)
def test_interrupted_load_is_completed(at: int):
    def pull_the_plug(stage: str, done: int, total: int) -> None:
        if done >= at:
            raise Cut

    with pytest.raises(Cut):
        load_demo(progress=pull_the_plug)
    load_demo()
    there = {model.__name__: model.objects.count() for model in (Organisation, Achievement, Person, Demand, Work)}
    assert there == {
        "Organisation": 155,
        "Achievement": 240,
        "Person": 96,
        "Demand": 120,
        "Work": 689,
    }
    assert dict(Demand.objects.values_list("title", "state")) == {
        one["title"]: one["state"] for one in lines("demands")
    }


@pytest.mark.by_default_on("sqlite")
def test_region_is_as_old_whenever_it_is_loaded_and_whoever_waits_sees_how_far_it_is(settings: Any, tmp_path: Any):
    told: list[tuple[int, int]] = []

    def note(stage: str, done: int, total: int) -> None:
        told.append((done, total))

    settings.DATA = tmp_path
    with clock.at(clock.now() + timedelta(days=200)):
        load_demo(progress=note)
        today = clock.today()
    ages = sorted((today - one).days for one in Demand.objects.values_list("found_on", flat=True))
    assert ages == sorted(-line["found_days"] for line in lines("demands"))
    assert (told == sorted(told), told[-1][0], len(told) > 10) == (True, told[-1][1], True)
    store = VectorStore(tmp_path / "cache" / "embeddings" / FILE, E5Small.dimensions, 100_000)
    assert store.count() == len(shipped())
