"""Rights of people who are no record of their own: contacts of firms in demands, visits, filings, organisations."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_person, make_record, make_region

from duijie.common import clock
from duijie.common.domain.jobs import start_job
from duijie.common.jobs import run_waiting_jobs
from duijie.common.models import AuditEvent, Job
from duijie.demands.domain import contact_retention
from duijie.demands.models import CaseEvent, Demand, DemandContact, Filing, Visit
from duijie.demands.registers import DEMANDS
from duijie.demands.visit_register import VISITS
from duijie.registry.contacts import contact_columns
from duijie.registry.domain.personal_copies import make_copy
from duijie.registry.domain.personal_requests import ask, take_request_step
from duijie.registry.domain.records import add_record, edit_record
from duijie.registry.models import ContactHold, Organisation, Person, PersonalRequest
from duijie.registry.purposes import PURPOSES

pytestmark = pytest.mark.django_db
NAME, PHONE, MAIL = "阮冒初", "139 1234-5678", "ruan@firm.example"
CONTACT = {"name": NAME, "phone": "13912345678", "email": MAIL, "unit": "云溪轴承厂"}
KINDS = {"organisation": 1, "demand": 2, "visit": 1, "demandcontact": 1, "filing": 1}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


class Office:
    """A county whose tables name one contact in every kind of row, and a namesake at another firm."""

    def __init__(self) -> None:
        self.region = make_region()
        self.by = make_user(role="county_officer", area=self.region.north)
        self.firm = make_organisation(
            name=CONTACT["unit"], area=self.region.north, contact_name=NAME, contact_phone=PHONE
        )
        self.other = make_organisation(
            name="北渡阀门厂", area=self.region.north, contact_name=NAME, contact_phone="13800000000"
        )
        values = {
            "title": "轴承降噪", "kind": "technology", "body": "噪声大", "organisation": self.firm, "language": "zh",
            "contact_name": NAME, "contact_phone": PHONE, "source": "behalf", "asked_by": NAME, "agreed_how": "phone",
        }  # fmt: skip
        self.demand = add_record(register=DEMANDS, values=values, by=self.by)
        said = {"contact_name": "别人", "contact_phone": "0571-88880000"}
        self.before = add_record(register=DEMANDS, values={**values, "title": "密封", "asked_by": "别人"}, by=self.by)
        edit_record(register=DEMANDS, record=self.before, version=1, values=said, by=self.by)  # earlier states name him
        self.visit = make_record(
            VISITS, title="走访", organisation=self.firm, area=self.region.north, contact_name=NAME, contact_phone=PHONE
        )
        self.talk = DemandContact.objects.create(
            demand=self.demand, side="enterprise", channel="phone", spoken_with=f"{NAME} 总工", summary="愿意合作"
        )
        (settings.MEDIA_ROOT / "filings").mkdir(parents=True)
        (settings.MEDIA_ROOT / "filings" / "licence.png").write_bytes(b"picture")
        self.filing = Filing.objects.create(
            kind="account", number="1", firm_name=CONTACT["unit"], uscc="91330100799655058B", area=self.region.north,
            contact_name=NAME, contact_phone=PHONE, email=MAIL.upper(), proof="filings/licence.png",
            proof_name=f"{NAME}.png", digest="1", submission="1", expires_at=clock.now(),
        )  # fmt: skip

    def ask(self, kind: str, **more: Any) -> PersonalRequest:
        contact = {**CONTACT, **more.pop("contact", {})}
        return ask(kind=kind, by=self.by, area=self.region.north, contact=contact, **more)

    def do(self, request: PersonalRequest, verb: str = "fulfil") -> PersonalRequest:
        return take_request_step(request=request, verb=verb, by=self.by, reason="本人要求")


@pytest.fixture
def office() -> Office:
    return Office()


def everything() -> str:
    """All that the tables say, requests and holds left out."""
    tables = (Demand, Demand.history.model, Visit, Visit.history.model, DemandContact, Filing, Organisation,
              Organisation.history.model)  # fmt: skip
    return str([list(one.objects.values()) for one in tables])


def test_erased_contacts_stand_nowhere_not_even_in_earlier_states(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    request = office.ask("deletion")
    page = browser_of(office.by).get(f"/privacy/requests/{request.pk}/").content.decode()
    assert all(one in page for one in (NAME, "13912345678"))
    with django_capture_on_commit_callbacks(execute=True):
        done = office.do(request)
    assert list((settings.MEDIA_ROOT / "filings").iterdir()) == []
    assert (done.state, done.outcome, done.contact_name, done.contact_phone) == ("done", "erased", "", "")
    said = everything()
    assert said.count(NAME) == 2  # the namesake at the other firm, and how that row began
    assert [one for one in (PHONE, MAIL, MAIL.upper(), "licence.png") if one in said] == []
    assert "0571-88880000" in said
    assert "13800000000" in said
    office.other.refresh_from_db()
    assert office.other.contact_name == NAME
    event = AuditEvent.objects.get(verb="personal_request.contacts")
    assert {noun: event.detail[f"contacts_{noun}"] for noun in KINDS} == KINDS
    assert NAME not in str(event.detail) + event.target_label
    assert Demand.objects.get(pk=office.demand.pk).version == office.demand.version + 1


def test_restricted_contacts_are_shown_nowhere_until_it_is_lifted(office: Office) -> None:
    before = everything()
    request = office.do(office.ask("restriction"))
    assert (request.outcome, everything().count(NAME), ContactHold.objects.count()) == ("restricted", 2, 1)
    browser = browser_of(office.by)
    pages = [f"/demands/{office.demand.pk}/", f"/demands/{office.demand.pk}/history/", f"/visits/{office.visit.pk}/"]
    for address in pages:
        assert PHONE not in browser.get(address).content.decode()
    assert office.do(request, "lift").state == "lifted"
    assert (everything().count(NAME) >= before.count(NAME), ContactHold.objects.count()) == (True, 0)
    office.demand.refresh_from_db()
    office.talk.refresh_from_db()
    assert (office.demand.contact_phone, office.demand.asked_by) == (PHONE, NAME)
    assert office.talk.spoken_with == f"{NAME} 总工"


def test_a_correction_is_written_everywhere_at_once(office: Office) -> None:
    with pytest.raises(ValidationError) as refused:
        office.ask("correction")
    assert set(refused.value.error_dict) == {"right_name"}
    office.do(office.ask("correction", corrected={"name": "阮茂初", "phone": "13900001111"}))
    firm, demand = Organisation.objects.get(pk=office.firm.pk), Demand.objects.get(pk=office.demand.pk)
    told = [
        (row.contact_name, row.contact_phone) for row in (demand, Visit.objects.get(), Filing.objects.get(), firm)
    ]  # fmt: skip
    assert told == [("阮茂初", "13900001111")] * 4
    assert Demand.objects.get(pk=office.before.pk).contact_name == "别人"


def test_a_copy_has_all_rows_and_only_the_office_of_the_area_gets_it(office: Office) -> None:
    stranger = make_user(role="county_officer", area=office.region.south)
    keeper = make_user(role="system_administrator")
    with pytest.raises(PermissionDenied):
        ask(kind="copy", by=stranger, area=office.region.north, contact=CONTACT)
    with pytest.raises(ValidationError) as refused:
        office.ask("copy", contact={"phone": "", "email": "", "unit": ""})
    assert set(refused.value.error_dict) == {"name"}
    request = office.ask("copy", contact={"phone": "", "email": ""})  # name with unit is enough for the office
    make_copy(request_id=request.pk, by=office.by)
    answer = browser_of(office.by).get(f"/privacy/requests/{request.pk}/copy/")
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        said = json.loads(archive.read("data.json"))
    text = json.dumps(said, ensure_ascii=False)
    assert (PHONE in text, "13800000000" in text, "愿意合作" in text) == (True, False, False)
    assert sum(len(rows) for rows in said.values()) >= 6
    for other in (stranger, keeper):
        assert browser_of(other).get(f"/privacy/requests/{request.pk}/").status_code == 404
    elsewhere = ask(
        kind="deletion", by=make_user(role="county_officer", area=office.region.south), area=office.region.south,
        contact=CONTACT,
    )  # fmt: skip
    before = everything()
    take_request_step(
        request=elsewhere, verb="fulfil", by=make_user(role="county_officer", area=office.region.south), reason="是"
    )
    assert everything() == before  # another county's request does not reach here


def test_an_account_and_a_person_take_their_contacts_along(office: Office) -> None:
    account = make_user(role="firm_contact", organisation=office.firm, name=NAME, mobile="13912345678")
    request = ask(kind="copy", by=account)
    make_copy(request_id=request.pk, by=account)
    answer = browser_of(account).get(f"/privacy/requests/{request.pk}/copy/")
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert "轴承降噪" not in archive.read("data.json").decode()
        assert PHONE in archive.read("data.json").decode()
    # Somebody with the same number and another name is another: nobody has looked at this request.
    impostor = make_user(role="expert", name="旁人", mobile=None, email=MAIL)
    request = ask(kind="copy", by=impostor)
    make_copy(request_id=request.pk, by=impostor)
    answer = browser_of(impostor).get(f"/privacy/requests/{request.pk}/copy/")
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
        assert PHONE not in archive.read("data.json").decode()
    person = make_person(name=NAME, mobile="13912345678", area=office.region.north)
    done = office.do(ask(kind="deletion", person=person, by=office.by))
    assert (done.outcome, Person.objects.get(pk=person.pk).name) == ("erased", f"#{person.pk}")
    assert PHONE not in everything()


def test_an_office_enters_it_on_a_page(office: Office) -> None:
    browser = browser_of(office.by)
    assert "/privacy/requests/contact/" in browser.get("/privacy/requests/").content.decode()
    form = {"kind": "deletion", "area": office.region.north.code, "name": NAME, "unit": office.firm.name}
    refused = browser.post("/privacy/requests/contact/", {**form, "unit": ""})
    assert (refused.status_code, PersonalRequest.objects.count()) == (200, 0)
    address = browser.post("/privacy/requests/contact/", form).headers["Location"]
    page = browser.get(address).content.decode()
    assert (NAME in page, "13912345678" in page) == (True, False)
    assert NAME not in browser.get("/privacy/requests/").content.decode()
    for role in ("system_administrator", "expert"):
        other = browser_of(make_user(role=role))
        assert other.get("/privacy/requests/contact/").status_code == 403
        assert "/privacy/requests/contact/" not in other.get("/privacy/requests/").content.decode()


def test_contacts_are_erased_when_their_time_is_over_and_not_before(office: Office) -> None:
    day = clock.now()
    Demand.objects.filter(pk__in=[office.demand.pk, office.before.pk]).update(state="closed", updated_at=day)
    CaseEvent.objects.create(demand=office.demand, verb="close", before="solved", after="closed", at=day)
    Visit.objects.update(visited_on=day.date())
    Filing.objects.update(state="refused", decided_at=day)
    others = {"open": make_record(DEMANDS, title="未了", contact_phone=PHONE, area=office.region.north)}
    with clock.at(day + timedelta(days=3 * 365 - 1)):
        assert set(contact_retention.expire_old_contacts().values()) == {0}
    with clock.at(day + timedelta(days=3 * 366)):
        Demand.objects.filter(pk=office.demand.pk).update(updated_at=clock.now())  # a word was corrected: no new term
        for number in range(2):  # done again it does nothing
            start_job(kind=contact_retention.JOB, params={}, by=None, key=f"again-{number}")
            run_waiting_jobs()
        results = [one.result for one in Job.objects.filter(kind=contact_retention.JOB).order_by("created_at")]
        assert results == [
            {"contacts": 1, "visits": 1, "filings": 1, "demands": 2},
            {"contacts": 0, "visits": 0, "filings": 0, "demands": 0},
        ]
    rows = [
        *Demand.objects.exclude(pk=others["open"].pk).values(), *Visit.objects.values(), *Visit.history.values(),
        *Demand.history.exclude(id=others["open"].pk).values(), *DemandContact.objects.values(),
        *Filing.objects.values(),
    ]  # fmt: skip
    assert [one for one in (NAME, PHONE, MAIL.upper(), "licence") if one in str(rows)] == []
    others["open"].refresh_from_db()
    assert others["open"].contact_phone == PHONE
    told = AuditEvent.objects.filter(verb="contact.expire").order_by("pk").values_list("detail", flat=True)
    assert list(told) == [
        {"contacts_demandcontact": 1}, {"contacts_visit": 1}, {"contacts_filing": 1}, {"contacts_demand": 2},
    ]  # fmt: skip
    Filing.objects.update(contact_phone=PHONE)
    settings_years = settings.DUIJIE_CONTACT_YEARS
    try:
        settings.DUIJIE_CONTACT_YEARS = 5
        with clock.at(day + timedelta(days=4 * 366)):
            assert contact_retention.expire_old_contacts()["filings"] == 0
        assert "5" in browser_of(office.by).get("/privacy/").content.decode()
    finally:
        settings.DUIJIE_CONTACT_YEARS = settings_years


PERSONAL = {
    "name", "mobile", "email", "contact", "contact_name", "contact_phone", "contact_email", "asked_by", "spoken_with",
    "objector", "addressee", "signer", "lead", "by_name", "visitor_name", "scan", "scan_name", "proof", "proof_name",
    "latitude", "longitude", "ip", "username",
}  # fmt: skip
OF_THINGS = {
    "common.calendarday.name", "common.importbatch.name", "common.sitesettings.name", "accounts.apitoken.name",
    "accounts.department.name", "registry.area.name", "registry.organisation.name", "registry.attachment.name",
    "registry.savedview.name", "registry.formername.name", "demands.clockpolicy.name", "demands.externalsystem.name",
    "programmes.programme.name", "programmes.round.name", "programmes.round.contact",
    "programmes.applicationpaper.name", "programmes.agreementtemplate.name", "programmes.yieldevidence.name",
    "programmes.worklogphoto.name", "matching.listfile.name", "matching.lexiconimport.name",
    "indicators.reporttemplate.name", "registry.personalrequest.contact_name",
    "registry.personalrequest.contact_phone", "registry.personalrequest.contact_email",
}  # fmt: skip
"""Names of things, numbers of offices, and what a request says of whose data it is: it goes with the request."""
OTHERWISE = {"accounts", "experts", "applications", "postings", "audit", "positions"}
"""Purposes whose people have an account or a record of their own, which ``erasure`` reaches, or are in papers that must
be kept (``handle-personal-data.md`` says so); and positions, which go with their consent."""


def test_every_personal_column_of_every_model_has_a_purpose_and_every_contact_its_rights() -> None:
    own = [one for one in apps.get_models() if one.__module__.startswith("duijie.")]
    own = [one for one in own if not one.__name__.startswith("Historical")]
    personal = {
        f"{model._meta.label_lower}.{column.name}"
        for model in own
        for column in model._meta.concrete_fields
        if not column.is_relation and (column.name in PERSONAL or isinstance(column, models.EmailField))
    }
    told = {name for one in PURPOSES.values() for name in one.fields}
    assert {one for one in personal - OF_THINGS if one.partition(".")[2] not in told} == set()
    there = {f"{model._meta.model_name}.{column.name}" for model in own for column in model._meta.concrete_fields}
    assert told - there == set()
    reached = {f"{one.noun}.{column}" for one in contact_columns() for column in one.columns}
    asked = {name for key, one in PURPOSES.items() if key not in OTHERWISE for name in one.fields}
    assert asked - reached == set()


def browser_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client
