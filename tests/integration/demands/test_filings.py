"""What firms file without an account: guarded, decided by the office of the area, told by a receipt that expires."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.models import Membership
from duijie.common import clock
from duijie.common.domain.site import name_site
from duijie.common.models import AuditEvent, PublicTry
from duijie.common.public_forms import forget_tries, make_token, read_token
from duijie.demands.domain import filings as domain
from duijie.demands.domain.demands import take_step
from duijie.demands.domain.queries.filings import filings_to_decide, list_filings
from duijie.demands.models import Demand, Filing
from duijie.demands.requirements import CHECKS
from duijie.messaging.domain.deliveries import deliver_mail
from duijie.messaging.domain.wordings import write_wording
from duijie.messaging.kinds import kind_of
from duijie.messaging.models import Message
from duijie.registry.models import Organisation

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]
CODE = "91330100799655058B"
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def open_site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name_site(values={"public_forms": "open"}, by=None)


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def officer(region):
    return make_user(role="county_officer", area=region.north)


def aged_token(kind, seconds=60):
    with clock.at(clock.now() - timedelta(seconds=seconds)):
        return make_token(kind)


def values_of(region, **more):
    usual = {
        "firm_name": "云溪新风轴承有限公司", "uscc": CODE, "area": region.north, "contact_name": "李工",
        "contact_phone": "13900000005", "email": "li@example.org",
    }  # fmt: skip
    return {**usual, **more}


def file_demand(region, **more):
    said = {"title": "钢球淬火后有裂纹", "body": "每批约百分之五有裂纹", **more}
    return domain.file_publicly(kind="demand", token=aged_token("demand"), values=values_of(region, **said))


def file_claim(region, **more):
    token = aged_token("account")
    return domain.file_publicly(
        kind="account", token=token, values=values_of(region, **more), proof=("执照.pdf", [PDF])
    )


def code_of(caught):
    return caught.value.code


def test_a_demand_is_filed_decided_and_told(region, officer):
    filing, secret = file_demand(region)
    assert (filing.state, filing.area, list(filings_to_decide(by=officer))) == ("waiting", region.north, [filing])
    accepted, password = domain.accept(filing=filing, by=officer)
    demand, firm = Demand.objects.get(), Organisation.objects.get()
    assert (accepted.demand, demand.organisation, demand.source, demand.state, password) == (
        demand, firm, "enterprise", "found", "",
    )  # fmt: skip
    assert (firm.uscc, firm.area, secret in str(vars(filing))) == (CODE, region.north, False)
    verbs = list(AuditEvent.objects.filter(verb__startswith="filing.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["filing.add", "filing.accept"]
    with pytest.raises(ValidationError) as caught:
        domain.accept(filing=filing, by=officer)
    assert (code_of(caught), Demand.objects.count()) == ("state", 1)


def test_an_account_is_claimed_and_holds_at_this_firm_alone(region, officer):
    firm = make_organisation(name="云溪新风轴承有限公司", area=region.north, uscc=CODE)
    filing, _secret = file_claim(region)
    accepted, password = domain.accept(filing=filing, by=officer)
    account = accepted.account
    assert (account.check_password(password), account.must_change_password, account.mobile) == (
        True,
        True,
        "13900000005",
    )
    held = Membership.objects.get(user=account)
    assert (held.role, held.organisation, held.area, held.granted_by) == ("firm_contact", firm, None, officer)
    second, _secret = file_claim(region, contact_phone="13900000006", email="")
    assert second.is_second
    made = domain.accept(filing=second, by=officer)[0].account
    assert (made.username, Membership.objects.filter(organisation=firm).count()) == (f"{CODE.lower()}-2", 2)


def test_it_goes_to_the_office_that_looks_after_the_firm(region, officer):
    make_organisation(area=region.south, uscc=CODE)
    filing, _secret = file_demand(region)
    assert filing.area == region.south
    assert list(list_filings(by=officer)) == []
    with pytest.raises(PermissionDenied):
        domain.accept(filing=filing, by=officer)
    with pytest.raises(PermissionDenied):
        domain.decide(filing=filing, verb="refuse", reason="不符", by=officer)


def test_a_refusal_has_a_reason_and_can_be_taken_back(region, officer):
    filing, _secret = file_demand(region)
    with pytest.raises(ValidationError) as caught:
        domain.decide(filing=filing, verb="refuse", reason=" ", by=officer)
    assert list(caught.value.error_dict) == ["reason"]
    refused = domain.decide(filing=filing, verb="refuse", reason="不是技术需求", by=officer)
    assert (refused.state, refused.reason, refused.decided_by) == ("refused", "不是技术需求", officer)
    assert domain.decide(filing=refused, verb="reconsider", reason="补充了材料", by=officer).state == "waiting"


def test_the_same_form_is_one_filing_with_one_receipt(region):
    token = aged_token("demand")
    sent = [
        domain.file_publicly(kind="demand", token=token, values=values_of(region, title="钢球裂纹", body="裂" * 20))
        for _again in range(3)
    ]
    assert (len({filing.pk for filing, _secret in sent}), len({secret for _filing, secret in sent})) == (1, 1)


@pytest.mark.parametrize(
    "token, code",
    [
        (lambda: make_token("demand"), "fast"),
        (lambda: aged_token("demand", 13 * 3600), "old"),
        (lambda: aged_token("account"), "token"),
        (lambda: aged_token("demand") + "x", "token"),
        (lambda: "", "token"),
    ],
)
def test_a_form_is_ours_of_its_kind_and_of_an_age(region, token, code):
    with pytest.raises(ValidationError) as caught:
        domain.file_publicly(kind="demand", token=token(), values=values_of(region, title="钢球裂纹", body="裂" * 20))
    assert (code_of(caught), Filing.objects.count()) == (code, 0)


def test_one_firm_files_so_often_a_day_whoever_sends(region):
    for _number in range(domain.MOST_OF_FIRM):
        file_demand(region)
    with pytest.raises(ValidationError) as caught:
        file_demand(region)
    assert code_of(caught) == "often"
    assert not PublicTry.objects.filter(key__contains=CODE).exists()
    with clock.at(clock.now() + timedelta(days=2)):
        assert forget_tries() == 2 * (domain.MOST_OF_FIRM + 1)
        file_demand(region)


def test_it_is_closed_unless_the_site_opens_it(region):
    name_site(values={"public_forms": "closed"}, by=None)
    with pytest.raises(PermissionDenied):
        file_demand(region)
    for address in ("/apply/demand/", "/apply/account/"):
        assert Client().get(address).status_code == 404
    assert "/apply/" not in Client().get("/accounts/login/").content.decode()


def test_what_was_tried_by_when_for_how_much_and_whose_it_is_goes_into_the_demand(region, officer):
    said = {"tried": "换过淬火油", "targets": "0.1%", "rights": "归企业", "deadline": date(2027, 6, 30),
            "budget_from": Decimal(20), "budget_to": Decimal(50)}  # fmt: skip
    filing, _secret = file_demand(region, **said)
    call = caller(Client(), officer)
    _status, told = call("get", f"/filings/{filing.pk}")
    assert (told["tried"], told["deadline"], told["budget_to"], told["rights"]) == (
        "换过淬火油",
        "2027-06-30",
        50,
        "归企业",
    )
    browser = Client()
    browser.force_login(officer)
    page = browser.get(f"/filings/{filing.pk}/").content.decode()
    assert ("换过淬火油" in page, "2027-06-30" in page, "归企业" in page) == (True, True, True)
    domain.accept(filing=filing, by=officer)
    demand = Demand.objects.get()
    assert {name: getattr(demand, name) for name in said} == said


def posted(region, kind, **more):
    form = values_of(region, token=aged_token(kind), **more)
    return {**form, "area": form["area"].code}


def test_the_pages_lead_from_sign_in_to_a_receipt(region):
    browser = Client()
    assert "/apply/demand/" in browser.get("/accounts/login/").content.decode()
    answer = browser.post("/apply/demand/", posted(region, "demand", title="钢球淬火裂纹", body="每批约百分之五有裂纹"))
    assert (answer.status_code, answer.headers["Location"].startswith("/apply/receipt/")) == (302, True)
    page = browser.get(answer.headers["Location"])
    filing = Filing.objects.get()
    assert (filing.number in page.content.decode(), page["X-Robots-Tag"]) == (True, "noindex")
    assert "13900000005" not in page.content.decode()
    with clock.at(clock.now() + timedelta(days=domain.RECEIPT_DAYS + 1)):
        assert browser.get(answer.headers["Location"]).status_code == 404
    assert browser.get("/apply/receipt/abc/").status_code == 404
    assert AuditEvent.objects.filter(verb="filing.link_refused").count() == 2


def test_known_and_unknown_firms_get_the_same_answer(region):
    make_organisation(name="云溪新风轴承有限公司", area=region.north, uscc=CODE)
    told = []
    for code in (CODE, "914403001922038216"):
        answer = Client().post(
            "/apply/demand/", posted(region, "demand", uscc=code, title="钢球淬火裂纹", body="每批约百分之五有裂纹")
        )
        text = Client().get(answer.headers["Location"]).content.decode()
        text = re.sub(r'\d{14}|[0-9a-f]{40}|csrf\S+|datetime="\S+"|\d\d:\d\d', "", text)
        told.append(re.sub(r"<header.*?</header>", "", text, flags=re.S))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"website": "http://x"}, "website"), ({"contact_phone": "123"}, "contact_phone"), ({"uscc": "123"}, "uscc"),
        ({"title": ""}, "title"), ({"body": "x" * 5000}, "body"), ({"email": "x"}, "email"),
        ({"area": "nowhere"}, "area"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(region, changes, field):
    form = {**posted(region, "demand", title="钢球淬火裂纹", body="每批约百分之五有裂纹"), **changes}
    answer = Client().post("/apply/demand/", form)
    assert (answer.status_code, list(answer.context["form"].errors), Filing.objects.count()) == (200, [field], 0)


def test_too_often_is_answered_with_429(region):
    form = {"title": "钢球淬火裂纹", "body": "每批约百分之五有裂纹"}
    codes = [Client().post("/apply/demand/", posted(region, "demand", **form)).status_code for _n in range(6)]
    assert codes == [302] * 5 + [429]


@pytest.mark.parametrize("name, content", [("执照.exe", b"MZ"), ("执照.pdf", b"MZ\x90"), ("执照.pdf", b"")])
def test_a_proof_is_a_document(region, name, content, tmp_path):
    given = posted(region, "account", proof=SimpleUploadedFile(name, content))
    answer = Client().post("/apply/account/", given)
    assert (answer.status_code, Filing.objects.count()) == (200, 0)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_pages_of_the_office(region, officer):
    claim, _secret = file_claim(region)
    browser, stranger = Client(), Client()
    browser.force_login(officer)
    stranger.force_login(make_user(role="county_officer", area=region.south))
    assert claim.number in browser.get("/filings/?q=新风").content.decode()
    assert claim.number not in stranger.get("/filings/").content.decode()
    assert claim.number.encode() in browser.get("/filings/export/?format=csv").content
    assert f"/filings/{claim.pk}/" in browser.get("/").content.decode()
    proof = browser.get(f"/filings/{claim.pk}/proof/")
    assert (b"".join(proof.streaming_content), "attachment" in proof["Content-Disposition"]) == (PDF, True)
    for address in ("", "proof/"):
        assert stranger.get(f"/filings/{claim.pk}/{address}").status_code == 404
    assert stranger.post(f"/filings/{claim.pk}/accept/").status_code == 404
    assert browser.post(f"/filings/{claim.pk}/refuse/", {"reason": "材料不清"}).status_code == 302
    assert browser.post(f"/filings/{claim.pk}/reconsider/", {"reason": "补齐了"}).status_code == 302
    shown = browser.post(f"/filings/{claim.pk}/accept/")
    claim.refresh_from_db()
    assert (claim.state, claim.account.username in shown.content.decode()) == ("accepted", True)
    assert browser.post(f"/filings/{claim.pk}/nonsense/").status_code == 404


def test_the_applicant_is_told_by_messages_whose_text_staff_edits_and_confirms_receipt(region, officer):
    texts = {"subject": "收到{number}", "body": "{name}：收到{firm}的材料", "short": "收到"}
    editor = make_user(role="city_officer", area=region.city)
    write_wording(kind=kind_of("filing.received"), language="zh-hans", texts=texts, number=0, by=editor)
    filing, _secret = file_demand(region)
    domain.decide(filing=filing, verb="refuse", reason="不是技术需求", by=officer)
    told = list(Message.objects.order_by("pk"))
    assert [(one.kind, one.account, one.address, one.by) for one in told] == [
        ("filing.received", None, "li@example.org", None), ("filing.decided", None, "li@example.org", officer),
    ]  # fmt: skip
    with clock.at(datetime(2026, 3, 5, 10, tzinfo=timezone.get_current_timezone())):
        for one in [*told, told[0]]:
            deliver_mail(number=one.pk)
    first, second = mail.outbox
    assert (first.to, first.subject, first.body.strip(), "List-Unsubscribe" in first.extra_headers) == (
        ["li@example.org"], f"收到{filing.number}", "李工：收到云溪新风轴承有限公司的材料", False,
    )  # fmt: skip
    assert ("不是技术需求" in second.body, "/m/" in second.body) == (True, False)
    receipt = re.search(r"/r/\S+", second.body)[0]
    signed_in = Client()
    signed_in.force_login(officer)
    with clock.at(datetime(2026, 3, 6, 10, tzinfo=timezone.get_current_timezone())):
        assert signed_in.post(receipt).status_code == 404
        assert [Client().post(receipt).status_code for _again in range(2)] == [200, 404]
    assert Message.objects.get(pk=told[1].pk).received_at is not None
    page = signed_in.get(f"/filings/{filing.pk}/").content.decode()
    assert ("li@example.org" in page, f"/messages/{told[1].pk}/" in page) == (True, True)
    assert "li@example.org" in signed_in.get("/messages/sent/").content.decode()


def test_messages_about_a_demand_stand_on_its_page_for_those_who_look_after_it(client, region, officer):
    filing, _secret = file_demand(region)
    demand = domain.accept(filing=filing, by=officer)[0].demand
    contact = make_user(role="firm_contact", organisation=demand.organisation, name="李工")
    take_step(demand=demand, verb="draft", version=demand.version, by=officer)
    take_step(
        demand=demand, verb="verify", version=demand.version + 1, checks=CHECKS,
        by=make_user(role="county_officer", area=region.north, name="王复核"),
    )  # fmt: skip
    leader, other = make_user(role="leader", area=region.city), make_user(role="county_officer", area=region.south)
    shown = {}
    for reader in (officer, leader, contact):
        browser = Client()
        browser.force_login(reader)
        page = browser.get(f"/demands/{demand.pk}/").content.decode()
        shown[reader] = [text in page for text in ("李工 &lt;li@example.org&gt;", "您的提交", "需求办理进展")]
    assert shown == {officer: [True] * 3, leader: [True] * 3, contact: [False, False, True]}
    counts = [len(caller(client, one)("get", f"/demands/{demand.pk}/messages")[1]) for one in (officer, contact)]
    assert counts == [4, 1]
    assert caller(client, other)("get", f"/demands/{demand.pk}/messages")[0] == 404


def test_a_number_of_a_form_is_read_back():
    assert len(read_token(aged_token("demand"), "demand")) == 32


def test_the_api_lists_reads_and_decides_within_the_area(client, region, officer):
    claim, _secret = file_claim(region)
    demand, _secret = file_demand(region)
    call, other = caller(client, officer), caller(client, make_user(role="county_officer", area=region.south))
    status, page = call("get", "/filings?kind=account")
    assert (status, [one["id"] for one in page["items"]], "contact_phone" in page["items"][0]) == (
        200,
        [claim.pk],
        False,
    )
    assert call("get", f"/filings/{claim.pk}")[1]["contact_phone"] == "13900000005"
    assert call("post", f"/filings/{demand.pk}/refuse", {"reason": "不是技术需求"})[1]["state"] == "refused"
    assert call("post", f"/filings/{demand.pk}/accept")[0] == 422
    assert call("post", f"/filings/{demand.pk}/reconsider", {"reason": "补齐了"})[1]["state"] == "waiting"
    accepted = call("post", f"/filings/{claim.pk}/accept")[1]
    assert (accepted["state"], len(accepted["one_time_password"]) > 8) == ("accepted", True)
    for method, rest, body in (("get", "", None), ("post", "/accept", None), ("post", "/refuse", {"reason": "x"})):
        assert other(method, f"/filings/{demand.pk}{rest}", body)[0] == 404
    assert other("get", "/filings")[1]["count"] == 0
    assert caller(client, officer, ["demand.view"])("get", "/filings")[0] == 403
