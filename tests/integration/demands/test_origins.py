"""Where a demand comes from: an event, or somebody who files it on behalf of the firm; on every surface alike."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common.domain.imports import add_pasted_import, apply_import, preview_import
from duijie.common.domain.queries.imports import find_import, list_rows
from duijie.common.importing.nouns import RowToWrite
from duijie.common.jobs import run_job
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.indicators.counting import Basis, Cut
from duijie.indicators.domain.queries.funnel import funnel_of
from duijie.indicators.periods import Period
from duijie.messaging.models import Message
from duijie.registry.domain.record_lists import as_json, write_records
from duijie.registry.domain.records import add_record, edit_record

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
EVENT = {"source": "event", "event_name": "云溪轴承产学研对接会", "event_on": date(2026, 3, 5), "event_place": "科技馆"}
BEHALF = {"source": "behalf", "asked_by": "李工", "agreed_how": "phone"}


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def firm(region):
    return make_organisation(name="云溪恒力轴承有限公司", area=region.north)


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def liaison(firm):
    return make_user(role="liaison_officer", organisation=firm)


def said(firm, **more):
    return {"title": "钢球裂纹", "body": "淬火后有裂纹", "organisation": firm, "found_on": date(2026, 3, 6), **more}


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        (EVENT, {}), (BEHALF, {}), ({"source": "event"}, {}),
        ({"source": "behalf"}, {"asked_by": "required", "agreed_how": "required"}),
        ({**EVENT, "event_name": ""}, {"event_name": "required"}),
        ({**EVENT, "source": "visit"}, dict.fromkeys(("event_name", "event_on", "event_place"), "idle")),
        ({**BEHALF, "source": ""}, {"asked_by": "idle", "agreed_how": "idle"}),
    ],
)  # fmt: skip
def test_particulars_go_with_their_source_and_a_filing_on_behalf_says_who_and_how(firm, officer, more, wrong):
    if not wrong:
        made = add_record(register=DEMANDS, values=said(firm, **more), by=officer)
        assert {name: getattr(made, name) for name in more} == more
        return
    with pytest.raises(ValidationError) as caught:
        add_record(register=DEMANDS, values=said(firm, **more), by=officer)
    assert {name: errors[0].code for name, errors in caught.value.error_dict.items()} == wrong


def test_a_liaison_officer_files_on_behalf_from_the_page_of_the_firm_and_the_case_says_it(firm, liaison, officer):
    client = Client()
    client.force_login(liaison)
    address = f"{reverse('record_add', args=['demands'])}?source=behalf&organisation={firm.name}"
    assert address.replace("&", "&amp;").partition("organisation=")[0] in client.get(
        reverse("organisation_detail", args=[firm.pk])
    ).content.decode()  # fmt: skip
    form = client.get(address).context["form"]
    assert (form["source"].value(), form["organisation"].value()) == ("behalf", firm.name)
    sent = {**said(firm.name, **BEHALF, found_on="2026-03-06"), "kind": "technology", "language": "zh"}
    sent |= {"disclosure": "internal"}
    answer = client.post(address, sent)
    demand = Demand.objects.get()
    assert (answer.status_code, demand.source, demand.area) == (302, "behalf", firm.area)
    page = client.get(reverse("record_detail", args=["demands", demand.pk])).content.decode()
    assert ("李工" in page, "电话" in page) == (True, True)
    client.force_login(make_user(role="firm_contact", organisation=firm))
    assert "source=behalf" not in client.get(reverse("organisation_detail", args=[firm.pk])).content.decode()


def test_the_firm_is_told_once_of_what_is_filed_on_its_behalf_by_hand_by_change_or_by_list(region, firm, officer):
    contact, other = (make_user(role="firm_contact", organisation=firm) for _each in range(2))
    make_user(role="firm_contact", organisation=make_organisation(area=region.north))
    made = add_record(register=DEMANDS, values=said(firm, **BEHALF), by=officer)
    own = add_record(register=DEMANDS, values=said(firm, source="enterprise", title="自己填报"), by=contact)

    def told():
        rows = Message.objects.filter(kind="demand.filed_for").order_by("target_id", "account")
        return [(int(one.target_id), one.account) for one in rows]

    assert told() == [(made.pk, contact), (made.pk, other)]
    text = Message.objects.filter(kind="demand.filed_for", account=contact).get().texts
    assert "云溪恒力轴承有限公司" in text["zh-hans"]["body"]
    assert "电话" in text["zh-hans"]["body"]
    assert "by telephone" in text["en"]["body"]
    made = edit_record(register=DEMANDS, record=made, version=made.version, values={"title": "改了"}, by=officer)
    assert len(told()) == 2
    edit_record(register=DEMANDS, record=own, version=own.version, values=BEHALF, by=officer)
    assert told()[2:] == [(own.pk, contact), (own.pk, other)]
    values = {**as_json(DEMANDS, made), **BEHALF, "title": "来自清单"}
    values.pop("archived_at")
    rows = [RowToWrite(number, dict(values, title=f"来自清单{number}"), None, None, False) for number in (2, 3)]
    with CaptureQueriesContext(connection) as asked:
        write_records(DEMANDS, rows, area=region.north, by=officer, reason="清单")
    assert len(told()) == 8
    assert sum("accounts_membership" in one["sql"] and "firm_contact" in one["sql"] for one in asked) == 1


def test_whoever_asked_is_named_only_to_those_who_reach_the_demand(region, firm, client):
    made = make_demand(organisation=firm, state="published", **BEHALF)
    elsewhere = caller(client, make_user(role="county_officer", area=region.south))
    near = caller(client, make_user(role="county_officer", area=region.north))
    assert [one("get", f"/demands/{made.pk}")[1]["asked_by"] for one in (elsewhere, near)] == ["", "李工"]


def test_the_api_takes_both_and_a_body_that_contradicts_itself_is_refused(firm, officer, client):
    call = caller(client, officer)
    body = {
        "title": "钢球裂纹",
        "body": "淬火后有裂纹",
        "organisation": firm.name,
        "kind": "technology",
        "language": "zh",
    }
    status, made = call("post", "/demands", {**body, **EVENT, "event_on": "2026-03-05"})
    assert (status, made["event_name"], made["event_on"]) == (201, EVENT["event_name"], "2026-03-05")
    status, problem = call("post", "/demands", {**body, **BEHALF, "source": "visit"})
    assert (status, sorted(one["field"] for one in problem["errors"])) == (422, ["agreed_how", "asked_by"])


@pytest.mark.django_db(transaction=True)
def test_a_list_brings_both_and_the_funnel_counts_by_source(region, firm, officer):
    text = (
        "需求名称\t需求单位\t需求内容\t征集日期\t需求来源\t活动名称\t活动日期\t委托人\t委托方式\n"
        "钢球裂纹\t云溪恒力轴承有限公司\t裂纹\t2026-03-06\t对接会\t轴承对接会\t2026-03-05\t\t\n"
        "噪声偏大\t云溪恒力轴承有限公司\t噪声\t2026-03-06\t代企业填报\t\t\t李工\t书面盖章\n"
        "油脂流失\t云溪恒力轴承有限公司\t油脂\t2026-03-06\t代企业填报\t\t\t\t\n"
    )
    batch = add_pasted_import(noun="demands", area=region.north, text=text, by=officer)
    run_job(preview_import(batch=batch, by=officer).pk)
    rows = [
        (row.row, sorted(e["field"] for e in row.errors)) for row in list_rows(find_import(by=officer, pk=batch.pk))
    ]
    assert rows == [(2, []), (3, []), (4, ["agreed_how", "asked_by"])]
    run_job(apply_import(batch=find_import(by=officer, pk=batch.pk), by=officer).pk)
    kept = Demand.objects.order_by("pk").values_list("source", "event_name", "asked_by", "agreed_how")
    assert list(kept) == [("event", "轴承对接会", "", ""), ("behalf", "", "李工", "written")]
    year = Period(date(2026, 1, 1), date(2026, 12, 31))
    funnel = funnel_of(region.north, year, basis=Basis.FOUND, cut=Cut.SOURCE, by=officer)
    assert {row.key: row.count("found") for row in funnel.rows} == {"event": 1, "behalf": 1}
