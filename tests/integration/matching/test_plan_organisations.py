"""Plans in which a demand wants one of an organisation at most."""

import pytest
from tests.factories.registry import make_organisation
from tests.integration.matching.plan_town import PlanTown, town

from duijie.matching.domain import plan_pairs as hand
from duijie.matching.domain.queries import plans as queries
from duijie.matching.models import AssignmentPlan

__all__ = ["town"]

pytestmark = pytest.mark.django_db


def test_who_is_of_the_same_organisation_can_step_in_for_the_one_that_leaves(town: PlanTown) -> None:
    def others(plan: AssignmentPlan) -> dict[str, list[str]]:
        entries = list(queries.entries_of(plan, by=town.officer))
        found = queries.alternates_of(plan, entries, by=town.officer)
        return {f"{one.demand.demand} {one.supply}": [str(row.supply) for row in found[one.pk]] for one in entries}

    settings = {"kinds": ["expert", "achievement"], "one_per_organisation": True, "most": 3}
    alone = others(town.made(**settings))
    assert alone["阀门 江临"] == ["苏禾", "密封"]
    town.experts["苏禾"].organisation = make_organisation(name="云溪研究院", area=town.region.south)
    town.experts["苏禾"].save()
    both = others(town.made(**settings, cover=2))
    assert (both["阀门 江临"], both["阀门 苏禾"]) == (["密封"], [])


def test_a_clash_names_the_organisation_of_which_one_is_wanted(town: PlanTown) -> None:
    plan = town.made(cover=2, one_per_organisation=True, most=3)
    for expert in ("江临", "苏禾"):
        plan.refresh_from_db()
        pair = town.pair(plan, "阀门", expert)
        call = {"plan": plan, "version": plan.version, "by": town.officer}
        if pair.is_chosen:
            hand.fix_pair(pair=pair.pk, **call)
        else:
            hand.add_pair(demand=town.demands["阀门"].pk, kind="expert", supply=town.experts[expert].pk, **call)
    clashed = town.compute(plan)
    wishes = clashed.clash["wishes"]
    assert [one["kind"] for one in wishes] == ["fixed", "fixed", "exclusive"]
    last = [
        queries.named([wishes[-1]["text"][language]], clashed, by=town.officer)[0] for language in ("zh-hans", "en")
    ]
    assert last == ["“阀门”至多配“云溪理工大学”中的一个", "阀门 may have one of “云溪理工大学” at most"]
