"""What the outbox and the workers do for the search."""

from typing import Any

from duijie.common import jobs, outbox
from duijie.common.models import OutboxMessage
from duijie.search.domain import (
    changes,
    embedding_changes,
    embedding_jobs,
    embedding_models,
    rebuilding,
    rebuilds,
    updates,
)


@outbox.handles(changes.CHANGED)
def index_changes(message: OutboxMessage) -> None:
    updates.apply_message(message)


@outbox.handles(changes.MOVED)
def index_moved_areas(message: OutboxMessage) -> None:
    updates.apply_moved(message)


@outbox.handles(changes.FILL)
def fill_meanings(message: OutboxMessage) -> None:
    updates.fill_meanings()


@jobs.handles(rebuilds.KIND)
def rebuild_index(context: jobs.JobContext) -> dict[str, Any]:
    return rebuilding.rebuild(context)


@jobs.handles(embedding_models.CHANGE, steps_back=True)
def change_embedding_models(context: jobs.JobContext) -> dict[str, Any]:
    return embedding_changes.change_models(context)


@jobs.handles(embedding_models.ADD)
def add_embedding_model(context: jobs.JobContext) -> dict[str, Any]:
    return embedding_jobs.add_model(context)


@jobs.handles(embedding_models.TRY)
def try_embedding_model(context: jobs.JobContext) -> dict[str, Any]:
    return embedding_jobs.try_model(context)
