"""The definition of a form, read from JSON with every mistake named at its place.

``{"sections": [{"title": {"zh": "…"}, "fields": [{"key": "born", "kind": "date", "label": {"zh": "…"}, …}]}]}``;
a field may have ``help``, ``required``, the limits of its kind, ``shown_if`` (a condition over fields above it, as
``form.<key>``), ``prefill`` (an entry of ``prefills``: what the register knows is not asked again) and ``states`` (the
fact that its answer states to conditions).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from duijie.programmes.conditions.tree import Condition
from duijie.programmes.conditions.tree import as_json as condition_as_json
from duijie.programmes.forms.kinds import KINDS, LONGEST, MOST_ROWS, FieldKind
from duijie.programmes.words import NOTHING, Words


@dataclass(frozen=True, slots=True)
class FormField:
    """``least`` and ``most`` bound characters, a number, choices, rows or – for files – megabytes, as the kind says."""

    key: str
    kind: FieldKind
    label: Words
    help: Words = NOTHING
    required: bool = False
    least: float | None = None
    most: float | None = None
    decimals: int = 0
    unit: Words = NOTHING
    from_on: date | None = None
    to_on: date | None = None
    choices: tuple[tuple[str, Words], ...] = ()
    columns: "tuple[FormField, ...]" = ()
    suffixes: tuple[str, ...] = ()
    prefill: str = ""
    states: str = ""
    shown_if: Condition | None = None

    @property
    def longest(self) -> int:
        """Characters of a text, at most."""
        bound = LONGEST.get(self.kind, LONGEST[FieldKind.TEXT])
        return min(bound, int(self.most)) if self.most is not None else bound

    @property
    def most_rows(self) -> int:
        return min(MOST_ROWS, int(self.most)) if self.most is not None else MOST_ROWS

    def as_json(self) -> dict[str, Any]:
        """What ``reading.read_form`` reads as the same field."""
        data: dict[str, Any] = {"key": self.key, "kind": str(self.kind), "label": self.label.as_json()}
        if self.help:
            data["help"] = self.help.as_json()
        if self.required:
            data["required"] = True
        limits: dict[str, Any] = {
            "least": self.least, "most": self.most, "decimals": self.decimals or None,
            "unit": self.unit.as_json() or None, "from": self.from_on.isoformat() if self.from_on else None,
            "to": self.to_on.isoformat() if self.to_on else None,
            "choices": [{"key": key, "label": label.as_json()} for key, label in self.choices] or None,
            "columns": [one.as_json() for one in self.columns] or None, "suffixes": list(self.suffixes) or None,
        }  # fmt: skip
        data |= {name: value for name, value in limits.items() if name in KINDS[self.kind].limits and value is not None}
        data |= {name: value for name in ("prefill", "states") if (value := getattr(self, name))}
        if self.shown_if is not None:
            data["shown_if"] = condition_as_json(self.shown_if)
        return data


@dataclass(frozen=True, slots=True)
class Section:
    title: Words
    fields: tuple[FormField, ...]
    help: Words = NOTHING

    def as_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"title": self.title.as_json(), "fields": [one.as_json() for one in self.fields]}
        return {**data, "help": self.help.as_json()} if self.help else data


@dataclass(frozen=True, slots=True)
class FormDefinition:
    sections: tuple[Section, ...]

    def fields(self) -> Iterator[FormField]:
        """All fields, in the order in which they stand."""
        for section in self.sections:
            yield from section.fields

    def by_key(self) -> dict[str, FormField]:
        return {one.key: one for one in self.fields()}

    def stated(self) -> dict[str, str]:
        """The facts that the form states to conditions, each with the field that states it (``Batch.stated``)."""
        return {one.states: one.key for one in self.fields() if one.states}

    def as_json(self) -> dict[str, Any]:
        return {"sections": [one.as_json() for one in self.sections]}
