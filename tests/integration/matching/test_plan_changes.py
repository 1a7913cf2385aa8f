"""What happens after a plan was computed and forbids its pairs is shown, and stops its release, on every surface."""

from typing import Any

import pytest
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.integration.matching.plan_town import PlanTown, town
from tests.integration.matching.test_plan_pages import browser_of

from duijie.common import outbox
from duijie.matching.domain.choices import choose
from duijie.matching.domain.plan_pairs import fix_pair
from duijie.matching.domain.proposals import answer, propose
from duijie.matching.models import AssignmentPlan, MatchRun, Proposal
from duijie.messaging.models import Message
from duijie.programmes.models import FirmOwner

__all__ = ["town"]

pytestmark = pytest.mark.django_db

SAYS = "计算后已有"


def decline(town: PlanTown) -> None:
    """Of the pair 轴承 × 江临."""
    made = propose(demand=town.demands["轴承"], kind="expert", supply=town.experts["江临"].pk, by=town.officer)
    answer(proposal=made, side="supply", interested=False, by=town.officer, reason="no_time")


def dismiss(town: PlanTown) -> None:
    pair = {"demand": town.demands["轴承"], "kind": "expert", "supply": town.experts["江临"].pk}
    choose(choice="dismissed", reason="too_far", by=town.officer, **pair)


def own(town: PlanTown) -> None:
    FirmOwner.objects.create(firm=town.firm, person=town.experts["江临"], source="登记信息", by=town.officer)


def be_full(town: PlanTown) -> None:
    town.experts["江临"].capacity = 0
    town.experts["江临"].save()


def be_solved(town: PlanTown) -> None:
    town.demands["轴承"].state = "solving"
    town.demands["轴承"].save()


@pytest.mark.parametrize(
    "happens, said",
    [
        (decline, "轴承与江临：曾婉拒该对接推荐"), (own, "轴承与江临：存在参股关系"),
        (dismiss, "轴承与江临："), (be_full, "江临最多只能承接 0 条"), (be_solved, "轴承与江临："),
    ],
    ids=["declined", "owner", "dismissed", "capacity", "state"],
)  # fmt: skip
def test_the_check_shows_what_the_release_refuses(town: PlanTown, happens: Any, said: str) -> None:
    plan = town.made()
    browser, address = browser_of(town.officer), f"/plans/{plan.pk}/"
    assert SAYS not in browser.get(address).content.decode()
    happens(town)
    before = Proposal.objects.count()
    for page in ("", "release/", "print/"):
        text = browser.get(address + page).content.decode()
        assert (page, SAYS in text, said in text, "expert-" in text.split("plan-clash")[1].split("</section>")[0]) == (
            page, True, True, False
        )  # fmt: skip
    refused = browser.post(address + "release/", {"version": plan.version, "days": "7"}).content.decode()
    form = refused.split("<form")[-1]
    assert ("轴承" in form or "承接" in form, "江临" in form) == (True, True)
    call = caller(Client(), town.officer)
    changed = call("get", f"/plans/{plan.pk}")[1]["changed"]
    assert (len(changed), "江临" in changed[0]) == (1, True)
    status, problem = call("post", f"/plans/{plan.pk}/release", {"version": plan.version, "days": 7})
    assert (status, "江临" in str(problem)) == (422, True)
    assert Proposal.objects.count() == before
    leader = make_user(role="leader", area=town.region.city)
    assert SAYS in browser_of(leader).get(address).content.decode()
    pair = town.pair(plan, "轴承", "江临")
    fix_pair(plan=plan, pair=pair.pk, version=plan.version, by=town.officer)
    by_person = happens in (decline, own, dismiss)
    assert (SAYS in browser.get(address).content.decode()) is not by_person


def test_a_released_plan_says_what_became_of_its_proposals(town: PlanTown) -> None:
    plan = town.released()
    browser, told = browser_of(town.officer), "推荐的进展："
    assert f"{told}待双方答复 2" in browser.get(f"/plans/{plan.pk}/").content.decode()
    no = {"side": "supply", "answer": "no", "reason": "no_time"}
    browser.post(f"/proposals/{Proposal.objects.earliest('pk').pk}/answer/", no)
    assert f"{told}待双方答复 1 · 已婉拒 1" in browser.get(f"/plans/{plan.pk}/").content.decode()
    assert told not in browser.get(f"/plans/{town.made(title='另一方案').pk}/").content.decode()


def test_a_pair_taken_in_by_hand_says_so_to_both_sides_and_nothing_of_a_level(town: PlanTown) -> None:
    town.candidate("茶叶", "expert", town.experts["顾远"].pk, 0.02, level=1)
    plan = town.made(lowest=2)
    row, browser = plan.demands.get(demand__title="茶叶"), browser_of(town.officer)
    asked = {"version": plan.version, "supply": f"expert-{town.experts['顾远'].pk}"}
    browser.post(f"/plans/{plan.pk}/demands/{row.pk}/take-in/", asked)
    plan.refresh_from_db()
    firm = make_user(role="firm_contact", organisation=town.firm)
    given = {"version": plan.version, "days": "7", "message": "请双方见面。"}
    assert browser.post(f"/plans/{plan.pk}/release/", given).status_code == 302
    outbox.deliver_waiting()
    proposal = Proposal.objects.get(demand__title="茶叶")
    for language, said, level, why in (
        ("zh-hans", "此项对接由主管部门人工选定。", ">等级<", "有共同词语"),
        ("en", "The office chose this pair by hand.", ">Level<", "shared words"),
    ):
        for user in (town.officer, firm):
            page = browser_of(user, language).get(f"/proposals/{proposal.pk}/").content.decode()
            assert (said in page, level in page, why in page) == (True, False, False)
        printed = browser_of(town.officer, language).get(f"/plans/{plan.pk}/print/").content.decode()
        assert (printed.count(said), printed.count(why)) == (1, 2)
        mail = Message.objects.get(account=firm, target_id=str(proposal.pk)).texts[language]["body"]
        assert f"{said} 请双方见面。" in mail
    other = Proposal.objects.exclude(pk=proposal.pk).first()
    assert "此项对接由" not in browser.get(f"/proposals/{other.pk}/").content.decode()
    assert "此项对接由" not in Message.objects.get(account=firm, target_id=str(other.pk)).texts["zh-hans"]["body"]


def test_who_declined_is_not_asked_again_though_a_person_had_fixed_the_pair(town: PlanTown) -> None:
    plan = town.made()
    browser, both = browser_of(town.officer), {("轴承", "江临"), ("阀门", "苏禾")}
    for demand, expert in sorted(both):
        pair = town.pair(plan, demand, expert)
        browser.post(f"/plans/{plan.pk}/pairs/{pair.pk}/fix/", {"version": plan.version})
        plan.refresh_from_db()
    browser.post(f"/plans/{plan.pk}/release/", {"version": plan.version, "days": "7"})
    for proposal in Proposal.objects.order_by("pk"):  # the one before the second copy, the other after it
        browser.post(f"/plans/{plan.pk}/copy/")
        no = {"side": "supply", "answer": "no", "reason": "no_time"}
        browser.post(f"/proposals/{proposal.pk}/answer/", no)
    assert list(Proposal.objects.values_list("state", flat=True)) == ["declined", "declined"]
    for copied in AssignmentPlan.objects.exclude(pk=plan.pk).order_by("pk"):
        computed = town.compute(copied)
        assert town.chosen(computed).isdisjoint(both)
        assert {town.pair(computed, *one).reason for one in both} == {"declined"}


def test_a_load_exceeded_by_hand_is_a_breach_and_no_change_since(town: PlanTown) -> None:
    town.experts["江临"].capacity = 1
    town.experts["江临"].save()
    plan = town.made()
    browser, pair = browser_of(town.officer), town.pair(plan, "阀门", "江临")
    browser.post(f"/plans/{plan.pk}/pairs/{pair.pk}/add/", {"version": plan.version})
    for page in ("release/", ""):  # before it is pressed, too
        page = browser.get(f"/plans/{plan.pk}/{page}").content.decode()
        assert ("“江临”承接 2 条，超过上限 1 条" in page, SAYS in page) == (True, False)
        assert 'name="days"' not in page  # and there is nothing to press
    assert "人工调整使总分比计算方案高 0.900" in page
    assert browser.post(f"/plans/{plan.pk}/release/", {"version": plan.version + 1, "days": "7"}).status_code == 200
    assert not Proposal.objects.exists()


def test_two_plans_stand_side_by_side_and_each_names_its_match_run(town: PlanTown) -> None:
    first, second = town.made(), town.made(objective="fair", title="先顾最低")
    browser = browser_of(town.officer)
    page = browser.get(f"/plans/{second.pk}/compare/?with={first.pk}").content.decode()
    rows = [row.split("</tr>")[0] for row in page.split("<tr>")]
    told = {name: next(row for row in rows if name in row) for name in ("优化目标", "匹配分合计", "不符合的要求")}
    assert ("总分最高" in told["优化目标"], "先顾最低" in told["优化目标"]) == (True, True)
    assert told["匹配分合计"].count("1.65") >= 1
    for page in ("", "print/"):
        text = browser.get(f"/plans/{first.pk}/{page}").content.decode()
        assert (page, f"/matching/runs/{town.run.pk}/" in text, "等级按出厂标定评定" in text) == (page, True, True)
    for is_current in (True, False):
        MatchRun.objects.update(is_current=is_current)
        told = "已有更新的匹配批次" in browser.get(f"/plans/{first.pk}/").content.decode()
        assert told is not is_current
