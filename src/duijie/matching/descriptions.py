"""What a ranking model learns from, its states, and those of assignment plans, as pages of the documentation."""

from duijie.common.descriptions import chinese, note, page
from duijie.matching.judging import SIGNALS
from duijie.matching.plan_states import BETWEEN_ORGANISATIONS, BY_HAND, STEPS, Ban, PlanState
from duijie.matching.ranking_states import RANKING_STEPS, RankingState


@page("learning")
def describe_learning() -> str:
    """``docs/reference/learning.md``: the table of signals, the states and steps of ranking models."""
    lines = [
        "# What ranking models learn from, and their states",
        "",
        note("learning"),
        "",
        "Of all that was said about a pair, the first of this table counts. A judgement by level says where the pair"
        " stands among four levels; everything else says whether it reaches *fairly strong*. A pair of weight w is"
        " believed as if its noise were 1/w of that of others.",
        "",
        "| what was said | 中文 | fits | weight |",
        "| --- | --- | --- | --- |",
    ]
    for signal in SIGNALS:
        fits = "yes" if signal.says[1] > 0 else "no"
        lines.append(f"| {signal.label} | {chinese(signal.label)} | {fits} | {signal.weight:g} |")
    lines += [
        "",
        "Other reasons – no time, rights, conflict of interest, settled otherwise, another reason – say nothing about"
        " the fit. Neither does a proposal that nobody has answered, that has expired or was withdrawn.",
        "",
        "## States",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> proposed",
    ]
    for step in RANKING_STEPS.values():
        lines += [f"    {state} --> {step.target}: {step.verb}" for state in RankingState if state in step.sources]
    lines += ["```", "", "| state | English | 中文 |", "| --- | --- | --- |"]
    lines += [f"| `{state}` | {state.label} | {chinese(state.label)} |" for state in RankingState]
    lines += ["", "| step | English | 中文 | from | to | reason |", "| --- | --- | --- | --- | --- | --- |"]
    for step in RANKING_STEPS.values():
        sources = ", ".join(f"`{state}`" for state in RankingState if state in step.sources)
        needed = "needed" if step.needs_reason else "–"
        lines.append(
            f"| `{step.verb}` | {step.label} | {chinese(step.label)} | {sources} | `{step.target}` | {needed} |"
        )
    lines += ["", "One model at most is in use; accepting another retires it. All steps need `ranking_model.decide`."]
    return "\n".join(lines) + "\n"


@page("plan-states")
def describe_plan_states() -> str:
    """``docs/reference/plan-states.md``: the diagram, the states and steps of plans, why a pair must not be."""
    lines = [
        "# States of assignment plans",
        "",
        note("plan-states"),
        "",
        "A plan begins as *drafted*. Each step leaves a line in the audit.",
        "",
        "```mermaid",
        "stateDiagram-v2",
        "    [*] --> drafted",
    ]
    for step in STEPS.values():
        sources = [state for state in PlanState if state in step.sources]
        lines += [f"    {state} --> {step.target or state}: {step.verb}" for state in sources]
    lines += ["```", "", "| state | English | 中文 |", "| --- | --- | --- |"]
    lines += [f"| `{state}` | {state.label} | {chinese(state.label)} |" for state in PlanState]
    lines += [
        "",
        "| step | English | 中文 | from | to | permission |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for step in STEPS.values():
        words = ", ".join(f"`{state}`" for state in PlanState if state in step.sources)
        target = f"`{step.target}`" if step.target else "the same"
        lines.append(
            f"| `{step.verb}` | {step.label} | {chinese(step.label)} | {words} | {target} | `{step.permission}` |"
        )
    lines += [
        "",
        "## Why a pair must not be",
        "",
        "| reason | English | 中文 | given by a person | keeps two organisations apart |",
        "| --- | --- | --- | --- | --- |",
    ]
    for ban in Ban:
        by_hand, between = ("yes" if ban in several else "–" for several in (BY_HAND, BETWEEN_ORGANISATIONS))
        lines.append(f"| `{ban}` | {ban.label} | {chinese(ban.label)} | {by_hand} | {between} |")
    return "\n".join(lines) + "\n"
