"""Facts, and fields of forms, as a page of the documentation."""

from collections.abc import Iterable, Mapping
from typing import Any

from duijie.common.descriptions import chinese, note, page
from duijie.programmes.conditions.batch import DAYS
from duijie.programmes.conditions.comparisons import comparisons_of
from duijie.programmes.conditions.facts import SOURCES, Fact, FactKind, Source, table
from duijie.programmes.conditions.tree import DEEPEST, JOINS, MOST, MOST_PARTS
from duijie.programmes.forms.kinds import KINDS
from duijie.programmes.forms.prefills import PREFILLS
from duijie.programmes.posting_states import (
    AGREEMENT_STEPS,
    NEED_STEPS,
    POSTING_STEPS,
    AgreementState,
    NeedState,
    PostingState,
)
from duijie.programmes.service_states import LOG_STEPS, YIELD_STEPS, LogState, YieldState
from duijie.programmes.states import (
    APPLICATION_STEPS,
    CERTIFICATE_STEPS,
    ROUND_STEPS,
    ApplicationState,
    CertificateState,
    ObjectionState,
    RoundState,
    Step,
)


@page("facts")
def describe_facts() -> str:
    """``docs/reference/facts.md``: what conditions ask about and what forms are made of."""
    days = [f"`{key}` {day} {chinese(day)}" for key, day in DAYS.items()]
    lines = [
        "# Facts, conditions and forms of programmes",
        "",
        note("facts"),
        "",
        "[Write a condition](../how-to/write-a-condition.md) says how they are used,"
        " [Conditions](../explanation/conditions.md) why they answer as they do.",
        "",
        "## Facts",
        "",
        f"*Days*: the fact is asked as of a day: {', '.join(days)}, or a date.",
    ]
    facts = table()
    for source in Source:
        lines += [
            "",
            f"### From the {SOURCES[source]} · {chinese(SOURCES[source])}",
            "",
            "| fact | English | 中文 | type | days | settled by | 佐证 |",
            "| --- | --- | --- | --- | --- | --- | --- |",
            *(_row(one) for one in facts.values() if one.source is source),
        ]
    lines += ["", "Choices:", ""]
    lines += [_choices(one) for one in facts.values() if one.choices]
    lines += [
        "",
        "## Comparisons",
        "",
        "| type | comparison | English | 中文 | value |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [row for kind, ordered in _SORTS for row in _comparisons(kind, ordered=ordered)]
    lines += [
        "",
        "## Joining conditions",
        "",
        *(f"* `{key}`: {label} {chinese(label)}" for key, label in JOINS.items()),
        "",
        f"At most {MOST_PARTS} beside each other, {DEEPEST} deep, {MOST} in all.",
        "",
        "## Fields of forms",
        "",
        "Each is a fact for conditions too: `form.<key>`.",
        "",
        "| kind | English | 中文 | limits | asked as | in tables |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{key}` | {kind.label} | {chinese(kind.label)} | {_names(kind.limits)} | {kind.fact.label}"
        f" | {'yes' if kind.in_tables else '–'} |"
        for key, kind in KINDS.items()
    ]
    lines += [
        "",
        "What the register knows is filled in (`prefill`):",
        "",
        "| prefill | English | 中文 | kinds of fields |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{key}` | {one.label} | {chinese(one.label)} | {_names(one.kinds)} |" for key, one in PREFILLS.items()
    ]
    return "\n".join(lines) + "\n"


_SORTS = (
    (FactKind.YESNO, False), (FactKind.NUMBER, False), (FactKind.DATE, False), (FactKind.CHOICE, False),
    (FactKind.CHOICE, True), (FactKind.SEVERAL, False),
)  # fmt: skip


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in sorted(names)) or "–"


def _row(one: Fact) -> str:
    kind = f"{one.kind.label}, in order" if one.ordered else one.kind.label
    unit = f" ({one.unit})" if one.unit else ""
    return (
        f"| `{one.name}` | {one.label} | {chinese(one.label)} | {kind}{unit} | {'yes' if one.dated else '–'} |"
        f" {one.proof} | {chinese(one.proof)} |"
    )


def _choices(one: Fact) -> str:
    between = " < " if one.ordered else ", "
    return f"* `{one.name}`: " + between.join(f"`{key}` {label} {chinese(label)}" for key, label in one.choices)


def _comparisons(kind: FactKind, *, ordered: bool) -> list[str]:
    sample = Fact("", kind, "", Source.FORM, lambda _batch, _day: {}, "", ordered=ordered)
    plain = Fact("", kind, "", Source.FORM, lambda _batch, _day: {}, "")
    known = comparisons_of(plain) if ordered else {}
    name = f"{kind.label}, in order" if ordered else kind.label
    return [
        f"| {name} | `{key}` | {one.label} | {chinese(one.label)} | {one.shape.expected} |"
        for key, one in comparisons_of(sample).items()
        if key not in known
    ]


@page("programme-states")
def describe_programme_states() -> str:
    """``docs/reference/programme-states.md``: states and steps of rounds, applications, objections, certificates."""
    lines = [
        "# States of rounds, applications, certificates, postings and agreements",
        "",
        note("programme-states"),
        "",
        "[Open a round](../how-to/open-a-round.md) and [Post people to firms](../how-to/post-people-to-firms.md)"
        " are used. A *particular* step has a page of its own:"
        " it needs a list, a day or a document.",
    ]
    lines += _machine_lines(_MACHINES)
    lines += [
        "",
        "A certificate that is valid counts as *expired* after its last day, and as *issued* before its first.",
        "",
        "## Objections",
        "",
        "| state | English | 中文 |",
        "| --- | --- | --- |",
        *(f"| `{one}` | {one.label} | {chinese(one.label)} |" for one in ObjectionState),
    ]
    return "\n".join(lines) + "\n"


_MACHINES: tuple[tuple[str, Any, Mapping[str, Step]], ...] = (
    ("Rounds", RoundState, ROUND_STEPS),
    ("Applications", ApplicationState, APPLICATION_STEPS),
    ("Certificates", CertificateState, CERTIFICATE_STEPS),
    ("Needs for postings", NeedState, NEED_STEPS),
    ("Postings", PostingState, POSTING_STEPS),
    ("Agreements", AgreementState, AGREEMENT_STEPS),
)


@page("work-log-states")
def describe_work_log_states() -> str:
    """``docs/reference/work-log-states.md``: states and steps of work logs and yields."""
    lines = [
        "# States of work logs and yields",
        "",
        note("work-log-states"),
        "",
        "[Log a day of service](../how-to/log-a-day-of-service.md) and [Confirm a day of service]"
        "(../how-to/confirm-a-day-of-service.md) say how they are used. A *particular* step has a page of its own,"
        " or follows from another: approving a log counts it in the same transaction, and replaces what it corrects.",
    ]
    return "\n".join([*lines, *_machine_lines(_SERVICE_MACHINES)]) + "\n"


def _machine_lines(machines: tuple[tuple[str, Any, Mapping[str, Step]], ...]) -> list[str]:
    lines: list[str] = []
    for title, states, steps in machines:
        first = next(iter(states))
        lines += ["", f"## {title}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {first}"]
        for step in steps.values():
            lines += [f"    {state} --> {step.target}: {step.verb}" for state in states if state in step.sources]
        lines += ["```", "", "| state | English | 中文 |", "| --- | --- | --- |"]
        lines += [f"| `{state}` | {state.label} | {chinese(state.label)} |" for state in states]
        lines += [
            "",
            "| step | English | 中文 | to | permission | reason | particular |",
            "| --- | --- | --- | --- | --- | --- | --- |",
        ]
        lines += [
            f"| `{one.verb}` | {one.label} | {chinese(one.label)} | `{one.target}` | `{one.permission}` |"
            f" {'needed' if one.needs_reason else '–'} | {'yes' if one.particular else '–'} |"
            for one in steps.values()
        ]
    return lines


_SERVICE_MACHINES: tuple[tuple[str, Any, Mapping[str, Step]], ...] = (
    ("Work logs", LogState, LOG_STEPS),
    ("Yields", YieldState, YIELD_STEPS),
)
