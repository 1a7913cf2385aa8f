"""The states of demands as a page of the documentation."""

from duijie.common.descriptions import chinese, note, page
from duijie.demands.grades import PROVES, EvidenceKind, Grade
from duijie.demands.requirements import REQUIREMENTS
from duijie.demands.states import OPEN, STEPS, WANTING, DemandState


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
    for step in STEPS.values():
        lines += [f"    {state} --> {step.target}: {step.verb}" for state in DemandState if state in step.sources]
    lines += [
        "```",
        "",
        "| state | English | 中文 | seen by others | looks for somebody |",
        "| --- | --- | --- | --- | --- |",
    ]
    for state in DemandState:
        seen, wanting = ("yes" if state in states else "–" for states in (OPEN, WANTING))
        lines.append(f"| `{state}` | {state.label} | {chinese(state.label)} | {seen} | {wanting} |")
    lines += [
        "",
        "*Seen by others*: if it is disclosed to all who have signed in, and not archived. *Looks for somebody*: is"
        " matched.",
        "",
        "| step | English | 中文 | from | to | reason | needs | permission |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for step in STEPS.values():
        sources = ", ".join(f"`{state}`" for state in DemandState if state in step.sources)
        lines.append(
            f"| `{step.verb}` | {step.label} | {chinese(step.label)} | {sources} | `{step.target}` |"
            f" {'needed' if step.needs_reason else '–'} |"
            f" {', '.join(str(REQUIREMENTS[key].label) for key in step.needs) or '–'} | `{step.permission}` |"
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
