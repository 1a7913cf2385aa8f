"""Jobs of programmes. All may run twice: each replaces what an earlier run left."""

from typing import Any

from duijie.common.jobs import JobContext, handles
from duijie.programmes.domain.postings.plans import JOB, compute_plan


@handles(JOB)
def compute_posting_plan(context: JobContext) -> dict[str, Any]:
    """Who is posted for which need, under all limits."""
    return compute_plan(plan_id=context.params["plan"], by=context.by, progress=context.progress)
