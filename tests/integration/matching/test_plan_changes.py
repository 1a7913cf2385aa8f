"""What happens after a plan was computed and forbids its pairs is shown, and stops its release, on every surface."""

from typing import Any

import pytest
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.integration.matching.plan_town import PlanTown, town
from tests.integration.matching.test_plan_pages import browser_of

from duijie.matching.domain.choices import choose
from duijie.matching.domain.plan_pairs import fix_pair
from duijie.matching.domain.proposals import answer, propose
from duijie.matching.models import AssignmentPlan, Proposal
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
