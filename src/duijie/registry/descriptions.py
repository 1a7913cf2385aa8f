"""The tables of registers as a page of the documentation."""

from collections.abc import Collection, Iterable, Iterator

from duijie.common.descriptions import chinese, note, page
from duijie.registry.access_states import STEPS as ACCESS_STEPS
from duijie.registry.access_states import AccessState
from duijie.registry.interfaces.record_words import labels_of
from duijie.registry.personal_states import STEPS as REQUEST_STEPS
from duijie.registry.personal_states import RequestKind, RequestState
from duijie.registry.register import FieldKind, Listed, Part, RecordField, Register, kind_of, model_field, registers

KINDS = {
    FieldKind.TEXT: "text", FieldKind.LONG: "long text", FieldKind.CHOICE: "one of", FieldKind.SEVERAL: "some of",
    FieldKind.KEYWORDS: "keywords", FieldKind.INTEGER: "whole number", FieldKind.DECIMAL: "amount",
    FieldKind.DATE: "day", FieldKind.YESNO: "yes or no", FieldKind.AREA: "area", FieldKind.ZONE: "development zone",
    FieldKind.ORGANISATION: "organisation", FieldKind.DEPARTMENT: "department", FieldKind.ACCOUNT: "account",
}  # fmt: skip


@page("registers")
def describe_registers() -> str:
    """``docs/reference/registers.md``: a table of fields for each register and each of its parts."""
    lines = [
        "# Registers",
        "",
        note("registers"),
        "",
        "Each register is made from one table: its pages, its list with filters and export, and its import. *Needed*",
        "fields must be filled in (an area that is left empty is the organisation's), *list* columns are shown unless",
        "others are chosen, *filter* ones narrow the list, and *personal* ones are shown only to those whose roles",
        "reach the record; reading them is audited. Lists are understood by the headings and by both labels; titles,",
        "contents, keywords, owners and amounts also by the headings of [lists that are matched](lists.md). Choices",
        "are given as keys, and lists may write their labels in either language.",
    ]
    for register in registers():
        lines += ["", f"## {_upper(register.label)} · {chinese(register.label)}", ""]
        if register.lead:
            lines += [str(register.lead), ""]
        lines.append(f"Permissions `{register.noun}.…`; addresses `/{register.key}/`.")
        if register.fields:
            lines += ["", *_table(register, register.fields, headings=True)]
        else:
            lines += ["", "This register has pages and an import of its own; what follows goes the common way."]
        for part in register.parts:
            lines += ["", f"### {_upper(part.label)} · {chinese(part.label)}", ""]
            lines += _table(part, part.fields, headings=False)
    return "\n".join(lines) + "\n"


def _upper(label: object) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


def _table(owner: Register | Part, fields: Iterable[RecordField], *, headings: bool) -> Iterator[str]:
    yield f"| field | English | 中文 | what | |{' headings |' if headings else ''}"
    yield f"| --- | --- | --- | --- | --- |{' --- |' if headings else ''}"
    model = owner.model
    for one in fields:
        chinese, english = labels_of(model, one.name)
        marks = [
            word
            for word, is_so in (
                ("needed", one.needed), ("list", one.listed is Listed.USUAL), ("filter", one.filtered),
                ("personal", one.personal),
            )
            if is_so
        ]  # fmt: skip
        row = f"| `{one.name}` | {english} | {chinese} | {_kind(model, one)} | {', '.join(marks)} |"
        yield f"{row} {', '.join(one.headings)} |" if headings else row


def _kind(model: type, one: RecordField) -> str:
    kind = kind_of(model, one)
    column = model_field(model, one.name)
    if kind in (FieldKind.CHOICE, FieldKind.SEVERAL):
        keys = one.several.values if one.several is not None else [key for key, _label in column.choices]
        return f"{KINDS[kind]} {', '.join(f'`{key}`' for key in keys)}"
    if kind is FieldKind.DECIMAL:
        return f"{KINDS[kind]}, {column.decimal_places} places"
    if kind in (FieldKind.TEXT, FieldKind.KEYWORDS):
        return f"{KINDS[kind]}, at most {column.max_length}"
    return KINDS[kind]


@page("requests")
def describe_requests() -> str:
    """``docs/reference/requests.md``: the states of requests for access and of requests about personal data."""
    lines = [
        "# States of requests",
        "",
        note("requests"),
        "",
        "## Access to a record that is public by a summary",
        "",
        *_diagram(
            AccessState.ASKED,
            [(_in_order(AccessState, one.sources), one.verb, one.target) for one in ACCESS_STEPS.values()],
        ),
        "",
        "| step | English | 中文 | from | to | who | reason |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for access in ACCESS_STEPS.values():
        who = {"asker": "who asked", "owner": "the owner, or the office with the owner's slip", "clock": "the clock"}
        lines.append(
            f"| `{access.verb}` | {access.label} | {chinese(access.label)} |"
            f" {_keys(_in_order(AccessState, access.sources))} |"
            f" `{access.target}` | {who[access.party]} | {'needed' if access.needs_reason else '–'} |"
        )
    lines += [
        "",
        "## Personal data",
        "",
        *_diagram(
            RequestState.ASKED,
            [(_in_order(RequestState, one.sources), one.verb, one.target) for one in REQUEST_STEPS.values()],
        ),
        "",
        "A copy is done as soon as its file is made. *Lift* ends a restriction.",
        "",
        "| step | English | 中文 | from | to | who | of | reason |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for step in REQUEST_STEPS.values():
        kinds = ", ".join(f"`{kind}`" for kind in RequestKind if kind in step.kinds)
        lines.append(
            f"| `{step.verb}` | {step.label} | {chinese(step.label)} |"
            f" {_keys(_in_order(RequestState, step.sources))} | `{step.target}` |"
            f" {'who asked' if step.by_asker else 'the office in charge'} | {kinds} |"
            f" {'needed' if step.needs_reason else '–'} |"
        )
    return "\n".join(lines) + "\n"


def _diagram(first: str, steps: Iterable[tuple[Iterable[str], str, str]]) -> list[str]:
    arrows = [f"    {source} --> {target}: {verb}" for sources, verb, target in steps for source in sources]
    return ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *arrows, "```"]


def _keys(states: Iterable[str]) -> str:
    return ", ".join(f"`{state}`" for state in states)


def _in_order(every: Iterable[str], some: Collection[str]) -> list[str]:
    return [state for state in every if state in some]
