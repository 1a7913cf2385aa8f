"""The clock tick: seconds to look through the open clocks of a city and tell of those that are due, and to recalculate.

`python -m bench.clocks [CLOCKS] [--postgres]` opens CLOCKS (default 200,000) clocks of half as many demands, over the
past year and with pauses, then runs the tick: on an ordinary morning, when one in a hundred is due; on the worst, when
all but those that are paused have come due since the last tick; and again, when nothing is. Last it calculates all of
them anew after a corrected day, and begins the clock of the check for every demand, as after an upgrade. Goal: a tick
within 20 s.
"""

# ruff: noqa: PLC0415 – Django is imported once the environment is set

import contextlib
import json
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench._scratch import scratch_folder

ROOT = Path(__file__).resolve().parents[1]
CLOCKS = next((int(one) for one in sys.argv[1:] if one.isdigit()), 200_000)
GOAL = 20.0
BATCH = 5000


def measured(work: Callable[[], Any]) -> dict[str, Any]:
    """What it returned, with seconds of the wall clock and of this process's processor."""
    began, worked = time.monotonic(), time.process_time()
    result = work()
    return {
        "result": result,
        "seconds": round(time.monotonic() - began, 2),
        "processor": round(time.process_time() - worked, 2),
    }


def fill(source: random.Random, now: Any) -> None:
    """Demands with a first response and a solution each, begun within the last year, one in ten paused."""
    from tests.factories.accounts import make_user
    from tests.factories.registry import make_region

    from duijie.demands.domain.clock_offices import Offices
    from duijie.demands.domain.clock_policies import shipped
    from duijie.demands.models import Demand, DemandClock

    region, policy = make_region(), shipped()
    areas = (region.north, region.south)
    officers = [make_user(role="county_officer", area=source.choice(areas)) for _number in range(60)]
    offices = Offices((now - timedelta(days=400)).date())
    left = CLOCKS
    while left:
        count = min(left, BATCH)
        demands = Demand.objects.bulk_create(
            Demand(title=f"需求{left}-{number}", area=source.choice(areas), state="verified", handler=officers[0])
            for number in range((count + 1) // 2)
        )
        made = []
        for number in range(count):
            one = DemandClock(
                demand=demands[number // 2], kind=("response", "solution")[number % 2], policy=policy,
                handler=source.choice(officers), started_at=now - timedelta(minutes=source.randrange(525_000)),
            )  # fmt: skip
            if source.random() < 0.3:
                stopped = one.started_at + timedelta(days=1)
                one.pauses = [[stopped.isoformat(), (stopped + timedelta(days=source.randrange(1, 20))).isoformat()]]
            if source.random() < 0.1:
                one.paused_at = now
            offices.set_due(one)
            made.append(one)
        DemandClock.objects.bulk_create(made)
        left -= count


def measure() -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.models import F

    from duijie.common import clock
    from duijie.demands.clock_engine import URGE
    from duijie.demands.domain.clock_beginnings import begin_missing
    from duijie.demands.domain.clock_recalculation import recalculate
    from duijie.demands.domain.clock_tick import tick
    from duijie.demands.models import Demand, DemandClock

    call_command("migrate", verbosity=0)
    morning = datetime(2026, 9, 16, 1, tzinfo=UTC)  # a Wednesday, nine o'clock in China
    fill(random.Random(6), morning)
    with connection.cursor() as cursor:  # what both databases do by themselves in the course of a day
        cursor.execute("ANALYZE")
    due = DemandClock.objects.filter(next_at__isnull=False)
    told: dict[str, Any] = {"clocks": DemandClock.objects.open().count(), "database": connection.vendor}
    with clock.at(morning):
        due.update(next_at=morning + timedelta(days=30), told=0)
        one_in_hundred = due.annotate(rest=F("pk") % 100).filter(rest=0)
        one_in_hundred.update(next_at=morning)
        told["usual"] = measured(tick)
        due.filter(due_at__lt=morning - timedelta(days=10)).update(told=URGE)
        due.filter(due_at__gte=morning - timedelta(days=10)).update(told=0)
        due.update(next_at=morning)
        told["worst"] = measured(tick)
        told["nothing"] = measured(tick)
        told["recalculated"] = measured(recalculate)
        Demand.objects.update(state="found")
        told["begun"] = measured(begin_missing)
        told["nothing missing"] = measured(begin_missing)
    return told


def main() -> int:
    folder = scratch_folder()
    os.environ |= {
        "DUIJIE_DATA": str(folder), "DUIJIE_SECRET_KEY": "bench", "DJANGO_SETTINGS_MODULE": "duijie.settings.test",
    }  # fmt: skip
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    with contextlib.ExitStack() as stack:
        if "--postgres" in sys.argv:
            from tools.postgres import running_postgres

            os.environ["DATABASE_URL"] = stack.enter_context(running_postgres())
        result = measure()
    print(json.dumps(result, indent=1))
    out = ROOT / "var" / "bench"
    out.mkdir(parents=True, exist_ok=True)
    (out / "clocks.json").write_text(json.dumps(result, indent=1), encoding="utf-8")
    slowest = max(result[name]["seconds"] for name in ("usual", "worst", "nothing"))
    return 0 if slowest <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
