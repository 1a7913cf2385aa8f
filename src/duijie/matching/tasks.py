"""Jobs of list matching. Both may run twice: each replaces what an earlier run left."""

from typing import Any

from duijie.common.jobs import JobContext, handles
from duijie.matching.domain import list_matching, list_reading


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
