"""How the index is: what it holds, whether it can be used, and how far it is behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.models import Job, OutboxMessage, OutboxState
from duijie.search.domain.changes import CHANGED, MOVED
from duijie.search.domain.queries.embedding_models import index_key
from duijie.search.domain.rebuilds import open_rebuild
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.generation import BROKEN, Generation, IndexUnusable
from duijie.search.engine.meaning import find_meaning


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """``problem`` says why the index cannot be used, in the words of the machine; ``lag`` is the age of the oldest
    change that waits; ``given_up`` are changes that could not be applied and need a rebuild. ``model`` is the
    embedding model whose vectors the index has; empty without an index."""

    generation: str
    built_at: datetime | None
    sources: dict[str, int]
    documents: int
    meanings: int
    waiting: int
    lag: timedelta
    given_up: int
    model: str
    is_model_ready: bool
    problem: str
    job: Job | None

    @property
    def is_usable(self) -> bool:
        return not self.problem


def read_status(*, by: Any) -> IndexStatus:
    """The status, for whoever looks after the index."""
    require(by, Permission.INDEX_VIEW)
    return status()


def status() -> IndexStatus:
    """The status, for commands of the server's own operator."""
    folder = IndexFolder()
    name = folder.current() or ""
    problem, built_at = "", None
    sources: dict[str, int] = {}
    meanings, model, has_model = 0, "", find_meaning(index_key()) is not None
    try:
        if not name:
            raise IndexUnusable("there is no index")
        generation = Generation.open(folder.path(name))
        built_at, model, has_model = generation.built_at, generation.model.name, generation.meaning() is not None
        sources, meanings = generation.shelf.counts()
    except (IndexUnusable, *BROKEN) as error:
        problem = str(error)
    messages = OutboxMessage.objects.filter(topic__in=[CHANGED, MOVED])
    waiting = messages.filter(state=OutboxState.WAITING).aggregate(count=Count("pk"), oldest=Min("created_at"))
    return IndexStatus(
        generation=name,
        built_at=built_at,
        sources=sources,
        documents=sum(sources.values()),
        meanings=meanings,
        waiting=waiting["count"],
        lag=clock.now() - waiting["oldest"] if waiting["oldest"] else timedelta(0),
        given_up=messages.filter(state=OutboxState.DEAD).count(),
        model=model,
        is_model_ready=has_model,
        problem=problem,
        job=open_rebuild(),
    )
