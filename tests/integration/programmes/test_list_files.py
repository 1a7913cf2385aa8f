"""Lists of objections, owners of firms and pairs of a plan: filtered, ordered, handed out as they are seen."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.factories.accounts import make_user
from tests.factories.postings import make_certificate, make_host, make_need, make_posted
from tests.functional.pages import PageText

from duijie.common.models import AuditEvent
from duijie.programmes.domain.postings import plans
from duijie.programmes.domain.postings.owners import note_owner
from duijie.programmes.domain.postings.plan_reading import read_facts
from duijie.programmes.models import FirmOwner, Objection, PostingPair

pytestmark = pytest.mark.django_db


@pytest.fixture
def posted():
    return make_posted()


@pytest.fixture
def page(client, posted):
    """The page that the city's officer, or ``by``, gets."""

    def get(name, *args, by=posted.city, status=200, **query):
        client.force_login(by)
        answer = client.get(reverse(name, args=args), query)
        assert answer.status_code == status, (name, answer.status_code)
        return answer

    return get


def lines(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def shown(answer, column):
    return [row.get_cell_value(column) for row in answer.context["table"].page.object_list]


def test_pairs_of_a_plan(posted, page, client):
    needs = [make_need(posted, make_host(posted, name=name)) for name in ("阀门厂", "缝纫机厂", "竹艺社")]
    people = [make_certificate(posted, of_person={"field": "manufacturing"}) for _number in range(2)]
    plan = plans.start_plan(call=posted.call, by=posted.city)
    plans.compute_plan(plan_id=plan.pk, by=posted.city)
    plan.refresh_from_db()
    north = posted.region.north
    assert read_facts(posted.call, []).names["area", north.pk] == north.name  # what a breach of its limit calls it
    every = page("posting_plan", plan.pk)
    assert len(shown(every, "host")) == PostingPair.objects.count() > len(needs)
    assert PageText(every.content.decode()).faults == []
    assert set(shown(page("posting_plan", plan.pk, q="竹艺"), "host")) == {"竹艺社"}
    chosen = page("posting_plan", plan.pk, standing="yes", sort="-who")
    names = shown(chosen, "who")
    assert (len(names), names) == (plan.result["chosen"], sorted(names, reverse=True))
    answer = page("posting_plan_export", plan.pk, format="csv", standing="yes", sort="-who")
    assert [line[2] for line in lines(answer)[1:]] == names
    assert lines(answer)[0][-1] == str(chosen.context["table"].columns["change"].header)
    book = load_workbook(io.BytesIO(page("posting_plan_export", plan.pk, q="竹艺").content))
    assert book.active.max_row == 1 + len(people)
    pair = PostingPair.objects.filter(is_chosen=True).first()
    address = f"{reverse('posting_plan_change', args=[plan.pk])}?standing=yes"
    assert f'action="{address}"' in page("posting_plan", plan.pk, standing="yes").content.decode()
    sent = client.post(address, {"pair": pair.pk, "version": plan.version})
    assert sent["Location"].endswith("?standing=yes")  # the list stays as it was filtered
    assert shown(page("posting_plan", plan.pk, standing="hand"), "host") == [pair.need.host.name]
    assert AuditEvent.objects.filter(verb="posting_plan.export", target_id=plan.pk).count() == 2
    page("posting_plan_export", plan.pk, by=posted.county, status=403)


def test_owners_of_firms(posted, page):
    firms = [make_host(posted, name=name) for name in ("阀门厂", "缝纫机厂")]
    person = make_certificate(posted, name="邢墨").application.person
    note_owner(firm=firms[0], person=person, source="登记信息", by=posted.city)
    one = _queries(page, "firm_owner_list")
    note_owner(firm=firms[1], unit=posted.home, source="年报", by=posted.city)
    note_owner(firm=firms[1], person=person, source="年报", by=posted.city)
    assert _queries(page, "firm_owner_list") == one
    listed = page("firm_owner_list", sort="firm")
    assert (shown(listed, "firm")[-1].name, PageText(listed.content.decode()).faults) == ("阀门厂", [])
    assert shown(page("firm_owner_list", kind="unit"), "owner") == [posted.home.name]
    assert len(shown(page("firm_owner_list", q="邢墨 年报"), "owner")) == 1
    told = lines(page("firm_owner_export", format="csv", kind="person", sort="firm"))
    assert [line[:3] for line in told[1:]] == [
        [name, posted.region.north.name, "邢墨"] for name in ("缝纫机厂", "阀门厂")
    ]
    assert len(told[0]) == len(told[1]) == 6  # no column for the button
    elsewhere = make_user(role="county_officer", area=posted.region.south)
    assert len(lines(page("firm_owner_export", format="csv", by=elsewhere))) == 1
    page("firm_owner_export", by=make_user(role="commissioner", organisation=posted.home), status=403)
    assert FirmOwner.objects.count() == 3


def test_objections(posted, page):
    for name in ("阮联", "邢墨"):
        application = make_certificate(posted, name=name).application
        Objection.objects.create(
            application=application, objector="某甲", contact="13800000000", statement="材料不实", submission=name
        )
    answer = page("objection_export", format="csv", q="邢墨", state="open")
    assert [line[0] for line in lines(answer)[1:]] == ["邢墨"]
    whole = page("objection_export", format="csv", sort="person").content.decode()
    assert "某甲" not in whole and "13800000000" not in whole  # noqa: PT018
    assert reverse("objection_export") in page("objection_list").content.decode()
    page("objection_export", by=posted.county, status=403)
    assert AuditEvent.objects.filter(verb="objection.export").count() == 2


def _queries(page, name):
    page(name)
    with CaptureQueriesContext(connection) as found:
        page(name)
    return len(found)
