"""The candidates of a demand by unit and by team: page, links, print, file and API."""

import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.integration.matching.conftest import docking
from tests.integration.matching.test_plan_pages import browser_of

from duijie.registry.domain.records import add_record, edit_record
from duijie.registry.registers.persons import EXPERTS

__all__ = ["docking"]

pytestmark = pytest.mark.django_db

TEAM = "低温密封团队"


def add_colleague(docking: Any, name: str) -> None:
    """An expert of the school, of the team of the other one."""
    values = {"name": name, "research": "超低温球阀密封结构", "organisation": docking.school, "team": TEAM}
    add_record(register=EXPERTS, by=docking.officer, values=values)


def make_teams(docking: Any) -> None:
    add_colleague(docking, "苏禾")
    expert = docking.expert
    expert.refresh_from_db()
    edit_record(register=EXPERTS, record=expert, version=expert.version, values={"team": TEAM}, by=docking.officer)
    values = {"organisation": None, "organisation_name": "个人", "area": docking.region.south}
    docking.add_achievement("球阀", "超低温球阀阀座泄漏", **values)
    docking.run()


def test_each_unit_and_team_counts_by_its_best(docking: Any) -> None:
    make_teams(docking)
    browser, home = browser_of(docking.officer), f"/demands/{docking.demand.pk}/match/"
    singly = {str(one.record): one for one in browser.get(f"{home}?lowest=1").context["page"].object_list}
    page = browser.get(f"{home}?lowest=1&by=organisation")
    units = {one.name: one for one in page.context["units"].data}
    assert {name: one.count for name, one in units.items()} == {"云溪理工大学": 4, "个人": 1}
    school = units["云溪理工大学"]
    of_school = [one.candidate for one in singly.values() if one.record.owner_name == "云溪理工大学"]
    assert school.best.candidate.raw == max(one.raw for one in of_school)
    assert (units["个人"].rank < school.rank) == (singly["球阀"].candidate.raw > school.best.candidate.raw)
    assert "按专家或成果" in page.content.decode()
    assert f"unit={'%E4%B8%AA%E4%BA%BA'}" in page.content.decode()
    english = browser_of(docking.officer, "en").get(f"{home}?by=team").content.decode()
    assert ("By team" in english, "Next of the same" in english) == (True, True)
    teams = browser.get(f"{home}?lowest=1&by=team").context["units"].data
    assert [(one.name, one.count, len(one.members)) for one in teams] == [(TEAM, 2, 2)]
    only = browser.get(f"{home}?lowest=1&by=team&unit={TEAM}")
    assert {str(one.record) for one in only.context["page"]} == {"江临", "苏禾"}
    assert "仅显示" in only.content.decode()
    empty = browser.get(f"{home}?lowest=1&by=team&kind=achievement").content.decode()
    assert "团队在专家库中登记" in empty
    assert browser.get(f"{home}?by=nonsense&unit=x").context["units"] is None


def test_units_are_printed_taken_along_and_told_to_programs(docking: Any) -> None:
    make_teams(docking)
    browser, home = browser_of(docking.officer), f"/demands/{docking.demand.pk}/match/"
    assert TEAM in browser.get(f"{home}print/?lowest=1&by=team").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{home}export/?lowest=1&by=team").content))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert (rows[0][:2], rows[1][:2], rows[1][6], len(rows)) == (["排名", "团队"], [1, TEAM], 2, 2)
    only = openpyxl.load_workbook(io.BytesIO(browser.get(f"{home}export/?lowest=1&by=team&unit={TEAM}").content)).active
    assert {row[2].value for row in only.iter_rows(min_row=2)} == {"江临", "苏禾"}
    call, address = caller(Client(), docking.officer), f"/demands/{docking.demand.pk}/candidates"
    told = call("get", f"{address}?by=team")[1]
    assert [(one["rank"], one["name"], one["candidates"]) for one in told["units"]] == [(1, TEAM, 2)]
    assert {one["title"] for one in told["units"][0]["best"]} == {"江临", "苏禾"}
    assert (call("get", address)[1]["units"], call("get", f"{address}?by=nobody")[0]) == ([], 422)
    south = make_user(role="county_officer", area=docking.region.south)
    assert browser_of(south).get(f"{home}?by=organisation").status_code == 403
    assert caller(Client(), south)("get", f"{address}?by=organisation")[0] == 403


def test_many_units_ask_as_often_as_few(docking: Any) -> None:
    counts = []
    for names in (("苏禾", "顾远"), ("路遥", "何川", "孟泽")):
        for name in names:
            add_colleague(docking, name)
        docking.run()
        browser = browser_of(docking.officer)
        asked = []
        for by in ("organisation", "team"):
            address = f"/demands/{docking.demand.pk}/match/?lowest=1&by={by}"
            browser.get(address)
            with CaptureQueriesContext(connection) as queries:
                browser.get(address)
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]
