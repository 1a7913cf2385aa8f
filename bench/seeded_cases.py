"""Demands with all that is kept of them as cases, by the hundred thousand: for ``bench/cases.py``.

Course, contacts, clocks with their log, passages, results, supervised handling, common problems and messages, straight
into the database. A twentieth is made here, of which the database makes the others as copies. All follows from one
seed; days are counted back from today.
"""

# ruff: noqa: PLC0415 – Django is imported once ``seeding.prepared`` has set the environment

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.seeding import Seeds

STATES = {
    "found": 6, "drafted": 3, "verified": 6, "published": 14, "matched": 9, "contacted": 8, "negotiating": 5,
    "solving": 12, "solved": 14, "unsolved": 7, "closed": 16,
}  # fmt: skip
WAY = ("found", "drafted", "verified", "published", "matched", "contacted", "negotiating", "solving", "solved")
VERBS = ("draft", "verify", "publish", "match", "contact", "negotiate", "solve", "solved")
SETTLED = ("solved", "unsolved", "closed")
EVENTS = 15  # of an ordinary demand at most; with those of long courses 10 on average
LONG, LONG_EVENTS, LONG_CONTACTS, LONG_ROUNDS = (
    250,
    200,
    60,
    12,
)  # one of so many, in the first county, has a long course
OFFICERS, CITY_OFFICERS = 6, 6  # of each county, and of the city
MEMBERS = 5  # demands of a common problem
SAID = {
    language: {"subject": subject, "body": subject * 6, "short": subject}
    for language, subject in (("zh-hans", "需求办理进展：轴承降低噪声"), ("en", "News of the demand: quieter bearings"))
}


def make_cases(rows: int) -> None:
    """``rows`` demands with all this, unless they are there; packed, as a worker would have."""
    from duijie.demands.domain.passage_blocks import pack_passages

    CaseSeeds(rows).make()
    pack_passages()


class CaseSeeds(Seeds):
    def make(self) -> None:
        from tests.factories.accounts import make_user

        from duijie.demands.domain.clock_offices import Offices
        from duijie.demands.domain.clock_policies import shipped
        from duijie.messaging.models import Message

        if Message.objects.exists():  # what is made last
            return
        self.make_ground()
        self.policy, self.offices = shipped(), Offices((self.now - timedelta(days=2200)).date())
        self.city_officers = [self.officer(make_user, "city", self.region.city, n) for n in range(CITY_OFFICERS)]
        self.officers = {
            county.path: [self.officer(make_user, f"county{at}-", county, n) for n in range(OFFICERS)]
            for at, county in enumerate(self.counties)
        }
        self.made: list[Any] = []
        self.clocks: list[Any] = []
        self.demands = self.store(self.rows, self.case, title="title || '-{copy}'")
        for part in (self.contacts, self.events, self.passages, self.contracts, self.evidence, self.milestones,
                     self.supervisions, self.ratings):  # fmt: skip
            self.spread(part())
        self.spread(self.numbered_clocks())
        self.spread(self.entries())
        self.make_problems()
        self.make_history()
        self.make_messages()

    def officer(self, make_user: Any, name: str, area: Any, number: int) -> Any:
        role = "city_officer" if area == self.region.city else "county_officer"
        return make_user(role=role, area=area, username=f"{name}{number}")

    def spread(self, rows: Iterator[Any]) -> None:
        """Store what belongs to the demands that were made here, and the same for each of their copies."""
        found = list(rows)
        if found:
            copies = -(-len(self.demands) // len(self.made))
            self.multiply(found, len(found) * copies, len(self.made), demand_id="demand_id + {copy} * {made}")

    def case(self, number: int) -> Any:
        """A demand in some state, whose open clocks are known then."""
        source, demand = self.source, self.demand(number)
        demand.state = source.choices([*STATES], [*STATES.values()])[0]
        if number % LONG == 0:
            demand.area, demand.zone, demand.archived_at = self.counties[0], None, None
        county = next(one for one in self.counties if demand.area.path.startswith(one.path))
        if demand.state not in ("found", "drafted"):
            demand.handler = source.choice(self.officers[county.path] if source.random() < 0.9 else self.city_officers)
        if demand.state not in SETTLED:
            demand.waiting = source.choice(("enterprise", "expert")) if source.random() < 0.08 else ""
            demand.level = "city" if source.random() < 0.06 else "county"
        found = [self.clock(demand, kind, number % LONG == 0 and kind == "update") for kind in self.kinds_of(demand)]
        self.clocks.append(found)
        due = [one.due_at for one in found if one.paused_at is None]
        demand.clock_due_on = min(due).date() if due else None
        self.made.append(demand)
        return demand

    def kinds_of(self, demand: Any) -> tuple[str, ...]:
        if demand.state in ("found", "drafted"):
            return ("checking",)
        if demand.state in SETTLED:
            return ("closing",) if demand.state != "closed" else ()
        return ("response" if demand.state in ("verified", "published") else "update", "solution")

    def clock(self, demand: Any, kind: str, is_late_round: bool) -> Any:
        """One that began lately, so that a few of a hundred are overdue, as in an office that keeps up."""
        from duijie.demands.models import DemandClock

        source = self.source
        days = {"checking": 4, "response": 4, "update": 8, "solution": 70, "closing": 12}[kind] * source.random() ** 0.7
        made = DemandClock(
            kind=kind, round=LONG_ROUNDS if is_late_round else 1, policy=self.policy, handler=demand.handler,
            started_at=self.now - timedelta(days=days),
        )  # fmt: skip
        if demand.waiting:
            made.paused_at = made.started_at + timedelta(hours=1)
        self.offices.set_due(made)
        made.due_at += timedelta(seconds=source.randrange(-1800, 1800))  # no two thousand at one moment
        return made

    def numbered_clocks(self) -> Iterator[Any]:
        """The open ones, and those that came to an end before them."""
        from duijie.demands.models import DemandClock

        for at, demand in enumerate(self.made):
            for one in self.clocks[at]:
                one.demand = demand
                yield one
            rounds = LONG_ROUNDS - 1 if at % LONG == 0 else 1 if demand.state in SETTLED else 0
            for number in range(rounds):
                began = demand.created_at + timedelta(days=number)
                yield DemandClock(
                    demand=demand, kind="update", round=number + 1, policy=self.policy, handler=demand.handler,
                    started_at=began, due_at=began + timedelta(days=10), ended_at=began + timedelta(hours=9), end="met",
                )  # fmt: skip

    def entries(self) -> Iterator[Any]:
        """The log: each clock began, and of long courses much more."""
        from duijie.demands.models import ClockEntry

        for at, demand in enumerate(self.made):
            for one in self.clocks[at]:
                for number in range(LONG_ROUNDS * 5 if at % LONG == 0 else 1):
                    yield ClockEntry(
                        demand=demand, kind=one.kind, round=1, at=one.started_at + timedelta(minutes=number),
                        deed="started", due_at=one.due_at, by=demand.handler, cause="verify",
                    )  # fmt: skip

    def moments(self, demand: Any, count: int) -> list[datetime]:
        """So many from the day on which it was entered until now."""
        span = self.now - demand.created_at
        return [demand.created_at + span * (number + 1) / (count + 2) for number in range(count)]

    def steps(self, demand: Any) -> int:
        """How many steps it has taken."""
        return WAY.index(demand.state) if demand.state in WAY else 8 if demand.state == "closed" else 5

    def contacts(self) -> Iterator[Any]:
        from duijie.demands.models import DemandContact

        for at, demand in enumerate(self.made):
            count = LONG_CONTACTS if at % LONG == 0 else 2 if demand.handler else 0
            for moment in self.moments(demand, count):
                yield DemandContact(
                    demand=demand, on=moment.date(), side="enterprise", channel="phone", spoken_with=self.name(),
                    summary="企业答复：样品已寄出，等待检测结果", by=demand.handler,
                )  # fmt: skip

    def events(self) -> Iterator[Any]:
        """The steps, then words with the firm."""
        from duijie.demands.models import CaseEvent

        for at, demand in enumerate(self.made):
            steps = self.steps(demand)
            count = LONG_EVENTS if at % LONG == 0 else max(steps, self.source.randrange(EVENTS + 1))
            for number, moment in enumerate(self.moments(demand, count)):
                told: dict[str, Any] = {"verb": "spoken", "after": "enterprise", "reason": "企业答复：等待检测结果"}
                if number < steps:
                    told = {"verb": VERBS[number], "before": WAY[number], "after": WAY[number + 1]}
                yield CaseEvent(demand=demand, at=moment, by=demand.handler or self.by, handler=demand.handler, **told)

    def passages(self) -> Iterator[Any]:
        from duijie.demands.models import Passage

        for demand in self.made:
            steps = self.steps(demand)
            days = [moment.date() for moment in self.moments(demand, steps)]
            reached = {f"{state}_on": day for state, day in zip(WAY[1:], days, strict=False) if state != "drafted"}
            if demand.state == "unsolved":
                reached["unsolved_on"] = self.now.date()
            if reached:
                yield Passage(demand=demand, **reached)

    def contracts(self) -> Iterator[Any]:
        from duijie.demands.models import Contract

        for demand in self.solving():
            yield Contract(
                demand=demand, kind="development", organisation_name=self.firm(), signed_on=demand.created_at.date(),
                amount=20, registration_number="2026330500001",
            )  # fmt: skip

    def evidence(self) -> Iterator[Any]:
        from duijie.demands.models import Evidence

        for demand in self.solving():
            if demand.state != "solving":
                yield Evidence(demand=demand, kind="test", title="验收报告", issuer=self.firm())

    def milestones(self) -> Iterator[Any]:
        from duijie.demands.models import Milestone

        for demand in self.solving():
            for title in ("小试", "中试"):
                yield Milestone(demand=demand, title=title, due_on=demand.created_at.date())

    def solving(self) -> Iterator[Any]:
        return (one for one in self.made if one.state in ("solving", "solved", "closed"))

    def supervisions(self) -> Iterator[Any]:
        from duijie.demands.models import Supervision

        for at, demand in enumerate(self.made):
            if demand.state not in ("found", "drafted", *SETTLED) and at % 40 == 0:
                yield Supervision(demand=demand, at=self.now, by=self.city_officers[0], reason="两次逾期未反馈")

    def ratings(self) -> Iterator[Any]:
        from duijie.demands.models import Rating

        for demand in self.made:
            if demand.state == "closed":
                yield Rating(demand=demand, satisfaction=4, by=self.by, rated_at=self.now)

    def make_problems(self) -> None:
        """A seventieth as many common problems as demands, each of some firms."""
        from duijie.demands.models import CommonMember, CommonProblem, Demand

        problems = CommonProblem.objects.bulk_create(
            CommonProblem(
                title=f"{self.texts(number)['title']}", description=self.sentences("轴承", 3),
                area=self.source.choice(self.counties), industry="C3443", likeness=self.source.random(),
                state=self.source.choice(("suggested", "confirmed", "solving", "dissolved")),
                changed_at=self.now - timedelta(minutes=self.source.randrange(500_000)),
            )
            for number in range(self.rows // 70)
        )  # fmt: skip
        chosen = Demand.objects.order_by("pk").values_list("pk", flat=True)[:: max(1, 70 // MEMBERS)]
        CommonMember.objects.bulk_create(
            (
                CommonMember(problem=problems[at // MEMBERS], demand_id=number, likeness=0.7)
                for at, number in enumerate(chosen[: MEMBERS * len(problems)])
            ),
            batch_size=2000,
        )

    def make_history(self) -> None:
        """What the demands looked like when they were entered."""
        from django.db import connection

        from duijie.demands.models import Demand

        history: Any = Demand.history.model
        there = {column.column for column in Demand._meta.concrete_fields}
        names = [f'"{one.column}"' for one in history._meta.concrete_fields if one.column in there]
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "{history._meta.db_table}" ({", ".join(names)}, history_date, history_type) '
                f"SELECT {', '.join(names)}, created_at, '+' FROM demands_demand ORDER BY id"
            )

    def make_messages(self) -> None:
        """As many as there are demands, to the officers in turn; of ten nine were read, most were put away."""
        from duijie.messaging.models import Message

        people = [*self.city_officers, *(one for those in self.officers.values() for one in those)]
        source = self.source

        def message(number: int) -> Any:
            at = self.now - timedelta(minutes=source.randrange(1_000_000))
            return Message(
                account=people[number % len(people)], key=f"seed-{number}", kind="demand.step", texts=SAID,
                link=f"/demands/{self.demands[number]}/", by=self.by, target_type="demands.demand",
                target_id=str(self.demands[number]), code=f"s{number}", created_at=at,
                read_at=at if source.random() < 0.9 else None, archived_at=at if source.random() < 0.6 else None,
            )  # fmt: skip

        self.store(self.rows, message, key="key || '-{copy}'", code="code || '-{copy}'")
