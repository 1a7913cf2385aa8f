"""What short lists are told: levels of pairs that belong together and of pairs that do not, by the size of the lists.

``python -m bench.short_lists`` cuts lists of one demand and three further items up to 60 and 400 out of four sets:
SBIR's topics, the first and second halves of ChinaXiv's Chinese and of its English abstracts, and the demo's demands
with achievements of level 3 or above. It prints the share of pairs that belong together below level 3, and of the
others at level 3 and at level 2 or above, as shipped and without ``hub_common``, and writes
``var/bench/short_lists.json``.
"""

import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from bench._asking import ask
from bench._measured import about, keep
from bench._saying import SHIPPED
from bench._sets import DATA, Task, read_rows, read_sbir
from bench.ablation import SETTINGS, scored
from duijie.demo.documents import demand_documents, supply_documents
from duijie.demo.reading import lines
from duijie_match.documents import Kind
from duijie_match.embedding.base import Embedder
from duijie_match.ranking.calibration import Calibration
from duijie_match.ranking.settings import MatchSettings

SIZES = ((1, 3), (2, 2), (5, 10), (15, 60), (60, 400))
"""Demands of a list, and items beside those that belong to them."""
DEMANDS = 60
"""Demands of a set that are asked, the same in every size."""
WAYS = {SHIPPED: SETTINGS, "without hub_common": replace(SETTINGS, hub_common_most=0.0)}
LONG = 150
"""Characters from which an abstract is cut in two."""

Levels = NDArray[np.int64]


def halves(field: str) -> Task:
    """The beginning of each long abstract asks for its end; cut at the sentence nearest to a third and beyond."""
    task = Task(field, {}, {}, {})
    relevant: dict[str, set[str]] = {}
    for row in read_rows(DATA / "chinaxiv" / "pairs.jsonl.gz"):
        text = row[field] or ""
        ends = [hit.end() for hit in re.finditer(r"[。.;；] ?", text) if 0.3 < hit.end() / len(text) < 0.7]
        if len(text) >= LONG and ends:
            task.demands[f"d{row['id']}"], task.supply[f"s{row['id']}"] = text[: ends[0]], text[ends[0] :]
            relevant[f"d{row['id']}"] = {f"s{row['id']}"}
    return Task(field, task.demands, task.supply, relevant)


def demo() -> Task:
    """The demo's demands and its supply but for experts; what was judged fairly strong or better belongs together."""
    supply = {one.id: f"{one.title}\n{one.body}" for one in supply_documents() if one.kind is not Kind.EXPERT}
    relevant: dict[str, set[str]] = defaultdict(set)
    for pair in lines("expected"):
        if pair["level"] >= 3 and pair["supply_id"] in supply:
            relevant[pair["demand_id"]].add(pair["supply_id"])
    demands = {one.id: f"{one.title}\n{one.body}" for one in demand_documents() if one.id in relevant}
    return Task("demo", demands, supply, relevant)


def cut(task: Task, demands: int, more: int) -> Iterator[Task]:
    """Lists of so many demands with what belongs to them and ``more`` other items, by a fixed chance."""
    chance = random.Random(3)
    asked = chance.sample(sorted(task.relevant), min(DEMANDS, len(task.relevant)))
    items = sorted(task.supply)
    for start in range(0, len(asked) - demands + 1, demands):
        relevant = {key: task.relevant[key] for key in asked[start : start + demands]}
        chosen = set().union(*relevant.values()) | set(chance.sample(items, min(more, len(items) // 2)))
        yield Task(
            task.name,
            {key: task.demands[key] for key in relevant},
            {key: task.supply[key] for key in sorted(chosen)},
            relevant,
        )


def levels(task: Task, embedder: Embedder, settings: MatchSettings) -> tuple[Levels, Levels]:
    """The levels of the pairs that belong together, and of the others."""
    sides, scorer = scored(task, embedder, settings)
    level = Calibration().level
    found = np.array([[level(raw) for raw in scorer.raw_row(row).tolist()] for row in range(len(sides.demands))])
    wanted = np.array([[one.id in task.relevant[demand.id] for one in sides.supply] for demand in sides.demands])
    return found[wanted], found[~wanted]


def main() -> int:
    asked = ask("short_lists", __doc__, ["sbir", "chinaxiv"])
    if asked is None:
        return 2
    print(f"{'set':12} {'demands':>7} {'items':>6} {'':20} {'theirs < 3':>10} {'others ≥ 3':>10} {'others ≥ 2':>10}")
    for task in (read_sbir(DATA / "sbir"), halves("zh_abstract"), halves("en_abstract"), demo()):
        sizes = []
        for (demands, more), (way, settings) in product(SIZES, WAYS.items()):
            parts = [levels(part, asked.embedder, settings) for part in cut(task, demands, more)]
            theirs, others = (np.concatenate(side) for side in zip(*parts, strict=True))
            shares = (theirs < 3).mean(), (others >= 3).mean(), (others >= 2).mean()
            below, strong, weak = (round(float(share), 3) for share in shares)
            print(f"{task.name:12} {demands:7} {more:6} {way:20} {below:10} {strong:10} {weak:10}", flush=True)
            sizes.append({
                "demands": demands, "more": more, "way": way,
                "theirs below 3": below, "others at 3": strong, "others at 2": weak,
            })  # fmt: skip
        keep(asked.out, {task.name: {"about": about(set=task.name, model=asked.model), "sizes": sizes}})
    return 0


if __name__ == "__main__":
    sys.exit(main())
