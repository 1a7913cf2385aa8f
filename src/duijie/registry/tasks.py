"""What jobs of this app run."""

from typing import Any

from duijie.common import daily, housekeeping, jobs
from duijie.common.domain.audit import forget_old_reads
from duijie.registry.domain import duplicates
from duijie.registry.domain.access_requests import expire_access
from duijie.registry.domain.merges import gather_late
from duijie.registry.domain.personal_copies import make_copy, remove_old_copies
from duijie.registry.domain.personal_requests import COPY
from duijie.registry.register import home_registers


@jobs.handles(duplicates.FIND, steps_back=True)
def find_duplicates(context: jobs.JobContext) -> dict[str, Any]:
    """Look through the registers named in ``params``, or all, one after another; how many pairs each has."""
    from duijie.registry.domain.duplicate_search import Search, prepared_embedder  # noqa: PLC0415 – numpy, scipy and the model are for workers only

    keys = context.params.get("registers") or []
    embedder = None
    for one in home_registers():
        if (keys and one.key not in keys) or one.key in context.kept:
            continue
        if one.key in ("achievements", "demands") and embedder is None:
            embedder = prepared_embedder()
        gather_late(one)
        context.keep(**{one.key: Search(one, progress=context.progress, embedder=embedder).run()})
    return context.kept


housekeeping.every_hour("access_expired")(expire_access)


@jobs.handles(COPY)
def copy_personal_data(context: jobs.JobContext) -> dict[str, Any]:
    """Gather all that is held about a person into a file."""
    return make_copy(request_id=context.params["request"], by=context.by)


housekeeping.every_hour("copies_removed")(remove_old_copies)
housekeeping.every_hour("reads_forgotten")(forget_old_reads)
daily.every_day(duplicates.FIND, due=duplicates.changed_since)
