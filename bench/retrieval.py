"""How well `duijie match` finds what is known to belong together, beside BM25, TF-IDF and the embedding model alone.

``python -m bench.retrieval`` reads the sets in ``$DUIJIE_BENCH_DATA`` (default: ``../shared/bench`` beside the
project), writes them as lists into a temporary folder, runs the command on them and every peer on the same texts in the
same run, prints a table and writes ``var/bench/retrieval.json``, each set beside those measured before. Titles are
hidden on both sides, as the README of the sets asks. ``chinaxiv-back`` asks the other way, from English to Chinese.
"plain recipe" is what the matcher began from: cosine of centred vectors, a fixed weight of TF-IDF, hubness; the gain
over it, and over every peer, is tested by a paired bootstrap over the demands. ``--limit N`` keeps the first N supply
texts and the demands that something among them belongs to: quick, but its figures cannot be compared. Every row with an
embedding uses the model that ``duijie models use`` chose for the languages of the set, in ``DUIJIE_DATA``; a set asked
with another model than the usual one is kept as ``SET with MODEL``.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from bench._asking import model_of
from bench._measured import about, keep
from bench._sets import DATA, LANGUAGES, ROOT, TARGETS, TASKS, Task, lacking, limited
from duijie_match.analysis.base import ACROSS
from duijie_match.analysis.fast import FastAnalyser
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import DEFAULT, choose_embedder
from duijie_match.embedding.pieces import embed_documents
from duijie_match.folders import data_folder
from duijie_match.lexical.tantivy_index import TantivyLexicalIndex
from duijie_match.ranking.meaning import unit

TOP = 10

Ranking = dict[str, list[str]]


def by_command(task: Task) -> Ranking:
    """The command line, as a user runs it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, texts in (("demands", task.demands), ("supply", task.supply)):
            with (Path(folder) / f"{name}.jsonl").open("w", encoding="utf-8") as file:
                for key, text in texts.items():
                    file.write(json.dumps({"id": key, "body": text}, ensure_ascii=False) + "\n")
        command = [sys.executable, "-m", "duijie", "match", "demands.jsonl", "supply.jsonl", "-o", "out.jsonl", "-q"]
        environment = {**os.environ, "DUIJIE_DATA": str(data_folder()), "PYTHONPATH": str(ROOT / "src")}
        subprocess.run([*command, "--top", str(TOP)], cwd=folder, env=environment, check=True)
        ranking: Ranking = {}
        for line in (Path(folder) / "out.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            ranking.setdefault(row["demand_id"], []).append(row["supply_id"])
        return ranking


def by_tantivy(task: Task) -> Ranking:
    """BM25 of tantivy (k1 1.2, b .75) over our analyser's terms, every term of the demand a query term."""
    analyser = FastAnalyser()
    keys = list(task.supply)
    index = TantivyLexicalIndex.build(analyser.analyse(text).terms for text in task.supply.values())
    ranking = {}
    for demand, text in task.demands.items():
        query = dict.fromkeys(analyser.analyse(text).terms, 1.0)
        ranking[demand] = [keys[hit.row] for hit in index.search(query, TOP)]
    return ranking


def by_bm25s(task: Task) -> Ranking:
    """BM25 of bm25s (k1 .9, b .4), its own English tokenizer; Chinese text gives it Latin words and numbers."""
    keys = list(task.supply)
    engine = bm25s.BM25(k1=0.9, b=0.4)
    engine.index(bm25s.tokenize(list(task.supply.values()), stopwords="en", show_progress=False), show_progress=False)
    queries = bm25s.tokenize(
        list(task.demands.values()),
        stopwords="en",
        show_progress=False,
        return_ids=False,
        token_pattern=r"(?a)\b\w\w+\b",
    )
    ranking = {}
    for demand, words in zip(task.demands, queries, strict=True):
        scores = engine.get_scores(words) if words else np.zeros(len(keys))
        ranking[demand] = [keys[row] for row in np.argsort(-scores, kind="stable")[:TOP]]
    return ranking


def by_scikit_learn(task: Task) -> Ranking:
    """TF-IDF of scikit-learn: sublinear, English stop words, one and two words."""
    weighing = TfidfVectorizer(
        sublinear_tf=True, stop_words="english", ngram_range=(1, 2), token_pattern=r"(?a)\b\w\w+\b"
    )
    supply = weighing.fit_transform(task.supply.values())
    scores = (weighing.transform(task.demands.values()) @ supply.T).toarray()
    return rank_all(task, scores)


def embedder_of(task: Task) -> CachedEmbedder:
    """The model that the command takes for the languages of this set: see ``duijie models use``."""
    name = choose_embedder(LANGUAGES[task.name], data_folder() / "models")
    return model_of(name)


def by_embedding(task: Task) -> Ranking:
    """The embedding model alone: cosine of the beginning of each text, as far as the model reads."""
    embedder = embedder_of(task)
    demands, supply = (embed_documents(embedder, list(s.values()), pieces=1) for s in (task.demands, task.supply))
    return rank_all(task, demands @ supply.T)


def by_plain_recipe(task: Task) -> Ranking:
    """The plain recipe: centred cosine + 2 × TF-IDF cosine (0.4 × over Latin words and numbers across languages), less
    half of the mean of each item's ten nearest demands.
    """
    embedder = embedder_of(task)
    demands = embed_documents(embedder, list(task.demands.values()), pieces=3)
    supply = embed_documents(embedder, list(task.supply.values()), pieces=1)
    across = task.name.startswith("chinaxiv")
    both = np.concatenate((demands, supply)).mean(axis=0)
    mean, other = (demands.mean(axis=0), supply.mean(axis=0)) if across else (both, both)
    analyser = FastAnalyser()

    def terms(text: str) -> list[str]:
        found = analyser.analyse(text).terms
        return [term for term in found if term[0] in ACROSS] if across else found

    weighing = TfidfVectorizer(analyzer=terms, sublinear_tf=True)
    weighing.fit([*task.demands.values(), *task.supply.values()])
    words = weighing.transform(task.demands.values()) @ weighing.transform(task.supply.values()).T
    scores = unit(demands - mean) @ unit(supply - other).T + (0.4 if across else 2.0) * words.toarray()
    nearest = -np.partition(-scores, 9, axis=0)[:10]
    return rank_all(task, scores - 0.5 * nearest.mean(axis=0))


def rank_all(task: Task, scores: NDArray[np.floating]) -> Ranking:
    keys = list(task.supply)
    rows = np.argsort(-scores, axis=1, kind="stable")[:, :TOP]
    return {demand: [keys[row] for row in best] for demand, best in zip(task.demands, rows, strict=True)}


OURS = "duijie match"
METHODS: dict[str, Callable[[Task], Ranking]] = {
    OURS: by_command,
    "tantivy BM25": by_tantivy,
    "bm25s BM25": by_bm25s,
    "scikit-learn TF-IDF": by_scikit_learn,
    "plain recipe": by_plain_recipe,
    "embedding alone": by_embedding,
}


def places_of(ranking: Ranking, relevant: Mapping[str, set[str]]) -> NDArray[np.int_]:
    """For each judged demand the place of the first relevant item, from 1; 0 where none is among those ranked."""
    places = []
    for demand, wanted in relevant.items():
        found = [place for place, supply in enumerate(ranking.get(demand, ()), start=1) if supply in wanted]
        places.append(found[0] if found else 0)
    return np.array(places, int)


def reciprocal(places: NDArray[np.int_]) -> NDArray[np.float64]:
    return np.where(places > 0, 1 / np.maximum(places, 1), 0.0)


def measure(places: NDArray[np.int_]) -> dict[str, float]:
    """Means over the judged demands; recall@k is the share of demands with something relevant among the first k."""
    values = {"recall@1": (places == 1).mean(), "recall@10": (places > 0).mean(), "mrr@10": reciprocal(places).mean()}
    return {name: round(float(value), 4) for name, value in values.items()}


def paired_bootstrap(
    ours: NDArray[np.float64], theirs: NDArray[np.float64], *, resamples: int = 10_000, seed: int = 20240328
) -> dict[str, float]:
    """The mean gain of ``ours`` over ``theirs``, demand by demand, with its 95 % interval and the share of resamples
    without a gain (Efron and Tibshirani 1993; one-sided).
    """
    gain = ours - theirs
    rows = np.random.default_rng(seed).integers(0, len(gain), (resamples, len(gain)), dtype=np.int32)
    means = gain[rows].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return {
        "gain": round(float(gain.mean()), 4),
        "low": round(float(low), 4),
        "high": round(float(high), 4),
        "p": round(float((means <= 0).mean()), 4),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sets", nargs="*", choices=TASKS, default=list(TASKS))
    parser.add_argument("--methods", nargs="*", choices=METHODS, default=list(METHODS))
    parser.add_argument("--limit", type=int, help="only so many supply texts: quick, not comparable")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench" / "retrieval.json")
    options = parser.parse_args()
    if missing := lacking(options.sets):
        print(missing, file=sys.stderr)
        return 2
    missed = []
    folder = data_folder() / "models"
    print(f"{'set':26} {'method':22} {'R@1':>7} {'R@10':>7} {'MRR@10':>7} {'seconds':>8}")
    for name in options.sets:
        model = choose_embedder(LANGUAGES[name], folder) or DEFAULT
        label = name if model == DEFAULT else f"{name} with {model}"
        part = measure_set(label, limited(TASKS[name](DATA / name), options.limit), options.methods)
        goals = TARGETS.get(label, TARGETS[name])
        ours = part["methods"].get(OURS, {})
        missed += [f"{label} {key} {ours[key]} < {goal}" for key, goal in goals.items() if ours and ours[key] < goal]
        said = about(set=name, model=model, limit=options.limit, **part.pop("sizes"))
        kept = f"{label}, first {options.limit}" if options.limit else label
        keep(options.out, {kept: {"about": said, "goals": goals, **part}})
    for line in missed:
        print(f"missed: {line}")
    return 1 if missed and not options.limit else 0


def measure_set(label: str, task: Task, methods: Sequence[str]) -> dict[str, Any]:
    """Figures of each method, and of ours the gain over every other one; both printed."""
    found, figures = {}, {}
    for method in methods:
        began = time.perf_counter()
        found[method] = places_of(METHODS[method](task), task.relevant)
        figures[method] = values = measure(found[method])
        values["seconds"] = round(time.perf_counter() - began, 1)
        numbers = " ".join(f"{values[key]:7.3f}" for key in ("recall@1", "recall@10", "mrr@10"))
        print(f"{label:26} {method:22} {numbers} {values['seconds']:8.1f}", flush=True)
    others = [method for method in found if method != OURS and OURS in found]
    gains = {other: paired_bootstrap(reciprocal(found[OURS]), reciprocal(found[other])) for other in others}
    for other, gain in gains.items():
        print(
            f"{label}: MRR@10 {gain['gain']:+.3f} over {other}, 95 % {gain['low']:+.3f} to {gain['high']:+.3f}, "
            f"p {gain['p']:.4f}"
        )
    sizes = {"demands": len(task.demands), "supply": len(task.supply)}
    return {"sizes": sizes, "methods": figures, "gains": gains}


if __name__ == "__main__":
    sys.exit(main())
