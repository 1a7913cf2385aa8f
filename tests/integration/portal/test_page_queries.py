"""Pages ask the database as often for thirty rows as for three (bench/pages.py does the same with 100,000)."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import (
    make_achievement,
    make_carrier,
    make_expert,
    make_organisation,
    make_person,
    make_region,
    make_service,
)  # fmt: skip

from duijie.common import clock
from duijie.demands.registers import DEMANDS
from duijie.matching.models import Candidate, Choice, MatchRun, Proposal
from duijie.registry.domain.records import archive_record
from duijie.registry.models import Achievement, Comment, OrganisationTag

pytestmark = pytest.mark.django_db

LISTS = (
    "demands/", "demands/?q=%E9%98%80&sort=title", "demands/?area=970121&state=published&sort=-area",
    "demands/?division=C34", "achievements/", "achievements/?q=x&zone=9701Z1&sort=organisation",
    "experts/?page=2", "experts/?q=zs", "persons/",
    "services/?archived=all", "carriers/?columns=area&columns=zone", "organisations/?q=%E6%9C%BA",
    "organisations/?sort=-staff", "organisations/?tag=hnte", "organisations/?tag=hnte&on_day=2026-01-01",
    "proposals/", "matching/runs/",
)  # fmt: skip
REASONS: dict[str, Any] = {
    "headline": {"en": "x", "zh-hans": "x"}, "contributions": [], "terms": [], "demand_marks": {}, "supply_marks": {},
    "notes": [],
}  # fmt: skip


class Town:
    """A county in which everything refers to the first record of its kind, more and more often."""

    def __init__(self) -> None:
        self.region = make_region()
        self.officer = make_user(role="county_officer", area=self.region.north)
        self.firm = make_organisation(zone=self.region.zone)
        self.run = MatchRun.objects.create(
            area=self.region.city, by=self.officer, finished_at=clock.now(), is_current=True
        )
        self.demands: list[Any] = []
        self.supply: dict[str, list[Any]] = {"achievement": [], "expert": [], "service": []}
        self.filled = 0

    def fill(self, until: int) -> None:
        for number in range(self.filled, until):
            firm = make_organisation(zone=self.region.zone)
            place = {"organisation": firm, "zone": self.region.zone, "industry": "C3443"}
            OrganisationTag.objects.create(organisation=firm, kind="hnte", from_on=date(2025, 1, 1))
            self.demands.append(make_demand(state="published", **place))
            self.supply["achievement"].append(make_achievement(**place))
            self.supply["expert"].append(make_expert(works=[f"工作{number}"], **place))
            self.supply["service"].append(make_service(**place))
            make_carrier(**place)
            make_person(**place)
            for noun, rows in (("demand", self.demands), *self.supply.items()):
                noun = "person" if noun == "expert" else noun
                Comment.objects.create(register=noun, record=rows[0].pk, by=make_user(role="leader"), text="好")
                rows[0].keywords = f"第{number}"
                rows[0].save()
            for kind, rows in self.supply.items():
                self.candidate("demand", self.demands[0], kind, rows[-1], number)
                self.candidate("supply", self.demands[-1], kind, rows[0], number)
                Choice.objects.create(
                    demand=self.demands[-1], kind=kind, supply=rows[-1].pk, choice="shortlisted", by=self.officer
                )
            Proposal.objects.create(
                demand=self.demands[-1], kind="achievement", supply=self.supply["achievement"][-1].pk, title="成果",
                owner=firm, by=self.officer, expires_on=clock.today(),
            )  # fmt: skip
        self.filled = until

    def candidate(self, direction: str, demand: Any, kind: str, item: Any, number: int) -> None:
        Candidate.objects.create(
            run=self.run, direction=direction, demand=demand, kind=kind, supply=item.pk, rank=number + 1, raw=1.0,
            score=0.9 - number / 100, level=4, forward=0.9, backward=0.9, reasons=REASONS,
        )  # fmt: skip

    def addresses(self) -> tuple[str, ...]:
        kinds = {"achievements": "achievement", "experts": "expert", "services": "service"}
        records = [f"{key}/{self.supply[kind][0].pk}/" for key, kind in kinds.items()]
        records.append(f"demands/{self.demands[0].pk}/")
        return (
            "", "county/", "county/970121/", *LISTS, *records,
            *(f"{record}history/" for record in records), *(f"{record}match/?lowest=1" for record in records),
            f"organisations/{self.firm.pk}/",
        )  # fmt: skip


def queries_of(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(f"/{address}")
    assert answer.status_code == 200, address
    # Once a minute a session notes that somebody is there, whatever the page.
    return len([one for one in asked if "django_session" not in one["sql"] and "SAVEPOINT" not in one["sql"]])


def test_pages_ask_as_often_for_thirty_rows_as_for_three(client: Client) -> None:
    town = Town()
    client.force_login(town.officer)
    counts: list[dict[str, int]] = []
    for rows in (3, 30):
        town.fill(rows)
        client.get("/")
        counts.append({address: queries_of(client, address) for address in town.addresses()})
    few, many = counts
    assert {address: (few[address], many[address]) for address in few if few[address] != many[address]} == {}


def test_words_are_looked_for_in_a_thousand_rows_and_no_more(client: Client) -> None:
    region = make_region()
    client.force_login(make_user(role="county_officer", area=region.north))
    client.cookies["duijie_language"] = "en"
    Achievement.objects.bulk_create(Achievement(title=f"球轴承{number}", area=region.north) for number in range(1001))
    many, every = client.get("/achievements/?q=球轴"), client.get("/achievements/")
    assert (many.context["table"].paginator.count, every.context["table"].paginator.count) == (1000, 1001)
    assert "More than 1000 rows." in many.content.decode()
    assert "1001 rows" in every.content.decode()
    few = client.get("/achievements/?q=承77&page=1")
    assert {row.record.title for row in few.context["table"].paginated_rows} == {
        f"球轴承{number}" for number in (77, *range(770, 780))
    }


def test_pages_of_rows_that_are_alike_do_not_overlap(client: Client) -> None:
    region = make_region()
    client.force_login(make_user(role="county_officer", area=region.north))
    now = clock.now()
    Achievement.objects.bulk_create(
        Achievement(title="同一成果", area=region.north, updated_at=now, trl=5) for _row in range(60)
    )
    for sort in ("", "sort=trl&", "sort=-title&", "sort=area&"):
        shown = [
            row.record.pk
            for page in (1, 2, 3)
            for row in client.get(f"/achievements/?{sort}page={page}").context["table"].paginated_rows
        ]
        assert (len(shown), len(set(shown))) == (60, 60), sort


def test_figures_follow_every_change(client: Client) -> None:
    """What was counted is kept only as long as the same rows are counted."""
    region = make_region()
    by = make_user(role="county_officer", area=region.north)
    client.force_login(by)

    def shown() -> list[int]:
        figures = client.get("/county/").context["figures"]
        return [row.cells[0].value for row in figures.banks.rows if row.key in ("demands", "achievements")]

    demand = make_demand()
    assert [shown(), shown()] == [[1, 0]] * 2
    make_achievement()
    assert shown() == [1, 1]
    archive_record(register=DEMANDS, record=demand, version=demand.version, by=by, reason="重复")
    assert shown() == [0, 1]
