"""The answers to a form as a JSON Schema (2020-12), for programs that send them; ``check_answers`` decides."""

from typing import Any

from duijie.programmes.forms.answers import LONGEST_NAME
from duijie.programmes.forms.definition import FormDefinition, FormField
from duijie.programmes.forms.kinds import FieldKind

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}


def schema_of(form: FormDefinition) -> dict[str, Any]:
    """Nothing is required that is only asked under a condition: a schema cannot know the other answers."""
    needed = [one.key for one in form.fields() if one.required and one.shown_if is None]
    return {"$schema": DRAFT, **_object({one.key: _field(one) for one in form.fields()}, needed)}


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    made = {"type": "object", "additionalProperties": False, "properties": properties}
    return made | ({"required": required} if required else {})


def _field(one: FormField) -> dict[str, Any]:
    texts = {"title": str(one.label), **({"description": str(one.help)} if one.help else {})}
    return texts | _shape(one)


def _shape(one: FormField) -> dict[str, Any]:
    kind = one.kind
    if kind in (FieldKind.TEXT, FieldKind.LONG):
        return {"type": "string", "maxLength": one.longest}
    if kind in (FieldKind.NUMBER, FieldKind.MONEY):
        is_whole = kind is FieldKind.NUMBER and not one.decimals
        low = 0 if kind is FieldKind.MONEY and one.least is None else one.least
        bounds = {"minimum": low, "maximum": one.most}
        return {"type": "integer" if is_whole else "number"} | {n: v for n, v in bounds.items() if v is not None}
    if kind is FieldKind.DATE:
        return dict(_DAY)
    if kind is FieldKind.YESNO:
        return {"type": "boolean"}
    if kind is FieldKind.CHOICE:
        return {"enum": [key for key, _label in one.choices]}
    if kind is FieldKind.SEVERAL:
        bounds = {"minItems": one.least, "maxItems": one.most}
        made = {"type": "array", "items": {"enum": [key for key, _label in one.choices]}, "uniqueItems": True}
        return made | {name: value for name, value in bounds.items() if value is not None}
    if kind is FieldKind.TABLE:
        columns = {column.key: _field(column) for column in one.columns}
        rows = _object(columns, [column.key for column in one.columns if column.required])
        return {"type": "array", "items": rows, "maxItems": one.most_rows}
    name = {"type": "string", "maxLength": LONGEST_NAME}
    if kind is FieldKind.FILE:
        return _object({"name": name, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}, ["name", "sha256"])
    return _object({"name": name, "number": {"type": ["integer", "null"], "minimum": 1}}, ["name"])
