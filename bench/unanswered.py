"""What demands are told that nothing in the list answers: the level of their best candidate, by the size of the list.

``python -m bench.unanswered`` takes lists of 120 to 2,700 Chinese texts out of ChinaXiv and asks for papers not
among them, titles with keywords for abstracts and abstracts for titles with keywords. It prints the share of demands
whose first candidate is told weak, fairly strong and strong or better, as shipped and with the neighbours of Chinese
demands (``feedback``) in every list, as many as a hundredth of it; and writes ``var/bench/unanswered.json``.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from bench._asking import ask
from bench._measured import about, keep
from bench._saying import SHIPPED
from bench._sets import DATA, Task, read_rows
from bench.ablation import SETTINGS, scored
from bench.two_languages import FIELDS, Row, text_of
from duijie_match.embedding.base import Embedder
from duijie_match.ranking.calibration import Calibration
from duijie_match.ranking.settings import MatchSettings

SIZES = ((150, 30, 8), (350, 60, 4), (1000, 150, 2), (3000, 300, 1))
"""Papers, of which so many are asked for and are not in the list; and how many lists."""


def ways(texts: int) -> dict[str, MatchSettings]:
    everywhere = replace(SETTINGS, feedback_from=1, feedback_depth=min(SETTINGS.feedback_depth, texts // 100))
    return {SHIPPED: SETTINGS, "neighbours in every list": everywhere}


def cut(rows: Sequence[Row], fields: tuple[str, str], size: tuple[int, int, int]) -> Iterator[Task]:
    """Lists by a fixed chance."""
    papers, asked, lists = size
    chance = random.Random(3)
    for _ in range(lists):
        chosen = chance.sample(rows, papers)
        texts = [{str(row["id"]): text_of(row, "zh", field) for row in chosen} for field in fields]
        keys = list(texts[0])
        yield Task("", {key: texts[0][key] for key in keys[:asked]}, {key: texts[1][key] for key in keys[asked:]}, {})


def best(task: Task, embedder: Embedder, settings: MatchSettings) -> list[float]:
    """The raw score of each demand's best candidate."""
    sides, scorer = scored(task, embedder, settings)
    return [float(scorer.raw_row(row).max()) for row in range(len(sides.demands))]


def main() -> int:
    asked = ask("unanswered", __doc__, ["chinaxiv"])
    if asked is None:
        return 2
    rows = read_rows(DATA / "chinaxiv" / "pairs.jsonl.gz")
    level = Calibration()
    print(f"{'asks':22} {'texts':>6} {'':25} {'weak':>6} {'fairly':>6} {'strong':>6}")
    for fields in (FIELDS, FIELDS[::-1]):
        found = []
        for size in SIZES:
            lists = list(cut(rows, fields, size))
            texts = len(lists[0].supply)
            for way, settings in ways(texts).items():
                scores = np.concatenate([best(task, asked.embedder, settings) for task in lists])
                told = [float((scores >= knot).mean()) for knot in (level.weak, level.fairly_strong, level.strong)]
                print(f"{fields[0]:22} {texts:6} {way:25} {told[0]:6.2f} {told[1]:6.2f} {told[2]:6.2f}", flush=True)
                found.append({"texts": texts, "way": way, "told": [round(share, 3) for share in told]})
        keep(asked.out, {fields[0]: {"about": about(set=fields[0], model=asked.model), "sizes": found}})
    return 0


if __name__ == "__main__":
    sys.exit(main())
