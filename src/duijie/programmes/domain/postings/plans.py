"""Plans of postings: computed by a job, changed by hand, checked against all limits. Released in ``plan_releases``."""

import time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.domain.jobs import start_job
from duijie.common.editing import refuse_stale
from duijie.common.transactions import hold, in_transaction
from duijie.programmes.domain.postings import limits
from duijie.programmes.domain.postings.plan_reading import (
    need_profile,
    needs_to_plan,
    people_to_plan,
    person_profile,
    read_facts,
    read_plan,
)
from duijie.programmes.models import Certificate, PostingCall, PostingNeed, PostingPair, PostingPlan
from duijie.programmes.posting_states import PostingPlanState
from duijie.programmes.postings.checking import breaches_in
from duijie.programmes.postings.fit import Fit, Fits
from duijie.programmes.postings.planning import Planned, plan_postings

BATCH = 1000
SHOWN = 50
"""Breaches that are told one by one."""
JOB = "posting_plan.compute"
GONE_OUT = frozenset({PostingPlanState.RELEASING, PostingPlanState.RELEASED})
JOINED = ("call__round__programme__area", "job")


@in_transaction
def start_plan(*, call: PostingCall, by: Any, seconds: int = 60) -> PostingPlan:
    """A plan that a job computes from the needs verified and the people recognised by now."""
    current = PostingCall.objects.select_related("round__programme__area").get(pk=call.pk)
    require(by, Permission.POSTING_MAKE, current.place)
    limits.refuse_late(current)
    made = PostingPlan(call=current, seconds=seconds, by=by, created_at=clock.now(), changed_at=clock.now())
    made.full_clean(exclude=["by", "call"])
    made.save()
    made.job = start_job(kind=JOB, params={"plan": made.pk}, by=by)
    made.save()
    audit.record(by=by, verb="posting_plan.add", target=made, place=made.place, detail={"call": current.pk})
    return made


def compute_plan(*, plan_id: int, by: Any, progress: Any = lambda *_given: None) -> dict[str, Any]:
    """The job. A second run puts its pairs in the place of the first one's; a released plan is left alone."""
    plan = PostingPlan.objects.select_related(*JOINED).get(pk=plan_id)
    require(by, Permission.POSTING_MAKE, plan.place)
    if plan.state in GONE_OUT:
        return dict(plan.result)
    began = time.monotonic()
    progress("reading", 0, 0)
    needs, people = needs_to_plan(plan.call), people_to_plan(plan.call)
    if not needs or not people:
        words = _("There are no verified needs, or nobody is recognised yet.")
        raise ValidationError(words, code="empty")
    wanted, candidates, limit = read_plan(plan.call, needs, people)
    progress("planning", 0, 0)
    planned = plan_postings(wanted, candidates, limit, seconds=float(plan.seconds))
    generation = time.time_ns() // 1000
    stored = _pairs(plan, needs, people, planned, generation)
    for start in range(0, len(stored), BATCH):
        progress("storing", start, len(stored))
        _write(stored[start : start + BATCH])
    computed = {
        "needs": len(needs), "people": len(people), "considered": planned.considered,
        "computed": sum(one.is_chosen for one in planned.pairs), "total": planned.total,
        "empty": sum(planned.empty.values()), "is_proved": planned.is_proved,
        "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip
    return _finish(plan, generation, computed, by=by)


@in_transaction
def choose_pair(
    *, plan: PostingPlan, need: PostingNeed, certificate: Certificate, is_chosen: bool, version: int, by: Any
) -> PostingPlan:  # fmt: skip
    """Put a pair into the plan by hand, or take it out; the plan is checked anew at once, and says what it breaks."""
    current = lock_plan(plan, version=version, by=by)
    if current.state != PostingPlanState.COMPUTED:
        raise ValidationError(_("Only a computed plan that is not released can be changed."), code="state")
    pair = PostingPair.objects.filter(
        plan=current, generation=current.generation, need=need, certificate=certificate
    ).first()
    if pair is None:
        pair = _new_pair(current, need, certificate)
    pair.is_chosen, pair.is_by_hand = is_chosen, True
    pair.save()
    recheck(current)
    save_plan(current)
    verb = "posting_plan.choose" if is_chosen else "posting_plan.drop"
    detail = {"need": need.pk, "certificate": certificate.pk}
    audit.record(by=by, verb=verb, target=current, place=current.place, detail=detail)
    return current


@in_transaction
def recheck_plan(*, plan: PostingPlan, version: int, by: Any) -> PostingPlan:
    """Check it against what is so now: places that others took, owners noted since."""
    current = lock_plan(plan, version=version, by=by)
    if current.state != PostingPlanState.COMPUTED:
        raise ValidationError(_("Only a computed plan that is not released can be checked."), code="state")
    recheck(current)
    save_plan(current)
    return current


def chosen_pairs(plan: PostingPlan) -> Any:
    rows = PostingPair.objects.filter(plan=plan, generation=plan.generation, is_chosen=True)
    return rows.select_related(
        "need__host", "certificate__application__person", "certificate__application__organisation"
    ).order_by("need", "pk")


def reasons_of(fit: Fit) -> list[dict[str, Any]]:
    """As they are kept: kind, worth, and for words which."""
    return [
        {"kind": kind, "worth": worth, **({"shared": list(fit.shared)} if kind == "words" else {})}
        for kind, worth in fit.parts
    ]


def _pairs(
    plan: PostingPlan, needs: list[PostingNeed], people: list[Certificate], planned: Planned, generation: int
) -> list[PostingPair]:
    fits = Fits([need_profile(one) for one in needs], [person_profile(one) for one in people])
    row: dict[Any, int] = {one.pk: at for at, one in enumerate(needs)}
    column: dict[Any, int] = {one.pk: at for at, one in enumerate(people)}
    return [
        PostingPair(
            plan=plan, generation=generation, need=needs[row[one.need]], certificate=people[column[one.candidate]],
            score=one.score, is_chosen=one.is_chosen,
            reasons=reasons_of(fits.of(row[one.need], column[one.candidate])) if one.is_chosen else [],
        )
        for one in planned.pairs
    ]  # fmt: skip


def _new_pair(plan: PostingPlan, need: PostingNeed, certificate: Certificate) -> PostingPair:
    wanted = PostingNeed.objects.select_related("host").get(pk=need.pk, call=plan.call_id)
    rows = Certificate.objects.select_related("application__person", "application__organisation")
    whose = rows.get(pk=certificate.pk, recognition__round=plan.call.round_id)
    fit = Fits([need_profile(wanted)], [person_profile(whose)]).of(0, 0)
    return PostingPair(
        plan=plan, generation=plan.generation, need=wanted, certificate=whose, score=fit.score, reasons=reasons_of(fit)
    )


def recheck(plan: PostingPlan) -> None:
    pairs = [(one.need, one.certificate) for one in chosen_pairs(plan)]
    found = breaches_in([(need.pk, who.pk) for need, who in pairs], read_facts(plan.call, pairs))
    plan.result = {
        **plan.result, "chosen": len(pairs), "breach_count": len(found),
        "breaches": [
            {"code": one.code, "text": one.text, "need": one.need, "certificate": one.candidate}
            for one in found[:SHOWN]
        ],
    }  # fmt: skip


@in_transaction
def _write(rows: list[PostingPair]) -> None:
    PostingPair.objects.bulk_create(rows)


@in_transaction
def _finish(plan: PostingPlan, generation: int, computed: dict[str, Any], *, by: Any) -> dict[str, Any]:
    hold(PostingPlan, plan.pk)
    current = PostingPlan.objects.select_related(*JOINED).get(pk=plan.pk)
    if current.state in GONE_OUT:
        return dict(current.result)
    current.generation, current.result, current.state = generation, computed, PostingPlanState.COMPUTED
    began = time.monotonic()
    recheck(current)
    current.result["check_seconds"] = round(time.monotonic() - began, 1)
    save_plan(current)
    PostingPair.objects.filter(plan=current).exclude(generation=generation).delete()
    detail = {"pairs": current.result["chosen"], "breaches": current.result["breach_count"]}
    audit.record(by=by, verb="posting_plan.computed", target=current, place=current.place, detail=detail)
    return {name: current.result[name] for name in ("needs", "people", "chosen", "empty", "breach_count")}


def lock_plan(plan: PostingPlan, *, version: int, by: Any) -> PostingPlan:
    hold(PostingPlan, plan.pk)
    current: PostingPlan = PostingPlan.objects.select_related(*JOINED).get(pk=plan.pk)
    require(by, Permission.POSTING_MAKE, current.place)
    refuse_stale(current, version)
    return current


def save_plan(plan: PostingPlan) -> None:
    plan.changed_at, plan.version = clock.now(), plan.version + 1
    plan.save()
