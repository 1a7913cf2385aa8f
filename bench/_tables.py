"""What was measured as Markdown, with the day, the machine, the versions and the goals."""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bench._drawing import signed
from bench._saying import SETS, SHIPPED, SHORT, measured
from bench.charts import way_of

Parts = Mapping[str, Mapping[str, Any]]
KEYS = {"recall@1": "R@1", "recall@10": "R@10", "mrr@10": "MRR@10"}


def page(name: str, parts: Parts, pictures: Mapping[str, str]) -> str:
    """The whole page of one benchmark; ``pictures``: what is said in place of each, by its name."""
    title, command, said, make = PAGES[name]
    shown = "\n\n".join(f"![{instead}](../../images/bench-{picture}.svg)" for picture, instead in pictures.items())
    tables = "\n\n".join(make(parts))
    return (
        f"# {title}\n\n<!-- Written by `python -m bench.publish`; do not edit. -->\n\n"
        f"{said}\n\nMeasured by `{command}`; the same figures, and what they were measured with, as "
        f"[JSON]({name}.json). Seconds in it were taken beside other work on the machine: see the load.\n\n"
        f"{shown}\n\n{tables}\n"
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def goals_said(goals: Mapping[str, float], values: Mapping[str, float]) -> str:
    """Each goal and whether it was reached."""
    told = [
        f"{KEYS[key]} {goal:g}, {'reached' if values[key] >= goal else '**missed**'}" for key, goal in goals.items()
    ]
    return f"Goals: {'; '.join(told)}."


def chance(gain: Mapping[str, float]) -> list[str]:
    """The gain, its interval and the share of resamples without one."""
    p = "< 0.0001" if gain["p"] == 0 else f"{gain['p']:.4f}"
    return [signed(gain["gain"]), f"{signed(gain['low'])} to {signed(gain['high'])}", p]


def of_retrieval(parts: Parts) -> list[str]:
    found = []
    for part in parts.values():
        about, methods = part["about"], part["methods"]
        rows = [
            [f"**{name}**" if name == "duijie match" else name, *(f"{values[key]:.3f}" for key in KEYS)]
            + (chance(part["gains"][name]) if name in part["gains"] else ["", "", ""])
            for name, values in sorted(methods.items(), key=lambda one: -one[1]["mrr@10"])
        ]
        heads = ["", *KEYS.values(), "gain of `duijie match` in MRR@10", "95 % interval", "p, one-sided"]
        sizes = f"{about['demands']:,} demands, {about['supply']:,} texts of supply."
        goals = goals_said(part["goals"], methods["duijie match"])
        title = f"## {SETS[about['set']]}; {about['model']}"
        found.append(f"{title}\n\n{sizes} {goals} {measured(about)}.\n\n{table(heads, rows)}")
    return found


def of_ablation(parts: Parts) -> list[str]:
    found = []
    for name, part in parts.items():
        about, changes = part["about"], part["changes"]
        rows = [
            [label, *(f"{values[key]:.3f}" for key in KEYS)] + (["", "", ""] if label == SHIPPED else chance(values))
            for label, values in changes.items()
        ]
        heads = ["change", *KEYS.values(), "gain in MRR@10", "95 % interval", "p, one-sided"]
        sizes = f"{about['demands']:,} demands, {about['supply']:,} texts of supply; {about['model']}."
        found.append(f"## {SETS[name]}\n\n{sizes} {measured(about)}.\n\n{table(heads, rows)}")
    return found


def of_assignment(parts: Parts) -> list[str]:
    found = []
    if part := parts.get("midl"):
        rows = [
            [row["variant"], way_of(row), f"{row['total']:.3f}", f"{row['worst']:.4f}", proof(row)]
            for row in part["rows"]
        ]
        heads = ["limits", "way", "total", "worst-served paper", "proved"]
        goals = part["targets"]
        said = (
            f"Goals, with at most 4 papers each: total {goals['midl_total']:g}; worst-served "
            f"{goals['midl_worst']:g} at {goals['midl_fair_total']:g}, both proved. Published: FairIR 201.83 / .93, "
            f"FairFlow 197.67 / .94; optimum of 2 to 4 papers each 150.04. {measured(part['about'])}."
        )
        found.append(f"## MIDL 2018: 118 papers, three of 177 reviewers each\n\n{said}\n\n{table(heads, rows)}")
    if part := parts.get("large"):
        about = part["about"]
        rows = [
            [row["way"], f"{row['total']:,.2f}" if math.isfinite(row["total"]) else "none in time",
             f"{row['processor_seconds']:.1f}", f"{row['peak_mib']:.0f}"]
            for row in part["rows"]
        ]  # fmt: skip
        size = f"{about['demands']:,} demands, {about['supply']:,} suppliers, {about['candidates']} candidates each"
        said = f"Ours takes {part['ratio']:.2f} × the CPU time of raw OR-Tools (goal {part['targets']['ratio']:g} ×)."
        heads = ["way", "total", "seconds of CPU", "MiB at most"]
        found.append(f"## {size}\n\n{said} {measured(about)}.\n\n{table(heads, rows)}")
    return found


def proof(row: Mapping[str, Any]) -> str:
    """Whether ours was proved best, else how much is open; nothing of ways that prove nothing."""
    if "proved" not in row:
        return "–"
    if row["proved"]:
        return "yes"
    return f"no: the worst-served could have {row['worst gap']:.4f} more at most" if row["worst gap"] else "no"


def of_learning(parts: Parts) -> list[str]:
    part = parts["demo"]
    rows = [
        [name, f"{values['error']:.3f}", f"{values['closeness']:.3f}",
         "–" if values["spearman"] is None else f"{values['spearman']:.3f}"]
        for name, values in part["results"].items()
    ]  # fmt: skip
    goals = part["targets"]
    reached = {kind: part["results"][f"duijie {kind}"]["closeness"] >= goal for kind, goal in goals.items()}
    told = [f"{kind} demands {goals[kind]:g}, {'reached' if fine else '**missed**'}" for kind, fine in reached.items()]
    about = part["about"]
    said = f"Goals, 1/(1+error): {'; '.join(told)}. {about['pairs']} pairs, {about['model']}. {measured(about)}."
    heads = ["", "error of the level", "1/(1+error)", "Spearman"]
    return [f"## The judged pairs of the demo\n\n{said}\n\n{table(heads, rows)}"]


def short_retrieval(parts: Parts) -> str:
    """Ours and the plain recipe, set by set."""
    rows = []
    for part in parts.values():
        about, gain = part["about"], chance(part["gains"]["plain recipe"])
        both = (
            " / ".join(f"{part['methods'][name][key]:.3f}" for key in ("recall@1", "mrr@10", "recall@10"))
            for name in ("duijie match", "plain recipe")
        )
        rows.append([f"{SHORT[about['set']]}, {about['model']}", *both, ", ".join(gain)])
    heads = ["R@1 / MRR@10 / R@10", "`duijie match`", "plain recipe", "gain in MRR@10, 95 % interval, p (one-sided)"]
    return table(heads, rows)


def short_ablation(parts: Parts) -> str:
    """MRR@10 of every change, a column for each set."""
    changes = list(dict.fromkeys(label for part in parts.values() for label in part["changes"]))

    def cell(label: str, part: Mapping[str, Any]) -> str:
        values = part["changes"].get(label)
        if values is None:
            return "–"
        said = f"{values['mrr@10']:.3f}"
        return said if label == SHIPPED else f"{said} ({signed(values['gain'])}, {values['p']:.2g})"

    rows = [[label, *(cell(label, part) for part in parts.values())] for label in changes]
    return table(["change", *(SHORT[name] for name in parts)], rows)


def short_learning(parts: Parts) -> str:
    return of_learning(parts)[0].rpartition("\n\n")[2]


BLOCKS: dict[str, Callable[[Parts], str]] = {
    "retrieval": short_retrieval,
    "ablation": short_ablation,
    "learning": short_learning,
}
"""Tables that stand in the explanation, between ``<!-- bench: NAME -->`` and ``<!-- end -->``."""


def spliced(text: str, measured: Mapping[str, Parts]) -> str:
    """``text`` with each table as it was measured; those of which nothing was measured stay."""

    def block(found: re.Match[str]) -> str:
        parts = measured.get(found[1])
        return f"<!-- bench: {found[1]} -->\n\n{BLOCKS[found[1]](parts)}\n\n<!-- end -->" if parts else found[0]

    return re.sub(r"<!-- bench: (\w+) -->\n.*?<!-- end -->", block, text, flags=re.DOTALL)


PAGES = {
    "retrieval": (
        "What belongs together, found: ours beside the peers", "./run bench retrieval",
        "`duijie match` and every peer get the same texts in the same run; titles are hidden. "
        "[How the score is made](../../explanation/matching.md).", of_retrieval,
    ),
    "ablation": (
        "What each part of the matcher is worth", "./run bench ablation",
        "One part changed at a time, beside the matcher as shipped; p is the share of 10,000 resamples (paired "
        "bootstrap over demands) in which the change was no gain. "
        "[What follows from it](../../explanation/matching.md).",
        of_ablation,
    ),
    "assignment": (
        "Plans: ours beside raw OR-Tools, SciPy and greedy", "./run bench assignment",
        "*total* asks for the largest sum, *fair* for the best worst-served demand and then the largest sum. "
        "[How plans are made](../../explanation/assignment.md).", of_assignment,
    ),
    "learning": (
        "What is learned from judged pairs, beside scikit-learn", "./run bench learning",
        "Five-fold: *new* demands were not seen at all, of *known* ones other pairs were. *untrained* is the shipped "
        "calibration, *constant* always the same level. [How it learns](../../explanation/matching.md).", of_learning,
    ),
}  # fmt: skip
"""For each benchmark the title of its page, its command, what is compared, and what makes its tables."""
