"""The job of a match run: read the registers, match both ways, store the candidates, keep the matcher.

Running it twice gives the same rows. What it stores becomes the current result of its area in one transaction.
"""

import json
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from duijie.demands.models import Demand
from duijie.demands.states import WANTING
from duijie.matching.domain.candidates import CandidateStore, Found, remove_others
from duijie.matching.domain.queries.lexicon import terms_in_use
from duijie.matching.domain.queries.ranking_models import Chosen, choose_model, embedder_in_use
from duijie.matching.interfaces.documents import CHUNK, SUPPLY, kind_and_pk, read_documents
from duijie.matching.interfaces.ownership import Ownership
from duijie.matching.interfaces.stored import reasons_data, told_of
from duijie.matching.models import ItemSide, MatchRun
from duijie.registry.models import Area
from duijie.registry.models.area import lies_in
from duijie.search.domain.queries.embedding_models import Reader, open_reader, read_by
from duijie_match.analysis.kept import KeptAnalyses
from duijie_match.documents import Document, Kind
from duijie_match.embedding.base import Embedder
from duijie_match.explain.sentences import depth
from duijie_match.explain.together import score_together
from duijie_match.matcher import Matcher, MatchSettings
from duijie_match.progress import Progress
from duijie_match.results import Level, Match

TOP = 20
TOP_TURNED = 10
MOST_TURNED = 30_000
"""Pairs turned round that a run considers, the nearest of all: every item's where there are up to 2,000 items."""
MOST_WITH_SENTENCES = 5_000
"""Pairs of a run for which sentences near in meaning are looked for; with the next run most of them are known."""
WRITTEN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
Owners = dict[str, int | None]
Pairs = list[tuple[str, str]]
Ranks = dict[tuple[str, str], int]
"""Of pairs (demand id, supply id) the rank within the one or the other."""


def run_match(*, run_id: int, progress: Progress) -> dict[str, Any]:
    """Match, and store the candidates. Returns the summary that the run keeps."""
    started = time.monotonic()
    run = MatchRun.objects.select_related("area", "by").get(pk=run_id)
    if run.finished_at is not None:  # a worker stored everything and died before it could say so
        remove_others(run.area)
        _remove_other_engines(run)
        stored: dict[str, Any] = run.summary
        return stored
    demands, owners = read_demands(run.area, by=run.by)
    supply = list(read_supply(owners, by=run.by, progress=progress))

    def work(reader: Reader | None) -> dict[str, Any]:
        return _match_and_store(run, demands, supply, owners, reader, started, progress)

    if not demands or not supply:
        return work(None)
    return read_by(open_reader(demands, supply, preferred=embedder_in_use()), work)


def _match_and_store(
    run: MatchRun, demands: list[Document], supply: list[Document], owners: Owners, reader: Reader | None,
    started: float, progress: Progress,
) -> dict[str, Any]:  # fmt: skip
    summary: dict[str, Any] = {"demands": len(demands), "supply": len(supply), "levels": {}, "new": 0}
    folder: Path | None = None
    ranks: dict[str, Ranks] = {ItemSide.DEMAND: {}, ItemSide.SUPPLY: {}}
    matches: Iterable[Match] = ()
    chosen = Chosen()
    if reader is not None:
        embedder = reader.embedder
        chosen = choose_model(embedder)
        terms = terms_in_use()
        matcher = Matcher.build(
            demands, supply, embedder=embedder, model=chosen.model, lexicon=terms.lexicon,
            kept=KeptAnalyses(Path(settings.DATA) / "cache" / "analyses"), progress=progress,
            settings=MatchSettings(most_shown=run.most_shown, diversity=run.diversity),
        )  # fmt: skip
        forward, turned = matcher.nearest(
            top=TOP if run.has_limits else TOP + 5,
            top_turned=TOP_TURNED + 5,
            most_turned=MOST_TURNED,
            progress=progress,
        )
        ranks = {
            ItemSide.DEMAND: _ranked(forward, owners, TOP, by_demand=True),
            ItemSide.SUPPLY: _ranked(turned, owners, TOP_TURNED, by_demand=False),
        }
        summary |= {"model_left_out": chosen.left_out, **told_of(reader), **terms.told()}
        folder = _keep_engine(matcher, run)
        matches = _with_sentences(matcher, embedder, ranks[ItemSide.DEMAND], _by_demand(ranks, demands), progress)
    progress("storing", 0, 1)
    store = CandidateStore(run, progress=progress)
    levels: dict[str, Level] = {}
    try:
        store.write(_rows(run, matches, ranks, store.known, levels), sum(map(len, ranks.values())))
    except BaseException:
        with suppress(DatabaseError):
            store.forget()
        raise
    summary["levels"] = _counts(levels, len(demands)) if folder else {}
    summary |= {"new": store.new, "seconds": round(time.monotonic() - started, 1)}
    store.finish(engine=folder.name if folder else "", summary=summary, ranking_model=chosen.row)
    remove_others(run.area)
    _remove_other_engines(run)
    return summary


def _with_sentences(
    matcher: Matcher, embedder: Embedder, ranks: Ranks, pairs: Pairs, progress: Progress
) -> Iterator[Match]:
    """The matches of ``pairs`` with their reasons; the first of each demand with sentences that are near in meaning."""
    first = depth(len({demand for demand, _item in ranks}), TOP, MOST_WITH_SENTENCES)
    told = (
        replace(match, rank=ranks.get((match.demand_id, match.supply_id), 0))
        for match in score_together(matcher, pairs)
    )
    return matcher.with_sentences(told, embedder, most=first, progress=progress) if first else told


def read_demands(area: Area, *, by: Any) -> tuple[list[Document], Owners]:
    """The demands of the area that look for somebody, and whose they are."""
    rows = Demand.objects.visible_to(by).filter(
        lies_in(area.path, "area", "zone"),
        state__in=WANTING, archived_at=None,
    )  # fmt: skip
    documents, owners = [], {}
    for document, organisation in Ownership().told(read_documents(Kind.DEMAND, rows)):
        documents.append(document)
        owners[document.id] = organisation
    return documents, owners


def read_supply(owners: Owners, *, by: Any, progress: Progress) -> Iterator[Document]:
    """Everything on the other side that ``by`` may see, register by register; ``owners`` learns whose it is."""
    done = 0
    ownership = Ownership()
    for kind, register in SUPPLY.items():
        rows = register.model.objects.visible_to(by).filter(archived_at=None, **register.fixed)
        for document, organisation in ownership.told(read_documents(kind, rows)):
            owners[document.id] = organisation
            done += 1
            if done % CHUNK == 0:
                progress("reading", done, 0)
            yield document


def _ranked(pairs: Pairs, owners: Owners, top: int, *, by_demand: bool) -> Ranks:
    """Without pairs within one organisation, which needs no introduction to itself; ``top`` of each."""
    ranks: Ranks = {}
    counts: dict[str, int] = {}
    for demand, item in pairs:
        mine, theirs = owners.get(demand), owners.get(item)
        if mine is not None and mine == theirs:
            continue
        key = demand if by_demand else item
        if counts.get(key, 0) < top:
            counts[key] = counts.get(key, 0) + 1
            ranks[demand, item] = counts[key]
    return ranks


def _by_demand(ranks: dict[str, Ranks], demands: Sequence[Document]) -> Pairs:
    """All pairs, each once, demand by demand."""
    places = {demand.id: place for place, demand in enumerate(demands)}
    pairs = dict.fromkeys(pair for side in ranks.values() for pair in side)
    return sorted(pairs, key=lambda pair: places[pair[0]])


def _counts(best: dict[str, Level], demands: int) -> dict[str, int]:
    """How many demands have which level as their best, level 4 first."""
    counts = {str(level): sum(found == level for found in best.values()) for level in (4, 3, 2)}
    return {**counts, "1": demands - sum(counts.values())}


def _rows(
    run: MatchRun, matches: Iterable[Match], ranks: dict[str, Ranks], known: set[Any] | None, levels: dict[str, Level]
) -> Iterator[Found]:
    """The rows of each match in the directions in which it has a rank; ``levels`` learns each demand's best."""
    for match in matches:
        pair = match.demand_id, match.supply_id
        kind, supply = kind_and_pk(match.supply_id)
        demand = kind_and_pk(match.demand_id)[1]
        reasons = WRITTEN.encode(reasons_data(match))
        is_new = known is not None and match.level > Level.NONE and (demand, kind, supply) not in known
        if pair in ranks[ItemSide.DEMAND]:
            levels[match.demand_id] = max(levels.get(match.demand_id, Level.NONE), match.level)
        for direction, ranked in ranks.items():
            if pair in ranked:
                yield Found(
                    run.pk, direction, demand, kind, supply, ranked[pair], match.raw, match.score, int(match.level),
                    match.forward, match.backward, reasons, is_new,
                )  # fmt: skip


def engine_folder(area: Area) -> Path:
    """Where the matchers of an area's runs lie."""
    return Path(settings.MATCH_RUNS) / area.code


def _keep_engine(matcher: Matcher, run: MatchRun) -> Path:
    folder = engine_folder(run.area) / f"run-{run.pk}-{time.time_ns()}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    matcher.save(folder)
    return folder


def _remove_other_engines(run: MatchRun) -> None:
    """Matchers of earlier runs over the area, and what a crash left behind."""
    kept = set(MatchRun.objects.filter(area=run.area, is_current=True).values_list("engine", flat=True))
    folder = engine_folder(run.area)
    for other in folder.iterdir() if folder.is_dir() else ():
        if other.name not in kept:
            shutil.rmtree(other, ignore_errors=True)
