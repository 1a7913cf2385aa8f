"""Contacts, parts and ratings of demands as lists of their own: on the page and over the API, within scope, audited."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common.models import AuditEvent
from duijie.demands.models import Contract, DemandContact, Rating

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north, name="李建国")


@pytest.fixture
def demands(region, officer):
    """Two of the northern county and an open one of the southern, each with a contact, a contract and a rating."""
    made = []
    for number, area in enumerate((region.north, region.north, region.south), start=1):
        firm = make_organisation(name=f"云溪{number}厂", area=area)
        one = make_demand(title=f"难题{number}", organisation=firm, area=area, state="solved")
        DemandContact.objects.create(
            demand=one, on=date(2026, 3, number), side="enterprise", channel="phone", summary=f"谈话{number}"
        )
        Contract.objects.create(demand=one, kind="service", organisation_name="云溪大学", amount="12.5")
        Rating.objects.create(demand=one, satisfaction=5, comment=f"评语{number}", is_confirmed=True, by=officer)
        made.append(one)
    return made


def lines(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_each_row_stands_with_its_record_and_only_those_of_ones_own_areas(officer, demands, client):
    browser = Client()
    browser.force_login(officer)
    page = browser.get("/demands/").content.decode()
    assert all(f"part={key}" in page for key in ("contacts", "contracts", "milestones", "evidence", "ratings"))
    told = lines(browser.get("/demands/export/?part=contacts&format=csv"))
    assert [(row[1], row[2], row[7]) for row in told[1:]] == [
        ("难题1", "云溪1厂", "谈话1"),
        ("难题2", "云溪2厂", "谈话2"),
    ]
    rated = lines(browser.get("/demands/export/?part=ratings&format=csv&q=难题2"))
    assert [(row[0], row[4], row[6], row[8]) for row in rated[1:]] == [
        (str(demands[1].pk), "很满意", "评语2", "李建国"),
    ]  # fmt: skip
    answer = caller(client, officer)("get", "/demands/export/contracts?format=xlsx", raw=True)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [(row[1], row[5]) for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        ("难题1", "云溪大学"), ("难题2", "云溪大学"),
    ]  # fmt: skip
    noted = AuditEvent.objects.filter(verb="demand.export").order_by("pk")
    assert [(one.detail["rows"], one.detail["columns"][0]) for one in noted] == [
        (2, "contacts.on"), (1, "ratings.satisfaction"), (2, "contracts.kind"),
    ]  # fmt: skip


def test_an_unknown_part_and_whoever_may_not_export_are_refused(region, officer, demands, client):
    assert caller(client, officer)("get", "/demands/export/nonsense", raw=True).status_code == 422
    contact = make_user(role="firm_contact", organisation=demands[0].organisation)
    browser = Client()
    browser.force_login(contact)
    assert browser.get("/demands/export/?part=ratings").status_code == 403
    assert caller(client, contact)("get", "/demands/export/ratings", raw=True).status_code == 403
