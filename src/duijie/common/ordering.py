"""The order of lists: rows in which nothing stands come last, whichever way one sorts and whichever database sorts."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F
from django.db.models.expressions import OrderBy


def empties_last(model: Any, names: Iterable[Any]) -> tuple[Any, ...]:
    """``names`` as ``order_by`` takes them (``title``, ``-trl``, ``zone__path``), with what can be empty put last. What
    is no column of ``model``, or says already how it sorts, stays as it is."""
    return tuple(_last(one) if isinstance(one, str) and _can_be_empty(model, one) else one for one in names)


def _last(name: str) -> OrderBy:
    column = F(name.removeprefix("-"))
    return column.desc(nulls_last=True) if name.startswith("-") else column.asc(nulls_last=True)


def _can_be_empty(model: Any, name: str) -> bool:
    """Whether the column, or a link on the way to it, may hold nothing."""
    for part in name.removeprefix("-").split("__"):
        if part == "pk":
            return False
        try:
            field = model._meta.get_field(part)
        except (AttributeError, FieldDoesNotExist):
            return False
        if getattr(field, "null", False):
            return True
        model = field.related_model
    return False
