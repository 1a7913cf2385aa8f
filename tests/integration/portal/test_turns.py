"""Whose turn it is: one table for page, list, filter, export, API; every page of a case says it to whoever sees it."""

import csv
import io
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.demands import make_demand
from tests.factories.registry import make_achievement, make_expert, make_organisation, make_region

from duijie.accounts.models import User
from duijie.common import clock
from duijie.common.domain.site import name_site
from duijie.common.public_forms import make_token
from duijie.common.turns import Turn
from duijie.demands.domain.challenges import award, bid, prepare, take_challenge_step
from duijie.demands.domain.common_problems import name_problem
from duijie.demands.domain.demands import take_step
from duijie.demands.domain.filings import file_publicly
from duijie.demands.domain.queries.turns import with_turn
from duijie.demands.models import Challenge, Demand, Rating
from duijie.demands.requirements import CHECKS
from duijie.demands.states import DEMAND_TURNS, DemandState, Waiting
from duijie.matching.domain.proposal_links import make_link
from duijie.matching.domain.proposals import answer, propose
from duijie.registry.domain.access_requests import ask_access
from duijie.registry.domain.records import add_record
from duijie.registry.register import register_of

pytestmark = pytest.mark.django_db
OFFER = {"firm_amount": 400, "grant": 0, "cash_to_solver": 0, "months": 12, "beyond_ability": True,
         "clean_record": True, "rd_ratio": True, "rd_proof": "专项审计报告"}  # fmt: skip
BID = {"lead": "阮工", "plan": "激光熔覆", "amount": 80, "months": 12, "contact": "阮工 0571-000"}
SAID = {
    "en": {"is": "Whose turn", "mine": "yours to do"}, "zh-hans": {"is": "当前责任方", "mine": "轮到您办理"},
}  # fmt: skip
WORDS = {
    Turn.WRITER: ("whoever found it: write it up", "发现人：补充完善需求"),
    Turn.CHECKER: ("a second person of the office: check it", "复核人：核实需求"),
    Turn.OFFICE: ("the office", "经办部门"),
    Turn.BIDDERS: ("whoever can solve it: bid", "能够攻关的单位：投榜"),
    Turn.BOTH: ("both sides: answer", "供需双方：答复"),
    Turn.SUPPLY: ("the side that can help: answer", "供给方：答复"),
    Turn.SOLVER: ("who solves it, and the firm", "承接方与企业"),
    Turn.ENTERPRISE: ("the firm", "企业"),
    Turn.EXPERT: ("the expert", "专家"),
    Turn.OWNER: ("the owner, or the office with the owner", "权利人，或持权利人书面意见的经办部门"),
    Turn.NOBODY: ("nobody: it has come to an end", "无：已办结"),
}  # fmt: skip


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def firm(region):
    return make_organisation(name="北渡阀门有限公司", area=region.north)


@pytest.fixture
def school(region):
    return make_organisation(name="云溪理工大学", area=region.south, kind="university")


@pytest.fixture
def people(region, firm, school):
    """One of each role that reaches a case."""
    return {
        "officer": make_user(role="county_officer", area=region.north),
        "second": make_user(role="county_officer", area=region.north),
        "chief": make_user(role="city_officer", area=region.city),
        "leader": make_user(role="leader", area=region.city),
        "liaison": make_user(role="liaison_officer", organisation=firm),
        "firm": make_user(role="firm_contact", organisation=firm),
        "school": make_user(role="institution_officer", organisation=school),
        "expert": make_user(role="expert", organisation=school),
    }


def challenge_of(demand, by, *, state="announced", days=20):
    return Challenge.objects.create(
        demand=demand, state=state, closes_on=clock.today() + timedelta(days=days), by=by, announced_at=clock.now(),
        **OFFER,
    )  # fmt: skip


def says(user, address, turn, *, mine):
    """The page says whose turn it is in both languages, and to ``user`` whether it is theirs; and nothing else."""
    client = Client()
    if user is not None:
        client.force_login(user)
    for at, language in enumerate(SAID):
        if user is not None:
            User.objects.filter(pk=user.pk).update(language=language)
        page = client.get(address, headers={"accept-language": language})
        assert page.status_code == 200, (address, page.status_code)
        text = page.content.decode()
        line = text[text.index('<p class="turn">') :].split("</p>")[0]
        assert SAID[language]["is"] in line, address
        assert WORDS[turn][at] in line, (address, line)
        assert (SAID[language]["mine"] in line) is mine, (user, address, line)
        assert text.count('<p class="turn">') == 1


def test_a_query_finds_those_of_whom_the_row_says_so(people, firm):
    """All states, waited for or not, rated or not, with a challenge or without: the filter and the row agree."""
    every = product(DemandState, ("", *Waiting), (False, True), (None, "open", "over", "draft"))
    for number, (state, waiting, rated, challenge) in enumerate(every):
        demand = make_demand(title=f"难题{number}", organisation=firm, state=state, waiting=waiting)
        if rated:
            Rating.objects.create(demand=demand, satisfaction=5, by=people["firm"])
        if challenge is not None:
            made = "draft" if challenge == "draft" else "announced"
            challenge_of(demand, people["officer"], state=made, days=-1 if challenge == "over" else 3)
    rows = Demand.objects.all()
    told: dict[str, set[int]] = {}
    for one in rows.select_related(*Demand.joined):
        told.setdefault(one.turn, set()).add(one.pk)
    assert set(told) == DEMAND_TURNS
    for turn in Turn:
        assert set(with_turn(rows, turn).values_list("pk", flat=True)) == told.get(turn, set()), turn


def test_the_list_has_a_column_a_filter_an_export_and_the_api_the_same(client, people, firm):
    demands = {
        "writer": make_demand(title="待补充", organisation=firm),
        "office": make_demand(title="待对接", organisation=firm, state="published"),
        "enterprise": make_demand(title="待评价", organisation=firm, state="solved"),
        "bidders": make_demand(title="张榜中", organisation=firm, state="published"),
    }  # fmt: skip
    challenge_of(demands["bidders"], people["officer"])
    client.force_login(people["officer"])
    for turn, demand in demands.items():
        shown = client.get("/demands/", {"turn": turn}).context["table"].paginated_rows
        assert [row.record for row in shown] == [demand]
        assert str(shown[0].get_cell("turn")) == WORDS[Turn(turn)][1]
    answer_of = client.get("/demands/export/", {"turn": "office", "format": "csv", "columns": ["turn"]})
    sheet = list(csv.reader(io.StringIO(answer_of.getvalue().decode("utf-8-sig"))))
    assert sheet[1:] == [["待对接", "经办部门"]]
    call = caller(client, people["officer"])
    status, page = call("get", "/demands?turn=bidders")
    assert (status, [(one["title"], one["turn"]) for one in page["items"]]) == (200, [("张榜中", "bidders")])
    assert call("get", f"/demands/{demands['writer'].pk}")[1]["turn"] == "writer"
    assert call("get", "/demands?turn=somebody")[0] == 422
    assert client.get("/demands/", {"turn": "somebody"}).context["table"].paginated_rows.data == []


def test_more_rows_need_no_more_queries(client, people, firm):
    client.force_login(people["officer"])
    counts = []
    for number in range(4):
        demand = make_demand(title=f"难题{number}", organisation=firm, state=("solved", "published")[number % 2])
        challenge_of(demand, people["officer"]) if number % 2 else None
        client.get("/demands/")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get("/demands/")
        counts.append(len(caught))
    assert len({*counts[1:]}) == 1, counts


def test_each_page_of_a_demand_says_it_to_every_role(people, firm, school, region):
    """Written up, checked, waiting, solving, solved: whoever is meant reads that it is theirs, the others not."""
    demand = add_record(
        register=register_of("demands"), by=people["liaison"],
        values={"title": "低温球阀泄漏", "body": "零下一百度泄漏超标", "organisation": firm},
    )  # fmt: skip
    own = f"/demands/{demand.pk}/"
    reaching = ("officer", "second", "chief", "leader", "liaison", "firm")

    def told(turn, mine, roles=reaching):
        for role in roles:
            says(people[role], own, turn, mine=role in mine)

    def go(verb, by, **more):
        demand.refresh_from_db()
        take_step(demand=demand, verb=verb, version=demand.version, by=people[by], **more)

    told(Turn.WRITER, {"liaison"})
    says(people["officer"], f"{own}step/verify/", Turn.WRITER, mine=False)
    go("draft", "officer")
    told(Turn.CHECKER, {"second", "chief"})
    go("verify", "second", checks=CHECKS)
    told(Turn.OFFICE, {"officer"})  # who took the first step handles the case
    for page in ("step/publish/", "hand-over/", "edit/", "parts/contacts/add/", "challenge/edit/", "match/"):
        says(people["officer"], f"{own}{page}", Turn.OFFICE, mine=True)
    says(people["second"], f"{own}hand-over/", Turn.OFFICE, mine=False)
    go("escalate_city", "second", reason="跨县协调")
    told(Turn.OFFICE, {"officer", "chief"})
    says(people["chief"], f"{own}supervise/", Turn.OFFICE, mine=True)
    Demand.objects.filter(pk=demand.pk).update(disclosure="registered", state="contacted")
    go("wait_enterprise", "second", reason="等样品")
    told(Turn.ENTERPRISE, {"firm"})
    says(people["expert"], own, Turn.ENTERPRISE, mine=False)  # whom it is only open to, too
    demand.refresh_from_db()
    expert = make_expert(name="江临", organisation=school, account=people["expert"])
    propose(demand=demand, kind="expert", supply=expert.pk, by=people["chief"])
    go("wait_expert", "second", reason="等方案")
    told(Turn.EXPERT, {"expert"}, (*reaching, "expert"))
    go("resume", "second")
    go("solve", "second")
    told(Turn.SOLVER, {"firm", "expert"}, (*reaching, "expert"))
    Demand.objects.filter(pk=demand.pk).update(state="solved")
    told(Turn.ENTERPRISE, {"firm"}, (*reaching, "expert"))
    says(people["firm"], f"{own}rate/", Turn.ENTERPRISE, mine=True)
    Rating.objects.create(demand=demand, satisfaction=5, by=people["firm"])
    told(Turn.OFFICE, {"officer"})
    go("close", "officer")
    told(Turn.NOBODY, set())


def test_each_page_of_a_challenge_says_it(people, firm, school):
    demand = make_demand(organisation=firm, state="published", disclosure="registered", handler=people["officer"])
    closing = clock.today() + timedelta(days=20)
    challenge = prepare(demand=demand, values={**OFFER, "closes_on": closing}, by=people["officer"])
    own = f"/demands/{demand.pk}/challenge/"
    says(people["officer"], own, Turn.OFFICE, mine=True)
    says(people["officer"], f"{own}edit/", Turn.OFFICE, mine=True)
    says(people["second"], f"{own}step/announce/", Turn.OFFICE, mine=False)
    take_challenge_step(challenge=challenge, verb="announce", version=challenge.version, by=people["officer"])
    for page, (role, mine) in product(
        (own, f"/demands/{demand.pk}/"), {"officer": False, "school": True, "firm": False, "expert": False}.items()
    ):
        says(people[role], page, Turn.BIDDERS, mine=mine)
    says(people["school"], f"{own}bid/", Turn.BIDDERS, mine=True)
    challenge.refresh_from_db()
    given = bid(challenge=challenge, organisation=school, values=BID, by=people["school"])
    says(people["school"], own, Turn.BIDDERS, mine=False)
    with clock.at(clock.now() + timedelta(days=21)):
        says(people["officer"], own, Turn.OFFICE, mine=True)
        says(people["officer"], f"{own}bids/{given.pk}/award/", Turn.OFFICE, mine=True)
        challenge.refresh_from_db()
        award(bid=given, version=challenge.version, by=people["officer"], reason="最合适")
        says(people["school"], own, Turn.SOLVER, mine=True)
        says(people["officer"], own, Turn.SOLVER, mine=False)


def test_each_page_of_a_proposal_says_it(people, firm, school):
    demand = make_demand(organisation=firm, state="published", disclosure="registered")
    seal = make_achievement(title="阀座密封", organisation=school)
    says(people["chief"], f"/demands/{demand.pk}/propose/?supply=achievement-{seal.pk}", Turn.OFFICE, mine=True)
    proposal = propose(demand=demand, kind="achievement", supply=seal.pk, by=people["chief"])
    own = f"/proposals/{proposal.pk}/"

    def told(turn, mine):
        for role in ("chief", "firm", "school"):
            says(people[role], own, turn, mine=role in mine)

    told(Turn.BOTH, {"firm", "school"})
    secret = make_link(proposal=proposal, side="supply", by=people["chief"])
    says(None, reverse("proposal_by_link", args=[secret]), Turn.BOTH, mine=True)
    answer(proposal=proposal, side="supply", interested=True, by=people["school"])
    says(None, reverse("proposal_by_link", args=[secret]), Turn.ENTERPRISE, mine=False)
    told(Turn.ENTERPRISE, {"firm"})
    answer(proposal=proposal, side="demand", interested=True, by=people["firm"])
    told(Turn.OFFICE, {"chief"})


def test_the_pages_of_common_problems_filings_and_access_say_it(people, firm, region, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    other = make_organisation(name="南丘阀门有限公司", area=region.north)
    demands = [make_demand(title=f"泄漏{one}", organisation=one, state="published") for one in (firm, other)]
    problem = name_problem(demands=demands, title="低温泄漏", by=people["officer"])
    own = f"/common-problems/{problem.pk}/"
    for page in (own, f"{own}edit/", f"{own}step/begin/", f"{own}members/", f"{own}solution/"):
        says(people["officer"], page, Turn.OFFICE, mine=True)
    says(people["leader"], own, Turn.OFFICE, mine=False)

    name_site(values={"public_forms": "open"}, by=None)
    with clock.at(clock.now() - timedelta(minutes=1)):
        token = make_token("demand")
    values = {
        "firm_name": "云溪新风轴承有限公司", "uscc": "91330100799655058B", "area": region.north, "contact_name": "李工",
        "contact_phone": "13900000005", "email": "", "title": "钢球淬火后有裂纹", "body": "每批约百分之五有裂纹",
    }  # fmt: skip
    filing, secret = file_publicly(kind="demand", token=token, values=values)
    says(people["officer"], f"/filings/{filing.pk}/", Turn.OFFICE, mine=True)
    says(None, reverse("filing_receipt", args=[secret]), Turn.OFFICE, mine=False)

    closed = make_demand(
        title="密封圈配方", organisation=firm, state="published", disclosure="consent", public_title="某企业低温难题",
        public_summary="低温下泄漏",
    )  # fmt: skip
    asked = ask_access(register=register_of("demands"), number=closed.pk, purpose="想解决", by=people["school"])
    for role, mine in {"school": False, "firm": True, "officer": True}.items():
        says(people[role], f"/access-requests/{asked.pk}/", Turn.OWNER, mine=mine)
    says(people["firm"], f"/access-requests/{asked.pk}/grant/", Turn.OWNER, mine=True)
