"""Several people do something with one case at the same moment: never two winners, and each deed is written once.

A seeded sample in CI; ``./run test --full`` runs two thousand rounds of each group on the database that it is given.
"""

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.races import MANY, at_once
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.common.editing import StaleError
from duijie.common.models import AuditEvent
from duijie.demands.challenge_states import BidState, ChallengeState
from duijie.demands.clock_kinds import ClockDeed
from duijie.demands.domain.challenges import award, take_challenge_step
from duijie.demands.domain.clocks import follow
from duijie.demands.domain.demands import hand_over, take_step
from duijie.demands.domain.passages import DAYS
from duijie.demands.domain.ratings import rate_demand
from duijie.demands.domain.supervisions import supervise_demand
from duijie.demands.models import (
    Bid,
    CaseEvent,
    Challenge,
    ClockEntry,
    Demand,
    DemandClock,
    Passage,
    Rating,
    Supervision,
)
from duijie.demands.registers import DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.demands.stages import COLUMNS
from duijie.demands.states import OPEN, SETTLED, STEPS
from duijie.messaging.models import Message
from duijie.registry.domain.records import archive_record, edit_record

pytestmark = pytest.mark.django_db(transaction=True)
CLOCKED = OPEN - SETTLED
"""States in which clocks run."""


class World:
    """Two people of the office, one who may be given the case, and the firm with its contact."""

    def __init__(self) -> None:
        region = make_region()
        self.north = region.north
        self.one, self.other, self.third = (make_user(role="city_officer", area=region.city) for _each in range(3))
        self.firm = make_organisation(area=region.north)
        self.contact = make_user(role="firm_contact", organisation=self.firm)
        self.bidders = [make_organisation(area=region.south, kind="institute") for _each in range(2)]

    def case(self, state: str) -> Demand:
        """With the clocks running that run in such a state: first response and solution."""
        demand = make_demand(
            organisation=self.firm, state=state, grade="declared", disclosure="registered", handler=self.one,
            area=self.north,
        )  # fmt: skip
        if state in CLOCKED:
            with transaction.atomic():
                follow(demand, "verify", by=self.one)
        return demand

    def challenge(self, demand: Demand) -> None:
        """Announced, with two bids, whose last day was yesterday."""
        made = Challenge.objects.create(
            demand=demand, state=ChallengeState.ANNOUNCED, firm_amount=80, cash_to_solver=0, months=12,
            closes_on=clock.today() - timedelta(days=1), by=self.one,
        )  # fmt: skip
        Bid.objects.bulk_create(
            Bid(challenge=made, organisation=one, lead="江", plan="密封", amount=50, months=9, contact="x", by=self.one)
            for one in self.bidders
        )


@dataclass(frozen=True)
class Word:
    """What one person does, and the verbs that it leaves in the audit."""

    say: Callable[[World, Demand], Any]
    verbs: tuple[str, ...]


def step(verb: str, who: str = "one") -> Word:
    return Word(
        lambda world, demand: take_step(
            demand=demand, verb=verb, version=demand.version, by=getattr(world, who), reason="因为", checks=CHECKS
        ),
        (f"demand.{verb}",),
    )


def give(to: str, who: str = "one") -> Word:
    return Word(
        lambda world, demand: hand_over(
            demand=demand, to=getattr(world, to), version=demand.version, by=getattr(world, who), reason="休假"
        ),
        ("demand.hand_over",),
    )


def choose(number: int, who: str = "one") -> Word:
    def say(world: World, demand: Demand) -> Any:
        chosen, version = demand.challenge.bids.all()[number], demand.challenge.version
        return award(bid=chosen, version=version, by=getattr(world, who), reason="最优")

    return Word(say, ("challenge.award", "demand.contact"))


def end(verb: str) -> Word:
    return Word(
        lambda world, demand: take_challenge_step(
            challenge=demand.challenge, verb=verb, version=demand.challenge.version, by=world.other, reason="因为"
        ),
        (f"challenge.{verb}",),
    )


def supervise(who: str) -> Word:
    return Word(
        lambda world, demand: supervise_demand(demand=demand, reason="逾期", by=getattr(world, who)),
        ("demand.supervise",),
    )


def rate(satisfaction: int) -> Word:
    return Word(
        lambda world, demand: rate_demand(
            demand=demand, satisfaction=satisfaction, comment="", is_confirmed=True, by=world.contact
        ),
        ("demand.rate",),
    )


EDIT = Word(
    lambda world, demand: edit_record(
        register=DEMANDS, record=demand, version=demand.version, values={"title": "改了"}, by=world.other
    ),
    ("demand.edit",),
)
ARCHIVE = Word(
    lambda world, demand: archive_record(register=DEMANDS, record=demand, version=demand.version, by=world.other),
    ("demand.archive",),
)

# The state in which it begins, what each does, and how many may win.
CONTESTS: dict[str, dict[str, tuple[str, tuple[Word, ...], set[int]]]] = {
    "verify": {
        "two check it": ("drafted", (step("verify"), step("verify", "other")), {1}),
        "three check it": ("found", (step("verify"), step("verify", "other"), step("verify", "third")), {1}),
        "checked and sent back": ("drafted", (step("verify"), step("send_back", "other")), {1}),
        "checked and edited": ("drafted", (step("verify"), EDIT), {1}),
        "checked and archived": ("drafted", (step("verify"), ARCHIVE), {1}),
    },
    "accept": {
        "two bids are chosen": ("published", (choose(0), choose(1, "other")), {1}),
        "one bid is chosen twice": ("matched", (choose(0), choose(0, "other")), {1}),
        "chosen and cancelled": ("published", (choose(1), end("cancel")), {1}),
        "chosen and ended without one": ("published", (choose(1), end("fail")), {1}),
        # Whoever brings the sides together by hand is not overtaken by the choice, nor the choice by them.
        "chosen and brought together": ("published", (choose(1), step("contact", "other")), {1, 2}),
    },
    "hand over": {
        "to two people": ("contacted", (give("other"), give("third")), {1}),
        "to one person by two": ("contacted", (give("third"), give("third", "other")), {1}),
        "given away and gone on": ("contacted", (give("other"), step("negotiate")), {1}),
        "given away and passed up": ("contacted", (give("other"), step("escalate_city", "third")), {1}),
        "given away and waited": ("solving", (give("other"), step("wait_expert", "third")), {1}),
        "put under supervision twice": ("solving", (supervise("other"), supervise("third")), {1}),
    },
    "close": {
        "closed twice": ("solved", (step("close"), step("close", "other")), {1}),
        "closed and reopened": ("solved", (step("close"), step("reopen", "other")), {1}),
        "reopened twice": ("closed", (step("reopen"), step("reopen", "other")), {1}),
        "closed and given away": ("unsolved", (step("close"), give("other")), {1}),
        # The firm's word has no version and is never too late; who closes has to look at it first.
        "closed and rated": ("solved", (step("close"), rate(5)), {1, 2}),
        "reopened and rated": ("closed", (step("reopen"), rate(2)), {1, 2}),
        "rated twice": ("closed", (rate(5), rate(1)), {2}),
    },
}
NOT_IN_COURSE = {"demand.edit", "demand.archive", "demand.rate"}
"""What the audit and the history tell, and the course of the demand does not."""
NOT_OF_THE_ROW = {"demand.supervise", "challenge.cancel", "challenge.fail", "challenge.award"}
"""What leaves the row of the demand as it is."""
NOT_FOR_THE_FIRM = {"hand_over", "escalate_city", "supervise", "challenge_award", "challenge_cancel", "challenge_fail"}


def contest(world: World, group: str, name: str) -> None:
    state, words, allowed = CONTESTS[group][name]
    demand = world.case(state)
    if group == "accept":
        world.challenge(demand)
    rows = Demand.objects.select_related("challenge", "area", "zone")
    seen = [rows.get(pk=demand.pk) for _word in words]  # before anybody begins: each has the page open
    found = at_once(*(partial(word.say, world, one) for word, one in zip(words, seen, strict=True)))
    strange = [one for one in found if isinstance(one, Exception) and not isinstance(one, StaleError | ValidationError)]
    assert strange == []
    won = [word for word, result in zip(words, found, strict=True) if not isinstance(result, Exception)]
    assert len(won) in allowed, (name, found)
    deeds = Counter(verb for word in won for verb in word.verbs)
    deeds["demand.contact"] = min(1, deeds["demand.contact"])  # who brings the sides together is one, by hand or by bid
    demand.refresh_from_db()
    check_written(world, demand, +deeds)
    check_left(world, demand, deeds)


def check_written(world: World, demand: Demand, deeds: Counter[str]) -> None:
    """Each deed stands once in the audit, the course, the history, the passages and the messages."""
    about = AuditEvent.objects.filter(target_type="demands.demand", target_id=str(demand.pk))
    assert Counter(about.values_list("verb", flat=True)) == deeds
    course = CaseEvent.objects.filter(demand=demand)
    told = {verb: count for verb, count in deeds.items() if verb not in NOT_IN_COURSE}
    assert Counter(course.values_list("verb", flat=True)) == {
        verb.replace("challenge.", "challenge_").removeprefix("demand."): count for verb, count in told.items()
    }
    moved = sum(count for verb, count in deeds.items() if verb not in NOT_OF_THE_ROW)
    assert (demand.version, demand.history.count()) == (1 + moved, 1 + moved)
    states = {STEPS[one.verb].target for one in course if one.verb in STEPS and STEPS[one.verb].field == "state"}
    days = Passage.objects.filter(demand=demand).values(*DAYS).first() or {}
    marked = {column for column, day in days.items() if day is not None}
    assert marked - {"reopened_on"} == {COLUMNS[state] for state in states if state in COLUMNS}
    assert ("reopened_on" in marked) == bool(deeds["demand.reopen"])
    running = DemandClock.objects.filter(demand=demand, ended_at=None).values_list("kind", flat=True)
    assert max(Counter(running).values(), default=1) == 1
    given = ClockEntry.objects.filter(demand=demand, deed=ClockDeed.HANDED_OVER).count()
    assert given == 2 * deeds["demand.hand_over"] * DemandClock.objects.filter(demand=demand).exists()
    events = [f"demand:{demand.pk}:event:{one.pk}" for one in course if one.verb not in NOT_FOR_THE_FIRM]
    sent = Message.objects.filter(account=world.contact, target_id=str(demand.pk)).values_list("key", flat=True)
    assert sorted(sent) == sorted(events)


def check_left(world: World, demand: Demand, deeds: Counter[str]) -> None:
    """What else one deed alone may leave behind."""
    bids = Counter(Bid.objects.filter(challenge__demand=demand).values_list("state", flat=True))
    assert bids[BidState.CHOSEN] == deeds["challenge.award"]
    if deeds["challenge.award"] or deeds["challenge.cancel"] or deeds["challenge.fail"]:
        assert bids[BidState.SUBMITTED] == 0
        assert (demand.state == "contacted") == bool(deeds["demand.contact"])
    assert Supervision.objects.filter(demand=demand).count() == deeds["demand.supervise"]
    assert Rating.objects.filter(demand=demand).count() == min(1, deeds["demand.rate"])
    for given in CaseEvent.objects.filter(demand=demand, verb="hand_over"):
        assert demand.handler == given.handler
        told = Message.objects.filter(account=given.handler, key=f"demand:{demand.pk}:event:{given.pk}")
        assert told.count() == int(given.handler_id != given.by_id)


@pytest.mark.parametrize(
    "group, times",
    [(None, len(CONTESTS)), *(pytest.param(one, MANY, marks=pytest.mark.slow, id=one) for one in CONTESTS)],
)
def test_of_several_at_one_moment_one_wins(group: str | None, times: int) -> None:
    world, dice = World(), random.Random(20261126)
    for number in range(times):
        chosen = group or [*CONTESTS][number % len(CONTESTS)]
        contest(world, chosen, dice.choice(sorted(CONTESTS[chosen])))
