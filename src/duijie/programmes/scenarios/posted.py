"""What founding cases with postings have in common: a plan by the solver, answers of both sides, filed agreements."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from duijie.programmes.domain.agreements import agreements
from duijie.programmes.domain.postings import plan_releases, plans, postings
from duijie.programmes.models import Agreement, Posting, PostingCall, PostingPlan
from duijie.programmes.scenarios.people import PDF


def plan_and_release(call: PostingCall, *, from_on: date, by: Any) -> Sequence[Posting]:
    """The postings of a plan, both sides of which are asked."""
    plan = plans.start_plan(call=call, by=by)
    plans.compute_plan(plan_id=plan.pk, by=by)
    plan = PostingPlan.objects.get(pk=plan.pk)
    return plan_releases.release_plan(plan=plan, version=plan.version, by=by, from_on=from_on)


def agree_on(made: Sequence[Posting], *, speaker: Callable[[Posting], Any], contacts: Mapping[int, Any]) -> None:
    """``speaker`` agrees for the person, then the contact of the host."""
    for one in made:
        one.refresh_from_db()
        by = speaker(one)
        agreed = postings.agree(posting=one, side="person", version=one.version, by=by, owns_no_part=True)
        postings.agree(posting=agreed, side="host", version=agreed.version, by=contacts[one.host_id])


def draw_up_all(call: PostingCall, *, tasks: str, by: Any) -> list[Agreement]:
    return [
        agreements.draw_up(posting=one, version=one.version, by=by, tasks=tasks, is_demo=True)
        for one in Posting.objects.filter(call=call).order_by("pk")
    ]


def file_and_begin(one: Agreement, *, number: str, filed_on: date, by: Any) -> None:
    """A signed agreement is filed, and its service begins."""
    one.refresh_from_db()
    agreements.file_agreement(
        agreement=one, number=number, filed_on=filed_on, scan=("协议.pdf", [PDF]), version=one.version, by=by
    )
    posting = Posting.objects.get(pk=one.posting_id)
    postings.take_posting_step(posting=posting, verb="begin", version=posting.version, by=by)
