"""Matches, choices and proposals for the seeded registers, and the search index over them."""

# ruff: noqa: PLC0415 – Django can only be imported once the environment is set (see ``seeding.prepared``)

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from bench.seeding import Seeds

TOP_TURNED = 10  # as a run keeps them; of a demand it keeps 20
PART = 2000


def parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while part := list(islice(waiting, PART)):
        yield part


def make_matches(seeds: "Seeds") -> None:
    """A run over the city with what became of some pairs. An eighth of its demands has all candidates, the others the
    first two, and some of the supply is turned round."""
    from duijie.demands.models import Demand
    from duijie.demands.states import WANTING
    from duijie.matching.models import Candidate, Choice, MatchRun, Proposal

    wanting = Demand.objects.filter(state__in=WANTING, archived_at=None).order_by("pk")
    demands = list(wanting.values_list("pk", flat=True))
    summary = {"demands": len(demands), "supply": 4 * seeds.rows, "seconds": 60.0, "new": len(demands)}
    run = MatchRun.objects.create(
        area=seeds.region.city, by=seeds.by, finished_at=seeds.now, is_current=True,
        summary={**summary, "levels": {"4": len(demands), "3": 0, "2": 0, "1": 0}},
    )  # fmt: skip
    pools = (("achievement", seeds.achievements, 10), ("expert", _experts(seeds), 6), ("service", seeds.services, 3))
    supply = [*((kind, pool) for kind, pool, count in pools for _one in range(count)), ("carrier", seeds.carriers)]

    def forward() -> Iterator[Any]:
        for number, demand in enumerate(demands):
            taken: set[tuple[str, int]] = set()
            for rank, (kind, pool) in enumerate(supply if number % 8 == 0 else supply[:2], 1):
                pair = (kind, seeds.source.choice(pool))
                if pair not in taken:
                    taken.add(pair)
                    yield _candidate(seeds, run, "demand", demand, pair, rank)

    def backward() -> Iterator[Any]:
        for kind, pool, _count in pools:
            for item in pool[:: max(1, len(pool) // max(20, seeds.rows // 100))]:
                for rank, demand in enumerate(seeds.source.sample(demands, min(TOP_TURNED, len(demands))), 1):
                    yield _candidate(seeds, run, "supply", demand, (kind, item), rank)

    for rows in (forward(), backward()):
        for part in parts(rows):
            Candidate.objects.bulk_create(part)
    pairs = list(Candidate.objects.filter(rank__lte=2, direction="demand").values_list("demand", "kind", "supply"))
    Choice.objects.bulk_create(
        Choice(demand_id=demand, kind=kind, supply=item, choice="shortlisted", by=seeds.by)
        for demand, kind, item in pairs[::2]
    )
    until = seeds.now.date() + timedelta(days=10)
    Proposal.objects.bulk_create(
        Proposal(demand_id=demand, kind=kind, supply=item, title="成果", by=seeds.by, expires_on=until,
                 state=seeds.source.choice(("shown", "interest_demand", "mutual", "declined")))
        for demand, kind, item in pairs[1::2]
    )  # fmt: skip


def _experts(seeds: "Seeds") -> list[int]:
    return [pk for at, pk in enumerate(seeds.persons) if at % 6]


def _candidate(seeds: "Seeds", run: Any, direction: str, demand: int, pair: tuple[str, int], rank: int) -> Any:
    from duijie.matching.models import Candidate

    score = max(0.1, 0.95 - 0.035 * rank)
    note = {
        "zh-hans": "两段文字都谈到密封面在低温下的变形，且都给出了温度。",
        "en": "Both texts speak of sealing faces at low temperature.",
    }
    parts = {"meaning": 0.41, "language": 0.0, "words": 0.22, "numbers": 0.06, "facets": 0.11, "hubness": -0.08}
    marks = {"title": [[0, 4, 0], [6, 10, 1]], "body": [[start, start + 4, start // 12] for start in range(0, 96, 12)]}
    reasons = {
        "headline": note, "contributions": [{"name": name, "value": value} for name, value in parts.items()],
        "terms": ["密封", "低温", "变形", "检测"], "demand_marks": marks, "supply_marks": marks,
        "notes": [note] * 4,
    }  # fmt: skip
    return Candidate(
        run=run, direction=direction, demand_id=demand, kind=pair[0], supply=pair[1], rank=rank, raw=3 * score,
        score=score, level=max(1, 4 - rank // 5), forward=score, backward=score * 0.9, reasons=reasons,
        is_new=rank % 4 == 0,
    )  # fmt: skip


def make_index() -> dict[str, Any]:
    """The search index of all registers, unless there is one: words of every record, and a random vector for each,
    since the content of vectors does not change what reading them costs. Says what it holds."""
    from duijie.common import clock
    from duijie.search.domain.updates import open_current, write_records
    from duijie.search.engine.folders import IndexFolder
    from duijie.search.engine.generation import Generation, ReadMeaning
    from duijie.search.engine.meaning import find_meaning, shipped_key
    from duijie.search.sources import sources

    folder = IndexFolder()
    generation = open_current(folder)
    if generation is None:
        name = folder.begin()
        generation = Generation.create(folder.path(name), clock.now())
        for source in sources():
            for part in parts(source.ids()):
                write_records(generation, source.key, part)
        random_rows = np.random.default_rng(7)
        while bare := generation.shelf.bare(5000):
            rows = random_rows.standard_normal((len(bare), generation.model.dimensions), np.float32)
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            generation.place_meanings([ReadMeaning(b.number, b.digest, row) for b, row in zip(bare, rows, strict=True)])
        folder.swap(name)
    counts, placed = generation.shelf.counts()
    return {"entries": sum(counts.values()), "vectors": placed, "by meaning": find_meaning(shipped_key()) is not None}
