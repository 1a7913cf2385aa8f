"""Finding duplicates: seconds of the search over a whole register, and of the hint before a record is saved.

`python -m bench.duplicates [ROWS …] [--hint | --titles] [--postgres]` makes as many organisations and a tenth as many
demands, one in twenty of them twice, and searches; several sizes show how the time grows. `--hint` only measures the
hint of organisations; `--titles` makes ROWS demands and ROWS achievements of a thousand organisations and measures
theirs. Goals: the hint within 100 ms; 200,000 organisations and their demands within ten minutes.
"""

# ruff: noqa: PLC0415, SIM905 – Django is set up for each size anew; words read better than a column of them

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections import deque
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench._scratch import scratch_folder

SIZES = [int(one) for one in sys.argv[1:] if one.isdigit()] or [20_000, 40_000]
HINT, SEARCH = 0.1, 600.0
PLACES = ("云溪市", "北渡县", "南屏县", "云溪", "青岚省", "")
FORMS = ("有限公司", "股份有限公司", "有限责任公司", "集团有限公司", "厂")
TRADES = (
    "科技 机械 机电 新材料 生物 医药 环保 电子 光电 化工 纺织 建材 食品 农业 汽车零部件 轴承 铸造 模具 精密 智能装备"
).split()


def characters(source: random.Random, count: int) -> str:
    """So many of the two thousand characters that names are made of."""
    return "".join(chr(0x4E00 + source.randrange(2000) * 5) for _number in range(count))


def firm(source: random.Random) -> str:
    return (
        source.choice(PLACES) + characters(source, source.choice((2, 2, 3))) + source.choice(TRADES)
        + source.choice(FORMS)
    )  # fmt: skip


def again(source: random.Random, name: str) -> str:
    """The same firm as another list writes it."""
    at = source.randrange(4)
    if at == 0:
        return name.replace("有限公司", "有限责任公司").replace("云溪市", "云溪")
    if at == 1:
        return f"{name[:-2]}（{name[-2:]}）"
    place = source.randrange(2, max(3, len(name) - 4))
    return name[:place] + (characters(source, 1) if at == 2 else "") + name[place + 1 :]


def text(source: random.Random) -> str:
    return "".join(f"{characters(source, 6)}的{source.choice(TRADES)}，" for _number in range(15))


def fill(size: int, titled: dict[Any, int], source: random.Random, region: Any) -> None:
    """``titled``: how many records of each register with titles."""
    from duijie.registry.domain.organisations import derive
    from duijie.registry.models import Organisation

    names: list[str] = []
    areas = (region.north, region.south)
    for start in range(0, size, 5000):
        rows = []
        for _number in range(min(5000, size - start)):
            name = again(source, source.choice(names)) if names and source.random() < 0.05 else firm(source)
            names.append(name)
            rows.append(Organisation(name=name, area=source.choice(areas)))
            derive(rows[-1])
        Organisation.objects.bulk_create(rows)
    for model, count in titled.items():
        texts: deque[str] = deque(maxlen=1000)
        for start in range(0, count, 5000):
            made = []
            for number in range(start, min(start + 5000, count)):
                if (
                    "--titles" in sys.argv and len(texts) == texts.maxlen
                ):  # which reads titles: the texts need only be there
                    body = source.choice(texts)
                elif texts and source.random() < 0.05:
                    body = source.choice(texts)[:-20] + text(source)[:20]
                else:
                    body = text(source)
                texts.append(body)
                title, owner = f"{firm(source)[:9]}技术{number}", source.choice(names)
                made.append(model(title=title, body=body, area=source.choice(areas), organisation_name=owner))
            model.objects.bulk_create(made, batch_size=1000)


def measure(size: int) -> dict[str, Any]:
    """One size, in this process and a database of its own."""
    folder = scratch_folder()
    os.environ |= {
        "DUIJIE_DATA": str(folder), "DUIJIE_SECRET_KEY": "bench", "DJANGO_SETTINGS_MODULE": "duijie.settings.test",
    }  # fmt: skip
    sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parents[1])]
    if "--postgres" not in sys.argv:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'bench.sqlite3'}"
        return measure_there(size)
    from tools.postgres import running_postgres

    with running_postgres() as os.environ["DATABASE_URL"]:
        return measure_there(size)


def measure_there(size: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from tests.factories.accounts import make_user
    from tests.factories.registry import make_region

    from duijie.demands.models import Demand
    from duijie.registry.domain.duplicate_search import Search
    from duijie.registry.models import Achievement
    from duijie.registry.register import home_registers

    call_command("migrate", verbosity=0)
    region = make_region()
    by = make_user(role="city_officer", area=region.city)
    source = random.Random(7)
    titles, only_hint = "--titles" in sys.argv, {"--hint", "--titles"} & set(sys.argv)
    titled = {Demand: size, Achievement: size} if titles else {} if only_hint else {Demand: size // 10}
    fill(min(size, 1000) if titles else size, titled, source, region)
    with connection.cursor() as cursor:  # what both databases do by themselves in the course of a day
        cursor.execute("ANALYZE")
    registers = {one.key: one for one in home_registers()}
    result: dict[str, Any] = {"rows": size, "database": connection.vendor}
    for key in () if only_hint else ("organisations", "demands"):
        began = time.monotonic()
        result[f"{key}_pairs"] = Search(registers[key], progress=lambda *_told: None).run()
        result[f"{key}_seconds"] = round(time.monotonic() - began, 1)
    result["hints"] = {
        key: hint(registers[key], source, by)
        for key in ("organisations", "demands", "achievements")
        if registers[key].model.objects.exists()
    }
    result["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return result


def hint(register: Any, source: random.Random, by: Any) -> dict[str, float]:
    """Milliseconds of the hint for records much like some that are there, and what the processor had to do with it."""
    from duijie.registry.domain.queries.duplicates import hints_for

    title = "name" if register.key == "organisations" else "title"
    numbers = source.sample(list(register.model.objects.order_by("pk").values_list("pk", flat=True)), 40)
    times, found, worked = [], 0, time.process_time()
    for record in register.model.objects.filter(pk__in=numbers):
        values = {title: again(source, getattr(record, title))}
        if title == "title":
            values["organisation_name"] = record.organisation_name
        began = time.monotonic()
        found += bool(hints_for(register, values=values, by=by))
        times.append(time.monotonic() - began)
    return {
        "ms_median": round(1000 * statistics.median(times), 1),
        "ms_95": round(1000 * sorted(times)[int(0.95 * len(times))], 1),
        "processor_ms_mean": round(1000 * (time.process_time() - worked) / len(times), 1),
        "found_share": round(found / len(times), 2),
    }


def main() -> int:
    if "--one" in sys.argv:
        print(json.dumps(measure(SIZES[0])))
        return 0
    results = []
    for size in SIZES:
        command = [sys.executable, "-m", "bench.duplicates", str(size), "--one", *sys.argv[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        results.append(json.loads(done.stdout.splitlines()[-1]))
        print(results[-1], flush=True)
    seconds = [one.get("organisations_seconds", 0.0) + one.get("demands_seconds", 0.0) for one in results]
    growth = [round(later / sooner, 2) for sooner, later in pairwise(seconds) if sooner]
    print(f"growth from size to size: {growth}")
    out = Path("var/bench")
    out.mkdir(parents=True, exist_ok=True)
    (out / "duplicates.json").write_text(json.dumps({"sizes": results, "growth": growth}, indent=1), encoding="utf-8")
    last = results[-1]
    slowest = max(one["ms_95"] for one in last["hints"].values())
    return 0 if slowest <= 1000 * HINT and seconds[-1] <= SEARCH else 1


if __name__ == "__main__":
    sys.exit(main())
