"""What a match run shows on request, and how often it shows each record of supply."""

import io

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.integration.portal.test_workspace_pages import browser_of

from duijie.common.jobs import run_waiting_jobs
from duijie.matching.domain.match_runs import start_match_run
from duijie.matching.domain.queries.exposure import exposure_of, spread_of
from duijie.matching.domain.queries.register_matches import why_not
from duijie.matching.models import Candidate, MatchRun

pytestmark = pytest.mark.django_db
HOME = "/matching/runs/"


@pytest.fixture
def town(docking):
    """Six demands of one kind, and as many records of supply that could meet them."""
    for number in range(5):
        docking.add_demand(f"超低温球阀第{number}种")
        docking.add_achievement(f"深冷阀座密封第{number}种")
    return docking


def most_shown(run):
    return max(one.times for one in exposure_of(run, by=run.by))


def test_a_named_candidate_is_answered_for_through_the_api(town, client):
    call = caller(client, town.officer)
    before = town.add_achievement("深冷阀座密封，不入前列")
    home = f"/demands/{town.demand.pk}/candidates/achievement"
    assert call("get", f"{home}/{before.pk}/why-not") == (200, {"run": None, "answer": None})
    run = town.run()
    _status, listed = call("get", f"/demands/{town.demand.pk}/candidates")
    for one in (one for one in listed["items"] if one["kind"] == "achievement"):
        status, told = call("get", f"{home}/{one['number']}/why-not")
        answer = told["answer"]
        assert (status, told["run"]["id"], answer["rank"], answer["shown"]) == (200, run.pk, one["rank"], True)
        assert (answer["contributions"], answer["level"]) == (one["contributions"], one["level"])
        assert answer["sentence"]["en"] == f"It is shown, at rank {one['rank']} of {answer['of']}."
    later = town.add_achievement("来晚了的阀座")
    assert call("get", f"{home}/{later.pk}/why-not")[1]["answer"] is None
    assert call("get", f"{home}/999999/why-not")[0] == 404
    south = make_user(role="county_officer", area=town.region.south)
    assert caller(client, south)("get", f"{home}/{before.pk}/why-not")[0] == 403


def test_on_request_nobody_is_shown_for_more_demands_and_the_page_says_so(town):
    run = town.run()
    assert (most_shown(run), spread_of(run).most) == (6, 6)
    browser = browser_of(town.officer)
    told = {"area": town.region.city.code, "most_shown": "2", "diversity": "0.3"}
    assert browser.post(f"{HOME}start/", told).status_code == 302
    run_waiting_jobs()
    run = MatchRun.objects.get(is_current=True)
    assert (run.most_shown, run.diversity, most_shown(run), spread_of(run).most) == (2, 0.3, 2, 2)
    page = browser.get(f"{HOME}{run.pk}/").content.decode()
    assert "按要求调整：每条供给最多推荐给 2 项需求；多样性 0.3" in page
    assert f"{HOME}{run.pk}/exposure/" in page
    assert "2" in browser.get(HOME).context["table"].rows[0].get_cell("limits")
    rows = Candidate.objects.filter(run=run, demand=town.demand, direction="demand")
    listed = set(rows.values_list("supply", "kind"))
    every = [(one.record.pk, one.kind) for one in exposure_of(run, by=town.officer)]
    supply, kind = next(one for one in every if one not in listed)
    answer = why_not(town.demand, kind=kind, supply=supply, by=town.officer)
    _status, told = caller(browser, town.officer)(
        "get", f"/demands/{town.demand.pk}/candidates/{kind}/{supply}/why-not"
    )
    assert (answer["shown"], told["answer"]["shown"]) == (False, False)
    assert told["answer"]["sentence"] == answer["sentence"]
    assert told["answer"]["rule"] == answer["rule"]
    for wrong in ({"most_shown": "-1"}, {"diversity": "2"}, {"most_shown": "x"}):
        browser.post(f"{HOME}start/", {**told, **wrong})
    with pytest.raises(ValidationError):
        start_match_run(area=town.region.city, by=town.officer, most_shown=-1)
    assert MatchRun.objects.count() == 2


def test_exposure_is_sorted_filtered_taken_along_and_within_the_scope(town, client):
    run = town.run()
    browser, home = browser_of(town.officer), f"{HOME}{run.pk}/exposure/"
    rows = [row.record for row in browser.get(home).context["table"].rows]
    assert [one.times for one in rows] == sorted((one.times for one in rows), reverse=True)
    assert sum(one.times for one in rows) == spread_of(run).places
    turned = browser.get(f"{home}?sort=title").context["table"].rows
    assert [row.record.title for row in turned] == sorted(one.title for one in rows)
    only = browser.get(f"{home}?kind=expert").context["table"].rows
    assert {row.record.kind for row in only} == {"expert"}
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(f"{home}export/?kind=expert").content)).active
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["江临"]
    assert browser.get(f"{home}export/?format=csv").status_code == 200
    call = caller(client, town.officer)
    status, told = call("get", f"/match-runs/{run.pk}/exposure?kind=expert")
    assert (status, [(one["kind"], one["times"]) for one in told]) == (200, [("expert", only[0].record.times)])
    assert call("get", f"/match-runs/{run.pk}")[1]["most_shown"] == 0
    every = {(one.kind, one.record.pk): one.times for one in exposure_of(run, by=town.officer)}
    _status, told = call("get", f"/demands/{town.demand.pk}/candidates")
    first = [one for one in told["items"] if one["rank"] <= 10]
    assert first
    assert [one["times"] for one in first] == [every[one["kind"], one["number"]] for one in first]
    desk = f"/demands/{town.demand.pk}/match/"
    page = browser.get(desk, headers={"accept-language": "en"})
    assert [one.times for one in page.context["page"]] == [
        every[one.candidate.kind, one.record.pk] for one in page.context["page"]
    ]
    assert f"among the first ten of {page.context['page'][0].times} demands" in page.content.decode()
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(f"{desk}export/?lowest=1").content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[rows[0].index("进入前十名的需求数")] for row in rows[1:11]] == [one["times"] for one in first]
    south = make_user(role="county_officer", area=town.region.south)
    assert browser_of(south).get(home).status_code == 404
    assert caller(client, south)("get", f"/match-runs/{run.pk}/exposure")[0] == 404
    assert browser_of(make_user(role="system_administrator")).get(home).status_code == 403
    older, _newer = run, town.run()
    assert browser.get(f"{HOME}{older.pk}/exposure/").status_code == 404


def test_limits_are_asked_for_on_the_workspace_and_through_the_api(town, client):
    """Where a demand has not been matched, where it has, and by a program: one verb, the same refusals."""
    browser, area = browser_of(town.officer), town.region.city.code
    home = f"/demands/{town.demand.pk}/match/"
    page = browser.get(home).content.decode()
    assert all(f'name="{name}"' in page for name in ("most_shown", "diversity"))
    call = caller(client, town.officer)
    for wrong in (
        {"most_shown": -1},
        {"diversity": 1.5},
        {"most_shown": "x"},
        {"area": "999999"},
        {"area": "!"},
        {"x": 1},
    ):
        assert call("post", "/match-runs", {"area": area, **wrong})[0] == 422
    south = make_user(role="county_officer", area=town.region.south)
    assert caller(client, south)("post", "/match-runs", {"area": area})[0] in (403, 422)
    assert MatchRun.objects.count() == 0
    status, told = call("post", "/match-runs", {"area": area, "most_shown": 2, "diversity": 0.3})
    assert (status, told["most_shown"], told["diversity"], told["finished_at"]) == (202, 2, 0.3, None)
    assert call("get", f"/jobs/{told['job']}")[0] == 200
    assert call("post", "/match-runs", {"area": area})[0] == 422  # one at a time
    run_waiting_jobs()
    assert call("get", f"/match-runs/{told['id']}")[1]["current"]
    assert most_shown(MatchRun.objects.get()) == 2
    page = browser.get(home, headers={"accept-language": "en"}).content.decode()
    assert "nobody for more than 2 demands; diversity 0.3" in page
    assert 'name="most_shown" value="2"' in page
    assert caller(client, make_user(role="system_administrator"))("post", "/match-runs", {"area": area})[0] == 403
