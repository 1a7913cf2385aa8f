"""What an expert, a firm and a leader come for, in the demo region: each from the home page to the end."""

import re
from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect
from tests.functional.browsing import check_accessible, check_language, check_no_overflow, shot
from tests.functional.conftest import View

from duijie.accounts.models import User
from duijie.demands.models import Demand
from duijie.matching.domain.proposals import propose
from duijie.matching.models import Candidate, ItemSide, Proposal

Demo = Callable[[str], User]
SignIn = Callable[..., User]


def say(view: View, text: str) -> str:
    with translation.override(view.language):
        return gettext(text)


def look(page: Page, view: View, picture: str = "") -> None:
    check_no_overflow(page)
    check_accessible(page)
    check_language(page, view.language)
    if picture:
        page.evaluate("() => window.scrollTo(0, 0)")
        shot(page, picture if view.width == 1280 else f"{picture}-phone")


def press(page: Page, view: View, text: str) -> None:
    page.locator("main").get_by_role("button", name=say(view, text), exact=True).first.click()


def follow(page: Page, view: View, text: str) -> None:
    page.locator("main").get_by_role("link", name=say(view, text), exact=True).first.click()


def proposed(candidates: object, officer: User) -> Proposal:
    """The best of ``candidates`` that nobody has proposed yet, proposed by the office."""
    for candidate in candidates:  # type: ignore[attr-defined]
        if not Proposal.objects.filter(demand=candidate.demand, kind=candidate.kind, supply=candidate.supply).exists():
            return propose(demand=candidate.demand, kind=candidate.kind, supply=candidate.supply, by=officer)
    raise AssertionError("every candidate has a proposal")


def open_waiting(page: Page, proposal: Proposal) -> None:
    """From what waits at home to the proposal."""
    page.goto("/")
    page.locator(f"#waiting a[href='/proposals/{proposal.pk}/']").click()


def test_an_expert_sees_the_demands_that_fit_and_answers(page: Page, view: View, demo: Demo, sign_in: SignIn) -> None:
    expert = sign_in(page, user=demo("expert"))
    mine = Candidate.objects.filter(direction=ItemSide.SUPPLY, kind="expert", supply=expert.person.pk)
    proposal = proposed(mine.order_by("rank"), demo("city_officer"))
    open_waiting(page, proposal)
    look(page, view)
    press(page, view, "We are interested")
    proposal.refresh_from_db()
    assert proposal.state == "interest_supply"
    look(page, view)
    page.goto(f"/experts/{expert.person.pk}/")
    follow(page, view, "Demands that fit")
    expect(page.locator(".candidates .level").first).to_be_visible()
    look(page, view, "expert-demands")


def test_a_firm_states_a_problem_sees_who_can_solve_another_and_declines_with_a_reason(
    page: Page, view: View, demo: Demo, sign_in: SignIn
) -> None:
    candidates = Candidate.objects.filter(direction=ItemSide.DEMAND, level=4).exclude(demand__organisation=None)
    proposal = proposed(candidates.order_by("rank", "demand"), demo("city_officer"))
    firm = proposal.demand.organisation
    sign_in(page, role="firm_contact", organisation=firm)
    page.goto("/demands/")
    look(page, view)
    follow(page, view, "Add")
    page.fill("[name=title]", "大型铸钢件冒口切割面裂纹")
    page.fill("[name=organisation]", firm.name)
    page.fill("[name=body]", "冒口热切割后第二天，切割面附近出现细裂纹，打磨后仍有残留，需要找到原因和可行的工艺。")
    press(page, view, "Save")
    page.wait_for_url(re.compile(r"/demands/\d+/$"))
    assert Demand.objects.get(title="大型铸钢件冒口切割面裂纹").organisation == firm
    look(page, view)
    page.goto(f"/demands/{proposal.demand.pk}/")
    follow(page, view, "Who can solve it")
    expect(page.locator(".candidates .level").first).to_be_visible()
    look(page, view)
    open_waiting(page, proposal)
    page.locator("details.decline summary").click()
    page.locator("select[name=reason]").select_option("too_dear")
    look(page, view)
    press(page, view, "Decline")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason, proposal.declined_by) == ("declined", "too_dear", "demand")


def test_a_leader_reads_the_county_down_to_the_record_and_changes_nothing(
    page: Page, view: View, demo: Demo, sign_in: SignIn
) -> None:
    sign_in(page, user=demo("leader"))
    page.goto("/")
    look(page, view)
    page.goto("/county/")
    expect(page.locator(".is-drawn").first).to_be_visible()
    value = page.locator("[data-bank=demands] .figure-value")
    count = int(value.inner_text())
    assert count == Demand.objects.filter(archived_at=None).count()
    value.click()
    expect(page.locator("main tbody tr").first).to_be_visible()
    look(page, view)
    expect(page.get_by_role("link", name=say(view, "Add"), exact=True)).to_have_count(0)
    page.locator("main tbody tr a").first.click()
    look(page, view)
    expect(page.get_by_role("link", name=say(view, "Edit"), exact=True)).to_have_count(0)
    page.goto("/county/")
    with page.expect_download() as download:
        follow(page, view, "All as one workbook")
    assert download.value.suggested_filename.endswith(".xlsx")
