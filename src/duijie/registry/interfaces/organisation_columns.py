"""The columns in which organisations are listed and exported, in their order."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.registry.models import Organisation


@dataclass(frozen=True, slots=True)
class Column:
    """``order`` is what the list is sorted by; ``usual`` columns are shown unless others were chosen."""

    key: str
    label: Any
    order: str
    usual: bool = True


COLUMNS = (
    Column("name", _("name"), "name"),
    Column("uscc", _("unified social credit code"), "uscc"),
    Column("kind", _("kind"), "kind"),
    Column("area", _("area"), "area__path"),
    Column("zone", _("zone"), "zone__path", usual=False),
    Column("industry", _("industry (GB/T 4754)"), "industry"),
    Column("staff", _("staff"), "staff"),
    Column("founded", _("founded on"), "founded", usual=False),
    Column("address", _("address"), "address", usual=False),
    Column("contact_name", _("contact person"), "contact_name", usual=False),
    Column("contact_phone", _("contact phone"), "contact_phone", usual=False),
    Column("website", _("website"), "website", usual=False),
    Column("name_en", _("name in English"), "name_en", usual=False),
    Column("short_name", _("short name"), "short_name", usual=False),
    Column("updated_at", _("changed at"), "updated_at"),
)
BY_KEY = {column.key: column for column in COLUMNS}
USUAL = tuple(column.key for column in COLUMNS if column.usual)


def chosen_columns(keys: list[str]) -> tuple[Column, ...]:
    """The columns named by ``keys``, in our order; the usual ones when none is. The name always stands first."""
    known = {key for key in keys if key in BY_KEY} or set(USUAL)
    return tuple(column for column in COLUMNS if column.key in known | {"name"})


def text_of(organisation: Organisation, column: Column) -> Any:
    """What stands in the column, as a value for a spreadsheet: text, number, day or moment."""
    if column.key == "kind":
        return organisation.get_kind_display()
    value = getattr(organisation, column.key)
    return "" if value is None else str(value) if column.key in {"area", "zone"} else value
