"""A demand case from the first word to its line in the work report, in a browser: each person does one's part.

What is pressed is what stands in bold letters in the how-to of the role (``HOW_TO``), one after the other.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region
from tests.functional.conftest import View
from tests.functional.walking import Person, differences

from duijie.accounts.domain.undertakings import publish_undertaking
from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.jobs import run_waiting_jobs
from duijie.demands.models import Demand, Visit
from duijie.demands.registers import DEMANDS
from duijie.indicators.models import WorkReport
from duijie.matching.models import Proposal
from duijie.registry.domain.record_parts import add_part
from duijie.registry.domain.records import add_record
from duijie.registry.registers.persons import EXPERTS

TITLE = "超低温球阀液氮浸泡后阀座泄漏"
PROBLEM = "液氮浸泡后密封圈收缩不均，阀座泄漏超标，换过两种填料没有改善。"
TARGETS = "-196℃ 下泄漏量不大于 0.1 mL/min，启闭 2000 次后仍达标"
WORK = "深冷球阀阀座冷缩自补偿密封技术，弹簧蓄能圈补偿低温收缩，泄漏率低"
HOW_TO = {
    "liaison_officer": "find-a-demand-as-a-liaison-officer.md",
    "county_officer": "see-a-demand-through.md",
    "checker": "check-a-demand.md",
    "firm_contact": "follow-the-demand-of-your-firm.md",
    "expert": "answer-a-demand-as-an-expert.md",
    "leader": "read-the-results-as-a-leader.md",
}
ON_THE_PHONE = ("liaison_officer", "firm_contact")


@dataclass
class Cast:
    """Who takes part, each at one's own tab."""

    liaison_officer: Person
    county_officer: Person
    checker: Person
    firm_contact: Person
    expert: Person
    leader: Person

    def all(self) -> list[tuple[str, Person]]:
        return [(page, getattr(self, role)) for role, page in HOW_TO.items()]


@pytest.fixture
def accounts(live: Any) -> dict[str, User]:
    """The people of the case, an expert with a work that fits, an undertaking to be signed, and a case from before."""
    region = make_region()
    firm = make_organisation(name="北渡深冷阀门有限公司", area=region.north)
    school = make_organisation(name="云溪理工大学", area=region.south, kind="university")
    made = {
        "liaison_officer": make_user(role="liaison_officer", organisation=firm, name="白行健", name_en="Bai Xingjian"),
        "county_officer": make_user(role="county_officer", area=region.north, name="梁青禾", name_en="Liang Qinghe"),
        "checker": make_user(role="county_officer", area=region.north, name="何慎之", name_en="He Shenzhi"),
        "firm_contact": make_user(role="firm_contact", organisation=firm, name="蒙远帆", name_en="Meng Yuanfan"),
        "expert": make_user(role="expert", organisation=school, name="江临", name_en="Jiang Lin"),
        "leader": make_user(role="leader", area=region.city, name="宋望岳", name_en="Song Wangyue"),
    }
    by = made["county_officer"]
    city = make_user(role="city_officer", area=region.city)
    publish_undertaking(text="本人对联系企业的商业秘密负有保密义务。", text_en="I keep the firms' secrets.", by=city)
    person = add_record(register=EXPERTS, by=city, values={"name": "江临", "organisation": school})
    person.account = made["expert"]
    person.save(update_fields=["account"])
    work = {"kind": "paper", "title": "低温球阀阀座密封收缩补偿", "body": WORK, "year": 2023}
    add_part(register=EXPERTS, part=EXPERTS.part_of("works"), record=person, version=1, values=work, by=city)
    before = {"title": "轴承钢球淬火裂纹", "body": "裂纹率 5%，要降到 0.1% 以下", "organisation": firm}
    add_record(register=DEMANDS, by=by, values=before)
    return made


@pytest.fixture
def cast(open_page: Callable[..., Page], accounts: dict[str, User], sign_in: Callable[..., User], view: View) -> Cast:
    people = {}
    for role, user in accounts.items():
        own = View(view.language, 375 if role in ON_THE_PHONE else 1280)
        people[role] = Person(open_page(own), own)
        sign_in(people[role].page, user=user)
    return Cast(**people)


@pytest.mark.slow  # six people, sixty pages, a match run and a report: more than a default run has time for
@pytest.mark.parametrize("view", [View("en", 1280), View("zh-hans", 1280)], ids=lambda view: view.short)
def test_from_a_visit_to_the_work_report(cast: Cast, view: View) -> None:
    found, solved = stages(cast.leader)
    find(cast.liaison_officer)
    demand = Demand.objects.get(title=TITLE)
    complete(cast.county_officer, demand)
    check(cast.checker, demand)
    match(cast.county_officer, demand)
    answer(cast.expert, "expert-proposal")
    answer(cast.firm_contact, "firm-proposal")
    bring_together(cast.county_officer, demand)
    solve(cast.county_officer, demand)
    rate(cast.firm_contact, demand)
    close_and_report(cast.county_officer, demand)
    read(cast.leader, (found + 1, solved + 1))
    demand.refresh_from_db()
    assert (demand.state, demand.grade, demand.source) == ("closed", "third_party", "visit")
    assert differences(cast.all()) == []


def stages(leader: Person) -> tuple[int, int]:
    """How many demands of this year were found and solved, as the funnel says."""
    leader.page.goto("/funnel/")
    cells = [leader.page.locator(f"tr[data-stage={stage}] td").first for stage in ("found", "solved")]
    found, solved = (int(cell.inner_text()) for cell in cells)
    return found, solved


def find(liaison: Person) -> None:
    """On the way: the undertaking is signed, a visit logged, its demand written up on the phone."""
    page = liaison.page
    liaison.home()
    liaison.follow(
        "Sign the confidentiality undertaking: until then the firms assigned to you are closed to you",
        within="#waiting",
    )
    liaison.fill(name="白行健")  # the name of the account
    liaison.press("Sign")
    liaison.home()
    liaison.follow("Log a visit")
    liaison.tick("a demand was found")
    liaison.fill(title=TITLE, problem=PROBLEM)
    liaison.look("case-visit")
    liaison.press("Save")
    page.wait_for_url(re.compile(r"/visits/\d+/$"))
    assert Visit.objects.get().demand.title == TITLE
    liaison.open(TITLE)
    page.wait_for_url(re.compile(r"/demands/\d+/$"))
    liaison.look("case-found")


def complete(officer: Person, demand: Demand) -> None:
    """At the desk: what is missing is asked and added; whoever wrote it up cannot check it."""
    officer.home()
    officer.follow("Verify the demand “%(title)s”", within="#waiting", title=TITLE)
    officer.page.goto(f"/demands/{demand.pk}/")
    officer.follow("Edit")
    expect(officer.page.locator("#guide .guide-line, #guide li").first).to_be_visible()
    officer.fill(targets=TARGETS, tried="换过石墨和聚四氟乙烯两种填料", budget_from="30", budget_to="50")
    officer.look("case-guide")
    officer.press("Save")
    officer.follow("Submit for checking")
    officer.press("Submit for checking")
    officer.follow("Mark as verified")
    expect(officer.main.get_by_role("button", name=officer.say("Mark as verified"))).to_have_count(0)
    officer.follow("Back")
    officer.look("case")


def check(checker: Person, demand: Demand) -> None:
    """The second person confirms what was checked."""
    checker.home()
    checker.follow("Verify the demand “%(title)s”", within="#waiting", title=TITLE)
    for key in ("complete", "confidential", "duplicate"):
        checker.main.locator(f"#check-{key}").check()
    checker.look("case-check")
    checker.press("Mark as verified")
    demand.refresh_from_db()
    assert demand.state == "verified"


def match(officer: Person, demand: Demand) -> None:
    """Published, matched with all supply, proposed to the one who fits best."""
    page = officer.page
    officer.home()
    page.goto(f"/demands/{demand.pk}/")
    officer.follow("Publish")
    officer.press("Publish")
    officer.follow("Who can solve it")
    officer.press("Match the demands of this area")
    run_waiting_jobs()
    page.goto(f"/demands/{demand.pk}/match/")
    officer.follow("Propose to both sides")
    officer.fill(message="请双方看看匹配理由。")
    officer.press("Propose")
    page.goto(f"/demands/{demand.pk}/")
    officer.follow("Mark as matched")
    officer.press("Mark as matched")


def answer(person: Person, picture: str) -> None:
    """Who was asked finds it among what waits, and says yes."""
    proposal = Proposal.objects.get()
    person.home()
    person.follow("Answer the proposal “%(demand)s” – “%(supply)s”", within="#waiting", demand=TITLE, supply="江临")
    person.look(picture)
    person.press("We are interested")
    before, proposal = proposal.state, Proposal.objects.get()
    assert (before, proposal.state) in {("shown", "interest_supply"), ("interest_supply", "mutual")}


def bring_together(officer: Person, demand: Demand) -> None:
    """Both have said yes: the office brings them together and writes down that it spoke with them."""
    officer.home()
    officer.follow(
        "Mutual interest, bring them together: “%(demand)s” – “%(supply)s”", within="#waiting", demand=TITLE,
        supply="江临",
    )  # fmt: skip
    officer.press("They are in talks")
    officer.page.goto(f"/demands/{demand.pk}/")
    officer.follow("Record a contact")
    officer.fill(side="both", channel="meeting", summary="双方见面，企业介绍工况，专家愿意先做样件。")
    officer.press("Save")
    officer.follow("Both sides are in contact")
    officer.press("Both sides are in contact")
    officer.follow("Negotiation has begun")
    officer.press("Negotiation has begun")


def solve(officer: Person, demand: Demand) -> None:
    """Contract, milestone, evidence: what is done stands where it can be proven."""
    officer.follow("Add", to="/parts/contracts/add/")
    officer.fill(
        kind="development",
        organisation="云溪理工大学",
        amount="40",
        signed_on=today(),
        contract_number="云技合2026001号",
    )
    officer.press("Save")
    officer.follow("Work has begun")
    officer.press("Work has begun")
    officer.follow("Add", to="/parts/milestones/add/")
    officer.fill(title="样件通过液氮浸泡试验", due_on=today(), done_on=today())
    officer.press("Save")
    officer.follow("It is solved")
    officer.follow("Add", to="/parts/evidence/add/")  # without proof nothing is solved: the page leads there
    officer.fill(kind="test", title="液氮浸泡后泄漏量 0.06 mL/min", issuer="云溪阀门检测中心", issued_on=today())
    officer.press("Save")
    officer.follow("It is solved")
    officer.fill(reason="样件试验合格，已装机。")
    officer.press("It is solved")
    officer.look("case-solved")


def rate(firm: Person, demand: Demand) -> None:
    """On the phone: the firm reads what happened and says what it thinks of it."""
    firm.home()
    firm.follow("Rate the result of “%(title)s”", within="#waiting", title=TITLE)
    firm.open(TITLE)
    course = firm.main.locator("section[aria-labelledby=course]")
    for step in ("Publish", "Both sides are in contact", "It is solved"):
        expect(course).to_contain_text(firm.say(step))
    firm.look("case-firm")
    firm.follow("Rate the result")
    firm.tick("very satisfied")
    firm.fill(comment="三个月解决了泄漏，样件已经装机。")
    firm.tick("We confirm that the problem is solved")
    firm.look("case-rating")
    firm.press("Save")
    expect(firm.main.locator("#rating")).to_be_visible()


def close_and_report(officer: Person, demand: Demand) -> None:
    """The case comes to its end, and the report of the county writes itself."""
    officer.home()
    officer.page.goto(f"/demands/{demand.pk}/")
    officer.follow("Close", context="step of a demand")
    officer.press("Close", context="step of a demand")
    officer.page.goto("/funnel/")
    officer.follow("Make a work report")
    officer.press("Make it")
    run_waiting_jobs()
    officer.page.reload()
    expect(officer.main.get_by_role("link", name="PDF")).to_be_visible()
    officer.look("work-report")


def read(leader: Person, counts: tuple[int, int]) -> None:
    """Funnel and report say one more; both numbers lead to the case."""
    page, report = leader.page, WorkReport.objects.get()
    leader.home()
    leader.follow("Funnel", within="nav")
    assert stages(leader) == counts
    leader.look("funnel")
    page.locator("tr[data-stage=solved] td a").first.click()
    expect(page.locator("main tbody tr")).to_have_count(counts[1])
    leader.open(TITLE)
    expect(page.locator("main #rating")).to_be_visible()
    leader.follow("Work reports", within="nav")
    leader.open(report.title)
    number = page.locator(f"main a[href$='/{report.pk}/evidence/solved/']")
    expect(number).to_have_text(str(counts[1]))
    number.click()
    expect(page.locator("main tbody tr")).to_have_count(counts[1])
    leader.look()
    leader.open(TITLE)
    assert page.url.endswith(f"/demands/{Demand.objects.get(title=TITLE).pk}/")


def today() -> str:
    return clock.today().isoformat()
