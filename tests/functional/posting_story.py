"""From the call for postings to the service: what city, firm, county and the person posted do, each at a tab."""

from playwright.sync_api import expect
from tests.functional.round_story import CLOSES, NOTICE_OVER, PAPER, Story

from duijie.programmes.models import Agreement, Certificate, HostContact, Posting, PostingCall, PostingNeed

NEED = "轴承热处理变形控制"


def call_for_postings(story: Story) -> None:
    """The city says until when firms may ask, and that here no field has to fit."""
    city, pk = story.at("city"), story.round.pk
    city.page.goto(f"/rounds/{pk}/")
    city.follow("Postings")
    city.fill(
        needs_until=CLOSES.replace(month=4).isoformat(), post_until=CLOSES.replace(month=5).isoformat(),
        firm_requests_most="2",
    )  # fmt: skip
    city.main.locator("[name=fit_needed]").uncheck()
    city.look()
    city.press("Call for postings")
    call = PostingCall.objects.get()
    assert (call.fit_needed, call.no_owners, call.firm_requests_most) == (False, True, 2)


def state_a_need(story: Story) -> None:
    """The firm asks on a phone, and is not asked who it is; the county finds the need in its work, and verifies it."""
    host, county = story.at("host"), story.at("county")
    host.page.goto("/posting-needs/")
    host.follow("State a need")
    host.fill(title=NEED, body="淬火后变形超差，需要现场指导。", wanted="1")
    host.look()
    host.press("State a need")
    host.open(NEED)
    need = PostingNeed.objects.get()
    assert (need.host, need.state, need.by) == (story.host, "submitted", story["host"])
    county.home()
    county.follow("Verify the need: %(title)s", within="#waiting", title=NEED)
    county.follow("Verify", context="a need")
    county.press("Verify", context="a need")
    need.refresh_from_db()
    assert need.state == "verified"


def post_somebody(story: Story) -> None:
    """The city posts by hand, by the name of the person: the need says to which firm; both sides agree on phones."""
    city, call = story.at("city"), PostingCall.objects.get()
    city.page.goto(f"/posting-calls/{call.pk}/")
    city.follow("Post somebody")
    need = PostingNeed.objects.get()
    city.fill(certificate="岳怀瑾", need=str(need.pk), from_on=NOTICE_OVER.isoformat())
    city.press("Post somebody")  # an objection holds this person back
    expect(city.main.locator("#id_certificate")).to_have_attribute("aria-invalid", "true")
    city.look()
    assert not Posting.objects.exists()
    city.fill(certificate="阮知远")
    city.press("Post somebody")
    posting, need = Posting.objects.get(), PostingNeed.objects.get()
    assert (posting.certificate, posting.host, posting.need) == (Certificate.objects.get(), story.host, need)
    assert (posting.state, need.state) == ("matched", "met")
    for role in ("applicant", "host"):
        one = story.at(role)
        one.home()
        one.follow("Agree or decline: %(name)s to %(host)s", within="#waiting", name="阮知远", host=story.host.name)
        if role == "applicant":
            one.tick("Neither I nor my unit founded this firm or own a part of it.")
        one.look()
        one.press("Agree")
    posting.refresh_from_db()
    assert posting.state == "both_agreed"


def sign(story: Story) -> None:
    """The agreement is drawn up, signed by three at a meeting, and filed with the stamped scan; the service begins."""
    city, call, posting = story.at("city"), PostingCall.objects.get(), Posting.objects.get()
    city.page.goto(f"/postings/{posting.pk}/")
    city.follow("Draw up the agreement")
    city.fill(tasks="每月到企业服务\n培训技术人员")
    city.press("Draw up the agreement")
    agreement = Agreement.objects.get()
    city.page.goto(f"/posting-calls/{call.pk}/")
    city.follow("Signing meeting")
    city.fill(title="签约会", held_on=NOTICE_OVER.isoformat(), venue="市科技馆")
    city.main.locator(f"[name=agreements][value='{agreement.pk}']").check()
    city.press("Signing meeting")
    assert Agreement.objects.get().signatures.count() == 3
    city.page.goto(f"/agreements/{agreement.pk}/")
    city.follow("File the agreement")
    city.fill(number="云科协〔2025〕1号")
    city.main.locator("[name=scan]").set_input_files({**PAPER, "name": "协议.pdf"})
    city.press("File the agreement")
    city.look()
    city.page.goto(f"/postings/{posting.pk}/")
    city.follow("Begin the service")
    city.press("Begin the service")
    assert Posting.objects.get().state == "active"


def name_a_contact(story: Story) -> None:
    """The firm names who confirms for it, without an account; the county verifies it from its work."""
    host, county = story.at("host"), story.at("county")
    host.page.goto("/host-contacts/")
    host.follow("Name a contact")
    host.fill(name="钱联络", email="qian@hengli.example")
    host.press("Save")
    county.home()
    county.follow("Verify the contact: %(name)s of %(host)s", within="#waiting", name="钱联络", host=story.host.name)
    county.follow("Verify the contact")
    county.fill(proof="授权书，2025-03-24")
    county.press("Save")
    county.look()
    assert HostContact.objects.get().verified_by == story["county"]
