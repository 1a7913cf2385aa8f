"""Lists of 50,000 rows into the registers and out again: seconds, rows a second and memory, on either database.

./run bench importing [--rows=50000] [--registers=organisations,demands,achievements] [--database=postgres] [--changes]
                      [--profile=check|write|revert] [--data=FOLDER]

Each register is measured in a process of its own: the list is read and checked, written and taken back, as jobs.
``--changes`` does the same with a list that changes as many records as are there already. ``--profile`` prints where
one step spends its time; the figures of such a run mean nothing. ``--data`` names a folder that keeps the databases.

Goals: checked and written within 60 s, taken back within 60 s, at 50,000 rows. Prints a table and writes
var/bench/importing.json.
"""

import cProfile
import json
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GOAL_SECONDS = 60
STEPS = ("check", "write", "revert")
FIRMS = 500  # registered owners that demands and achievements name
WORDS = ("恒力", "长兴", "云溪", "新材", "智造", "重工", "乐源", "光电", "生物", "轴承")
TEXT = (
    "阀门在零下一百九十六度下密封面变形，介质泄漏，需要新的表面处理与检测方法，"
    "要求寿命不低于五千次、泄漏率不高于千分之一，并能在现有生产线上实施。"
)


def option(name: str, default: str) -> str:
    return next((one.partition("=")[2] for one in sys.argv[1:] if one.startswith(f"--{name}=")), default)


def firm(number: int) -> str:
    return f"{WORDS[number % 10]}{WORDS[number // 10 % 10]}{number}科技有限公司"


def organisation(number: int, staff: int) -> str:
    return (
        f"{firm(number)},,北渡县,{number % 900 + staff},2020-03-{number % 28 + 1:02},经开路{number}号,"
        f"王{WORDS[number % 10]},0139{number:07},机械加工与智能装备\n"
    )


def demand(number: int, budget: int) -> str:
    return (
        f"{WORDS[number % 10]}{WORDS[number // 7 % 10]}第{number}项技术,技术攻关,{firm(number % FIRMS)},北渡县,"
        f"{TEXT}序号{number}。,泄漏率≤0.1%,{number % 90 + budget},合作开发,2027/3/{number % 28 + 1},李工,"
        f"0139{number:07},是\n"
    )


def achievement(number: int, price: int) -> str:
    return (
        f"一种{WORDS[number % 10]}{WORDS[number // 7 % 10]}方法{number},{firm(number % FIRMS)},北渡县,发明专利,"
        f"中试阶段,{number % 9 + 1}级,{TEXT}序号{number}。,密封；低温；检测,先进制造,转让、许可,"
        f"{number % 90 + price},公开\n"
    )


# Header of the list and what writes a line of it; another last number changes each record.
LISTS: dict[str, tuple[str, Callable[[int, int], str]]] = {
    "organisations": ("单位名称,统一社会信用代码,地区,职工人数,成立日期,地址,联系人,联系电话,简介\n", organisation),
    "demands": (
        "需求名称,需求类别,需求企业,所属县市区,需求描述,主要技术指标,拟投入资金（万元）,合作方式,截止日期,联系人,联系电话,是否公开\n",
        demand,
    ),
    "achievements": (
        "成果名称,完成单位,所属县市区,成果类型,所处阶段,技术成熟度,成果简介,关键词,技术领域,转化方式,转让价格（万元）,是否公开\n",
        achievement,
    ),
}


def main() -> int:
    if option("one", ""):
        return measure(option("one", ""), int(option("rows", "50000")))
    names = option("registers", ",".join(LISTS)).split(",")
    strange = set(names) - set(LISTS)
    if strange:
        raise SystemExit(f"There is no list for {', '.join(sorted(strange))}. There are: {', '.join(LISTS)}.")
    found = []
    print(f"{'list':28}{'step':8}{'wall s':>8}{'CPU s':>8}{'rows/s':>8}{'peak MiB':>10}{'growth':>8}")
    for name in names:
        with ExitStack() as open_things:
            environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "duijie.settings.test"}
            folder = option("data", "") or open_things.enter_context(
                tempfile.TemporaryDirectory(prefix="duijie-bench-")
            )
            environment |= {"DUIJIE_DATA": str(Path(folder) / name), "DUIJIE_SECRET_KEY": "bench"}
            if option("database", "sqlite") == "postgres":
                from tools.postgres import running_postgres  # noqa: PLC0415 – only where it is asked for

                environment["DATABASE_URL"] = open_things.enter_context(running_postgres())
            said = subprocess.run(
                [sys.executable, "-m", "bench.importing", f"--one={name}", *sys.argv[1:]], cwd=ROOT, env=environment,
                stdout=subprocess.PIPE, text=True, check=True,
            ).stdout  # fmt: skip
        *profile, last = said.splitlines()
        print("\n".join(profile), end="\n" if profile else "")
        for one in json.loads(last):
            found.append(one)
            print(
                f"{one['list']:28}{one['step']:8}{one['wall_seconds']:8.1f}{one['processor_seconds']:8.1f}"
                f"{one['rows_a_second']:8}{one['peak_mib']:10}{one['growth_mib']:8}",
                flush=True,
            )
    target = ROOT / "var" / "bench" / "importing.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    words = {"rows": int(option("rows", "50000")), "database": option("database", "sqlite"), "steps": found}
    target.write_text(json.dumps(words, ensure_ascii=False, indent=1), encoding="utf-8")
    took = {(one["list"], one["step"]): one["wall_seconds"] for one in found}
    return int(
        any(
            took[name, "check"] + took[name, "write"] > GOAL_SECONDS or took[name, "revert"] > GOAL_SECONDS
            for name in {one["list"] for one in found}
        )
    )


def measure(name: str, rows: int) -> int:
    """One register: prints a line of JSON, with ``--profile`` after the profile."""
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django  # noqa: PLC0415 – the environment is set by the process that started this one

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 – as above
    from tests.factories.accounts import make_user  # noqa: PLC0415 – as above
    from tests.factories.registry import make_organisation, make_region  # noqa: PLC0415 – as above

    call_command("migrate", verbosity=0)
    region = make_region()
    by = make_user(role="county_officer", area=region.north)
    if name != "organisations":
        for number in range(FIRMS):
            make_organisation(name=firm(number), area=region.north)
    found = import_and_revert(name, name, rows, 1, region.north, by, STEPS)
    if "--changes" in sys.argv:
        import_and_revert(name, "", rows, 1, region.north, by, STEPS[:2])
        found += import_and_revert(name, f"{name}, changes", rows, 2, region.north, by, STEPS)
    print(json.dumps(found))
    return 0


def import_and_revert(
    name: str, label: str, rows: int, last: int, area: Any, by: Any, steps: tuple[str, ...]
) -> list[dict[str, Any]]:
    """Bring a list of so many rows and take the ``steps``; what each cost."""
    from duijie.common.domain import imports  # noqa: PLC0415 – see ``measure``
    from duijie.common.domain.queries.imports import count_rows, find_import  # noqa: PLC0415 – as above
    from duijie.common.jobs import run_job  # noqa: PLC0415 – as above

    header, line = LISTS[name]
    text = header + "".join(line(number, last) for number in range(rows))
    batch = imports.add_import(noun=name, area=area, name="list.csv", chunks=[text.encode()], by=by)
    del text
    verbs = dict(zip(STEPS, (imports.preview_import, imports.apply_import, imports.revert_import), strict=True))
    found = []
    for step in steps:
        job = verbs[step](batch=batch, by=by)
        before, began, worked = peak(), time.perf_counter(), time.process_time()
        with cProfile.Profile() if label and option("profile", "") == step else ExitStack() as profile:
            ended = run_job(job.pk)
        if ended is None or ended.state != "succeeded":
            raise SystemExit(f"{step} failed: {ended and ended.error}")
        found.append(
            {
                "list": label, "step": step, "wall_seconds": round(time.perf_counter() - began, 2),
                "processor_seconds": round(time.process_time() - worked, 2),
                "rows_a_second": round(rows / (time.perf_counter() - began)),
                "peak_mib": peak(), "growth_mib": peak() - before,
            }
        )  # fmt: skip
        if isinstance(profile, cProfile.Profile):
            pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
            pstats.Stats(profile).sort_stats("tottime").print_stats(40)
    counts = count_rows(find_import(by=by, pk=batch.pk))
    if counts["reverted" if "revert" in steps else "written"] != rows:
        raise SystemExit(f"not every row went through: {counts}")
    return found


def peak() -> int:
    """The most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
