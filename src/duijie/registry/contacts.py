"""Where the contact data of people stands who are no record of their own: a table to which each app adds its columns in
``contact_columns.py``. Copy, correction, restriction, deletion and retention all go through it."""

import functools
from dataclasses import dataclass
from typing import Any

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True, slots=True)
class ContactColumns:
    """The columns of ``model`` that speak of one and the same person.

    A row is that of a person by ``phone``, by ``email``, or by ``name`` together with the unit: one of the foreign keys
    ``units`` or of the names as written ``unit_names``. ``mixed`` holds any of these in one text. ``also`` are columns
    that mean nothing without the person, ``file`` names a stored file below the data folder; they go with the rest.
    ``areas`` say where the row lies, ``account`` is the account of the person, where there is one.
    """

    model: Any
    name: str = ""
    phone: str = ""
    email: str = ""
    mixed: str = ""
    also: tuple[str, ...] = ()
    file: str = ""
    units: tuple[str, ...] = ("organisation_id",)
    unit_names: tuple[str, ...] = ("organisation_name",)
    areas: tuple[str, ...] = ("area", "zone")
    account: str = ""

    @property
    def noun(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def columns(self) -> tuple[str, ...]:
        """All that goes with the person."""
        return tuple(one for one in (self.name, self.phone, self.email, self.mixed, *self.also, self.file) if one)

    @property
    def history(self) -> Any:
        """The model of earlier states; None where none are kept."""
        kept = getattr(self.model, "history", None)
        return kept.model if kept is not None else None


_declared: list[ContactColumns] = []


def declare(*columns: ContactColumns) -> None:
    """Add to the table."""
    _declared.extend(one for one in columns if one not in _declared)


@functools.cache
def _discover() -> None:
    autodiscover_modules("contact_columns")


def contact_columns() -> tuple[ContactColumns, ...]:
    """The whole table, in a fixed order."""
    _discover()
    return tuple(sorted(_declared, key=lambda one: (one.model._meta.label_lower, one.columns)))
