"""Plans: computed of the newest run, changed by hand and checked at once, released as proposals, copied, withdrawn."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.integration.matching.plan_town import PlanTown, town

from duijie.common import clock
from duijie.common.domain.jobs import cancel_job
from duijie.common.editing import StaleError
from duijie.common.jobs import run_job
from duijie.common.models import AuditEvent, Job, OutboxMessage
from duijie.matching.domain import plan_pairs as hand
from duijie.matching.domain.choices import choose
from duijie.matching.domain.plan_releases import release_plan, withdraw_plan
from duijie.matching.domain.plans import compute_plan, copy_plan, create_plan, edit_plan
from duijie.matching.domain.proposals import answer, propose
from duijie.matching.domain.queries import plans as queries
from duijie.matching.models import AssignmentPlan, MatchRun, PlanDemand, PlanPair, PlanSupply, Proposal

__all__ = ["town"]

pytestmark = pytest.mark.django_db


def test_everybody_together_is_better_off(town: PlanTown) -> None:
    plan = town.made()
    assert town.chosen(plan) == {("阀门", "苏禾"), ("轴承", "江临")}
    told = {name: plan.result[name] for name in ("demands", "served", "empty", "sum", "mean", "worst", "proved")}
    assert told == {
        "demands": 4, "served": 2, "empty": 2, "sum": 1.65, "mean": 0.825, "worst": 0.8, "proved": True,
    }  # fmt: skip
    assert (plan.state, plan.result["breaches"], plan.clash) == ("computed", [], None)
    short = {row.demand.title: row.short["code"] for row in queries.short_of(plan, by=town.officer)}
    assert short == {"菌棒": "full", "茶叶": "no-candidate"}
    loads = {row.title: row.load for row in queries.supplies_of(plan, by=town.officer)}
    assert loads == {"江临": 1, "苏禾": 1}
    assert AuditEvent.objects.filter(verb="plan.computed").count() == 1


def test_the_reason_names_who_is_full(town: PlanTown) -> None:
    plan = town.made()
    row = queries.short_of(plan, by=town.officer).get(demand__title="菌棒")
    (said,) = queries.named([row.short["text"]["zh-hans"]], plan, by=town.officer)
    assert "苏禾" in said
    assert "expert-" not in said


def test_settings_are_wishes(town: PlanTown) -> None:
    fair = town.made(objective="fair", most=2)
    assert town.chosen(fair) == {("阀门", "江临"), ("轴承", "江临"), ("菌棒", "苏禾")}
    both = town.made(kinds=["expert", "achievement"], cover=2, one_per_organisation=True)
    assert max(row.given for row in queries.demands_of(both, by=town.officer)) == 1  # all are of one university


def test_the_capacity_of_the_register_counts(town: PlanTown) -> None:
    town.experts["江临"].capacity = 2
    town.experts["江临"].save()
    plan = town.made()
    assert town.chosen(plan) == {("阀门", "江临"), ("轴承", "江临"), ("菌棒", "苏禾")}


def test_filters_that_take_nothing_say_so(town: PlanTown) -> None:
    for filters, said in (
        ({"industry": "泵"}, "industry code"), ({"states": ["matched"]}, "states"), ({"kinds": ["service"]}, "level"),
    ):  # fmt: skip
        started = compute_plan(plan=town.draft(**filters), version=1, by=town.officer)
        job = run_job(started.job.pk)
        assert (job.state, job.error["code"]) == ("failed", "invalid")
        assert said in job.error["text"]["en"], filters


def test_a_demand_without_candidates_is_told_what_would_bring_some_and_many_names_have_commas(town: PlanTown) -> None:
    town.candidate("菌棒", "expert", town.experts["江临"].pk, 0.2)
    plan = town.made()
    short = {row.demand.title: row.short for row in queries.short_of(plan, by=town.officer)}
    assert "Lower the level, choose more kinds" in short["茶叶"]["text"]["en"]
    said = queries.named([short["菌棒"]["text"]["zh-hans"], short["菌棒"]["text"]["en"]], plan, by=town.officer)
    assert "（2 个：江临、苏禾）" in said[0]
    assert "(2: 江临, 苏禾)" in said[1]


@pytest.mark.parametrize(
    "values, field",
    [
        ({"title": " "}, "title"), ({"kinds": []}, "kinds"), ({"kinds": ["tea"]}, "kinds"), ({"cover": 0}, "cover"),
        ({"least": 5, "most": 2}, "most"), ({"seconds": 0}, "seconds"), ({"stability": -1.0}, "stability"),
        ({"states": ["closed"]}, "states"), ({"objective": "best"}, "objective"),
    ],
)  # fmt: skip
def test_bad_settings_are_refused_by_field(town: PlanTown, values, field) -> None:
    with pytest.raises(ValidationError) as refused:
        town.draft(**values)
    assert set(refused.value.error_dict) == {field}


def test_without_a_run_there_is_nothing_to_plan(town: PlanTown) -> None:
    MatchRun.objects.all().delete()
    with pytest.raises(ValidationError) as refused:
        town.draft()
    assert refused.value.error_dict["area"][0].code == "no-run"


def test_wishes_by_hand_hold_when_it_is_computed_anew(town: PlanTown) -> None:
    plan = town.made()
    hand.forbid_pair(
        plan=plan, pair=town.pair(plan, "轴承", "江临").pk, version=plan.version, by=town.officer, reason="part_owner"
    )
    plan.refresh_from_db()
    assert town.chosen(plan) == {("阀门", "苏禾")}
    assert plan.result["by_hand"] is True
    assert plan.result["breaches"] == []  # nobody who may has room for 轴承
    again = town.compute(plan)
    assert town.chosen(again) == {("阀门", "江临"), ("菌棒", "苏禾")}
    kept = town.pair(again, "轴承", "江临")
    assert (kept.mark, kept.reason, kept.marked_by) == ("forbidden", "part_owner", town.officer)


def test_each_change_is_checked_at_once_and_every_breach_is_named(town: PlanTown) -> None:
    plan = town.made()
    add = {"plan": plan, "kind": "expert", "by": town.officer}
    hand.add_pair(demand=town.demands["菌棒"].pk, supply=town.experts["苏禾"].pk, version=plan.version, **add)
    hand.add_pair(demand=town.demands["阀门"].pk, supply=town.experts["江临"].pk, version=plan.version + 1, **add)
    plan.refresh_from_db()
    assert sorted(one["code"] for one in plan.result["breaches"]) == ["cover", "most", "most"]
    assert plan.result["broken"] == 3
    with pytest.raises(ValidationError) as refused:
        release_plan(plan=plan, version=plan.version, by=town.officer)
    assert refused.value.code == "breach"
    assert Proposal.objects.count() == 0


def test_a_stranger_to_the_run_can_be_taken_in(town: PlanTown) -> None:
    plan = town.made()
    made = hand.add_pair(
        plan=plan, demand=town.demands["茶叶"].pk, kind="expert", supply=town.experts["顾远"].pk, version=plan.version,
        by=town.officer,
    )  # fmt: skip
    assert (made.is_added, made.score, made.mark) == (True, 0.0, "fixed")
    again = town.compute(plan)
    assert ("茶叶", "顾远") in town.chosen(again)


def test_needs_and_loads_of_their_own(town: PlanTown) -> None:
    plan = town.made()
    row = queries.supplies_of(plan, by=town.officer).get(title="苏禾")
    hand.set_load(plan=plan, row=row.pk, least=None, most=3, version=plan.version, by=town.officer)
    need = queries.demands_of(plan, by=town.officer).get(demand__title="茶叶")
    hand.set_need(plan=plan, row=need.pk, cover=0, version=plan.version + 1, by=town.officer)
    again = town.compute(plan)
    assert town.chosen(again) == {("阀门", "苏禾"), ("轴承", "江临"), ("菌棒", "苏禾")}
    assert again.result["empty"] == 0
    row = queries.supplies_of(again, by=town.officer).get(title="苏禾")
    with pytest.raises(ValidationError):
        hand.set_load(plan=again, row=row.pk, least=4, most=3, version=again.version, by=town.officer)


def test_wishes_that_clash_are_named_and_nothing_changes(town: PlanTown) -> None:
    plan = town.made()
    before = town.chosen(plan)
    for demand in ("阀门", "菌棒"):
        plan.refresh_from_db()
        pair = town.pair(plan, demand, "苏禾")
        call = {"plan": plan, "version": plan.version, "by": town.officer}
        if pair.is_chosen:
            hand.fix_pair(pair=pair.pk, **call)
        else:
            hand.add_pair(demand=town.demands[demand].pk, kind="expert", supply=town.experts["苏禾"].pk, **call)
    clashed = town.compute(plan)
    assert clashed.state == "computed"
    assert town.chosen(clashed) == before | {("菌棒", "苏禾")}
    assert [one["kind"] for one in clashed.clash["wishes"]] == ["fixed", "fixed", "most"]
    assert clashed.clash["is_smallest"] is True
    said = queries.named([one["text"]["zh-hans"] for one in clashed.clash["wishes"]], clashed, by=town.officer)
    assert said == ["“阀门”与“苏禾”固定配对", "“菌棒”与“苏禾”固定配对", "“苏禾”至多承接 1 条"]
    row = queries.supplies_of(clashed, by=town.officer).get(title="苏禾")
    hand.set_load(plan=clashed, row=row.pk, least=None, most=2, version=clashed.version, by=town.officer)
    assert town.compute(clashed).clash is None


def test_rules_forbid_what_was_dismissed_or_declined_and_a_person_may_free_it(town: PlanTown) -> None:
    pair = {"demand": town.demands["阀门"], "kind": "expert", "supply": town.experts["苏禾"].pk}
    choose(choice="dismissed", reason="too_far", by=town.officer, **pair)
    plan = town.made()
    row = town.pair(plan, "阀门", "苏禾")
    assert (row.mark, row.reason, row.marked_by) == ("forbidden", "dismissed", None)
    hand.free_pair(plan=plan, pair=row.pk, version=plan.version, by=town.officer)
    again = town.compute(plan)
    assert town.chosen(again) == {("阀门", "苏禾"), ("轴承", "江临")}


def test_the_second_to_change_is_told(town: PlanTown) -> None:
    plan = town.made()
    pair = town.pair(plan, "阀门", "苏禾").pk
    hand.fix_pair(plan=plan, pair=pair, version=plan.version, by=town.officer)
    with pytest.raises(StaleError):
        hand.remove_pair(plan=plan, pair=pair, version=plan.version, by=town.officer)
    plan.refresh_from_db()
    with pytest.raises(StaleError):
        edit_plan(plan=plan, version=1, values={"most": 2}, by=town.officer)
    edited = edit_plan(plan=plan, version=plan.version, values={"most": 2}, by=town.officer)
    assert (edited.state, town.chosen(edited)) == ("drafted", {("阀门", "苏禾"), ("轴承", "江临")})


def test_release_makes_each_pair_a_proposal_once(town: PlanTown) -> None:
    plan = town.made()
    released = release_plan(plan=plan, version=plan.version, by=town.officer, message="请接洽", days=7)
    found = {
        (one.demand.title, one.title, one.level, one.message, (one.expires_on - clock.today()).days)
        for one in Proposal.objects.select_related("demand")
    }
    assert found == {("阀门", "苏禾", 3, "请接洽", 7), ("轴承", "江临", 3, "请接洽", 7)}
    told = OutboxMessage.objects.filter(topic="proposal.shown").count()
    again = release_plan(plan=plan, version=plan.version, by=town.officer)
    assert (again.pk, Proposal.objects.count()) == (released.pk, 2)
    assert OutboxMessage.objects.filter(topic="proposal.shown").count() == told == 2
    assert all(one.proposal_id for one in queries.entries_of(again, by=town.officer))


def test_release_is_all_or_nothing(town: PlanTown) -> None:
    plan = town.made()
    town.demands["轴承"].state = "solving"
    town.demands["轴承"].save()
    with pytest.raises(ValidationError) as refused:
        release_plan(plan=plan, version=plan.version, by=town.officer)
    assert refused.value.code == "not-proposable"
    assert "轴承 × 江临" in " ".join(refused.value.messages)
    plan.refresh_from_db()
    assert (plan.state, Proposal.objects.count(), OutboxMessage.objects.count()) == ("computed", 0, 0)


def test_withdrawing_takes_back_what_waits_and_a_copy_goes_on(town: PlanTown) -> None:
    plan = town.released()
    valve = Proposal.objects.get(demand__title="阀门")
    for side in ("demand", "supply"):
        answer(proposal=valve, side=side, interested=True, by=town.officer)
    withdrawn = withdraw_plan(plan=plan, version=plan.version, by=town.officer)
    assert withdrawn.state == "withdrawn"
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["mutual", "withdrawn"]
    made = copy_plan(plan=withdrawn, by=town.officer, title="第二轮")
    assert (made.state, made.previous_id, made.result) == ("drafted", plan.pk, {})
    computed = town.compute(made)
    assert town.pair(computed, "阀门", "苏禾").mark == "fixed"
    told = queries.compare(withdrawn, computed, by=town.officer)
    assert (told.kept, told.dropped, told.added, told.changes) == (2, 0, 0, [])


def test_a_proposal_that_was_there_before_outlives_the_plan(town: PlanTown) -> None:
    plan = town.made()
    before = propose(demand=town.demands["阀门"], kind="expert", supply=town.experts["苏禾"].pk, by=town.officer)
    released = release_plan(plan=plan, version=plan.version, by=town.officer)
    assert (Proposal.objects.count(), town.pair(released, "阀门", "苏禾").proposal) == (2, before)
    withdraw_plan(plan=released, version=released.version, by=town.officer)
    assert dict(Proposal.objects.values_list("demand__title", "state")) == {"阀门": "shown", "轴承": "withdrawn"}


def test_who_declined_is_not_asked_again(town: PlanTown) -> None:
    plan = town.released()
    answer(
        proposal=Proposal.objects.get(demand__title="轴承"), side="supply", interested=False, by=town.officer,
        reason="no_time",
    )  # fmt: skip
    made = town.compute(copy_plan(plan=plan, by=town.officer))
    assert town.pair(made, "轴承", "江临").reason == "declined"
    told = queries.compare(plan, made, by=town.officer)
    assert ("轴承", ["江临"], []) in [(one.demand.title, one.before, one.now) for one in told.changes]


def test_what_happened_since_a_plan_was_computed_stops_its_release(town: PlanTown) -> None:
    plan = town.made()
    expert = town.experts["江临"]
    expert.capacity = 0
    expert.save()
    with pytest.raises(ValidationError) as refused:
        release_plan(plan=plan, version=plan.version, by=town.officer)
    assert (refused.value.code, "江临" in refused.value.messages[0]) == ("outdated", True)
    expert.capacity = None
    expert.save()
    pair = {"demand": town.demands["轴承"], "kind": "expert", "supply": expert.pk}
    choose(choice="dismissed", reason="too_far", by=town.officer, **pair)
    with pytest.raises(ValidationError) as refused:
        release_plan(plan=plan, version=plan.version, by=town.officer)
    assert refused.value.code == "outdated"
    assert ("轴承" in refused.value.messages[0], "阀门" in refused.value.messages[0]) == (True, False)
    assert not Proposal.objects.exists()
    row = town.pair(plan, "轴承", "江临")
    hand.fix_pair(plan=plan, pair=row.pk, version=plan.version, by=town.officer)  # a person decides otherwise
    plan.refresh_from_db()
    release_plan(plan=plan, version=plan.version, by=town.officer)
    assert Proposal.objects.count() == 2


def test_a_stopped_job_leaves_the_plan_as_it_was(town: PlanTown) -> None:
    plan = town.made()
    started = compute_plan(plan=plan, version=plan.version, by=town.officer)
    with pytest.raises(ValidationError) as refused:
        hand.fix_pair(plan=plan, pair=town.pair(plan, "阀门", "苏禾").pk, version=plan.version, by=town.officer)
    assert refused.value.code == "busy"
    cancel_job(job=started.job, by=town.officer)
    assert run_job(started.job.pk) is None
    plan.refresh_from_db()
    assert (plan.state, town.chosen(plan)) == ("computed", {("阀门", "苏禾"), ("轴承", "江临")})


def test_a_job_that_runs_again_writes_nothing_twice(town: PlanTown) -> None:
    plan = town.made()
    Job.objects.filter(pk=plan.job_id).update(state="queued", finished_at=None)  # its worker died at the very end
    PlanDemand.objects.create(plan=plan, generation=7, position=0, demand=town.demands["阀门"])
    job = run_job(plan.job_id)
    assert (job.state, job.result["chosen"]) == ("succeeded", 2)
    assert (PlanDemand.objects.count(), PlanSupply.objects.count(), PlanPair.objects.count()) == (4, 2, 5)


@pytest.mark.parametrize("role, place", [("county_officer", "south"), ("leader", "city"), ("broker", "city")])
def test_who_may_do_what(town: PlanTown, role: str, place: str) -> None:
    plan = town.made()
    person = make_user(role=role, area=getattr(town.region, place))
    seen = AssignmentPlan.objects.visible_to(person).filter(pk=plan.pk).exists()
    assert seen == (place == "city")
    with pytest.raises(PermissionDenied):
        release_plan(plan=plan, version=plan.version, by=person)
    if role != "broker":
        for call in (
            lambda: compute_plan(plan=plan, version=plan.version, by=person),
            lambda: copy_plan(plan=plan, by=person),
            lambda: create_plan(area=town.region.city, values={"title": "x", "kinds": ["expert"]}, by=person),
        ):
            with pytest.raises(PermissionDenied):
                call()


def test_what_only_another_office_may_see_is_not_taken(town: PlanTown) -> None:
    """A plan of a county is read by its officers: supply that is internal elsewhere must not stand in it."""
    town.experts["苏禾"].disclosure = "internal"
    town.experts["苏禾"].save()
    plan = create_plan(
        area=town.region.north, values={"title": "本县", "kinds": ["expert"], "lowest": 1, "most": 1}, by=town.officer
    )
    plan = town.compute(plan)
    assert town.chosen(plan) == {("阀门", "江临")}
    assert [row.title for row in queries.supplies_of(plan, by=town.officer)] == ["江临"]


def test_an_entry_that_became_internal_falls_out_of_what_others_see(town: PlanTown) -> None:
    plan = create_plan(
        area=town.region.north, values={"title": "本县", "kinds": ["expert"], "lowest": 1, "most": 1}, by=town.officer
    )
    plan = town.compute(plan)
    officer = make_user(role="county_officer", area=town.region.north)
    assert queries.entries_of(plan, by=officer).count() == 2
    town.experts["苏禾"].disclosure = "internal"
    town.experts["苏禾"].save()
    assert [one.supply.title for one in queries.entries_of(plan, by=officer)] == ["江临"]
    row = queries.short_of(plan, by=officer).get(demand__title="菌棒")
    assert "苏禾" not in queries.named([row.short["text"]["en"]], plan, by=officer)[0]


def test_the_newest_run_is_read(town: PlanTown) -> None:
    plan = town.made()
    MatchRun.objects.update(is_current=False)
    newer = MatchRun.objects.create(
        area=town.region.city, by=town.officer, finished_at=clock.now() + timedelta(hours=1), is_current=True
    )
    town.run = newer
    town.candidate("茶叶", "expert", town.experts["顾远"].pk, 0.6)
    assert town.chosen(town.compute(plan)) == {("茶叶", "顾远")}
