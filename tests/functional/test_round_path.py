"""A round from its template to a counted day of service, in a browser: each person does one's part."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.factories.programmes import PDF
from tests.factories.service import make_contact
from tests.functional.conftest import View
from tests.functional.round_story import (
    CLOSES,
    NOTICE_OVER,
    NOTICED,
    OPENS,
    PAPER,
    Story,
    apply_on_a_phone,
    examine,
    open_it,
    pdf_of,
    recommend,
    review_and_decide,
)

from duijie.messaging.models import Message
from duijie.programmes.domain.agreements.agreements import sign
from duijie.programmes.domain.postings.calls import open_call
from duijie.programmes.domain.postings.needs import state_need, take_need_step
from duijie.programmes.domain.postings.postings import make_posting
from duijie.programmes.domain.results.yields import add_evidence, take_yield_step
from duijie.programmes.domain.worklogs.confirmations import print_slip, secret_to_mail
from duijie.programmes.models import (
    Agreement,
    Application,
    Certificate,
    Posting,
    WorkLog,
    Yield,
)

DONE = "诊断热处理工序，给出改进方案"
MOST_TAPS = 8
COUNT_TAPS = """addEventListener('pointerdown', event => {
  if (event.target.closest('input:not([type=radio], [type=checkbox]), textarea')) return;
  sessionStorage.setItem('taps', 1 + Number(sessionStorage.getItem('taps')));
}, true)"""


@pytest.fixture
def story(live: Any, open_page: Any, sign_in: Any, view: View, settings: Any, tmp_path: Any) -> Story:
    settings.MEDIA_ROOT = tmp_path
    settings.DUIJIE_AS_OF = OPENS
    return Story(open_page, sign_in, view, settings)


def test_from_the_template_to_a_counted_day(story: Story, went_wrong: Any) -> None:
    open_it(story)
    apply_on_a_phone(story)
    recommend(story)
    examine(story)
    review_and_decide(story)
    publish(story)
    recognise(story)
    check_the_certificate(story)
    went_wrong.clear()  # a wrong code is answered 404, which the browser reports
    post_and_sign(story)
    log_in_a_minute(story)
    confirm(story)
    count(story)


def publish(story: Story) -> None:
    """Everybody reads name, unit and title; an objection with evidence holds back the one it is about."""
    story.on(NOTICED)
    city, visitor = story.at("city"), story.at("visitor")
    city.page.goto(f"/rounds/{story.round.pk}/")
    city.follow("Put on public notice")
    city.fill(from_on=NOTICED.isoformat(), receiver="市科技局，0971-8600000")
    city.press("Put on public notice")
    assert story.round.notice.to_on == date(2025, 3, 24)
    visitor.page.goto("/notices/")
    visitor.main.get_by_role("link", name="工业科技特派员 · 首批").first.click()
    visitor.look()
    expect(visitor.main.locator("tbody tr")).to_have_count(2)
    for secret in ("13800001111", "1980-05-06"):
        expect(visitor.page.get_by_text(secret)).to_have_count(0)
    visitor.follow("Object", context="to a person on a public notice")
    held = Application.objects.get(name="岳怀瑾")
    visitor.fill(
        application=str(held.pk), statement="其所述成果并非本人完成。", objector="何慎之", contact="13900002222"
    )
    visitor.main.locator("[name=evidence]").set_input_files({**PAPER, "name": "证据.pdf"})
    visitor.look()
    visitor.page.wait_for_timeout(3000)  # whoever fills it in faster is a program
    visitor.press("Send", context="a form to the office")
    expect(visitor.main.locator(".alert-success")).to_be_visible()
    held.refresh_from_db()
    assert (held.state, story.own.state) == ("objection", "publicity")
    city.page.goto("/objections/")
    city.main.locator("tbody a").first.click()
    city.look()


def recognise(story: Story) -> None:
    """After the last day of the notice: one has a certificate, one waits."""
    city, pk = story.at("city"), story.round.pk
    story.on(NOTICE_OVER)
    city.page.goto(f"/rounds/{pk}/")
    city.follow("Recognise")
    city.fill(document="云科发〔2025〕7号", issuer="云溪市科学技术局", issued_on=NOTICE_OVER.isoformat())
    city.press("Recognise")
    city.look()
    assert [one.application.name for one in Certificate.objects.all()] == ["阮知远"]
    assert Application.objects.get(name="岳怀瑾").state == "objection"
    city.page.goto(f"/rounds/{pk}/")
    city.follow("Begin the work")
    city.press("Begin the work")
    city.look()
    assert pdf_of(city, f"/rounds/{pk}/notice.pdf")


def check_the_certificate(story: Story) -> None:
    """The code on the print says whose it is; a wrong one says that there is none."""
    certificate, visitor = Certificate.objects.get(), story.at("visitor")
    assert pdf_of(story.at("city"), f"/certificates/{certificate.pk}/pdf/")
    visitor.page.goto("/certificates/check/")
    visitor.fill(code=certificate.code)
    visitor.press("Check", context="a certificate")
    expect(visitor.main.get_by_text(certificate.number)).to_be_visible()
    expect(visitor.main.get_by_text("阮知远")).to_be_visible()
    visitor.look()
    wrong = certificate.code[:-1] + ("A" if certificate.code[-1] != "A" else "B")
    visitor.fill(code=wrong)
    visitor.press("Check", context="a certificate")
    expect(visitor.main.locator(".alert-warning")).to_be_visible()
    visitor.look()


def post_and_sign(story: Story) -> None:
    """Both sides agree; the agreement is drawn up, signed by three, and filed with the stamped scan."""
    by = story["city"]
    call = open_call(round=story.round, needs_until=CLOSES.replace(month=4), post_until=CLOSES.replace(month=5), by=by,
                     values={"fit_needed": False})  # fmt: skip
    need = state_need(call=call, host=story.host, values={"title": "轴承热处理变形控制"}, by=story["county"])
    need = take_need_step(need=need, verb="verify", version=need.version, by=story["county"])
    posting = make_posting(
        call=call, certificate=Certificate.objects.get(), host=story.host, need=need, from_on=NOTICE_OVER, by=by
    )
    for role in ("applicant", "host"):
        one = story.at(role)
        one.home()
        one.follow("Agree or decline: %(name)s to %(host)s", within="#waiting", name="阮知远", host=story.host.name)
        if role == "applicant":
            one.tick("Neither I nor my unit founded this firm or own a part of it.")
        one.look()
        one.press("Agree")
    city = story.at("city")
    city.page.goto(f"/postings/{posting.pk}/")
    city.follow("Draw up the agreement")
    city.fill(tasks="每月到企业服务\n培训技术人员")
    city.press("Draw up the agreement")
    agreement = Agreement.objects.get()
    for party in ("host", "home", "commissioner"):
        agreement.refresh_from_db()
        sign(agreement=agreement, party=party, signed_on=NOTICE_OVER, version=agreement.version, by=by)
    city.page.goto(f"/agreements/{agreement.pk}/")
    city.follow("File the agreement")
    city.fill(number="云科协〔2025〕1号")
    city.main.locator("[name=scan]").set_input_files({**PAPER, "name": "协议.pdf"})
    city.press("File the agreement")
    city.look()
    city.page.goto(f"/postings/{posting.pk}/")
    city.follow("Begin the service")
    city.press("Begin the service")
    city.look()
    assert Posting.objects.get().state == "active"


def log_in_a_minute(story: Story) -> None:
    """On the phone, from the first page: a few taps, three lines."""
    one = story.at("applicant")
    make_contact(host=story.host, officer=story["county"], email="qian@hengli.example")
    one.page.context.add_init_script(COUNT_TAPS)
    one.home()
    one.follow("Log work")
    one.tick("training", context="kind of work")
    one.look()
    one.fill(hours="6", venue="热处理车间", title=DONE)
    one.press("Submit")
    expect(one.main.get_by_text(DONE)).to_be_visible()
    assert 0 < one.page.evaluate("Number(sessionStorage.getItem('taps'))") <= MOST_TAPS
    assert WorkLog.objects.get().state == "submitted"


def confirm(story: Story) -> None:
    """Without an account: the slip shows what was logged, the mailed link confirms it."""
    one, host, log = story.at("applicant"), story.at("visitor"), WorkLog.objects.get()
    assert pdf_of(one, f"/work-logs/{log.pk}/slip/")
    host.page.goto(f"/work-logs/slips/{print_slip(log=log, by=story['applicant']).code}/")
    expect(host.main.get_by_text(DONE)).to_be_visible()
    host.look()
    one.follow("Mail a link to confirm")
    one.main.locator("[name=contact]").check()
    one.press("Mail a link to confirm")
    one.look()
    mailed = Message.objects.filter(kind="work_log.link").latest("pk")
    host.page.goto(f"/w/{secret_to_mail(mailed.key)}/")
    log.refresh_from_db()
    assert log.state == "submitted"  # looking confirms nothing
    host.tick("Yes, I confirm it")
    host.look()
    host.press("Send", context="a form to the office")
    host.look()
    log.refresh_from_db()
    assert (log.state, log.confirmed_how) == ("host_confirmed", "link")


def count(story: Story) -> None:
    """Approved, it is counted once and locked; what came of it stands in the totals."""
    county, one, log = story.at("county"), story.at("applicant"), WorkLog.objects.get()
    county.home()
    county.follow("Approve the work of %(name)s on %(day)s", within="#waiting", name="阮知远", day="2025-03-25")
    county.follow("Approve", context="a work log")
    county.press("Approve", context="a work log")
    county.look()
    log.refresh_from_db()
    assert log.state == "counted"
    one.page.goto(f"/work-logs/{log.pk}/")
    expect(one.main.get_by_role("link", name=one.say("Edit"))).to_have_count(0)
    one.page.goto(f"/postings/{log.posting_id}/")
    one.follow("Enter a yield")
    one.fill(kind="report", title="热处理变形改进报告")
    one.press("Enter a yield")
    found = Yield.objects.get()
    one.look()
    add_evidence(service_yield=found, kind="confirmation", name="报告.pdf", chunks=[PDF], by=story["applicant"])
    take_yield_step(service_yield=found, verb="verify", version=found.version, by=story["county"])
    county.page.goto("/work-logs/")
    expect(county.page.locator(".page-lead, header p, main").first).to_contain_text("6")
    county.look()
    county.page.goto("/yields/totals/")
    county.look()
    number = county.main.get_by_role("link", name=re.compile(r": 1$"))
    expect(number).to_have_count(1)
    number.click()
    expect(county.main.locator("tbody tr")).to_have_count(1)
    expect(county.main.get_by_text("热处理变形改进报告")).to_be_visible()
