"""The builder of conditions as a field of a form. Its value is a list of condition trees, all of which must be met."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duijie.programmes.builders.condition_deeds import comparing, done, join_of, joined, parts_of, with_parts
from duijie.programmes.builders.deeds import BuilderInput, Built, Draft
from duijie.programmes.builders.value_inputs import read_value, value_input
from duijie.programmes.conditions.batch import DAYS
from duijie.programmes.conditions.comparisons import comparisons_of
from duijie.programmes.conditions.facts import SOURCES, Fact
from duijie.programmes.conditions.tree import JOINS, as_json, read_condition
from duijie.programmes.conditions.wording import sentence
from duijie.programmes.faults import Fault, Faults, shown_place
from duijie.programmes.words import LANGUAGES

Facts = Callable[[], Mapping[str, Fact]]


@dataclass(slots=True)
class ShownNode:
    """A condition as the page shows it; ``name`` begins the names of its inputs."""

    place: str
    number: str
    name: str
    join: str = ""
    inputs: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    parts: "list[ShownNode]" = field(default_factory=list)
    says: str = ""
    is_first: bool = False
    is_last: bool = False


class ConditionsInput(BuilderInput):
    template_name = "programmes/conditions_input.html"

    def __init__(self, *, facts: Facts, address: str = "", attrs: Any = None) -> None:
        super().__init__(address=address, attrs=attrs)
        self.facts = facts

    def typed(self, draft: Draft, data: Any, name: str) -> Draft:
        facts = self.facts()
        nodes = draft if isinstance(draft, list) else []
        return [_typed(node, str(at), data, name, facts) for at, node in enumerate(nodes)]

    def done(self, draft: Draft, deed: str, data: Any, name: str) -> Draft:
        return done(draft, deed, self.facts())

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        built = value if isinstance(value, Built) else Built(value or [])
        draft = built.draft if isinstance(built.draft, list) else []
        facts = self.facts()
        faults = faults_of(draft, facts)
        nodes = _shown(draft, "", name, facts, faults)
        context |= {
            "built": built, "nodes": nodes, "joins": list(JOINS.items()), "address": self.address, "name": name,
            "faults": [one for one in faults if one.place == ""], "html_id": f"{name}-builder",
        }  # fmt: skip
        return context


class ConditionsField(forms.Field):
    """Gives a list of condition trees as JSON, none of which is wrong."""

    default_error_messages = {"draft": gettext_lazy("What the page sent back is no list of conditions. Load it anew.")}

    def __init__(self, *, facts: Facts, address: str = "", **kwargs: Any) -> None:
        super().__init__(widget=ConditionsInput(facts=facts, address=address), **kwargs)
        self.facts = facts

    def clean(self, value: Any) -> list[dict[str, Any]]:
        draft = value.draft if isinstance(value, Built) else value
        if not isinstance(draft, list):
            raise ValidationError(self.error_messages["draft"], code="draft")
        if not draft:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        try:
            made = as_json(read_condition({"all": draft}, self.facts()))
        except Faults as faults:
            raise faults.as_validation_error() from faults
        listed: list[dict[str, Any]] = made["all"]
        return listed

    def has_changed(self, initial: Any, data: Any) -> bool:
        draft = data.draft if isinstance(data, Built) else data
        return json.dumps(draft, sort_keys=True) != json.dumps(initial or [], sort_keys=True)


def faults_of(draft: list[Any], facts: Mapping[str, Fact]) -> tuple[Fault, ...]:
    """What is wrong with a draft; an empty one is a beginning."""
    if not draft:
        return ()
    try:
        read_condition({"all": draft}, facts)
    except Faults as faults:
        return faults.found
    return ()


def _shown(
    nodes: list[Any], above: str, name: str, facts: Mapping[str, Fact], faults: tuple[Fault, ...]
) -> list[ShownNode]:
    shown = []
    for at, node in enumerate(nodes):
        place = f"{above}.{at}".lstrip(".")
        prefix = f"{name}-{place}"
        made = ShownNode(
            place, shown_place(place), prefix, join_of(node), is_first=not at, is_last=at == len(nodes) - 1
        )
        made.faults = [one for one in faults if one.place == place]
        given = node if isinstance(node, dict) else {}
        told = given.get("words")
        words: Mapping[str, Any] = told if isinstance(told, dict) else {}
        made.words = {key: str(words.get(key, "")) for key in LANGUAGES}
        if made.join:
            made.parts = _shown(parts_of(node), place, name, facts, faults)
            made.inputs["least"] = given.get("at_least") if made.join == "at_least" else ""
        else:
            made.inputs = comparison_inputs(given, prefix, facts)
        if not any(one.place == place or one.place.startswith(f"{place}.") for one in faults):
            made.says = sentence(read_condition(node, facts))
        shown.append(made)
    return shown


def comparison_inputs(node: Mapping[str, Any], prefix: str, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """What the inputs of a comparison show and offer, over ``facts``."""
    chosen = facts.get(str(node.get("fact", "")))
    grouped = [
        (str(label), [(one.name, str(one.label)) for one in facts.values() if one.source is source])
        for source, label in SOURCES.items()
    ]
    inputs: dict[str, Any] = {"fact": node.get("fact", ""), "facts": [(label, rows) for label, rows in grouped if rows]}
    if chosen is None:
        return inputs
    offered = comparisons_of(chosen)
    comparison = offered.get(str(node.get("is"))) or next(iter(offered.values()))
    inputs |= {"is": comparison.key, "comparisons": [(key, str(one.label)) for key, one in offered.items()]}
    inputs["value"] = value_input(chosen, comparison, node.get("value"), f"{prefix}-value")
    inputs["unit"] = str(chosen.unit)
    if chosen.dated:
        on = str(node.get("on", "closing"))
        inputs |= {
            "on": on if on in DAYS else "date", "date": "" if on in DAYS else on,
            "days": [*((str(key), str(label)) for key, label in DAYS.items()), ("date", _("on a date"))],
        }  # fmt: skip
    return inputs


def _typed(node: Any, place: str, data: Any, name: str, facts: Mapping[str, Fact]) -> Any:
    """A node with what was typed into its inputs."""
    prefix = f"{name}-{place}"
    if not isinstance(node, dict):
        return node
    if join := join_of(node):
        parts = [_typed(part, f"{place}.{at}", data, name, facts) for at, part in enumerate(parts_of(node))]
        node = with_parts(node, parts)
        wanted = data.get(f"{prefix}-join", join)
        least = data.get(f"{prefix}-least", "")
        count = int(least) if least.isdecimal() and len(least) < 4 else node.get("at_least", 1)
        if wanted in JOINS and wanted != join:
            node = joined(node, wanted, least=count)
        elif join == "at_least":
            node = {**node, "at_least": count}
    elif f"{prefix}-fact" in data:
        node = compared(node, prefix, data, facts)
    return _worded(node, prefix, data)


def compared(node: dict[str, Any], prefix: str, data: Any, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """A comparison with what was typed; one of another fact begins anew."""
    chosen = facts.get(data.get(f"{prefix}-fact"))
    if chosen is None or chosen.name != node.get("fact"):
        return comparing(chosen) if chosen is not None else node
    offered = comparisons_of(chosen)
    comparison = offered.get(data.get(f"{prefix}-is", "")) or next(iter(offered.values()))
    value = read_value(chosen, comparison, data, f"{prefix}-value", node.get("value"))
    made = {"fact": chosen.name, "is": comparison.key, "value": value}
    if chosen.dated:
        on = data.get(f"{prefix}-on", str(node.get("on", "closing")))
        made["on"] = (data.get(f"{prefix}-date") or "date") if on == "date" else on
    return made | ({"words": node["words"]} if "words" in node else {})


def _worded(node: dict[str, Any], prefix: str, data: Any) -> dict[str, Any]:
    if f"{prefix}-zh" not in data:
        return node
    words = {key: text for key in LANGUAGES if (text := data.get(f"{prefix}-{key}", "").strip())}
    rest = {key: value for key, value in node.items() if key != "words"}
    return {**rest, "words": words} if words else rest
