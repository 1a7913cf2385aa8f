"""The people of a round on their way, and what they do up to the decision of the meeting, each at one's own tab.

Office and reviewers sit at a desk or a phone, as the view is; applicant, host and visitors always have a phone. What is
a third of the same – another application of the unit – is brought by the domain functions.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from playwright.sync_api import Page, expect
from tests.factories.accounts import make_user
from tests.factories.programmes import PDF
from tests.factories.registry import make_organisation, make_person, make_region
from tests.functional.conftest import View
from tests.functional.walking import Person

from duijie.accounts.models import User
from duijie.programmes.domain.applications import add_paper, begin_application
from duijie.programmes.domain.applications import submit as send
from duijie.programmes.models import (
    Application,
    Programme,
    Review,
    Round,
)

OPENS, CLOSES, EXAMINED, NOTICED, NOTICE_OVER = (
    date(2025, 3, 3), date(2025, 3, 14), date(2025, 3, 18), date(2025, 3, 20), date(2025, 3, 25),
)  # fmt: skip
"""Three working days of notice from Thursday 20 March on end on Monday 24."""
ANSWERS = {
    "birth_date": "1980-05-06", "phone": "13800001111", "civil_servant": False, "owns_host": False, "agreed": True,
    "host": {"name": "云溪恒力轴承有限公司", "number": None}, "statement": "每月驻点，攻关轴承热处理变形。",
}  # fmt: skip
ONE_AFTER_THE_OTHER = {"school": "reviewer", "second": "reviewer"}
"""Whoever is at work once sits down at a tab that another left: one of its own takes as long as three pages."""
PAPER = {"name": "推荐表.pdf", "mimeType": "application/pdf", "buffer": PDF}


class Story:
    """Who takes part, and the day it is: ``on`` moves everybody's day."""

    def __init__(self, open_page: Callable[..., Page], sign_in: Callable[..., User], view: View, settings: Any) -> None:
        self._open, self._sign_in, self._settings = open_page, sign_in, settings
        self.desk, self.phone = view, View(view.language, 375)
        self.region = make_region()
        north = self.region.north
        self.home = make_organisation(name="云溪大学", area=north, kind="university")
        self.host = make_organisation(name="云溪恒力轴承有限公司", area=north)
        self.accounts = {
            "city": make_user(role="city_officer", area=self.region.city, name="顾长川", name_en="Gu Changchuan"),
            "county": make_user(role="county_officer", area=north, name="梁青禾", name_en="Liang Qinghe"),
            "applicant": make_user(role="commissioner", organisation=self.home, name="阮知远", name_en="Ruan Zhiyuan"),
            "host": make_user(role="firm_contact", organisation=self.host, name="钱行", name_en="Qian Xing"),
            "school": make_user(role="institution_officer", organisation=self.home, name="苏立", name_en="Su Li"),
            "reviewer": make_user(role="reviewer", name="江临", name_en="Jiang Lin"),
            "second": make_user(role="reviewer", name="白行健", name_en="Bai Xingjian"),
        }
        make_person(name="阮知远", title="工程师", organisation=self.home, account=self.accounts["applicant"])
        self.others = [
            make_person(name=name, title="副教授", rank="deputy", organisation=self.home)
            for name in ("岳怀瑾", "白望舒")
        ]
        self._tabs: dict[str, Person] = {}
        self._signed_in: dict[str, str] = {}

    def __getitem__(self, role: str) -> User:
        return self.accounts[role]

    def at(self, role: str) -> Person:
        """Somebody at a tab of one's own; ``visitor`` has no account."""
        tab = ONE_AFTER_THE_OTHER.get(role, role)
        if tab not in self._tabs:
            view = self.phone if role in ("applicant", "host", "visitor") else self.desk
            self._tabs[tab] = Person(self._open(view), view)
        if role != "visitor" and self._signed_in.get(tab) != role:
            self._sign_in(self._tabs[tab].page, user=self.accounts[role])
            self._signed_in[tab] = role
        return self._tabs[tab]

    def on(self, day: date) -> None:
        self._settings.DUIJIE_AS_OF = day

    @property
    def round(self) -> Round:
        return Round.objects.get()

    @property
    def own(self) -> Application:
        return Application.objects.get(name="阮知远")


def open_it(story: Story) -> None:
    """A programme from a template, with another number of days and a review; a round of it takes applications."""
    city = story.at("city")
    city.page.goto("/programmes/")
    city.follow("New programme")
    city.main.locator("[name=template][value=commissioners]").check()
    city.fill(name="工业科技特派员", area=story.region.city.code)
    city.press("Save")
    city.follow("Edit")
    city.fill(notice_days="3", quota="2")
    city.main.locator("[name=review]").check()
    city.look()
    city.press("Save")
    city.look()
    programme = Programme.objects.get()
    assert (programme.rules["notice_days"], programme.rules["quota"], programme.rules["review"]) == (3, 2, True)
    city.follow("New round")
    city.fill(name="首批", opens_on=OPENS.isoformat(), closes_on=CLOSES.isoformat(), call="面向高校科技人员。")
    city.press("Save")
    city.follow("Open for applications")
    city.press("Open for applications")
    city.look()
    assert story.round.state == "open"
    visitor = story.at("visitor")
    visitor.page.goto("/calls/")
    visitor.open("工业科技特派员 · 首批")
    visitor.look()


def apply_on_a_phone(story: Story) -> None:
    """Begun from what the register knows, its gaps told all at once, papers added, submitted."""
    one = story.at("applicant")
    one.page.goto(f"/rounds/{story.round.pk}/")
    one.follow("Apply", context="in a round")
    expect(one.main.locator("[name=name]")).to_have_value("阮知远")
    one.press("Go on")
    one.look()
    one.fill(birth_date="1980-05-06", phone="13800001111", statement="每月驻点。")
    for name in ("civil_servant", "owns_host"):
        answer(one, name, yes=False)
    one.press("Save the draft")
    expect(one.main.locator("#missing")).to_be_visible()
    one.look()
    one.follow("Edit")
    answer(one, "agreed", yes=True)
    one.press("Save the draft")
    add_papers(one, "form", "title")
    expect(one.main.locator("#missing")).to_have_count(0)
    submit(one)
    one.look()
    assert story.own.state == "submitted"


def answer(one: Person, name: str, *, yes: bool) -> None:
    one.main.locator(f"[name={name}]").select_option("yes" if yes else "no")


def add_papers(one: Person, *keys: str) -> None:
    for key in keys:
        form = one.main.locator(f"form[action$='/papers/{key}/add/']")
        form.locator("input[type=file]").set_input_files(PAPER)
        form.locator("button").click()


def submit(one: Person) -> None:
    one.follow("Submit")
    one.press("Submit")


def hand_in(story: Story, person: Any) -> None:
    """A further application from the same unit."""
    by, values = story["school"], {"name": person.name, "title": person.title, "answers": ANSWERS}
    made = begin_application(round=story.round, organisation=story.home, values=values, by=by, person=person,
                             unit=story.own.unit)  # fmt: skip
    for key in ("form", "title"):
        add_paper(application=made, key=key, name=f"{key}.pdf", chunks=[PDF], by=by)
    made.refresh_from_db()
    send(application=made, version=made.version, by=by)


def apply_for_another(story: Story) -> None:
    """The unit applies for somebody of its own, chosen from the register."""
    school, person = story.at("school"), story.others[0]
    school.page.goto("/rounds/")
    school.main.locator(f"a[href='/rounds/{story.round.pk}/']").first.click()
    school.follow("Apply", context="in a round")
    school.fill(person_choice=str(person.pk))
    school.press("Go on")
    texts = {name: ANSWERS[name] for name in ("birth_date", "phone", "statement")}
    school.fill(**texts, host=ANSWERS["host"]["name"])
    for name in ("civil_servant", "owns_host", "agreed"):
        answer(school, name, yes=ANSWERS[name])
    school.press("Save the draft")
    add_papers(school, "form", "title")
    submit(school)
    made = Application.objects.get(name=person.name)
    assert (made.state, made.person, made.title) == ("submitted", person, person.title)


def recommend(story: Story) -> None:
    """All defects at once; what is mended is recommended, and one more than the quota is refused."""
    apply_for_another(story)
    hand_in(story, story.others[1])
    county, one = story.at("county"), story.at("applicant")
    county.home()
    county.follow("Recommend, or return with defects: %(name)s", within="#waiting", name="阮知远")
    county.follow("Return with defects")
    county.fill(defects="推荐表未盖章\n工作计划过于简略")
    county.press("Return with defects")
    county.look()
    one.home()
    one.follow("Complete and submit the application of %(name)s", within="#waiting", name="阮知远")
    if "edit" not in one.page.url:
        expect(one.main.get_by_text("工作计划过于简略")).to_be_visible()
        one.follow("Edit")
    one.fill(statement=ANSWERS["statement"])
    one.press("Save the draft")
    add_papers(one, "form")
    submit(one)
    rows = [Application.objects.get(name=name) for name in ("阮知远", *(person.name for person in story.others))]
    county.page.goto(f"/rounds/{story.round.pk}/units/{story.own.unit.pk}/recommend/")
    county.look()
    for chosen in (rows, rows[:2]):
        for one_row in chosen:
            county.main.locator(f"[name=chosen][value='{one_row.pk}']").check()
        county.fill(opinion="同意推荐。")
        county.press("Recommend what is ticked")
        assert Application.objects.filter(state="recommended").count() == (0 if len(chosen) == 3 else 2)
    county.look()
    for one_row in rows:
        one_row.refresh_from_db()
    assert [row.state for row in rows] == ["recommended", "recommended", "submitted"]
    county.page.goto(f"/applications/{rows[2].pk}/")
    county.follow("Do not recommend")
    county.fill(reason="名额已满")
    county.press("Do not recommend")
    assert pdf_of(county, f"/rounds/{story.round.pk}/units/{story.own.unit.pk}/opinion/")


def examine(story: Story) -> None:
    """Yes, no or cannot tell by condition; what cannot be told is settled with a proof."""
    story.on(EXAMINED)
    city, pk = story.at("city"), story.round.pk
    for verb in ("Close the call", "End the recommendation"):
        city.page.goto(f"/rounds/{pk}/")
        city.follow(verb)
        city.press(verb)
    city.press("Ask all conditions")
    city.page.goto(f"/applications/{story.own.pk}/")
    checks = city.main.locator("section[aria-labelledby=checks] > ol > li > .badge")
    expect(checks.and_(city.page.locator(".badge-info"))).to_have_count(1)  # the register knows no rank of the title
    expect(checks.and_(city.page.locator(".badge-good"))).to_have_count(3)
    city.look()
    city.main.locator("[name=proof]").first.fill("职称证书，浙工审〔2019〕12号")
    city.press("Proven: met")
    expect(checks.and_(city.page.locator(".badge-good"))).to_have_count(4)
    city.page.goto(f"/rounds/{pk}/")
    city.follow("Check all and conclude")
    city.press("Check all and conclude")
    assert story.own.state == "examined"
    city.look()


def review_and_decide(story: Story) -> None:
    """Scored without names by two, decided by the meeting on the list that was frozen."""
    city, round_ = story.at("city"), story.round
    city.follow("Expert review")
    city.follow("Set the review up")
    city.fill(each="2", each_side="0", due_on=EXAMINED.isoformat())
    for field in city.main.locator("[name=fields_shown]").all():
        field.set_checked(field.get_attribute("value") == "statement")
    city.press("Settings of the expert review")
    for name in ("reviewer", "second"):
        city.follow("Add a reviewer")
        city.fill(account=story[name].username, most="5")
        city.press("Add a reviewer")
    city.press("Assign applications")
    city.look()
    for role, marks in {"second": ("80", "90", "70"), "reviewer": ("85", "80", "75")}.items():
        one = story.at(role)
        for mine in Review.objects.filter(reviewer__account=story[role]):
            one.page.goto("/reviews/")
            one.main.locator(f"a[href='/reviews/{mine.pk}/']").click()
            for secret in ("阮知远", "岳怀瑾", "云溪大学", "13800001111"):
                expect(one.main.get_by_text(secret)).to_have_count(0)
            one.fill(**dict(zip(("fit", "ability", "plan"), marks, strict=True)))
            one.look()
            one.press("Hand in")
    assert Review.objects.exclude(submitted_at=None).count() == 4
    city.page.goto(f"/rounds/{round_.pk}/review/")
    city.press("Close the review")
    city.look()
    city.page.goto(f"/rounds/{round_.pk}/")
    city.follow("End the examination")
    city.press("End the examination")
    city.follow("Enter the decision of the meeting")
    city.press("Freeze the list")
    city.fill(held_on=EXAMINED.isoformat(), attendees="局长办公会成员", minutes="会议审议通过名单，予以公示。")
    city.look()
    city.press("Enter the decision of the meeting")
    assert story.own.state == "approved"


def pdf_of(one: Person, address: str) -> bytes:
    answer = one.page.request.get(address)
    assert answer.status == 200, address
    assert answer.body().startswith(b"%PDF"), address
    return answer.body()
