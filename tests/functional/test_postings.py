"""A commissioner agrees to a posting; the office looks at call, plan, need, agreement and figures, on both widths."""

from playwright.sync_api import Page, expect
from tests.factories.accounts import make_user
from tests.factories.postings import make_certificate, make_host, make_need, make_posted
from tests.functional.conftest import View, look

from duijie.common import clock
from duijie.programmes.domain.agreements.agreements import draw_up
from duijie.programmes.domain.postings import plans, postings
from duijie.programmes.models import Posting

WORDS = {
    "zh-hans": {"agree": "同意", "agreed": "已同意。", "owns": "本人及本单位不是该企业的发起人或股东。"},
    "en": {
        "agree": "Agree", "agreed": "Agreed.", "owns": "Neither I nor my unit founded this firm or own a part of it.",
    },
}  # fmt: skip


def test_a_person_agrees_and_the_office_goes_on(page: Page, view: View, sign_in, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    words, posted = WORDS[view.language], make_posted(firms_most=2)
    host = make_host(posted, name="云溪恒力轴承有限公司")
    contact = make_user(role="firm_contact", organisation=host)
    person = sign_in(page, "commissioner", organisation=posted.home)
    certificate = make_certificate(posted, account=person, name="阮知远", of_person={"field": "manufacturing"})
    need = make_need(posted, host)
    posting = postings.make_posting(
        call=posted.call, certificate=certificate, host=host, need=need, by=posted.city, from_on=clock.today()
    )
    page.goto(f"/postings/{posting.pk}/")
    look(page, view)
    page.get_by_label(words["owns"]).check()
    page.get_by_role("button", name=words["agree"], exact=True).click()
    expect(page.get_by_text(words["agreed"])).to_be_visible()
    posting = Posting.objects.get()
    assert posting.person_agreed_at is not None
    posting = postings.agree(posting=posting, side="host", version=posting.version, by=contact)
    agreement = draw_up(posting=posting, version=posting.version, by=posted.county, tasks="每月到企业服务")
    make_need(posted, make_host(posted))
    plan = plans.start_plan(call=posted.call, by=posted.city)
    plans.compute_plan(plan_id=plan.pk, by=posted.city)
    sign_in(page, "city_officer", area=posted.region.city)
    for address in (
        f"/posting-calls/{posted.call.pk}/", f"/posting-plans/{plan.pk}/", f"/posting-needs/{need.pk}/",
        f"/agreements/{agreement.pk}/", f"/agreements/{agreement.pk}/sign/host/", f"/postings/{posting.pk}/",
        f"/posting-calls/{posted.call.pk}/signing/", "/postings/", "/posting-needs/", "/firm-owners/",
        "/agreement-templates/", "/station-figures/",
    ):  # fmt: skip
        page.goto(address)
        look(page, view)
