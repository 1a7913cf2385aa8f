"""Who reviews what: planned by the solver, checked by its verifier and once more by a check of its own."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.registry.models import Work
from duijie_match.assignment.instance import make_instance
from duijie_match.assignment.plan import Objective, Plan, make_plan

IN_ONE_QUERY = 10_000


class Conflict(StrEnum):
    """Why a reviewer keeps away from an application."""

    SELF = "self"
    SAME_UNIT = "same_unit"
    CO_AUTHOR = "co_author"
    NAMED = "named"

    @property
    def label(self) -> str:
        return str(CONFLICTS[self])


CONFLICTS = {
    Conflict.SELF: _("applies in person"),
    Conflict.SAME_UNIT: _("is of the same unit"),
    Conflict.CO_AUTHOR: _("is a co-author"),
    Conflict.NAMED: _("is to be recused as somebody named"),
}


@dataclass(frozen=True, slots=True)
class Reviewer:
    """``person`` and ``units`` are numbers of the register; ``most`` applications at most, ``least`` at least."""

    key: Hashable
    person: int | None = None
    units: frozenset[int] = frozenset()
    most: int = 20
    least: int = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An application as far as reviewers go: its people, its units (home, host), and whom it or an office named."""

    key: Hashable
    persons: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    recused: frozenset[Hashable] = frozenset()


@dataclass(frozen=True, slots=True)
class Reviews:
    """``pairs`` of application and reviewer; ``short``: applications with fewer reviewers than wanted, and how many."""

    pairs: tuple[tuple[Hashable, Hashable], ...]
    short: Mapping[Hashable, int] = field(default_factory=dict)


Together = frozenset[frozenset[int]]
"""Pairs of persons who wrote something together."""


def wrote_together(persons: Iterable[int]) -> Together:
    """Pairs among ``persons`` with a work of the same title and year. One query for 10,000 persons."""
    numbers = sorted(set(persons))
    authors: dict[tuple[str, int], set[int]] = {}
    for start in range(0, len(numbers), IN_ONE_QUERY):
        part = numbers[start : start + IN_ONE_QUERY]
        rows = Work.objects.filter(person__in=part, person__restriction=None).exclude(year=None).order_by()
        for person, title, year in rows.values_list("person_id", "title", "year"):
            authors.setdefault((" ".join(title.split()).casefold(), int(year or 0)), set()).add(person)
    shared = (group for group in authors.values() if len(group) > 1)
    return frozenset(frozenset((one, other)) for group in shared for one in group for other in group if one < other)


def conflicts_of(reviewer: Reviewer, reviewed: Reviewed, together: Together) -> tuple[Conflict, ...]:
    """Every reason for which this reviewer keeps away from this application."""
    found = []
    if reviewer.person is not None and reviewer.person in reviewed.persons:
        found.append(Conflict.SELF)
    if reviewer.units & reviewed.units:
        found.append(Conflict.SAME_UNIT)
    if any(frozenset((reviewer.person, one)) in together for one in reviewed.persons if one != reviewer.person):
        found.append(Conflict.CO_AUTHOR)
    if reviewer.key in reviewed.recused:
        found.append(Conflict.NAMED)
    return tuple(found)


def assign_reviewers(
    applications: Sequence[Reviewed],
    reviewers: Sequence[Reviewer],
    *,
    each: int,
    together: Together = frozenset(),
    fit: Mapping[tuple[Hashable, Hashable], float] | None = None,
    kept: Iterable[tuple[Hashable, Hashable]] = (),
    begun: Iterable[tuple[Hashable, Hashable]] = (),
) -> Reviews:
    """``each`` reviewers for every application within their loads, nobody in conflict: as many places filled as can be,
    then the heaviest load as light as can be, then the best ``fit`` (0 and more; 1 where none is told). ``kept`` pairs
    of an earlier plan stay where they still may, those ``begun`` in any case. Same input, same plan.

    Raises ``DuijieError`` where minimum loads cannot be met, and for what no plan can come of.
    """
    before, fixed = set(kept), set(begun)
    covered, loaded = Counter(row for row, _who in fixed), Counter(who for _row, who in fixed)
    pairs = [
        (row, column)
        for row, one in enumerate(applications)
        for column, who in enumerate(reviewers)
        if (one.key, who.key) in fixed or not conflicts_of(who, one, together)
    ]
    keys = [(applications[row].key, reviewers[column].key) for row, column in pairs]

    def planned(heaviest: int) -> Plan:
        instance = make_instance(
            [row for row, _column in pairs], [column for _row, column in pairs],
            [1.0 if fit is None else float(fit.get(key, 0.0)) for key in keys],
            cover=[max(each, covered[one.key]) for one in applications],
            most=[max(one.least, loaded[one.key], min(one.most, heaviest)) for one in reviewers],
            least=[one.least for one in reviewers], demands=len(applications), supplies=len(reviewers),
            fixed=[key in fixed for key in keys], previous=[key in before for key in keys],
            stability=1.0 if before else 0.0,
            demand_ids=[str(one.key) for one in applications], supply_ids=[str(one.key) for one in reviewers],
        )  # fmt: skip
        return make_plan(instance, Objective.TOTAL)

    high = max((one.most for one in reviewers), default=0)
    plan = planned(high)
    low = -(-len(plan.chosen) // max(1, len(reviewers)))
    while low < high:
        middle = (low + high) // 2
        lighter = planned(middle)
        if len(lighter.chosen) == len(plan.chosen):
            plan, high = lighter, middle
        else:
            low = middle + 1
    short = {applications[row].key: int(empty) for row, empty in enumerate(plan.empty) if empty}
    return Reviews(tuple(keys[int(number)] for number in plan.chosen), short)


def faults_in(
    reviews: Reviews, applications: Sequence[Reviewed], reviewers: Sequence[Reviewer], *, each: int, together: Together
) -> list[str]:
    """What is wrong with a plan, also one changed by hand: from the pairs alone, without the solver. Empty for none."""
    whose, what = {one.key: one for one in reviewers}, {one.key: one for one in applications}
    found: list[str] = []
    for application, reviewer in sorted(set(reviews.pairs), key=str):
        if application not in what or reviewer not in whose:
            found.append(str(_("%(pair)s: not in this round.") % {"pair": f"{application} – {reviewer}"}))
            continue
        for conflict in conflicts_of(whose[reviewer], what[application], together):
            filled: dict[str, Any] = {"reviewer": reviewer, "application": application, "why": conflict.label}
            found.append(str(_("%(reviewer)s may not review %(application)s: %(why)s.") % filled))
    if len(set(reviews.pairs)) < len(reviews.pairs):
        found.append(str(_("A pair stands there twice.")))
    for key in what:
        count = sum(application == key for application, _reviewer in set(reviews.pairs))
        if count != each - reviews.short.get(key, 0):
            filled = {"application": key, "count": count, "each": each}
            found.append(str(_("%(application)s has %(count)d reviewers instead of %(each)d.") % filled))
    for key, one in whose.items():
        count = sum(reviewer == key for _application, reviewer in set(reviews.pairs))
        if not one.least <= count <= one.most:
            filled = {"reviewer": key, "count": count, "least": one.least, "most": one.most}
            found.append(str(_("%(reviewer)s has %(count)d applications; %(least)d to %(most)d are allowed.") % filled))
    return found
