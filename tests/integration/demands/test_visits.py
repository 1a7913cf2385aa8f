"""Visits: logged once, with photos that say nothing of the place, and the demand that was found."""

import struct
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import grant, make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.demands.domain.queries import visits as queries
from duijie.demands.domain.visits import log_visit, name_demand, open_demand
from duijie.demands.models import Demand, Visit
from duijie.registry.models import Attachment

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def firm(region):
    return make_organisation(name="云溪恒力轴承有限公司", area=region.north, uscc="91330100799655058B")


@pytest.fixture
def liaison(firm):
    return make_user(role="liaison_officer", organisation=firm, name="白行健")


def jpeg(note: bytes) -> bytes:
    """The least that is a JPEG, with a note where a camera writes the place."""

    def segment(kind: int, body: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body

    frame = struct.pack(">BHHB", 8, 8, 8, 1) + b"\x01\x11\x00"
    parts = [segment(0xE1, b"Exif\0\0" + note), segment(0xDB, b"\0" * 65), segment(0xC0, frame)]
    parts += [segment(0xC4, b"\0" * 20), segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\x34"]
    return b"\xff\xd8" + b"".join(parts) + b"\xff\xd9"


def said(firm, **more):
    return {"organisation": firm, "title": "淬火后钢球表面有裂纹", "result": "follow_up", **more}


def test_a_visit_is_kept_with_its_visitor_its_place_and_an_audit_row(firm, liaison):
    visit = log_visit(values=said(firm), by=liaison)
    visit.refresh_from_db()
    assert (visit.visitor, visit.visitor_name, visit.area, visit.visited_on, visit.disclosure) == (
        liaison, "白行健", firm.area, clock.today(), "internal",
    )  # fmt: skip
    event = AuditEvent.objects.get(verb="visit.add")
    assert (event.actor, event.target_id) == (liaison, str(visit.pk))


def test_sent_twice_it_is_one_visit_and_lost_photos_are_added(firm, liaison):
    photo = [("a.jpg", [jpeg(b"N 28.45 E 119.92")])]
    first = log_visit(values=said(firm), by=liaison, submission="s1")
    again = log_visit(values=said(firm, title="别的"), by=liaison, submission="s1", photos=photo)
    third = log_visit(values=said(firm), by=liaison, submission="s1", photos=photo)
    assert ({first.pk}, Visit.objects.count()) == ({again.pk, third.pk}, 1)
    assert Attachment.objects.count() == 1
    another = make_user(role="liaison_officer", organisation=firm)
    assert log_visit(values=said(firm), by=another, submission="s1").pk != first.pk


def test_a_photo_loses_place_and_device(firm, liaison, tmp_path):
    log_visit(values=said(firm), by=liaison, photos=[("IMG.jpg", [jpeg(b"N 28.45 E 119.92")])])
    kept = Attachment.objects.get()
    assert kept.name == f"{clock.today():%Y%m%d}-1.jpg"
    content = (tmp_path / kept.stored).read_bytes()
    assert (content.startswith(b"\xff\xd8"), b"28.45" in content, b"Exif" in content) == (True, False, False)


def test_what_is_no_picture_is_refused_and_the_visit_stays(firm, liaison):
    with pytest.raises(ValidationError) as caught:
        log_visit(values=said(firm), by=liaison, submission="s", photos=[("x.jpg", [b"MZ\x90\0"])])
    assert list(caught.value.error_dict) == ["photos"]
    assert log_visit(values=said(firm), by=liaison, submission="s").pk == Visit.objects.get().pk


def test_a_problem_becomes_a_demand_of_the_visit_once(firm, liaison):
    visit = log_visit(values=said(firm, result="demand"), by=liaison, problem="裂纹率 5%，要降到 0.1%")
    demand = Demand.objects.get()
    assert (visit.demand, visit.result, demand.source, demand.found_on, demand.organisation, demand.title) == (
        demand, "demand", "visit", visit.visited_on, firm, visit.title,
    )  # fmt: skip
    with pytest.raises(ValidationError) as caught:
        open_demand(visit=visit, title="再来", problem="一次", by=liaison)
    assert (caught.value.code, Demand.objects.count()) == ("twice", 1)
    assert [one.pk for one in queries.visits_of(demand, by=liaison)] == [visit.pk]


def test_a_visit_names_a_demand_of_the_firm_that_is_there_already(region, firm, liaison):
    mine, others = make_demand(organisation=firm), make_demand(organisation=make_organisation(area=region.north))
    visit = log_visit(values=said(firm, result="nothing"), by=liaison)
    browser = client_of(liaison)
    assert browser.post(f"/visits/{visit.pk}/demand/", {"known": others.pk}).status_code == 200
    with pytest.raises(ValidationError) as caught:
        name_demand(visit=visit, demand=others, by=liaison)
    assert caught.value.code == "owner"
    assert browser.post(f"/visits/{visit.pk}/demand/", {"known": mine.pk}).status_code == 302
    visit.refresh_from_db()
    assert (visit.demand, visit.result, Demand.objects.count()) == (mine, "demand", 2)


def test_who_may_not_open_demands_logs_no_visit_with_one(firm, liaison):
    posted = make_user(role="commissioner", organisation=firm)
    with pytest.raises(PermissionDenied):
        log_visit(values=said(firm), by=posted, problem="裂纹")
    assert (Visit.objects.count(), Demand.objects.count()) == (0, 0)
    visit = log_visit(values=said(firm), by=posted)
    assert open_demand(visit=visit, title="裂纹", problem="淬火裂纹", by=liaison).source == "visit"


def test_nobody_logs_a_visit_elsewhere(region, firm):
    stranger = make_user(role="county_officer", area=region.south)
    with pytest.raises(PermissionDenied):
        log_visit(values=said(firm), by=stranger)
    assert queries.firms_matching(by=stranger, text="恒力") == []


@pytest.mark.parametrize("text", ["恒力轴承", "yxhl", "91330100799655058B", "云溪恒力轴承有限公司"])
def test_a_firm_is_found_by_name_initials_and_code(region, firm, text):
    make_organisation(name="云溪大地机械有限公司", area=region.north)
    officer = make_user(role="county_officer", area=region.north)
    assert queries.firms_matching(by=officer, text=text) == [firm]


def test_the_firms_assigned_come_first_then_those_visited_last(region, firm, liaison):
    others = [make_organisation(area=region.north) for _ in range(3)]
    grant(liaison, role="county_officer", area=region.north)
    for days, one in enumerate(others):
        values = said(one, visited_on=clock.today() - timedelta(days=days))
        log_visit(values=values, by=liaison)
    with CaptureQueriesContext(connection) as seen:
        assert queries.firms_at_hand(by=liaison) == [firm, *others]
    assert len(seen) <= 3


def test_a_follow_up_waits_until_the_firm_is_visited_again(firm, liaison):
    today = clock.today()
    log_visit(values=said(firm, visited_on=today - timedelta(days=3), follow_up_on=today), by=liaison)
    later = said(firm, visited_on=today - timedelta(days=4), follow_up_on=today + timedelta(days=30))
    log_visit(values=later, by=liaison)
    assert [one.follow_up_on for one in queries.to_be_followed_up(by=liaison)] == [today]
    log_visit(values=said(firm, result="nothing"), by=liaison)
    assert list(queries.to_be_followed_up(by=liaison)) == []


@pytest.mark.parametrize(
    "values, field",
    [
        ({"visited_on": clock.today() + timedelta(days=1)}, "visited_on"),
        ({"follow_up_on": clock.today() - timedelta(days=1)}, "follow_up_on"),
        ({"title": ""}, "title"),
    ],
)
def test_what_cannot_be_is_refused_by_field(firm, liaison, values, field):
    with pytest.raises(ValidationError) as caught:
        log_visit(values=said(firm, **values), by=liaison)
    assert list(caught.value.error_dict) == [field]


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def posted(**more):
    form = {"submission": "p1", "kind": "find", "result": "nothing", "title": "一切正常"}
    return {**form, "visited_on": clock.today().isoformat(), **more}


def test_the_page_answers_a_script_with_the_address_and_a_browser_with_the_page(firm, liaison):
    browser = client_of(liaison)
    assert f'name="known" value="{firm.pk}"' in browser.get("/visits/log/").content.decode()
    photo = SimpleUploadedFile("a.jpg", jpeg(b"x"))
    answer = browser.post("/visits/log/", posted(known=firm.pk, photos=photo), headers={"accept": "application/json"})
    visit = Visit.objects.get()
    assert (answer.status_code, answer.json()) == (201, {"address": f"/visits/{visit.pk}/"})
    assert Attachment.objects.of("visit", visit.pk).count() == 1
    assert browser.post("/visits/log/", posted(known=firm.pk)).headers["Location"] == f"/visits/{visit.pk}/"
    assert Visit.objects.count() == 1


def test_several_firms_that_fit_are_offered(region, firm):
    twin = make_organisation(name="北渡恒力机械有限公司", area=region.north)
    browser = client_of(make_user(role="county_officer", area=region.north))
    answer = browser.post("/visits/log/", posted(firm="恒力"))
    assert set(answer.context["form"].errors) == {"known"}
    assert {one.pk for one in answer.context["form"].firms} == {twin.pk, firm.pk}
    assert browser.post("/visits/log/", posted(known=twin.pk)).status_code == 302
    assert Visit.objects.get().organisation == twin


@pytest.mark.parametrize("typed", ["yunxihengli", "hengli", "HengLi ji", "yxhl"])
def test_a_firm_is_found_by_its_pinyin_written_out_within_ones_scope(region, typed):
    firm = make_organisation(name="云溪恒力机械有限公司", area=region.north)
    make_organisation(name="云溪恒力机床有限公司", area=region.south)
    make_organisation(name="云溪恒乐玩具有限公司", area=region.north)
    browser = client_of(make_user(role="county_officer", area=region.north))
    names = browser.get("/visits/firms/", {"q": typed}).json()["names"]
    assert (firm.name in names, len(names) == 1 or typed == "yxhl") == (True, True)
    if typed != "yxhl":  # initials alone fit two
        assert browser.post("/visits/log/", posted(firm=typed)).status_code == 302
        assert Visit.objects.get().organisation == firm


@pytest.mark.parametrize("given", [{}, {"firm": "没有这家"}, {"known": "999999"}, {"known": "²"}])
def test_without_a_firm_nothing_is_saved(firm, given):
    browser = client_of(make_user(role="county_officer", area=firm.area))
    answer = browser.post("/visits/log/", posted(**given))
    assert (answer.status_code, Visit.objects.count()) == (200, 0)
    assert {"known", "firm"} & set(answer.context["form"].errors)


def test_pages_of_visit_and_demand_lead_to_each_other(firm, liaison):
    visit = log_visit(values=said(firm, result="demand"), by=liaison, problem="裂纹")
    browser = client_of(liaison)
    assert f"/demands/{visit.demand_id}/" in browser.get(f"/visits/{visit.pk}/").content.decode()
    assert f"/visits/{visit.pk}/" in browser.get(f"/demands/{visit.demand_id}/").content.decode()
    contact = client_of(make_user(role="firm_contact", organisation=firm))
    assert f"/visits/{visit.pk}/" not in contact.get(f"/demands/{visit.demand_id}/").content.decode()
