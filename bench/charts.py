"""Draws what was measured, as pictures beside the tables of the documentation; bench/publish.py writes them.

Bars: ours dark, peers or what misses its goal light, goals as dashed lines. Under each picture stands when and on what
machine its figures were measured.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bench._drawing import Bar, Gain, Group, draw, draw_gains
from bench._saying import SHIPPED, SHORT, measured_notes

Parts = Mapping[str, Mapping[str, Any]]
OURS = "duijie match"


def of_retrieval(parts: Parts) -> str:
    """MRR@10 of every method, a panel for each set, the best above."""
    groups = []
    for part in parts.values():
        bars = (
            Bar(method, values["mrr@10"], method == OURS, f"{values['mrr@10']:.3f}")
            for method, values in part["methods"].items()
        )
        title = f"{SHORT[part['about']['set']]}, {part['about']['model']}"
        groups.append(Group(title, tuple(sorted(bars, key=lambda bar: -bar.value)), part["goals"].get("mrr@10")))
    title = "What belongs together, found among the first ten (MRR@10)"
    return draw(title, groups, 1.0, notes=measured_notes(parts), columns=2)


def of_ablation(parts: Parts) -> str:
    """What each change gains or loses, a panel for each set."""
    panels = {
        SHORT[name].removeprefix("ChinaXiv "): {
            label: Gain(values["gain"], values["low"], values["high"])
            for label, values in part["changes"].items()
            if label != SHIPPED
        }
        for name, part in parts.items()
    }
    explained = "Dark: the interval does not touch 0. Beyond −.03 and +.03 marks stand at the edge."
    title = "What a change gains or loses in MRR@10, with its 95 % interval"
    return draw_gains(title, panels, least=-0.03, most=0.03, notes=[explained, *measured_notes(parts)])


def of_assignment(parts: Parts) -> str | None:
    """The processor seconds and the worth of each way to the large plan; nothing where that was not measured."""
    if "large" not in parts:
        return None
    part = parts["large"]
    about, rows = part["about"], sorted(part["rows"], key=lambda row: row["processor_seconds"])
    size = f"{about['demands']:,} demands × {about['supply']:,} suppliers × {about['candidates']} candidates"
    best_first = sorted(rows, key=lambda row: -row["total"] if _answered(row) else math.inf)
    groups = [
        _shares(f"{size}: processor seconds", rows, "processor_seconds", "{:.1f} s"),
        _shares(f"{size}: total", best_first, "total", "{:,.0f}"),
    ]
    title = "Plans: what they cost and what they are worth, as a share of the largest"
    return draw(title, groups, 1.0, notes=measured_notes({"large": part}))


def of_midl(parts: Parts) -> str | None:
    """What each way makes of the published instance and of its variant: the total, and the paper that is served worst;
    our *fair* plan beside our *total* plan.
    """
    if "midl" not in parts:
        return None
    part, groups = parts["midl"], []
    goals = part["targets"]
    for variant in dict.fromkeys(row["variant"] for row in part["rows"]):
        rows = [row for row in part["rows"] if row["variant"] == variant]
        is_plain = variant == rows[0]["variant"] == part["rows"][0]["variant"]
        most = max(row["total"] for row in rows)
        totals = tuple(
            Bar(way_of(row), row["total"] / most, row["way"] == "ours", f"{row['total']:.2f}") for row in rows
        )
        worst = tuple(Bar(way_of(row), row["worst"], row["way"] == "ours", f"{row['worst']:.4f}") for row in rows)
        groups.append(Group(f"{variant}: total", totals, None))
        goal = goals["midl_worst"] if is_plain else None
        groups.append(Group(f"{variant}: the paper that is served worst", worst, goal))
    return draw(
        "MIDL 2018: 118 papers, three reviewers each",
        groups, 1.0, notes=measured_notes({"midl": part}),
    )  # fmt: skip


def way_of(row: Mapping[str, Any]) -> str:
    """How a row of the published instance is named; a plan that breaks a limit says so."""
    name = f"{row['way']}, {row['objective']}" if row["way"] == "ours" else row["way"]
    return f"{name}: {row['too few']} with too few" if row["too few"] else name


def _shares(title: str, rows: Iterable[Mapping[str, Any]], key: str, form: str) -> Group:
    """Bars as shares of the largest; a way that had no answer in time has none."""
    rows = list(rows)
    most = max((row[key] for row in rows if _answered(row)), default=1.0)
    return Group(title, tuple(
        Bar(row["way"], row[key] / most, row["way"].startswith("ours"), form.format(row[key]))
        if _answered(row)
        else Bar(f"{row['way']}: none in {row['processor_seconds']:.0f} s", 0.0, False, "–")
        for row in rows
    ))  # fmt: skip


def _answered(row: Mapping[str, Any]) -> bool:
    return bool(math.isfinite(row["total"]))


def of_learning(parts: Parts) -> str:
    """How near the levels are that each way gives, for demands that were not judged yet and for known ones."""
    part = parts["demo"]
    groups = []
    for kind in ("new", "known"):
        values = {
            name: found["closeness"]
            for name, found in part["results"].items()
            if name.endswith((f" {kind}", " untrained", " constant"))
        }
        bars = tuple(
            Bar(name.removesuffix(f" {kind}"), value, name == f"duijie {kind}", f"{value:.3f}")
            for name, value in sorted(values.items(), key=lambda one: -one[1])
        )
        groups.append(Group(f"{kind} demands", bars, part["targets"][kind]))
    title = f"Levels learned from {part['about']['pairs']} judged pairs of the demo: 1/(1+error)"
    return draw(title, groups, 1.0, notes=measured_notes({"demo": part}))


def of_cases(parts: Parts) -> str:
    """The middle of each page for the officer of the city, on one database and the other."""
    groups, most = [], 0.0
    for database, told in parts.items():
        pages = {name: row["city p50"] for name, row in told["pages"].items()}
        bars = tuple(Bar(name, value, value <= told["goal_ms"], f"{value:.0f}") for name, value in pages.items())
        title = f"{database}: {told['rows']['Demand']:,} demands, {told['rows']['CaseEvent']:,} events"
        groups.append(Group(title, bars, told["goal_ms"]))
        most = max(most, told["goal_ms"], *pages.values())
    return draw("Pages over all demands: milliseconds in the middle", groups, most, notes=measured_notes(parts))


Draw = Callable[[Parts], str | None]
CHARTS: dict[str, dict[str, Draw]] = {
    "retrieval": {"retrieval": of_retrieval},
    "ablation": {"ablation": of_ablation},
    "assignment": {"assignment": of_assignment, "midl": of_midl},
    "learning": {"learning": of_learning},
    "cases": {"cases": of_cases},
}
"""For each benchmark the pictures that are drawn of it, ``docs/images/bench-NAME.svg``."""
