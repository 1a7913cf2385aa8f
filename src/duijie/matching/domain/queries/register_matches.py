"""Reading candidates: for a demand, turned round for an item of supply, and why one is not among them."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import Count, Exists, OuterRef

from duijie.demands.models import Demand
from duijie.demands.registers import DEMANDS
from duijie.matching.domain.matching_registers import TOP, engine_folder
from duijie.matching.interfaces.documents import KIND_OF, SUPPLY, document_of, key_of
from duijie.matching.interfaces.stored import document_data, why_not_data
from duijie.matching.models import Candidate, Choice, ItemSide, Judgement, MatchRun, Proposal, SupplyKind
from duijie.matching.states import LIVING
from duijie.registry.domain.queries.records import list_records
from duijie.registry.models import Area
from duijie.registry.models.area import lies_in
from duijie.registry.register import Register
from duijie_match.errors import DuijieError
from duijie_match.matcher import Matcher


@dataclass(slots=True)
class Shown:
    """A candidate as a page shows it: the row, the record of the other side, what became of the pair."""

    candidate: Candidate
    record: Any
    register: Register
    choice: Choice | None = None
    judgement: Judgement | None = None
    proposal: Proposal | None = None
    ended: Proposal | None = None
    """The last proposal of the pair, where none is living: declined, expired, withdrawn, or brought a result."""
    times: int = 0
    """Among the first ten of so many demands of the run; told by ``exposure.tell_times``."""
    data: dict[str, Any] = field(default_factory=dict)
    may_propose: bool = False
    """Turned round: whether the reader is of the office that may propose this pair."""
    after: str = ""
    """The key of the next in the list."""

    @property
    def key(self) -> str:
        return key_of(self.candidate.kind, self.candidate.supply)


def current_run(demand: Demand) -> MatchRun | None:
    """The newest finished run that looked at the demand."""
    rows = MatchRun.objects.filter(is_current=True, candidates__demand=demand).distinct()
    found: MatchRun | None = rows.select_related("area", "ranking_model").order_by("-finished_at", "-pk").first()
    return found or covering_run(demand)


def covering_run(demand: Demand) -> MatchRun | None:
    """The newest run over an area in which the demand lies."""
    paths = [part for path in demand.place.paths for part in _ancestors(path)]
    found: MatchRun | None = (
        MatchRun.objects.filter(is_current=True, area__path__in=paths).select_related("area", "ranking_model")
        .order_by("-finished_at")
    ).first()  # fmt: skip
    return found


def _ancestors(path: str) -> list[str]:
    parts = path.rstrip("/").split("/")
    return ["/".join(parts[: n + 1]) + "/" for n in range(len(parts))]


def candidates_of(
    demand: Demand, *, by: Any, kinds: tuple[str, ...] = (), lowest: int = 1, only_new: bool = False
) -> list[Shown]:
    """What the current run found for the demand, best first: only what ``by`` may see."""
    run = current_run(demand)
    if run is None:
        return []
    rows = Candidate.objects.filter(run=run, demand=demand, direction=ItemSide.DEMAND, level__gte=lowest)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if only_new:
        rows = rows.filter(is_new=True)
    shown = with_supply(list(rows.order_by("rank")), by=by)
    mark_pairs(shown, demands=[demand.pk], by=by)
    return shown


def demands_for(register: Register, record: Any, *, by: Any, lowest: int = 1) -> list[Shown]:
    """Turned round: the demands that fit an item of supply, of all current runs, best first; each demand once."""
    kind = KIND_OF[register.key]
    rows = Candidate.objects.filter(
        run__is_current=True, direction=ItemSide.SUPPLY, kind=kind, supply=record.pk, level__gte=lowest
    ).select_related("run__ranking_model").order_by("-score", "pk")  # fmt: skip
    first: dict[int, Candidate] = {}
    for row in rows:
        first.setdefault(row.demand_id, row)
    seen = {one.pk: one for one in list_records(DEMANDS, by=by).filter(pk__in=first, archived_at=None)}
    shown = [Shown(row, seen[pk], DEMANDS) for pk, row in first.items() if pk in seen]
    mark_pairs(shown, demands=list(seen), by=by)
    return shown


def count_demands_for(register: Register, record: Any, *, by: Any, lowest: int = 2) -> int:
    """How many ``demands_for`` gives, in one query."""
    fitting = Candidate.objects.filter(
        run__is_current=True, direction=ItemSide.SUPPLY, kind=KIND_OF[register.key], supply=record.pk, level__gte=lowest
    ).order_by().values("demand")  # fmt: skip
    return int(list_records(DEMANDS, by=by).filter(pk__in=fitting, archived_at=None).count())


def with_supply(rows: list[Candidate], *, by: Any) -> list[Shown]:
    """The rows with their records; those that ``by`` may not see, or that are gone, fall out."""
    records: dict[tuple[str, int], Any] = {}
    for kind, register in SUPPLY.items():
        keys = [row.supply for row in rows if row.kind == kind]
        if keys:
            found = list_records(register, by=by).filter(pk__in=keys, archived_at=None)
            if kind == SupplyKind.EXPERT:
                found = found.prefetch_related("works")
            records |= {(kind, one.pk): one for one in found}
    return [
        Shown(row, records[row.kind, row.supply], SUPPLY[row.kind]) for row in rows if (row.kind, row.supply) in records
    ]


def mark_pairs(shown: list[Shown], *, demands: list[int], by: Any) -> None:
    """What an office chose and how it judged, and the living or the last proposal that ``by`` may see, of each pair.
    Three queries.
    """
    choices = {(one.demand_id, one.kind, one.supply): one for one in Choice.objects.filter(demand__in=demands)}
    judged = Judgement.objects.filter(demand__in=demands).select_related("by")
    judgements = {(one.demand_id, one.kind, one.supply): one for one in judged}
    asked = list(Proposal.objects.visible_to(by).filter(demand__in=demands).order_by("pk"))
    proposals = {(one.demand_id, one.kind, one.supply): one for one in asked if one.state in LIVING}
    ended = {(one.demand_id, one.kind, one.supply): one for one in asked if one.state not in LIVING}
    for one in shown:
        pair = (one.candidate.demand_id, one.candidate.kind, one.candidate.supply)
        one.choice, one.judgement, one.proposal = choices.get(pair), judgements.get(pair), proposals.get(pair)
        one.ended = ended.get(pair) if one.proposal is None else None


def is_in_run(demand: Demand, run: MatchRun) -> bool:
    """Whether the run has candidates of the demand, seen or unseen. One query."""
    return Candidate.objects.filter(run=run, demand=demand.pk).exists()


def text_of(register: Register, record: Any) -> dict[str, Any]:
    """The record as the matcher read it, in the form in which rows of list matches are shown, for marked texts."""
    document = document_of(register, record)
    data = document_data(document)
    return {"data": {**data, "title": data["title"] or str(record)}, "key": record.owner_name, "kind": document.kind}


def why_not(demand: Demand, *, kind: str, supply: int, by: Any) -> dict[str, Any] | None:
    """Where a named candidate stands for the demand, asked of the matcher that made the current result.

    None when there is no result yet, when one of the two came after it, or when it is of an earlier version.
    """
    run = current_run(demand)
    if run is None or not run.engine:
        return None
    try:
        matcher = _matcher(str(engine_folder(run.area) / run.engine))
        return why_not_data(matcher.why_not(key_of("demand", demand.pk), key_of(kind, supply), top=TOP))
    except DuijieError:
        return None


@lru_cache(maxsize=4)
def _matcher(folder: str) -> Matcher:
    """A few matchers stay open; their arrays are mapped, not copied."""
    return Matcher.load(Path(folder))


def list_runs(*, by: Any) -> Any:
    """Match runs with their areas and jobs, newest first."""
    return MatchRun.objects.visible_to(by).select_related("area", "by", "job", "ranking_model")


@dataclass(frozen=True, slots=True)
class MatchedDemand:
    """A demand of a run with its best candidate's level, and how many of its candidates are new."""

    demand: Demand
    level: int
    fresh: int


def run_over(area: Area, *, by: Any) -> MatchRun | None:
    """The newest run over the area or one above it, where ``by`` may see it."""
    rows = list_runs(by=by).filter(is_current=True, area__path__in=_ancestors(area.path))
    found: MatchRun | None = rows.order_by("-finished_at", "-pk").first()
    return found


class DemandsOfRun:
    """The demands of a current run that ``by`` may see, those with something new first, then by the score of their
    best candidate. Read page by page."""

    def __init__(
        self, run: MatchRun, *, by: Any, level: int | None = None, only_new: bool = False, path: str = ""
    ) -> None:
        self._run = run
        demands = Demand.objects.visible_to(by).filter(archived_at=None)
        if path:
            demands = demands.filter(lies_in(path, "area", "zone"))
        best = self._candidates(rank=1, demand__in=demands.order_by().values("pk"))
        if level is not None:
            best = best.filter(level=level)
        new = self._candidates(is_new=True, demand=OuterRef("demand"))
        self._best = best.filter(Exists(new)) if only_new else best
        self._ordered = self._best.annotate(has_new=Exists(new)).order_by("-has_new", "-score", "demand")

    def _candidates(self, **more: Any) -> Any:
        return Candidate.objects.filter(run=self._run, direction=ItemSide.DEMAND, **more)

    def count(self) -> int:
        return int(self._best.count())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[MatchedDemand]:
        found = dict(self._ordered.values_list("demand", "level")[part])
        fresh = self._candidates(is_new=True, demand__in=found).order_by().values("demand").annotate(n=Count("pk"))
        counts = dict(fresh.values_list("demand", "n"))
        rows = Demand.objects.filter(pk__in=found).select_related("area", "zone", "organisation").in_bulk()
        return [MatchedDemand(rows[pk], level, counts.get(pk, 0)) for pk, level in found.items()]


def count_levels(run: MatchRun, demands: Any) -> dict[int, int]:
    """How many of the run's demands that are among ``demands`` have which level as their best; one query."""
    best = Candidate.objects.filter(run=run, direction=ItemSide.DEMAND, rank=1)
    among = best.filter(Exists(demands.filter(pk=OuterRef("demand")))).order_by()
    return dict(among.values("level").annotate(n=Count("pk")).values_list("level", "n"))
