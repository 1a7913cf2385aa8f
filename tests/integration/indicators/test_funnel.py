"""The funnel: counts, shares and working days by hand, every number the list behind it, nothing counted twice."""

import io
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib import import_module
from statistics import median
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_region

from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES
from duijie.common import clock
from duijie.common.domain.calendar import working_days_between
from duijie.common.models import AuditEvent
from duijie.demands.domain.demands import take_step
from duijie.demands.domain.passages import DAYS
from duijie.demands.models import Demand, Passage
from duijie.demands.requirements import CHECKS
from duijie.demands.stages import STAGES
from duijie.demands.states import steps_from
from duijie.indicators.counting import Basis, Cut
from duijie.indicators.domain.queries.funnel import Funnel, funnel_of
from duijie.indicators.periods import Period
from duijie.portal.funnel.links import Links
from duijie.registry.domain.merges import merge_records, undo_merge
from duijie.registry.domain.records import archive_record

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
NOW = datetime(2026, 11, 20, 4, tzinfo=timezone.get_fixed_timezone(0))
INDUSTRIES = ("C3443", "35", "阀门", "")


def on(day: date) -> Any:
    return clock.at(timezone.make_aware(datetime.combine(day, time(10))))


def walk(demand: Demand, steps: list[tuple[str, date]], *, by: Any) -> Demand:
    for verb, day in steps:
        with on(day):
            demand = take_step(demand=demand, verb=verb, version=demand.version, by=by, reason="说明", checks=CHECKS)
    return demand


def fill(count: int, *, seed: int = 5) -> None:
    """Demands at random places that walk at random from 2025 on, some taken back, reopened, archived, hidden."""
    region, source = make_region(), random.Random(seed)
    by = make_user(role="city_officer", area=region.city)
    for number in range(count):
        found = date(2025, 10, 1) + timedelta(days=source.randrange(380))
        area, zone = source.choice([(region.north, None), (region.south, region.zone), (region.city, None)])
        demand = make_demand(
            area=area, zone=zone, found_on=found if number % 3 else None, grade="declared",
            created_at=timezone.make_aware(datetime.combine(found, time(23, 30))), source=source.choice(["", "visit"]),
            kind=source.choice(["technology", "talent"]), industry=source.choice(INDUSTRIES),
            disclosure=source.choice(["registered", "internal"]),
        )  # fmt: skip
        day = found
        for _step in range(source.randrange(10)):
            day += timedelta(days=source.randrange(12))
            verbs = [
                step.verb
                for step in steps_from(demand.state)
                if step.field == "state" and step.permission == Permission.DEMAND_STEP
            ]
            if day > NOW.date() or not verbs:
                break
            forward = [verb for verb in verbs if verb not in {"give_up", "withdraw", "close", "reopen"}]
            demand = walk(
                demand, [(source.choice(forward if forward and source.random() < 0.85 else verbs), day)], by=by
            )
        if number % 10 == 9:
            archive_record(register=DEMANDS(), record=demand, version=demand.version, by=by)


def DEMANDS() -> Any:  # noqa: N802 – the register, found late
    return import_module("duijie.demands.registers").DEMANDS


@pytest.fixture
def today() -> Iterator[None]:
    caches["figures"].clear()  # numbers of rows begin anew with each test
    with clock.at(NOW):
        yield


def funnel(area: Any, *, by: Any, basis: Basis = Basis.FOUND, cut: Cut = Cut.COUNTY, period: Period = YEAR) -> Funnel:
    return funnel_of(area, period, basis=basis, cut=cut, by=by)


def count_behind(client: Client, address: str) -> int:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return int(answer.context["table"].paginator.count)


def test_a_demand_counts_at_every_stage_it_reached_however_it_went_on(today: None) -> None:
    region = make_region()
    by = make_user(role="city_officer", area=region.city)
    demand = make_demand(found_on=date(2026, 1, 5), grade="declared", state="verified")
    demand = walk(
        demand,
        [("publish", date(2026, 1, 12)), ("withdraw", date(2026, 1, 13)), ("publish", date(2026, 1, 20)),
         ("contact", date(2026, 2, 2)), ("solve", date(2026, 2, 9)), ("solved", date(2026, 3, 2)),
         ("reopen", date(2026, 4, 1))],
        by=by,
    )  # fmt: skip
    assert Passage.objects.values_list("published_on", "solved_on", "reopened_on").get() == (
        date(2026, 1, 12), date(2026, 3, 2), date(2026, 4, 1),
    )  # fmt: skip
    found = funnel(region.city, by=by)
    counts = {one.stage: one.count for one in found.total.stages}
    assert counts == {
        "found": 1, "verified": 1, "published": 1, "matched": 0, "contacted": 1, "negotiating": 0, "solving": 1,
        "solved": 1,
    }  # fmt: skip
    assert (found.reopened, found.unsolved) == (1, 0)
    again = walk(demand, [("publish", date(2026, 5, 1)), ("contact", date(2026, 5, 2)), ("solve", date(2026, 5, 3)),
                          ("solved", date(2026, 5, 4))], by=by)  # fmt: skip
    assert again.state == "solved"
    for basis in Basis:
        assert funnel(region.city, by=by, basis=basis).total.count("solved") == 1
    may = Period(date(2026, 5, 1), date(2026, 5, 31))
    assert funnel(region.city, by=by, basis=Basis.REACHED, period=may).total.count("solved") == 0


def test_shares_and_working_days_are_those_counted_one_by_one(today: None) -> None:
    fill(40)
    region = make_region()
    by = make_user(role="leader", area=region.city)
    found = funnel(region.city, by=by)
    expected = by_hand()
    assert [(one.count, one.of_before, one.of_found, one.days) for one in found.total.stages] == expected
    assert found.total.count("solving") > 0


def by_hand() -> list[tuple[int, float | None, float | None, float | None]]:
    """The stages of the year, demand by demand, day by day."""
    told = []
    for demand in Demand.objects.filter(archived_at=None):
        first = demand.found_on or timezone.localdate(demand.created_at)
        days = {"found": first}
        known = Passage.objects.filter(demand=demand).values().first() or {}
        days |= {key: known[one.column] for key, one in STAGES.items() if one.column and known.get(one.column)}
        if first.year == 2026:
            told.append(days)
    rows: list[tuple[int, float | None, float | None, float | None]] = []
    for number, stage in enumerate(STAGES):
        here = [days for days in told if stage in days]
        if not number:
            rows.append((len(here), None, None, None))
            continue
        before = [days for days in told if [*STAGES][number - 1] in days]
        both = sum(1 for days in before if stage in days)
        gaps = []
        for days in here:
            begin = max(days[one] for one in [*STAGES][:number] if one in days)
            gaps.append(max(0, working_days_between(begin, days[stage]) - working_days_between(begin, begin)))
        rows.append(
            (len(here), both / len(before) if before else None, len(here) / len(told),
             float(median(gaps)) if gaps else None)
        )  # fmt: skip
    return rows


@pytest.mark.parametrize(
    "role, where",
    [
        pytest.param("leader", "city", marks=pytest.mark.by_default_on("postgres")),
        pytest.param("zone_officer", "zone", marks=pytest.mark.by_default_on("sqlite")),
        pytest.param("county_officer", "south", marks=pytest.mark.slow),
    ],
)
def test_every_number_counts_the_list_behind_it(
    client: Client, today: None, role: str, where: str, pytestconfig: pytest.Config
) -> None:
    fill(30)
    area = getattr(make_region(), where)
    by = make_user(role=role, area=area)
    client.force_login(by)
    period, known = Period(date(2025, 11, 5), date(2026, 6, 20)), {}
    for basis in Basis:
        for cut in Cut:
            made = funnel_of(area, period, basis=basis, cut=cut, by=by)
            links = Links(made)
            lines = [links.total, *links.lines]
            shown = {cell.address: cell.figure.count for line in lines for cell in line.cells}
            shown |= {links.beside("reopened"): made.reopened, links.beside("unsolved"): made.unsolved}
            known |= {address: count for address, count in shown.items() if count or "county" in cut}
    # Most addresses lead to lists of the same kind: each stage once in each kind of row, and a sample of the rest.
    chosen = [*known][:: 1 if pytestconfig.getoption("--full") else 13]
    wrong = {one: (known[one], behind) for one in chosen if (behind := count_behind(client, one)) != known[one]}
    assert wrong == {}
    assert sum(known.values()) > 100


def test_rows_add_up_to_the_total_where_they_share_nothing(today: None) -> None:
    fill(25)
    region = make_region()
    by = make_user(role="leader", area=region.city)
    for basis in Basis:
        for cut in set(Cut) - {Cut.COUNTY}:
            made = funnel(region.city, by=by, basis=basis, cut=cut)
            sums = [sum(row.stages[at].count for row in made.rows) for at in range(len(STAGES))]
            assert (basis, cut, sums) == (basis, cut, [one.count for one in made.total.stages])


def test_the_history_tells_the_passages_of_demands_that_were_there_before(today: None) -> None:
    fill(25)
    columns = [one.name for one in Passage._meta.concrete_fields if one.name not in {"id", "taken_over"}]
    kept = sorted(Passage.objects.values_list(*columns))
    assert len(kept) > 10
    Passage.objects.all().delete()
    import_module("duijie.demands.migrations.0005_course").fill(apps, None)
    assert sorted(Passage.objects.values_list(*columns)) == kept


def test_the_page_asks_the_same_for_one_and_for_three(client: Client, today: None) -> None:
    region = make_region()
    client.force_login(make_user(role="city_officer", area=region.city))
    client.get("/funnel/")
    numbers = []
    for count in (1, 2):
        fill(count, seed=count)
        caches["figures"].clear()
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/funnel/", {"cut": "industry"}).status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]


def test_who_may_see_it_and_where(client: Client, today: None) -> None:
    region = make_region()
    for key, role in ROLES.items():
        user = make_user(role=key, area=region.north if role.reach == "area" else None)
        client.force_login(user)
        may = Permission.COUNTY_VIEW in role.permissions
        assert (key, client.get("/funnel/").status_code) == (key, 200 if may else 403)
        if may:
            assert client.get("/funnel/", {"area": region.south.code}).status_code == 400
            assert client.get("/funnel/export/", {"area": region.city.code}).status_code == 400


def test_a_wrong_question_is_answered_by_the_form(client: Client, today: None) -> None:
    client.force_login(make_user(role="leader", area=make_region().city))
    for wrong in (
        {"first": "2026-02-30"}, {"first": "2026-03-01", "last": "2026-02-01"}, {"last": "9999-12-31"}, {"cut": "x"},
        {"first": "2000-01-01", "last": "2026-01-01", "cut": "month"},
    ):  # fmt: skip
        answer = client.get("/funnel/", wrong)
        assert (wrong, answer.status_code) == (wrong, 400)
        assert answer.context["form"].errors
    for value in ("x", "solved@", "solved@2026-01-01", "solved@9999-12-31..9999-12-31", "found@2026-01-01..x"):
        assert count_behind(client, f"/demands/?reached={value}") == 0


def test_the_workbook_has_the_figures_of_the_page(client: Client, today: None) -> None:
    fill(12)
    region = make_region()
    by = make_user(role="leader", area=region.city)
    client.force_login(by)
    answer = client.get("/funnel/export/", {"cut": "source"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    made = funnel(region.city, by=by, cut=Cut.SOURCE)
    assert len(rows) == 2 + len(made.rows)
    assert list(rows[1][1:9]) == [one.count for one in made.total.stages]
    assert AuditEvent.objects.filter(verb="funnel.export").count() == 1


def test_two_records_of_one_demand_count_once_until_they_are_parted(today: None) -> None:
    region = make_region()
    by = make_user(role="city_officer", area=region.city)
    found: dict[str, Any] = {"found_on": date(2026, 1, 5), "grade": "declared", "state": "verified"}
    one, other = make_demand(**found), make_demand(**found)
    one = walk(one, [("publish", date(2026, 2, 2))], by=by)
    steps = [("publish", 3), ("contact", 4), ("solve", 5), ("solved", 6)]
    other = walk(other, [(verb, date(2026, month, 1)) for verb, month in steps], by=by)
    never = make_demand(**found)
    before = [*Passage.objects.order_by("demand").values("demand", *DAYS)]
    counts = [one.count for one in funnel(region.city, by=by).total.stages]
    assert counts == [3, 0, 2, 0, 1, 0, 1, 1]
    merges = []
    for kept, merged in ((one, other), (never, one)):
        kept.refresh_from_db()
        merged.refresh_from_db()
        versions = (kept.version, merged.version)
        merges.append(merge_records(register=DEMANDS(), kept=kept, merged=merged, choices={}, versions=versions, by=by))
    assert [one.count for one in funnel(region.city, by=by).total.stages] == [1, 0, 1, 0, 1, 0, 1, 1]
    assert Passage.objects.get().published_on == date(2026, 2, 2)
    assert Passage.objects.get().demand == never
    for merge in reversed(merges):
        undo_merge(merge=merge, by=by)
    assert [*Passage.objects.exclude(demand=never).order_by("demand").values("demand", *DAYS)] == before
    assert [one.count for one in funnel(region.city, by=by).total.stages] == counts
