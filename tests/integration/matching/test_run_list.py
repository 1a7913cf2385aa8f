"""The list of match runs: found by words, area, state and day, on the page, as a file and through the API."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.registry import make_region
from tests.integration.matching.test_plan_pages import browser_of

from duijie.common import clock
from duijie.common.models import AuditEvent, Job
from duijie.matching.models import MatchRun

pytestmark = pytest.mark.django_db
HOME = "/matching/runs/"
SUMMARY = {"demands": 4, "supply": 3, "new": 1, "levels": {}, "seconds": 1}


@pytest.fixture
def runs() -> dict[str, Any]:
    """A city with a run of each state: two over the city, one over each county."""
    region = make_region()
    officer = make_user(role="city_officer", area=region.city, name="林知远")
    other = make_user(role="city_officer", area=region.city, name="白露")

    def run(area: Any, days: int, by: Any = officer, **values: Any) -> MatchRun:
        started = clock.now() - timedelta(days=days)
        made: MatchRun = MatchRun.objects.create(area=area, by=by, created_at=started, **values)
        return made

    def job(state: str, **values: Any) -> Job:
        made: Job = Job.objects.create(kind="match.run", state=state, by=officer, **values)
        return made

    done = {"finished_at": clock.now(), "summary": SUMMARY}
    return {
        "region": region, "officer": officer,
        "replaced": run(region.city, 40, **done), "current": run(region.city, 20, by=other, is_current=True, **done),
        "ended": run(region.north, 10, job=job("failed", finished_at=clock.now())),
        "working": run(region.south, 0, job=job("queued")),
    }  # fmt: skip


def file_of(user: Any, asked: str = "", language: str = "zh-hans") -> list[tuple[Any, ...]]:
    answer = browser_of(user, language).get(f"{HOME}export/?{asked}")
    return list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))


def test_page_file_and_api_leave_the_same_runs(runs: dict[str, Any], client: Any) -> None:
    officer, region = runs["officer"], runs["region"]
    browser, call = browser_of(officer), caller(client, officer)
    day, everything = clock.today() - timedelta(days=15), ("replaced", "current", "ended", "working")
    for asked, names in (
        ("", everything),
        ("state=current", ("current",)),
        ("state=replaced&state=ended", ("replaced", "ended")),
        ("state=working", ("working",)),
        (f"area={region.north.code}", ("ended",)),
        (f"area={region.city.code}", everything),
        ("q=北渡", ("ended",)),
        ("q=白露", ("current",)),
        (f"since={day}", ("ended", "working")),
        (f"until={day}&q=云溪", ("replaced", "current")),
    ):
        wanted = {runs[name].pk for name in names}
        page = browser.get(f"{HOME}?{asked}")
        assert (asked, {row.record.pk for row in page.context["table"].rows}) == (asked, wanted)
        assert (asked, {one["id"] for one in call("get", f"/match-runs?{asked}")[1]["items"]}) == (asked, wanted)
        head, *rows = file_of(officer, asked)
        assert (asked, len(rows)) == (asked, len(wanted))
    assert (head[0], head[2], head[8]) == ("地区", "发起人", "状态")
    assert {(row[0], row[2], row[3], row[8]) for row in rows} == {
        ("云溪市", "白露", 4, "当前结果"), ("云溪市", "林知远", 4, "已被新结果取代"),
    }  # fmt: skip
    csv = browser_of(officer, "en").get(f"{HOME}export/?format=csv&state=current").content.decode("utf-8-sig")
    assert csv.startswith("Area,Started,Started by,Demands,")
    assert AuditEvent.objects.filter(verb="match.export_runs", actor=officer).count() == 11


def test_what_means_nothing_is_said_and_others_see_their_own(runs: dict[str, Any], client: Any) -> None:
    browser, call = browser_of(runs["officer"]), caller(client, runs["officer"])
    assert "没有符合条件的匹配记录" in browser.get(f"{HOME}?q=无此地").content.decode()
    for wrong in ("area=999999", "since=2026-13-40"):
        assert browser.get(f"{HOME}?{wrong}").context["table"].rows.data.data.count() == 0
        assert call("get", f"/match-runs?{wrong}")[0] == 422
    assert call("get", "/match-runs?state=lost")[0] == 422
    page = browser.get(HOME).content.decode()
    assert page.count('id="id_area"') == 1  # the form that starts a run has an area, too
    north = make_user(role="county_officer", area=runs["region"].north)
    assert [row[0] for row in file_of(north)[1:]] == ["北渡县"]
    assert browser_of(make_user(role="system_administrator")).get(f"{HOME}export/").status_code == 403
