"""The job of a match run: read the registers, match both ways, store the candidates, keep the matcher.

Running it twice gives the same rows. What it stores becomes the current result of its area in one transaction.
"""

import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from duijie.common import clock
from duijie.demands.models import Demand
from duijie.demands.states import WANTING
from duijie.matching.interfaces.documents import SUPPLY, demand_document, kind_and_pk, supply_documents
from duijie.matching.interfaces.stored import reasons_data
from duijie.matching.models import Candidate, ItemSide, MatchRun
from duijie.registry.models import Area
from duijie_match.documents import Document
from duijie_match.embedding.cache import CachedEmbedder
from duijie_match.embedding.names import create_embedder
from duijie_match.matcher import Matcher
from duijie_match.progress import Progress
from duijie_match.results import Level, Match

TOP = 20
TOP_TURNED = 10
BATCH = 500
CHUNK = 2000
Owners = dict[str, int | None]


def run_match(*, run_id: int, progress: Progress) -> dict[str, Any]:
    """Match, and store the candidates. Returns the summary that the run keeps."""
    started = time.monotonic()
    run = MatchRun.objects.select_related("area", "by").get(pk=run_id)
    if run.finished_at is not None:  # a worker stored everything and died before it could say so
        _remove_other_engines(run)
        stored: dict[str, Any] = run.summary
        return stored
    demands, owners = read_demands(run.area, by=run.by)
    supply = list(read_supply(owners, by=run.by, progress=progress))
    summary: dict[str, Any] = {"demands": len(demands), "supply": len(supply), "levels": {}, "new": 0}
    folder: Path | None = None
    found: dict[str, list[Match]] = {ItemSide.DEMAND: [], ItemSide.SUPPLY: []}
    if demands and supply:
        data = Path(settings.DATA)
        embedder = CachedEmbedder(create_embedder(folder=data / "models"), data / "cache" / "embeddings")
        matcher = Matcher.build(demands, supply, embedder=embedder, progress=progress)
        found[ItemSide.DEMAND] = _apart(matcher.match(top=TOP + 5, progress=progress), owners, TOP, by_demand=True)
        turned = matcher.match_supply(top=TOP_TURNED + 5, progress=progress)
        found[ItemSide.SUPPLY] = _apart(turned, owners, TOP_TURNED, by_demand=False)
        summary["embedder"] = f"{embedder.name} ({embedder.fingerprint})"
        summary["levels"] = _best_levels(found[ItemSide.DEMAND], len(demands))
        folder = _keep_engine(matcher, run)
    progress("storing", 0, 1)
    _store(run, found, summary, engine=folder.name if folder else "", started=started)
    _remove_other_engines(run)
    return summary


def read_demands(area: Area, *, by: Any) -> tuple[list[Document], Owners]:
    """The demands of the area that look for somebody, and whose they are."""
    rows = Demand.objects.visible_to(by).filter(
        Q(area__path__startswith=area.path) | Q(zone__path__startswith=area.path),
        state__in=WANTING, archived_at=None,
    ).select_related("area", "organisation").order_by("pk")  # fmt: skip
    documents, owners = [], {}
    for demand in rows.iterator(chunk_size=CHUNK):
        document = demand_document(demand)
        documents.append(document)
        owners[document.id] = demand.organisation_id
    return documents, owners


def read_supply(owners: Owners, *, by: Any, progress: Progress) -> Iterator[Document]:
    """Everything on the other side that ``by`` may see, register by register; ``owners`` learns whose it is."""
    done = 0
    for kind, register in SUPPLY.items():
        rows = register.model.objects.visible_to(by).filter(archived_at=None, **register.fixed)
        rows = rows.select_related("area", "organisation").order_by("pk")
        if kind == "expert":
            rows = rows.prefetch_related("works")
        for record in rows.iterator(chunk_size=CHUNK):
            document = next(iter(supply_documents(kind, [record])))
            owners[document.id] = record.organisation_id
            done += 1
            if done % CHUNK == 0:
                progress("reading", done, 0)
            yield document


def _apart(matches: Iterable[Match], owners: Owners, top: int, *, by_demand: bool) -> list[Match]:
    """Without pairs within one organisation, which needs no introduction to itself; ranked anew, ``top`` of each."""
    kept: list[Match] = []
    counts: dict[str, int] = {}
    for match in matches:
        mine, theirs = owners.get(match.demand_id), owners.get(match.supply_id)
        if mine is not None and mine == theirs:
            continue
        key = match.demand_id if by_demand else match.supply_id
        if counts.get(key, 0) < top:
            counts[key] = counts.get(key, 0) + 1
            kept.append(match)
    return kept


def _best_levels(matches: Sequence[Match], demands: int) -> dict[str, int]:
    """How many demands have which level as their best, level 4 first."""
    best: dict[str, Level] = {}
    for match in matches:
        best[match.demand_id] = max(best.get(match.demand_id, Level.NONE), match.level)
    counts = {str(level): sum(found == level for found in best.values()) for level in (4, 3, 2)}
    return {**counts, "1": demands - sum(counts.values())}


def _store(
    run: MatchRun, found: dict[str, list[Match]], summary: dict[str, Any], *, engine: str, started: float
) -> None:
    """Put the candidates in the place of those of the run before, whole or not at all."""
    with transaction.atomic():
        current = MatchRun.objects.select_for_update().get(pk=run.pk)
        before = MatchRun.objects.filter(area=run.area, is_current=True).exclude(pk=run.pk)
        known = set(
            Candidate.objects.filter(run__in=before, direction=ItemSide.DEMAND).values_list("demand", "kind", "supply")
        )
        had_one = before.exists()
        living = set(Demand.objects.filter(pk__in=_demand_keys(found)).values_list("pk", flat=True))
        Candidate.objects.filter(run=current).delete()  # a worker that was killed may have left some
        for direction, matches in found.items():
            for batch in _batches(_rows(current, direction, matches, known if had_one else None, living)):
                Candidate.objects.bulk_create(batch)
                summary["new"] += sum(row.is_new for row in batch) if direction == ItemSide.DEMAND else 0
        Candidate.objects.filter(run__in=before).delete()
        before.update(is_current=False)
        summary["seconds"] = round(time.monotonic() - started, 1)
        current.engine, current.summary, current.is_current = engine, summary, True
        current.finished_at = clock.now()
        current.save(update_fields=["engine", "summary", "is_current", "finished_at"])


def _demand_keys(found: dict[str, list[Match]]) -> set[int]:
    return {kind_and_pk(match.demand_id)[1] for matches in found.values() for match in matches}


def _rows(
    run: MatchRun, direction: str, matches: Iterable[Match], known: set[Any] | None, living: set[int]
) -> Iterator[Candidate]:
    ranks: dict[str, int] = {}
    for match in matches:
        kind, supply = kind_and_pk(match.supply_id)
        demand = kind_and_pk(match.demand_id)[1]
        if demand not in living:  # removed while it was matched
            continue
        key = match.demand_id if direction == ItemSide.DEMAND else match.supply_id
        ranks[key] = ranks.get(key, 0) + 1
        yield Candidate(
            run=run, direction=direction, demand_id=demand, kind=kind, supply=supply, rank=ranks[key], raw=match.raw,
            score=match.score, level=int(match.level), forward=match.forward, backward=match.backward,
            reasons=reasons_data(match),
            is_new=known is not None and match.level > Level.NONE and (demand, kind, supply) not in known,
        )  # fmt: skip


def _batches(rows: Iterable[Candidate]) -> Iterator[list[Candidate]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def engine_folder(area: Area) -> Path:
    """Where the matchers of an area's runs lie."""
    return Path(settings.DATA) / "match_runs" / area.code


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
