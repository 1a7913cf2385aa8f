"""Cases at full size: 200,000 with 2 million events; server time, queries and memory of lists, case page and funnel.

./run bench cases [--rows=200000] [--database=postgres] [--data=FOLDER] [--rounds=15] [--only=WORD] [--plans]

An officer of a county and one of the city, each with some thousand demands of their own, open the list of demands as
they work with it, a case with a long course, the funnel as it is kept and with nothing kept, common problems and the
inbox. ``--data`` keeps what was made for the next time; ``--only`` measures the pages with this in their names;
``--plans`` prints the queries of each that take longest. The queries of each page are counted here and among a
twentieth of the rows, with nothing counted before and with counts that are kept (query_shapes.py). Prints a table and
writes var/bench/cases.json.

Goals: the middle of each page within 150 ms; queries that do not grow with the rows.
"""

# ruff: noqa: PLC0415 – Django can only be imported once ``prepared`` has set the environment

import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from bench._measured import about, keep
from bench.query_shapes import asked_by, growing, verdict
from bench.seeded_cases import LONG, SETTLED, make_cases
from bench.seeding import ROOT, option, prepared
from bench.visitors import busy_seconds

P50 = 150.0
FIGURES = "new process"  # in the name of a page: before it is asked for, what this process has read is forgotten
Pages = dict[str, Iterator[str]]


def people() -> dict[str, Any]:
    """The two officers, of those who have demands."""
    from duijie.accounts.models import User

    return {who: User.objects.get(username=name) for who, name in (("county", "county0-1"), ("city", "city1"))}


def lists(by: Any) -> dict[str, str]:
    """The list of demands, as it is worked with."""
    from duijie.common import clock

    year = clock.today().year
    asked = {
        "usual order": "", "by next deadline": "sort=clock_due_on", "last deadline first": "sort=-clock_due_on",
        "mine": f"handler={by.pk}", "mine, by next deadline": f"handler={by.pk}&sort=clock_due_on",
        "overdue": "clock=overdue", "overdue, by next deadline": "clock=overdue&sort=clock_due_on",
        "check overdue": "clock=overdue&clock_kind=checking", "to be closed": "clock_kind=closing",
        "mine, overdue": f"clock=overdue&handler={by.pk}", "due soon": "clock=due", "running": "clock=running",
        "paused": "clock=paused", "under supervised handling": "clock=supervised", "in contact": "state=contacted",
        "waiting for the firm": "waiting=enterprise", "handled by the city": "level=city",
        "solved this year": f"reached=solved@{year}-01-01..{year}-12-31",
        "deep page": "page=900", "words": "q=轴承",
    }  # fmt: skip
    return {f"demands, {name}": f"/demands/?{query}" for name, query in asked.items()}


def funnels(area: Any) -> dict[str, Iterator[str]]:
    """The funnel of a year and of all years, also by a process that has read nothing yet."""
    from duijie.common import clock

    year = clock.today().year
    asked = {
        "by county": "", "by industry": "&cut=industry", "by source": "&cut=source", "by month": "&cut=month",
        "reached, by county": "&basis=reached",
    }  # fmt: skip
    home = f"/funnel/?area={area.code}"
    this, whole = f"first={year}-01-01&last={year}-12-31", "first=2000-01-01&last=2099-12-31"
    found: dict[str, Iterator[str]] = {}
    found |= {f"funnel of a year, {name}": itertools.repeat(f"{home}&{this}{rest}") for name, rest in asked.items()}
    found["funnel of all years, by county"] = itertools.repeat(f"{home}&{whole}")
    found[f"funnel of a year, {FIGURES}"] = itertools.repeat(f"{home}&{this}")
    found[f"funnel of all years, {FIGURES}"] = itertools.repeat(f"{home}&{whole}")
    found["funnel of a year, 20 demands just changed"] = itertools.repeat(f"{home}&{this}")
    return found


def pages(by: Any) -> Pages:
    """Every page, with the addresses that are opened one after the other."""
    from duijie.demands.models import CommonProblem, Demand

    area = by.memberships.select_related("area").get().area
    mine = Demand.objects.reached_by(by, Demand.permission("view")).filter(archived_at=None).order_by("pk")
    first = Demand.objects.order_by("pk").values_list("pk", flat=True)[0]
    long = [number for number in mine.values_list("pk", flat=True) if (number - first) % LONG == 0][:6]
    open_ones = mine.filter(handler=by).exclude(state__in=SETTLED).values_list("pk", flat=True)[:6]
    problems = CommonProblem.objects.visible_to(by).order_by("pk").values_list("pk", flat=True)[:6]
    common, inbox = "/common-problems/", "/messages/"
    single = {
        "home": "/", **lists(by), "common problems": common, "common problems, by firms": f"{common}?sort=-firms",
        "common problems, five firms": f"{common}?firms=5", "common problems, words": f"{common}?q=轴承",
        "inbox": inbox, "inbox, unread": f"{inbox}?read=no", "inbox, archive": f"{inbox}?archived=yes",
        "inbox, words": f"{inbox}?q=轴承",
    }  # fmt: skip
    found: Pages = {name: itertools.repeat(address) for name, address in single.items()}
    found["case with a long course"] = itertools.cycle([f"/demands/{pk}/" for pk in long])
    found["case of one's own"] = itertools.cycle([f"/demands/{pk}/" for pk in open_ones])
    found["common problem"] = itertools.cycle([f"/common-problems/{pk}/" for pk in problems])
    return {name: rest for name, rest in {**found, **funnels(area)}.items() if option("only", "") in name}


def forget(name: str) -> None:
    from django.core.cache import caches

    from duijie.demands.domain.queries import passage_blocks
    from duijie.demands.models import Demand

    if "changed" in name:
        for one in Demand.objects.order_by("-pk")[:20]:
            Demand.objects.filter(pk=one.pk).update(source="event" if one.source == "visit" else "visit")
    if FIGURES in name:
        caches["figures"].clear()
        passage_blocks._memory.clear()


def getting(client: Any, address: str) -> Any:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return answer


def measure() -> dict[str, dict[str, Any]]:
    """Of each page for either officer: milliseconds in the middle and of 95 in a hundred, work of the processor, and
    queries."""
    from django.test import Client

    table: dict[str, dict[str, Any]] = {}
    rounds = int(option("rounds", "15"))
    for who, by in people().items():
        client = Client()
        client.force_login(by)
        for name, addresses in pages(by).items():
            getting(client, next(addresses))
            times, worked = [], busy_seconds()
            for _number in range(rounds):
                forget(name)
                began = time.perf_counter()
                getting(client, next(addresses))
                times.append(1000 * (time.perf_counter() - began))
            told = {
                "p50": statistics.median(times), "p95": sorted(times)[int(0.95 * len(times))],
                "cpu": 1000 * (busy_seconds() - worked) / rounds,
            }  # fmt: skip
            queries = asked_by(client, next(addresses))
            asked, shapes = queries.pop("asked"), queries.pop("shapes")
            told |= {f"queries {key}": value for key, value in queries.items()}
            table.setdefault(name, {}).update({f"{who} {key}": round(value, 1) for key, value in told.items()})
            table[name][f"{who} shapes"] = shapes
            print(f"{who:8}{name:42}" + "".join(f"{key} {value:7.1f}  " for key, value in told.items()), flush=True)
            for query in slowest(asked) if "--plans" in sys.argv else ():
                print(f"    {1000 * float(query['time']):.0f} ms {query['sql']}")
    return table


def slowest(asked: Any) -> list[Any]:
    return sorted(asked, key=lambda one: -float(one["time"]))[:3]


def few_rows() -> dict[str, dict[str, Any]]:
    """The same among a twentieth of the rows, in a process and a folder of their own, of which the queries count."""
    command = [
        sys.executable,
        "-m",
        "bench.cases",
        "--rows=10000",
        "--rounds=1",
        "--few",
        f"--only={option('only', '')}",
    ]
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DUIJIE_DATA")}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    told: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return told


def counted() -> dict[str, int]:
    """How much there is of what."""
    from django.apps import apps

    names = ("Demand", "CaseEvent", "DemandContact", "DemandClock", "ClockEntry", "Passage", "CommonProblem")
    found = {name: apps.get_model("demands", name)._default_manager.count() for name in names}
    return {**found, "Message": apps.get_model("messaging", "Message")._default_manager.count()}


def grown(many: dict[str, Any], few: dict[str, Any]) -> list[str]:
    """What a page asks more often among many rows than among few, for either officer."""
    return [one for who in ("county", "city") for one in growing(many[f"{who} shapes"], few[f"{who} shapes"])]


def main() -> int:
    rows, database = int(option("rows", "200000")), option("database", "sqlite")
    began = time.monotonic()
    with prepared(rows=rows, database=database, data=option("data", ""), make=make_cases):
        made, there = time.monotonic() - began, counted()
        print(json.dumps({"seconds of making": round(made), **there}), flush=True)
        table = measure()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if "--few" in sys.argv:
        print(json.dumps(table))
        return 0
    few = few_rows()
    for name, row in table.items():
        row |= {f"{who} queries of few rows": few[name][f"{who} queries fresh"] for who in ("county", "city")}
    slow = [name for name, row in table.items() if max(row["county p50"], row["city p50"]) > P50]
    uneven = {name: found for name, row in table.items() if (found := grown(row, few[name]))}
    for row in table.values():
        del row["county shapes"], row["city shapes"]
    print(f"memory of the process at most {memory} MiB")
    print(f"beyond {P50:.0f} ms: {', '.join(slow) or 'none'}; {verdict(uneven)}")
    if not option("only", ""):
        part = {"about": about(), "rows": there, "memory_mib": memory, "goal_ms": P50, "pages": table}
        keep(ROOT / "var" / "bench" / "cases.json", {database: part})
    return int(bool(slow or uneven))


if __name__ == "__main__":
    sys.exit(main())
