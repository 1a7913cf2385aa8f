"""While a demand is written, the guide beside it says what is missing and what is there already."""

import re

from playwright.sync_api import Page, expect
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_region
from tests.functional.conftest import View, look

from duijie.accounts.models import Department
from duijie.demands.domain.clock_policies import add_policy

WORDS = {
    "zh-hans": {"share": "已完成", "figures": "识别出的指标"},
    "en": {"share": "% complete", "figures": "Figures as they are read"},
}


def test_the_guide_answers_while_one_types(page: Page, view: View, sign_in) -> None:
    words = WORDS[view.language]
    make_demand(title="水轮机主轴密封泄漏", state="published")
    sign_in(page, "county_officer")
    page.goto("/demands/add/")
    guide = page.locator("#guide")
    expect(guide).to_contain_text(words["share"])
    page.locator("#id_title").fill("水轮机主轴密封泄漏")
    page.locator("#id_targets").fill("1.6 MPa 下泄漏量不大于 0.1 mL/min")
    expect(guide).to_contain_text(words["figures"])
    expect(guide.get_by_role("link", name="水轮机主轴密封泄漏")).to_be_visible()
    look(page, view)


def test_the_guide_says_which_department_answers_and_one_press_hands_it_over(page: Page, view: View, sign_in) -> None:
    words = {"zh-hans": "分办至该部门", "en": "Hand it to this department"}
    finance = Department.objects.create(key="finance", name="市财政局", name_en="Finance Bureau")
    values = {"name": "资金", "area": make_region().city, "kind": "finance", "response": 3, "department": finance}
    add_policy(values=values, by=make_user(role="system_administrator"))
    sign_in(page, "county_officer")
    page.goto("/demands/add/")
    page.locator("#id_kind").select_option("finance")
    page.locator("#guide").get_by_role("button", name=words[view.language]).click()
    expect(page.locator("#id_department")).to_have_value(str(finance.pk))
    expect(page.locator("#id_due_on")).to_have_value(re.compile(r"\d{4}-\d\d-\d\d"))
    look(page, view)
