"""Killed at any moment, a deed done with a case is done or not done: state, course, clocks, days and messages together.

A few points by default; ``./run test --full`` kills at a hundred drawn points of all deeds.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.kills import killer, let_leases_end, points
from tests.factories.registry import make_organisation, make_region

from duijie.accounts.models import User
from duijie.common import clock, outbox
from duijie.common.models import AuditEvent, OutboxMessage
from duijie.demands.clock_kinds import ClockDeed
from duijie.demands.domain.challenges import award, bid, prepare, take_challenge_step, withdraw_bid
from duijie.demands.domain.clock_policies import add_policy
from duijie.demands.domain.clock_tick import tick
from duijie.demands.domain.clocks import follow
from duijie.demands.domain.demands import hand_over, take_step
from duijie.demands.domain.passages import DAYS
from duijie.demands.domain.ratings import rate_demand
from duijie.demands.domain.supervisions import lift_supervision, supervise_demand
from duijie.demands.models import (
    Bid,
    CaseEvent,
    Challenge,
    ClockEntry,
    Demand,
    DemandClock,
    Evidence,
    Passage,
    Rating,
    Supervision,
)
from duijie.demands.registers import CONTACTS, DEMANDS, EVIDENCE
from duijie.demands.requirements import CHECKS
from duijie.demands.states import OPEN, SETTLED, STEPS
from duijie.messaging.models import Message
from duijie.registry.domain.record_parts import add_part

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "tests.integration.demands.test_case_kills"
SPOKEN = {"side": "enterprise", "channel": "phone", "summary": "已答复", "on": "2026-06-01"}
PROOF = {"kind": "test", "title": "检测报告"}
OFFERED = {
    "firm_amount": 100, "grant": 20, "cash_to_solver": 20, "months": 12, "beyond_ability": True, "clean_record": True,
    "rd_ratio": True, "rd_proof": "专项审计报告",
}  # fmt: skip


def do(deed: str, demand: int, people: dict[str, int]) -> None:
    """In the process that is killed: one deed of ``DEEDS``, or a step of the table."""
    told = {name: User.objects.get(pk=number) for name, number in people.items()}
    current = Demand.objects.get(pk=demand)
    if deed in STEPS:
        take_step(
            demand=current, verb=deed, version=current.version, by=told["officer"], reason="因为", checks=CHECKS
        )  # fmt: skip
    else:
        DEEDS[deed][1](current, told)


def _challenge_step(demand: Demand, by: User, verb: str) -> None:
    take_challenge_step(challenge=demand.challenge, verb=verb, version=demand.challenge.version, by=by, reason="因为")


def _close_bids(demand: Demand, by: User) -> None:
    bid = demand.challenge.bids.first()
    assert bid is not None
    award(bid=bid, version=demand.challenge.version, by=by, reason="最优")


def _bid(demand: Demand, by: User) -> None:
    values = {"lead": "江临", "plan": "激光熔覆", "amount": 70, "months": 6, "contact": "江临"}
    organisation = by.memberships.get().organisation
    assert organisation is not None
    bid(challenge=demand.challenge, organisation=organisation, values=values, by=by)


DEEDS: dict[str, tuple[str, Callable[[Demand, dict[str, User]], Any]]] = {
    "hand_over": (
        "contacted",
        lambda demand, who: hand_over(demand=demand, to=who["other"], version=demand.version, by=who["officer"]),
    ),
    "spoken": (
        "contacted",
        lambda demand, who: add_part(
            register=DEMANDS, part=CONTACTS, record=demand, version=demand.version, values=SPOKEN, by=who["officer"]
        ),
    ),
    "evidence": (
        "solving",
        lambda demand, who: add_part(
            register=DEMANDS, part=EVIDENCE, record=demand, version=demand.version, values=PROOF, by=who["officer"]
        ),
    ),
    "rate": (
        "solved",
        lambda demand, who: rate_demand(
            demand=demand, satisfaction=5, comment="好", is_confirmed=True, by=who["contact"]
        ),
    ),
    "supervise": (
        "solving", lambda demand, who: supervise_demand(demand=demand, reason="逾期", by=who["other"]),
    ),
    "lift": ("solving", lambda demand, who: lift_supervision(demand=demand, reason="已办", by=who["other"])),
    "prepare": (
        "published",
        lambda demand, who: prepare(
            demand=demand, values={**OFFERED, "closes_on": clock.today() + timedelta(days=40)}, by=who["officer"]
        ),
    ),
    "announce": ("published", lambda demand, who: _challenge_step(demand, who["officer"], "announce")),
    "fail": ("published", lambda demand, who: _challenge_step(demand, who["officer"], "fail")),
    "cancel": ("published", lambda demand, who: _challenge_step(demand, who["officer"], "cancel")),
    "bid": ("published", lambda demand, who: _bid(demand, who["bidder"])),
    "bid_again": ("published", lambda demand, who: _bid(demand, who["bidder"])),
    "withdraw": ("published", lambda demand, who: withdraw_bid(bid=demand.challenge.bids.get(), by=who["bidder"])),
    "award": ("published", lambda demand, who: _close_bids(demand, who["officer"])),
}  # fmt: skip
"""What is done with a case besides the steps: the state in which it is done, and the deed."""
HAD = {
    "lift": "supervision", "announce": "draft", "fail": "announced", "award": "announced", "cancel": "announced",
    "bid": "open", "bid_again": "open", "withdraw": "open",
}  # fmt: skip


class Case:
    """A demand in the state in which ``deed`` is possible, with the clocks that run there."""

    def __init__(self, deed: str, people: dict[str, User], firm: Any, bidder: Any) -> None:
        step = STEPS.get(deed)
        if step is None:
            begins = {"state": DEEDS[deed][0]}
        else:
            begins = {"state": "contacted", step.field: min(step.sources)}
        self.demand = make_demand(
            organisation=firm, area=firm.area, grade="declared", disclosure="registered", handler=people["officer"],
            **begins,
        )  # fmt: skip
        if begins["state"] in OPEN - SETTLED:
            with transaction.atomic():
                follow(self.demand, "verify", by=people["officer"])
        had = HAD.get(deed, "")
        if had == "supervision":
            Supervision.objects.create(demand=self.demand, reason="逾期", by=people["other"])
        elif had:
            closes_on = clock.today() + timedelta(days=-1 if had == "announced" else 40)
            made = Challenge.objects.create(
                demand=self.demand, state="draft" if had == "draft" else "announced", by=people["officer"],
                closes_on=closes_on, **OFFERED,
            )  # fmt: skip
            if had == "announced" or deed in {"bid_again", "withdraw"}:
                Bid.objects.create(
                    challenge=made, organisation=bidder, lead="江", plan="密封", amount=50, months=9, contact="x",
                    by=people["officer"],
                )  # fmt: skip

    def state(self) -> dict[str, Any]:
        """All that deeds write, by names that are the same for every case."""
        of = {"demand": self.demand}
        target = {"target_type": "demands.demand", "target_id": str(self.demand.pk)}
        fields = ("state", "waiting", "level", "handler__username", "grade", "version", "clock_due_on")
        return {
            "row": Demand.objects.filter(pk=self.demand.pk).values_list(*fields).get(),
            "history": self.demand.history.count(),
            "course": list(CaseEvent.objects.filter(**of).order_by("pk").values_list("verb", "before", "after")),
            "audit": list(AuditEvent.objects.filter(**target).order_by("pk").values_list("verb", flat=True)),
            "days": list(Passage.objects.filter(**of).values_list(*DAYS)),
            "clocks": sorted(DemandClock.objects.filter(**of).values_list("kind", "round", "end")),
            "log": sorted(ClockEntry.objects.filter(**of).values_list("kind", "round", "deed")),
            "messages": sorted(Message.objects.filter(**target).values_list("account__username", "kind")),
            "proof": Evidence.objects.filter(**of).count(),
            "spoken": self.demand.contacts.count(),
            "rated": list(Rating.objects.filter(**of).values_list("satisfaction", flat=True)),
            "supervised": list(Supervision.objects.filter(**of).values_list("lifted_reason", flat=True)),
            "challenge": list(
                Challenge.objects.filter(**of).values_list("state", "version", "bids__state", "bids__lead")
            ),
        }


@points("sqlite")
def test_a_killed_deed_is_done_or_not_done(tmp_path: Path, points: int) -> None:
    region = make_region()
    firm, bidder = make_organisation(area=region.north), make_organisation(area=region.south, kind="institute")
    people = {
        "officer": make_user(role="city_officer", area=region.city, email="o@example.org"),
        "other": make_user(role="city_officer", area=region.city, email="p@example.org"),
        "contact": make_user(role="firm_contact", organisation=firm, email="f@example.org"),
        "bidder": make_user(role="institution_officer", organisation=bidder, email="b@example.org"),
    }
    numbers = {name: one.pk for name, one in people.items()}
    deeds, whole = [*STEPS, *DEEDS], {}
    with killer(66, tmp_path) as process:
        process.dice.shuffle(deeds)
        for number in range(points):
            deed = deeds[number % len(deeds)]
            if deed not in whole:
                first = Case(deed, people, firm, bidder)
                left = OutboxMessage.objects.count()
                process.measure(deed, f"{HERE}.do", deed=deed, demand=first.demand.pk, people=numbers)
                whole[deed] = first.state(), OutboxMessage.objects.count() - left
            case = Case(deed, people, firm, bidder)
            before, left = case.state(), OutboxMessage.objects.count()
            process.kill(deed, f"{HERE}.do", deed=deed, demand=case.demand.pk, people=numbers)
            after, put = case.state(), OutboxMessage.objects.count() - left
            assert (deed, after, put) in ((deed, before, 0), (deed, *whole[deed]))
            if after == before:
                process.run(f"{HERE}.do", deed=deed, demand=case.demand.pk, people=numbers)
                assert (deed, case.state(), OutboxMessage.objects.count() - left) == (deed, *whole[deed])
        assert process.killed >= points * 3 // 4


def tell_of_clocks(moment: str) -> None:
    """In the process that is killed: what the worker does every few minutes."""
    with clock.at(datetime.fromisoformat(moment)):
        tick()
        outbox.deliver_waiting()


@points("postgres", few=2)
def test_a_killed_tick_reminds_and_urges_everybody_once(tmp_path: Path, points: int) -> None:
    region = make_region()
    officer = make_user(role="county_officer", area=region.north)
    head = make_user(role="leader", area=region.north)
    keeper = make_user(role="system_administrator")
    monday, friday = (datetime(2026, 3, day, 10, tzinfo=timezone.get_current_timezone()) for day in (2, 6))
    with clock.at(monday):
        add_policy(values={"name": "北渡县时限", "area": region.north, "response": 3, "solution": None}, by=keeper)
    call, chunks = f"{HERE}.tell_of_clocks", {"CHUNK": 1, "TOGETHER": 1}
    values = {f"duijie__demands__domain__clock_tick__{name}": value for name, value in chunks.items()}
    with killer(69, tmp_path, **values) as process:
        for number in range(points + 1):
            DemandClock.objects.all().delete()
            cases = [make_demand(handler=officer, area=region.north, state="found") for _each in range(3)]
            with clock.at(monday):
                for demand in cases:
                    take_step(demand=demand, verb="verify", version=1, by=officer, checks=CHECKS)
            if number == 0:
                process.measure("tick", call, moment=friday.isoformat())
            else:
                process.kill("tick", call, moment=friday.isoformat())
                let_leases_end()
                process.run(call, moment=friday.isoformat())
            log = ClockEntry.objects.filter(demand__in=cases, deed=ClockDeed.URGED).values_list("demand", flat=True)
            assert sorted(log) == sorted(one.pk for one in cases)
            numbers = sorted(str(one.pk) for one in cases)
            for reader in (officer, head):
                told = Message.objects.filter(account=reader, kind="clock.urged", target_id__in=numbers)
                assert sorted(told.values_list("target_id", flat=True)) == numbers
        assert process.killed >= points * 3 // 4
