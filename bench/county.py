"""The county on one page over 100,000 demands and 200,000 achievements: time of the page and of each query.

./run bench county [--rows=100000] [--database=postgres] [--data=FOLDER]

``--data`` keeps the filled SQLite database for the next time.

Goal: the page answers below 200 ms in the middle (p50). Prints a table and writes var/bench/county.json.
"""

import json
import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench._scratch import scratch_folder

ROOT = Path(__file__).resolve().parents[1]
GOAL_MS = 200
ROUNDS = 15
BATCH = 5000


def option(name: str, default: str) -> str:
    return next((one.partition("=")[2] for one in sys.argv[1:] if one.startswith(f"--{name}=")), default)


def main() -> int:
    os.environ["DUIJIE_DATA"] = option("data", "") or str(scratch_folder())
    os.environ["DUIJIE_HOSTS"] = "testserver"
    os.environ["DJANGO_SETTINGS_MODULE"] = "duijie.settings.test"
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    if option("database", "sqlite") != "postgres":
        return measure("sqlite")
    from tools.postgres import running_postgres  # noqa: PLC0415 – only where it is asked for

    with running_postgres() as url:
        os.environ["DATABASE_URL"] = url
        return measure("postgres")


def measure(database: str) -> int:
    import django  # noqa: PLC0415 – the environment must be set before

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 – as above
    from django.db import connection  # noqa: PLC0415 – as above
    from django.test import Client  # noqa: PLC0415 – as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 – as above
    from tests.factories.accounts import make_user  # noqa: PLC0415 – as above
    from tests.factories.registry import make_region  # noqa: PLC0415 – as above

    call_command("migrate", verbosity=0)
    rows = int(option("rows", "100000"))
    if not make_region().city.demands.model.objects.exists():
        fill(rows)
    with connection.cursor() as cursor:  # what both databases do by themselves in the course of a day
        cursor.execute("VACUUM ANALYZE" if database == "postgres" else "ANALYZE")
    client = Client()
    client.force_login(make_user(role="leader", area=make_region().city, username=f"leader{time.time_ns()}"))
    addresses = {
        "page": "/county/",
        "county": f"/county/{make_region().north.code}/",
        "renewal": "/county/9701/?part=1",
    }
    found: dict[str, Any] = {
        "database": database,
        "demands": rows,
        "achievements": 2 * rows,
        "p50_ms": {},
        "p50_processor_ms": {},
    }
    for name, address in addresses.items():
        client.get(address)
        times, busy = [], []
        for _ in range(ROUNDS):
            began, worked = time.perf_counter(), time.process_time()
            if client.get(address).status_code != 200:
                raise SystemExit(f"{address} did not answer")
            times.append(1000 * (time.perf_counter() - began))
            busy.append(1000 * (time.process_time() - worked))
        found["p50_ms"][name] = round(statistics.median(times), 1)
        found["p50_processor_ms"][name] = round(statistics.median(busy), 1)
        print(f"{name:10} p50 {statistics.median(times):7.1f} ms   of this here {statistics.median(busy):7.1f} ms")
    with CaptureQueriesContext(connection) as asked:
        client.get("/county/")
    for query in sorted(asked, key=lambda one: -float(one["time"]))[:40]:
        print(f"  {1000 * float(query['time']):6.0f} ms  {query['sql'][:150]}")
        if "--plans" in sys.argv:
            print(query["sql"])
    found["queries"] = len(asked)
    target = ROOT / "var" / "bench" / "county.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return int(found["p50_ms"]["page"] > GOAL_MS)


def fill(rows: int) -> None:
    """``rows`` demands, twice as many achievements, and steps of half the demands, spread over a city."""
    from tests.factories.registry import make_area, make_organisation, make_region  # noqa: PLC0415 – see ``measure``

    from duijie.common import clock  # noqa: PLC0415 – as above
    from duijie.common.models import AuditEvent  # noqa: PLC0415 – as above
    from duijie.demands.models import Demand, DemandKind, Source  # noqa: PLC0415 – as above
    from duijie.demands.states import DemandState  # noqa: PLC0415 – as above
    from duijie.registry.models import Achievement, TechnologyField  # noqa: PLC0415 – as above

    region = make_region()
    counties = [make_area(f"9701{30 + number}", f"第{number}县", "county", region.city) for number in range(8)]
    areas = [region.north, region.south, *counties]
    firms = [make_organisation(name=f"企业{number}", area=areas[number % len(areas)]) for number in range(500)]
    now, text = clock.now(), "阀门在零下一百九十六度下密封面变形，介质泄漏，需要新的表面处理与检测方法。" * 12
    states, kinds, sources, fields = (list(one.values) for one in (DemandState, DemandKind, Source, TechnologyField))

    def place(number: int) -> dict[str, Any]:
        return {
            "area": areas[number * 7 % len(areas)], "zone": region.zone if number % 9 == 0 else None, "body": text,
            "organisation": firms[number * 11 % 500], "field": fields[number % 8], "industry": f"C{13 + number % 30}43",
            "created_at": now - timedelta(hours=number % 9000), "archived_at": now if number % 50 == 0 else None,
            "title": f"第{number}项", "organisation_name": f"企业{number % 500}",
        }  # fmt: skip

    def store(model: Any, made: Any) -> None:
        model.objects.bulk_create(made, batch_size=BATCH)

    for start in range(0, rows, BATCH):
        numbers = range(start, min(rows, start + BATCH))
        store(
            Demand,
            [
                Demand(
                    state=states[n % 9], kind=kinds[n % 6], source=sources[n % 5],
                    found_on=(now - timedelta(days=n % 700)).date() if n % 5 else None, **place(n),
                )
                for n in numbers
            ],
        )  # fmt: skip
        for half in (0, 1):
            store(Achievement, [Achievement(**place(2 * n + half)) for n in numbers])
    pks = list(Demand.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, rows // 2, BATCH):
        store(
            AuditEvent,
            [
                AuditEvent(
                    at=now - timedelta(hours=n % 9000), verb="demand.publish" if n % 4 else "demand.solved",
                    target_type="demands.demand", target_id=str(pks[n]), target_label="需求", detail={"to": "x"},
                )
                for n in range(start, min(rows // 2, start + BATCH))
            ],
        )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
