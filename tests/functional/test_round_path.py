"""A round from its template to a counted day of service, in a browser: each person does one's part."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.functional.conftest import View
from tests.functional.posting_story import call_for_postings, name_a_contact, post_somebody, sign, state_a_need
from tests.functional.round_story import (
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
from duijie.programmes.domain.worklogs.confirmations import secret_to_mail
from duijie.programmes.models import (
    Application,
    Certificate,
    ConfirmationSlip,
    WorkLog,
    Yield,
)

DONE, STAMPED = "诊断热处理工序，给出改进方案", "随访改进效果"
PHOTO = {
    "name": "确认单.png", "mimeType": "image/png",
    "buffer": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc"
              b"\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82",
}  # fmt: skip
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
    call_for_postings(story)
    state_a_need(story)
    post_somebody(story)
    sign(story)
    name_a_contact(story)
    log_in_a_minute(story)
    confirm(story)
    stamp_a_slip(story)
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


def log_in_a_minute(story: Story) -> None:
    """On the phone, from the first page: a few taps, three lines."""
    one = story.at("applicant")
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
    """Without an account: the mailed link confirms what was logged."""
    one, host, log = story.at("applicant"), story.at("visitor"), WorkLog.objects.get()
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


def stamp_a_slip(story: Story) -> None:
    """Another day, on paper: printed, checked by its code, stamped, photographed, and handed in."""
    one, host = story.at("applicant"), story.at("visitor")
    one.home()
    one.follow("Log work")
    one.fill(hours="2", venue="车间", title=STAMPED)
    one.press("Submit")
    expect(one.main.get_by_text(STAMPED)).to_be_visible()
    log = WorkLog.objects.get(title=STAMPED)
    assert pdf_of(one, f"/work-logs/{log.pk}/slip/")
    slip = ConfirmationSlip.objects.get()
    host.page.goto(f"/work-logs/slips/{slip.code}/")
    expect(host.main.get_by_text(STAMPED)).to_be_visible()
    host.look()
    one.page.goto(f"/work-logs/{log.pk}/")
    one.follow("Hand in the stamped slip")
    one.fill(code=slip.code)
    one.main.locator("[name=photo]").set_input_files(PHOTO)
    one.press("Hand in the stamped slip")
    expect(one.main.get_by_text(PHOTO["name"])).to_be_visible()
    log.refresh_from_db()
    assert (log.state, log.confirmed_how) == ("host_confirmed", "slip")


def count(story: Story) -> None:
    """Approved, it is counted once and locked; what came of it stands in the totals."""
    county, one, log = story.at("county"), story.at("applicant"), WorkLog.objects.get(title=DONE)
    county.home()
    for waits in (2, 1):
        approve = county.say("Approve the work of %(name)s on %(day)s", name="阮知远", day="2025-03-25")
        expect(county.page.locator("#waiting").get_by_role("link", name=approve, exact=True)).to_have_count(waits)
        county.follow("Approve the work of %(name)s on %(day)s", within="#waiting", name="阮知远", day="2025-03-25")
        county.follow("Approve", context="a work log")
        county.press("Approve", context="a work log")
        if waits == 2:
            county.look()
            county.home()
    log.refresh_from_db()
    assert (log.state, WorkLog.objects.filter(state="counted").count()) == ("counted", 2)
    one.page.goto(f"/work-logs/{log.pk}/")
    expect(one.main.get_by_role("link", name=one.say("Edit"))).to_have_count(0)
    one.page.goto(f"/postings/{log.posting_id}/")
    one.follow("Enter a yield")
    one.fill(kind="report", title="热处理变形改进报告")
    one.press("Enter a yield")
    found = Yield.objects.get()
    one.look()
    one.follow("Add evidence")
    one.fill(kind="confirmation")
    one.main.locator("[name=file]").set_input_files({**PAPER, "name": "报告.pdf"})
    one.press("Add evidence")
    county.page.goto(f"/yields/{found.pk}/")
    expect(county.main.get_by_text("报告.pdf")).to_be_visible()
    county.follow("Verify", context="a yield")
    county.press("Verify", context="a yield")
    county.page.goto("/work-logs/")
    expect(county.page.locator(".page-lead, header p, main").first).to_contain_text("8")
    county.page.goto("/yields/totals/")
    county.look()
    number = county.main.get_by_role("link", name=re.compile(r"[:：] ?1$"))
    expect(number).to_have_count(1)
    number.click()
    expect(county.main.locator("tbody tr")).to_have_count(1)
    expect(county.main.get_by_text("热处理变形改进报告")).to_be_visible()
