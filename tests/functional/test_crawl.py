"""Every page as every role, in both languages, at both widths: the menu's pages and all that lie behind them.

Without a browser: each role follows every link, one representative of each kind of page; a page answers, its markup is
sound, as far as that tells also for whoever does not see it (``soundness``), nothing is left in the other language. In
the browser, one after the other: one of each kind of page, no wider than the window, which complains of nothing; axe
looks at as few of them as together hold everything that any page holds.
By default the roles walk in Chinese, and what led three of them nowhere else the others do not open; the pages that
hold something new are read in English as well, and the browser takes every other of them in English. With ``--full``
all of it is done in each language, and what is new is asked of each kind of page by itself.
"""

import itertools
import pickle
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import get_resolver
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer
from tests.functional import browsing
from tests.functional.browsing import WhatWentWrong, check_accessible, check_no_overflow
from tests.functional.conftest import HEIGHT, View
from tests.functional.crawling import Sampled, Visit, client_of, crawl, open_as
from tests.functional.demo_region import KEPT, account, load_and_work, restore
from tests.functional.work_on_its_way import beside_the_links

from duijie.accounts.models import User
from duijie.accounts.roles import ROLES

NOBODY = "nobody"
# What has a name and is no page to be opened by itself.
SENT = {
    "account_activate", "account_logout", "application_fill", "application_paper_add", "application_paper_remove",
    "application_settle",
    "account_unlock", "area_archive", "area_restore", "attachment_add",
    "attachment_remove", "audit_check", "calendar_reset", "challenge_withdraw", "comment_add", "comment_remove",
    "common_problem_change", "common_problem_search", "common_problem_solution_remove",
    "demand_guide", "apply_guide", "duplicate_different", "duplicate_name", "duplicate_reopen", "duplicate_search",
    "embedding_model_give_up", "embedding_model_take_away",
    "exchange_go_on", "filing_accept", "filing_decide", "import_apply", "import_check",
    "import_decide",
    "index_rebuild", "job_cancel", "job_retry", "list_match_rename", "list_match_replace", "list_match_samples",
    "list_match_start", "match_run_start", "message_mark", "message_receipt", "message_text_back", "plan_change",
    "agreement_template_archive", "firm_owner_remove", "posting_answer", "posting_plan_change", "posting_plan_check",
    "posting_plan_start",
    "plan_compute", "plan_copy", "programme_archive", "review_assign", "review_close",
    "review_remind", "review_reopen", "review_reviewer_remove", "round_check", "round_freeze", "round_quotas",
    "round_unit_remove", "plan_meet_again", "plan_take_in", "privacy_consent",
    "proposal_answer", "proposal_link",
    "proposal_step", "ranking_model_fit", "ranking_model_step", "record_bulk", "set_language", "site_bring_back",
    "site_logo_remove", "tour_go", "view_remove", "view_save", "work_report_again", "work_report_archive",
    "work_report_restore", "workspace_choose", "workspace_judge", "visit_position_remove", "work_log_position_remove",
}  # fmt: skip
FETCHED_BY_A_PAGE = {
    "county_map", "job_progress", "organisation_suggest", "search_suggestions", "site_logo_show", "visit_firms",
}  # fmt: skip
BEHIND_OTHER_STEPS = {  # each has a test of its own: of two-step sign-in, a list of areas, an added model
    "account_remove_second_factor",
    "mfa_activate_totp", "mfa_authenticate", "mfa_deactivate_totp", "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_reauthenticate", "mfa_view_recovery_codes", "area_import_report",
    "embedding_model_remove",
    "filing_receipt",  # of a form that was sent: test_filings.py
}  # fmt: skip
BEHIND_OTHER_STEPS |= {  # of cases: what needs somebody's order, a request under decision, a file handed over
    "access_step", "clock_policy_retire", "common_problem_solution", "exchange_archive", "exchange_file",
    "exchange_left_out", "exchange_numbers_export", "exchange_revert", "filing_proof", "message_picture",
    "message_stop", "personal_request", "personal_request_copy", "personal_request_step",
    "record_lift", "record_supervise", "round_recognise",
    "certificate_check_code", "objection_evidence", "round_conclude", "round_edit", "round_meeting", "round_notice",
    "print_run_detail", "print_run_file", "round_recommend",  # what somebody has printed: test_printing.py
    "review_assignments", "review_assignments_export", "review_detail", "review_export", "review_panel",
    "review_panel_edit", "review_paper", "review_recuse",
    "review_reviewer_add",  # a round with a review: test_reviews.py
    "round_recuse", "public_notice_object",  # what a round of another state has: test_pages.py of programmes
    "notice_docx", "notice_pdf", "recognition_docx", "recognition_pdf",  # of a round with a notice: test_printing.py
    "undertaking_version", "visit_demand", "work_report_evidence",
}  # fmt: skip
BEHIND_OTHER_STEPS |= {  # of postings that serve: tests/integration/programmes/test_service_pages.py opens each
    "commendation_add", "host_contact_detail", "host_contact_end", "host_contact_verify", "ledger_add",
    "ledger_detail", "ledger_file", "ledger_reverse", "service_rules_edit", "work_log_by_link", "work_log_correct",
    "work_log_detail", "work_log_edit", "work_log_link", "work_log_photo", "work_log_slip", "work_log_slip_check",
    "work_log_slip_in", "work_log_step", "yield_add", "yield_detail", "yield_edit", "yield_evidence", "yield_merge",
    "yield_prove", "yield_shares", "yield_step",
}  # fmt: skip
BEHIND_OTHER_STEPS |= {  # of postings, of which the demo has none yet: test_posting_pages.py of programmes
    "agreement_detail", "agreement_document", "agreement_draw_up", "agreement_file", "agreement_replace",
    "agreement_scan", "agreement_sign", "firm_owner_add", "firm_owner_list", "posting_add", "posting_call",
    "posting_call_edit", "posting_detail", "posting_end", "posting_extend", "posting_need", "posting_need_add",
    "posting_need_edit", "posting_need_step", "posting_plan", "posting_plan_pair", "posting_plan_release",
    "posting_signing", "posting_step", "agreement_pdf",
    "firm_owner_export", "posting_plan_export",  # test_list_files.py of programmes
}  # fmt: skip
BEHIND_OTHER_STEPS |= {"breach_record", "breach_undo"}  # of a challenge that is over: test_breaches.py opens both
ONLY_LEAD_ON = {"account_email", "posting_call_of_round", "account_set_password", "message_open"}


LANGUAGES = pytest.mark.parametrize("language", ["zh-hans", pytest.param("en", marks=pytest.mark.slow)])
ENOUGH = 3  # roles that open a page that led none of them on
PARTS = 4  # so that all processes of a run have something to do


@dataclass(frozen=True)
class Walked:
    """What the walk of all roles told: faults, the names of the pages reached, and what is worth a look."""

    faults: list[str]
    reached: set[str]
    looks: list["Look"]


@dataclass(frozen=True)
class Look:
    """What the browser opens. ``is_new``: it holds elements that nothing opened before it holds."""

    role: str
    address: str
    is_new: bool


@pytest.fixture
def walked(live: LiveServer, own_data: Path, language: str) -> Walked:
    """The walk in ``language``, made once for all processes of a run; the region is as the walk has left it."""
    told = KEPT / f"walk-{language}.pickle"

    def walk_and_tell() -> None:
        restore("busy", lambda: load_and_work(own_data), own_data)
        told.write_bytes(pickle.dumps(walk(language)))

    restore(f"walked-{language}", walk_and_tell, own_data)
    found: Walked = pickle.loads(told.read_bytes())
    return found


def walk(language: str) -> Walked:
    faults: list[str] = []
    found: list[tuple[str, Visit]] = []
    reached: set[str] = set()
    sampled = Sampled(len(ROLES) + 1 if browsing.LOOK_AT_EVERYTHING else ENOUGH)
    for role in (NOBODY, *ROLES):
        client = client_of(None if role == NOBODY else account(role), language)
        for visit in crawl(client, beside=beside_the_links(role), sampled=sampled):
            faults += [f"{visit.address} as {role}: {fault}" for fault in faults_of(visit)]
            if visit.status == 200:
                reached.add(visit.name)
            if visit.status == 200 and visit.page is not None:
                found.append((role, visit))
    return Walked(faults, reached, worth_a_look(found))


@LANGUAGES
def test_every_page_of_every_role(walked: Walked) -> None:
    told(walked.faults)
    assert every_name() - walked.reached - SENT - FETCHED_BY_A_PAGE - BEHIND_OTHER_STEPS - ONLY_LEAD_ON == set()


@LANGUAGES
@pytest.mark.parametrize("part", range(PARTS))
def test_pages_in_the_browser(
    walked: Walked,
    open_page: Callable[..., Page],
    sign_in: Callable[..., User],
    went_wrong: WhatWentWrong,
    language: str,
    part: int,
) -> None:
    looks = walked.looks[part * len(walked.looks) // PARTS : (part + 1) * len(walked.looks) // PARTS]
    faults: list[str] = []
    signed_in: dict[str, str] = {}
    if browsing.LOOK_AT_EVERYTHING:
        tabs = {language: open_page(View(language, 1280))}
    else:
        tabs = {one: open_page(View(one, 1280)) for one in ("zh-hans", "en")}
        faults += in_english(looks)
    for number, one in enumerate(looks):
        role, address = one.role, one.address
        spoken = list(tabs)[number % len(tabs)]
        page = tabs[spoken]
        if signed_in.get(spoken) != role:
            page.context.clear_cookies(name="sessionid")
            if role != NOBODY:
                sign_in(page, user=account(role))
            signed_in[spoken] = role
        page.set_viewport_size({"width": 1280, "height": HEIGHT})
        page.goto(address)
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for check in checks_at(width, spoken, one):
                try:
                    check(page)
                except AssertionError as error:  # told together: walking through all of it takes a while
                    faults.append(f"{address} as {role} in {spoken} at {width}: {error}")
        if went_wrong:
            faults.append(f"{address} as {role} in {spoken}: {', '.join(went_wrong)}")
            went_wrong.clear()
    told(faults)


def told(faults: list[str]) -> None:
    if faults:
        pytest.fail(f"{len(faults)} faults\n" + "\n".join(faults), pytrace=False)


def in_english(looks: list[Look]) -> Iterator[str]:
    """What is wrong with the English of these pages."""
    for role, ones in itertools.groupby(looks, key=lambda one: one.role):
        client = client_of(None if role == NOBODY else account(role), "en")
        for one in ones:
            for fault in faults_of(open_as(client, one.address)):
                yield f"{one.address} as {role} in English: {fault}"


def checks_at(width: int, language: str, one: Look) -> list[Callable[[Page], None]]:
    """Both languages have the same elements; axe looks at the one on a wide page and at the other on a narrow one."""
    looks = browsing.LOOK_AT_EVERYTHING or (one.is_new and (width == 1280) == (language == "zh-hans"))
    return [check_no_overflow, check_accessible] if looks else [check_no_overflow]


def faults_of(visit: Visit) -> Iterator[str]:
    """What is wrong with a page as it was answered; who may not open a page is not led there by a link."""
    if visit.status >= (500 if visit.is_beside else 400):
        yield f"answered with {visit.status}"
    if visit.page is not None and visit.status == 200:
        yield from visit.page.faults
        for text in visit.page.strings_left():
            yield f"says “{text[:80]}”"


def worth_a_look(found: list[tuple[str, Visit]]) -> list[Look]:
    """As few pages as together show everything that any of them shows, and one of each other kind; together by role.

    With ``--full`` the fullest of each kind, and those that show what no other of their own kind did, each with axe.
    """
    pages = sorted(found, key=lambda one: -len(shape(one)))
    if browsing.LOOK_AT_EVERYTHING:
        chosen = [(one, True) for one in news_of_each_kind(pages)]
    else:
        covering = cover(pages)
        kinds = {visit.name for _role, visit in covering}
        others = {visit.name: (role, visit) for role, visit in reversed(pages) if visit.name not in kinds}
        chosen = [*((one, True) for one in covering), *((one, False) for one in others.values())]
    return sorted(
        (Look(role, visit.address, is_new) for (role, visit), is_new in chosen), key=lambda one: (one.role, one.is_new)
    )


def cover(pages: list[tuple[str, Visit]]) -> list[tuple[str, Visit]]:
    """Of ``pages`` those that show together what all of them show: each time the one with most that is yet missing."""
    missing = set().union(*map(shape, pages))
    chosen = []
    while missing:
        chosen.append(max(pages, key=lambda one: len(shape(one) & missing)))
        missing -= shape(chosen[-1])
    return chosen


def news_of_each_kind(pages: list[tuple[str, Visit]]) -> Iterator[tuple[str, Visit]]:
    known: dict[str, set[str]] = defaultdict(set)
    for one in pages:
        name = one[1].name
        if name not in known or not known[name].issuperset(shape(one)):
            known[name] |= shape(one)
            yield one


def shape(one: tuple[str, Visit]) -> set[str]:
    page = one[1].page
    return page.shape if page else set()


def every_name() -> set[str]:
    """All addresses of the portal that have a name."""
    return {name for name in get_resolver("duijie.portal.urls").reverse_dict if isinstance(name, str)}
