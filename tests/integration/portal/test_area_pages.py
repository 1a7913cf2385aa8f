"""Pages of areas."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.registry.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def browser(client):
    client.force_login(make_user(role="system_administrator", language="en"))
    client.cookies["duijie_language"] = "en"
    return client


def page(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_tree_search_and_page(browser, region):
    assert "Yunxi" in page(browser.get("/areas/"))
    assert "Beidu" in page(browser.get("/areas/?q=bdx"))
    text = page(browser.get(f"/areas/{region.city.code}/"))
    assert all(name in text for name in ("Beidu", "Nanping", "Yunxi High-tech Zone", "Qinglan", "云溪市"))


def test_add_rename_move_archive(browser, region):
    data = {"code": "9702", "name": "海晏市", "kind": "city", "parent": "97"}
    assert browser.post("/areas/add/", data).status_code == 302
    assert browser.post("/areas/970121/move/", {"parent": "9702"}).status_code == 302
    assert Area.objects.get(code="970121").path == "97/9702/970121/"
    assert browser.post("/areas/9702/edit/", {"name": "海晏新市"}).status_code == 302
    assert "still belong here" in page(browser.post("/areas/9702/archive/", follow=True))
    assert "in use already" in page(browser.post("/areas/add/", data))


def test_only_those_who_may_change_areas(client, region):
    client.force_login(make_user(role="city_officer", area=region.city))
    make_organisation(area=region.north)
    assert client.get("/areas/970121/").status_code == 200
    assert client.get("/areas/add/").status_code == 403
    assert client.post("/areas/970121/archive/").status_code == 403


def test_the_official_list_is_shown_and_then_taken_over(browser, region):
    content = "code,name\n970000,青岚省\n970100,云溪市\n970121,北渡区\n970123,东岭县\n".encode()
    response = browser.post("/areas/import/", {"file": SimpleUploadedFile("areas.csv", content)})
    assert response.status_code == 302
    text = page(browser.get(response["Location"]))
    assert all(words in text for words in ("970123 东岭县", "北渡县", "北渡区", "南屏县"))
    assert not Area.objects.filter(code="970123").exists()
    browser.post(response["Location"])
    assert Area.objects.get(code="970123").path == "97/9701/970123/"
    assert Area.objects.get(code="970121").name == "北渡区"
    content = content.replace("东岭县".encode(), "东岭新县".encode())
    response = browser.post("/areas/import/", {"file": SimpleUploadedFile("areas.csv", content)})
    assert "1 area was written." in page(browser.post(response["Location"], follow=True))
