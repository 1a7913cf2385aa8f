"""What a ranking model learns from, and its states, as a page of the documentation."""

from django.utils import translation

from duijie.common.descriptions import note, page
from duijie.matching.judging import SIGNALS
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
        lines.append(f"| {signal.label} | {_chinese(signal.label)} | {fits} | {signal.weight:g} |")
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
    lines += [f"| `{state}` | {state.label} | {_chinese(state.label)} |" for state in RankingState]
    lines += ["", "| step | English | 中文 | from | to | reason |", "| --- | --- | --- | --- | --- | --- |"]
    for step in RANKING_STEPS.values():
        sources = ", ".join(f"`{state}`" for state in RankingState if state in step.sources)
        needed = "needed" if step.needs_reason else "–"
        lines.append(
            f"| `{step.verb}` | {step.label} | {_chinese(step.label)} | {sources} | `{step.target}` | {needed} |"
        )
    lines += ["", "One model at most is in use; accepting another retires it. All steps need `ranking_model.decide`."]
    return "\n".join(lines) + "\n"


def _chinese(label: object) -> str:
    with translation.override("zh-hans"):
        return str(label)
