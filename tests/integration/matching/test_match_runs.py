"""Matching the registers of an area: candidates both ways, what is new, who sees which."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from tests.factories.accounts import make_user
from tests.factories.registry import make_carrier, make_expert, make_organisation, make_service
from tests.integration.matching.conftest import VALVE

from duijie.common.domain.jobs import cancel_job
from duijie.matching.domain.candidates import CandidateStore
from duijie.matching.domain.choices import choose, unchoose
from duijie.matching.domain.match_runs import start_match_run
from duijie.matching.domain.matching_registers import read_supply, run_match
from duijie.matching.domain.queries import register_matches as queries
from duijie.matching.models import Candidate, MatchRun
from duijie.programmes.domain.postings.owners import note_owner
from duijie.registry.registers.achievements import ACHIEVEMENTS
from duijie_match.analysis import kept
from duijie_match.explain import together
from duijie_match.progress import Cancelled, silent

pytestmark = pytest.mark.django_db


def records(shown):
    return [one.record for one in shown]


def test_the_nearest_comes_first_both_ways(docking):
    done = docking.run()
    assert (done.summary["demands"], done.summary["supply"], done.is_current) == (1, 3, True)
    found = queries.candidates_of(docking.demand, by=docking.officer)
    assert {one.record for one in found[:2]} == {docking.seal, docking.expert}
    assert found[-1].record == docking.tea
    assert records(queries.demands_for(ACHIEVEMENTS, docking.seal, by=docking.officer)) == [docking.demand]
    answer = queries.why_not(docking.demand, kind="achievement", supply=docking.tea.pk, by=docking.officer)
    assert (answer["rank"], answer["of"]) == (3, 3)


def test_a_second_run_says_what_is_new_and_takes_the_place_of_the_first(docking):
    first = docking.run()
    assert not Candidate.objects.filter(is_new=True).exists()
    better = docking.add_achievement("低温球阀密封圈", VALVE)
    assert docking.run().summary["new"] >= 1
    assert records(queries.candidates_of(docking.demand, by=docking.officer, only_new=True)) == [better]
    first.refresh_from_db()
    assert (first.is_current, first.candidates.count()) == (False, 0)


def rows_of(run):
    return list(
        run.candidates.order_by("direction", "demand", "rank", "kind", "supply").values_list(
            "direction", "demand", "kind", "supply", "rank", "raw", "forward", "backward", "reasons"
        )
    )


def test_two_processes_and_kept_analyses_give_the_rows_that_one_reading_gives(docking, settings, monkeypatch):
    alone = rows_of(docking.run())
    monkeypatch.setattr(together, "FEWEST", 1)
    monkeypatch.setattr(kept, "FEWEST", 1)
    assert rows_of(docking.run()) == alone
    assert list((settings.DATA / "cache" / "analyses").glob("*.analyses"))
    assert rows_of(docking.run()) == alone
    docking.add_achievement("低温球阀密封圈", VALVE)
    assert len(rows_of(docking.run())) == len(alone) + 2


def test_reasons_are_told_in_the_language_of_the_reader_whatever_that_of_the_run_was(docking):
    for record in (docking.demand, docking.seal):
        type(record).objects.filter(pk=record.pk).update(field="materials")
    with translation.override("en"):
        docking.run()
    notes = Candidate.objects.get(direction="demand", kind="achievement", supply=docking.seal.pk).reasons["notes"]
    assert {"zh-hans": "技术领域一致：新材料。", "en": "Same technology field: new materials."} in notes


def test_an_organisation_is_not_proposed_to_itself(docking):
    own = docking.add_achievement("自有密封", VALVE, organisation=docking.firm)
    docking.run()
    assert own not in records(queries.candidates_of(docking.demand, by=docking.officer))


def test_who_owns_a_part_of_the_firm_is_not_brought_to_it(docking):
    unit = make_organisation(name="青溪密封研究所有限公司", area=docking.region.south)
    parent = docking.add_achievement("母公司密封", VALVE, organisation=unit)
    namesake = make_expert(name="江临", organisation=docking.school, research=VALVE)
    note_owner(firm=docking.firm, person=docking.expert, source="工商登记", by=docking.officer)
    note_owner(firm=docking.firm, unit=unit, source="工商登记", by=docking.officer)
    docking.run()
    found = records(queries.candidates_of(docking.demand, by=docking.officer))
    assert (docking.seal in found, namesake in found) == (True, True)
    assert docking.expert not in found
    assert parent not in found
    for kind, record, name in (("expert", docking.expert, "江临"), ("achievement", parent, unit.name)):
        told = queries.why_not(docking.demand, kind=kind, supply=record.pk, by=docking.officer)
        assert f"“{name}”列为股东，按回避规则不予推荐。" in str(told)


def test_what_one_may_not_see_is_no_candidate(docking):
    hidden = docking.add_achievement("内部成果", VALVE, disclosure="internal")
    docking.run()
    neighbour = make_user(role="county_officer", area=docking.region.north)
    assert hidden in records(queries.candidates_of(docking.demand, by=docking.officer))
    assert hidden not in records(queries.candidates_of(docking.demand, by=neighbour))


def test_an_empty_area_ends_well(docking):
    done = docking.run(docking.region.south)
    assert (done.summary["demands"], done.candidates.count(), done.is_current) == (0, 0, True)


def test_only_one_run_over_an_area_at_a_time(docking):
    run = start_match_run(area=docking.region.city, by=docking.officer)
    with pytest.raises(ValidationError) as refused:
        start_match_run(area=docking.region.city, by=docking.officer)
    assert refused.value.code == "running"
    cancel_job(job=run.job, by=docking.officer)
    assert start_match_run(area=docking.region.city, by=docking.officer).pk != run.pk


@pytest.mark.parametrize("role", ["leader", "firm_contact", "expert", "system_administrator"])
def test_others_do_not_match_an_area(docking, role):
    place = {"leader": {"area": docking.region.city}, "system_administrator": {}}.get(
        role, {"organisation": docking.firm}
    )
    with pytest.raises(PermissionDenied):
        start_match_run(area=docking.region.city, by=make_user(role=role, **place))


def test_a_choice_outlives_the_run_and_can_be_taken_back(docking):
    docking.run()
    pair = {"demand": docking.demand, "kind": "achievement", "supply": docking.tea.pk, "by": docking.officer}
    with pytest.raises(ValidationError):
        choose(choice="dismissed", **pair)
    choose(choice="dismissed", reason="other_subject", note="茶叶", **pair)
    docking.run()
    by_record = {one.record: one.choice for one in queries.candidates_of(docking.demand, by=docking.officer)}
    assert by_record[docking.tea].reason == "other_subject"
    choose(choice="shortlisted", **pair)
    by_record = {one.record: one.choice for one in queries.candidates_of(docking.demand, by=docking.officer)}
    assert (by_record[docking.tea].choice, by_record[docking.tea].reason) == ("shortlisted", "")
    unchoose(**pair)
    assert {one.choice for one in queries.candidates_of(docking.demand, by=docking.officer)} == {None}


def test_runs_are_seen_in_ones_areas(docking):
    docking.run()
    docking.run(docking.region.north)
    south = make_user(role="county_officer", area=docking.region.south)
    north = make_user(role="county_officer", area=docking.region.north)
    assert [run.area for run in queries.list_runs(by=north)] == [docking.region.north]
    assert (queries.list_runs(by=south).count(), MatchRun.objects.count()) == (0, 2)


def test_a_cancelled_run_leaves_the_one_before_as_it_was(docking):
    first = docking.run()
    before = list(first.candidates.values_list("pk", flat=True))
    run = start_match_run(area=docking.region.city, by=docking.officer)

    def stop(stage, done, total):
        if stage == "storing" and done:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_match(run_id=run.pk, progress=stop)
    assert list(Candidate.objects.values_list("pk", flat=True)) == before
    assert records(queries.candidates_of(docking.demand, by=docking.officer))[-1] == docking.tea


def test_a_run_that_another_worker_has_claimed_writes_nothing_more(docking):
    run = start_match_run(area=docking.region.city, by=docking.officer)

    def claim(stage, done, total):
        if stage == "storing" and done == 0 and total > 1:
            CandidateStore(run, progress=claim)

    with pytest.raises(Cancelled):
        run_match(run_id=run.pk, progress=claim)
    run.refresh_from_db()
    assert (Candidate.objects.count(), run.is_current) == (0, False)


def test_candidates_of_a_run_that_is_under_way_are_seen_by_nobody(docking):
    run = start_match_run(area=docking.region.city, by=docking.officer)
    seen = []

    def look(stage, done, total):
        if stage == "storing" and done:
            stored = Candidate.objects.filter(run=run).count()
            seen.append((stored > 0, queries.candidates_of(docking.demand, by=docking.officer)))

    run_match(run_id=run.pk, progress=look)
    assert seen
    assert {(stored, len(found)) for stored, found in seen} == {(True, 0)}


def test_supply_is_read_in_as_many_queries_whatever_its_number(docking):
    def read():
        with CaptureQueriesContext(connection) as asked:
            found = list(read_supply({}, by=docking.officer, progress=silent))
        return len(found), len(asked)

    make_service(organisation=docking.school)
    make_carrier(organisation=docking.school)
    read()  # who the officer is was asked now
    few, queries_for_few = read()
    for number in range(4):
        docking.add_achievement(f"第{number}项", organisation=docking.school)
        make_expert(works=("球阀", "密封"), organisation=docking.school)
        make_service(organisation=docking.school)
        make_carrier(organisation=docking.school)
    assert read() == (few + 16, queries_for_few)


def test_what_is_wrong_in_a_form_is_said_as_an_office_says_it(docking):
    browser = Client()
    browser.force_login(docking.officer)
    browser.cookies["duijie_language"] = "zh-hans"
    for wrong, said in (
        ({}, ["需求所在地区：此项必填。"]),
        (
            {"area": "x", "most_shown": "-1"},
            ["需求所在地区：没有这个选项，请重新选择。", "多少项需求：不得小于 0。"],
        ),
        (
            {"most_shown": "99999999", "diversity": "x"},
            ["多少项需求：不得大于 10000。", "前十名多样性：请填写数字。"],
        ),
    ):
        page = browser.post("/matching/runs/start/", wrong, follow=True).content.decode()
        assert [one in page for one in said] == [True] * len(said)
