"""The guide beside the form of a demand: scoped, cheap, and only for those who write demands."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_achievement, make_organisation, make_region

from duijie.common import clock
from duijie.common.domain.site import name_site
from duijie.demands.domain.visits import log_visit
from duijie.demands.models import Demand

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


def client_of(user):
    client = Client()
    client.force_login(user)
    client.cookies["duijie_language"] = "en"
    return client


def test_it_names_what_is_missing_and_what_is_alike_within_ones_scope():
    region = make_region()
    mine = make_demand(title="轴承钢球裂纹检测", area=region.north)
    hidden = make_demand(title="轴承钢球裂纹检测方法", area=region.south, disclosure="internal")
    open_one = make_achievement(title="轴承钢球裂纹检测装置", area=region.south)
    officer = client_of(make_user(role="county_officer", area=region.north))
    text = officer.post("/demands/guide/", {"title": "轴承钢球裂纹检测", "kind": "technology"}).content.decode()
    assert (f"/demands/{mine.pk}/" in text, f"/demands/{hidden.pk}/" in text) == (True, False)
    assert f"/achievements/{open_one.pk}/" in text
    assert ('href="#id_targets"' in text, 'href="#id_title"' in text) == (True, False)
    again = officer.post("/demands/guide/", {"title": "轴承钢球裂纹检测", "own": mine.pk}).content.decode()
    assert f"/demands/{mine.pk}/" not in again


def test_it_asks_as_often_for_three_as_for_one():
    region, counts = make_region(), []
    officer = client_of(make_user(role="county_officer", area=region.north))
    officer.post("/demands/guide/", {"title": "轴承钢球"})  # asks for the index once
    for _round in range(2):
        for _each in range(2):
            make_demand(title="轴承钢球裂纹检测", area=region.north)
        with CaptureQueriesContext(connection) as seen:
            assert officer.post("/demands/guide/", {"title": "轴承钢球"}).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role, status", [("expert", 403), ("leader", 403), ("liaison_officer", 200)])
def test_only_who_writes_demands_is_guided(role, status):
    where = {"area": make_region().north} if role == "leader" else {"organisation": make_organisation()}
    browser = client_of(make_user(role=role, **where))
    assert browser.post("/demands/guide/", {"title": "\0轴承" * 500, "body": "x" * 9000}).status_code == status


def test_whoever_checks_a_demand_sees_what_is_missing_and_what_is_alike():
    region = make_region()
    asked = make_demand(title="轴承钢球裂纹检测", area=region.north)
    alike = make_demand(title="轴承钢球裂纹检测方法", area=region.north)
    officer = client_of(make_user(role="county_officer", area=region.north))
    text = officer.get(f"/demands/{asked.pk}/step/verify/").content.decode()
    assert f'href="/demands/{alike.pk}/"' in text
    assert "Target figures with units" in text
    assert "Similar demands" not in officer.get(f"/demands/{asked.pk}/edit/").content.decode()  # htmx asks for it there


SAID = {
    "tried": "换过淬火油，没有下降", "targets": "裂纹率不大于 0.1%", "deadline": "2027-06-30", "budget_from": "20",
    "budget_to": "50", "rights": "双方共有",
}  # fmt: skip


def kept(demand):
    names = ("tried", "targets", "rights")
    whole = {name: getattr(demand, name) for name in names}
    return whole | {
        "deadline": demand.deadline.isoformat(), "budget_from": f"{demand.budget_from:.0f}",
        "budget_to": f"{demand.budget_to:.0f}",
    }  # fmt: skip


def test_the_guide_of_a_visit_reads_its_form_and_what_is_said_there_becomes_the_demand():
    region = make_region()
    firm = make_organisation(name="云溪恒力轴承有限公司", area=region.north)
    liaison = client_of(make_user(role="liaison_officer", organisation=firm))
    alike = make_demand(title="钢球淬火裂纹", state="published", disclosure="registered", area=region.south)
    page = liaison.get("/visits/log/").content.decode()
    assert page.count('<details id="guide-fold" class="guide-fold">') == 1  # folded
    typed = {"of": "visit", "kind": "find", "title": "钢球淬火裂纹", "problem": "每批约百分之五"}
    text = liaison.post("/demands/guide/", typed).content.decode()
    # The visit has a kind and names of its own; all seven parts of a demand are asked for even so.
    assert ('href="#id_problem"' in text, 'href="#id_tried"' in text, 'href="#id_body"' in text) == (True, True, False)
    assert f"/demands/{alike.pk}/" in text
    form = {"submission": "g1", "known": firm.pk, "kind": "find", "result": "demand", "title": "钢球淬火裂纹",
            "problem": "每批约百分之五有裂纹", "visited_on": clock.today().isoformat()}  # fmt: skip
    wrong = liaison.post("/visits/log/", {**form, **SAID, "budget_to": "5"})
    assert set(wrong.context["form"].errors) == {"budget_to"}
    assert '<details id="guide-fold" class="guide-fold" open>' in wrong.content.decode()
    assert liaison.post("/visits/log/", {**form, **SAID}).status_code == 302
    assert kept(Demand.objects.exclude(pk=alike.pk).get()) == SAID


def test_a_demand_that_is_written_down_later_is_guided_too():
    firm = make_organisation(name="云溪恒力轴承有限公司", area=make_region().north)
    by = make_user(role="liaison_officer", organisation=firm)
    values = {"organisation": firm, "kind": "find", "result": "demand", "title": "裂纹", "visited_on": clock.today()}
    visit = log_visit(values=values, by=by)
    liaison = client_of(by)
    assert 'id="guide-fold"' in liaison.get(f"/visits/{visit.pk}/demand/").content.decode()
    liaison.post(f"/visits/{visit.pk}/demand/", {"title": "裂纹", "problem": "每批约百分之五有裂纹", **SAID})
    assert kept(Demand.objects.get()) == SAID


def test_the_public_form_tells_completeness_and_finds_nothing(settings):
    name_site(values={"public_forms": "open"}, by=None)
    make_demand(title="钢球淬火裂纹", state="published", disclosure="registered")
    make_achievement(title="钢球淬火裂纹检测装置", disclosure="registered")
    stranger = Client()
    page = stranger.get("/apply/demand/").content.decode()
    assert [name for name in SAID if f'name="{name}"' not in page] == []
    assert 'hx-post="/apply/guide/"' in page
    assert "hx-post" not in stranger.get("/apply/account/").content.decode()
    with CaptureQueriesContext(connection) as seen:
        text = stranger.post("/apply/guide/", {"title": "钢球淬火裂纹", "body": "裂" * 40}).content.decode()
    assert ('href="#id_tried"' in text, 'href="#id_title"' in text, '<a href="/' in text) == (True, False, False)
    assert [one["sql"] for one in seen if "demands_demand" in one["sql"] or "registry_" in one["sql"]] == []
    assert stranger.post("/demands/guide/", {"title": "钢球淬火裂纹"}).status_code == 302  # to sign in
    assert stranger.post("/apply/guide/", {"title": "\0" * 9000, "targets": "1 mm" * 9000}).status_code == 200
    name_site(values={"public_forms": "closed"}, by=None)
    assert stranger.post("/apply/guide/", {}).status_code == 404
