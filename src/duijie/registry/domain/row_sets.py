"""Many rows of one model written in a few statements, each with its line in the history. For the bulk verbs, which have
made the checks and told the search; inside their transactions.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q

from duijie.common import clock
from duijie.common.transactions import hold


def lock_rows(model: Any, keys: Iterable[int | None], links: Sequence[str]) -> dict[int, Any]:
    """The rows with these numbers as they are now, with their ``links``, locked where the database can.

    Locked in the order of their numbers, so that no two imports wait for each other.
    """
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    hold(model, *wanted)
    return {one.pk: one for one in model._default_manager.select_related(*links).filter(pk__in=wanted)}


def add_rows(model: Any, rows: Sequence[Any], *, by: Any, reason: str) -> None:
    """Store new rows; they have their numbers afterwards."""
    if rows:
        model._default_manager.bulk_create(rows)
        note_history(model, rows, "+", by=by, reason=reason)


def change_rows(model: Any, rows: Sequence[Any], names: Sequence[str], *, by: Any, reason: str) -> None:
    """Store the fields ``names`` of rows from ``lock_rows``.

    As inserts that meet their own number, since the statement of ``bulk_update`` asks each row for each of the others.
    None is made anew: nobody can take a row away that is locked.
    """
    if rows:
        model._default_manager.bulk_create(
            rows, update_conflicts=True, update_fields=names, unique_fields=[model._meta.pk.name]
        )
        note_history(model, rows, "~", by=by, reason=reason)


def remove_rows(model: Any, rows: Sequence[Any], *, by: Any, reason: str) -> None:
    """Delete rows that nothing refers to (``referenced`` has looked), with what goes with them, and write their end
    into the history."""
    if not rows:
        return
    note_history(model, rows, "-", by=by, reason=reason)
    numbers = [one.pk for one in rows]
    for relation in model._meta.related_objects:
        if _goes_with(relation):
            theirs = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": numbers})
            theirs._raw_delete(theirs.db)
    gone = model._default_manager.filter(pk__in=numbers)
    # Past the collector, which would ask for the relations of each row once more and write each history row alone.
    gone._raw_delete(gone.db)


def _goes_with(relation: Any) -> bool:
    """Whether the rows of the other model came with the record by themselves, and say so: they keep none from going."""
    return bool(getattr(relation.related_model, "goes_with_record", False))


def referenced(model: Any, keys: Sequence[int]) -> set[int]:
    """Which of these rows others refer to, so that they cannot simply go. One query for each relation."""
    used: set[int] = set()
    for relation in model._meta.related_objects if keys else ():
        if _goes_with(relation):
            continue
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(Q(**{f"{name}__in": keys}))
        used |= set(rows.values_list(f"{name}_id", flat=True))
    return used


def note_history(model: Any, rows: Sequence[Any], kind: str, *, by: Any, reason: str, at: Any = None) -> None:
    """A line of history for each row as it stands in the database now. ``kind`` is ``+``, ``~`` or ``-``; ``at`` is
    now, unless it is told.

    The database copies its own columns: building each line here took as long as writing the row itself.
    """
    history = model.history.model
    told = {
        "history_date": at or clock.now(), "history_type": kind, "history_user": by.pk if by is not None else None,
        "history_change_reason": reason or None,
    }  # fmt: skip
    fields = [history._meta.get_field(name) for name in told]
    quote = connection.ops.quote_name
    copied = ", ".join(quote(field.column) for field in history.tracked_fields)
    added = ", ".join(quote(field.column) for field in fields)
    number = quote(model._meta.pk.column)
    statement = (
        f"INSERT INTO {quote(history._meta.db_table)} ({copied}, {added}) "  # noqa: S608 – names of ours
        f"SELECT {copied}, {', '.join(['%s'] * len(fields))} FROM {quote(model._meta.db_table)} "
        f"WHERE {number} IN ({', '.join(['%s'] * len(rows))}) ORDER BY {number}"
    )
    values = [field.get_db_prep_save(told[field.name], connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *(one.pk for one in rows)])
