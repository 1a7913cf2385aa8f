"""Building the index anew, beside the one that counts, and swapping it in whole."""

import logging
from datetime import timedelta
from typing import Any

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.domain.jobs import start_job
from duijie.common.models import Job
from duijie.common.models.job import OPEN
from duijie.common.transactions import in_transaction

log = logging.getLogger(__name__)

KIND = "search.rebuild"
PATIENCE = timedelta(minutes=1)  # between two rebuilds that the platform starts by itself


def open_rebuild() -> Job | None:
    """The rebuild that runs or waits."""
    return Job.objects.filter(kind=KIND, state__in=OPEN).order_by("created_at").first()


@in_transaction
def start_rebuild(*, by: Any) -> Job:
    """Build the index anew. One that runs or waits already is given back."""
    require(by, Permission.INDEX_REBUILD)
    return open_rebuild() or start_job(kind=KIND, params={}, by=by)


@in_transaction
def start_rebuild_here() -> Job:
    """The same for the operator at the server's own command line, who needs no account."""
    return open_rebuild() or start_job(kind=KIND, params={}, by=None)


@in_transaction
def request_rebuild() -> Job | None:
    """The platform asks for it itself: there is no index, or it is damaged. None shortly after the last attempt."""
    known = open_rebuild()
    if known is not None:
        return known
    if Job.objects.filter(kind=KIND, created_at__gt=clock.now() - PATIENCE).exists():
        return None
    log.warning("the search index is missing or damaged and is built anew")
    return start_job(kind=KIND, params={}, by=None)
