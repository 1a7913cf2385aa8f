"""Applying changes to the index: what the outbox delivers.

Words first, and at once. Meanings are read in small slices between other messages, so that they delay nobody.
"""

import logging
import time
from collections.abc import Iterable, Mapping

from django.db import transaction

from duijie.common.models import OutboxMessage, OutboxState
from duijie.search.domain.changes import CHANGED, ask_for_meanings
from duijie.search.domain.rebuilds import request_rebuild
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.generation import Generation, IndexUnusable
from duijie.search.sources import source_of, sources

log = logging.getLogger(__name__)

COALESCED = 40  # further messages that are applied with one
SLICE = 16  # texts read at once
FILL_SECONDS = 1.0  # and for how long, before others have their turn
PART = 500  # entries written in one commit

Changes = Mapping[str, Iterable[int]]


def apply_message(message: OutboxMessage) -> None:
    """Apply ``message``, and with it those that wait behind it: when they are delivered nothing is left to do."""
    waiting = OutboxMessage.objects.filter(topic=CHANGED, state=OutboxState.WAITING, pk__gt=message.pk).order_by("pk")
    payloads = [message.payload, *waiting.values_list("payload", flat=True)[:COALESCED]]
    changes: dict[str, set[int]] = {}
    for payload in payloads:
        changes.setdefault(payload["source"], set()).update(payload["ids"])
    apply_changes(changes)


def apply_moved(message: OutboxMessage) -> None:
    """Everything in a moved area is read anew."""
    for source in sources():
        apply_changes({source.key: source.ids(below=message.payload["path"])})


def apply_changes(changes: Changes, folder: IndexFolder | None = None) -> None:
    """Read these records from the database and write them into the index that counts.

    They are read with the lock held: who comes later has read later, so an older state never replaces a newer one.
    Without a usable index a rebuild is asked for, which reads them all.
    """
    folder = folder or IndexFolder()
    wanted = {source: sorted(set(ids)) for source, ids in changes.items()}
    written, has_model = 0, False
    for source, ids in wanted.items():
        for start in range(0, len(ids), PART):
            part = ids[start : start + PART]
            with folder.writing():
                folder.note(source, part)
                generation = open_current(folder)
                if generation is not None:
                    written += write_records(generation, source, part)
                    has_model = generation.meaning() is not None
    if open_current(folder) is None:
        request_rebuild()
    elif written and has_model:
        with transaction.atomic():
            ask_for_meanings()


def write_records(generation: Generation, source: str, ids: list[int]) -> int:
    """Bring these records of ``generation`` to what the database says now. A register that is gone has none."""
    try:
        entries = {entry.id: entry for entry in source_of(source).entries(ids)}
    except KeyError:
        log.warning("the index was told of %s, which no app registers", source)
        entries = {}
    return generation.write(entries.values(), [(source, number) for number in ids if number not in entries])


def open_current(folder: IndexFolder) -> Generation | None:
    """The generation that counts, or None where there is none or it is damaged."""
    name = folder.current()
    if name is None:
        return None
    try:
        return Generation.open(folder.path(name))
    except IndexUnusable as error:
        log.warning("the search index cannot be used: %s", error)
        return None


def fill_meanings() -> None:
    """Read some meanings; when some are left, ask for another turn behind the messages that wait."""
    folder = IndexFolder()
    generation = open_current(folder)
    if generation is None or generation.meaning() is None:
        return
    until = time.monotonic() + FILL_SECONDS
    while done := generation.fill(SLICE, folder.writing, patient=False):
        if done == SLICE and time.monotonic() > until:
            with transaction.atomic():
                ask_for_meanings()
            return
