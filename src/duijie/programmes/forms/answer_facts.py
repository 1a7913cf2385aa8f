"""What conditions can ask of the answers to a form: ``form.<key>`` for each field."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from duijie.programmes.conditions.batch import Batch
from duijie.programmes.conditions.facts import Fact, FactKind, Known, Source, Value, Values
from duijie.programmes.conditions.stated_facts import value_of
from duijie.programmes.forms.definition import FormDefinition, FormField
from duijie.programmes.forms.kinds import KINDS, FieldKind

_THERE = frozenset({FieldKind.TEXT, FieldKind.LONG, FieldKind.FILE, FieldKind.PERSON, FieldKind.ORGANISATION})


def fact_of(field: FormField) -> Fact:
    """Of texts, files and names: whether there is one; of tables: how many rows; else the answer itself."""
    kind = KINDS[field.kind].fact
    label: Any = field.label
    if field.kind in _THERE:
        label = format_lazy(_("“{label}” is filled in"), label=field.label)
    elif field.kind is FieldKind.TABLE:
        label = format_lazy(_("rows of “{label}”"), label=field.label)

    def read(batch: Batch, _day: Any) -> Values:
        return {one.key: _value(field, kind, one.answers.get(field.key)) for one in batch.subjects}

    return Fact(
        f"form.{field.key}", kind, label, Source.FORM, read, _("the paper that proves the answer"), unit=_unit(field),
        choices=field.choices, ordered=False,
    )  # fmt: skip


def facts_with(form: FormDefinition, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """``facts`` and what can be asked of the form: what the conditions of a programme are written over."""
    return {**facts, **{one.name: one for one in map(fact_of, form.fields())}}


def _value(field: FormField, kind: FactKind, answer: Any) -> Value:
    if field.kind in _THERE:
        return Known(bool(answer))
    if field.kind is FieldKind.TABLE:
        return Known(len(answer or ()))
    return value_of(kind, answer)


def _unit(field: FormField) -> Any:
    if field.kind is FieldKind.TABLE:
        return _("rows")
    return _("10,000 yuan") if field.kind is FieldKind.MONEY else field.unit
