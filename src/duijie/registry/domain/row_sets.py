"""Many rows of one model written in a few statements, each with its line in the history. For the bulk verbs, which have
made the checks and told the search; inside their transactions.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from duijie.common import clock


def lock_rows(model: Any, keys: Iterable[int | None], links: Sequence[str]) -> dict[int, Any]:
    """The rows with these numbers as they are now, with their ``links``, locked where the database can.

    Locked in the order of their numbers, so that no two imports wait for each other.
    """
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    rows = model._default_manager.select_for_update(of=("self",)).select_related(*links)
    return {one.pk: one for one in rows.filter(pk__in=wanted).order_by("pk")}


def add_rows(model: Any, rows: Sequence[Any], *, by: Any, reason: str) -> None:
    """Store new rows; they have their numbers afterwards."""
    if rows:
        model._default_manager.bulk_create(rows)
        model.history.bulk_history_create(rows, **_line(by, reason))


def change_rows(model: Any, rows: Sequence[Any], names: Sequence[str], *, by: Any, reason: str) -> None:
    """Store the fields ``names`` of rows from ``lock_rows``.

    As inserts that meet their own number, since the statement of ``bulk_update`` asks each row for each of the others.
    None is made anew: nobody can take a row away that is locked.
    """
    if rows:
        model._default_manager.bulk_create(
            rows, update_conflicts=True, update_fields=names, unique_fields=[model._meta.pk.name]
        )
        model.history.bulk_history_create(rows, update=True, **_line(by, reason))


def remove_rows(model: Any, rows: Sequence[Any], *, by: Any, reason: str) -> None:
    """Delete rows that nothing refers to (``referenced`` has looked), and write their end into the history."""
    if not rows:
        return
    history = model.history.model
    names = [column.attname for column in model._meta.concrete_fields]
    written = {
        "history_type": "-", "history_date": clock.now(), "history_user": by, "history_change_reason": reason or None,
    }  # fmt: skip
    history.objects.bulk_create(history(**{name: getattr(one, name) for name in names}, **written) for one in rows)
    gone = model._default_manager.filter(pk__in=[one.pk for one in rows])
    # Past the collector, which would ask for the relations of each row once more and write each history row alone.
    gone._raw_delete(gone.db)


def referenced(model: Any, keys: Sequence[int]) -> set[int]:
    """Which of these rows others refer to, so that they cannot simply go. One query for each relation."""
    used: set[int] = set()
    for relation in model._meta.related_objects if keys else ():
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(Q(**{f"{name}__in": keys}))
        used |= set(rows.values_list(f"{name}_id", flat=True))
    return used


def _line(by: Any, reason: str) -> dict[str, Any]:
    return {"default_user": by, "default_change_reason": reason or None, "default_date": clock.now()}
