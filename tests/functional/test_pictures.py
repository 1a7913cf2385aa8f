"""Pictures of pages that the how-tos show and no other test takes: the demo with work on its way, as its people see it.

With ``DUIJIE_SCREENSHOTS=1`` and ``--full``; what the pages must be in every view is asked here too.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect
from tests.functional.browsing import shot
from tests.functional.conftest import View, look

from duijie.accounts.models import User
from duijie.common.domain.site import remove_logo
from duijie.demands.models import Challenge, CommonProblem, DemandClock, ExternalSystem
from duijie.messaging.kinds import kind_of
from duijie.programmes.models import Application, Certificate, Posting, PostingPlan, Programme, Round, WorkLog


def _one(name: str, rows: Any, field: str = "pk") -> str:
    return reverse(name, args=[rows.values_list(field, flat=True).first()])


# Name of the picture: who looks, at which page.
PICTURES: dict[str, tuple[str, Callable[[], str]]] = {
    "visits": ("county_officer", lambda: "/visits/"),
    "challenge": ("city_officer", lambda: _one("challenge_detail", Challenge.objects.order_by("pk"), "demand")),
    "clock-policies": ("city_officer", lambda: reverse("clock_policy_list")),
    "demand-clocks": (
        "city_officer",
        lambda: reverse("record_clocks", args=["demands", DemandClock.objects.order_by("-round", "pk")[0].demand_id]),
    ),
    "messages": ("county_officer", lambda: reverse("message_list")),
    "message-choices": ("county_officer", lambda: reverse("message_choices")),
    "message-text": (
        "system_administrator",
        lambda: reverse("message_text", args=[kind_of("proposal.shown").key, "zh-hans"]),
    ),
    "filings": ("county_officer", lambda: reverse("filing_list")),
    "common-problem": ("city_officer", lambda: _one("common_problem_detail", CommonProblem.objects.order_by("pk"))),
    "exchange": ("city_officer", lambda: _one("exchange_detail", ExternalSystem.objects.order_by("pk"))),
    "undertaking": ("city_officer", lambda: reverse("undertaking")),
    "personal-data": ("expert", lambda: reverse("privacy_mine")),
    "summaries": ("firm_contact", lambda: reverse("summary_list", args=["demands"])),
    "access-requests": ("city_officer", lambda: reverse("access_list")),
    "round": ("city_officer", lambda: _one("round_detail", Round.objects.filter(is_demo=True).order_by("-pk"))),
    "application": (
        "city_officer",
        lambda: _one("application_detail", Application.objects.filter(state="recommended")),
    ),
    "certificate": ("city_officer", lambda: _one("certificate_detail", Certificate.objects.order_by("pk"))),
    "posting-plan": ("city_officer", lambda: _one("posting_plan", PostingPlan.objects.order_by("-pk"))),
    "posting": ("city_officer", lambda: _one("posting_detail", Posting.objects.filter(state="active").order_by("pk"))),
    "work-log-form": ("commissioner", lambda: reverse("work_log_add")),
    "work-log": ("county_officer", lambda: _one("work_log_detail", WorkLog.objects.filter(state="host_confirmed"))),
    "yield-totals": ("city_officer", lambda: reverse("yield_totals")),
    "conditions": ("city_officer", lambda: _one("programme_conditions", Programme.objects.filter(is_demo=True))),
}


def leave_the_tour(page: Page, view: View) -> bool:
    """Its card would fill the picture. Whether it was there."""
    card = page.locator(".tour")
    is_there = card.count() > 0
    if is_there:
        with translation.override(view.language):
            card.get_by_role("button", name=gettext("Leave the tour")).click()
        expect(card).to_have_count(0)
    return is_there


@pytest.mark.slow
@pytest.mark.parametrize("view", [View("zh-hans", 1280), View("en", 1280)], ids=lambda view: view.short)
def test_pages_of_the_how_tos(
    open_page: Callable[..., Page], busy_demo: Callable[[str], User], sign_in: Callable[..., User], view: View
) -> None:
    page = open_page(view)
    remove_logo(by=busy_demo("system_administrator"))
    for name, (role, address) in PICTURES.items():
        page.context.clear_cookies(name="sessionid")
        sign_in(page, user=busy_demo(role))
        answer = page.goto(address())
        assert answer is not None
        assert answer.status == 200
        if leave_the_tour(page, view):
            page.goto(address())
        look(page, view)
        shot(page, name)
