"""Two people at one plan at the same moment: it is released once, and a change is never lost between two others.

A few times in CI; ``./run test --full`` runs two hundred.
"""

from functools import partial

import pytest
from django.core.exceptions import ValidationError
from tests.factories.races import at_once, rounds
from tests.integration.matching.plan_town import PlanTown, make_plan_town

from duijie.common.editing import StaleError
from duijie.common.models import OutboxMessage
from duijie.matching.domain.plan_pairs import fix_pair, remove_pair
from duijie.matching.domain.plan_releases import release_plan, withdraw_plan
from duijie.matching.models import AssignmentPlan, Proposal

pytestmark = pytest.mark.django_db(transaction=True)

of_each = rounds(2, 200)


def settled(town: PlanTown) -> AssignmentPlan:
    """Another computed plan, with no proposal about."""
    Proposal.objects.all().delete()
    OutboxMessage.objects.all().delete()
    return town.made()


def release_at_once(town: PlanTown, plans: list[AssignmentPlan]) -> list[str]:
    """What each of those who release got."""
    calls = [partial(release_plan, plan=plan, version=plan.version, by=town.officer) for plan in plans]
    return [type(one).__name__ for one in at_once(*calls)]


@of_each
def test_a_plan_is_released_once_however_many_try(times: int) -> None:
    town = make_plan_town()
    for _ in range(times):
        assert release_at_once(town, [settled(town)] * 3) == ["AssignmentPlan"] * 3
        assert Proposal.objects.count() == 2
        assert OutboxMessage.objects.filter(topic="proposal.shown").count() == 2


@of_each
def test_two_plans_of_the_same_pairs_share_their_proposals(times: int) -> None:
    town = make_plan_town()
    for _ in range(times):
        assert release_at_once(town, [settled(town), town.made()]) == ["AssignmentPlan"] * 2
        assert Proposal.objects.count() == 2


@of_each
def test_of_three_changes_two_are_told_that_they_were_late(times: int) -> None:
    town = make_plan_town()
    for _ in range(times):
        plan = settled(town)
        seen = plan.version
        call = {"plan": plan, "version": seen, "by": town.officer}
        pair = town.pair(plan, "阀门", "苏禾").pk
        found = at_once(
            partial(fix_pair, pair=pair, **call), partial(remove_pair, pair=pair, **call),
            partial(withdraw_plan, **call),
        )  # fmt: skip
        assert sum(isinstance(one, StaleError | ValidationError) for one in found) == 2
        plan.refresh_from_db()
        assert plan.version == seen + 1
        assert (plan.state == "withdrawn") == (not isinstance(found[2], Exception))
