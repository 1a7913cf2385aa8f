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
from duijie.matching.models import Candidate, Choice, MatchRun, Proposal
from duijie.registry.models import Comment, OrganisationTag

pytestmark = pytest.mark.django_db

LISTS = (
    "demands/", "demands/?q=%E9%98%80&sort=title", "demands/?area=970121&state=published&sort=-area",
    "demands/?division=C34", "achievements/", "achievements/?q=x&zone=9701Z1&sort=organisation",
    "experts/?page=2", "experts/?q=zs", "persons/",
    "services/?archived=all", "carriers/?columns=area&columns=zone", "organisations/?q=9", "organisations/?sort=-staff",
    "organisations/?tag=hnte", "organisations/?tag=hnte&on_day=2026-01-01", "proposals/", "matching/runs/",
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
    return len(asked)


def test_pages_ask_as_often_for_thirty_rows_as_for_three(client: Client, settings: Any) -> None:
    settings.DUIJIE_IDLE_MINUTES = 0  # a session notes once a minute that somebody is there
    town = Town()
    client.force_login(town.officer)
    counts: list[dict[str, int]] = []
    for rows in (3, 30):
        town.fill(rows)
        client.get("/")
        counts.append({address: queries_of(client, address) for address in town.addresses()})
    few, many = counts
    assert {address: (few[address], many[address]) for address in few if few[address] != many[address]} == {}
