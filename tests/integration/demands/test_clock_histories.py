"""Random histories of demands through the domain's own functions, on a real database, against ``clock_oracle``."""

import random
from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region
from tests.integration.demands.clock_oracle import ALL, Case, Rules

from duijie.common import clock
from duijie.common.domain.calendar import is_working_day, reset_day, set_day
from duijie.common.models import CalendarDay
from duijie.demands.domain.clock_beginnings import begin_missing
from duijie.demands.domain.clock_policies import add_policy, change_policy, retire_policy
from duijie.demands.domain.clock_recalculation import apply_policy, recalculate
from duijie.demands.domain.clock_tick import tick
from duijie.demands.domain.demands import hand_over, take_step
from duijie.demands.domain.queries.clocks import see
from duijie.demands.models import ClockPolicy, Demand, DemandClock
from duijie.demands.registers import CONTACTS, DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.demands.states import steps_from
from duijie.registry.domain.record_parts import add_part
from duijie.registry.domain.records import add_record

pytestmark = pytest.mark.django_db
FIRST = date(2025, 1, 1)
TOGETHER = 10  # demands that live in one transaction, which is then forgotten
DEEDS = 12  # of a demand, on average
HOURS = ((time(8, 30), time(12), time(14), time(17, 30)), (time(9), time(11, 30), time(13), time(16)))
NAMES = ("morning_from", "morning_to", "afternoon_from", "afternoon_to")


@pytest.fixture
def ground():
    region = make_region()
    return {
        "region": region, "keeper": make_user(role="system_administrator"),
        "firms": [make_organisation(area=area) for area in (region.north, region.south)],
        "writer": make_user(role="county_officer", area=region.north),
        "officers": [make_user(role="city_officer", area=region.city) for _number in range(3)],
        "worked": {day: is_working_day(day) for day in (FIRST + timedelta(days=n) for n in range(1500))},
    }  # fmt: skip


class History:
    """Ten demands in one office, over some months; policies and the calendar change under way."""

    def __init__(self, ground, seed: int) -> None:
        self.ground, self.chance = ground, random.Random(seed)
        self.now = datetime.combine(FIRST, time(), timezone.get_current_timezone())
        self.now += timedelta(minutes=self.chance.randrange(400 * 1440))
        self.days = dict(ground["worked"])
        self.policies: dict[tuple[str, str], ClockPolicy] = {}
        self.rules: dict[int, Rules] = {}
        self.pairs: list[tuple[int, Case]] = []
        self.told: list[str] = []

    def play(self) -> None:
        with clock.at(self.now):
            self.add_policy("city", "")
        for number in range(TOGETHER * DEEDS):
            self.now += timedelta(minutes=self.chance.choice((1, 7, 60, 300, 900, 2600)))
            with clock.at(self.now):
                if number % DEEDS == 0:
                    self.write_down()
                elif self.chance.random() < 0.08:
                    rare = (self.correct_a_day, self.change_a_policy, self.change_a_policy, self.do_a_job)
                    self.chance.choice(rare)()
                else:
                    self.do_something(*self.chance.choice(self.pairs))
        with clock.at(self.now + timedelta(minutes=1)):
            self.compare()

    # --- what happens to all -----------------------------------------------------------------------------------------

    def terms(self) -> dict:
        chance = self.chance
        units = {kind: "hour" if chance.random() < 0.2 else "day" for kind in ALL}
        limits = {kind: None if chance.random() < 0.15 else chance.randrange(1, 16) for kind in ALL}
        if not any(limits.values()):
            limits["response"] = 2
        return {
            **limits, **{f"{kind}_unit": unit for kind, unit in units.items()},
            **dict(zip(NAMES, chance.choice(HOURS), strict=True)), "reminder_days": chance.randrange(3),
            "pauses_for_enterprise": chance.random() < 0.8, "pauses_for_expert": chance.random() < 0.5,
        }  # fmt: skip

    def note_rules(self, made: ClockPolicy, terms: dict) -> Rules:
        limits = {kind: (terms[kind], terms[f"{kind}_unit"]) if terms[kind] else None for kind in ALL}
        pauses = {side: terms[f"pauses_for_{side}"] for side in ("enterprise", "expert")}
        self.rules[made.pk] = Rules(made.pk, limits, pauses, tuple(terms[name] for name in NAMES))
        return self.rules[made.pk]

    def add_policy(self, place: str, kind: str) -> None:
        terms, area = self.terms(), getattr(self.ground["region"], place)
        values = {"name": f"{place}{kind}", "area": area, "kind": kind, **terms}
        made = add_policy(values=values, by=self.ground["keeper"])
        self.policies[place, kind] = made
        self.note_rules(made, terms)

    def change_a_policy(self) -> None:
        place, kind = self.chance.choice(("city", "north")), self.chance.choice(("", "talent"))
        known, recalculates = self.policies.get((place, kind)), self.chance.random() < 0.6
        self.told.append(f"{self.now} policy {place} {kind} {recalculates}")
        if known is None:
            self.add_policy(place, kind)
        elif (place, kind) != ("city", "") and self.chance.random() < 0.3:
            retire_policy(policy=known, by=self.ground["keeper"], reason="合并")
            del self.policies[place, kind]
        else:
            terms = self.terms()
            made = change_policy(
                policy=known, values=terms, by=self.ground["keeper"], reason="调整", recalculates=recalculates
            )
            self.policies[place, kind] = made
            rules = self.note_rules(made, terms)
            if recalculates:  # what the job does
                apply_policy(made)
                begin_missing()
                for _number, case in self.pairs:
                    if case.choose() is rules and any(one.rules is not rules for one in case.open()):
                        case.follow(rules, self.now)
                    case.begin_missing(self.now)

    def correct_a_day(self) -> None:
        day = timezone.localdate(self.now) + timedelta(days=self.chance.randrange(-10, 25))
        self.told.append(f"{self.now} day {day}")
        if CalendarDay.objects.filter(date=day).exists():
            reset_day(day=day, by=self.ground["keeper"])
            self.days[day] = self.ground["worked"][day]
        else:
            kind = self.chance.choice(("holiday", "make_up_workday"))
            set_day(day=day, kind=kind, by=self.ground["keeper"])
            self.days[day] = kind == "make_up_workday"
        recalculate()  # what the job does

    def do_a_job(self) -> None:
        if self.chance.random() < 0.5:
            tick()
            return
        begin_missing()
        for _number, case in self.pairs:
            case.begin_missing(self.now)

    # --- what happens to one -----------------------------------------------------------------------------------------

    def choose_for(self, place: str, kind: str):
        """The county's before the city's, in the same area the one for the kind first."""
        order = [("north", kind), ("north", "")] if place == "north" else []
        order += [("city", kind), ("city", "")]
        return lambda: next(self.rules[self.policies[key].pk] for key in order if key in self.policies)

    def write_down(self) -> None:
        at, kind = self.chance.randrange(2), self.chance.choice(("technology", "talent"))
        values = {"title": "需求", "body": "内容", "organisation": self.ground["firms"][at], "kind": kind}
        by = self.ground["writer"] if at == 0 else self.chance.choice(self.ground["officers"])
        demand = add_record(register=DEMANDS, values=values, by=by)
        case = Case(lambda day: self.days[day], self.choose_for("north" if at == 0 else "south", kind))
        case.deed("add", self.now)
        self.pairs.append((demand.pk, case))

    def do_something(self, number: int, case: Case) -> None:
        demand = Demand.objects.select_related("area", "zone", "organisation", "handler").get(pk=number)
        verbs = [one.verb for one in steps_from(case.state, waiting=case.waiting) if one.field in ("state", "waiting")]
        verbs += ["speak", "speak"] + (["hand_over"] if case.state != "closed" else [])
        verb = self.chance.choice(verbs)
        self.told.append(f"{self.now} {number} {verb}")
        if verb == "speak":
            self.speak(demand, case)
        elif verb == "hand_over":
            to = self.chance.choice([one for one in self.ground["officers"] if one.pk != case.handler])
            hand_over(demand=demand, to=to, version=demand.version, by=self.ground["officers"][0])
            case.handler = to.pk
            case.deed("hand_over", self.now)
        else:
            self.step(demand, case, verb)

    def step(self, demand: Demand, case: Case, verb: str) -> None:
        by = self.chance.choice(self.ground["officers"])
        if verb == "verify":  # by somebody who did not write it; a second try by another person
            demand.is_demo = True
            Demand.objects.filter(pk=demand.pk).update(is_demo=True)
        if verb == "solved":
            Demand.objects.filter(pk=demand.pk).update(grade="declared")
        done = take_step(
            demand=demand, verb=verb, version=demand.version, by=by, reason="说明", checks=tuple(CHECKS)
        )  # fmt: skip
        if verb in ("wait_enterprise", "wait_expert", "resume"):
            case.waiting = {"wait_enterprise": "enterprise", "wait_expert": "expert", "resume": ""}[verb]
        else:
            case.state, case.waiting, case.handler = done.state, "", case.handler or by.pk
        case.deed(verb, self.now)

    def speak(self, demand: Demand, case: Case) -> None:
        side = self.chance.choice(("enterprise", "expert", "both"))
        values = {"on": timezone.localdate(self.now), "side": side, "channel": "phone", "summary": "已答复"}
        by = self.chance.choice(self.ground["officers"])
        add_part(register=DEMANDS, part=CONTACTS, record=demand, version=demand.version, values=values, by=by)
        if side in (case.waiting, "both"):
            case.waiting = ""
        case.deed("answer" if side != "expert" else "spoken with the expert", self.now)

    # --- what has come of it -----------------------------------------------------------------------------------------

    def compare(self) -> None:
        now = clock.now()
        for number, case in self.pairs:
            rows = list(DemandClock.objects.filter(demand=number).select_related("policy").order_by("pk"))
            found = {
                (one.clock.kind, one.clock.round): (
                    "running" if one.state == "due" else str(one.state), timezone.localtime(one.clock.due_at),
                    one.clock.started_at, one.clock.ended_at, one.clock.end, one.clock.paused_at,
                    one.clock.policy_id, one.clock.handler_id,
                )
                for one in see(rows)
            }  # fmt: skip
            wanted = {
                (one.kind, one.round): (
                    case.state_of(one, now), timezone.localtime(case.due_of(one)), one.started, one.ended, one.end,
                    one.paused, one.rules.number, one.handler,
                )
                for one in case.runs
            }  # fmt: skip
            differing = {key: (found.get(key), wanted.get(key)) for key in found | wanted}
            differing = {key: pair for key, pair in differing.items() if pair[0] != pair[1]}
            assert differing == {}, self.course_of(number)
            told = Demand.objects.values_list("clock_due_on", flat=True).get(pk=number)
            assert told == case.next_deadline(), self.course_of(number)
            for one in rows:
                assert one.next_at is None or (one.paused_at is None and one.ended_at is None), self.course_of(number)

    def course_of(self, number: int) -> str:
        return "\n".join(one for one in self.told if f" {number} " in one or " policy " in one or " day " in one)


def play(ground, *, first: int, histories: int) -> None:
    for seed in range(first, first + histories // TOGETHER):
        with transaction.atomic():
            History(ground, seed).play()
            transaction.set_rollback(True)


def test_clocks_are_what_the_course_says(ground):
    play(ground, first=1, histories=20)


@pytest.mark.slow
def test_clocks_of_ten_thousand_histories_are_what_the_course_says(ground):
    play(ground, first=1000, histories=10_000)
