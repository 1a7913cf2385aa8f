"""Stations: an academician sits at so many of them, over all; and what a report counts."""

import pytest
from django.core.exceptions import ValidationError
from tests.factories.accounts import make_user
from tests.factories.registry import make_region

from duijie.programmes.domain.queries.stations import award_figures, station_figures
from duijie.programmes.models import Award, Station, StationExpert
from duijie.programmes.registers import STATIONS
from duijie.registry.domain.record_parts import add_part, edit_part, remove_part

pytestmark = pytest.mark.django_db
EXPERTS = STATIONS.part_of("experts")


@pytest.fixture
def city():
    return make_user(role="city_officer", area=make_region().city)


def station(number):
    return Station.objects.create(title=f"云溪{number}号工作站", area=make_region().north)


def seat(where, standing, by, name="杜行远"):
    where.refresh_from_db()
    values = {"name": name, "organisation_name": "某大学", "organisation": None, "standing": standing}
    return add_part(register=STATIONS, part=EXPERTS, record=where, version=where.version, values=values, by=by)


def test_an_academician_sits_at_one_station_retired_at_three(city):
    stations = [station(number) for number in range(4)]
    first = seat(stations[0], "serving", city)
    for name in ("杜行远", " 杜行远 "):
        with pytest.raises(ValidationError) as error:
            seat(stations[1], "serving", city, name=name)
        assert error.value.code == "academician"
    seat(stations[1], "none", city)
    for one in stations[:3]:
        seat(one, "retired", city, name="凌川")
    with pytest.raises(ValidationError):
        seat(stations[3], "retired", city, name="凌川")
    assert StationExpert.objects.filter(name="凌川").count() == 3
    stations[0].refresh_from_db()
    edit_part(
        register=STATIONS, part=EXPERTS, record=stations[0], pk=first.pk, version=stations[0].version,
        values={"standing": "none"}, by=city,
    )  # fmt: skip
    second = seat(stations[3], "serving", city)
    stations[3].refresh_from_db()
    remove_part(
        register=STATIONS, part=EXPERTS, record=stations[3], pk=second.pk, version=stations[3].version, by=city
    )  # fmt: skip
    seat(stations[2], "serving", city)


def test_figures_by_place_and_awards_with_a_source(client, city):
    north, south = (
        station(1),
        Station.objects.create(title="珠海工作站", area=make_region().south, is_outpost=True, venue="珠海"),
    )
    for one in (north, south):
        seat(one, "none", city)
    north.reports.create(kind="decision", title="建议", on="2026-01-01")
    north.patents.create(title="装置", stage="granted", on="2026-01-01")
    north.patents.create(title="方法", stage="applied", on="2026-01-01")
    for source, kind in (("文1号", "with_research_unit"), ("文2号", "enterprise"), ("", "enterprise")):
        Award.objects.create(title=f"项目{source}", area=north.area, level="city", winner_kind=kind, source=source)
    rows = {row["place"]: row for row in station_figures(by=city)}
    assert (rows["北渡县"]["decision"], rows["北渡县"]["patents_applied"], rows["北渡县"]["patents_granted"]) == (
        1,
        2,
        1,
    )
    assert (rows["珠海"]["stations"], rows[None]["stations"], rows[None]["experts"]) == (1, 2, 1)
    assert award_figures(by=city) == {"awards": 2, "with_research_units": 1, "without_source": 1}
    client.force_login(city)
    assert "珠海" in client.get("/station-figures/").content.decode()
