"""What persons ask about their data: copy, correction, deletion, restriction; by themselves and through the office."""

import json
import zipfile
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_expert, make_organisation, make_region

from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.matching.domain.proposals import propose
from duijie.matching.models import SupplyKind
from duijie.registry.domain.annexes import add_attachment, add_comment
from duijie.registry.domain.personal_copies import KEEP, make_copy, remove_old_copies
from duijie.registry.domain.personal_requests import ask, take_request_step
from duijie.registry.domain.record_parts import add_part
from duijie.registry.domain.records import edit_record
from duijie.registry.models import Attachment, Comment, Person, PersonalRequest, Work
from duijie.registry.registers.persons import EXPERTS, PERSONS, WORKS

pytestmark = pytest.mark.django_db
NAME, PHONE = "阮冒初", "13912345678"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


@pytest.fixture
def person(region, officer):
    made = make_expert(name=NAME, mobile="", organisation=make_organisation(area=region.north), area=region.north)
    values = {"mobile": PHONE, "profile": f"{NAME}，低温密封"}
    made = edit_record(register=EXPERTS, record=made, version=1, values=values, by=officer, reason=NAME)
    add_part(register=EXPERTS, part=WORKS, record=made, version=2, values={"kind": "paper", "title": NAME}, by=officer)
    made.refresh_from_db()
    return made


def browser_of(user):
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def everything():
    """All that the tables say of the person, row by row as text."""
    rows = [*Person.objects.values(), *Person.history.values(), *Work.objects.values(), *Comment.objects.values()]
    return [str(one) for one in (*rows, *Attachment.objects.values(), *PersonalRequest.objects.values())]


def test_erased_means_nothing_says_who_it_was(person, officer):
    add_comment(register=PERSONS, record=person, text=f"{NAME}来过", by=officer)
    file = add_attachment(register=PERSONS, record=person, name=f"{NAME}.txt", chunks=[b"x"], by=officer)
    asked = ask(kind="deletion", person=person, words=f"{NAME}要求删除", by=officer)
    with pytest.raises(ValidationError) as refused:
        ask(kind="deletion", person=person, by=officer)
    assert refused.value.code == "twice"
    with pytest.raises(ValidationError) as refused:
        take_request_step(request=asked, verb="fulfil", by=officer)
    assert set(refused.value.error_dict) == {"reason"}
    done = take_request_step(request=asked, verb="fulfil", by=officer, reason="本人要求")
    assert (done.state, done.outcome) == ("done", "erased")
    assert [one for one in everything() if NAME in one or PHONE in one] == []
    assert Attachment.objects.get(pk=file.pk).removed_at is not None
    audit = str(list(AuditEvent.objects.exclude(verb="personal_data.read").values("target_label", "detail", "verb")))
    assert [one for one in (NAME, PHONE) if one in audit] == []
    assert "person.erase" in audit


def test_what_business_needs_is_kept_and_used_for_nothing(person, officer, region):
    demand = make_demand(organisation=make_organisation(area=region.north), state="published")
    propose(demand=demand, kind=SupplyKind.EXPERT, supply=person.pk, by=officer)
    asked = ask(kind="deletion", person=person, by=officer)
    done = take_request_step(request=asked, verb="fulfil", by=officer, reason="有对接记录，依法保留")
    assert done.outcome == "restricted"
    assert (Person.objects.get(pk=person.pk).mobile, Person.objects.visible_to(officer).count()) == (PHONE, 0)
    browser = browser_of(officer)
    for address in (
        f"/persons/{person.pk}/", f"/experts/{person.pk}/history/", "/persons/?archived=all", "/experts/?q=阮",
        "/persons/export/?format=csv&archived=all", "/search/?q=阮冒初", f"/api/v1/persons/{person.pk}",
        f"/privacy/requests/{asked.pk}/",
    ):  # fmt: skip
        assert PHONE not in browser.get(address).content.decode("utf-8-sig", "replace"), address
    assert NAME not in browser.get("/persons/?archived=all").content.decode()
    lifted = take_request_step(request=asked, verb="lift", by=officer, reason="本人要求恢复")
    assert (lifted.state, Person.objects.visible_to(officer).get(pk=person.pk).archived_at) == ("lifted", None)


def test_a_copy_of_all_that_is_held_is_made_for_whoever_asked_and_expires(person, officer, region):
    account = make_user(role="expert", organisation=person.organisation, mobile="13500001111")
    Person.objects.filter(pk=person.pk).update(account=account)
    asked = ask(kind="copy", by=account)
    assert (asked.person_id, asked.account_id) == (person.pk, account.pk)
    browser_of(officer).get(f"/persons/{person.pk}/")  # who read it is in the copy
    make_copy(request_id=asked.pk, by=account)
    make_copy(request_id=asked.pk, by=account)  # the worker died and begins anew
    mine = browser_of(account).get(f"/privacy/requests/{asked.pk}/copy/")
    with zipfile.ZipFile(BytesIO(b"".join(mine.streaming_content))) as archive:
        text = archive.read("data.json").decode()
        sheet = openpyxl.load_workbook(BytesIO(archive.read("data.xlsx"))).active
    said = json.loads(text)
    assert [one in text for one in (NAME, PHONE, "13500001111", str(officer))] == [True] * 4
    assert '"password"' not in text
    assert sum(len(row) for rows in said.values() for row in rows) == sheet.max_row - 1
    assert browser_of(officer).get(f"/privacy/requests/{asked.pk}/copy/").status_code == 404
    assert browser_of(make_user(role="expert")).get(f"/privacy/requests/{asked.pk}/").status_code == 404
    with clock.at(clock.now() + KEEP * 2):
        assert remove_old_copies() == 1
        assert browser_of(account).get(f"/privacy/requests/{asked.pk}/copy/").status_code == 404


def test_nobody_decides_on_the_own_data_or_elsewhere(person, officer, region):
    Person.objects.filter(pk=person.pk).update(account=officer)
    asked = ask(kind="restriction", by=officer)
    stranger = make_user(role="county_officer", area=region.south)
    for user in (officer, stranger, make_user(role="system_administrator")):
        with pytest.raises(PermissionDenied):
            take_request_step(request=asked, verb="fulfil", by=user, reason="是")
    person.refresh_from_db()
    with pytest.raises(PermissionDenied):
        ask(kind="copy", person=person, by=stranger)
    chief = make_user(role="city_officer", area=region.city)
    assert take_request_step(request=asked, verb="refuse", by=chief, reason="在聘").state == "refused"
    with pytest.raises(ValidationError) as refused:
        take_request_step(request=asked, verb="withdraw", by=officer)
    assert refused.value.code == "state"
    with pytest.raises(ValidationError) as refused:
        ask(kind="correction", by=officer)
    assert set(refused.value.error_dict) == {"words"}


def test_an_account_without_a_person_ends_and_the_last_administrator_stays():
    user, keeper = make_user(mobile="13700001111", email="a@b.cn"), make_user(role="system_administrator")
    asked = ask(kind="deletion", by=user)
    done = take_request_step(request=asked, verb="fulfil", by=keeper, reason="本人要求")
    user.refresh_from_db()
    assert (done.outcome, user.is_active, user.mobile, user.email) == ("restricted", False, None, "")
    last = ask(kind="deletion", by=make_user(role="security_administrator"))
    with pytest.raises(ValidationError) as refused:
        take_request_step(request=last, verb="fulfil", by=keeper, reason="本人要求")
    assert refused.value.code == "last"


def test_pages_of_asking_and_deciding(person, officer):
    browser = browser_of(officer)
    assert "/privacy/requests/ask/?person=" in browser.get(f"/persons/{person.pk}/").content.decode()
    address = browser.post(f"/privacy/requests/ask/?person={person.pk}", {"kind": "restriction"}).headers["Location"]
    assert address in browser.get("/").content.decode()
    assert browser.post(f"{address}fulfil/", {"reason": "本人要求"}).status_code == 302
    page = browser.get("/privacy/requests/?kind=restriction")
    assert (page.context["table"].page.paginator.count, NAME in page.content.decode()) == (1, False)
    assert "本人要求" in browser.get("/privacy/requests/export/?format=csv").content.decode("utf-8-sig")
