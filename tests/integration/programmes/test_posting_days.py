"""Releasing a plan in parts, who hears of postings and agreements, and what the days do to postings by themselves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from tests.factories.accounts import make_user
from tests.factories.kills import finish, killer, points
from tests.factories.postings import make_certificate, make_host, make_need, make_posted
from tests.integration.programmes.test_postings import code_of, file, post, serving, signed

from duijie.common import clock
from duijie.common.domain.jobs import start_job
from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.common.models import AuditEvent, OutboxMessage
from duijie.common.outbox import deliver_waiting
from duijie.messaging.models import Message
from duijie.programmes.domain.agreements import agreements, endings
from duijie.programmes.domain.postings import keeping, plan_releases, plans, telling
from duijie.programmes.domain.postings import pairs as pairs_together
from duijie.programmes.models import (
    Agreement,
    Certificate,
    FirmOwner,
    Posting,
    PostingCall,
    PostingNeed,
    PostingPair,
    PostingPlan,
)
from duijie.programmes.models.worklogs.service_rules import ServiceRules

pytestmark = pytest.mark.django_db

MOST_QUERIES = 30
"""Of a part of a release, however many pairs it has; one by one they took 22 each."""


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def computed(posted, people, hosts):
    """A plan of as many pairs as there are people."""
    for _number in range(people):
        make_certificate(posted, of_person={"field": "manufacturing"})
    needs = [make_need(posted, make_host(posted)) for _number in range(hosts)]
    plan = plans.start_plan(call=posted.call, by=posted.city)
    plans.compute_plan(plan_id=plan.pk, by=posted.city)
    plan.refresh_from_db()
    return plan, needs


def told(account):
    """What an account was told, oldest first: kind and, where there is one, step."""
    rows = Message.objects.filter(account=account).order_by("pk")
    return [(one.kind.partition(".")[2], one.context.get("step", "")) for one in rows]


def test_a_release_goes_on_where_it_ended_and_leaves_out_what_is_taken(monkeypatch):
    monkeypatch.setattr(plan_releases, "AT_ONCE", 2)
    posted = make_posted(firms_most=1, people_most=1)
    plan, needs = computed(posted, 5, 5)
    contact = make_user(role="firm_contact", organisation=needs[0].host)
    home = make_user(role="institution_officer", organisation=posted.home)
    common = {"plan": plan, "version": plan.version, "by": posted.city, "from_on": clock.today()}
    plan_releases.start_release(**common)
    plan_releases.start_release(**common)  # pressed twice: one job, one row
    plan.refresh_from_db()
    assert (plan.state, AuditEvent.objects.filter(verb="posting_plan.release").count()) == ("releasing", 1)
    with pytest.raises(ValidationError):
        plans.recheck_plan(plan=plan, version=plan.version, by=posted.city)
    plan_releases._release_some(plan.pk, by=posted.city)
    assert Posting.objects.count() == 2
    gone = plan_releases.waiting_pairs(plan).last()  # somebody else is posted there in the meantime
    post(posted, make_certificate(posted), gone.need.host)
    with clock.at(clock.now() + timedelta(days=41)):  # it began in time
        job = run_waiting_jobs()[-1]
    assert job.result == {"posted": 4, "left_out": 1}
    plan.refresh_from_db()
    assert (plan.state, PostingPair.objects.get(pk=gone.pk).left_out) == ("released", "host_full")
    assert plan_releases.run_release(plan_id=plan.pk, by=posted.city) == job.result
    assert Posting.objects.count() == 5
    with clock.at(clock.now() + timedelta(days=41)):
        deliver_waiting()
    assert (told(contact), told(home)) == ([("asked", "")], [("asked", "")] * 5)
    before = Message.objects.count()
    for one in OutboxMessage.objects.filter(topic=telling.POSTINGS):
        telling.tell_postings(**one.payload)  # delivered again
    assert Message.objects.count() == before
    assert told(posted.city) == []


def test_pairs_released_together_are_held_to_the_limits_among_themselves(django_assert_max_num_queries):
    """Rows, history and audit are those of pairs made one by one, in a number of queries that does not grow."""
    posted = make_posted(firms_most=1, people_most=2, firm_requests_most=2)
    plan = PostingPlan.objects.create(call=posted.call, by=posted.city)
    hosts = [make_host(posted) for _number in range(6)]
    needs = [make_need(posted, one, wanted=2) for one in hosts]
    certificates = [make_certificate(posted) for _number in range(9)]
    at = [0, 1, 2, 3, 4, 0, 1, 5, 5]
    pairs = [
        PostingPair.objects.create(
            plan=plan, generation=plan.generation, need=needs[host], certificate=certificate, score=40, is_chosen=True
        )
        for host, certificate in zip(at, certificates, strict=True)
    ]
    result = {"from_on": str(clock.today())}
    PostingPlan.objects.filter(pk=plan.pk).update(state="releasing", result=result)
    FirmOwner.objects.create(firm=hosts[2], unit=posted.home, source="登记信息", by=posted.city)
    Certificate.objects.filter(pk=certificates[3].pk).update(state="suspended")
    PostingNeed.objects.filter(pk=needs[4].pk).update(state="withdrawn")
    PostingCall.objects.filter(pk=posted.call.pk).update(people_most=1)
    with django_assert_max_num_queries(MOST_QUERIES):
        plan_releases._release_some(plan.pk, by=posted.city)
    for one in pairs:
        one.refresh_from_db()
    told = {one.need_id: [] for one in pairs}
    for one in pairs:
        told[one.need_id].append(one.left_out)
    assert [sorted(told[one.pk]) for one in needs] == [
        ["", "host_full"], ["", "host_full"], ["owner"], ["certificate"], ["need"], ["", "host_full"],
    ]  # fmt: skip
    made = [one.posting for one in pairs if one.posting is not None]
    for one in made:
        row = AuditEvent.objects.get(verb="posting.add", target_id=str(one.pk))
        seat, past = one.people.get(), one.history.get()
        assert (one.version, one.state, row.actor, row.detail["need"]) == (1, "matched", posted.city, one.need_id)
        assert (seat.person, seat.is_leader, past.history_type, past.slot) == (one.person, True, "+", 1)
    assert {one.state for one in PostingNeed.objects.filter(postings__in=made)} == {"verified"}  # two are wanted


def test_needs_are_met_and_a_place_that_was_taken_unseen_is_found(monkeypatch):
    class Blind(pairs_together.SeatsOfMany):
        """As if others had taken their places between the reading and the writing."""

        def at_host(self, *, call, host):
            return []

    posted = make_posted(people_most=1)
    plan, needs = computed(posted, 3, 3)
    gone = plan_releases.waiting_pairs(plan).last()
    post(posted, make_certificate(posted), gone.need.host)
    monkeypatch.setattr(pairs_together, "SeatsOfMany", Blind)
    result = {**plan.result, "from_on": str(clock.today())}
    PostingPlan.objects.filter(pk=plan.pk).update(state="releasing", result=result)
    assert plan_releases.run_release(plan_id=plan.pk, by=posted.city) == {"posted": 2, "left_out": 1}
    monkeypatch.undo()
    plan, more = computed(posted, 0, 2)
    start = {"plan": plan, "version": plan.version, "by": posted.city, "from_on": clock.today()}
    assert len(plan_releases.release_plan(**start)) == 2
    met = PostingNeed.objects.filter(pk__in=[one.pk for one in [*needs, *more] if one.pk != gone.need_id])
    assert [(one.state, one.version, one.history.count()) for one in met] == [("met", 3, 3)] * 4
    assert AuditEvent.objects.filter(verb="posting_need.meet").count() == 4


def test_both_sides_hear_of_every_step():
    posted = make_posted()
    host = make_host(posted)
    contact, person = make_user(role="firm_contact", organisation=host), make_user(role="commissioner")
    home = make_user(role="institution_officer", organisation=posted.home)
    posting = serving(posted, make_certificate(posted, account=person), host, "协〔2026〕1号", person, contact)
    steps = [
        ("asked", ""), ("to_sign", ""), ("step", "sign"), ("step", "file"), ("step", "begin"),
    ]  # fmt: skip
    deliver_waiting()
    assert told(person) == [*steps[:1], ("step", "agree"), *steps[1:]]
    assert told(contact) == steps  # it was the last to agree: one's own deeds are not told
    assert told(home) == [("to_sign", ""), ("step", "sign"), ("step", "file")]
    last = Message.objects.filter(account=contact, kind="agreement.step").order_by("pk").last()
    assert "协〔2026〕1号" in last.texts["zh-hans"]["body"]
    assert "备案" in last.texts["zh-hans"]["subject"]
    other = agreements.replace(
        agreement=Agreement.objects.get(), tasks="两周一次", to_on=posting.to_on, reason="任务调整",
        version=Agreement.objects.get().version, by=posted.county,
    )  # fmt: skip
    file(signed(other, posted.county), "协〔2026〕2号", posted.county)
    posting.refresh_from_db()
    made = endings.transfer(
        posting=posting, successor=make_certificate(posted), ended_on=clock.today(), version=posting.version,
        by=posted.city, reason="调离",
    )  # fmt: skip
    deliver_waiting()
    further = [("to_sign", ""), ("step", "sign"), ("step", "file"), ("step", "replace"), ("step", "transfer")]
    assert told(contact)[5:] == [*further, ("asked", "")]
    assert told(person)[6:] == further
    assert told(home)[3:] == [*further[:-1], ("asked", "")]
    assert made.follows == posting


def test_the_days_begin_warn_and_close(settings):
    posted = make_posted()
    host, second = make_host(posted), make_host(posted)
    contact, person = make_user(role="firm_contact", organisation=host), make_user(role="commissioner")
    certificate = make_certificate(posted, account=person)
    posting = serving(posted, certificate, host, "1", person, contact)
    Posting.objects.filter(pk=posting.pk).update(state="filed")
    ServiceRules.objects.create(call=posted.call, warn_days=10)
    deliver_waiting()
    before = len(told(contact))

    def day(moment, done):
        with clock.at(moment):
            assert keeping.is_due(None) == (done is not None), moment
            job = run_job(start_job(kind=keeping.KEEP, params={}, by=None).pk)
            nothing = {"begun": 0, "told": 0, "over": 0}
            assert (job.result, keeping.is_due(None), keeping.keep_postings()) == (done or nothing, False, nothing)
            deliver_waiting()
        posting.refresh_from_db()

    now = clock.now()
    end = now + (posting.to_on - clock.today())
    day(now, {"begun": 1, "told": 0, "over": 0})
    row = AuditEvent.objects.filter(verb="posting.begin").latest("pk")
    assert (posting.state, row.actor, row.actor_label) == ("active", None, "")
    day(end - timedelta(days=11), None)
    day(end - timedelta(days=10), {"begun": 0, "told": 1, "over": 0})
    day(end, None)
    day(end + timedelta(days=1), {"begun": 0, "told": 0, "over": 1})
    assert (posting.state, posting.slot, posting.takes_logs, posting.is_serving) == ("run_out", None, True, False)
    assert told(contact)[before:] == [("step", "begin"), ("ends_soon", ""), ("step", "run_out")]
    assert Message.objects.filter(account=person, kind="posting.ends_soon").count() == 1
    # still extended, and then it serves again and takes its place
    with clock.at(end + timedelta(days=2)):
        common = {"version": posting.version, "by": posted.county}
        longer = agreements.extend(posting=posting, to_on=posting.to_on + timedelta(days=60), reason="续签", **common)
        file(signed(longer, posted.county), "2", posted.county)
        posting.refresh_from_db()
        assert (posting.state, posting.slot) == ("extended", 1)
    day(end + timedelta(days=50), {"begun": 0, "told": 1, "over": 0})  # the new end is told of too
    day(end + timedelta(days=61), {"begun": 0, "told": 0, "over": 1})
    with clock.at(end + timedelta(days=62)):
        # somebody else has the only place by now: the extension finds it taken
        Posting.objects.filter(pk=posting.pk).update(slot=None)
        posted.call.people_most = 1
        posted.call.post_until = clock.today()
        posted.call.save()
        post(posted, make_certificate(posted), host)
        longer = agreements.extend(
            posting=posting, to_on=posting.to_on + timedelta(days=9), reason="续签", version=posting.version,
            by=posted.county,
        )  # fmt: skip
        longer = signed(longer, posted.county)
        with pytest.raises(ValidationError) as error:
            file(longer, "3", posted.county)
        assert code_of(error) == "host_full"
        ended = endings.end_posting(posting=posting, ended_on=clock.today(), version=posting.version, by=posted.county)
    assert ended.state == "ended"
    assert second.pk


@pytest.mark.django_db(transaction=True)
@points("sqlite", few=3)
def test_a_release_that_is_killed_makes_every_posting_once(points, tmp_path):
    posted = make_posted(firms_most=50, people_most=50, firm_requests_most=50)
    with killer(20261126, tmp_path, duijie__programmes__domain__postings__plan_releases__AT_ONCE=1) as kill:
        for turn in range(points + 1):
            plan, _needs = computed(posted, 0 if turn % 10 else 2, 3)  # each has 50 firms at most
            chosen = plan.result["chosen"]
            started = plan_releases.start_release(
                plan=plan, version=plan.version, by=posted.city, from_on=clock.today()
            )
            call = {"call": "duijie.common.jobs.run_job", "job_id": str(started.job_id)}
            if turn == 0:
                kill.measure("release", **call)
            else:
                kill.kill("release", **call)
            started.job.refresh_from_db()
            if started.job.state != "succeeded":
                finish(started.job)
            pairs = PostingPair.objects.filter(plan=plan, is_chosen=True)
            assert {one.posting_id for one in pairs} - {None} != set()
            assert pairs.filter(posting=None).count() == 0
            assert Posting.objects.filter(need__in=pairs.values("need")).count() == chosen
            lines = [row for one in OutboxMessage.objects.filter(topic=telling.POSTINGS) for row in one.payload["rows"]]
            assert sorted(row[0] for row in lines) == sorted(Posting.objects.values_list("pk", flat=True))
            assert PostingPlan.objects.get(pk=plan.pk).state == "released"
    assert kill.killed
    assert run_job(started.job_id) is None
