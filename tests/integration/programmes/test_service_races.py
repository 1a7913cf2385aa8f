"""Several at the same moment over one day, one amount, one thing; and a job of approvals that is killed.

A seeded sample in CI; ``./run test --full`` runs two thousand races and a hundred kills.
"""

import itertools
from decimal import Decimal

import pytest
from tests.factories.kills import finish, killer, points
from tests.factories.races import at_once, rounds
from tests.integration.programmes.test_work_logs import World

from duijie.common import clock
from duijie.common.jobs import run_job
from duijie.common.models import AuditEvent
from duijie.programmes.domain.money.ledger import enter_money, reverse_entry
from duijie.programmes.domain.results.yields import add_yield
from duijie.programmes.domain.worklogs.approvals import start_approval
from duijie.programmes.domain.worklogs.service_rules import edit_service_rules
from duijie.programmes.domain.worklogs.work_logs import log_work
from duijie.programmes.models import LedgerEntry, Station, StationPatent, WorkDay, WorkLog, Yield
from duijie.programmes.registers import STATIONS
from duijie.registry.domain.record_parts import add_part

pytestmark = pytest.mark.django_db(transaction=True)
of_each = rounds(2)
numbers = itertools.count(1)


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def won(results):
    return sum(not isinstance(one, Exception) for one in results)


@of_each
def test_a_day_has_24_hours_and_a_ceiling_holds(world, times):
    edit_service_rules(call=world.call, values={"subsidy_most": Decimal(10_000)}, version=0, by=world.city)
    money = {"kind": "subsidy", "stage": "paid", "amount": "6000", "document": "云科发〔2026〕3号"}
    for turn in range(times):
        WorkLog.objects.all().delete()
        found = at_once(*(lambda: log_work(posting=world.posting, values=world.values(minutes=800), by=world.author)
                          for _ in range(3)))  # fmt: skip
        assert won(found) == 1, (turn, found)
        assert WorkDay.objects.get(account=world.author, day=clock.today()).minutes == 800
        found = at_once(*(lambda: enter_money(posting=world.posting, values=money, by=world.county) for _ in range(3)))
        assert won(found) == 1, (turn, found)
        entry = next(one for one in found if not isinstance(one, Exception))
        found = at_once(
            *(lambda entry=entry: reverse_entry(entry=entry, reason="退", by=world.county) for _ in range(2))
        )
        assert won(found) == 1, (turn, found)
        assert sum(LedgerEntry.objects.values_list("amount", flat=True)) == 0
        said = {"kind": "patent_applied", "title": "工艺", "number": f"2026{turn:08d}.1", "happened_on": clock.today()}
        found = at_once(
            *(lambda said=said: add_yield(posting=world.posting, values=said, by=world.author) for _ in range(2))
        )
        assert (won(found), Yield.objects.count()) == (1, turn + 1), (turn, found)


@of_each
def test_a_number_counts_in_one_register(world, times):
    """Two who enter it among the yields, and one at each of two stations."""
    stations = [Station.objects.create(title=f"{one}号站", area=world.region.north) for one in (1, 2)]
    patents = STATIONS.part_of("patents")

    def at(station, number):
        station.refresh_from_db()
        values = {"title": "装置", "stage": "applied", "on": clock.today(), "number": number}
        return lambda: add_part(
            register=STATIONS, part=patents, record=station, version=station.version, values=values, by=world.city
        )

    for turn in range(times):
        number = f"2026{turn:08d}.7"
        said = {"kind": "patent_granted", "title": "装置", "number": f"ZL {number}", "happened_on": clock.today()}
        found = at_once(
            *(lambda said=said: add_yield(posting=world.posting, values=said, by=world.author) for _ in range(2)),
            *(at(one, number) for one in stations),
        )
        counted = Yield.objects.filter(number__endswith=number).count() + StationPatent.objects.filter(
            number=number
        ).count()  # fmt: skip
        assert (won(found), counted) == (1, 1), (turn, found)


@points("sqlite", few=3)
def test_a_killed_approval_counts_each_log_once(world, points, tmp_path):
    def job():
        logs = [world.confirmed(minutes=1, title=f"第{next(numbers)}次").pk for _turn in range(3)]
        return start_approval(logs=logs, by=world.county), logs

    with killer(20260318, tmp_path) as kill:
        first, _logs = job()
        kill.measure("approve", "duijie.common.jobs.run_job", job_id=str(first.pk))
        for _turn in range(points):
            made, logs = job()
            kill.kill("approve", "duijie.common.jobs.run_job", job_id=str(made.pk))
            made.refresh_from_db()
            if made.state != "succeeded":
                finish(made)
            rows = WorkLog.objects.filter(pk__in=logs)
            assert {one.state for one in rows} == {"counted"}
            counted = AuditEvent.objects.filter(verb="work_log.count", target_id__in=[str(one) for one in logs])
            assert counted.count() == len(logs)
            assert (made.result["approved"], made.result["left_out"]) == (3, 0)
    assert kill.killed
    assert run_job(made.pk) is None
