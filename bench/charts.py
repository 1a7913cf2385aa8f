"""Draws what retrieval, assignment and cases measured last, as pictures beside the tables of the documentation.

``python -m bench.charts`` reads ``var/bench/retrieval.json``, ``assignment.json`` and ``cases.json``, where they are,
and writes ``docs/images/bench-NAME.svg``: bars, ours dark, peers or what misses its goal light, goals as dashed lines,
each number written beside its bar, so that nothing is told by colour alone.
"""

import argparse
import json
import math
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OURS, PEER, GOAL, INK = "#1f4e8c", "#b9c6d6", "#a35200", "#1c2733"
WIDTH, NAMES, NUMBERS = 760, 290, 64  # pixels: the whole, room for names at the left and numbers at the right
ROW, GROUP, TOP = 24, 34, 44
SETS = {
    "sbir": "SBIR: English demands, 10,726 abstracts",
    "chinaxiv": "ChinaXiv: from Chinese to English",
    "chinaxiv-back": "ChinaXiv: from English to Chinese",
}


@dataclass(frozen=True)
class Bar:
    """One number: whose it is, how large, whether it is ours, and how it is written."""

    name: str
    value: float
    is_ours: bool
    written: str


@dataclass(frozen=True)
class Group:
    """Bars to be compared, with the goal, if there is one."""

    title: str
    bars: tuple[Bar, ...]
    goal: float | None = None


def draw(title: str, groups: Iterable[Group], most: float) -> str:
    """An SVG picture of all groups on one scale from 0 to ``most``."""
    parts, y = [], TOP
    scale = (WIDTH - NAMES - NUMBERS) / most
    for group in groups:
        y += GROUP
        parts.append(_text(8, y - 10, group.title, weight="bold"))
        above = y
        for bar in group.bars:
            fill = OURS if bar.is_ours else PEER
            parts.append(_text(NAMES - 8, y + 16, bar.name, anchor="end", weight="bold" if bar.is_ours else "normal"))
            length = max(1.0, min(bar.value, most) * scale)
            parts.append(f'<rect x="{NAMES}" y="{y + 3}" width="{length:.1f}" height="{ROW - 6}" fill="{fill}"/>')
            parts.append(_text(NAMES + length + 6, y + 16, bar.written))
            y += ROW
        if group.goal is not None:
            x = NAMES + group.goal * scale
            line = f'x1="{x:.1f}" y1="{above - 2}" x2="{x:.1f}" y2="{y}"'
            parts.append(f'<line {line} stroke="{GOAL}" stroke-width="2" stroke-dasharray="5 3"/>')
            parts.append(_text(x, above - 8, f"goal {group.goal:g}", anchor="middle", fill=GOAL))
    height = y + 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="14">\n<title>{escape(title)}</title>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n{_text(8, 24, title, weight="bold", size=17)}\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _text(
    x: float, y: float, said: str, *, anchor: str = "start", weight: str = "normal", fill: str = INK, size: int = 14
) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-weight="{weight}" font-size="{size}" fill="{fill}">{escape(said)}</text>'


def of_retrieval(found: Mapping[str, Any]) -> str:
    """MRR@10 of every method, set by set, the best above."""
    groups = []
    for name, methods in found["results"].items():
        model = found["about"].get("models", {}).get(name, "")
        goals = found["targets"].get(f"{name} with {model}", found["targets"].get(name, {}))
        bars = (
            Bar(method, values["mrr@10"], method == "duijie match", f"{values['mrr@10']:.3f}")
            for method, values in methods.items()
        )
        title = f"{SETS[name]}{f', {model}' if model else ''}"
        groups.append(Group(title, tuple(sorted(bars, key=lambda bar: -bar.value)), goals.get("mrr@10")))
    return draw("What is known to belong together, found among the first ten (MRR@10)", groups, 1.0)


def of_assignment(found: Mapping[str, Any]) -> str:
    """The worth of each plan of the published instance, and the processor seconds of each way to the large one."""
    worth = [row for row in found["rows"] if row["case"] == "midl" and row["way"].endswith(", total")]
    large = sorted((row for row in found["rows"] if row["case"] == "large"), key=lambda row: row["processor_seconds"])
    about = found["about"]
    size = f"{about['demands']:,} demands × {about['supply']:,} suppliers × {about['candidates']} candidates"
    groups = [_shares(f"{size}: processor seconds", large, "processor_seconds", "{:.1f} s")]
    best_first = sorted(large, key=lambda row: -row["total"] if _answered(row) else math.inf)
    groups += [_shares(f"{size}: total", best_first, "total", "{:,.0f}")]
    if worth:
        groups.append(_shares("MIDL 2018: total", sorted(worth, key=lambda row: -row["total"]), "total", "{:.2f}"))
    return draw("Plans: what they cost and what they are worth, as a share of the largest", groups, 1.0)


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


def of_cases(found: Mapping[str, Any]) -> str:
    """The middle of each page for the officer of the city, on one database and the other."""
    groups, most = [], 0.0
    for database, told in found.items():
        pages = {name: row["city p50"] for name, row in told["pages"].items()}
        bars = tuple(Bar(name, value, value <= told["goal_ms"], f"{value:.0f}") for name, value in pages.items())
        title = f"{database}: {told['rows']['Demand']:,} demands, {told['rows']['CaseEvent']:,} events"
        groups.append(Group(title, bars, told["goal_ms"]))
        most = max(most, told["goal_ms"], *pages.values())
    return draw("Pages over all demands: milliseconds in the middle", groups, most)


CHARTS = {"retrieval": of_retrieval, "assignment": of_assignment, "cases": of_cases}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--measured", type=Path, default=ROOT / "var" / "bench")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    for name, make in CHARTS.items():
        source = options.measured / f"{name}.json"
        if not source.exists():
            print(f"{name}: nothing measured yet; run `./run bench {name}` first.", file=sys.stderr)
            continue
        target = options.out / f"bench-{name}.svg"
        target.write_text(make(json.loads(source.read_text(encoding="utf-8"))), encoding="utf-8")
        print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
