"""Pages of organisations."""

import io
import re

import openpyxl
import pytest
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.common.models import AuditEvent
from duijie.registry.domain.organisations import edit_organisation
from duijie.registry.models import Organisation

pytestmark = pytest.mark.django_db

GOOD, OLD = "91110000802100433B", "91350100M0001TGQXM"


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north, language="en")


@pytest.fixture
def browser(client, officer):
    client.force_login(officer)
    client.cookies["duijie_language"] = "en"
    return client


def page(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def named(response) -> list[str]:
    return re.findall(r'/organisations/\d+/" translate="no">([^<]+)<', page(response))


def typed(region, **changes):
    return {"name": "新公司", "kind": "enterprise", "area": region.north.code, **changes}


def test_the_list_shows_filters_sorts_and_pages(browser, region):
    for number in range(30):
        make_organisation(name=f"甲{number:02}公司", area=region.north, staff=number)
    make_organisation(name="别处公司", area=region.south)
    assert named(browser.get("/organisations/"))[:2] == ["甲00公司", "甲01公司"]
    assert len(named(browser.get("/organisations/?page=2"))) == 5
    assert named(browser.get("/organisations/?sort=-staff"))[0] == "甲29公司"
    assert named(browser.get("/organisations/?q=j07gs")) == ["甲07公司"]
    assert named(browser.get(f"/organisations/?area={region.north.code}&q=甲03")) == ["甲03公司"]
    assert named(browser.get("/organisations/?kind=nonsense")) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_as_for_one(browser, region, django_assert_num_queries, count):
    for number in range(count):
        make_organisation(name=f"甲{number}公司", area=region.north, zone=region.zone)
    browser.get("/organisations/")
    with django_assert_num_queries(11):
        assert len(named(browser.get("/organisations/?columns=zone&columns=area"))) == count


def test_columns_are_chosen_in_the_address(browser, region):
    make_organisation(area=region.north, address="北街1号")
    assert "北街1号" not in page(browser.get("/organisations/"))
    assert "北街1号" in page(browser.get("/organisations/?columns=address"))


def test_the_export_is_what_the_list_shows_and_no_formula(browser, region, officer):
    make_organisation(name="=1+1公司", area=region.north, staff=3, address="@x")
    make_organisation(name="乙公司", area=region.north, staff=9)
    make_organisation(name="别处公司", area=region.south)
    response = browser.get("/organisations/export/?sort=-staff&columns=staff&columns=address")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["name", "staff", "address"], ["乙公司", 9, None], ["=1+1公司", 3, "@x"],
    ]  # fmt: skip
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    event = AuditEvent.objects.get(verb="organisation.export")
    assert (event.actor, event.detail["rows"], event.detail["personal"]) == (officer, 2, False)
    text = browser.get("/organisations/export/?format=csv&columns=address").content.decode("utf-8-sig")
    assert text == "name,address\r\n'=1+1公司,'@x\r\n乙公司,\r\n"


def test_adding_asks_about_duplicates_and_doubtful_codes(browser, region):
    known = make_organisation(name="恒力轴承有限公司", area=region.north)
    text = page(browser.post("/organisations/add/", typed(region, name="恒力轴承（集团）有限公司")))
    assert (f'/organisations/{known.pk}/"' in text, "None of the organisations listed" in text) == (True, True)
    text = page(
        browser.post("/organisations/add/", typed(region, name="恒力轴承（集团）有限公司", another="on", uscc=OLD))
    )
    assert "I compared the code with the licence" in text
    response = browser.post(
        "/organisations/add/",
        typed(region, name="恒力轴承（集团）有限公司", another="on", uscc=OLD, uscc_confirmed="on"),
    )
    made = Organisation.objects.get(uscc=OLD)
    assert (response.status_code, response["Location"]) == (302, f"/organisations/{made.pk}/")


def test_editing_what_somebody_else_changed_shows_both(browser, region, officer):
    made = make_organisation(name="甲公司", area=region.north)
    edit_organisation(organisation=made, version=1, values={"staff": 7}, by=officer)
    data = {**typed(region, name="甲公司", staff="8"), "version": "1"}
    text = page(browser.post(f"/organisations/{made.pk}/edit/", data))
    assert "Typed by you" in text
    assert 'name="version" value="2"' in text
    again = {**data, "version": "2", "based": "1"}
    assert "say which value is kept" in page(browser.post(f"/organisations/{made.pk}/edit/", again))
    edit_organisation(organisation=made, version=2, values={"address": "北街1号"}, by=officer)
    assert "北街1号" in page(browser.post(f"/organisations/{made.pk}/edit/", {**again, "keep-staff": "mine"}))
    again = {**again, "version": "3", "keep-staff": "mine"}
    assert browser.post(f"/organisations/{made.pk}/edit/", again).status_code == 302
    made.refresh_from_db()
    assert (made.staff, made.address, made.version) == (8, "北街1号", 4)


def test_archiving_and_restoring(browser, region):
    made = make_organisation(name="甲公司", area=region.north)
    assert "Archive" in page(browser.get(f"/organisations/{made.pk}/archive/"))
    browser.post(f"/organisations/{made.pk}/archive/", {"reason": "closed"})
    assert "Archived on" in page(browser.get(f"/organisations/{made.pk}/"))
    assert named(browser.get("/organisations/")) == []
    assert named(browser.get("/organisations/?archived=yes")) == ["甲公司"]
    browser.post(f"/organisations/{made.pk}/restore/")
    assert "closed" in page(browser.get(f"/organisations/{made.pk}/history/"))
    assert named(browser.get("/organisations/")) == ["甲公司"]


@pytest.mark.parametrize("address", ["", "edit/", "history/", "archive/", "restore/"])
def test_what_one_may_not_see_does_not_exist(browser, region, address):
    other = make_organisation(area=region.south)
    assert browser.get(f"/organisations/{other.pk}/{address}").status_code == 404


def test_showing_a_contact_is_noted(browser, region, officer):
    made = make_organisation(area=region.north, contact_name="张三")
    page(browser.get(f"/organisations/{made.pk}/"))
    event = AuditEvent.objects.get(verb="personal_data.read")
    assert (event.actor, event.detail["ids"]) == (officer, [str(made.pk)])


def test_pages_are_there_in_chinese(client, region):
    client.force_login(make_user(role="county_officer", area=region.north, language="zh-hans"))
    made = make_organisation(area=region.north)
    assert "辖区内的企业、高校、科研院所和服务机构。" in page(client.get("/organisations/"))
    assert "统一社会信用代码" in page(client.get(f"/organisations/{made.pk}/"))
