"""The work of a rebuild. Everything that changes meanwhile is noted in the new generation's journal (see
``IndexFolder.note``) and applied before the swap; the last of it with the lock held, so that nothing slips through.
"""

import contextlib
import itertools
import time
from collections.abc import Callable, Iterator
from typing import Any

from duijie.common import clock
from duijie.common.jobs import JobContext
from duijie.search.domain.queries.embedding_models import index_key
from duijie.search.domain.updates import open_current, write_records
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.generation import Generation
from duijie.search.engine.meaning import ModelKey
from duijie.search.sources import sources

PART = 1000  # records read and written at once
TEXTS = 64  # meanings read between two signs of progress
CATCH_UP = 3  # rounds through the journal before the last, under the lock
PAUSE = 0.5


def rebuild(
    context: JobContext,
    *,
    model: ModelKey | None = None,
    around: Callable[[Callable[[], None]], None] = lambda swap: swap(),
) -> dict[str, Any]:
    """Words of every record first; meanings before the swap where an index serves meanwhile, else after it.

    By the embedding model in use, or by ``model``; ``around`` does the swap with what must happen at the same moment.
    """
    folder = IndexFolder()
    with _alone(folder, context):
        folder.remove_leftovers()
        name = folder.begin()
        swapped = False
        try:
            generation = Generation.create(folder.path(name), clock.now(), model or index_key())
            _write_all(generation, context)
            serving = open_current(folder) is not None
            if serving:
                _fill(generation, folder, context)
            _swap(folder, name, generation, context, around)
            swapped = True
        finally:
            if not swapped:
                folder.abandon(name)
        folder.remove_leftovers()
        if not serving:
            _fill(generation, folder, context)
    counts, placed = generation.shelf.counts()
    return {"documents": sum(counts.values()), "meanings": placed, "sources": counts}


@contextlib.contextmanager
def _alone(folder: IndexFolder, context: JobContext) -> Iterator[None]:
    """Wait until no other process rebuilds: the worker of an earlier attempt may not have noticed yet."""
    while True:
        with folder.rebuilding() as alone:
            if alone:
                yield
                return
        context.progress("waiting", 0, 1)
        time.sleep(PAUSE)


def _write_all(generation: Generation, context: JobContext) -> None:
    counted = {source.key: sum(1 for _id in source.ids()) for source in sources()}
    total, done = sum(counted.values()), 0
    context.progress("indexing", 0, total)
    for source in sources():
        numbers = iter(source.ids())
        while part := list(itertools.islice(numbers, PART)):
            write_records(generation, source.key, part)
            done += len(part)
            context.progress("indexing", min(done, total), total)


def _fill(generation: Generation, folder: IndexFolder, context: JobContext) -> None:
    if generation.meaning() is None:
        return
    counts, placed = generation.shelf.counts()
    total = sum(counts.values())
    while done := generation.fill(TEXTS, folder.writing):
        placed += done
        context.progress("embedding", min(placed, total), total)


def _swap(
    folder: IndexFolder,
    name: str,
    generation: Generation,
    context: JobContext,
    around: Callable[[Callable[[], None]], None],
) -> None:
    at = 0
    for _round in range(CATCH_UP):
        changes, at = folder.noted(name, at)
        for source, ids in changes:
            write_records(generation, source, ids)
        context.progress("catching_up", 0, 1)
    with folder.writing():
        changes, at = folder.noted(name, at)
        for source, ids in changes:
            write_records(generation, source, ids)
        around(lambda: folder.swap(name))
    context.progress("catching_up", 1, 1)
