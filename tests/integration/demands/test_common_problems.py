"""Common problems: suggested, decided about, changed, solved once and counted once; on pages and API, within scope."""

import io
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.demands import make_demand
from tests.factories.registry import Region, make_achievement, make_organisation, make_region

from duijie.accounts.roles import ROLES, Reach
from duijie.common import clock
from duijie.common.jobs import run_job
from duijie.common.models import JobState
from duijie.demands.common_states import CommonState, MemberState
from duijie.demands.domain import common_members as members
from duijie.demands.domain import common_problems as domain
from duijie.demands.domain.common_jobs import start_search
from duijie.demands.domain.queries import common_problems as queries
from duijie.demands.domain.queries.common_counts import count_solved
from duijie.demands.models import CommonMember, CommonProblem, Demand, Passage

pytestmark = pytest.mark.django_db

BODIES = (
    "液氮工况下球阀阀座密封圈收缩，低温泄漏量超标，需要新的唇形密封结构",
    "超低温球阀在液氮中阀座泄漏，密封圈收缩不均，寻求低温密封圈材料",
    "液化天然气球阀低温泄漏，唇形密封圈收缩后阀座泄漏量超标",
)


@dataclass
class Valley:
    """Two counties, three firms with one problem, and who is in charge where."""

    region: Region = field(default_factory=make_region)

    def __post_init__(self) -> None:
        self.city = make_user(role="city_officer", area=self.region.city)
        self.north = make_user(role="county_officer", area=self.region.north)
        places = (self.region.north, self.region.north, self.region.south)
        self.firms = [
            make_organisation(name=f"云溪{name}阀门有限公司", area=area)
            for name, area in zip("甲乙丙", places, strict=True)
        ]
        self.demands = [
            make_demand(title=f"阀门难题{number}", body=body, organisation=firm, area=firm.area, state="published")
            for number, (body, firm) in enumerate(zip(BODIES, self.firms, strict=True), start=1)
        ]

    def named(self, count: int = 3, **values: Any) -> CommonProblem:
        return domain.name_problem(
            title="低温密封", demands=self.demands[:count], by=self.city, **values
        )  # fmt: skip

    def solved(self, problem: CommonProblem, **values: Any) -> CommonProblem:
        said = {"summary": "弹性补偿密封", "evidence_kind": "test", "evidence_title": "低温试验报告", **values}
        problem = members.record_solution(problem=problem, version=problem.version, values=said, by=self.city)
        for verb in ("begin", "solved"):
            problem = domain.take_step(problem=problem, verb=verb, version=problem.version, by=self.city)
        return problem


@pytest.fixture
def valley() -> Valley:
    return Valley()


def search(by: Any = None, **wanted: Any) -> dict[str, Any]:
    ended = run_job(start_search(by=by, **wanted).pk)
    assert ended is not None
    assert (ended.state, ended.error) == (JobState.SUCCEEDED, None)
    found: dict[str, Any] = ended.result
    return found


def group(problem: CommonProblem, state: str = MemberState.MEMBER) -> set[str]:
    rows = CommonMember.objects.filter(problem=problem, state=state)
    return set(rows.values_list("demand__title", flat=True))


ALL = {"阀门难题1", "阀门难题2", "阀门难题3"}


def test_similar_demands_of_several_firms_are_suggested_with_their_reasons(valley):
    make_demand(title="香菇烂棒", body="香菇菌棒越夏烂棒，绿霉从刺孔侵入，农户损失很大", state="published")
    assert search()["new"] == 1
    problem = CommonProblem.objects.get()
    assert (problem.state, group(problem), problem.area) == (CommonState.SUGGESTED, ALL, valley.region.city)
    assert all(one.likeness > 0.3 and one.words for one in problem.members.all())
    before = list(CommonProblem.objects.values()), list(CommonMember.objects.order_by("pk").values())
    assert search()["new"] == 0
    again = list(CommonProblem.objects.values()), list(CommonMember.objects.order_by("pk").values())
    assert [{**one, "found_at": None} for one in again[0]] == [{**one, "found_at": None} for one in before[0]]
    assert again[1] == before[1]


def test_an_untouched_suggestion_follows_the_demands_and_goes_with_them(valley):
    search()
    Demand.objects.filter(title="阀门难题1").update(state="closed")
    assert search()["changed"] == 1
    assert group(CommonProblem.objects.get()) == ALL - {"阀门难题1"}
    Demand.objects.update(state="closed")
    assert search()["gone"] == 1
    assert not CommonProblem.objects.exists()


def test_a_dismissed_group_comes_back_only_with_somebody_new(valley):
    search()
    problem = CommonProblem.objects.get()
    domain.take_step(problem=problem, verb="dismiss", version=problem.version, by=valley.city, reason="不是一回事")
    assert search()["new"] == 0
    Demand.objects.filter(title="阀门难题2").update(state="closed")
    assert search()["new"] == 0
    Demand.objects.filter(title="阀门难题2").update(state="published")
    make_demand(
        title="阀门难题4", body=BODIES[0] + "，并做液氮试验", area=valley.region.south, state="published",
        organisation=make_organisation(area=valley.region.south),
    )  # fmt: skip
    assert search()["new"] == 1
    assert group(CommonProblem.objects.get(state="suggested")) == {*ALL, "阀门难题4"}


def test_to_a_confirmed_problem_demands_are_suggested_and_what_was_taken_out_stays_out(valley):
    problem = valley.named(2)
    assert search()["asked"] == 1 or problem.area == valley.region.north
    problem = members.add_members(
        problem=problem, demands=valley.demands[2:], version=problem.version, by=valley.city
    )  # fmt: skip
    problem = members.remove_members(
        problem=problem, demands=[valley.demands[0].pk], version=problem.version, by=valley.city
    )
    search()
    assert (group(problem), group(problem, MemberState.REMOVED)) == (ALL - {"阀门难题1"}, {"阀门难题1"})
    late = make_demand(
        title="阀门难题4", body=BODIES[1], area=valley.region.south, state="published",
        organisation=make_organisation(area=valley.region.south),
    )  # fmt: skip
    assert search()["asked"] == 1
    assert group(problem, MemberState.SUGGESTED) == {late.title}


def test_split_merge_and_back(valley):
    extra = make_demand(
        title="阀门难题4", body="x", organisation=valley.firms[0], area=valley.region.north, state="published"
    )
    valley.demands.append(extra)
    problem = valley.named(4)
    kept, made = members.split_problem(
        problem=problem,
        demands=[valley.demands[0].pk, extra.pk],
        title="另一组",
        version=problem.version,
        by=valley.city,
    )
    assert (group(kept), group(made), made.area) == (
        {"阀门难题2", "阀门难题3"},
        {"阀门难题1", "阀门难题4"},
        valley.region.north,
    )
    whole = members.merge_problems(kept=kept, merged=made, version=kept.version, by=valley.city)
    made.refresh_from_db()
    assert (group(whole), made.state, made.merged_into) == ({*ALL, "阀门难题4"}, CommonState.DISSOLVED, whole)
    assert search()["new"] == 0


def test_what_is_refused(valley):
    problem = valley.named()
    with pytest.raises(ValidationError) as few:
        members.remove_members(
            problem=problem, demands=[one.pk for one in valley.demands[:2]], version=problem.version, by=valley.city
        )
    assert few.value.code == "few"
    with pytest.raises(ValidationError) as taken:
        domain.name_problem(title="再来", demands=valley.demands[:2], by=valley.city)
    assert taken.value.code == "taken"
    with pytest.raises(PermissionDenied):
        domain.take_step(problem=problem, verb="begin", version=problem.version, by=valley.north)
    problem = domain.take_step(problem=problem, verb="begin", version=problem.version, by=valley.city)
    with pytest.raises(ValidationError) as solution:
        domain.take_step(problem=problem, verb="solved", version=problem.version, by=valley.city)
    assert solution.value.code == "solution"
    assert group(problem) == ALL


def test_a_dissolved_group_gives_its_demands_free_and_can_be_brought_back(valley):
    problem = valley.named()
    problem = domain.take_step(
        problem=problem, verb="dissolve", version=problem.version, by=valley.city, reason="分散处理"
    )
    other = domain.name_problem(title="只有两家", demands=valley.demands[:2], by=valley.city)
    with pytest.raises(ValidationError):
        domain.take_step(problem=problem, verb="restore", version=problem.version, by=valley.city, reason="恢复")
    domain.take_step(problem=other, verb="dissolve", version=other.version, by=valley.city, reason="误建")
    problem = domain.take_step(problem=problem, verb="restore", version=problem.version, by=valley.city, reason="恢复")
    assert (problem.state, group(problem)) == (CommonState.CONFIRMED, ALL)


def test_solved_once_it_is_one_problem_and_a_service_for_each_firm(valley):
    valley.demands.append(
        make_demand(title="同一家的另一条", body="x", organisation=valley.firms[0], area=valley.region.north)
    )
    valley.solved(valley.named(4), achievement=make_achievement(title="补偿密封"))
    alone = make_demand(title="单独解决", area=valley.region.north, state="solved")
    Passage.objects.create(demand=alone, solved_on=clock.today())
    span = {"first": clock.today(), "end": clock.today() + timedelta(days=1)}
    rows = Demand.objects.all()
    found = count_solved(rows, **span)
    assert (found.problems, found.services, found.common) == (2, 4, 1)
    north = count_solved(rows.filter(area=valley.region.north), **span)
    assert (north.problems, north.services) == (2, 3)
    before = {"first": clock.today() - timedelta(days=9), "end": clock.today()}
    assert count_solved(rows, **before).problems == 0


def browser_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    client.cookies["duijie_language"] = "zh-hans"
    return client


def test_another_problem_is_looked_for_and_merged_by_those_in_charge_of_both(valley):
    kept = valley.named(3)
    made, far = (
        CommonProblem.objects.create(title=title, area=area, industry=kept.industry, state=CommonState.CONFIRMED)
        for title, area in (("泵阀泄漏", valley.region.city), ("外市难题", valley.region.city.parent))
    )
    CommonProblem.objects.create(title="新的难题", industry="F51", area=valley.region.city, state=CommonState.CONFIRMED)
    browser, address = browser_of(valley.city), f"/common-problems/{kept.pk}/"
    assert f"{address}merge/" in browser.get(address).content.decode()
    offered = browser.get(f"{address}merge/").content.decode()
    assert offered.index("泵阀泄漏") < offered.index("新的难题")  # of the same industry first
    assert "外市难题" not in offered
    found = browser.get(f"{address}merge/?find=泄漏").content.decode()
    assert "泵阀泄漏" in found and "新的难题" not in found  # noqa: PT018
    assert "没有含有这些词" in browser.get(f"{address}merge/?find=不在").content.decode()
    browser.post(f"{address}merge/", {"merged": far.pk, "version": kept.version})
    assert CommonProblem.objects.filter(state=CommonState.DISSOLVED).count() == 0
    browser.post(f"{address}merge/", {"merged": made.pk, "version": kept.version})
    made.refresh_from_db()
    assert (made.state, made.merged_into) == (CommonState.DISSOLVED, kept)


def test_the_pages_from_the_list_of_demands_to_the_solution(valley):
    browser = browser_of(valley.city)
    rows = [one.pk for one in valley.demands[:2]]
    asked = browser.post("/demands/bulk/", {"action": "group", "row": rows})
    form = browser.get(asked.headers["Location"]).content.decode()
    assert "阀门难题1" in form
    browser.post(
        "/common-problems/add/", {"row": rows, "title": "低温密封", "description": "阀座泄漏", "industry": "C3443"}
    )
    problem = CommonProblem.objects.get()
    address = f"/common-problems/{problem.pk}/"
    assert "阀门难题3" in browser.get(f"{address}members/?find=阀门").content.decode()
    for verb, row in (("add", valley.demands[2]), ("remove", valley.demands[2]), ("add", valley.demands[2])):
        problem.refresh_from_db()
        browser.post(f"{address}members/change/", {"action": verb, "row": row.pk, "version": problem.version})
    stale = browser.post(f"{address}edit/", {"title": "x", "version": 1}, follow=True).content.decode()
    assert "低温密封" in stale
    assert group(problem) == ALL
    refused = browser.post(f"{address}solution/", {"summary": "补偿", "achievement": "没有这个"}).content.decode()
    assert "没有登记" in refused
    problem.refresh_from_db()
    browser.post(
        f"{address}solution/",
        {"summary": "补偿密封", "evidence_kind": "test", "evidence_title": "试验报告", "version": problem.version},
    )
    for verb in ("begin", "solved"):
        assert browser.get(f"{address}step/{verb}/").status_code == 200
        problem.refresh_from_db()
        browser.post(f"{address}step/{verb}/", {"version": problem.version})
    page = browser.get(address).content.decode()
    assert "计1个已解决难题、3次服务" in page
    assert "低温密封" in browser.get(f"/demands/{valley.demands[0].pk}/").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(browser.get("/common-problems/export/").content)).active
    assert [[cell.value for cell in row][:4] for row in book.iter_rows(min_row=2)] == [["低温密封", "已解决", 3, 3]]


SEEING = [key for key, role in ROLES.items() if "common_problem.view" in role.permissions]
SEATS = [
    pytest.param(role, where, marks=pytest.mark.by_default_on(("sqlite", "postgres")[(at + number) % 2]))
    for at, role in enumerate(SEEING)
    for number, where in enumerate(("north", "south", "city"))
]  # fmt: skip


def test_whoever_may_see_none_finds_no_page(valley):
    number = valley.named().pk
    for key in sorted(set(ROLES) - set(SEEING)):
        place = {"organisation": valley.firms[0]} if ROLES[key].reach is Reach.ORGANISATION else {}
        user = make_user(role=key, **place)
        browser, call = browser_of(user), caller(Client(), user)
        for page in ("", "export/", "add/", f"{number}/", f"{number}/edit/", f"{number}/solution/"):
            assert (key, page, browser.get(f"/common-problems/{page}").status_code) == (key, page, 403)
        assert (key, call("get", f"/common-problems/{number}")[0]) == (key, 403)


def test_roles_that_see_them_hold_for_areas():
    assert {ROLES[key].reach for key in SEEING} == {Reach.AREA}


@pytest.mark.parametrize("role, where", SEATS)
def test_everybody_sees_the_demands_of_their_own_areas_and_counts_the_others(valley, role, where):
    problem = valley.named()
    elsewhere = make_demand(title="外地难题", area=valley.region.south)
    user = make_user(role=role, area=getattr(valley.region, where))
    browser, call = browser_of(user), caller(Client(), user)
    assert browser.get("/common-problems/export/").status_code == 200
    page = browser.get(f"/common-problems/{problem.pk}/")
    mine = {"north": {"阀门难题1", "阀门难题2"}, "south": {"阀门难题3"}, "city": ALL}[where]
    text = page.content.decode()
    assert {title for title in ALL if title in text} == mine
    assert ("另有" in text) == (mine != ALL)
    told = call("get", f"/common-problems/{problem.pk}")[1]
    assert ({one["title"] for one in told["members"]}, told["others"]) == (mine, 3 - len(mine))
    assert call("get", "/common-problems")[1]["count"] == 1
    own = domain.name_problem(
        title="南屏自己的",
        demands=[elsewhere, make_demand(title="外地难题二", area=valley.region.south)],
        by=valley.city,
    )
    assert browser.get(f"/common-problems/{own.pk}/").status_code == (404 if where == "north" else 200)
    decides = where == "city" and "common_problem.edit" in ROLES[role].permissions
    edited = browser.post(f"/common-problems/{problem.pk}/edit/", {"title": "改", "version": 1})
    assert edited.status_code == (302 if decides else 403)


def test_pages_ask_as_often_for_many_demands_as_for_few(valley):
    problem = valley.named()
    make_demand(area=valley.region.north)  # home asks more when there is anything to check
    browser = browser_of(valley.north)
    counts = []
    for _round in range(2):
        browser.get("/common-problems/")
        asked = []
        for page in ("/common-problems/", f"/common-problems/{problem.pk}/", f"/demands/{valley.demands[0].pk}/", "/"):
            with CaptureQueriesContext(connection) as told:
                browser.get(page)
            asked.append(len(told))
        counts.append(asked)
        more = [make_demand(area=valley.region.north, organisation=make_organisation()) for _number in range(4)]
        problem.refresh_from_db()
        members.add_members(problem=problem, demands=more, version=problem.version, by=valley.city)
        domain.name_problem(
            title="又一个", demands=[make_demand(area=valley.region.north) for _number in range(2)], by=valley.city
        )
    assert counts[0] == counts[1]


def test_the_api_names_changes_and_solves(valley):
    call = caller(Client(), valley.city)
    numbers = [one.pk for one in valley.demands]
    status, made = call("post", "/common-problems", {"title": "低温密封", "demands": numbers[:2]})
    assert (status, made["state"], made["firms"]) == (201, "confirmed", 2)
    number = made["id"]
    made = call("post", f"/common-problems/{number}/members", {"demands": numbers[2:], "version": made["version"]})[1]
    said = {"summary": "补偿", "evidence_kind": "test", "evidence_title": "报告", "version": made["version"]}
    made = call("put", f"/common-problems/{number}/solution", said)[1]
    for verb in ("begin", "solved"):
        status, made = call("post", f"/common-problems/{number}/steps/{verb}", {"version": made["version"]})
    assert (status, made["state"], made["solution"]["summary"]) == (200, "solved", "补偿")
    assert call("get", "/common-problems?state=solved&q=密封")[1]["count"] == 1
    assert call("post", f"/common-problems/{number}/steps/solved", {"version": made["version"]})[0] == 422
    assert call("get", "/common-problems/999999")[0] == 404


def test_a_reader_finds_nothing_that_is_not_theirs(valley):
    far = make_user(role="county_officer", area=valley.region.south)
    problem = domain.name_problem(title="北渡", demands=valley.demands[:2], by=valley.north)
    assert list(queries.list_problems(by=far)) == []
    assert queries.problem_of(valley.demands[0], by=far) is None
    assert queries.problem_of(valley.demands[0], by=valley.north) == problem


def test_a_firm_sees_that_others_share_its_problem_and_not_who(valley, client):
    contact = make_user(role="firm_contact", organisation=valley.firms[0])
    demand, browser = valley.demands[0], Client()
    browser.force_login(contact)
    call = caller(client, contact)
    search()
    assert call("get", f"/demands/{demand.pk}/common-problem")[0] == 404  # nobody has confirmed it
    domain.take_step(
        problem=CommonProblem.objects.get(), verb="dismiss", version=1, reason="另行归并", by=valley.city
    )  # fmt: skip
    problem = valley.solved(valley.named())
    page = browser.get(f"/demands/{demand.pk}/").content.decode()
    assert ("低温密封" in page, "阀门难题2" in page, valley.firms[1].name in page) == (True, False, False)
    told = call("get", f"/demands/{demand.pk}/common-problem")[1]
    assert told == {
        "title": "低温密封", "state": "solved", "firms": 3, "solved_on": problem.solved_on.isoformat(),
    }  # fmt: skip
    CommonProblem.objects.filter(pk=problem.pk).update(title="阀门难题2")
    assert call("get", f"/demands/{demand.pk}/common-problem")[1]["title"] == ""
    foreign = valley.demands[1]
    assert call("get", f"/demands/{foreign.pk}/common-problem")[0] == 404  # open to all, and not its own
