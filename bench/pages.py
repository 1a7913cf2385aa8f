"""Pages over 100,000 demands, 200,000 achievements and 50,000 experts: server time alone and with 20 users; queries.

./run bench pages [--rows=100000] [--database=postgres] [--data=FOLDER] [--seconds=90] [--pause=4]
                  [--rounds=10] [--only=WORD] [--plans] [--no-index] [--make]

A county officer and a city officer open every list (first page, found by text, area, state, ordered otherwise, deep
inside, narrowed), the search, the match workspace both ways, the county page, home and pages of records. Then 20 of
them at once, from a server as in use: each asks for the next page when the one before has come and was looked at for
``--pause`` seconds on average (nothing to twice as long). The queries of each page are counted here and among a
hundredth of the rows, with nothing counted before and with counts that are kept (query_shapes.py). ``--only`` measures
the pages with this in their names, alone; with ``--plans`` it prints the queries of each that take longest;
``--no-index`` leaves the search out; ``--make`` makes what ``--data`` keeps, and measures nothing. One folder serves
both databases (bench/pages_both.py). Prints tables, writes var/bench/pages.json.

Goals: alone, the middle of each page within 150 ms; with 20 users, the middle of all within 150 ms, 95 of 100 within
400 ms; queries that do not grow with the rows.
"""

# ruff: noqa: PLC0415 – Django can only be imported once ``prepared`` has set the environment

import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.query_shapes import asked_by, growing, verdict
from bench.seeded_matches import make_index
from bench.seeding import GOODS, ROOT, WISHES, option, places, prepared
from bench.visitors import busy_seconds, officers

P50, P95, USERS = 150.0, 400.0, 20
Pages = dict[str, list[str]]


def lists() -> Pages:
    """Every register's list, in every way in which officers look at it."""
    words = [GOODS[0][-2:], GOODS[1][:3], WISHES[2], "密封胶条替代进口部件", "没有这样的字"]
    codes = [county.code for county in places()[1]]
    found: Pages = {}
    orders = {
        "demands": ("title", "-budget_from", "area", "organisation", "state"),
        "achievements": ("title", "-trl", "area", "kind"), "experts": ("name", "area", "organisation"),
        "persons": ("-updated_at",), "services": ("kind",), "carriers": ("level",),
        "organisations": ("-staff", "industry", "-updated_at"),
    }  # fmt: skip
    choices = {
        "demands": ["state=published", "kind=finance", "source=visit", "state=solved&kind=talent"],
        "achievements": ["kind=invention", "field=biology", "stage=pilot"], "experts": ["rank=senior", "field=energy"],
        "organisations": ["kind=university", "kind=enterprise"],
    }  # fmt: skip
    narrow = {
        "demands": ["found=2026-03", "division=C34", "without=source", "since=2026-11-01", "text=no"],
        "achievements": ["division=C17", "since=2026-11-01", "text=no"], "experts": ["division=C38", "text=no"],
        "organisations": ["tag=hnte", "tag=tech_sme&on_day=2024-06-30"],
    }  # fmt: skip
    for key, sorts in orders.items():
        home = f"/{key}/"
        found[f"{key}: first page"] = [home]
        found[f"{key}: text"] = [f"{home}?q={word}" for word in words]
        found[f"{key}: area"] = [f"{home}?area={code}" for code in codes]
        found[f"{key}: ordered"] = [f"{home}?sort={sort}" for sort in sorts]
        found[f"{key}: deep page"] = [f"{home}?page={page}" for page in (40, 900, 3000)]
        if key in choices:
            found[f"{key}: choice"] = [f"{home}?{one}" for one in choices[key]]
            found[f"{key}: choice, area"] = [
                f"{home}?{one}&area={code}" for one, code in zip(choices[key], codes, strict=False)
            ]
        if key in narrow:
            found[f"{key}: narrowed"] = [f"{home}?{one}" for one in narrow[key]]
    return found


def pages(by: Any, county: Any) -> Pages:
    """All pages, for an officer of this county or of the city around it."""
    from duijie.matching.models import Candidate
    from duijie.registry.models import Comment

    def matched(direction: str, name: str, **chosen: Any) -> list[int]:
        rows = Candidate.objects.filter(direction=direction, rank=1, **chosen).order_by("pk")
        return list(dict.fromkeys(rows.values_list(name, flat=True)[:40]))

    demands = matched("demand", "demand", demand__area__path__startswith=county.path, demand__archived_at=None)[:6]
    made = {
        "home": ["/"],
        "county page": [f"/county/{county.code}/", "/county/"],
        "proposals": ["/proposals/", "/proposals/?state=shown"],
        "match runs": ["/matching/runs/"],
        "workspace of a demand": [f"/demands/{pk}/match/?lowest=1" for pk in demands],
        "page of a demand": [f"/demands/{pk}/" for pk in demands],
        "history of a demand": [f"/demands/{pk}/history/" for pk in demands],
    }
    for key, kind in (("achievements", "achievement"), ("experts", "expert"), ("services", "service")):
        model = {"achievement": "registry.Achievement", "expert": "registry.Person", "service": "registry.Service"}[
            kind
        ]
        seen = seen_of(model, by, matched("supply", "supply", kind=kind))
        made[f"workspace of {key}"] = [f"/{key}/{pk}/match/" for pk in seen]
        made[f"page of {key}"] = [f"/{key}/{pk}/" for pk in seen]
    talked = Comment.objects.filter(register="achievement").order_by("pk").values_list("record", flat=True)[:40]
    open_ones = seen_of("registry.Achievement", by, list(dict.fromkeys(talked)))
    made["page with comments"] = [f"/achievements/{pk}/" for pk in open_ones]
    own = seen_of("registry.Organisation", by, range(1, 2000))
    made["page of an organisation"] = [f"/organisations/{pk}/" for pk in own]
    if "--no-index" not in sys.argv:
        asked = [GOODS[0][-2:], f"{GOODS[1]}{WISHES[1]}", WISHES[2], "hlzc", "bearing noise", "云溪恒力新材有限公司"]
        made["search"] = [f"/search/?q={one}" for one in asked]
        made["search in a register"] = [f"/search/?q={one}&kind=achievements&page=2" for one in asked]
        made["search in the county"] = [f"/search/?q={one}&area={county.code}" for one in asked]
        made["search while typing"] = [f"/search/suggest/?q={one[:4]}" for one in asked]
    return {**made, **lists()}


def seen_of(label: str, by: Any, numbers: Sequence[int]) -> list[int]:
    """At most six of the records, such as ``by`` may see."""
    from django.apps import apps

    rows = apps.get_model(label)._default_manager.visible_to(by).filter(pk__in=list(numbers)[:400], archived_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:6])


def count_queries() -> dict[str, dict[str, Any]]:
    """How many queries each page asks, for the city officer, as ``asked_by`` tells it."""
    _county, (user, county, client) = officers(2)
    counts: dict[str, dict[str, Any]] = {}
    for name, addresses in pages(user, county).items():
        if option("only", "") in name:
            counts[name] = asked_by(client, addresses[0])
            slowest = sorted(counts[name].pop("asked"), key=lambda one: -float(one["time"]))[:3]
            for query in slowest if "--plans" in sys.argv else ():
                print(f"  {name}: {1000 * float(query['time']):.0f} ms {query['sql']}", file=sys.stderr)
    return counts


def measure_alone() -> dict[str, dict[str, float]]:
    """Milliseconds of each page for either officer, one at a time; ``cpu`` is the work behind it, on average."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    rounds = int(option("rounds", "10"))
    for who, (user, county, client) in zip(("county", "city"), officers(2), strict=True):
        for name, addresses in pages(user, county).items():
            if option("only", "") not in name:
                continue
            client.get(addresses[0])
            times, worked = [], busy_seconds()
            for number in range(rounds):
                began = time.perf_counter()
                answer = client.get(addresses[number % len(addresses)])
                times.append(1000 * (time.perf_counter() - began))
                if answer.status_code != 200:
                    raise SystemExit(
                        f"{addresses[number % len(addresses)]} answered {answer.status_code} to the {who} officer"
                    )
            told = {
                "p50": statistics.median(times),
                "worst": max(times),
                "cpu": 1000 * (busy_seconds() - worked) / len(times),
            }
            table[name] |= {f"{who} {key}": round(value, 1) for key, value in told.items()}
    return dict(table)


def measure_together(seconds: float, pause: float) -> dict[str, Any]:
    """Milliseconds from asking to the last byte, of 20 users at a server as in use."""
    from duijie.common.serving import Child, listen, server_command, stopping

    people = officers(USERS)
    visits = [(pages(user, county), client.cookies["sessionid"].value) for user, county, client in people]
    door = listen("127.0.0.1", 18_500)
    port = door.getsockname()[1]
    log = Path(os.environ["DUIJIE_DATA"]) / "log" / "server.log"
    server = Child("server", server_command(door), log, keep=(door.fileno(),))
    times: dict[str, list[float]] = defaultdict(list)
    failed: list[str] = []

    def visit(number: int, until: float) -> None:
        chosen = random.Random(number)
        mine, session = visits[number]
        while time.monotonic() < until:
            time.sleep(chosen.uniform(0, 2 * pause))
            name = chosen.choice(list(mine))
            address = chosen.choice(mine[name])
            began = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", quote(address, safe="/?&=-"), headers={"Cookie": f"sessionid={session}"})
            answer = connection.getresponse()
            answer.read()
            connection.close()
            times[name].append(1000 * (time.perf_counter() - began))
            if answer.status != 200:
                failed.append(f"{address}: {answer.status}")

    with stopping([server]):
        server.start()
        for span in (10 * pause if pause else 10, seconds):  # the first pages of new processes are not counted
            times.clear()
            until = time.monotonic() + span
            threads = [threading.Thread(target=visit, args=(number, until)) for number in range(USERS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    door.close()
    if failed:
        raise SystemExit(f"{len(failed)} pages failed, such as {failed[0]}; see {log}")
    every = sorted(value for values in times.values() for value in values)
    return {
        "pages": len(every), "p50": round(statistics.median(every), 1), "p95": round(every[int(0.95 * len(every))], 1),
        "pause": pause,
        "by page": {
            name: {"pages": len(values), "p50": round(statistics.median(values), 1),
                   "p95": round(sorted(values)[int(0.95 * len(values))], 1)}
            for name, values in sorted(times.items())
        },
    }  # fmt: skip


def few_rows() -> dict[str, dict[str, Any]]:
    """The queries of each page among a hundredth of the rows, in a process and a folder of their own."""
    asked = [one for one in sys.argv if one == "--no-index"]
    command = [sys.executable, "-m", "bench.pages", "--queries", "--rows=1000", *asked]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    told: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return told


def show(table: dict[str, dict[str, float]], queries: dict[str, dict[str, Any]]) -> None:
    """Alone: the middle, the longest and the work of each page for either officer, and its queries with nothing
    counted before and with kept counts."""
    heads = [f"{who} {what}" for who in ("county", "city") for what in ("p50", "worst", "cpu")]
    print(f"{'page':28}{''.join(f'{head:>13}' for head in heads)}{'queries':>9}{'kept':>6}")
    for name, row in table.items():
        told = "".join(f"{row[head]:13.0f}" for head in heads)
        print(f"{name:28}{told}{queries[name]['fresh']:9}{queries[name]['kept']:6}", flush=True)


def show_together(together: dict[str, Any]) -> None:
    """With 20 users, page by page."""
    print(f"{USERS} users: {together['pages']} pages, p50 {together['p50']:.0f} ms, p95 {together['p95']:.0f} ms")
    for name, row in together["by page"].items():
        print(f"{name:28}{row['pages']:6}{row['p50']:9.0f}{row['p95']:9.0f}")


def main() -> int:
    rows, database = int(option("rows", "100000")), option("database", "sqlite")
    with prepared(rows=rows, database=database, data=option("data", "")):
        index = {} if "--no-index" in sys.argv else make_index()
        if "--make" in sys.argv:
            print(json.dumps({"rows": rows, "database": database, "index": index}))
            return 0
        if "--queries" in sys.argv:
            print(json.dumps(count_queries()))
            return 0
        table, many = measure_alone(), count_queries()
        show(table, many)
        if option("only", ""):
            together, few = {}, many
        else:
            together, few = measure_together(float(option("seconds", "90")), float(option("pause", "4"))), few_rows()
            show_together(together)
    for name, row in table.items():
        row |= {f"queries {key}": many[name][key] for key in ("fresh", "kept")}
        row["queries of few rows"] = few[name]["fresh"]
    print(json.dumps({"rows": rows, "index": index, "20 users": {key: together.get(key) for key in ("p50", "p95")}}))
    slow = [name for name, row in table.items() if max(row["county p50"], row["city p50"]) > P50]
    uneven = {name: found for name in table if (found := growing(many[name]["shapes"], few[name]["shapes"]))}
    missed = together and (together["p50"] > P50 or together["p95"] > P95)
    print(f"beyond {P50:.0f} ms: {', '.join(slow) or 'none'}; {verdict(uneven)}")
    if together:
        target = ROOT / "var" / "bench" / "pages.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        known = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
        known[database] = {"rows": rows, "index": index, "together": together, "pages": table}
        target.write_text(json.dumps(known, indent=1, ensure_ascii=False), encoding="utf-8")
    return int(bool(slow or uneven or missed))


if __name__ == "__main__":
    sys.exit(main())
