"""What each part of the matcher is worth: the retrieval sets again, with one part changed at a time.

``python -m bench.ablation`` scores the sets of ``bench.retrieval`` with the core itself, once as shipped and once for
each row of ``CHANGES``, tests every change against the shipped one by a paired bootstrap, prints a table and writes
``var/bench/ablation.json``. Texts are embedded and read once a set.
"""

import argparse
import json
import os
import platform
import re
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.retrieval import (
    DATA,
    ROOT,
    TASKS,
    TOP,
    Task,
    limited,
    measure,
    paired_bootstrap,
    places_of,
    read_rows,
    reciprocal,
)
from duijie_match.analysis.dictionary import Dictionary
from duijie_match.analysis.lexicon import build_lexicon
from duijie_match.analysis.mining import mine_terms
from duijie_match.documents import Document, Kind
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import create_embedder
from duijie_match.folders import data_folder
from duijie_match.progress import silent
from duijie_match.ranking.build import build_evidence
from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.facets import Facets
from duijie_match.ranking.ranks import best_first
from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.sides import Sides, read_sides

SHIPPED = "as shipped"
Change = tuple[MatchSettings, Callable[[Evidence], Evidence]]


def same(evidence: Evidence) -> Evidence:
    return evidence


def without_meaning(evidence: Evidence) -> Evidence:
    """Every vector zero: words, numbers and hubness remain."""
    names = ("demand_vectors", "leaned_vectors", "supply_vectors")
    return replace(evidence, **{name: np.zeros_like(getattr(evidence, name)) for name in names})


def without_feedback(evidence: Evidence) -> Evidence:
    return replace(evidence, leaned_vectors=evidence.demand_vectors)


SETTINGS = MatchSettings()


def weighted(factor: float) -> MatchSettings:
    """The words with another weight."""
    return replace(SETTINGS, words_same=SETTINGS.words_same * factor, words_across=SETTINGS.words_across * factor)


CHANGES: dict[str, Change] = {
    SHIPPED: (SETTINGS, same),
    "meaning alone": (weighted(0.0), same),
    "words and numbers alone": (SETTINGS, without_meaning),
    "words weigh half as much": (weighted(0.5), same),
    "words weigh twice as much": (weighted(2.0), same),
    "without hubness correction": (replace(SETTINGS, hub_weight=0.0), same),
    "an item's surroundings by half, as CSLS has it": (replace(SETTINGS, hub_stretch=1.0), same),
    "without feedback": (SETTINGS, without_feedback),
    "without met and missed figures": (replace(SETTINGS, quantity_met=0.0, quantity_missed=0.0), same),
}
WITHOUT_DICTIONARY = "without the dictionary"
WITH_LEXICON = "with a lexicon of other papers"


def read_task(task: Task) -> tuple[Sides, dict[str, set[str]]]:
    """The lists as the core reads them."""
    demands = [Document(key, Kind.DEMAND, body=text) for key, text in task.demands.items()]
    supply = [Document(key, Kind.ACHIEVEMENT, body=text) for key, text in task.supply.items()]
    return read_sides(demands, supply), dict(task.relevant)


def rank(
    sides: Sides, evidence: Evidence, settings: MatchSettings, chosen: Container[str] | None = None
) -> dict[str, list[str]]:
    """The best ten of each demand, or of the ``chosen`` ones."""
    scorer = Scorer(evidence, Facets(sides.demands, sides.supply, settings), settings)
    found = {}
    for row, demand in enumerate(sides.demands):
        if chosen is not None and demand.id not in chosen:
            continue
        best = best_first(scorer.raw_row(row), TOP, sides.supply_has_text)
        found[demand.id] = [sides.supply[item].id for item in best]
    return found


def rank_with_lexicon(sides: Sides, build: Callable[..., Evidence]) -> dict[str, list[str]]:
    """The best ten of each demand, with terms mined from the keywords of the papers in the other half."""
    rows = read_rows(DATA / "chinaxiv" / "pairs.jsonl.gz")
    found: dict[str, list[str]] = {}
    for half in (0, 1):
        others = [row for place, row in enumerate(rows) if place % 2 != half]
        terms = mine_terms([(keywords(row, "zh"), keywords(row, "en")) for row in others])
        chosen = {f"{language}-{row['id']}" for row in rows[half::2] for language in ("zh", "en")}
        found |= rank(sides, build(lexicon=build_lexicon(terms)), SETTINGS, chosen)
    return found


def rankings(sides: Sides, build: Callable[..., Evidence]) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each change with the best ten it gives, the shipped matcher first."""
    evidence = build()
    for label, (settings, change) in CHANGES.items():
        yield label, rank(sides, change(evidence), settings)
    if evidence.across_terms:
        del evidence
        yield WITHOUT_DICTIONARY, rank(sides, build(dictionary=Dictionary({})), SETTINGS)
        yield WITH_LEXICON, rank_with_lexicon(sides, build)


def keywords(row: Mapping[str, Any], language: str) -> list[str]:
    """The keywords of a paper in one language."""
    said = row.get(f"{language}_keywords") or ""
    found: list[str] = re.split(r"\s*[,;，；、]\s*", said)
    return said.split() if len(found) == 1 and language == "zh" else found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sets", nargs="*", choices=TASKS, default=list(TASKS))
    parser.add_argument("--limit", type=int, help="only so many supply texts: quick, not comparable")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench" / "ablation.json")
    options = parser.parse_args()
    if not DATA.is_dir():
        print(f"There is no data in {DATA}; set DUIJIE_BENCH_DATA to its folder.", file=sys.stderr)
        return 2
    embedder = CachedEmbedder(create_embedder(), data_folder() / "cache" / "embeddings")
    results: dict[str, dict[str, dict[str, float]]] = {}
    print(f"{'set':14} {'change':28} {'R@1':>6} {'R@10':>6} {'MRR@10':>7} {'gain':>7} {'95 % interval':>16} {'p':>6}")
    for name in options.sets:
        task = TASKS[name](DATA / name)
        sides, relevant = read_task(limited(task, options.limit) if options.limit else task)
        build = partial(build_evidence, sides, embedder=embedder, settings=SETTINGS, progress=silent)
        base = np.zeros(0)
        for label, ranking in rankings(sides, build):
            places = places_of(ranking, relevant)
            base = reciprocal(places) if label == SHIPPED else base
            values = {**measure(places), **paired_bootstrap(reciprocal(places), base)}
            results.setdefault(name, {})[label] = values
            print(
                f"{name:14} {label:28} {values['recall@1']:6.3f} {values['recall@10']:6.3f} {values['mrr@10']:7.3f} "
                f"{values['gain']:+7.3f} {values['low']:+8.3f}{values['high']:+8.3f} {values['p']:6.3f}",
                flush=True,
            )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    about = {"python": platform.python_version(), "cores": os.cpu_count(), "limit": options.limit}
    options.out.write_text(json.dumps({"about": about, "results": results}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
