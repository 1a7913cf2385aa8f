"""The guide beside the form of a demand: scoped, cheap, and only for those who write demands."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_achievement, make_organisation, make_region

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
