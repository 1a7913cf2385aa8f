"""Storing what a match run found: some hundred rows at a time, so that nobody waits for the database meanwhile.

Readers look at current runs only, so rows of a run that is under way are seen by nobody; the last, short transaction
puts the run in the place of the one before. A run that is taken up again begins by claiming it: whoever claimed it
before writes nothing any more.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection

from duijie.common import clock
from duijie.common.transactions import in_transaction
from duijie.demands.models import Demand
from duijie.matching.models import Candidate, ItemSide, MatchRun, RankingModel
from duijie.registry.models import Area
from duijie_match.progress import Cancelled, Progress

BATCH = 500
DELETED = 2000  # rows in one transaction
Pair = tuple[int, str, int]
"""Demand, kind and number of the item of supply."""


class Found(NamedTuple):
    """A candidate before it is stored, column by column; ``reasons`` are JSON as the database takes it."""

    run_id: int
    direction: str
    demand_id: int
    kind: str
    supply: int
    rank: int
    raw: float
    score: float
    level: int
    forward: float
    backward: float
    reasons: str
    is_new: bool


class CandidateStore:
    """Takes the candidates of one run; ``finish`` makes them those of its area, ``forget`` takes them back."""

    def __init__(self, run: MatchRun, *, progress: Progress) -> None:
        self._run, self._progress = run, progress
        self._mark = f"claimed-{time.time_ns()}"
        self.new = 0
        self._claim()
        remove_others(run.area)
        current = MatchRun.objects.filter(area=run.area, is_current=True).exclude(pk=run.pk)
        rows = Candidate.objects.filter(run__in=current, direction=ItemSide.DEMAND)
        self.known: set[Pair] | None = set(rows.values_list("demand", "kind", "supply")) if current.exists() else None

    @in_transaction
    def _claim(self) -> None:
        MatchRun.objects.filter(pk=self._run.pk).update(engine=self._mark)

    def write(self, rows: Iterable[Found], total: int) -> None:
        """Store ``rows``; raises ``Cancelled`` when the job was, or when another worker has claimed the run."""
        done = 0
        for batch in _batches(rows):
            self._progress("storing", done, total)
            self._write(batch)
            done += len(batch)
        self._progress("storing", total, total)

    @in_transaction
    def _write(self, batch: list[Found]) -> None:
        self._take()
        demands = {row.demand_id for row in batch}
        living = set(Demand.objects.filter(pk__in=demands).values_list("pk", flat=True))  # some were removed meanwhile
        kept = [row for row in batch if row.demand_id in living]
        _insert(kept)
        self.new += sum(row.is_new for row in kept if row.direction == ItemSide.DEMAND)

    def _take(self) -> MatchRun:
        run: MatchRun | None = MatchRun.objects.select_for_update().filter(pk=self._run.pk, engine=self._mark).first()
        if run is None:
            raise Cancelled
        return run

    @in_transaction
    def finish(self, *, engine: str, summary: dict[str, Any], ranking_model: RankingModel | None) -> None:
        """The run is its area's current one from now on; ``ranking_model`` graded it."""
        run = self._take()
        MatchRun.objects.filter(area=run.area, is_current=True).exclude(pk=run.pk).update(is_current=False)
        run.engine, run.summary, run.is_current, run.finished_at = engine, summary, True, clock.now()
        run.ranking_model = ranking_model
        run.save(update_fields=["engine", "summary", "is_current", "finished_at", "ranking_model"])

    @in_transaction
    def forget(self) -> None:
        """Remove what was written, unless the run is another worker's now."""
        if MatchRun.objects.select_for_update().filter(pk=self._run.pk, engine=self._mark).exists():
            Candidate.objects.filter(run=self._run).delete()


def remove_others(area: Area) -> None:
    """Candidates of the area's runs that are not current: of earlier ones, and what a crash left behind."""
    rows = Candidate.objects.filter(run__area=area, run__is_current=False)
    while numbers := list(rows.order_by("pk").values_list("pk", flat=True)[:DELETED]):
        Candidate.objects.filter(pk__in=numbers).delete()


def _insert(rows: Sequence[Found]) -> None:
    """One short statement, prepared once and run with the values of each row: building objects and a statement as long
    as the rows would take several times longer than writing them.
    """
    options: Any = Candidate._meta
    quote = connection.ops.quote_name
    columns = ", ".join(quote(options.get_field(name).column) for name in Found._fields)
    places = ", ".join(["%s"] * len(Found._fields))
    statement = f"INSERT INTO {quote(options.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 – names of ours
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _batches(rows: Iterable[Found]) -> Iterator[list[Found]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        yield batch
