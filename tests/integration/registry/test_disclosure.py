"""Tiers of disclosure: public summary, all who have signed in, after the owner's consent – on every surface."""

import io
import re
from datetime import timedelta
from functools import partial
from itertools import product

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_achievement, make_expert, make_organisation, make_region

from duijie.accounts.roles import ROLES, Reach
from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.matching.domain.proposals import propose
from duijie.matching.models import SupplyKind
from duijie.registry.domain.access_requests import ask_access, expire_access, take_access_step
from duijie.registry.domain.queries.records import count_living, list_records
from duijie.registry.domain.queries.summaries import list_summaries, shown
from duijie.registry.domain.records import add_record
from duijie.registry.models import AccessRequest, Achievement
from duijie.registry.registers.achievements import ACHIEVEMENTS

pytestmark = pytest.mark.django_db
SECRET = "密封圈配方"
TIERS = ("internal", "consent", "registered")


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def firm(region):
    return make_organisation(name="北渡阀门有限公司", area=region.north)


@pytest.fixture
def rows(firm):
    """A demand and an achievement of each tier."""
    made = {}
    for tier, key in product(TIERS, ("demands", "achievements")):
        said = {
            "title": f"{SECRET}{tier}{key}", "body": SECRET, "disclosure": tier,
            "public_title": f"某企业低温难题{tier}",
            "public_summary": "低温下泄漏", "organisation": firm,
        }  # fmt: skip
        make = make_achievement if key == "achievements" else partial(make_demand, state="published")
        made[key, tier] = make(**said)
    return made


@pytest.fixture
def expert(region):
    return make_user(role="expert", organisation=make_organisation(name="省阀门研究院", area=region.south))


@pytest.fixture
def contact(firm):
    return make_user(role="firm_contact", organisation=firm)


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


def browser_of(user=None):
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def grant(demand, asker, by, days=30):
    made = ask_access(register=DEMANDS, number=demand.pk, purpose="评估可行性", by=asker)
    return take_access_step(request=made, verb="grant", by=by, until=clock.today() + timedelta(days=days))


LISTS = ("/{key}/", "/{key}/?q={word}", "/summaries/{key}/?q={word}", "/api/v1/{key}", "/api/v1/summaries/{key}",
         "/search/?q={word}", "/{key}/export/?format=csv")  # fmt: skip
PAGES = ("/{key}/{pk}/", "/summaries/{key}/{pk}/", "/api/v1/{key}/{pk}", "/demands/{pk}/matches/",
         "/{key}/{pk}/history/", "/demands/{pk}/matches/print/",
         "/demands/{pk}/matches/export/?format=csv")  # fmt: skip


@pytest.mark.parametrize(
    "near",
    [pytest.param(True, marks=pytest.mark.slow), pytest.param(False, marks=pytest.mark.by_default_on("postgres"))],
)
def test_every_role_reads_no_more_than_its_tier_on_any_surface(region, firm, rows, near):
    elsewhere = make_organisation(name="远方公司", area=region.south)
    for role in ROLES:
        reach = ROLES[role].reach
        place = {} if reach is Reach.EVERYWHERE else {"area": region.north if near else region.south}
        if reach is Reach.ORGANISATION:
            place = {"organisation": firm if near else elsewhere}
        user = make_user(role=role, **place)
        browser, hidden = browser_of(user), {"demands": set(), "achievements": set()}
        for (key, tier), record in rows.items():
            register = DEMANDS if key == "demands" else ACHIEVEMENTS
            views = register.permission("view") in ROLES[role].permissions
            whole = views and (near or reach is Reach.EVERYWHERE or tier == "registered")
            assert list_records(register, by=user).filter(pk=record.pk).exists() is whole, (role, key, tier)
            if not whole:
                hidden[key].add(record.title)
        for key, titles in hidden.items():
            told = [browser.get(one.format(key=key, word=SECRET)) for one in LISTS]
            pk = rows[key, "consent"].pk
            told += [browser.get(one.format(key=key, pk=pk), follow=True) for one in PAGES if titles]
            for answer in told:
                text = answer.content.decode("utf-8-sig", "replace")
                assert [one for one in titles if one in text] == [], (role, key, answer.request["PATH_INFO"])
            register = DEMANDS if key == "demands" else ACHIEVEMENTS
            assert count_living(register, by=user) == list_records(register, by=user).filter(archived_at=None).count()


def test_without_an_account_only_summaries_are_read(rows, firm):
    browser = browser_of()
    for (key, tier), record in rows.items():
        status = {"internal": 404}.get(tier, 200)
        answer = browser.get(f"/summaries/{key}/{record.pk}/")
        assert (tier, answer.status_code) == (tier, status)
        assert not re.search(f"{SECRET}|{firm.name}", answer.content.decode())
    listed = browser.get("/summaries/demands/").content.decode()
    assert re.findall("某企业低温难题[a-z]+", listed) == ["某企业低温难题registered", "某企业低温难题consent"]
    Demand.objects.update(names_owner=True)
    assert firm.name in browser.get("/summaries/demands/").content.decode()
    Demand.objects.update(state="verified")
    assert (len(list_summaries(DEMANDS)), len(list(shown(list_summaries(ACHIEVEMENTS))))) == (0, 2)


def test_consent_opens_one_record_to_one_person_until_it_ends(rows, expert, contact):
    demand = rows["demands", "consent"]
    made = grant(demand, expert, contact)
    colleague = make_user(role="expert", organisation=expert.memberships.get().organisation)
    browser = browser_of(expert)
    assert SECRET in browser.get(f"/demands/{demand.pk}/").content.decode()
    assert demand.title in browser.get("/demands/").content.decode()
    fresh = type(expert).objects.get(pk=expert.pk)  # a person of another request
    assert [count_living(DEMANDS, by=one) for one in (fresh, colleague)] == [2, 1]
    assert browser.get(f"/demands/{demand.pk}/history/").status_code == 403  # open is not reached
    Demand.objects.filter(pk=demand.pk).update(disclosure="internal")
    assert browser.get(f"/demands/{demand.pk}/").status_code == 404
    Demand.objects.filter(pk=demand.pk).update(disclosure="consent")
    with clock.at(clock.now() + timedelta(days=31)):
        assert (expire_access(), expire_access()) == (1, 0)
    assert browser.get(f"/demands/{demand.pk}/").status_code == 302
    again = grant(demand, expert, contact)
    assert browser.get(f"/demands/{demand.pk}/").status_code == 200
    take_access_step(request=again, verb="revoke", by=contact, reason="合作已终止")
    assert browser.get(f"/demands/{demand.pk}/").status_code == 302
    assert list(AccessRequest.objects.order_by("pk").values_list("state", flat=True)) == ["expired", "revoked"]
    verbs = (
        AuditEvent.objects.filter(verb__startswith="access.")
        .exclude(verb="access.refused")
        .order_by("pk")
        .values_list("verb", flat=True)
    )
    assert list(verbs) == ["access.ask", "access.grant", "access.ask", "access.grant", "access.revoke"]
    assert made.record == demand.pk


def test_the_owner_decides_and_the_office_only_with_a_slip(rows, expert, contact, officer, region):
    demand, until = rows["demands", "consent"], clock.today() + timedelta(days=9)
    made = ask_access(register=DEMANDS, number=demand.pk, purpose="评估", by=expert)
    stranger = make_user(role="county_officer", area=region.south)
    for user in (expert, stranger):
        with pytest.raises(PermissionDenied):
            take_access_step(request=made, verb="grant", by=user, until=until)
    with pytest.raises(ValidationError) as refused:
        take_access_step(request=made, verb="grant", by=officer, until=until)
    assert set(refused.value.error_dict) == {"slip"}
    with pytest.raises(ValidationError) as refused:
        take_access_step(request=made, verb="refuse", by=contact)
    assert set(refused.value.error_dict) == {"reason"}
    granted = take_access_step(request=made, verb="grant", by=officer, until=until, slip="2026-17")
    assert (granted.state, granted.slip) == ("granted", "2026-17")
    with pytest.raises(ValidationError) as refused:
        take_access_step(request=made, verb="refuse", by=contact, reason="太晚")
    assert refused.value.code == "state"
    for asker, code in ((expert, "seen"), (officer, "seen")):
        with pytest.raises(ValidationError) as refused:
            ask_access(register=DEMANDS, number=demand.pk, purpose="再问", by=asker)
        assert refused.value.code == code
    take_access_step(request=made, verb="withdraw", by=expert)
    ask_access(register=DEMANDS, number=demand.pk, purpose="再问", by=expert)
    with pytest.raises(ValidationError) as refused:
        ask_access(register=DEMANDS, number=demand.pk, purpose="三问", by=expert)
    assert refused.value.code == "twice"
    for tier in ("internal", "registered"):
        with pytest.raises(Demand.DoesNotExist):
            ask_access(register=DEMANDS, number=rows["demands", tier].pk, purpose="问", by=expert)


def test_pages_of_asking_and_answering(rows, expert, contact, region):
    demand = rows["demands", "consent"]
    asker, owner = browser_of(expert), browser_of(contact)
    assert asker.get(f"/demands/{demand.pk}/").headers["Location"] == f"/summaries/demands/{demand.pk}/"
    asked = asker.post(f"/summaries/demands/{demand.pk}/ask/", {"purpose": "评估可行性"})
    address = asked.headers["Location"]
    assert SECRET not in asker.get(address).content.decode() + asker.get("/access-requests/").content.decode()
    assert address in owner.get("/").content.decode()
    assert demand.title in owner.get("/access-requests/").content.decode()
    until = (clock.today() + timedelta(days=5)).isoformat()
    assert owner.post(f"{address}grant/", {"until": until}).status_code == 302
    assert SECRET in asker.get(f"/demands/{demand.pk}/").content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(owner.get("/access-requests/export/").content)).active
    assert [sheet["A2"].value, sheet["D2"].value] == [demand.title, "评估可行性"]
    outsider = browser_of(make_user(role="county_officer", area=region.south))
    assert outsider.get(address).status_code == 404
    assert outsider.get("/api/v1/access-requests").json()["count"] == 0
    assert owner.get("/api/v1/access-requests").json()["items"][0]["state"] == "granted"
    answer = owner.post(f"{address}revoke/", {"reason": "终止"})
    assert (answer.status_code, asker.get(f"/demands/{demand.pk}/").status_code) == (302, 302)


def test_proposals_name_only_what_the_reader_sees(rows, officer, contact, region, firm):
    person = make_expert(area=region.north, organisation=make_organisation(area=region.north))
    person.account = make_user(role="expert", organisation=person.organisation)
    person.save()
    demand, shared = rows["demands", "consent"], rows["achievements", "consent"]
    Achievement.objects.filter(pk=shared.pk).update(organisation=make_organisation(area=region.north))
    first = propose(demand=demand, kind=SupplyKind.EXPERT, supply=person.pk, by=officer)
    second = propose(demand=demand, kind=SupplyKind.ACHIEVEMENT, supply=shared.pk, by=officer)
    asked, owner = browser_of(person.account), browser_of(contact)
    for text in (
        asked.get("/").content.decode(), asked.get("/proposals/").content.decode(),
        asked.get(f"/proposals/{first.pk}/").content.decode(),
        asked.get("/proposals/export/?format=csv").content.decode("utf-8-sig"),
    ):  # fmt: skip
        assert (SECRET in text, "某企业低温难题consent" in text) == (False, True)
    assert first.title not in asked.get(f"/proposals/?q={SECRET}").content.decode()
    text = owner.get(f"/proposals/{second.pk}/").content.decode()
    assert (shared.title in text, demand.title in text) == (
        False,
        True,
    )  # one's own whole, the other side not
    grant(demand, person.account, contact)
    assert demand.title in browser_of(person.account).get("/proposals/").content.decode()


def test_a_summary_gives_nobody_away(firm, officer):
    values = {
        "title": "低温", "kind": "technology", "body": "泄漏", "organisation": firm, "disclosure": "consent",
        "contact_name": "王小明", "public_summary": f"{firm.name}的阀门泄漏，联系王小明", "language": "zh",
    }  # fmt: skip
    for text, wrong in ((values["public_summary"], True), ("", True), ("阀门泄漏", False)):
        said = {**values, "public_summary": text}
        if wrong:
            with pytest.raises(ValidationError) as refused:
                add_record(register=DEMANDS, values=said, by=officer)
            assert set(refused.value.error_dict) == {"public_summary"}
        else:
            add_record(register=DEMANDS, values=said, by=officer)
