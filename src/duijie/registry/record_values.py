"""The value of a field of a record or a part, as a person reads it."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.common.listing import listed
from duijie.registry.register import FieldKind, kind_of


def shown(model: Any, one: Any, record: Any) -> Any:
    """The value of a field of a record or a part, for a person."""
    kind = kind_of(model, one)
    if kind is FieldKind.CHOICE:
        return getattr(record, f"get_{one.name}_display")()
    value = getattr(record, one.name)
    if kind is FieldKind.SEVERAL:
        labels = dict(one.several.choices)
        return listed(labels.get(part, part) for part in value.split(",") if part)
    if kind is FieldKind.ORGANISATION:
        return record.organisation_name
    if kind is FieldKind.YESNO:
        return _("yes") if value else _("no")
    if kind in (FieldKind.AREA, FieldKind.ZONE, FieldKind.DEPARTMENT, FieldKind.ACCOUNT):
        return "" if value is None else str(value)
    if isinstance(value, Decimal):
        return plain_number(value)
    return "" if value is None else value


def plain_number(value: Decimal) -> int | float:
    """Without the zeros that the column keeps: 80.00 is 80."""
    return int(value) if value == value.to_integral_value() else float(value)
