"""Reading and checking a list of 50,000 organisations against a register: rows a second and memory.

.venv/bin/python bench/importing.py [ROWS]
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

ROWS = int(sys.argv[1]) if sys.argv[1:] and sys.argv[1].isdigit() else 50_000
sys.path[:0] = [str(Path(__file__).parents[1] / "src"), str(Path(__file__).parents[1])]

from bench._scratch import scratch_folder  # noqa: E402 – it may be run as a file

folder = scratch_folder()
os.environ |= {
    "DUIJIE_DATA": str(folder),
    "DUIJIE_SECRET_KEY": "bench",
    "DJANGO_SETTINGS_MODULE": "duijie.settings.test",
}

import django  # noqa: E402 – the environment must be set before

django.setup()

from django.core.management import call_command  # noqa: E402
from tests.factories.accounts import make_user  # noqa: E402
from tests.factories.registry import make_region  # noqa: E402

from duijie.common.domain.imports import add_import, apply_import, preview_import, revert_import  # noqa: E402
from duijie.common.jobs import run_job  # noqa: E402

WORDS = ("恒力", "长兴", "云溪", "新材", "智造", "重工", "乐源", "光电", "生物", "轴承")


def line(number: int) -> str:
    words = f"{WORDS[number % 10]}{WORDS[number // 10 % 10]}{number}"
    return (
        f"{words}科技有限公司,,北渡县,{number % 900},2020-03-{number % 28 + 1:02},经开路{number}号,机械加工与智能装备\n"
    )


def seconds(job: object) -> float:
    """Processor time, which other programs on the machine do not lengthen."""
    start = time.process_time()
    ended = run_job(job.pk)  # type: ignore[attr-defined]
    if ended is None or ended.state != "succeeded":
        raise SystemExit(f"the job failed: {ended and ended.error}")
    return time.process_time() - start


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


call_command("migrate", verbosity=0)
region = make_region()
by = make_user(role="county_officer", area=region.north)
text = "单位名称,统一社会信用代码,地区,职工人数,成立日期,地址,简介\n" + "".join(map(line, range(ROWS)))
batch = add_import(noun="organisations", area=region.north, name="list.csv", chunks=[text.encode()], by=by)
del text
before = peak()
checked = seconds(preview_import(batch=batch, by=by))
after = peak()
result = {
    "rows": ROWS,
    "check_processor_seconds": round(checked, 1),
    "checked_rows_a_second": round(ROWS / checked),
    "memory_mb": {"before": before, "after": after},
}
if "--all" in sys.argv:
    result["apply_rows_a_second"] = round(ROWS / seconds(apply_import(batch=batch, by=by)))
    result["revert_rows_a_second"] = round(ROWS / seconds(revert_import(batch=batch, by=by)))
print(json.dumps(result, indent=1))
