"""Plans beside others in one run: the published MIDL instance, and 100,000 demands × 5,000 suppliers × 20 candidates.

    ./run bench assignment [--data FOLDER] [--demands N] [--supply N] [--candidates N] [--slack X] [--rounds N]

FOLDER holds ``midl/scores.npy``, ``loads.npy``, ``loads-lb.npy`` and ``covs.npy`` (also ``DUIJIE_BENCH_DATA``); without
it only the large case is run. Raw OR-Tools is the same network, built by hand, without checks, reasons or verification;
ours is all that ``make_plan`` does, verification included. The two take turns in processes of their own, so that other
work on the machine hits both and each one's memory is its own. SciPy solves the linear programme (HiGHS), whose corners
are whole numbers here; greedy takes the best pair that still fits. Scores are made from a fixed seed.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from ortools.graph.python import min_cost_flow
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

from duijie_match.assignment.instance import Instance, make_instance
from duijie_match.assignment.plan import make_plan

ROOT = Path(__file__).resolve().parents[1]
SEED = 20250607
TARGETS = {"ratio": 1.3, "peak_mib": 1024, "midl_total": 201.88, "midl_worst": 0.9448, "midl_fair_total": 201.77}
SCALE = 10**6
MOST_SECONDS = 300.0  # for SciPy, which answers nothing after that
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


def raw(given: dict[str, Any]) -> dict[str, Any]:
    """The network by hand: scores in millionths, an arc to nowhere for each demand."""
    demand, supply, score = given["demand"], given["supply"], given["score"]
    demands, supplies = given["demands"], given["supplies"]
    solver = min_cost_flow.SimpleMinCostFlow()
    costs = -np.rint(score * SCALE).astype(np.int64)
    ones = np.ones(len(score), dtype=np.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(demand, supply + np.int32(demands), ones, costs)
    sink = demands + supplies
    nodes = np.arange(demands, sink, dtype=np.int32)
    solver.add_arcs_with_capacity_and_unit_cost(
        nodes, np.full(supplies, sink, np.int32), np.full(supplies, given["most"]), np.zeros(supplies, np.int64)
    )
    every = np.arange(demands, dtype=np.int32)
    solver.add_arcs_with_capacity_and_unit_cost(
        every, np.full(demands, sink, np.int32), np.ones(demands, np.int64), np.zeros(demands, np.int64)
    )
    solver.set_nodes_supplies(every, np.ones(demands, dtype=np.int64))
    solver.set_node_supply(sink, -demands)
    if solver.solve() != solver.OPTIMAL:
        raise SystemExit("raw OR-Tools found no flow")
    chosen = solver.flows(arcs) > 0
    return {"total": float(score[chosen].sum()), "pairs": int(chosen.sum())}


def scipy_linear(given: dict[str, Any]) -> dict[str, Any]:
    """The linear programme by HiGHS, through SciPy; no number where time ran out."""
    demand, supply, score = given["demand"], given["supply"], given["score"]
    pairs = np.arange(len(score))
    blocks = [csr_array((np.ones(len(score)), (rows, pairs))) for rows in (demand, supply)]
    cover, most = (np.broadcast_to(given[name], given[of]) for name, of in (("cover", "demands"), ("most", "supplies")))
    limits = np.concatenate([cover, most])
    result = linprog(
        -score, A_ub=vstack(blocks), b_ub=limits, bounds=(0, 1), method="highs", options={"time_limit": MOST_SECONDS}
    )
    if result.status != 0:
        return {"total": float("nan"), "pairs": 0}
    return {"total": float(-result.fun), "pairs": int((result.x > 0.5).sum())}


def greedy(given: dict[str, Any]) -> dict[str, Any]:
    """The best pair that still fits, again and again."""
    cover = np.broadcast_to(given["cover"], given["demands"]).copy()
    room = np.broadcast_to(given["most"], given["supplies"]).copy()
    total, pairs = 0.0, 0
    order = np.argsort(-given["score"], kind="stable")
    rows = zip(
        given["demand"][order].tolist(), given["supply"][order].tolist(), given["score"][order].tolist(), strict=True
    )
    for demand, supply, score in rows:
        if cover[demand] and room[supply]:
            cover[demand] -= 1
            room[supply] -= 1
            total += score
            pairs += 1
    return {"total": total, "pairs": pairs}


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
    """The published instance: 118 papers with three reviewers each, at most four papers a reviewer."""
    scores = np.load(folder / "scores.npy")
    loads, least, covers = (np.load(folder / name) for name in ("loads.npy", "loads-lb.npy", "covs.npy"))
    reviewer, paper = np.nonzero(scores >= 0)
    given = {"demand": paper, "supply": reviewer, "score": scores[reviewer, paper], "cover": covers, "most": loads}
    instance = make_instance(**given)
    rows = [
        _row("total", instance, "total"),
        _row("fair", instance, "fair"),
        _row("total, 2 to 4 papers each", make_instance(**given, least=least), "total"),
    ]
    sized = {**given, "supplies": scores.shape[0], "demands": scores.shape[1]}
    for name in ("greedy", "SciPy (HiGHS)"):
        rows.append({"case": "midl", "way": f"{name}, total", **one(name, sized)})
    return rows


def _row(name: str, instance: Instance, objective: str) -> dict[str, Any]:
    began, processor = time.perf_counter(), time.process_time()
    plan = make_plan(instance, objective)
    return {
        "case": "midl", "way": f"ours, {name}", "total": plan.total, "worst": plan.worst, "proved": plan.is_proved,
        "seconds": time.perf_counter() - began, "processor_seconds": time.process_time() - processor,
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
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
    rows = midl(Path(options.data) / "midl") if options.data else []
    rows += large(options)
    return report(rows, options)


def report(rows: list[dict[str, Any]], options: argparse.Namespace) -> int:
    """Print the table, write the figures; 1 when a goal is missed."""
    print(f"{'case':6} {'way':28} {'total':>12} {'worst':>8} {'proved':>7} {'seconds':>8} {'cpu s':>7} {'peak MiB':>9}")
    for row in rows:
        worst = f"{row['worst']:.4f}" if "worst" in row else ""
        peak = f"{row['peak_mib']:.0f}" if "peak_mib" in row else ""
        print(f"{row['case']:6} {row['way']:28} {row['total']:12.3f} {worst:>8} {row.get('proved', '')!s:>7} "
              f"{row['seconds']:8.2f} {row['processor_seconds']:7.2f} {peak:>9}")  # fmt: skip
    by_way = {row["way"]: row for row in rows}
    mine, theirs = by_way["ours"], by_way["raw OR-Tools"]
    ratio = mine["processor_seconds"] / theirs["processor_seconds"]
    reached = {
        "ratio": ratio <= TARGETS["ratio"],
        "peak_mib": mine["peak_mib"] <= TARGETS["peak_mib"],
        "as good as raw": mine["total"] >= theirs["total"] - 1e-6 * options.demands,
    }
    if "ours, total" in by_way:
        reached["midl total"] = round(by_way["ours, total"]["total"], 2) >= TARGETS["midl_total"]
        fair = by_way["ours, fair"]
        reached["midl fair"] = (
            fair["proved"]
            and fair["worst"] >= TARGETS["midl_worst"]
            and round(fair["total"], 2) >= TARGETS["midl_fair_total"]
        )
    print(f"ours / raw OR-Tools: {ratio:.2f} (processor), {mine['seconds'] / theirs['seconds']:.2f} (clock)")
    print("missed: " + (", ".join(name for name, fine in reached.items() if not fine) or "nothing"))
    about = {
        "demands": options.demands, "supply": options.supply, "candidates": options.candidates, "slack": options.slack,
        "seed": SEED,
        "python": platform.python_version(), "processors": os.cpu_count(), "load": os.getloadavg(), "targets": TARGETS,
    }  # fmt: skip
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(
        json.dumps({"about": about, "ratio": ratio, "rows": rows}, indent=1) + "\n", encoding="utf-8"
    )
    return 0 if all(reached.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
