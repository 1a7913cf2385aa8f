"""Whatever happens to demands – steps back and forth, merges taken back, common problems – each counts once.

Histories are drawn at random, played through the domain functions, and written down beside, step by step; every figure
of funnel, work report and common problems must equal what follows from these notes.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import hypothesis
import numpy as np
import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.demands.common_states import MemberState
from duijie.demands.domain import common_members, common_problems
from duijie.demands.domain.demands import take_step
from duijie.demands.domain.queries.common_counts import Solved, count_solved
from duijie.demands.domain.queries.figures import figures_in, last_months
from duijie.demands.models import CommonMember, CommonProblem, Contract, Demand, Evidence, Rating
from duijie.demands.registers import DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.demands.stages import STAGES
from duijie.demands.states import SETTLED, STEPS, steps_from
from duijie.indicators.counting import Basis, Cut
from duijie.indicators.domain.queries.funnel import funnel_of
from duijie.indicators.domain.queries.report_figures import figures_of_report
from duijie.indicators.periods import Period
from duijie.registry.domain.merges import merge_records, undo_merge
from duijie.registry.domain.queries.figures import Freshness
from duijie.registry.domain.records import archive_record, restore_record
from duijie.registry.merge_columns import choices_of
from duijie.registry.models import Merge

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
HALF = Period(date(2026, 3, 1), date(2026, 8, 31))
BEGIN = datetime(2025, 12, 20, 2, tzinfo=timezone.get_fixed_timezone(0))
COUNT = 5
FORWARD = ("verify", "publish", "match", "contact", "negotiate", "solve", "solved")
KINDS = (
    *["go"] * 8, *["step"] * 4, "merge", "merge", "undo", "archive", "group", "group", "settle", "settle", "dissolve",
    "contract", "rate",
)  # fmt: skip
DEEDS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, COUNT - 1), st.integers(0, 11), st.integers(0, 25)),
    min_size=5, max_size=45,
)  # fmt: skip
Days = dict[str, date]


@dataclass
class Note:
    """What one record went through itself: the first day at each stage, the last of being reopened."""

    demand: Demand
    found: date
    days: Days = field(default_factory=dict)
    reopened: date | None = None
    state: str = "found"
    archived: bool = False
    into: int | None = None
    contracts: list[tuple[date, int]] = field(default_factory=list)
    rated: tuple[date, int] | None = None


class Story:
    """Plays deeds and keeps notes of those that were not refused."""

    def __init__(self) -> None:
        self.now = BEGIN
        region = make_region()
        self.region = region
        self.by = make_user(role="city_officer", area=region.city)
        firms = [make_organisation(area=area) for area in (region.north, region.south)]
        self.notes: list[Note] = []
        for number in range(COUNT):
            found = date(2025, 12, 1) + timedelta(days=40 * number)
            area, zone = ((region.north, None), (region.south, region.zone), (region.city, None))[number % 3]
            demand = make_demand(
                area=area, zone=zone, organisation=(*firms, None)[number % 3], found_on=found, state="found",
                kind=("technology", "talent")[number % 2], source=("visit", "")[number % 2],
                organisation_name="" if number % 3 == 2 else firms[number % 3].name,
            )  # fmt: skip
            Evidence.objects.create(demand=demand, kind="statement", title="说明")
            Demand.objects.filter(pk=demand.pk).update(grade="declared")
            self.notes.append(Note(demand, found))
        self.merges: list[Merge] = []

    def play(self, deeds: Iterable[tuple[str, int, int, int]]) -> None:
        for kind, who, choice, gap in deeds:
            self.now += timedelta(days=gap, minutes=1)
            with clock.at(self.now):
                getattr(self, f"do_{kind}")(self.notes[who], choice)

    def living(self) -> list[Note]:
        return [one for one in self.notes if not one.archived and one.into is None]

    def fresh(self, note: Note) -> Demand:
        note.demand = Demand.objects.get(pk=note.demand.pk)
        return note.demand

    def do_go(self, note: Note, choice: int) -> None:
        """Towards a result, where that is possible."""
        self._step(note, [one for one in self._possible(note) if one in FORWARD], choice)

    def do_step(self, note: Note, choice: int) -> None:
        self._step(note, self._possible(note), choice)

    def _possible(self, note: Note) -> list[str]:
        return [one.verb for one in steps_from(note.state) if one.field == "state"]

    def _step(self, note: Note, verbs: list[str], choice: int) -> None:
        if note not in self.living() or not verbs:
            return
        verb, demand = verbs[choice % len(verbs)], self.fresh(note)
        take_step(demand=demand, verb=verb, version=demand.version, by=self.by, reason="说明", checks=CHECKS)
        note.state = STEPS[verb].target
        note.days.setdefault(note.state, clock.today())
        if verb == "reopen":
            note.reopened = clock.today()

    def do_merge(self, kept: Note, choice: int) -> None:
        merged = self.notes[choice % COUNT]
        if merged is kept or not {kept.demand.pk, merged.demand.pk} <= {one.demand.pk for one in self.living()}:
            return
        one, other = self.fresh(kept), self.fresh(merged)
        made = merge_records(
            register=DEMANDS, kept=one, merged=other, versions=(one.version, other.version), by=self.by,
            choices={choice.name: "kept" for choice in choices_of(DEMANDS)},
        )  # fmt: skip
        merged.into = self.notes.index(kept)
        self.merges.append(made)

    def do_undo(self, _note: Note, choice: int) -> None:
        if not self.merges:
            return
        made = self.merges[choice % len(self.merges)]
        merged = next(one for one in self.notes if one.demand.pk == made.merged)
        kept = next(one for one in self.notes if one.demand.pk == made.kept)
        if kept.archived:
            return
        if self._try(lambda: undo_merge(merge=made, by=self.by)):  # in the order in which they came
            self.merges.remove(made)
            merged.into = None

    def do_archive(self, note: Note, _choice: int) -> None:
        if note.into is None:
            demand = self.fresh(note)
            turn = restore_record if note.archived else archive_record
            turn(register=DEMANDS, record=demand, version=demand.version, by=self.by)
            note.archived = not note.archived

    def do_group(self, note: Note, choice: int) -> None:
        other = self.notes[choice % COUNT]
        chosen = {one.demand.pk: one for one in (note, other) if one in self.living() and one.state not in SETTLED}
        if len(chosen) == 2:
            self._try(
                lambda: common_problems.name_problem(
                    title="共性难题", demands=[self.fresh(one) for one in chosen.values()], by=self.by
                )
            )

    def do_settle(self, _note: Note, choice: int) -> None:
        """The next thing on the way of a common problem to its solution, or back from it."""
        problem = self._problem(choice)
        verb = {"confirmed": "begin", "solving": "solved", "solved": "again"}.get(problem.state if problem else "")
        if problem is None or verb is None:
            return
        if verb == "solved":
            proof = {"summary": "新结构", "evidence_title": "报告", "evidence_kind": "test"}
            call = {"problem": problem, "version": problem.version, "by": self.by}
            self._try(lambda: common_members.record_solution(values=proof, **call))
            problem.refresh_from_db()
        self._take(problem, verb)

    def do_dissolve(self, _note: Note, choice: int) -> None:
        problem = self._problem(choice)
        if problem is not None:
            self._take(problem, "restore" if problem.state == "dissolved" else "dissolve")

    def _take(self, problem: CommonProblem, verb: str) -> None:
        call = {"problem": problem, "version": problem.version, "by": self.by}
        self._try(lambda: common_problems.take_step(verb=verb, reason="因为", **call))

    def _problem(self, choice: int) -> CommonProblem | None:
        rows = list(CommonProblem.objects.order_by("pk"))
        return rows[choice % len(rows)] if rows else None

    def _try(self, act: Callable[[], Any]) -> bool:
        """What is not possible now is refused, and leaves nothing. Whether it was done."""
        try:
            act()
        except ValidationError:
            return False
        return True

    def do_contract(self, note: Note, choice: int) -> None:
        if note.into is None:
            Contract.objects.create(
                demand=note.demand, kind="service", organisation_name="学院", signed_on=clock.today(), amount=choice
            )
            note.contracts.append((clock.today(), choice))

    def do_rate(self, note: Note, choice: int) -> None:
        """Not of what is merged: which of two ratings stays is told by the tests of merging."""
        if note.into is None and not any(one.into == self.notes.index(note) for one in self.notes):
            said = 1 + choice % 5
            Rating.objects.update_or_create(
                demand=note.demand, defaults={"satisfaction": said, "by": self.by, "rated_at": clock.now()}
            )
            note.rated = (self.now.astimezone(timezone.get_current_timezone()).date(), said)

    def parts(self, note: Note) -> list[Note]:
        """The records that are one demand now."""
        own = self.notes.index(note)
        return [note, *(part for one in self.notes if one.into == own for part in self.parts(one))]

    def days_of(self, note: Note) -> Days:
        """The first day at each stage, and the last of being reopened."""
        found: Days = {"found": note.found}
        for part in self.parts(note):
            for stage, day in part.days.items():
                if (stage in STAGES and stage != "found") or stage == "unsolved":
                    found[stage] = min(day, found.get(stage, day))
            if part.reopened is not None:
                found["reopened"] = max(part.reopened, found.get("reopened", part.reopened))
        return found


def inside(day: date | None, period: Period) -> bool:
    return day is not None and period.first <= day <= period.last


def expected_figures(story: Story, period: Period) -> dict[str, list[int]]:
    """The demands behind each figure of a work report of the city."""
    told = [(one, story.days_of(one)) for one in story.living()]
    before = period.year_before
    figures: dict[str, list[int]] = {}

    def put(key: str, chosen: Callable[[Note, Days], bool]) -> None:
        figures[key] = sorted(note.demand.pk for note, days in told if chosen(note, days))

    for stage in STAGES:
        put(stage, lambda _note, days, stage=stage: inside(days.get(stage), period))
        if stage != "found":
            put(f"cohort_{stage}", lambda _n, days, stage=stage: inside(days["found"], period) and stage in days)
    for stage in ("found", "solved"):
        put(f"{stage}_before", lambda _note, days, stage=stage: inside(days.get(stage), before))
    for stage in ("unsolved", "reopened"):
        put(stage, lambda _note, days, stage=stage: inside(days.get(stage), period))
    put("unanswered", lambda note, _days: note.state == "published")
    put("grade.declared", lambda _note, days: inside(days.get("solved"), period))
    put("contracted", lambda note, _days: any(inside(day, period) for day, _sum in contracts_of(story, note)))
    put("rated", lambda note, _days: inside(rating_of(story, note)[0], period))
    put("satisfied", lambda n, _days: inside(rating_of(story, n)[0], period) and rating_of(story, n)[1] >= 4)
    region = story.region
    for area in (region.north, region.south, region.zone):
        for stage in ("found", "published", "contacted", "solving", "solved"):
            put(
                f"part.{area.code}.{stage}",
                lambda note, days, stage=stage, area=area: (
                    area.pk in (note.demand.area_id, note.demand.zone_id) and inside(days.get(stage), period)
                ),
            )
    return figures


def contracts_of(story: Story, note: Note) -> list[tuple[date, int]]:
    return [one for part in story.parts(note) for one in part.contracts]


def rating_of(story: Story, note: Note) -> tuple[date | None, int]:
    """The later of those of the records that are one demand."""
    found = [part.rated for part in story.parts(note) if part.rated is not None]
    return max(found) if found else (None, 0)


def expected_solved(story: Story, period: Period) -> tuple[Solved, set[int], set[int]]:
    """Problem by problem and firm by firm; with the demands that were served, and those of common problems."""
    living = {one.demand.pk: one for one in story.living()}
    services, problems, taken, shared = 0, 0, set[int](), set[int]()
    for problem in CommonProblem.objects.filter(state="solved"):
        rows = CommonMember.objects.filter(problem=problem, state=MemberState.MEMBER).values_list("demand", flat=True)
        taken |= {*rows}
        firms = {living[one].demand.organisation_id or f"alone {one}" for one in rows if one in living}
        if firms and inside(problem.solved_on, period):
            problems, services = problems + 1, services + len(firms)
            shared |= {*rows} & {*living}
    alone = {
        number for number, one in living.items()
        if number not in taken and inside(story.days_of(one).get("solved"), period)
    }  # fmt: skip
    return Solved(problems + len(alone), services + len(alone), problems), alone | shared, shared


def digest_of(numbers: Iterable[int]) -> str:
    return hashlib.sha256(np.array(sorted(numbers), dtype="<i8").tobytes()).hexdigest()


def check(story: Story) -> None:
    caches["figures"].clear()
    city = story.region.city
    for note in story.living():
        assert story.fresh(note).state == note.state
    for period in (YEAR, HALF):
        expected = expected_figures(story, period)
        for basis in Basis:
            made = funnel_of(city, period, basis=basis, cut=Cut.COUNTY, by=story.by)
            for stage in STAGES:
                key = stage if basis is Basis.REACHED or stage == "found" else f"cohort_{stage}"
                assert (period, basis, stage, made.total.count(stage)) == (period, basis, stage, len(expected[key]))
            assert (made.unsolved, made.reopened) == (
                (len(expected["unsolved"]), len(expected["reopened"])) if basis is Basis.REACHED
                else beside_of_found(story, period)
            )  # fmt: skip
        figures = figures_of_report(city, period, by=story.by)["figures"]
        for key, numbers in expected.items():
            assert (key, figures[key]["value"], figures[key]["digest"]) == (key, str(len(numbers)), digest_of(numbers))
        signed = [
            amount for note in story.living() for day, amount in contracts_of(story, note) if inside(day, period)
        ]  # fmt: skip
        assert (figures["contracts"]["value"], figures["contract_amount"]["value"]) == (
            str(len(signed)), f"{sum(signed):.2f}",
        )  # fmt: skip
        for stage in ("found", "solved"):
            months = [
                int(one["value"]) for key, one in figures.items() if key.startswith("time.") and key.endswith(stage)
            ]
            assert sum(months) == len(expected[stage])
        solved, served, shared = expected_solved(story, period)
        assert count_solved(Demand.objects.all(), first=period.first, end=period.end) == solved
        told = {key: (figures[key]["value"], figures[key]["digest"]) for key in ("problems", "services", "common")}
        assert told == {
            "problems": (str(solved.problems), digest_of(served)),
            "services": (str(solved.services), digest_of(served)), "common": (str(solved.common), digest_of(shared)),
        }  # fmt: skip

    trend = figures_in(city, by=story.by, freshness=Freshness()).trend
    year = Period(last_months()[0], clock.today())
    for stage in ("published", "solved"):
        reached = [one for one in story.living() if inside(story.days_of(one).get(stage), year)]
        assert (stage, sum(trend[stage])) == (stage, len(reached))


def beside_of_found(story: Story, period: Period) -> tuple[int, int]:
    told = [days for one in story.living() if inside((days := story.days_of(one))["found"], period)]
    return sum("unsolved" in days for days in told), sum("reopened" in days for days in told)


def play_and_check(deeds: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        story = Story()
        story.play(deeds)
        with clock.at(story.now):
            check(story)
        transaction.set_rollback(True)


@pytest.mark.parametrize("examples", [12, pytest.param(400, marks=pytest.mark.slow)])
def test_each_demand_counts_once_whatever_happens_to_it(examples: int) -> None:
    usual = hypothesis.settings(max_examples=examples, deadline=None, database=None)
    usual(hypothesis.given(deeds=DEEDS)(play_and_check))()


def test_a_step_taken_after_a_merge_counts_when_the_merge_is_undone() -> None:
    """Published while the day of the record that was merged into it stood there."""
    play_and_check(
        [("go", 1, 0, 1), ("go", 1, 0, 1), ("merge", 0, 1, 1), ("go", 0, 0, 5), ("go", 0, 0, 5), ("undo", 0, 0, 1)]
    )
