"""Plans beside others in one run: the published MIDL instance, and 100,000 demands × 5,000 suppliers × 20 candidates.

    ./run bench assignment [--cases midl large] [--data FOLDER] [--demands N] [--supply N] [--candidates N] [--slack X]

FOLDER holds ``midl/scores.npy``, ``loads.npy``, ``loads-lb.npy`` and ``covs.npy`` (also ``DUIJIE_BENCH_DATA``); without
it only the large case is run. ``var/bench/assignment.json`` keeps each case beside the other. Raw OR-Tools is the same
network, built by hand, without checks, reasons or verification; ours is all that ``make_plan`` does, verification
included. On the large case the two take turns in processes of their own, so that other work on the machine hits both
and each one's memory is its own. SciPy solves the linear programme (HiGHS), whose corners are whole numbers here;
greedy takes the best pair that still fits. Scores are made from a fixed seed.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench._measured import about, keep
from bench._plan_peers import greedy, raw, scipy_linear
from duijie_match.assignment.instance import Instance, make_instance
from duijie_match.assignment.plan import make_plan

ROOT = Path(__file__).resolve().parents[1]
SEED = 20250607
TARGETS = {"ratio": 1.3, "peak_mib": 1024, "midl_total": 201.88, "midl_worst": 0.9448, "midl_fair_total": 201.77}
PLAIN, AT_LEAST = "at most 4 papers each", "2 to 4 papers each"
PEERS = ("raw OR-Tools", "SciPy (HiGHS)", "greedy")
COSTS = ("seconds", "processor_seconds", "peak_mib")


def arrays(demands: int, supply: int, candidates: int, slack: float) -> dict[str, Any]:
    """Random candidates of each demand; some suppliers are good for many. The loads together are ``slack`` times what
    is needed.
    """
    generator = np.random.default_rng(SEED)
    rows = np.repeat(np.arange(demands, dtype=np.int32), candidates)
    columns = np.empty((demands, candidates), dtype=np.int32)
    for start in range(0, demands, 2000):
        block = generator.random((min(2000, demands - start), supply), dtype=np.float32)
        columns[start : start + len(block)] = np.argpartition(block, candidates, axis=1)[:, :candidates]
    columns.sort(axis=1)
    fame = generator.beta(2, 3, supply)
    score = 0.5 * generator.random((demands, candidates)) + 0.5 * fame[columns]
    most = round(demands * slack / supply)
    return {"demand": rows, "supply": columns.ravel(), "score": score.ravel(), "cover": 1, "most": most,
            "demands": demands, "supplies": supply}  # fmt: skip


def ours(given: dict[str, Any]) -> dict[str, Any]:
    """From arrays to a verified plan."""
    plan = make_plan(make_instance(**given))
    return {"total": plan.total, "pairs": len(plan.chosen), "gap": plan.bound - plan.worth}


WAYS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "ours": ours,
    "raw OR-Tools": raw,
    "greedy": greedy,
    "SciPy (HiGHS)": scipy_linear,
}


def one(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """A way once: what it found, seconds on the clock and on the processor."""
    began, processor = time.perf_counter(), time.process_time()
    found = WAYS[name](given)
    return {**found, "seconds": time.perf_counter() - began, "processor_seconds": time.process_time() - processor}


def in_own_process(name: str, options: argparse.Namespace) -> dict[str, Any]:
    """See ``one``, with the peak memory of the process; the arrays are read from a file."""
    command = [sys.executable, "-m", "bench.assignment", "--one", name, "--arrays", str(options.arrays)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def large(options: argparse.Namespace) -> list[dict[str, Any]]:
    """All ways on the large case; ours and raw in turns."""
    given = arrays(options.demands, options.supply, options.candidates, options.slack)
    options.arrays.parent.mkdir(parents=True, exist_ok=True)
    np.savez(options.arrays, **given)
    turns: dict[str, list[dict[str, Any]]] = {}
    for _ in range(options.rounds):
        for name in ("ours", "raw OR-Tools"):
            turns.setdefault(name, []).append(in_own_process(name, options))
    for name in ("greedy", *([] if options.quick else ["SciPy (HiGHS)"])):
        turns[name] = [in_own_process(name, options)]
    options.arrays.unlink()
    rows = []
    for name, rounds in turns.items():
        rows.append({
            "case": "large", "way": name, **{key: rounds[0][key] for key in ("total", "pairs")},
            **{key: statistics.median(row[key] for row in rounds) for key in COSTS},
        })  # fmt: skip
    return rows


def midl(folder: Path) -> list[dict[str, Any]]:
    """The published instance: 118 papers with three reviewers each, at most four papers a reviewer; and the variant in
    which each reviewer has two at least.
    """
    scores = np.load(folder / "scores.npy")
    loads, least, covers = (np.load(folder / name) for name in ("loads.npy", "loads-lb.npy", "covs.npy"))
    reviewer, paper = np.nonzero(scores >= 0)
    given = {"demand": paper, "supply": reviewer, "score": scores[reviewer, paper], "cover": covers, "most": loads}
    sized = {**given, "supplies": scores.shape[0], "demands": scores.shape[1]}
    rows = []
    for variant, more in ((PLAIN, {}), (AT_LEAST, {"least": least})):
        instance = make_instance(**given, **more)
        rows += [_row(variant, instance, objective) for objective in ("total", "fair")]
        for name in PEERS:
            found = one(name, {**sized, **more})
            rows.append({"case": "midl", "variant": variant, "way": name, "objective": "total", **found})
    return rows


def _row(variant: str, instance: Instance, objective: str) -> dict[str, Any]:
    began, processor = time.perf_counter(), time.process_time()
    plan = make_plan(instance, objective)
    return {
        "case": "midl", "variant": variant, "way": "ours", "objective": objective, "total": plan.total,
        "pairs": len(plan.chosen), "worst": plan.worst, "too few": 0, "proved": plan.is_proved,
        "gap": plan.gap, "worst gap": plan.worst_gap,
        "seconds": time.perf_counter() - began, "processor_seconds": time.process_time() - processor,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", nargs="*", choices=("midl", "large"), help="both, where there are data")
    parser.add_argument("--data", type=Path, default=os.environ.get("DUIJIE_BENCH_DATA"))
    parser.add_argument("--demands", type=int, default=100_000)
    parser.add_argument("--supply", type=int, default=5_000)
    parser.add_argument("--candidates", type=int, default=20)
    parser.add_argument("--slack", type=float, default=1.05)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="without SciPy, which takes a minute or more")
    parser.add_argument("--one", choices=list(WAYS), help=argparse.SUPPRESS)
    parser.add_argument(
        "--arrays", type=Path, default=ROOT / "var" / "bench" / "assignment.npz", help=argparse.SUPPRESS
    )
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench" / "assignment.json")
    options = parser.parse_args()
    if options.one:
        with np.load(options.arrays) as stored:
            given = {name: stored[name] if stored[name].ndim else int(stored[name]) for name in stored.files}
        found = one(options.one, given)
        found["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(found))
        return 0
    folder = Path(options.data) / "midl" if options.data else None
    cases = options.cases or ([] if folder is None else ["midl"]) + ["large"]
    if "midl" in cases and not (folder and folder.is_dir()):
        print(f"There is no MIDL instance in {folder}; name the folder that holds midl/ by --data.", file=sys.stderr)
        return 2
    missed = []
    print(f"{'case':6} {'way':42} {'total':>12} {'worst':>8} {'proved':>7} {'seconds':>8} {'cpu s':>7} {'peak MiB':>9}")
    if folder and "midl" in cases:
        rows = show(midl(folder))
        missed += missed_of_midl(rows)
        keep(options.out, {"midl": {"about": about(), "targets": TARGETS, "rows": rows}})
    if "large" in cases:
        missed += measure_large(options)
    print("missed: " + (", ".join(missed) or "nothing"))
    return 1 if missed else 0


def show(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Print them; the same rows."""
    for row in rows:
        told = ", ".join(filter(None, (row["way"], row.get("objective", ""), row.get("variant", ""))))
        worst = f"{row['worst']:.4f}" if "worst" in row else ""
        peak = f"{row['peak_mib']:.0f}" if "peak_mib" in row else ""
        print(f"{row['case']:6} {told:42} {row['total']:12.3f} {worst:>8} {row.get('proved', '')!s:>7} "
              f"{row['seconds']:8.2f} {row['processor_seconds']:7.2f} {peak:>9}")  # fmt: skip
    return rows


def missed_of_midl(rows: list[dict[str, Any]]) -> list[str]:
    """The goals of the published instance that are not reached."""
    by_way = {(row["variant"], row["way"], row["objective"]): row for row in rows}
    total, fair = (by_way[PLAIN, "ours", objective] for objective in ("total", "fair"))
    tight = by_way[AT_LEAST, "ours", "fair"]
    reached = {
        "midl total": round(total["total"], 2) >= TARGETS["midl_total"],
        "midl fair": fair["proved"]
        and fair["worst"] >= TARGETS["midl_worst"]
        and round(fair["total"], 2) >= TARGETS["midl_fair_total"],
        "midl fair, two papers at least": tight["proved"] and tight["worst"] >= TARGETS["midl_worst"],
    }
    for variant in (PLAIN, AT_LEAST):
        mine, theirs = by_way[variant, "ours", "total"], by_way[variant, "raw OR-Tools", "total"]
        reached[f"as good as raw, {variant}"] = mine["total"] >= theirs["total"] - 1e-6 * theirs["pairs"]
    return [name for name, fine in reached.items() if not fine]


def measure_large(options: argparse.Namespace) -> list[str]:
    """Run, print and keep the large case; the goals that are not reached."""
    rows = show(large(options))
    by_way = {row["way"]: row for row in rows}
    mine, theirs = by_way["ours"], by_way["raw OR-Tools"]
    ratio = mine["processor_seconds"] / theirs["processor_seconds"]
    print(f"ours / raw OR-Tools: {ratio:.2f} (processor), {mine['seconds'] / theirs['seconds']:.2f} (clock)")
    sizes = {name: getattr(options, name) for name in ("demands", "supply", "candidates", "slack")}
    part = {"about": about(**sizes, seed=SEED), "targets": TARGETS, "ratio": ratio, "rows": rows}
    keep(options.out, {"large": part})
    reached = {
        "ratio": ratio <= TARGETS["ratio"],
        "peak_mib": mine["peak_mib"] <= TARGETS["peak_mib"],
        "as good as raw": mine["total"] >= theirs["total"] - 1e-6 * options.demands,
    }
    return [name for name, fine in reached.items() if not fine]


if __name__ == "__main__":
    sys.exit(main())
