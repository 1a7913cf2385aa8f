"""The guided tour as the tutorial tells it: an officer of a county, from twenty forms to a solved demand in the report.

What is pressed is what stands in bold letters in the tutorial, step for step, in the language of the page.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext
from playwright.sync_api import Page, expect
from tests.functional.browsing import ROOT, check_accessible, check_language, check_no_overflow, shot
from tests.functional.conftest import HEIGHT, VIEWS, View
from tests.functional.tour_walk import PICTURES, TUTORIAL

from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.jobs import run_waiting_jobs
from duijie.demands.models import Demand
from duijie.indicators.models import WorkReport
from duijie.matching.models import Proposal
from duijie.matching.states import Side
from duijie.portal.tour.steps import STEPS

BOLD = re.compile(r"\*\*(.+?)\*\*")


class Walk:
    """One person on the way through the tour: what was pressed in each step is remembered."""

    def __init__(self, page: Page, view: View) -> None:
        self.page, self.view, self.at = page, view, 0
        self.pressed: list[list[str]] = [[] for _step in STEPS]

    def say(self, text: str, context: str = "") -> str:
        with translation.override(self.view.language):
            return pgettext(context, text) if context else gettext(text)

    def press(
        self, text: str, *, count: int | None = None, plural: str = "", within: str = "main", context: str = ""
    ) -> None:
        """A button of the page; with ``count``, one that says how many."""
        if count is None:
            name = self.say(text, context)
        else:
            with translation.override(self.view.language):
                name = ngettext(text, plural, count) % {"count": count}
        self.pressed[self.at].append(name)
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()

    def follow(self, text: str, *, to: str = "", context: str = "") -> None:
        """A link of the page; ``to`` ends the address of the one that is meant."""
        name = self.say(text, context)
        self.pressed[self.at].append(name)
        links = self.page.locator("main").locator(f"a[href$='{to}']" if to else "a[href]")
        links.filter(has_text=re.compile(rf"^\s*{re.escape(name)}")).first.click()

    def step(self, text: str, context: str = "") -> None:
        """A step of the demand: the button on its page, then the one that takes it."""
        self.follow(text, context=context)
        self.press(text, context=context)

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            field = self.page.locator(f"main [name={name}]")
            is_list = field.evaluate("one => one.tagName") == "SELECT"
            field.select_option(value) if is_list else field.fill(value)

    def look(self, picture: str = "") -> None:
        """The page is in order, and fits at both widths; with ``picture``, it is taken for the tutorial."""
        for width in sorted((1280, 375), key=lambda one: one == self.view.width):  # its own last
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            check_no_overflow(self.page)
        check_accessible(self.page)
        check_language(self.page, self.view.language)
        if picture:
            assert picture in PICTURES[self.at]
            self.page.evaluate("() => window.scrollTo(0, 0)")
            shot(self.page, picture if self.view.width == 1280 else f"{picture}-phone")

    def begin(self) -> None:
        """The card says which step this is; its button leads to where it is done."""
        step = STEPS[self.at]
        with translation.override(self.view.language):
            title, label = str(step.title), str(step.label)
        expect(self.page.locator("#tour-title")).to_have_text(title)
        self.pressed[self.at].append(label)
        self.page.locator(".tour").get_by_role("link", name=label, exact=True).click()

    def end(self) -> None:
        """To the next step."""
        self.press("Finish" if self.at == len(STEPS) - 1 else "Done, next", within=".tour")
        self.at += 1

    def job(self) -> None:
        """What was started is done, and the page shows it."""
        run_waiting_jobs()
        self.page.reload()


def told(language: str) -> list[list[str]]:
    """What the tutorial tells to press, by step."""
    text = (ROOT / "docs" / "tutorials" / TUTORIAL[language]).read_text(encoding="utf-8")
    return [BOLD.findall(section) for section in re.split(r"^## \d+\. ", text, flags=re.MULTILINE)[1:]]


@pytest.mark.parametrize(
    "view",
    [pytest.param(view, marks=[] if view == VIEWS[0] else [pytest.mark.slow]) for view in VIEWS],
    ids=lambda view: f"{view.short}-{view.width}",
)
def test_from_twenty_forms_to_the_report(
    open_page: Callable[..., Page],
    demo: Callable[[str], User],
    sign_in: Callable[..., User],
    view: View,
    tmp_path: Path,
) -> None:
    page = open_page(view)
    officer = sign_in(page, user=demo("county_officer"))
    walk = Walk(page, view)
    before = bank(page)
    page.goto("/")
    walk.look("home")
    forms = bring_forms(walk, tmp_path)
    verify_and_publish(walk, forms)
    match(walk)
    read_and_ask(walk)
    propose(walk, open_page(View(view.language, 375)))
    contract(walk)
    close(walk)
    walk.begin()
    assert bank(page) == before + forms
    walk.look("county-moved")
    walk.end()
    report(walk)
    expect(page.locator(".tour")).to_have_count(0)
    assert walk.pressed == told(view.language)
    proposal = Proposal.objects.get(demand__area=officer.memberships.get().area, state="mutual")
    assert (proposal.demand.state, proposal.demand.grade) == ("closed", "third_party")
    year = {"area": proposal.demand.area, "passage__solved_on__year": clock.today().year, "archived_at": None}
    told_of = int(WorkReport.objects.get().figures["figures"]["solved"]["value"])
    assert told_of == Demand.objects.filter(**year).count()


def bank(page: Page) -> int:
    """How many demands the county has, on its one page."""
    page.goto("/county/")
    return int(page.locator("[data-bank=demands] .figure-value").inner_text())


def bring_forms(walk: Walk, folder: Path) -> int:
    """Steps 1 and 2; the number of demands that were taken over."""
    page = walk.page
    with page.expect_download() as download:
        walk.begin()
    archive = folder / "forms.zip"
    download.value.save_as(archive)
    walk.end()
    walk.begin()
    page.set_input_files("input[type=file]", archive)
    walk.press("Next")
    walk.look("forms-columns")
    walk.press("Check the rows")
    walk.job()
    walk.look("forms-rows")
    put_right(walk)
    count = int(page.locator(".figure-value").nth(3).inner_text())
    walk.press("Import %(count)s row", plural="Import %(count)s rows", count=count)
    walk.job()
    walk.look()
    walk.end()
    return count


def put_right(walk: Walk) -> None:
    """The one form that names a mode of cooperation that nobody knows."""
    with translation.override(walk.view.language):
        pencil = gettext("Correct row %(row)s") % {"row": 12}
    walk.page.get_by_role("link", name=pencil, exact=True).click()
    walk.look()
    walk.page.fill("[name=cell-mode]", "委托开发")
    walk.press("Save and check again")
    walk.job()
    expect(walk.page.locator("tbody .badge-bad")).to_have_count(0)


def verify_and_publish(walk: Walk, count: int) -> None:
    page = walk.page
    walk.begin()
    page.wait_for_url(re.compile(r"/demands/"))
    for step in ("verify", "publish"):
        expect(page.locator("input[name=row]").nth(count - 1)).to_be_visible()  # the list is there, whole
        for box in page.locator("input[name=row]").all()[:count]:
            box.check()
        page.select_option("#bulk-action", step)
        with page.expect_navigation():
            walk.press("Do it")
    walk.look("published")
    walk.end()
    assert Demand.objects.filter(is_demo=False, state="published").count() == count


def match(walk: Walk) -> None:
    walk.begin()
    walk.press("Start")
    walk.job()
    walk.look("match-run")
    walk.end()


def read_and_ask(walk: Walk) -> None:
    """Steps 5 and 6."""
    walk.begin()
    expect(walk.page.locator(".candidates .level").first).to_be_visible()
    walk.look("workspace")
    walk.end()
    walk.begin()
    expect(walk.page.locator(".why-not-answer")).to_be_visible()
    walk.look("why-not")
    walk.end()


def propose(walk: Walk, phone: Page) -> None:
    page = walk.page
    walk.begin()
    walk.press("Propose")
    with translation.override(walk.view.language):
        button = gettext("Make a link for %(label)s") % {"label": Side.DEMAND.label}
    walk.press(button)
    walk.look("proposal")
    address = page.locator("#fresh-link").input_value()
    phone.goto(address)
    own, walk.page, walk.view = walk.view, phone, View(walk.view.language, 375)
    walk.look("proposal-link")
    walk.press("We are interested")
    walk.page, walk.view = page, own
    expect(phone.get_by_role("button", name=walk.say("We are interested"))).to_have_count(0)
    page.goto(f"/proposals/{Proposal.objects.latest('pk').pk}/")
    walk.press("We are interested", within="[aria-labelledby=answer-supply]")
    walk.end()


def contract(walk: Walk) -> None:
    """Both sides are brought together, sign, and work begins."""
    day = clock.today().isoformat()
    walk.begin()
    walk.follow("Record a contact")
    walk.fill(side="both", channel="meeting", summary="双方见面，先做三种胶料的加速浸泡试验。")
    walk.press("Save")
    walk.step("Both sides are in contact")
    walk.follow("Add", to="/contracts/add/")
    walk.fill(
        kind="development", organisation="澜川理工大学", amount="45", signed_on=day, contract_number="栖技合2026021号"
    )
    walk.press("Save")
    walk.step("Work has begun")
    walk.follow("Add", to="/milestones/add/")
    walk.fill(title="胶料通过 1000 h 加速浸泡", due_on=day, done_on=day)
    walk.press("Save")
    walk.look("tour-contract")
    walk.end()


def close(walk: Walk) -> None:
    """Without evidence nothing is solved; with it, the grade follows."""
    walk.begin()
    walk.follow("Add", to="/evidence/add/")
    walk.fill(kind="test", title="GB/T 17219 卫生评价合格，浸泡后水不变黑", issuer="栖宁市橡胶制品检测中心")
    walk.press("Save")
    walk.follow("It is solved")
    walk.fill(reason="新胶料换装三台，通过卫生评价。")
    walk.press("It is solved")
    walk.step("Close", context="step of a demand")
    walk.look("tour-solved")
    walk.end()


def report(walk: Walk) -> None:
    """The report of the year, made by a job; each of its figures is a link."""
    walk.begin()
    walk.press("Make it")
    walk.job()
    expect(walk.page.locator("a[href$='/files/pdf/']")).to_be_visible()
    walk.look("tour-report")
    walk.end()
