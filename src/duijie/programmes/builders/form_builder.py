"""The builder of forms as a field of a form. Its value is the definition of a form as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from duijie.programmes.builders.condition_builder import compared, comparison_inputs
from duijie.programmes.builders.condition_deeds import comparing, join_of
from duijie.programmes.builders.deeds import BuilderInput, Built, Draft
from duijie.programmes.builders.form_deeds import done, rows_of, sections_of
from duijie.programmes.builders.form_inputs import (
    LIMIT_LABELS,
    choices_text,
    field_typed,
    limit_label,
    words_typed,
)
from duijie.programmes.conditions.facts import Fact, table
from duijie.programmes.conditions.tree import read_condition
from duijie.programmes.conditions.wording import sentence
from duijie.programmes.faults import Fault, Faults, shown_place
from duijie.programmes.forms.answer_facts import fact_of
from duijie.programmes.forms.definition import FormDefinition, FormField
from duijie.programmes.forms.kinds import KINDS, SUFFIXES, FieldKind
from duijie.programmes.forms.page_form import AnswersForm
from duijie.programmes.forms.prefills import PREFILLS
from duijie.programmes.forms.reading import read_form
from duijie.programmes.words import LANGUAGES, Words

SIMPLE = tuple((str(key), kind.label) for key, kind in KINDS.items() if kind.in_tables)


@dataclass(slots=True)
class ShownField:
    """A section, a field or a column as the page shows it; ``name`` begins the names of its inputs."""

    place: str
    number: str
    name: str
    entries: dict[str, Any]
    faults: list[Fault]
    is_first: bool = False
    is_last: bool = False
    limits: list[tuple[str, Any, str, Any]] = field(default_factory=list)
    offered: dict[str, Any] = field(default_factory=dict)
    parts: "list[ShownField]" = field(default_factory=list)


class FormInput(BuilderInput):
    template_name = "programmes/form_input.html"

    def typed(self, draft: Draft, data: Any, name: str) -> Draft:
        sections: list[dict[str, Any]] = []
        facts: dict[str, Fact] = {}
        for at, section in enumerate(sections_of(draft)):
            place = f"{name}-{at}"
            made = {**section, "title": words_typed(section.get("title"), data, f"{place}-title")}
            text = words_typed(section.get("help"), data, f"{place}-help")
            made = {key: value for key, value in made.items() if key != "help"} | ({"help": text} if text else {})
            made["fields"] = [
                _typed(one, data, f"{place}.{number}", facts) for number, one in enumerate(rows_of(section, "fields"))
            ]
            sections.append(made)
        return {"sections": sections}

    def done(self, draft: Draft, deed: str, data: Any, name: str) -> Draft:
        return done(draft, deed)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        built = value if isinstance(value, Built) else Built(value or {"sections": []})
        form, faults = read_or_faults(built.draft)
        sections = [_shown_section(one, at, name, faults) for at, one in enumerate(sections_of(built.draft))]
        for at, one in enumerate(sections):
            one.is_first, one.is_last = not at, at == len(sections) - 1
        _offer(sections)
        preview = None
        if form is not None:
            preview = AnswersForm(definition=form, by=None)
            preview.auto_id = f"preview-{name}-%s"
        context |= {
            "built": built, "sections": sections, "address": self.address, "name": name, "html_id": f"{name}-builder",
            "faults": [one for one in faults if one.place == ""], "preview": preview,
            "kinds": [(str(key), kind.label) for key, kind in KINDS.items()], "simple_kinds": SIMPLE,
        }  # fmt: skip
        return context


class FormDefinitionField(forms.Field):
    """Gives the definition of a form as JSON, nothing of which is wrong."""

    def __init__(self, *, address: str = "", **kwargs: Any) -> None:
        super().__init__(widget=FormInput(address=address), **kwargs)

    default_error_messages = {"draft": gettext_lazy("What the page sent back is no form. Load it anew.")}

    def clean(self, value: Any) -> dict[str, Any]:
        draft = value.draft if isinstance(value, Built) else value
        if not isinstance(draft, dict):
            raise ValidationError(self.error_messages["draft"], code="draft")
        if not sections_of(draft) and not self.required:
            return {"sections": []}
        try:
            return read_form(draft).as_json()
        except Faults as faults:
            raise faults.as_validation_error() from faults

    def has_changed(self, initial: Any, data: Any) -> bool:
        draft = data.draft if isinstance(data, Built) else data
        return json.dumps(draft, sort_keys=True) != json.dumps(initial or {"sections": []}, sort_keys=True)


def read_or_faults(draft: Draft) -> tuple[FormDefinition | None, tuple[Fault, ...]]:
    """The form of a draft, or what is wrong with it; nothing is wrong with an empty one."""
    if not sections_of(draft):
        return None, ()
    try:
        return read_form(draft), ()
    except Faults as faults:
        return None, faults.found


def _typed(one: dict[str, Any], data: Any, prefix: str, facts: dict[str, Fact]) -> dict[str, Any]:
    """A field with what was typed; ``facts`` are those of the fields above, by which it may be shown or not."""
    made = field_typed(one, data, prefix)
    if made.get("kind") == FieldKind.TABLE:
        made["columns"] = [
            field_typed(column, data, f"{prefix}.{number}") for number, column in enumerate(rows_of(made, "columns"))
        ]
    if f"{prefix}-if-fact" in data:
        shown_if = made.get("shown_if")
        wanted = facts.get(data[f"{prefix}-if-fact"])
        if wanted is None and not join_of(shown_if):
            made.pop("shown_if", None)
        elif wanted is not None:
            known = isinstance(shown_if, dict) and shown_if.get("fact") == wanted.name
            made["shown_if"] = compared(shown_if, f"{prefix}-if", data, facts) if known else comparing(wanted)  # type: ignore[arg-type]
    if f"{prefix}-always" in data:
        made.pop("shown_if", None)
    fact = _fact_of(made)
    if fact is not None:
        facts[fact.name] = fact
    return made


def _fact_of(entries: Mapping[str, Any]) -> Fact | None:
    """What can be asked of a field of a draft; None for one that is not right enough to be asked."""
    kind, key, label = entries.get("kind"), entries.get("key"), entries.get("label")
    if kind not in list(KINDS) or not isinstance(key, str) or not key:
        return None
    words = (
        Words(**{name: str(label[name]) for name in LANGUAGES if label.get(name)})
        if isinstance(label, dict)
        else Words()
    )
    choices = tuple(
        (str(one.get("key", "")), Words(**{n: str(t) for n, t in one["label"].items() if n in LANGUAGES}))
        for one in rows_of(entries, "choices")
        if isinstance(one.get("label"), dict)
    )
    return fact_of(FormField(key, FieldKind(kind), words or Words(zh=key), choices=choices))


def _shown_section(section: Mapping[str, Any], at: int, name: str, faults: tuple[Fault, ...]) -> ShownField:
    place = str(at)
    made = ShownField(place, shown_place(place), f"{name}-{place}", _entries(section), _at(faults, place))
    fields = rows_of(section, "fields")
    made.parts = [_shown_field(one, f"{place}.{number}", name, faults) for number, one in enumerate(fields)]
    return made


def _shown_field(entries: Mapping[str, Any], place: str, name: str, faults: tuple[Fault, ...]) -> ShownField:
    made = ShownField(place, shown_place(place), f"{name}-{place}", _entries(entries), _at(faults, place))
    kind = FieldKind(entries["kind"]) if entries.get("kind") in list(KINDS) else FieldKind.TEXT
    limits = KINDS[kind].limits
    made.limits = [
        (one, limit_label(kind, one), "date" if one in ("from", "to") else "number", entries.get(one, ""))
        for one in LIMIT_LABELS
        if one in limits
    ]
    made.offered = {
        "unit": "unit" in limits, "choices": choices_text(entries.get("choices")) if "choices" in limits else None,
        "suffixes": sorted(SUFFIXES) if "suffixes" in limits else [],
        "chosen_suffixes": entries.get("suffixes", [".pdf"]),
        "prefills": [(key, str(one.label)) for key, one in PREFILLS.items() if kind in one.kinds],
        "states": _states(kind), "is_table": kind is FieldKind.TABLE, "fact": _fact_of(entries),
    }  # fmt: skip
    columns = rows_of(entries, "columns") if kind is FieldKind.TABLE else []
    made.parts = [_shown_field(one, f"{place}.{number}", name, faults) for number, one in enumerate(columns)]
    for number, one in enumerate(made.parts):
        one.is_first, one.is_last = not number, number == len(columns) - 1
    return made


def _offer(sections: list[ShownField]) -> None:
    """Each field can depend on those above it; a field moves over into the next section, so only the ends are ends."""
    facts: dict[str, Fact] = {}
    fields = [one for section in sections for one in section.parts]
    for number, one in enumerate(fields):
        one.is_first, one.is_last = not number, number == len(fields) - 1
        shown_if = one.entries.get("shown_if")
        if facts and (shown_if is None or not join_of(shown_if)):
            one.offered["if"] = comparison_inputs(shown_if or {}, f"{one.name}-if", facts)
        elif shown_if is not None:
            one.offered["if_says"] = _said(shown_if, facts)
        if one.offered["fact"] is not None:
            facts = {**facts, one.offered["fact"].name: one.offered["fact"]}


def _said(shown_if: Any, facts: Mapping[str, Fact]) -> str:
    try:
        return sentence(read_condition(shown_if, facts))
    except Faults as faults:
        return str(faults.found[0])


def _states(kind: FieldKind) -> list[tuple[str, str]]:
    if kind in (
        FieldKind.TEXT,
        FieldKind.LONG,
        FieldKind.FILE,
        FieldKind.TABLE,
        FieldKind.PERSON,
        FieldKind.ORGANISATION,
    ):
        return []
    return [
        (one.name, str(one.label)) for one in table().values() if one.kind is KINDS[kind].fact and one.source == "form"
    ]


def _entries(given: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the draft, texts as those of both languages."""
    shown = dict(given)
    for name in ("title", "label", "help", "unit"):
        told = given.get(name)
        words: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
        shown[name] = {key: str(words.get(key, "")) for key in LANGUAGES}
    return shown


def _at(faults: tuple[Fault, ...], place: str) -> list[Fault]:
    return [one for one in faults if one.place == place]
