"""Files of plans and of candidates by unit have the order of the page that they are taken from."""

import csv
from typing import Any

import pytest
from tests.integration.matching.conftest import docking
from tests.integration.matching.plan_town import PlanTown, town
from tests.integration.matching.test_plan_pages import browser_of

__all__ = ["docking", "town"]

pytestmark = pytest.mark.django_db


def first_cells(browser: Any, address: str, asked: str, place: int = 0) -> list[str]:
    answer = browser.get(f"{address}?{asked}&format=csv")
    return [row[place] for row in csv.reader(answer.content.decode("utf-8-sig").splitlines())][1:]


def test_plans_their_entries_and_loads_have_the_order_of_the_page(town: PlanTown) -> None:
    plan = town.made(title="丙", lowest=1, most=2)
    for title in ("甲", "乙"):
        town.draft(title=title)
    browser = browser_of(town.officer)
    own = f"/plans/{plan.pk}/"
    for sort in ("", "title", "-title", "changed_at", "-state"):
        table = browser.get(f"/plans/?sort={sort}").context["table"]
        assert first_cells(browser, "/plans/export/", f"sort={sort}") == [one.record.title for one in table.rows], sort
    for sort in ("", "demand", "-demand", "score", "-supply"):
        table = browser.get(f"{own}?sort={sort}").context["table"]
        shown = [f"{one.record.demand.demand.title} {one.record.supply.title}" for one in table.rows]
        file = [first_cells(browser, f"{own}export/", f"table=entries&sort={sort}", place) for place in (0, 3)]
        assert [" ".join(pair) for pair in zip(*file, strict=True)] == shown, sort
    for sort in ("", "load", "-title", "total"):
        table = browser.get(f"{own}loads/?sort={sort}").context["table"]
        shown = [one.record.title for one in table.rows]
        assert first_cells(browser, f"{own}export/", f"table=loads&sort={sort}") == shown, sort


def test_units_have_the_order_of_the_page(docking: Any) -> None:
    for name, area in (("甲", docking.region.north), ("乙", docking.region.south), ("丙", docking.region.south)):
        values = {"organisation": None, "organisation_name": f"{name}研究所", "area": area}
        docking.add_achievement(f"{name}：深冷阀座密封", **values)
    docking.run()
    browser, home = browser_of(docking.officer), f"/demands/{docking.demand.pk}/match/"
    for sort in ("", "-rank", "name", "-name", "score", "count"):
        asked = f"lowest=1&by=organisation&sort={sort}"
        shown = [one.record.name for one in browser.get(f"{home}?{asked}").context["units"].rows]
        assert len(shown) == 4
        assert first_cells(browser, f"{home}export/", asked, 1) == shown, sort


def test_how_often_each_is_shown_has_the_order_of_the_page(docking: Any) -> None:
    docking.add_demand("球阀填料泄漏", "球阀填料函在低温下泄漏")
    for name in ("甲", "乙"):
        docking.add_achievement(f"{name}：深冷阀座密封")
    run = docking.run()
    browser, home = browser_of(docking.officer), f"/matching/runs/{run.pk}/exposure/"
    for sort in ("", "title", "-title", "times", "-best", "level", "owner"):
        page = browser.get(f"{home}?sort={sort}")
        shown = [one.record.title for one in page.context["table"].rows]
        assert f'href="{home}export/?sort={sort}"' in page.content.decode()
        assert first_cells(browser, f"{home}export/", f"sort={sort}") == shown, sort
