"""Seats of academicians over stations, postings and recognitions: one ledger, whoever counts."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from tests.factories.host_rounds import HostRound, answers_to
from tests.factories.postings import make_certificate, make_host, make_need, make_posted
from tests.factories.races import at_once, rounds
from tests.factories.registry import make_person

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.programmes.domain.postings import postings
from duijie.programmes.domain.postings.calls import edit_call
from duijie.programmes.domain.postings.plan_reading import read_facts, read_plan
from duijie.programmes.domain.queries.presence import presence_gaps
from duijie.programmes.domain.queries.stations import station_figures
from duijie.programmes.models import ApplicationMember, Certificate, Posting, Station, StationExpert
from duijie.programmes.registers import STATIONS
from duijie.registry.domain.record_parts import add_part, remove_part
from duijie.registry.domain.records import archive_record, restore_record

EXPERTS = STATIONS.part_of("experts")


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_station(posted, host):
    return Station.objects.create(title=f"{host.name}工作站", area=posted.region.north, organisation=host)


def seat(posted, station, person, standing="serving"):
    station.refresh_from_db()
    values = {
        "name": person.name, "organisation": posted.home, "organisation_name": posted.home.name, "standing": standing,
    }  # fmt: skip
    return add_part(
        register=STATIONS, part=EXPERTS, record=station, version=station.version, values=values, by=posted.city
    )


def unseat(posted, station, row):
    station.refresh_from_db()
    remove_part(
        register=STATIONS, part=EXPERTS, record=station, pk=row.pk, version=station.version, by=posted.city
    )  # fmt: skip


def post(posted, certificate, host, **more):
    return postings.make_posting(
        call=posted.call, certificate=certificate, host=host, by=posted.city, from_on=clock.today(), **more
    )


def refused(function):
    with pytest.raises(ValidationError) as error:
        function()
    assert error.value.code == "academician", error.value


@pytest.mark.django_db
def test_stations_and_postings_count_each_other():
    """Whoever is posted may sit at the station of that host and at no other; whoever sits may be posted there alone."""
    posted = make_posted(template="talent_workstations")
    hosts = [make_host(posted) for _number in range(4)]
    stations = [make_station(posted, one) for one in hosts]
    first = make_certificate(posted, answers={"academician": "serving"})
    made = post(posted, first, hosts[0])
    refused(lambda: post(posted, first, hosts[1]))
    refused(lambda: seat(posted, stations[1], made.person))
    row = seat(posted, stations[0], made.person)
    assert StationExpert.objects.get(pk=row.pk).person_id == made.person_id
    other = make_certificate(posted, answers={"academician": "serving"})
    sits = seat(posted, stations[2], other.application.person)
    refused(lambda: post(posted, other, hosts[3]))
    facts = read_facts(posted.call, [(make_need(posted, hosts[3]), other)])
    assert facts.rooms[other.pk] == 0
    _needs, people, _limits = read_plan(posted.call, [], [other])
    assert (people[0].room, people[0].code) == (0, "academician")
    unseat(posted, stations[2], sits)
    post(posted, other, hosts[3])
    told = AuditEvent.objects.filter(verb__in=("posting.refused", "station.refused"), detail__reason="academician")
    assert list(told.order_by("pk").values_list("verb", flat=True)) == [
        "posting.refused", "station.refused", "posting.refused",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_retired_academician_has_three_and_an_archived_station_takes_no_place():
    posted = make_posted(template="talent_workstations")
    hosts = [make_host(posted) for _number in range(5)]
    stations = [make_station(posted, one) for one in hosts]
    certificate = make_certificate(posted, answers={"academician": "retired"})
    person = certificate.application.person
    seat(posted, stations[0], person, "retired")
    seat(posted, stations[1], person, "retired")
    post(posted, certificate, hosts[2])
    refused(lambda: post(posted, certificate, hosts[3]))
    refused(lambda: seat(posted, stations[3], person, "retired"))
    stations[0].refresh_from_db()
    archived = archive_record(
        register=STATIONS, record=stations[0], version=stations[0].version, by=posted.city, reason="撤站"
    )
    post(posted, certificate, hosts[3])
    refused(
        lambda: restore_record(
            register=STATIONS, record=archived, version=archived.version, by=posted.city, reason="恢复"
        )
    )
    assert Station.objects.get(pk=archived.pk).archived_at is not None


@pytest.mark.django_db
def test_conditions_count_the_register_of_stations():
    """At most one station: an expert of a station elsewhere has none left, one of the very host has."""
    said = {
        "place": "园区", "kind": "station", "academician": "none", "phone": "13800001111", "days": 90,
        "statement": "驻站。",
    }  # fmt: skip
    most = {"fact": "person.stations", "is": "le", "value": 1}
    world = HostRound(most, template="talent_workstations", said=said)
    here, there = (make_host(world) for _number in range(2))
    elsewhere, same, free = (make_person(name=name, organisation=world.home) for name in ("甲", "乙", "丙"))
    station = make_station(world, here)
    for one in (elsewhere, same):
        seat(world, station, one, "none")
    made = [
        world.apply(one.name, person=one, host={"name": host.name, "number": None})
        for one, host in ((elsewhere, there), (same, here), (free, there))
    ]
    world.end_recommendation()
    world.check()
    assert [answers_to(one) for one in made] == [["no"], ["yes"], ["yes"]]


@pytest.mark.django_db(transaction=True)
@rounds(3, 200)
def test_a_seat_and_a_posting_at_one_moment(times):
    """Of an academician's last place one is given, whichever comes first."""
    posted = make_posted(template="talent_workstations")
    hosts = [make_host(posted) for _number in range(2)]
    station = make_station(posted, hosts[0])
    certificate = make_certificate(posted, answers={"academician": "serving"})
    person = certificate.application.person
    for _number in range(times):
        Posting.objects.all().delete()
        StationExpert.objects.all().delete()
        found = at_once(
            lambda: seat(posted, Station.objects.get(pk=station.pk), person),
            lambda: post(posted, certificate, hosts[1]),
        )
        lost = [one for one in found if isinstance(one, Exception)]
        assert [getattr(one, "code", one) for one in lost] == ["academician"], found
        assert Posting.objects.count() + StationExpert.objects.count() == 1


@pytest.mark.django_db
def test_an_academician_who_is_there_too_few_days_is_told_of(client):
    """Three months a year unless the call says otherwise: days planned, and present once a year has passed."""
    posted = make_posted(template="talent_workstations")
    today = clock.today()
    stations = [make_station(posted, make_host(posted)) for _number in range(2)]
    Station.objects.update(founded=today - timedelta(days=800), planned_days=60)
    Station.objects.filter(pk=stations[1].pk).update(planned_days=120)
    for station in stations:
        seat(posted, station, make_person(organisation=posted.home), "serving")
        name = station.experts.get().name
        old, over = today - timedelta(days=400), today - timedelta(days=355)
        station.presences.create(expert_name=name, from_on=old, to_on=over, days=46)  # 10 days of it in the year
        station.presences.create(expert_name=name, from_on=today - timedelta(days=79), to_on=today, days=79)
    stations[0].experts.update(from_on=today - timedelta(days=30))
    told = {one.station: (one.planned, one.present, one.asked) for one in presence_gaps(Station.objects.all())}
    assert told == {stations[0].pk: (60, None, 90), stations[1].pk: (None, 89, 90)}
    client.force_login(posted.city)
    first, second = (client.get(f"/stations/{one.pk}/").content.decode() for one in stations)
    assert "计划年在站 60 天" in first
    assert "近十二个月在站 89 天，要求不少于 90 天" in second
    assert [row["too_few_days"] for row in station_figures(by=posted.city)][-1] == 2
    edit_call(
        call=posted.call, values={"academician_days": 60}, version=posted.call.version, by=posted.city, reason="按项目"
    )
    assert not presence_gaps(Station.objects.all())
    assert "要求不少于" not in client.get(f"/stations/{stations[1].pk}/").content.decode()


def make_team(posted, *members):
    certificate = make_certificate(posted)
    rows = [
        ApplicationMember(application=certificate.application, place=place, name=one.name, person=one)
        for place, one in enumerate(members, start=1)
    ]
    ApplicationMember.objects.bulk_create(rows)
    return certificate


@pytest.mark.django_db
def test_nobody_is_posted_with_two_teams():
    """Whoever leads, was named, or was added when a team was posted is of that team, as long as it serves."""
    posted = make_posted(template="commissioner_teams")
    hosts = [make_host(posted) for _number in range(3)]
    shared, added, free = (make_person(name=name, organisation=posted.home) for name in ("共用", "后加", "自由"))
    first, second, third = make_team(posted, shared), make_team(posted, shared), make_team(posted, free)
    with pytest.raises(ValidationError) as error:
        post(posted, first, hosts[0])
    assert (error.value.code, shared.name in str(error.value)) == ("team", True)
    Certificate.objects.filter(pk=second.pk).update(state="revoked")
    made = post(posted, first, hosts[0], people=[added])
    post(posted, first, hosts[1], people=[added])
    with pytest.raises(ValidationError):
        post(posted, third, hosts[2], people=[added])
    postings.take_posting_step(posting=made, verb="call_off", version=made.version, by=posted.city, reason="调整")
    other = Posting.objects.get(host=hosts[1])
    postings.take_posting_step(posting=other, verb="call_off", version=other.version, by=posted.city, reason="调整")
    post(posted, third, hosts[2], people=[added])
    assert AuditEvent.objects.filter(verb="posting.refused", detail__reason="team").count() == 2
