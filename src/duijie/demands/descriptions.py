"""The states of demands as a page of the documentation."""

from duijie.accounts.permissions import Permission
from duijie.common.descriptions import chinese, note, page
from duijie.demands.challenge_checks import CHALLENGE_CHECKS, NUMBERS
from duijie.demands.challenge_states import CHALLENGE_STEPS, BidState, ChallengeState
from duijie.demands.clock_kinds import AWAITED, COURSE, TABLE, ClockKind, ClockState
from duijie.demands.common_states import CHANGEABLE, CommonState
from duijie.demands.common_states import STEPS as COMMON_STEPS
from duijie.demands.domain.queries.breaches import SIDES
from duijie.demands.grades import PROVES, EvidenceKind, Grade
from duijie.demands.models import BreachSide, ChallengeRules
from duijie.demands.requirements import CHECKS, REQUIREMENTS
from duijie.demands.states import OPEN, STEPS, TURNS, WANTING, DemandState, Step


@page("states")
def describe_states() -> str:
    """``docs/reference/states.md``: the diagram, the states and the steps of demands."""
    lines = [
        "# States of demands",
        "",
        note("states"),
        "",
        "A demand begins as *found*. Each step is a button on its page and leaves a line in history and audit.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> found",
    ]
    main = [step for step in STEPS.values() if step.field == "state"]
    for step in main:
        lines += [f"    {state} --> {step.target}: {step.verb}" for state in DemandState if state in step.sources]
    lines += [
        "```",
        "",
        "| state | English | 中文 | seen by others | looks for somebody | whose turn |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for state in DemandState:
        seen, wanting = ("yes" if state in states else "–" for states in (OPEN, WANTING))
        lines.append(
            f"| `{state}` | {state.label} | {chinese(state.label)} | {seen} | {wanting} | {TURNS[state].label} |"
        )
    lines += [
        "",
        "*Seen by others*: if it is disclosed to all who have signed in, and not archived. *Looks for somebody*: is"
        " matched. *Whose turn*: while nothing else is open, see [whose turn it is](turns.md).",
        "",
        "| step | English | 中文 | from | to | reason | needs | permission |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [_row(step) for step in main]
    lines += [
        "",
        "Whoever verifies confirms:",
        "",
        *(f"* {label} {chinese(label)}" for label in CHECKS.values()),
        "",
        "and did not enter the demand by hand or submit it for checking – unless nobody else may take its steps. What"
        " was brought in from lists and forms was written by the firm.",
        "",
        "## Side states",
        "",
        "While it is not settled, a demand can wait for somebody – its clocks stand still then – and be passed up to"
        " another level. A contact with whom it waits for, or a step to another state, ends the waiting. Whoever takes"
        " its first step is its case handler until it is handed over.",
        "",
        "| step | English | 中文 | changes | from | to | reason | permission |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for step in STEPS.values():
        if step.field != "state":
            sources = ", ".join(f"`{value or '–'}`" for value in sorted(step.sources))
            lines.append(
                f"| `{step.verb}` | {step.label} | {chinese(step.label)} | `{step.field}` | {sources} |"
                f" `{step.target or '–'}` | {'needed' if step.needs_reason else '–'} | `{step.permission}` |"
            )
    lines += [
        "",
        "## Grades of proof",
        "",
        "A result is as good as its strongest proof, the last row the best. A registered contract of the demand counts"
        " like its certificate, the firm's word in its rating like its confirmation slip. Nobody types a grade.",
        "",
        "| grade | English | 中文 | proven by |",
        "| --- | --- | --- | --- |",
    ]
    for grade in Grade:
        kinds = ", ".join(str(EvidenceKind(kind).label) for kind, proven in PROVES.items() if proven is grade)
        lines.append(f"| `{grade}` | {grade.label} | {chinese(grade.label)} | {kinds} |")
    return "\n".join(lines) + "\n"


@page("challenge-states")
def describe_challenges() -> str:
    """``docs/reference/challenge-states.md``: the diagram, states and steps of challenges, their rules and numbers."""
    lines = [
        "# States and rules of challenges",
        "",
        note("challenge-states"),
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> draft",
    ]
    for step in CHALLENGE_STEPS.values():
        lines += [f"    {state} --> {step.target}: {step.verb}" for state in ChallengeState if state in step.sources]
    lines += [
        "    announced --> awarded: award",
        "```",
        "",
        "| of | state | English | 中文 |",
        "| --- | --- | --- | --- |",
        *(f"| challenge | `{state}` | {state.label} | {chinese(state.label)} |" for state in ChallengeState),
        *(f"| bid | `{state}` | {state.label} | {chinese(state.label)} |" for state in BidState),
        "",
        "`award` chooses a bid once the last day for bids is over. All steps need `demand.step`, bids `challenge.bid`.",
        "",
        "A breach (`challenge.breach`) is recorded of the firm while the challenge is "
        + " or ".join(f"`{state}`" for state in ChallengeState if state in SIDES[BreachSide.FIRM])
        + ", of the winner while it is "
        + " or ".join(f"`{state}`" for state in ChallengeState if state in SIDES[BreachSide.WINNER])
        + ", and can be taken back.",
        "",
        "## Rules",
        "",
        "All that a challenge misses is told at once when it is announced. Numbers as shipped; a city sets its own.",
        "",
        "| rule | 中文 |",
        "| --- | --- |",
    ]
    numbers = {name: ChallengeRules._meta.get_field(name).default for name in NUMBERS}  # type: ignore[union-attr]
    lines += [f"| {str(one.words) % numbers} | {chinese(one.words) % numbers} |" for one in CHALLENGE_CHECKS]
    return "\n".join(lines) + "\n"


def _row(step: Step) -> str:
    sources = ", ".join(f"`{state}`" for state in DemandState if state in step.sources)
    return (
        f"| `{step.verb}` | {step.label} | {chinese(step.label)} | {sources} | `{step.target}` |"
        f" {'needed' if step.needs_reason else '–'} |"
        f" {', '.join(str(REQUIREMENTS[key].label) for key in step.needs) or '–'} | `{step.permission}` |"
    )


@page("clocks")
def describe_clocks() -> str:
    """``docs/reference/clocks.md``: what each deed does to each clock of a demand."""
    lines = [
        "# Clocks of demands",
        "",
        note("clocks"),
        "",
        "What a deed does to each clock. Deeds that are not named keep them all. *add* is that it was written down,"
        " wherever: typed, at a visit, by a filing, a list, a program or an exchange. *answer* is a word with the firm,"
        " recorded as a contact; a comment answers nobody, nor does a word with the expert alone.",
        "",
        f"| deed | {' | '.join(str(kind.label) for kind in ClockKind)} |",
        f"| --- | {' | '.join('---' for _kind in ClockKind)} |",
    ]
    lines += [f"| `{verb}` | {' | '.join(actions)} |" for verb, actions in TABLE.items()]
    lines += [
        "",
        "*start*: begins, unless it runs already. *meet, then anew*: begins again while one of the clocks of"
        f" the work runs ({', '.join(str(kind.label) for kind in ClockKind if kind in COURSE)})."
        " *anew*: while it runs, ends as handed over and begins for whoever has the demand now. *follow*: goes on for"
        " whoever has the demand now.",
        "",
        "A demand that stands in a state below without that clock – it was there before there were such clocks, or its"
        " policy had no such limit – gets it from a job, once a day and when a policy lets running clocks follow it; it"
        " begins on that day.",
        "",
        "| clock | in the states |",
        "| --- | --- |",
        *(
            f"| {kind.label} | {', '.join(f'`{state}`' for state in DemandState if state in states)} |"
            for kind, states in AWAITED.items()
        ),
        "",
        "`wait_enterprise` and `wait_expert` pause the clocks where the policy says so; `resume`, the firm's answer and"
        " every step to another state let them go on.",
        "",
        "| clock | 中文 |",
        "| --- | --- |",
        *(f"| {kind.label} | {chinese(kind.label)} |" for kind in ClockKind),
        "",
        "| state of a clock | 中文 |",
        "| --- | --- |",
        *(f"| {state.label} | {chinese(state.label)} |" for state in ClockState),
    ]
    return "\n".join(lines) + "\n"


@page("common-problem-states")
def describe_common_problems() -> str:
    """``docs/reference/common-problem-states.md``: the diagram, the states and the steps of common problems."""
    lines = [
        "# States of common technical problems",
        "",
        note("common-problem-states"),
        "",
        "A search makes a *suggested* problem; one that a person names is *confirmed* at once. How to:"
        " [group demands](../how-to/group-common-problems.md).",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> suggested",
        "    [*] --> confirmed",
    ]
    for step in COMMON_STEPS.values():
        lines += [f"    {state} --> {step.target}: {step.verb}" for state in CommonState if state in step.sources]
    lines += ["```", "", "| state | English | 中文 | may be changed |", "| --- | --- | --- | --- |"]
    for one in CommonState:
        lines.append(f"| `{one}` | {one.label} | {chinese(one.label)} | {'yes' if one in CHANGEABLE else '–'} |")
    lines += ["", "| step | English | 中文 | from | to | reason |", "| --- | --- | --- | --- | --- | --- |"]
    for step in COMMON_STEPS.values():
        sources = ", ".join(f"`{state}`" for state in CommonState if state in step.sources)
        lines.append(
            f"| `{step.verb}` | {step.label} | {chinese(step.label)} | {sources} | `{step.target}` |"
            f" {'needed' if step.needs_reason else '–'} |"
        )
    lines += ["", f"All of them need `{Permission.COMMON_PROBLEM_EDIT}` in the smallest area in which all firms lie."]
    return "\n".join(lines) + "\n"
