"""Lists in two languages: order and levels of what is in the other language beside what is in the demand's own.

``python -m bench.two_languages`` cuts lists of two demands and four further texts up to 1,197 and 3,593 out of
ChinaXiv; of each paper the list has one text, by turns in Chinese and in English. Titles with keywords ask for
abstracts, abstracts for titles with keywords. It prints, of the answers in the other language and in the demand's own,
MRR@10 and the share told fairly strong or better, and of the other texts that of weak or better, as shipped and with
nearness across languages counted as within; and writes ``var/bench/two_languages.json``.
"""

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np

from bench._asking import ask
from bench._measured import about, keep
from bench._saying import SHIPPED
from bench._sets import DATA, Task, read_rows
from bench.ablation import SETTINGS, scored
from bench.retrieval import TOP
from duijie_match.embedding.base import Embedder
from duijie_match.ranking.calibration import Calibration
from duijie_match.ranking.settings import MatchSettings

SIZES = ((2, 4, 120), (5, 12, 60), (15, 60, 20), (60, 400, 4), (0, 0, 1))
"""Demands of a list, texts beside those that answer them, and lists; the last one is every third paper among all."""
WAYS = {SHIPPED: SETTINGS, "as within": replace(SETTINGS, across_from_chinese=1.0, across_from_english=1.0)}
LANGUAGES = ("zh", "en")
FIELDS = ("title with keywords", "abstract")
"""What asks, and what is asked for; and the other way round."""

Row = Mapping[str, Any]


def text_of(row: Row, language: str, field: str) -> str:
    names = ("abstract",) if field == "abstract" else ("title", "keywords")
    return "。".join(filter(None, (row[f"{language}_{name}"] for name in names)))


def cut(
    rows: Sequence[Row], asks: str, fields: tuple[str, str], size: tuple[int, int, int]
) -> Iterator[tuple[Task, set[str]]]:
    """Lists by a fixed chance, and which of their demands are answered in the other language."""
    demands, more, lists = size
    chance = random.Random(5)
    for _ in range(lists):
        chosen = chance.sample(rows, demands + more) if demands else rows
        asked = range(demands) if demands else range(0, len(rows), 3)
        spoken = {str(row["id"]): LANGUAGES[place % 2] for place, row in enumerate(chosen)}
        supply = {str(row["id"]): text_of(row, spoken[str(row["id"])], fields[1]) for row in chosen}
        texts = {str(chosen[place]["id"]): text_of(chosen[place], asks, fields[0]) for place in asked}
        texts = {key: text for key, text in texts.items() if text and supply[key]}
        yield Task("", texts, supply, {key: {key} for key in texts}), {key for key in texts if spoken[key] != asks}


def measured(lists: list[tuple[Task, set[str]]], embedder: Embedder, settings: MatchSettings) -> dict[str, float]:
    """MRR@10 and levels of the answers, and levels of the others, in the other language and in the demand's own."""
    order: dict[bool, list[float]] = {True: [], False: []}
    strong: dict[bool, list[bool]] = {True: [], False: []}
    weak: dict[bool, list[bool]] = {True: [], False: []}
    level = Calibration()
    for task, far in lists:
        sides, scorer = scored(task, embedder, settings)
        places = {one.id: place for place, one in enumerate(sides.supply)}
        languages = scorer.evidence.supply.languages
        for row, demand in enumerate(sides.demands):
            raw, place = scorer.raw_row(row), places[demand.id]
            across = demand.id in far
            stands = 1 + int(np.count_nonzero(raw > raw[place]))
            order[across].append(1 / stands if stands <= TOP else 0.0)
            strong[across].append(bool(raw[place] >= level.fairly_strong))
            others = np.arange(len(raw)) != place
            own = languages == scorer.evidence.demand.languages[row]
            weak[False] += (raw[others & own] >= level.weak).tolist()
            weak[True] += (raw[others & ~own] >= level.weak).tolist()
    return {
        f"{what} {'across' if side else 'within'}": round(float(np.mean(values[side])), 3)
        for what, values in (("MRR@10", order), ("theirs at 3", strong), ("others at 2", weak))
        for side in (True, False)
    }


def main() -> int:
    asked = ask("two_languages", __doc__, ["chinaxiv"])
    if asked is None:
        return 2
    rows = read_rows(DATA / "chinaxiv" / "pairs.jsonl.gz")
    print(f"{'asks':25} {'demands':>7} {'texts':>6} {'':10} {'MRR@10':>13} {'theirs ≥ 3':>13} {'others ≥ 2':>13}")
    for asks, fields in product(LANGUAGES, (FIELDS, FIELDS[::-1])):
        sizes = []
        for size in SIZES:
            lists = list(cut(rows, asks, fields, size))
            count = {"demands": len(lists[0][0].demands), "texts": len(lists[0][0].supply)}
            for way, settings in WAYS.items():
                found = measured(lists, asked.embedder, settings)
                pairs = [f"{across:6.3f} {own:6.3f}" for across, own in zip(*[iter(found.values())] * 2, strict=True)]
                print(
                    f"{asks} {fields[0]:22} {count['demands']:7} {count['texts']:6} {way:10} {' '.join(pairs)}",
                    flush=True,
                )
                sizes.append({**count, "way": way, **found})
        name = f"{asks}, {fields[0]}"
        keep(asked.out, {name: {"about": about(set=name, model=asked.model), "sizes": sizes}})
    return 0


if __name__ == "__main__":
    sys.exit(main())
