"""Pages of work logs, yields and the ledger, in both languages and by whoever has to do with them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.programmes import PDF
from tests.factories.registry import make_organisation
from tests.factories.service import make_contact, make_posting
from tests.integration.programmes.test_work_logs import PICTURE, World, refusals, secret_of

from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach
from duijie.common import clock
from duijie.common.jobs import run_waiting_jobs
from duijie.common.models import Job
from duijie.programmes.domain.worklogs.confirmations import print_slip
from duijie.programmes.models import HostContact, LedgerEntry, ServiceRules, WorkLog, Yield

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def client_of(user, language="zh-hans"):
    client = Client()
    client.cookies["duijie_language"] = language
    if user is not None:
        client.force_login(user)
    return client


def post(client, page, /, *args, status=302, **values):
    response = client.post(reverse(page, args=args), values)
    assert response.status_code == status, response.content.decode()[-3000:]
    return response


def downloaded(client, name, *args):
    """The bytes of a file, read to the end."""
    return b"".join(client.get(reverse(name, args=args)).streaming_content)


def form_of(world, **more):
    return {
        "submission": "n1", "posting": world.posting.pk, "kind": "on_site", "hours": "2.5", "venue": "二号车间",
        "title": "诊断热处理工序", "worked_on": clock.today().isoformat(), **more,
    }  # fmt: skip


def test_a_day_from_the_phone_to_the_count(world):
    author, host, county = (client_of(one) for one in (world.author, world.contact, world.county))
    photo = SimpleUploadedFile("p.png", PICTURE, "image/png")
    sent = author.post(reverse("work_log_add"), form_of(world, photos=photo), headers={"accept": "application/json"})
    assert sent.status_code == 201
    log = WorkLog.objects.get()
    assert (sent.json()["address"], log.minutes, log.photos.count()) == (
        reverse("work_log_detail", args=[log.pk]), 150, 1,
    )  # fmt: skip
    again = author.post(reverse("work_log_add"), form_of(world), headers={"accept": "application/json"})
    assert (again.status_code, WorkLog.objects.count()) == (201, 1)
    wrong = author.post(reverse("work_log_add"), form_of(world, submission="n2", hours="23"))
    assert (wrong.status_code, WorkLog.objects.count()) == (200, 1)
    assert 'id="error_1_id_hours"' in wrong.content.decode() or "24" in wrong.content.decode()
    assert reverse("work_log_detail", args=[log.pk]) in host.get(reverse("home")).content.decode()
    post(host, "work_log_step", log.pk, "dispute", version=log.version, reason="只有两小时")
    assert reverse("work_log_detail", args=[log.pk]) in author.get(reverse("home")).content.decode()
    log.refresh_from_db()
    change = {**form_of(world, hours="2"), "version": log.version}
    post(author, "work_log_edit", log.pk, **change)
    log.refresh_from_db()
    post(author, "work_log_step", log.pk, "submit", version=log.version)
    log.refresh_from_db()
    post(host, "work_log_step", log.pk, "confirm", version=log.version)
    assert reverse("work_log_detail", args=[log.pk]) in county.get(reverse("home")).content.decode()
    assert "诊断" in county.get(reverse("work_log_approve")).content.decode()
    post(county, "work_log_approve")
    run_waiting_jobs()
    log.refresh_from_db()
    assert (log.state, Job.objects.get(kind="programmes.approve_logs").result["approved"]) == ("counted", 1)
    post(author, "work_log_correct", log.pk, **form_of(world, hours="1"), reason="多记")
    assert WorkLog.objects.get(corrects=log).minutes == 60
    assert downloaded(author, "work_log_photo", log.pk, log.photos.get().pk).startswith(b"\x89PNG")
    for suffix in ("xlsx", "csv"):
        assert county.get(reverse("work_log_export"), {"format": suffix}).status_code == 200


def test_a_host_without_an_account(world):
    outside = make_contact(host=world.firm, officer=world.county, email="qian@firm.example")
    log = world.log()
    author, nobody = client_of(world.author), client_of(None)
    post(author, "work_log_link", log.pk, contact=outside.pk)
    address = reverse("work_log_by_link", args=[secret_of()])
    assert author.get(address).status_code == 404  # not for whoever wrote it
    shown = nobody.get(address)
    assert (shown.status_code, shown.headers["Referrer-Policy"]) == (200, "same-origin")
    log.refresh_from_db()
    assert log.state == "submitted"  # looking confirms nothing
    assert nobody.post(address, {"answer": "no", "reason": ""}).status_code == 200
    assert nobody.post(address, {"answer": "yes"}).status_code == 200
    log.refresh_from_db()
    assert (log.state, log.confirmed_how) == ("host_confirmed", "link")
    assert [nobody.get(one).status_code for one in (address, reverse("work_log_by_link", args=["x" * 32]))] == [
        404,
        404,
    ]
    assert refusals("work_log.link_refused") == ["forwarded", "used", "unknown"]


def test_a_slip_on_paper(world):
    log = world.log()
    author, nobody = client_of(world.author, "en"), client_of(None)
    printed = author.get(reverse("work_log_slip", args=[log.pk]))
    assert printed.content.startswith(b"%PDF")
    code = print_slip(log=log, by=world.author).code
    check = reverse("work_log_slip_check", args=[code])
    assert "诊断热处理工序" in nobody.get(check).content.decode()
    assert nobody.get(reverse("work_log_slip_check", args=["AAAA"])).status_code == 404
    post(author, "work_log_slip_in", log.pk, status=200, code="no", version=log.version)
    photo = SimpleUploadedFile("s.png", PICTURE, "image/png")
    post(author, "work_log_slip_in", log.pk, code=code, photo=photo, version=log.version)
    log.refresh_from_db()
    assert log.confirmed_how == "slip"
    assert client_of(world.county).get(reverse("work_log_approve")).content.decode().count("诊断") == 0
    post(client_of(world.county), "work_log_step", log.pk, "approve", version=log.version)
    log.refresh_from_db()
    assert log.state == "counted"


def test_contacts_and_rules(world):
    firm, county, city = (client_of(one) for one in (world.contact, world.county, world.city))
    post(firm, "host_contact_add", world.firm.pk, name="孙", email="sun@firm.example", account="")
    contact = HostContact.objects.get(name="孙")
    assert firm.get(reverse("host_contact_verify", args=[contact.pk])).status_code == 403
    post(county, "host_contact_verify", contact.pk, proof="授权书")
    contact.refresh_from_db()
    assert contact.verified_by == world.county
    post(firm, "host_contact_end", contact.pk)
    for client in (firm, county):
        assert client.get(reverse("host_contact_list")).status_code == 200
        assert client.get(reverse("host_contact_detail", args=[contact.pk])).status_code == 200
    values = {"late_days": 10, "link_days": 5, "remind_days": 2, "warn_days": 14, "subsidy_most": 20000, "version": 0}
    post(city, "service_rules_edit", world.call.round_id, **values)
    assert (ServiceRules.objects.get().late_days, ServiceRules.objects.get().insurance_most) == (10, None)
    assert county.get(reverse("service_rules_edit", args=[world.call.round_id])).status_code == 403
    assert reverse("service_rules_edit", args=[world.call.round_id]) in city.get(
        reverse("round_detail", args=[world.call.round_id])
    ).content.decode()  # fmt: skip


def test_yields_from_entry_to_totals(world):
    author, county = client_of(world.author), client_of(world.county)
    said = {
        "kind": "training", "title": "热处理培训", "happened_on": clock.today().isoformat(), "persons": 32,
        "hours": "3",
    }  # fmt: skip
    post(author, "yield_add", world.posting.pk, status=200, **{**said, "persons": ""})
    post(author, "yield_add", world.posting.pk, **said)
    one = Yield.objects.get()
    post(author, "yield_edit", one.pk, **{**said, "persons": 30}, version=one.version)
    post(author, "yield_prove", one.pk, kind="confirmation", file=SimpleUploadedFile("p.pdf", PDF))
    twin = {**said, "title": "热处理 培训（二）"}
    post(author, "yield_add", world.posting.pk, **twin)
    two = Yield.objects.exclude(pk=one.pk).get()
    one.refresh_from_db()
    post(county, "yield_merge", two.pk, into=one.pk, reason="同一次培训")
    one.refresh_from_db()
    post(county, "yield_shares", one.pk, version=one.version, **{f"share-{world.posting.pk}": 100})
    one.refresh_from_db()
    post(county, "yield_step", one.pk, "verify", version=one.version)
    for group in ("person", "firm", "county", "round"):
        shown = county.get(reverse("yield_totals"), {"by": group}).content.decode()
        link = next(part for part in shown.split('href="') if f"by={group}&amp;of=" in part and "training" in part)
        found = county.get(link.partition('"')[0].replace("&amp;", "&")).content.decode()
        assert (found.count(reverse("yield_detail", args=[one.pk])), found.count("（二）")) == (1, 0)
    assert county.get(reverse("yield_totals"), {"by": "firm", "format": "xlsx"}).status_code == 200
    praise = {
        "level": "provincial",
        "document": "浙科特办〔2026〕5号",
        "issuer": "省特派办",
        "issued_on": clock.today(),
    }
    assert author.get(reverse("commendation_add", args=[world.posting.pk])).status_code == 403
    for status in (302, 200):  # once a document
        post(county, "commendation_add", world.posting.pk, status=status, **praise)
    for name in ("yield_export", "yield_list", "yield_totals", "commendation_list", "commendation_export"):
        assert author.get(reverse(name)).status_code == 200
    assert downloaded(author, "yield_evidence", one.pk, one.evidence.get().pk) == PDF
    assert county.get(reverse("yield_detail", args=[one.pk])).status_code == 200


def test_money_from_entry_to_balance(world):
    county, author = client_of(world.county), client_of(world.author, "en")
    said = {
        "submission": "m1", "kind": "subsidy", "stage": "paid", "amount": "5000", "document": "云科发〔2026〕3号",
        "booked_on": clock.today().isoformat(),
    }  # fmt: skip
    for _turn in range(2):
        post(county, "ledger_add", world.posting.pk, **said, file=SimpleUploadedFile("p.pdf", PDF))
    entry = LedgerEntry.objects.get()
    post(county, "ledger_add", world.posting.pk, status=200, **{**said, "submission": "m2", "amount": "200000"})
    assert author.get(reverse("ledger_add", args=[world.posting.pk])).status_code == 403
    assert downloaded(county, "ledger_file", entry.pk) == PDF
    assert "5,000.00" in author.get(reverse("ledger_balances")).content.decode()
    post(county, "ledger_reverse", entry.pk, reason="重复")
    for name in ("ledger_list", "ledger_balances", "ledger_export"):
        assert author.get(reverse(name)).status_code == 200
    assert author.get(reverse("ledger_balances"), {"by": "round", "format": "csv"}).status_code == 200
    assert author.get(reverse("ledger_detail", args=[entry.pk])).status_code == 200


def test_every_role_sees_what_it_may(world):
    world.log()
    draft = world.log(title="草稿")
    WorkLog.objects.filter(pk=draft.pk).update(submitted_at=None, state="draft")
    south = make_organisation(area=world.region.south)
    faults = []
    for key, role in ROLES.items():
        if role.reach is Reach.EVERYWHERE:
            seats = [{}]
        elif role.reach is Reach.AREA:
            seats = [{"area": one} for one in (world.region.north, world.region.south, world.region.city)]
        else:
            seats = [{"organisation": one} for one in (world.firm, world.posting.home, south)]
        for seat in seats:
            user = make_user(role=key, **seat)
            near = set(seat.values()) & {
                world.region.north, world.region.city, world.firm, world.posting.home,
            }  # fmt: skip
            may = {Permission.WORK_LOG_VIEW, Permission.POSTING_VIEW} <= role.permissions
            wanted = 1 if may and near else 0
            if WorkLog.objects.visible_to(user).count() != wanted:
                faults.append((key, seat, wanted))
    assert faults == []
    assert WorkLog.objects.visible_to(world.author).count() == 2


def test_lists_ask_as_much_for_one_row_as_for_three(world):
    client = client_of(world.county)
    world.log(title="一")

    def queries(name):
        with CaptureQueriesContext(
            connection,
        ) as told:
            assert client.get(reverse(name)).status_code == 200
        return len(told)

    names = ("work_log_list", "yield_list", "ledger_list", "host_contact_list")
    for name in names:
        queries(name)
    before = [queries(name) for name in names]
    for number in range(2):
        other = make_posting(call=world.call, host=make_organisation(area=world.region.north), by=world.city)
        make_contact(host=other.host, officer=world.county, email=f"a{number}@firm.example")
        world.log(title=f"再{number}", worked_on=clock.today() - timedelta(days=number + 1))
    assert [queries(name) for name in names] == before


def test_the_api_keeps_the_rules_of_the_pages(world):
    elsewhere = make_user(role="county_officer", area=world.region.south)
    author, host, county, south = (
        caller(Client(), one) for one in (world.author, world.contact, world.county, elsewhere)
    )
    said = {
        "kind": "on_site", "worked_on": clock.today().isoformat(), "minutes": 90, "venue": "车间", "title": "诊断",
    }  # fmt: skip
    whole = {**said, "posting": world.posting.pk, "submission": "a"}
    assert host("post", "/work-logs", whole)[0] == 403
    assert author("post", "/work-logs", {**whole, "minutes": 1441})[0] == 422
    status, made = author("post", "/work-logs", whole)
    one, step = f"/work-logs/{made['id']}", {"version": made["version"]}
    assert (status, south("get", one)[0], author("post", f"{one}/steps/confirm", step)[0]) == (201, 404, 403)
    assert county("post", f"{one}/steps/approve", step)[0] == 422
    done = host("post", f"{one}/steps/confirm", step)[1]
    assert done["state"] == "host_confirmed"
    done = county("post", f"{one}/steps/approve", {"version": done["version"]})[1]
    assert (done["state"], county("get", "/work-logs?state=counted")[1]["count"]) == ("counted", 1)
    status, corrected = author("post", f"{one}/correct", {**said, "minutes": 60, "reason": "多记"})
    assert (status, corrected["corrects"], corrected["state"]) == (201, done["id"], "submitted")
    assert county("get", "/yields")[1]["count"] == 0
