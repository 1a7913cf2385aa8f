"""A patent or project counts once over stations, yields, firms and counties, known by its number."""

import pytest
from django.core.exceptions import ValidationError
from tests.factories.registry import make_organisation
from tests.factories.service import make_posting
from tests.integration.programmes.test_work_logs import World, refused
from tests.integration.programmes.test_yields import enter, verify

from duijie.common import clock
from duijie.programmes.domain.queries import yields as queries
from duijie.programmes.domain.queries.stations import station_figures
from duijie.programmes.domain.results.yields import take_yield_step
from duijie.programmes.models import Station, StationPatent, StationProject
from duijie.programmes.registers import STATIONS
from duijie.registry.domain.part_lists import add_parts
from duijie.registry.domain.record_parts import add_part, edit_part, remove_part

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = World()
    made.stations = [Station.objects.create(title=f"云溪{one}号站", area=made.region.north) for one in (1, 2)]
    return made


def put(world, station, part, **values):
    station.refresh_from_db()
    return add_part(
        register=STATIONS, part=STATIONS.part_of(part), record=station, version=station.version, values=values,
        by=world.city,
    )  # fmt: skip


def patent(world, station, number, stage="applied"):
    return put(world, station, "patents", title="装置", stage=stage, on=clock.today(), number=number)


def project(world, station, number):
    return put(world, station, "projects", title="联合攻关", contract=number)


def figures(world):
    whole = station_figures(by=world.city)[-1]
    counts = queries.totals(queries.list_yields(by=world.city))
    return whole["patents_applied"] + counts["patent_applied"], whole["projects"] + counts["project_accepted"]


def test_a_patent_of_a_station_is_no_yield_and_of_no_other_station(world):
    one, other = world.stations
    kept = patent(world, one, "CN 2026 1001 2345.6")
    with pytest.raises(ValidationError) as error:
        enter(world.posting, world.author, number="ZL202610012345.6")
    assert [(each.code, one.title in each.messages[0]) for each in error.value.error_dict["number"]] == [
        ("twice", True)
    ]
    for station in world.stations:  # nor twice at the same
        with pytest.raises(ValidationError) as error:
            patent(world, station, "２０２６１００１２３４５.6", "granted")
        assert error.value.code == "twice"
        assert one.title in error.value.messages[0]
    assert figures(world) == (1, 0)
    one.refresh_from_db()
    part = STATIONS.part_of("patents")
    edit_part(
        register=STATIONS, part=part, record=one, pk=kept.pk, version=one.version, values={"stage": "granted"},
        by=world.city,
    )  # fmt: skip
    one.refresh_from_db()
    remove_part(register=STATIONS, part=part, record=one, pk=kept.pk, version=one.version, by=world.city)
    made = verify(enter(world.posting, world.author, number="ZL202610012345.6"), world.county)
    with pytest.raises(ValidationError) as error:
        patent(world, other, "202610012345.6")
    assert (error.value.code, world.firm.name in error.value.messages[0]) == ("twice", True)
    rows = {other.pk: {"patents": [{"title": "装置", "stage": "applied", "on": clock.today(),
                                    "number": "202610012345.6"}]}}  # fmt: skip
    assert refused(lambda: add_parts(register=STATIONS, rows=rows, by=world.city)) == {"twice"}
    assert (figures(world), StationPatent.objects.count(), made.thing) == ((1, 0), 0, "n:2026100123456")
    for _turn in range(2):  # without a number nothing can be known again
        patent(world, other, "")


def test_what_was_taken_back_may_stand_elsewhere_and_does_not_come_back(world):
    made = enter(world.posting, world.author)
    made = take_yield_step(service_yield=made, verb="refuse", version=made.version, by=world.county, reason="无据")
    patent(world, world.stations[0], made.number)
    made.refresh_from_db()
    assert refused(
        lambda: take_yield_step(service_yield=made, verb="reopen", version=made.version, by=world.county, reason="再看")
    ) == {"twice"}
    assert figures(world) == (1, 0)


def test_a_project_is_known_by_its_number_over_firms_and_years(world):
    south = make_organisation(area=world.region.south)
    other = make_posting(call=world.call, host=south, by=world.city)
    said = {"kind": "project_accepted", "title": "高温轴承关键技术", "number": "浙科〔2026〕C-17"}
    one = enter(world.posting, world.author, **said)
    assert one.thing == "n:浙科2026c17"
    assert refused(lambda: enter(other, other.person.account, **{**said, "title": "高温轴承技术（终）"})) == {"twice"}
    assert refused(lambda: enter(world.posting, world.author, **{**said, "number": ""})) == {"twice"}  # same title
    assert refused(lambda: project(world, world.stations[0], "浙科[2026]C17")) == {"twice"}
    verify(one, world.county)
    assert figures(world) == (0, 1)
    enter(world.posting, world.author, **{**said, "number": "浙科〔2026〕C-18"})  # another number, another project
    nameless = enter(other, other.person.account, **{**said, "number": ""})
    assert nameless.thing.startswith("f:")
    assert refused(lambda: enter(other, other.person.account, **{**said, "number": "浙科〔2026〕C-19"})) == {"twice"}
    project(world, world.stations[0], "合同 7 号")
    assert refused(lambda: project(world, world.stations[1], "合同7号")) == {"twice"}
    assert StationProject.objects.count() == 1
