"""What each part of the matcher is worth: the retrieval sets again, with one part changed at a time.

``python -m bench.ablation`` scores the sets of ``bench.retrieval`` with the core itself, once as shipped and once for
each row of ``CHANGES``, tests every change against the shipped one by a paired bootstrap, prints a table and writes
``var/bench/ablation.json``, each set beside those measured before. Texts are embedded once a set. ``chinaxiv-zh`` asks
Chinese titles with keywords for Chinese abstracts, ``chinaxiv-keywords`` the keywords alone: the sets in which feedback
acts. In ``chinaxiv-several`` a demand is two abstracts, of which one can be met. ``sbir-firms`` asks for the firms that
met a topic, as experts are known: by what else they did. ``chinaxiv-mixed`` (``-back`` in English) asks for abstracts
in the other language among abstracts in both.
"""

import argparse
import contextlib
import math
import re
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench._asking import model_of
from bench._measured import about, keep
from bench._saying import SHIPPED
from bench._sets import DATA, LANGUAGES, PARTS, ROOT, Task, lacking, limited, read_rows
from bench.retrieval import TOP, measure, paired_bootstrap, places_of, reciprocal
from duijie_match.analysis.dictionary import Dictionary
from duijie_match.analysis.lexicon import build_lexicon
from duijie_match.analysis.mining import mine_terms
from duijie_match.documents import Document, Kind
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.names import DEFAULT
from duijie_match.embedding.pieces import embed_documents, embed_pieces
from duijie_match.lexical import weighting
from duijie_match.progress import silent
from duijie_match.ranking.build import build_evidence, lean_chinese
from duijie_match.ranking.evidence import Evidence
from duijie_match.ranking.facets import Facets
from duijie_match.ranking.meaning import centre, rows_of
from duijie_match.ranking.ranks import best_first
from duijie_match.ranking.scorer import Scorer
from duijie_match.ranking.settings import MatchSettings
from duijie_match.ranking.sides import Sides, read_sides
from duijie_match.ranking.words import CHINESE

Change = tuple[MatchSettings, Callable[[Evidence], Evidence]]


def same(evidence: Evidence) -> Evidence:
    return evidence


def without_meaning(evidence: Evidence) -> Evidence:
    """Every vector zero: words, numbers and hubness remain."""
    names = ("demand_vectors", "supply_vectors", "demand_pieces")
    return replace(evidence, **{name: np.zeros_like(getattr(evidence, name)) for name in names})


SETTINGS = MatchSettings()


def weighted(factor: float) -> MatchSettings:
    """The words with another weight."""
    return replace(SETTINGS, words_same=SETTINGS.words_same * factor, words_across=SETTINGS.words_across * factor)


CHANGES: dict[str, Change] = {
    SHIPPED: (SETTINGS, same),
    "meaning alone": (weighted(0.0), same),
    "words and numbers alone": (SETTINGS, without_meaning),
    "nearness across languages as within": (
        replace(SETTINGS, across_from_chinese=1.0, across_from_english=1.0),
        same,
    ),
    "words weigh half as much": (weighted(0.5), same),
    "words weigh twice as much": (weighted(2.0), same),
    "without hubness correction": (replace(SETTINGS, hub_weight=0.0), same),
    "an item's surroundings by half, as CSLS has it": (replace(SETTINGS, hub_stretch=1.0), same),
    "an item's surroundings in whole": (replace(SETTINGS, hub_stretch=2.0), same),
    "long demands as a whole": (replace(SETTINGS, piece_share=0.0), same),
    "without met and missed figures": (replace(SETTINGS, quantity_met=0.0, quantity_missed=0.0), same),
}
WORKS: dict[str, MatchSettings] = {
    "experts by the best of their works alone": replace(SETTINGS, works_power=0.0),
    "experts by all their works alike": replace(SETTINGS, works_power=1.0),
    "an expert's surroundings like anybody's": replace(SETTINGS, works_hub_stretch=SETTINGS.hub_stretch),
}
"""Where supply has works."""
NO_FEEDBACK = "without feedback"
NO_CENTRE, ONE_CENTRE = "vectors not centred", "one centre for both languages"
PIECES = (1, 6)
EVEN = "long demands weigh like short ones"
WITHOUT_DICTIONARY = "without the dictionary"
WITH_LEXICON = "with a lexicon of other papers"


def read_task(task: Task) -> tuple[Sides, dict[str, set[str]]]:
    """The lists as the core reads them."""
    demands = [Document(key, Kind.DEMAND, body=text) for key, text in task.demands.items()]
    supply = [
        Document(key, Kind.EXPERT, works=task.works[key])
        if key in task.works
        else Document(key, Kind.ACHIEVEMENT, body=text)
        for key, text in task.supply.items()
    ]
    return read_sides(demands, supply), dict(task.relevant)


def scored(task: Task, embedder: Embedder, settings: MatchSettings) -> tuple[Sides, Scorer]:
    """The lists of ``task`` and what scores their pairs."""
    sides, _relevant = read_task(task)
    evidence = build_evidence(sides, embedder=embedder, settings=settings, progress=silent)
    return sides, Scorer(evidence, Facets(sides.demands, sides.supply, settings), settings)


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


def with_meaning(
    evidence: Evidence,
    sides: Sides,
    embedder: Embedder,
    *,
    pieces: int = SETTINGS.pieces,
    means: str = "",
    settings: MatchSettings = SETTINGS,
) -> Evidence:
    """The same with other vectors: demands of so many pieces; centred by no mean or by one for both languages."""
    codes = evidence.demand.languages, evidence.supply.languages
    passages = (sides.demand_passages, pieces), (sides.supply_passages, 1)
    ours, theirs = (
        embed_documents(embedder, [passage.text for passage in side], pieces=count) for side, count in passages
    )
    taken = dict(evidence.means)
    if means == NO_CENTRE:
        taken = {code: np.zeros_like(mean) for code, mean in taken.items()}
    elif means == ONE_CENTRE:
        both = np.concatenate((ours, theirs)).mean(axis=0, dtype=np.float64).astype(np.float32)
        taken = dict.fromkeys(taken, both)
    several, pointers = embed_pieces(embedder, [passage.text for passage in sides.demand_passages], pieces=pieces)
    several = centre(several, np.repeat(codes[0], np.diff(pointers)), taken)
    ours, theirs = centre(ours, codes[0], taken), centre(theirs, codes[1], taken)
    lean_chinese(ours, codes[0], rows_of(theirs, codes[1] == CHINESE), settings)
    return replace(
        evidence,
        demand_vectors=ours,
        supply_vectors=theirs,
        demand_pieces=several,
        piece_pointers=pointers,
    )


@contextlib.contextmanager
def even_demands() -> Iterator[None]:
    """Meanwhile the words of a long demand count no more than those of a short one."""
    usual, weighting.LONG = weighting.LONG, math.inf  # type: ignore[assignment]
    try:
        yield
    finally:
        weighting.LONG = usual


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


def rankings(
    sides: Sides, build: Callable[..., Evidence], embedder: Embedder, languages: int
) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each change with the best ten it gives, the shipped matcher first."""
    evidence = build()
    for label, (settings, change) in CHANGES.items():
        yield label, rank(sides, change(evidence), settings)
    for label, settings in WORKS.items() if any(one.works for one in sides.supply) else ():
        yield label, rank(sides, evidence, settings)
    other = partial(with_meaning, evidence, sides, embedder)
    yield NO_FEEDBACK, rank(sides, other(settings=replace(SETTINGS, feedback_weight=0.0)), SETTINGS)
    yield NO_CENTRE, rank(sides, other(means=NO_CENTRE), SETTINGS)
    if languages > 1:
        yield ONE_CENTRE, rank(sides, other(means=ONE_CENTRE), SETTINGS)
    for pieces in PIECES:
        yield said_of(pieces), rank(sides, other(pieces=pieces), SETTINGS)
    del evidence, other
    with even_demands():
        evidence = build()
    yield EVEN, rank(sides, evidence, SETTINGS)
    if languages > 1:
        del evidence
        yield WITHOUT_DICTIONARY, rank(sides, build(dictionary=Dictionary({})), SETTINGS)
        yield WITH_LEXICON, rank_with_lexicon(sides, build)


def said_of(pieces: int) -> str:
    return f"demands by {pieces} piece{'s' if pieces > 1 else ''} instead of {SETTINGS.pieces}"


def keywords(row: Mapping[str, Any], language: str) -> list[str]:
    """The keywords of a paper in one language."""
    said = row.get(f"{language}_keywords") or ""
    found: list[str] = re.split(r"\s*[,;，；、]\s*", said)
    return said.split() if len(found) == 1 and language == "zh" else found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sets", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--limit", type=int, help="only so many supply texts: quick, not comparable")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench" / "ablation.json")
    options = parser.parse_args()
    if missing := lacking(options.sets):
        print(missing, file=sys.stderr)
        return 2
    embedder = model_of(DEFAULT)
    print(f"{'set':14} {'change':36} {'R@1':>6} {'R@10':>6} {'MRR@10':>7} {'gain':>7} {'95 % interval':>16} {'p':>6}")
    for name in options.sets:
        task = limited(PARTS[name](DATA / name), options.limit)
        sides, relevant = read_task(task)
        build = partial(build_evidence, sides, embedder=embedder, settings=SETTINGS, progress=silent)
        base, changes = np.zeros(0), {}
        for label, ranking in rankings(sides, build, embedder, len(LANGUAGES[name])):
            places = places_of(ranking, relevant)
            base = reciprocal(places) if label == SHIPPED else base
            changes[label] = values = {**measure(places), **paired_bootstrap(reciprocal(places), base)}
            print(
                f"{name:14} {label:36} {values['recall@1']:6.3f} {values['recall@10']:6.3f} {values['mrr@10']:7.3f} "
                f"{values['gain']:+7.3f} {values['low']:+8.3f}{values['high']:+8.3f} {values['p']:6.3f}",
                flush=True,
            )
        sizes = {"demands": len(task.demands), "supply": len(task.supply)}
        said = about(set=name, model=DEFAULT, limit=options.limit, **sizes)
        kept = f"{name}, first {options.limit}" if options.limit else name
        keep(options.out, {kept: {"about": said, "changes": changes}})
    return 0


if __name__ == "__main__":
    sys.exit(main())
