"""The funnel over 200,000 demands: time of the page, also of a process that has read nothing yet, and of a report.

./run bench funnel [--rows=200000] [--database=postgres] [--data=FOLDER]

``--data`` keeps what was made for the next time. Goal: the page answers within 150 ms in the middle (p50). Prints a
table and writes var/bench/funnel.json. Times of the processor are told beside, since other work may go on.
"""

import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from bench.seeded_passages import make_passages
from bench.seeding import ROOT, option, prepared

GOAL_MS = 150
ROUNDS = 9


def main() -> int:
    database, rows = option("database", "sqlite"), int(option("rows", "200000"))
    with prepared(rows=rows, database=database, data=option("data", "")):
        return measure(database, rows)


def measure(database: str, rows: int) -> int:
    from django.db import connection  # noqa: PLC0415 – the environment must be set before
    from django.test import Client  # noqa: PLC0415 – as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 – as above
    from tests.factories.accounts import make_user  # noqa: PLC0415 – as above
    from tests.factories.registry import make_region  # noqa: PLC0415 – as above

    from duijie.common import clock  # noqa: PLC0415 – as above
    from duijie.demands.domain.queries import passage_blocks  # noqa: PLC0415 – as above
    from duijie.indicators.domain.queries.report_figures import figures_of_report  # noqa: PLC0415 – as above
    from duijie.indicators.periods import Period, Span, around  # noqa: PLC0415 – as above

    make_passages()
    client, city = Client(), make_region().city
    by = make_user(role="leader", area=city, username=f"leader{time.time_ns()}")
    client.force_login(by)
    found: dict[str, Any] = {"database": database, "demands": rows, "p50_ms": {}, "p50_processor_ms": {}}

    def timed(name: str, deed: Callable[[], Any], rounds: int = ROUNDS, before: Callable[[], Any] = int) -> None:
        times, busy = [], []
        for _ in range(rounds):
            before()
            began, worked = time.perf_counter(), time.process_time()
            deed()
            times.append(1000 * (time.perf_counter() - began))
            busy.append(1000 * (time.process_time() - worked))
        found["p50_ms"][name] = round(statistics.median(times), 1)
        found["p50_processor_ms"][name] = round(statistics.median(busy), 1)
        print(f"{name:34} p50 {statistics.median(times):8.1f} ms   of this here {statistics.median(busy):8.1f} ms")

    def get(**asked: str) -> None:
        if client.get("/funnel/", asked).status_code != 200:
            raise SystemExit(f"/funnel/ with {asked} did not answer")

    whole = {"first": "2000-01-01", "last": "2099-12-31"}
    get()
    timed("page, this year", get)
    timed("page, all years, by industry", lambda: get(**whole, cut="industry"))
    timed("page, all years, by county", lambda: get(**whole, cut="county"))
    timed("page, reached, by source", lambda: get(**whole, cut="source", basis="reached"))
    numbers = itertools.count(1)
    timed("another period each time", lambda: get(**{**whole, "first": f"2000-01-{next(numbers):02}"}))
    timed("page, a new process", lambda: get(**whole), rounds=3, before=passage_blocks._memory.clear)
    year = around(clock.today(), Span.YEAR)
    timed("figures of a work report, city", lambda: figures_of_report(city, year, by=by), rounds=3)
    timed(
        "the same, five years",
        lambda: figures_of_report(city, Period(date(year.first.year - 4, 1, 1), year.last), by=by),
        rounds=1,
    )
    with CaptureQueriesContext(connection) as asked:
        get()
    found["queries"] = len(asked)
    target = ROOT / "var" / "bench" / "funnel.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(found, indent=1), encoding="utf-8")
    return int(max(value for name, value in found["p50_ms"].items() if name.startswith("page, ")) > GOAL_MS)


if __name__ == "__main__":
    sys.exit(main())
