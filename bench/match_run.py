"""500 demands matched with 200,000 items of supply in a job, and how long a list page takes meanwhile.

./run bench match_run [--demands=500] [--supply=200000] [--database=postgres] [--data=FOLDER]

Supply is seven tenths achievements, two tenths services and one tenth experts with two works each. Texts are clauses of
the demo's records, mixed anew within and across subjects, so words are spread as in real texts but come from fewer
sources. **Vectors are made up**, for the real ones would take hours: a direction for all texts, one for each subject,
and noise, which gives cosines of about .7 between subjects and .98 within; they stand in the embedding cache under the
model's name, and the job reads them there as it always does. A worker process runs the job, as in use.

Goals: 60 s for the job, 1.5 GB of memory, the list page at most twice as slow. ``--data`` keeps the filled folder for
the next time, with it what was read out of the texts: the second run is the daily one, of registers that have hardly
changed. Prints a table and writes var/bench/match_run.json.
"""

# ruff: noqa: PLC0415 – Django is imported once the environment is set

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bench._match_records import USER, Registers, fill_cache
from bench._scratch import scratch_folder

ROOT = Path(__file__).resolve().parents[1]

GOAL_S, GOAL_MB, GOAL_SLOWER = 60.0, 1536.0, 2.0
READS = 60
PAGE = "/achievements/"


class Reader:
    """A browser's view of a list page, in a process of its own, again and again until it is told to stop."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.match_run", "--read"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ.copy(), cwd=ROOT,
        )  # fmt: skip
        self.times: list[float] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        self.times.extend(float(line) for line in self._process.stdout)

    def wait_for(self, count: int) -> list[float]:
        """The times of the next ``count`` reads, in ms."""
        begun = len(self.times)
        while len(self.times) < begun + count:
            if self._process.poll() is not None:
                raise SystemExit("the reader of the list page ended")
            time.sleep(0.05)
        return self.times[begun:]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)


def read_pages() -> int:
    """What the reader's process does: ask for the page, say the milliseconds, rest a little."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.get(username=USER))
    while True:
        began = time.perf_counter()
        if client.get(PAGE).status_code != 200:
            return 1
        print(1000 * (time.perf_counter() - began), flush=True)
        time.sleep(0.1)


def run_job(found: dict[str, Any]) -> Iterator[Any]:
    """Start the run and its worker; gives the job as often as it is looked at, until it is over."""
    from django.contrib.auth import get_user_model
    from tests.factories.registry import make_region

    from duijie.common import clock
    from duijie.common.models import Job
    from duijie.common.models.job import OPEN, JobState
    from duijie.matching.domain.match_runs import start_match_run

    by = get_user_model().objects.get(username=USER)
    left = Job.objects.filter(state__in=OPEN)  # by a measurement that was cut off: not what is measured now
    left.update(state=JobState.CANCELLED, finished_at=clock.now())
    worker = subprocess.Popen([sys.executable, "-m", "django", "work"], env=os.environ.copy())
    time.sleep(8)  # its first housekeeping is not what is measured
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        number = start_match_run(area=make_region().city, by=by).job_id
        assert number is not None
        while (job := Job.objects.get(pk=number)).finished_at is None:
            yield job
            time.sleep(0.2)
        yield job
    finally:
        worker.terminate()
        worker.wait(60)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found["processor s"] = round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1)


def peak_memory(worker: str) -> float:
    """The most memory that any process of a worker has held, in MB."""
    peaks = [0.0]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"django\0work" in (folder / "cmdline").read_bytes():
                told = re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text())
                environment = (folder / "environ").read_bytes()
                if told and os.environ["DUIJIE_DATA"].encode() in environment:
                    peaks.append(int(told[1]) / 1024)
        except OSError:
            continue
    return max(peaks)


def option(name: str, default: str) -> str:
    """``--name=value`` of the command line."""
    return next((one.partition("=")[2] for one in sys.argv[1:] if one.startswith(f"--{name}=")), default)


def measure(database: str) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from duijie.matching.models import Candidate

    call_command("migrate", verbosity=0)
    data = Path(os.environ["DUIJIE_DATA"])
    demands, supply = int(option("demands", "500")), int(option("supply", "200000"))
    Registers(demands, supply).make()
    fill_cache(data)
    kept = any((data / "cache" / "analyses").glob("*.analyses"))
    found: dict[str, Any] = {
        "database": database, "demands": demands, "supply": supply, "texts": "known" if kept else "read anew",
    }  # fmt: skip
    reader = Reader()
    reader.wait_for(5)
    before = reader.wait_for(READS)
    stages: dict[str, float] = {}
    reads = len(reader.times)
    peak = 0.0
    last = time.monotonic()
    for job in run_job(found):
        now = time.monotonic()
        stages[job.stage or "waiting"] = stages.get(job.stage or "waiting", 0.0) + now - last
        last = now
        peak = max(peak, peak_memory(job.worker))
    during = reader.times[reads:]
    reader.stop()
    if job.state != "succeeded":
        raise SystemExit(f"the job ended as {job.state}: {job.error}")
    found |= {
        "seconds": round((job.finished_at - job.started_at).total_seconds(), 1),
        "stages s": {name: round(spent, 1) for name, spent in stages.items()},
        "memory MB": round(peak), "rows": Candidate.objects.count(), "levels": job.result["levels"],
        "kept folder MB": round(sum(one.stat().st_size for one in (data / "match_runs").rglob("*.*")) / 1e6),
        "page p50 ms": [round(statistics.median(times), 1) for times in (before, during)],
        "page p95 ms": [round(float(np.percentile(times, 95)), 1) for times in (before, during)],
    }  # fmt: skip
    found["page slower"] = round(found["page p50 ms"][1] / found["page p50 ms"][0], 2)
    for name, value in found.items():
        print(f"{name:16} {value}")
    target = ROOT / "var" / "bench" / "match_run.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    missed = found["seconds"] > GOAL_S or found["memory MB"] > GOAL_MB or found["page slower"] > GOAL_SLOWER
    return int(missed)


def main() -> int:
    if "--read" in sys.argv:
        return read_pages()
    folder = Path(option("data", "") or scratch_folder()).absolute()
    folder.mkdir(parents=True, exist_ok=True)
    models = ROOT / "var" / "models"
    if models.is_dir() and not (folder / "models").exists():
        (folder / "models").symlink_to(models)
    os.environ |= {
        "DUIJIE_DATA": str(folder), "DUIJIE_HOSTS": "testserver", "DUIJIE_SECRET_KEY": "bench",
        "DJANGO_SETTINGS_MODULE": "duijie.settings.test", "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }  # fmt: skip
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    database = option("database", "sqlite")
    if database != "postgres":
        return measure(database)
    from tools.postgres import running_postgres

    with running_postgres() as os.environ["DATABASE_URL"]:
        return measure(database)


if __name__ == "__main__":
    sys.exit(main())
