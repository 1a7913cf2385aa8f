"""Releasing a plan: both sides of its pairs are asked, some pairs a transaction and written together (``pairs``), so
that a plan of thousands neither holds the database nor is lost with its worker.

The plan is checked whole when the release begins; from then on it cannot be changed. What was posted is noted with its
pair, so whoever goes on – the job after a kill, or somebody who starts the release again – makes nothing twice. A pair
that somebody else's posting made impossible in the meantime is left out, with the limit that keeps it out.
"""

from datetime import date
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
from duijie.programmes.domain.postings.pairs import post_pairs
from duijie.programmes.domain.postings.plans import JOINED, chosen_pairs, recheck, save_plan
from duijie.programmes.domain.postings.telling import note_postings
from duijie.programmes.models import Posting, PostingPair, PostingPlan
from duijie.programmes.posting_states import PostingPlanState

JOB = "posting_plan.release"
AT_ONCE = 50
"""Pairs in one transaction."""
OTHER = "other"
KNOWN = frozenset({"owner", "person_full", "academician", "team", "host_full", "twice", "certificate", "term", "need"})
"""Limits that are told for what is left out; whatever else it was is ``other``."""


@in_transaction
def start_release(*, plan: PostingPlan, version: int, by: Any, from_on: date) -> PostingPlan:
    """A job asks both sides of every pair. Started again while it goes on it does nothing; where it was stopped or
    failed, it goes on, with the first day that was given before.

    Raises ``ValidationError`` with code ``breaches`` where the check finds any, ``empty``, ``state``, ``late``.
    """
    current = _begin(plan, version=version, by=by, from_on=from_on)
    if current.job is None or current.job.kind != JOB or not current.job.is_open:
        current.job = start_job(kind=JOB, params={"plan": current.pk}, by=by)
        save_plan(current)
    return current


def release_plan(*, plan: PostingPlan, version: int, by: Any, from_on: date) -> list[Posting]:
    """The same here and now, for commands. Returns the postings, in the order of their needs."""
    run_release(plan_id=_begin(plan, version=version, by=by, from_on=from_on).pk, by=by)
    pairs = chosen_pairs(PostingPlan.objects.get(pk=plan.pk)).filter(posting__isnull=False)
    return [one.posting for one in pairs.select_related("posting")]


def run_release(*, plan_id: int, by: Any, progress: Any = lambda *_given: None) -> dict[str, Any]:
    """The job: goes on where it, or another before it, ended."""
    plan = PostingPlan.objects.select_related(*JOINED).get(pk=plan_id)
    require(by, Permission.POSTING_MAKE, plan.place)
    total = chosen_pairs(plan).count()
    while left := waiting_pairs(plan).count():
        progress("release", total - left, total)
        _release_some(plan_id, by=by)
    return _finish(plan_id, by=by)


def waiting_pairs(plan: PostingPlan) -> Any:
    """Pairs of the plan about which nobody was asked yet."""
    return chosen_pairs(plan).filter(posting=None, left_out="")


def left_out_pairs(plan: PostingPlan) -> Any:
    """Pairs that the release left out."""
    return chosen_pairs(plan).exclude(left_out="")


@in_transaction
def _begin(plan: PostingPlan, *, version: int, by: Any, from_on: date) -> PostingPlan:
    hold(PostingPlan, plan.pk)
    current: PostingPlan = PostingPlan.objects.select_related(*JOINED).get(pk=plan.pk)
    require(by, Permission.POSTING_MAKE, current.place)
    if current.state == PostingPlanState.RELEASING:
        return current
    refuse_stale(current, version)
    if current.state != PostingPlanState.COMPUTED:
        raise ValidationError(_("Compute the plan first; a released plan is not released again."), code="state")
    limits.refuse_late(current.call)
    recheck(current)
    if current.result["breaches"]:
        words = _("The plan breaks limits: %(first)s Change it first.")
        raise ValidationError(words, code="breaches", params={"first": current.result["breaches"][0]["text"]})
    if not current.result["chosen"]:
        raise ValidationError(_("Nobody is in the plan."), code="empty")
    current.state, current.result = PostingPlanState.RELEASING, {**current.result, "from_on": str(from_on)}
    save_plan(current)
    detail = {"pairs": current.result["chosen"], "from_on": str(from_on)}
    audit.record(by=by, verb="posting_plan.release", target=current, place=current.place, detail=detail)
    return current


@in_transaction
def _release_some(plan_id: int, *, by: Any) -> None:
    hold(PostingPlan, plan_id)
    plan = PostingPlan.objects.select_related(*JOINED).get(pk=plan_id)
    if plan.state != PostingPlanState.RELEASING:
        return
    from_on = date.fromisoformat(plan.result["from_on"])
    pairs = list(waiting_pairs(plan)[:AT_ONCE])
    for pair, found in zip(pairs, post_pairs(call=plan.call, pairs=pairs, from_on=from_on, by=by), strict=True):
        if isinstance(found, ValidationError):
            pair.left_out = _limit_of(found)
        else:
            pair.posting = found
    PostingPair.objects.bulk_update(pairs, ["posting", "left_out"])
    note_postings([one.posting for one in pairs if one.posting is not None], "ask", by=by)


@in_transaction
def _finish(plan_id: int, *, by: Any) -> dict[str, Any]:
    hold(PostingPlan, plan_id)
    plan = PostingPlan.objects.select_related(*JOINED).get(pk=plan_id)
    if plan.state == PostingPlanState.RELEASING:
        left_out = left_out_pairs(plan).count()
        posted = chosen_pairs(plan).filter(posting__isnull=False).count()
        plan.state, plan.released_at = PostingPlanState.RELEASED, clock.now()
        plan.result = {**plan.result, "posted": posted, "left_out": left_out}
        save_plan(plan)
        detail = {"postings": posted, "left_out": left_out}
        audit.record(by=by, verb="posting_plan.released", target=plan, place=plan.place, detail=detail)
    return {name: plan.result.get(name, 0) for name in ("posted", "left_out")}


def _limit_of(error: ValidationError) -> str:
    found = [one for some in error.error_dict.values() for one in some] if hasattr(error, "error_dict") else (
        error.error_list
    )  # fmt: skip
    code = str(found[0].code)
    return code if code in KNOWN else OTHER
