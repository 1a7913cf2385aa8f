"""Jobs and messages of matching. All may run twice: each replaces what an earlier run left."""

from typing import Any

from duijie.common import housekeeping, outbox
from duijie.common.jobs import JobContext, handles
from duijie.common.models import OutboxMessage
from duijie.matching.domain import (
    list_matching,
    list_reading,
    matching_registers,
    plan_making,
    proposal_messages,
    proposals,
    ranking_fits,
    register_texts,
)
from duijie.matching.domain.ranking_models import FIT
from duijie.search.domain.embedding_texts import register_reader


@handles("list_match.read")
def read_lists(context: JobContext) -> dict[str, Any]:
    """Read the files of a list match and note how they were understood."""
    return list_reading.read_lists(list_match_id=context.params["list_match"], progress=context.progress)


@handles("list_match.run")
def run_list_match(context: JobContext) -> dict[str, Any]:
    """Match the two lists and store the result."""
    return list_matching.run_list_match(
        list_match_id=context.params["list_match"], version=context.params["version"], progress=context.progress
    )


@handles("match.run")
def run_match(context: JobContext) -> dict[str, Any]:
    """Match the registers of an area and store the candidates."""
    return matching_registers.run_match(run_id=context.params["run"], progress=context.progress)


@handles(FIT)
def fit_ranking_model(context: JobContext) -> dict[str, Any]:
    """Learn from what was said about pairs, and propose a ranking model."""
    return ranking_fits.fit_ranking_model(job_id=context.job_id, by=context.by, progress=context.progress)


@handles("plan.compute")
def compute_plan(context: JobContext) -> dict[str, Any]:
    """Make the best plan of the newest candidates and store its rows."""
    return plan_making.make_plan_rows(
        plan_id=context.params["plan"], version=context.params["version"], job_id=context.job_id, by=context.by,
        progress=context.progress,
    )  # fmt: skip


@outbox.handles("proposal.shown")
def tell_of_proposal(message: OutboxMessage) -> None:
    """Messages to those who are asked."""
    proposal_messages.tell_shown(message.payload["proposal"])


@outbox.handles("proposal.answered")
def tell_of_answer(message: OutboxMessage) -> None:
    """Messages to whoever proposed, and on mutual interest to both sides."""
    proposal_messages.tell_answered(message.payload["proposal"], message.payload["state"])


housekeeping.every_hour("proposals_expired")(proposals.expire_proposals)
register_reader("matching", register_texts.RegisterTexts())
