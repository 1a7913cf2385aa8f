"""The pages of plans: looked at, changed, exported, printed; whoever may not see a plan finds nothing there."""

import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.demands import make_demand
from tests.factories.registry import make_expert
from tests.integration.matching.plan_town import PlanTown, town

from duijie.common.jobs import run_waiting_jobs
from duijie.common.models import AuditEvent
from duijie.matching.domain.plans import create_plan, edit_plan
from duijie.matching.models import AssignmentPlan, PlanConflict, Proposal

__all__ = ["town"]

pytestmark = pytest.mark.django_db

PAGES = ("", "demands/", "demands/?show=short", "loads/?sort=-total", "apart/", "compare/", "print/", "edit/",
         "release/", "withdraw/")  # fmt: skip
FILES = ("workbook/", "export/", "export/?table=loads&format=csv", "export/?table=scores", "export/?table=short")
SETTINGS = {
    "title": "春季专家指派", "area": "9701", "kinds": ["expert"], "lowest": "1", "cover": "1", "least": "0",
    "most": "1", "objective": "total", "seconds": "5",
}  # fmt: skip


def browser_of(user: Any, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["duijie_language"] = language
    return client


def test_a_plan_is_made_looked_at_changed_and_released(town: PlanTown) -> None:
    browser = browser_of(town.officer)
    made = browser.post("/plans/add/", SETTINGS)
    plan = AssignmentPlan.objects.get()
    assert (made.status_code, made.headers["Location"]) == (302, f"/plans/{plan.pk}/")
    run_waiting_jobs()
    page = browser.get(f"/plans/{plan.pk}/").content.decode()
    assert "已证明：没有更优的方案" in page
    assert "苏禾" in page
    assert "expert-" not in page.split("<main")[1].split('class="plan-short"')[1].split("</dl>")[0]
    plan.refresh_from_db()
    pair = town.pair(plan, "阀门", "苏禾")
    for verb in ("fix", "free", "remove"):
        plan.refresh_from_db()
        browser.post(f"/plans/{plan.pk}/pairs/{pair.pk}/{verb}/", {"version": plan.version})
    assert "人工调整使总分比计算方案低 0.800" in browser.get(f"/plans/{plan.pk}/").content.decode()
    plan.refresh_from_db()
    add = {"version": plan.version}
    browser.post(f"/plans/{plan.pk}/pairs/{pair.pk}/add/", add)
    stale = browser.post(f"/plans/{plan.pk}/pairs/{pair.pk}/remove/", add, follow=True)
    assert "方案刚被他人修改" in stale.content.decode()
    plan.refresh_from_db()
    done = browser.post(f"/plans/{plan.pk}/release/", {"version": plan.version, "days": "7"}, follow=True)
    assert "已下达" in done.content.decode()
    assert Proposal.objects.count() == 2


def test_pages_and_files_answer_in_both_languages(town: PlanTown) -> None:
    plan = town.made(kinds=["expert", "achievement"])
    row = plan.demands.get(demand__title="阀门")
    load = plan.supplies.get(title="苏禾")
    for language in ("zh-hans", "en"):
        browser = browser_of(town.officer, language)
        for page in (*PAGES, f"demands/{row.pk}/?find=顾", f"loads/{load.pk}/"):
            assert (page, browser.get(f"/plans/{plan.pk}/{page}").status_code) == (page, 200)
        assert browser.get("/plans/?q=春季&state=computed&area=9701&kind=expert&sort=-title").status_code == 200
        for page in FILES:
            assert (page, browser.get(f"/plans/{plan.pk}/{page}").status_code) == (page, 200)
        assert browser.get("/plans/export/?format=csv").status_code == 200
    assert AuditEvent.objects.filter(verb="plan.export").count() == 12


def test_pages_from_before_a_plan_was_computed_again_lead_to_what_it_is_now(town: PlanTown) -> None:
    browser, plan = browser_of(town.officer), town.made()
    demand, load = plan.demands.get(demand=town.demands["阀门"]).pk, plan.supplies.get(title="苏禾").pk
    pair, home = town.pair(plan, "轴承", "苏禾").pk, f"/plans/{plan.pk}/"
    town.compute(plan)
    for call in (
        lambda: browser.get(f"{home}demands/{demand}/", follow=True),
        lambda: browser.get(f"{home}loads/{load}/", follow=True),
        lambda: browser.post(f"{home}loads/{load}/", {"version": 1, "least": "0", "most": "1"}, follow=True),
        lambda: browser.post(f"{home}demands/{demand}/take-in/", {"supply": "expert-1", "version": 1}, follow=True),
        lambda: browser.post(f"{home}pairs/{pair}/add/", {"version": 1}, follow=True),
    ):
        page = call()
        assert (page.status_code, "方案已重新计算" in page.content.decode()) == (200, True)
    assert browser.get(f"{home}loads/{load + 10_000}/").status_code == 404


def test_a_clash_that_was_cut_by_the_time_is_not_called_the_smallest(town: PlanTown) -> None:
    plan = town.made(least=3, most=3)
    first = browser_of(town.officer).get(f"/plans/{plan.pk}/").content.decode()
    assert "已是最少的冲突组合" in first
    assert "限定时间" not in first
    AssignmentPlan.objects.update(seconds=0)
    town.compute(plan)
    for language, words in (("zh-hans", "未必是最少的冲突组合"), ("en", "This may not be the smallest set")):
        assert words in browser_of(town.officer, language).get(f"/plans/{plan.pk}/").content.decode()


def book_of(user: Any, plan: AssignmentPlan, language: str = "zh-hans") -> dict[str, list[list[Any]]]:
    """The rows below the head of each sheet of the plan's workbook, by the name of the sheet."""
    answer = browser_of(user, language).get(f"/plans/{plan.pk}/workbook/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows(min_row=2)] for page in book.worksheets}


def test_the_workbook_is_that_of_the_command(town: PlanTown) -> None:
    plan = town.made()
    book = book_of(town.officer, plan)
    keys = {title: f"demand-{one.pk}" for title, one in town.demands.items()}
    experts = {name: f"expert-{one.pk}" for name, one in town.experts.items()}
    assert book["指派方案"] == [
        [keys["阀门"], experts["苏禾"], 0.8, 3, "阀门", "苏禾"],
        [keys["轴承"], experts["江临"], 0.85, 3, "轴承", "江临"],
    ]
    assert book["负荷"] == [[experts["江临"], "江临", 1, 0, 1, 0.85], [experts["苏禾"], "苏禾", 1, 0, 1, 0.8]]
    short = {row[1]: row[2:] for row in book["未指派及原因"]}
    assert short["菌棒"][:2] == [0, 1]
    assert "（1 个：苏禾）" in short["菌棒"][2]
    assert "共 2 个，合计可承接 2 条，却有 3 个名额需要。请提高承接上限" in short["菌棒"][2]
    assert short["茶叶"][2].startswith("所选供给类别中没有达到方案最低等级的候选")
    assert told_of(book, "总分", "每条需求平均分", "得分最低的需求") == ["1.650000", "0.825000", "0.800000"]
    assert told_of(book, "方案配对数", "空缺名额数", "每条需求需要的供给数") == ["2", "2", "1"]
    good = told_of(book, "最优性")
    assert good == ["已证明：没有更优的方案。方案已按全部要求独立核验。"]
    pair = town.pair(plan, "阀门", "苏禾")
    browser_of(town.officer).post(f"/plans/{plan.pk}/pairs/{pair.pk}/remove/", {"version": plan.version})
    book = book_of(town.officer, plan, "en")
    assert "Left empty by hand" in {row[1]: row[4] for row in book["Not assigned"]}["阀门"]
    assert told_of(book, "Sum of scores", "How good the plan is") == [
        "0.850000",
        "Changed by hand since it was computed: nothing is proved of it. "
        "The finished plan was checked against all wishes.",
    ]


def told_of(book: dict[str, list[list[Any]]], *labels: str) -> list[Any]:
    """The values of the last sheet, *What was run*, under ``labels``, where it has them."""
    found = {row[0]: row[1] for row in list(book.values())[-1]}
    return [found[label] for label in labels if label in found]


def test_a_workbook_counts_loads_with_what_its_reader_may_not_see(town: PlanTown) -> None:
    town.candidate("阀门", "expert", town.experts["顾远"].pk, 0.2)
    values = {"title": "本县", "kinds": ["expert"], "lowest": 1, "most": 1}
    plan = town.compute(create_plan(area=town.region.north, values=values, by=town.officer))
    officer = make_user(role="county_officer", area=town.region.north)
    assert len(book_of(officer, plan)["指派方案"]) == 3
    hidden = town.demands["轴承"]
    hidden.disclosure, hidden.area = "internal", town.region.south
    hidden.save()
    book = book_of(officer, plan)
    assert [row[4:] for row in book["指派方案"]] == [["阀门", "顾远"], ["菌棒", "苏禾"]]
    assert [row[1:4] for row in book["负荷"]] == [["江临", 1, 0], ["苏禾", 1, 0], ["顾远", 1, 0]]
    assert book["候补"] == []
    assert "轴承" not in str(book)
    assert told_of(book, "您无权查看的方案行数") == ["1"]


def test_needs_loads_and_conflicts_by_their_forms(town: PlanTown) -> None:
    plan = town.made()
    browser = browser_of(town.officer)
    row, load = plan.demands.get(demand__title="茶叶"), plan.supplies.get(title="苏禾")
    browser.post(f"/plans/{plan.pk}/demands/{row.pk}/", {"version": plan.version, "cover": "0"})
    browser.post(f"/plans/{plan.pk}/loads/{load.pk}/", {"version": plan.version + 1, "least": "", "most": "2"})
    said = browser.post(
        f"/plans/{plan.pk}/loads/{load.pk}/", {"version": plan.version + 2, "least": "3", "most": "2"}
    ).content.decode()
    assert "承接上限低于承接下限" in said
    two = {"version": plan.version + 2, "first": "北渡阀门有限公司", "reason": "competitor"}
    wrong = browser.post(f"/plans/{plan.pk}/apart/", {**two, "second": "无名大学"}).content.decode()
    assert "均没有该名称或代码的单位" in wrong
    browser.post(f"/plans/{plan.pk}/apart/", {**two, "second": "云溪理工大学"})
    row.refresh_from_db()
    load.refresh_from_db()
    assert (row.cover, load.most, PlanConflict.objects.count(), town.chosen(plan)) == (0, 2, 1, set())


def test_somebody_else_is_looked_up_and_taken_in(town: PlanTown) -> None:
    plan = town.made()
    row = plan.demands.get(demand__title="茶叶")
    browser = browser_of(town.officer)
    assert "顾远" in browser.get(f"/plans/{plan.pk}/demands/{row.pk}/?find=顾远").content.decode()
    address = f"/plans/{plan.pk}/demands/{row.pk}/take-in/"
    browser.post(address, {"version": plan.version, "supply": f"expert-{town.experts['顾远'].pk}"})
    assert ("茶叶", "顾远") in town.chosen(plan)
    refused = browser.post(address, {"version": plan.version + 1, "supply": "expert-999999"}, follow=True)
    assert "登记" in refused.content.decode()


def test_changed_settings_ask_to_be_computed(town: PlanTown) -> None:
    plan = town.made()
    edit_plan(plan=plan, version=plan.version, values={"most": 2}, by=town.officer)
    page = browser_of(town.officer, "en").get(f"/plans/{plan.pk}/").content.decode()
    assert "The settings have changed" in page
    assert f"/plans/{plan.pk}/release/" not in page
    assert "settings have changed" in told_of(book_of(town.officer, plan, "en"), "How good the plan is")[0]
    assert told_of(book_of(town.officer, town.draft(), "en"), "How good the plan is") == ["It has not been computed."]


@pytest.mark.parametrize(
    "role, place, status",
    [
        ("county_officer", "south", 404), ("leader", "city", 200), ("expert", None, 403),
        ("system_administrator", None, 403),
    ],
)  # fmt: skip
def test_who_may_not_see_a_plan_finds_nothing(town: PlanTown, role: str, place: str | None, status: int) -> None:
    plan = town.made()
    where = {"area": getattr(town.region, place)} if place else {}
    person = make_user(role=role, **where, **({"organisation": town.school} if role == "expert" else {}))
    browser = browser_of(person)
    for page in ("", "loads/", "print/", "workbook/", "export/"):
        assert (page, browser.get(f"/plans/{plan.pk}/{page}").status_code) == (page, status)
    listed = browser.get("/plans/")
    assert listed.status_code == (403 if status == 403 else 200)
    assert ("春季专家指派" in listed.content.decode()) == (status == 200)
    pair = town.pair(plan, "阀门", "苏禾")
    changed = browser.post(f"/plans/{plan.pk}/pairs/{pair.pk}/remove/", {"version": plan.version})
    assert changed.status_code == (403 if status == 200 else 404)
    assert town.chosen(plan) == {("阀门", "苏禾"), ("轴承", "江临")}


def test_pages_ask_as_often_for_many_entries_as_for_few(town: PlanTown) -> None:
    counts = []
    for start in (0, 3):
        for number in range(start, start + 3):
            name = f"需求{number}"
            town.demands[name] = make_demand(
                title=name, state="published", organisation=town.firm, area=town.region.north
            )
            expert = make_expert(name=f"专家{number}", organisation=town.school, area=town.region.south)
            town.candidate(name, "expert", expert.pk, 0.5 + number / 100)
        plan = town.made()
        browser = browser_of(town.officer)
        browser.get(f"/plans/{plan.pk}/")
        asked = []
        for page in ("", "demands/", "loads/", "print/"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                browser.get(f"/plans/{plan.pk}/{page}")
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]


def test_the_api_does_what_the_pages_do(town: PlanTown) -> None:
    call = caller(Client(), town.officer)
    status, made = call(
        "post", "/plans", {"title": "接口方案", "area": "9701", "kinds": ["expert"], "lowest": 1, "most": 1}
    )
    assert (status, made["state"], made["result"]) == (200, "drafted", {})
    number = made["id"]
    status, started = call("post", f"/plans/{number}/compute", {"version": made["version"]})
    assert (status, started["is_busy"]) == (200, True)
    run_waiting_jobs()
    plan = call("get", f"/plans/{number}")[1]
    assert (plan["state"], plan["result"]["sum"], plan["result"]["proved"]) == ("computed", 1.65, True)
    entries = call("get", f"/plans/{number}/entries?q=苏禾")[1]
    assert [(one["demand_title"], one["supply_title"], one["score"]) for one in entries["items"]] == [
        ("阀门", "苏禾", 0.8)
    ]
    assert entries["items"][0]["reason"] == "阀门: shared words"
    demands = call("get", f"/plans/{number}/demands")[1]["items"]
    assert [(one["title"], one["has"], bool(one["why"])) for one in demands] == [
        ("阀门", 1, False), ("轴承", 1, False), ("菌棒", 0, True), ("茶叶", 0, True),
    ]  # fmt: skip
    loads = call("get", f"/plans/{number}/loads")[1]["items"]
    assert [(one["title"], one["serves"], one["at_most"]) for one in loads] == [("江临", 1, 1), ("苏禾", 1, 1)]
    pair = entries["items"][0]["id"]
    change = {"version": plan["version"]}
    removed = call("post", f"/plans/{number}/pairs/{pair}/remove", change)[1]
    assert [one["code"] for one in removed["breaches"]] == ["idle", "idle"]
    assert "阀门 has an empty place although 苏禾 has room." in [one["text"] for one in removed["breaches"]]
    assert call("post", f"/plans/{number}/pairs/{pair}/fix", change)[0] == 409
    row = next(one["row"] for one in demands if one["title"] == "阀门")
    assert len(call("get", f"/plans/{number}/demands/{row}/pairs")[1]) == 2
    now = removed["version"]
    back = {"demand": demands[0]["demand"], "kind": "expert", "supply": entries["items"][0]["supply"], "version": now}
    assert call("post", f"/plans/{number}/pairs", back)[0] == 200
    call("put", f"/plans/{number}/loads/{loads[0]['row']}", {"version": now + 1, "least": None, "most": 2})
    call("put", f"/plans/{number}/demands/{row}", {"version": now + 2, "cover": 2})
    status, released = call("post", f"/plans/{number}/release", {"version": now + 3, "days": 7})
    assert (status, released["state"], Proposal.objects.count()) == (200, "released", 2)
    status, copied = call("post", f"/plans/{number}/copy", {})
    assert (status, copied["previous"]) == (200, number)
    edit = {"version": 1, "title": "第二轮", "kinds": ["expert"], "most": 2}
    assert call("put", f"/plans/{copied['id']}", edit)[1]["most"] == 2
    assert call("put", f"/plans/{copied['id']}", {**edit, "version": 2, "previous": 999999})[0] == 422
    listed = call("get", "/plans?state=released&area=9701&kind=expert")[1]
    assert [one["title"] for one in listed["items"]] == ["接口方案"]
    stranger = caller(Client(), make_user(role="county_officer", area=town.region.south))
    assert stranger("get", f"/plans/{number}")[0] == 404
    assert stranger("get", "/plans")[1]["count"] == 0
    assert call("get", "/plans", language="zh")[0] == 200
