"""The search for common problems, in a job: similar open demands of several firms become suggestions.

What a person has named, confirmed or changed stays; to that, demands are suggested one by one. A suggestion nobody has
touched follows the search. One that was dismissed comes back only with a demand that was not in it. Running it twice,
or again after a kill, changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.transactions import with_retry
from duijie.demands.common_likeness import Group, Stated, find_groups
from duijie.demands.common_states import ACCEPTED, CommonState, MemberState
from duijie.demands.domain.common_problems import area_of, common_industry, lock_demands, taken
from duijie.demands.models import CommonEvent, CommonMember, CommonProblem, Demand
from duijie.demands.states import SETTLED
from duijie.registry.domain.duplicate_search import text_of
from duijie.registry.likeness import KINDS
from duijie.registry.models.area import lies_in
from duijie.registry.names import name_key
from duijie_match.embedding.base import Embedder
from duijie_match.embedding.pieces import embed_documents
from duijie_match.progress import Progress

CHUNK = 2000
READ = 256  # texts that the model reads between two signs of progress
MOST = 20_000  # demands that are compared, the newest; more are of another year
MOST_READ = 10_000  # of which the model reads the texts
NAMED = 3  # shared words in the name of a suggestion


class Search:
    """``least`` is the likeness asked for, ``firms`` how many must share a problem. ``embedder`` None: words alone."""

    def __init__(self, *, least: float, firms: int, progress: Progress, embedder: Embedder | None) -> None:
        self.least, self.firms, self.progress, self.embedder = least, firms, progress, embedder
        self.began = clock.now()

    def run(self) -> dict[str, int]:
        """How many groups were found, and how many of them are new, changed or gone suggestions."""
        stated = list(self._read())
        vectors = self._meanings(stated)
        groups = find_groups(stated, vectors, least=self.least, firms=self.firms, progress=self.progress)
        counts = {"demands": len(stated), "groups": len(groups), "new": 0, "changed": 0, "asked": 0, "gone": 0}
        dismissed = [frozenset(one) for one in _dismissed()]
        used: set[int] = set()
        for done, group in enumerate(groups):
            self.progress("storing", done, len(groups))
            outcome = self._store(group, dismissed, used)
            if outcome in counts:
                counts[outcome] += 1
        counts["gone"] = self._forget(used)
        self.progress("storing", len(groups), len(groups))
        return counts

    def _read(self) -> Iterator[Stated]:
        rows = Demand.objects.order_by("-pk").filter(archived_at=None).exclude(state__in=SETTLED)
        names = ("pk", "organisation", "organisation_name", "language", "kind", *KINDS["demands"].texts)
        found = rows.values(*names)[:MOST]
        for done, row in enumerate(found.iterator(chunk_size=CHUNK)):
            firm = str(row["organisation"] or "") or f"={name_key(row['organisation_name'])}"
            yield Stated(
                row["pk"], firm if firm != "=" else f"#{row['pk']}", row["language"], row["kind"],
                text_of(KINDS["demands"], row),
            )  # fmt: skip
            if not done % CHUNK:
                self.progress("reading", done, 0)

    def _meanings(self, stated: Sequence[Stated]) -> Any:
        """A vector for each demand; none where there are more than the model reads in time, or there is no model."""
        if self.embedder is None or not 0 < len(stated) <= MOST_READ:
            return None
        vectors = np.zeros((len(stated), self.embedder.dimensions), np.float32)
        for start in range(0, len(stated), READ):
            self.progress("reading", start, len(stated))
            texts = [one.text for one in islice(stated, start, start + READ)]
            vectors[start : start + READ] = embed_documents(self.embedder, texts, pieces=1)
        return vectors

    @with_retry
    def _store(self, group: Group, dismissed: Sequence[frozenset[int]], used: set[int]) -> str:
        """Write one group; what became of it: new, changed, asked, or nothing."""
        try:
            with transaction.atomic():
                demands = [one for one in lock_demands(group.numbers) if _is_open(one)]
                return self._write(group, demands, dismissed, used)
        except (
            IntegrityError
        ):  # somebody took one of the demands into a problem at this moment: the next search sees it
            return "clash"
        except ValidationError:  # they lie in two provinces, and nobody would be in charge
            return "apart"

    def _write(
        self, group: Group, demands: Sequence[Demand], dismissed: Sequence[frozenset[int]], used: set[int]
    ) -> str:
        numbers = {one.pk for one in demands}
        rows = CommonMember.objects.filter(demand__in=numbers, state=MemberState.MEMBER).select_related("problem")
        theirs: dict[int, set[int]] = {}
        loose: dict[int, set[int]] = {}
        for one in rows.order_by("problem_id", "demand_id"):
            kept = theirs if one.problem.is_touched or one.problem.state != CommonState.SUGGESTED else loose
            kept.setdefault(one.problem_id, set()).add(one.demand_id)
        free = numbers - {number for some in theirs.values() for number in some}
        if theirs:
            problem = CommonProblem.objects.select_related("area").get(
                pk=min(theirs, key=lambda key: (-len(theirs[key]), key))
            )
            return self._ask(problem, group, free)
        if len({_firm(one) for one in demands}) < self.firms or any(numbers <= one for one in dismissed):
            return "dismissed"
        known = [key for key in sorted(loose, key=lambda key: (-len(loose[key]), key)) if key not in used]
        # One demand belongs to one problem at most: other loose suggestions give theirs to this group.
        CommonMember.objects.filter(
            demand__in=numbers, state=MemberState.MEMBER, problem__in=[*loose]
        ).exclude(problem__in=known[:1]).delete()  # fmt: skip
        if known:
            used.add(known[0])
            return self._renew(CommonProblem.objects.get(pk=known[0]), group, demands)
        made = self._suggest(group, demands)
        used.add(made.pk)
        return "new"

    def _suggest(self, group: Group, demands: Sequence[Demand]) -> CommonProblem:
        problem = CommonProblem(
            language=demands[0].language, is_demo=all(one.is_demo for one in demands), created_at=clock.now(),
            changed_at=clock.now(),
        )  # fmt: skip
        self._fill(problem, group, demands)
        problem.save()
        CommonMember.objects.bulk_create(_members(problem, group, {one.pk for one in demands}))
        CommonEvent.objects.create(problem=problem, verb="suggest", at=clock.now())
        detail = {"demands": sorted(one.pk for one in demands), "likeness": group.likeness, "least": self.least}
        audit.record(by=None, verb="common_problem.suggest", target=problem, place=problem.place, detail=detail)
        return problem

    def _renew(self, problem: CommonProblem, group: Group, demands: Sequence[Demand]) -> str:
        numbers = {one.pk for one in demands}
        before = set(problem.members.filter(state=MemberState.MEMBER).values_list("demand", flat=True))
        problem.members.exclude(demand__in=numbers).delete()
        same = before == numbers and problem.likeness == group.likeness
        self._fill(problem, group, demands)
        if not same:
            problem.version += 1
            problem.changed_at = clock.now()
            CommonMember.objects.bulk_create(
                _members(problem, group, numbers), update_conflicts=True, unique_fields=["problem", "demand"],
                update_fields=["likeness", "words", "state"],
            )  # fmt: skip
        problem.save()
        return "same" if same else "changed"

    def _fill(self, problem: CommonProblem, group: Group, demands: Sequence[Demand]) -> None:
        problem.title = name_of(group.shared, demands)
        problem.area, problem.industry = area_of(demands), common_industry(demands)
        problem.likeness, problem.found_at = group.likeness, clock.now()
        problem.found = {"least": self.least, "firms": self.firms, "words": list(group.shared)}

    def _ask(self, problem: CommonProblem, group: Group, free: set[int]) -> str:
        """Suggest the free demands of the group to a problem that a person has taken on."""
        if problem.state not in ACCEPTED and problem.state != CommonState.SUGGESTED:
            return "settled"
        known = set(CommonMember.objects.filter(problem=problem).values_list("demand", flat=True))
        # Where those in charge of the problem are in charge: nobody is asked about the demands of others.
        below = Demand.objects.filter(lies_in(problem.area.path, "area", "zone"), pk__in=free - known - taken(free))
        fresh = _members(problem, group, set(below.values_list("pk", flat=True)))
        for one in fresh:
            one.state = MemberState.SUGGESTED
        CommonMember.objects.bulk_create(fresh)
        return "asked" if fresh else "same"

    @with_retry
    def _forget(self, used: Iterable[int]) -> int:
        """Suggestions nobody has touched and this search has not seen again."""
        with transaction.atomic():
            rows = CommonProblem.objects.filter(
                state=CommonState.SUGGESTED, is_touched=False, found_at__lt=self.began
            ).exclude(pk__in=list(used))
            count = rows.count()
            rows.delete()
            return count


def name_of(words: Sequence[str], demands: Sequence[Demand]) -> str:
    """A name from the words that the demands share, none of which says part of another."""
    chosen: list[str] = []
    for word in words:
        if not any(word in one or one in word for one in chosen):
            chosen.append(word)
    mark = "、" if demands[0].language == "zh" else ", "
    return mark.join(chosen[:NAMED])[:200] or demands[0].get_kind_display()


def _members(problem: CommonProblem, group: Group, numbers: set[int]) -> list[CommonMember]:
    return [
        CommonMember(problem=problem, demand_id=number, likeness=likeness, words=list(words), at=clock.now())
        for number, likeness, words in zip(group.numbers, group.each, group.words, strict=True)
        if number in numbers
    ]


def _dismissed() -> Iterator[set[int]]:
    """The demands of each problem that was dissolved, and did not go into another."""
    rows = CommonMember.objects.filter(
        problem__state=CommonState.DISSOLVED, problem__merged_into=None, state=MemberState.FORMER
    )
    found: dict[int, set[int]] = {}
    for problem, demand in rows.order_by("problem_id").values_list("problem", "demand"):
        found.setdefault(problem, set()).add(demand)
    yield from found.values()


def _firm(demand: Demand) -> str:
    return str(demand.organisation_id or "") or f"={demand.organisation_name or demand.pk}"


def _is_open(demand: Demand) -> bool:
    return demand.archived_at is None and demand.state not in SETTLED
