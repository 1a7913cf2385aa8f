"""The search pages: what is shown to whom, in the address, under a constant number of queries."""

import re

import pytest
from django.core.cache import cache
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.domain.tokens import add_token
from duijie.common.jobs import run_job
from duijie.common.models import Job
from duijie.search.domain.rebuilds import KIND, start_rebuild_here
from duijie.search.engine.reader import forget_readers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    settings.SEARCH_INDEX, settings.DATA = tmp_path / "index", tmp_path
    forget_readers()
    cache.clear()


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="city_officer", area=region.city, language="en")


@pytest.fixture
def browser(client, officer):
    client.force_login(officer)
    client.cookies["duijie_language"] = "en"
    return client


def build():
    assert run_job(start_rebuild_here().pk).state == "succeeded"


def page(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def names(text: str) -> list[str]:
    found = re.findall(r'<h2><a href="/organisations/\d+/" translate="no">(.*?)</a>', text)
    return [re.sub("</?mark>", "", name) for name in found]


def test_hits_are_marked_narrowed_and_paged_in_the_address(browser, region):
    for number in range(22):
        make_organisation(name=f"北{number:02}轴承厂", area=region.north)
    make_organisation(name="南轴承研究院", area=region.south, kind="institute", description="<b>轴承</b>的研究")
    build()
    text = page(browser.get("/search/?q=轴承"))
    assert len(names(text)) == 20
    assert "<mark>轴承</mark>" in text
    assert "23 hits" in text
    text = page(browser.get("/search/?q=轴承&page=2"))
    assert len(names(text)) == 3
    text = page(browser.get(f"/search/?q=轴承&kind=organisations&area={region.south.code}"))
    assert names(text) == ["南轴承研究院"]
    assert "&lt;b&gt;<mark>轴承</mark>" in text
    text = page(browser.get("/search/?q=轴承&kind=organisations&facet-kind=institute"))
    assert names(text) == ["南轴承研究院"]
    assert "facet-kind=enterprise" not in text
    for odd in ("?q=轴承&kind=x&area=y&facet-z=1&page=-1", "?page=99999999999", "?q=%00", "?q=" + "字" * 3000):
        page(browser.get(f"/search/{odd}"))


def test_empty_states_say_what_to_try(browser, region):
    make_organisation(name="恒力轴承厂", area=region.north)
    build()
    assert "What are you looking for?" in page(browser.get("/search/"))
    text = page(browser.get("/search/?q=齿轮"))
    assert "Nothing found" in text
    assert "pinyin" in text


def test_suggestions_by_initials_within_reach(browser, client, region):
    made = make_organisation(name="恒力轴承厂", area=region.north)
    build()
    text = page(browser.get("/search/suggest/?q=hlz"))
    assert f'data-address="/organisations/{made.pk}/"' in text
    assert page(browser.get("/search/suggest/?q=h")).strip() == ""
    client.force_login(make_user(role="county_officer", area=region.south))
    assert page(client.get("/search/suggest/?q=hlz")).strip() == ""


def test_who_sees_the_box_and_who_the_index(client, region):
    for role, box, index in (("system_administrator", False, 200), ("leader", True, 403), ("reviewer", False, 403)):
        area = region.city if role == "leader" else None
        client.force_login(make_user(role=role, area=area))
        text = page(client.get("/"))
        assert (role, 'role="search"' in text, client.get("/search/index/").status_code) == (role, box, index)
        assert client.post("/search/index/rebuild/").status_code == (302 if index == 200 else 403)
        page(client.get("/search/?q=轴承"))
    client.logout()
    assert client.get("/search/?q=轴承").status_code == 302


def test_the_administrator_sees_and_rebuilds_the_index(client, region):
    make_organisation(name="恒力轴承厂", area=region.north)
    client.force_login(make_user(role="system_administrator", language="en"))
    client.cookies["duijie_language"] = "en"
    assert "cannot be used" in page(client.get("/search/index/"))
    assert client.post("/search/index/rebuild/").status_code == 302
    job = Job.objects.get(kind=KIND)
    assert "Rebuilding the search index" in page(client.get("/search/index/"))
    run_job(job.pk)
    text = page(client.get("/search/index/"))
    assert "cannot be used" not in text
    assert re.search(r"<dt>Records</dt><dd>1</dd>", text)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_hits(browser, officer, region, django_assert_num_queries, count):
    for number in range(count):
        make_organisation(name=f"甲{number}轴承厂", area=region.north, zone=region.zone)
    build()
    browser.get("/search/?q=轴承")
    with django_assert_num_queries(10):  # one of them for the lexicon
        assert len(names(page(browser.get("/search/?q=轴承")))) == count
    with django_assert_num_queries(6):
        assert page(browser.get("/search/suggest/?q=轴承")).count("<li") == count
    _token, secret = add_token(user=officer, name="t", scopes=["organisation.view", "area.view"], by=officer)
    headers = {"Authorization": f"Bearer {secret}"}
    browser.logout()
    browser.get("/api/v1/search?q=轴承", headers=headers)
    with django_assert_num_queries(5):
        assert len(browser.get("/api/v1/search?q=轴承", headers=headers).json()["items"]) == count


def test_the_api(client, officer, region):
    made = make_organisation(name="恒力轴承厂", area=region.north, description="深沟球轴承")
    make_organisation(name="南方轴承厂", area=region.south)
    _token, secret = add_token(user=officer, name="t", scopes=["organisation.view", "area.view"], by=officer)
    headers = {"Authorization": f"Bearer {secret}"}
    body = client.get("/api/v1/search?q=恒力", headers=headers).json()
    assert (body["complete"], [item["title"] for item in body["items"]]) == (False, ["恒力轴承厂"])
    build()
    body = client.get(f"/api/v1/search?q=轴承&kind=organisations&area={region.north.code}", headers=headers).json()
    (item,) = body["items"]
    assert (item["kind"], item["id"], item["title"], item["passage"]) == (
        "organisations", made.pk, "恒力轴承厂", "深沟球轴承",
    )  # fmt: skip
    assert (body["count"], body["counts"], body["complete"]) == (1, {"organisations": 1}, True)
    assert client.get("/api/v1/search?q=轴承&kind=nothing", headers=headers).json()["count"] == 0
    assert client.get("/api/v1/search?q=轴承&area=99", headers=headers).status_code == 404
    assert client.get("/api/v1/search?q=轴承&page=0", headers=headers).status_code == 422
    _token, secret = add_token(user=officer, name="u", scopes=["area.view"], by=officer)
    assert client.get("/api/v1/search?q=轴承", headers={"Authorization": f"Bearer {secret}"}).status_code == 403
