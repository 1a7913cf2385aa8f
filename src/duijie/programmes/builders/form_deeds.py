"""Changing the draft of a form: sections, fields and columns of tables as JSON, not necessarily right yet."""

import copy
from typing import Any

from duijie.programmes.builders.deeds import Draft, moved, steps_of
from duijie.programmes.forms.kinds import KINDS, FieldKind

FIELD, COLUMN = 2, 3
"""How long the places of fields and of columns are; those of sections are 1."""


def sections_of(draft: Draft) -> list[Any]:
    found = draft.get("sections") if isinstance(draft, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def rows_of(node: Any, entry: str) -> list[Any]:
    """Fields of a section, or columns of a table."""
    found = node.get(entry) if isinstance(node, dict) else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def done(draft: Draft, deed: str) -> Draft:
    """``draft`` after ``verb:place``: ``section:``, ``field:0``, ``column:0.2``; ``up``, ``down``, ``copy``, ``remove``
    for any place."""
    verb, _colon, place = deed.partition(":")
    steps = steps_of(place)
    if steps is None or len(steps) > COLUMN:
        return draft
    sections = copy.deepcopy(sections_of(draft))
    try:
        _do(sections, verb, steps)
    except IndexError:  # a place that is no more
        return draft
    return {"sections": sections}


def _do(sections: list[Any], verb: str, steps: list[int]) -> None:
    if verb == "section" and not steps:
        sections.append({"title": {}, "fields": [_new(sections)]})
    elif verb == "field" and len(steps) == 1:
        section = sections[steps[0]]
        section["fields"] = [*rows_of(section, "fields"), _new(sections)]
    elif verb == "column" and len(steps) == FIELD:
        table = rows_of(sections[steps[0]], "fields")[steps[1]]
        table["columns"] = [*rows_of(table, "columns"), _new_column(table)]
    elif steps and verb in ("up", "down", "copy", "remove"):
        _change(sections, verb, steps)


def _change(sections: list[Any], verb: str, steps: list[int]) -> None:
    rows, at = _siblings(sections, steps), steps[-1]
    one = rows[at]
    if verb == "remove":
        del rows[at]
    elif verb == "copy" and len(steps) == FIELD:
        rows.insert(at + 1, {**copy.deepcopy(one), "key": _free(sections, str(one.get("key", "field")))})
    elif len(steps) == FIELD and _leaves(sections, steps, verb):
        to = sections[steps[0] + (1 if verb == "down" else -1)]
        fields = to.setdefault("fields", [])
        fields.insert(0 if verb == "down" else len(fields), rows.pop(at))
    else:
        moved(rows, at, -1 if verb == "up" else 1)


def _siblings(sections: list[Any], steps: list[int]) -> list[Any]:
    if len(steps) == 1:
        return sections
    fields: list[Any] = sections[steps[0]].setdefault("fields", [])
    if len(steps) == FIELD:
        return fields
    columns: list[Any] = fields[steps[1]].setdefault("columns", [])
    return columns


def _leaves(sections: list[Any], steps: list[int], verb: str) -> bool:
    """Whether a field goes over into the section above or below."""
    fields = rows_of(sections[steps[0]], "fields")
    if verb == "up":
        return steps[1] == 0 and steps[0] > 0
    return verb == "down" and steps[1] == len(fields) - 1 and steps[0] < len(sections) - 1


def _new(sections: list[Any]) -> dict[str, Any]:
    return {"key": _free(sections, "field"), "kind": str(FieldKind.TEXT), "label": {}}


def _new_column(table: dict[str, Any]) -> dict[str, Any]:
    taken = {one.get("key") for one in rows_of(table, "columns")}
    number = next(n for n in range(1, 10_000) if f"column_{n}" not in taken)
    return {"key": f"column_{number}", "kind": str(FieldKind.TEXT), "label": {}}


def _free(sections: list[Any], stem: str) -> str:
    """A key that no field has."""
    taken = {one.get("key") for section in sections for one in rows_of(section, "fields")}
    stem = stem.rstrip("0123456789_")[:30] or "field"
    return next(f"{stem}_{n}" for n in range(1, 10_000) if f"{stem}_{n}" not in taken)


def of_kind(field: dict[str, Any], kind: str) -> dict[str, Any]:
    """The field as one of another kind: limits, prefill and fact that fit the old one alone are taken off."""
    if kind == field.get("kind") or kind not in list(KINDS):
        return field
    kept = {"key", "label", "help", "required", "shown_if", *KINDS[FieldKind(kind)].limits}
    made = {name: value for name, value in field.items() if name in kept} | {"kind": kind}
    if "choices" in KINDS[FieldKind(kind)].limits:
        made.setdefault("choices", [])
    if kind == FieldKind.TABLE:
        made["columns"] = made.get("columns") or [_new_column({})]
    return made
