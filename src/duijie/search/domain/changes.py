"""Telling the search that records changed. Called inside the transactions of the registers' own verbs."""

import uuid
from collections.abc import Iterable

from duijie.common.domain import outbox

CHANGED, MOVED, FILL = "search.changed", "search.moved", "search.fill"
AT_ONCE = 500  # numbers in a message


def note_changes(source: str, ids: Iterable[int]) -> None:
    """These records of ``source`` were written, archived, restored or deleted: the index will read them anew."""
    numbers = sorted(set(ids))
    for start in range(0, len(numbers), AT_ONCE):
        payload = {"source": source, "ids": numbers[start : start + AT_ONCE]}
        outbox.put(topic=CHANGED, key=uuid.uuid4().hex, payload=payload)


def note_changed_areas(paths: Iterable[str]) -> None:
    """The areas now at ``paths`` were moved or renamed: what lies in them is found elsewhere, and by another name."""
    for path in sorted(set(paths)):
        outbox.put(topic=MOVED, key=uuid.uuid4().hex, payload={"path": path})


def ask_for_meanings() -> None:
    """Let the outbox read the meanings of what has only words yet, a little at a time."""
    outbox.put(topic=FILL, key=uuid.uuid4().hex, payload={})
