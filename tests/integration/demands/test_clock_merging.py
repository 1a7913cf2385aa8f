"""Clocks of two records that are made one, and two again."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone
from tests.factories.accounts import make_user
from tests.factories.demands import make_demand
from tests.factories.registry import make_organisation, make_region

from duijie.common import clock
from duijie.demands.domain.demands import take_step
from duijie.demands.models import DemandClock
from duijie.demands.registers import DEMANDS
from duijie.demands.requirements import CHECKS
from duijie.registry.domain.merges import merge_records, undo_merge

pytestmark = pytest.mark.django_db


def at(day: int) -> datetime:
    local = datetime.combine(date(2026, 3, 2) + timedelta(days=day), time(10), timezone.get_current_timezone())
    return local.astimezone(UTC)  # as moments are in use


def take(demand, verb, by, reason=""):
    demand.refresh_from_db()
    return take_step(demand=demand, verb=verb, version=demand.version, by=by, reason=reason, checks=tuple(CHECKS))


def running(demand):
    return {(one.kind, one.paused_at is not None) for one in DemandClock.objects.open().filter(demand=demand)}


@pytest.mark.parametrize("is_paused", [False, True])
@pytest.mark.parametrize("kept_state", ["found", "verified", "solved"])
def test_the_kept_record_keeps_its_deadlines_and_the_other_gets_its_own_back(kept_state, is_paused):
    region = make_region()
    officer, firm = make_user(role="city_officer", area=region.city), make_organisation(area=region.north)
    kept, merged = make_demand(organisation=firm, state=kept_state), make_demand(organisation=firm)
    with clock.at(at(0)):
        take(merged, "verify", officer)
        if kept_state == "verified":
            kept.state = "found"
            kept.save()
            take(kept, "verify", officer)
    with clock.at(at(1)):
        if is_paused:
            take(merged, "wait_enterprise", officer, reason="补充材料")
    kept.refresh_from_db()
    merged.refresh_from_db()
    before = [(one.clock_due_on, running(one)) for one in (kept, merged)]
    told = {one.kind: one.due_at for one in DemandClock.objects.filter(demand=merged)}
    with clock.at(at(2)):
        made = merge_records(
            register=DEMANDS, kept=kept, merged=merged, choices={}, versions=(kept.version, merged.version), by=officer
        )
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.clock_due_on, running(kept)) == before[0]
    assert (merged.clock_due_on, running(merged)) == (None, set())
    with clock.at(at(9)):  # five working days later
        undo_merge(merge=made, by=officer)
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (kept.clock_due_on, running(kept)) == before[0]
    assert running(merged) == before[1][1]
    made.refresh_from_db()
    assert made.conflicts == []
    open_ones = DemandClock.objects.open().filter(demand=merged)
    if is_paused:
        assert merged.clock_due_on is None
        with clock.at(at(9)):
            take(merged, "resume", officer)
    # The working days between were not theirs: they are due as much later, and on no day that nobody knows of.
    for one in open_ones.all():
        assert one.due_at > told[one.kind]
        assert all(earlier[1] < later[0] for earlier, later in zip(one.pauses, one.pauses[1:], strict=False))
    merged.refresh_from_db()
    assert merged.clock_due_on == min(timezone.localdate(one.due_at) for one in open_ones.all())
