"""Both sides at the same moment: one order or the other, never two winners, never a lost word.

A seeded sample in CI; ``./run test --full`` runs two thousand.
"""

import random
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from tests.factories.races import at_once, rounds
from tests.integration.matching.conftest import docking

from duijie.common.models import AuditEvent, OutboxMessage
from duijie.matching.domain.choices import choose
from duijie.matching.domain.proposals import answer, propose, take_step
from duijie.matching.models import Choice, Proposal, ProposalEvent

__all__ = ["docking"]

pytestmark = pytest.mark.django_db(transaction=True)

# Which two are at it, and in what states it may end.
CONTESTS = {
    "yes and yes": ({"mutual"}, (("demand", True), ("supply", True))),
    "yes and no": ({"declined"}, (("demand", True), ("supply", False))),
    "no and no": ({"declined"}, (("demand", False), ("supply", False))),
    "the same yes twice": ({"interest_demand"}, (("demand", True), ("demand", True))),
    "yes and withdrawn": ({"withdrawn"}, (("demand", True), ("office", False))),
    "no and withdrawn": ({"declined", "withdrawn"}, (("supply", False), ("office", False))),
    "withdrawn twice": ({"withdrawn"}, (("office", False), ("office", False))),
}


def contest(docking, name: str) -> None:
    proposal = propose(demand=docking.demand, kind="achievement", supply=docking.seal.pk, by=docking.officer)
    ends, words = CONTESTS[name]

    def say(side: str, interested: bool):
        if side == "office":
            return lambda: take_step(proposal=proposal, verb="withdraw", by=docking.officer)
        return lambda: answer(
            proposal=proposal, side=side, interested=interested, by=docking.officer,
            reason="" if interested else "no_time",
        )  # fmt: skip

    found = at_once(*(say(*word) for word in words))
    refused = [one for one in found if isinstance(one, ValidationError)]
    assert [type(one).__name__ for one in found if not isinstance(one, Proposal | ValidationError)] == []
    proposal.refresh_from_db()
    told = Counter(ProposalEvent.objects.filter(proposal=proposal).values_list("verb", flat=True))
    counted = told["interest"] + told["decline"] + told["withdraw"]
    assert counted == 2 - len(refused)  # each word that counted is written down, once
    assert told["decline"] + told["withdraw"] <= 1  # who ends it is one
    audited = AuditEvent.objects.filter(target_type="matching.proposal", target_id=str(proposal.pk))
    assert Counter(audited.values_list("verb", flat=True)) == {f"proposal.{verb}": told[verb] for verb in told}
    keys = OutboxMessage.objects.filter(topic="proposal.answered", key__startswith=f"proposal:{proposal.pk}:")
    assert keys.count() == told["interest"] + told["decline"]
    assert (name, proposal.state) in {(name, end) for end in ends}
    if proposal.state not in ("declined", "withdrawn"):
        take_step(proposal=proposal, verb="withdraw", by=docking.officer)


@rounds(6)
def test_answers_at_the_same_moment(docking, times):
    dice = random.Random(20261125)
    for _ in range(times):
        contest(docking, dice.choice(sorted(CONTESTS)))


@rounds(3)
def test_a_pair_is_proposed_once_however_many_try(docking, times):
    call = {"demand": docking.demand, "kind": "achievement", "supply": docking.seal.pk, "by": docking.officer}
    for _ in range(times):
        found = at_once(*[lambda: propose(**call)] * 3)
        assert sorted(type(one).__name__ for one in found) == ["Proposal", "ValidationError", "ValidationError"]
        take_step(proposal=next(one for one in found if isinstance(one, Proposal)), verb="withdraw", by=docking.officer)


@rounds(3)
def test_one_choice_remains_of_two(docking, times):
    call = {"demand": docking.demand, "kind": "achievement", "supply": docking.seal.pk, "by": docking.officer}
    for _ in range(times):
        found = at_once(
            lambda: choose(choice="shortlisted", **call), lambda: choose(choice="dismissed", reason="too_far", **call)
        )
        assert [type(one) for one in found] == [Choice, Choice]
        assert Choice.objects.count() == 1
        kept = Choice.objects.get()
        assert (kept.choice, kept.reason) in {("shortlisted", ""), ("dismissed", "too_far")}
        Choice.objects.all().delete()
