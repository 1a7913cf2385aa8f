"""The county on one page over 100,000 demands and 200,000 achievements: time of the page and of each query.

./run bench county [--rows=100000] [--database=postgres] [--data=FOLDER]

``--data`` keeps what was made for the next time; bench/pages.py uses the same.

Goal: the page answers below 200 ms in the middle (p50), also while records change and when everything is counted anew.
Prints a table and writes var/bench/county.json.
"""

import json
import statistics
import sys
import time
from typing import Any

from bench.seeding import ROOT, option, prepared

GOAL_MS = 200
ROUNDS = 15


def main() -> int:
    database, rows = option("database", "sqlite"), int(option("rows", "100000"))
    with prepared(rows=rows, database=database, data=option("data", "")):
        return measure(database, rows)


def measure(database: str, rows: int) -> int:
    from django.core.cache import caches  # noqa: PLC0415 – the environment must be set before
    from django.db import connection  # noqa: PLC0415 – as above
    from django.test import Client  # noqa: PLC0415 – as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 – as above
    from tests.factories.accounts import make_user  # noqa: PLC0415 – as above
    from tests.factories.registry import make_region  # noqa: PLC0415 – as above

    from duijie.demands.models import Demand  # noqa: PLC0415 – as above

    client = Client()
    client.force_login(make_user(role="leader", area=make_region().city, username=f"leader{time.time_ns()}"))
    county, demand = f"/county/{make_region().north.code}/", Demand.objects.order_by("pk").first()
    assert demand is not None
    addresses = {
        "page": "/county/",
        "page, a demand changed": "/county/",
        "page, all counted anew": "/county/",
        "county": county,
        "county, all counted anew": county,
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
            if name.endswith("anew"):
                caches["figures"].clear()
            if name.endswith("changed"):
                demand.save()  # which leaves a row in the history
            began, worked = time.perf_counter(), time.process_time()
            if client.get(address).status_code != 200:
                raise SystemExit(f"{address} did not answer")
            times.append(1000 * (time.perf_counter() - began))
            busy.append(1000 * (time.process_time() - worked))
        found["p50_ms"][name] = round(statistics.median(times), 1)
        found["p50_processor_ms"][name] = round(statistics.median(busy), 1)
        print(f"{name:26} p50 {statistics.median(times):7.1f} ms   of this here {statistics.median(busy):7.1f} ms")
    caches["figures"].clear()
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
    return int(max(found["p50_ms"].values()) > GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
