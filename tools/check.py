"""`./run test`: every check in its order, each with its seconds; the first that fails ends it.

With paths or other arguments of pytest it runs just those tests. Without, pytest runs once per database and once for
the browser; the last of them prints the closing line. Beside these runs a second row of checks, one after the other:
what has only one process, or mostly waits for processes that it starts. So both cores have always something to do.
"""

import argparse
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from duijie.common.catalogues import refresh_catalogues

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
# Folders in the order they run: what fails fast comes first.
WITHOUT_DATABASE = ("tests/unit", "tests/spec", "tests/contract", "tests/generative", "tests/docs")
WITH_DATABASE = ("tests/integration",)
IN_BROWSER = ("tests/functional",)
# Each in one process, beside the others. To collect the first takes as long as all of the others.
REQUESTS = "tests/integration/api/test_schema.py"
STARTED = ("tests/run", "tests/integration/common/test_worker.py", "tests/integration/common/test_backup.py")


@dataclass(frozen=True)
class Stage:
    """One thing to check: its name, and the command that exits with 0 when all is well."""

    name: str
    command: list[str]
    is_beside: bool = False  # in the second row, which is told of when it has ended


def module(name: str, *arguments: str) -> list[str]:
    return [PYTHON, "-m", name, *arguments]


def tests(places: tuple[str, ...], *arguments: str) -> list[str]:
    present = [one for one in places if (ROOT / one).is_file() or any((ROOT / one).rglob("test_*.py"))]
    return module("pytest", "-q", *present, *arguments) if present else []


def stages(full: bool) -> list[Stage]:
    more = ("--full",) if full else ()
    both_cores = ("-n", "2", "--dist", "loadfile")
    of_postgres = module("tools.structure", "postgresql")  # of the same migrations as that of SQLite
    others = [f"--ignore={one}" for one in (REQUESTS, *STARTED)]
    return [
        Stage("an empty database", module("tests.factories.tables"), is_beside=True),
        Stage("an empty database of PostgreSQL", of_postgres, is_beside=True),
        Stage("types", module("mypy", "src", "tools", "bench"), is_beside=True),
        Stage("requests made up from the API's description", tests((REQUESTS,), *more), is_beside=True),
        Stage("processes that are started and killed", tests(STARTED, *more), is_beside=True),
        Stage("lint", module("ruff", "check", ".")),
        Stage("format", module("ruff", "format", "--check", ".")),
        Stage("import rules", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"]),
        Stage("catalogues", module("duijie", "compilecatalogues")),
        Stage("migrations complete", module("duijie", "makemigrations", "--check", "--dry-run")),
        Stage("unit, specification, property, documents", tests(WITHOUT_DATABASE, *both_cores, *more)),
        Stage("SQLite", tests(WITH_DATABASE, *others, *both_cores, *more)),
        Stage("PostgreSQL", tests(WITH_DATABASE, f"--ignore={REQUESTS}", "--database", "postgres", *both_cores, *more)),
        Stage("browser", tests(IN_BROWSER, "-n", "2", "--dist", "worksteal", *more)),
    ]


def run_all(full: bool) -> int:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="duijie-tables-") as tables:
        os.environ["DUIJIE_TEST_TABLES"] = tables  # an empty database, made once and copied
        todo = [stage for stage in stages(full) if stage.command]
        taken: list[tuple[str, float]] = []
        beside = SecondRow([stage for stage in todo if stage.is_beside], taken)
        try:
            return run_first_row([stage for stage in todo if not stage.is_beside], beside, taken, began)
        finally:
            beside.stop()


def run_first_row(todo: list[Stage], beside: "SecondRow", taken: list[tuple[str, float]], began: float) -> int:
    for number, stage in enumerate(todo, start=1):
        if number == len(todo):  # so that pytest's own line is the last one printed
            if code := beside.finish():
                return failed(beside.failed, code, taken, began)
            print_times(taken)
        print(f"\n== {number}/{len(todo)} {stage.name} ==", flush=True)
        start_of_stage = time.monotonic()
        code = subprocess.run(stage.command, cwd=ROOT, check=False, env=environment()).returncode
        taken.append((stage.name, time.monotonic() - start_of_stage))
        if code:
            return failed(stage, code, taken, began)
        if number < len(todo):
            print(f"-- {stage.name}: {taken[-1][1]:.1f} s", flush=True)
        if code := beside.tell():
            return failed(beside.failed, code, taken, began)
    return 0


class SecondRow:
    """Stages that run one after the other beside the first row; what each says is shown when it has ended."""

    def __init__(self, stages: list[Stage], taken: list[tuple[str, float]]) -> None:
        self._stages, self._taken = stages, taken
        self._ended: queue.SimpleQueue[tuple[Stage, int, str, float]] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False
        self.failed = Stage("", [])
        self._row = threading.Thread(target=self._run, daemon=True)
        self._row.start()

    def _run(self) -> None:
        for stage in self._stages:
            began = time.monotonic()
            with tempfile.TemporaryFile() as said:
                self._process = subprocess.Popen(
                    stage.command, cwd=ROOT, env=environment(), stdout=said, stderr=subprocess.STDOUT
                )
                code = self._process.wait()
                said.seek(0)
                words = said.read().decode(errors="replace")
            self._ended.put((stage, code, words, time.monotonic() - began))
            if code or self._is_stopped:
                return

    def tell(self) -> int:
        """Show those that have ended since; the status of the one that failed, which is ``failed``, or 0."""
        while not self._ended.empty():
            stage, code, words, seconds = self._ended.get()
            print(f"\n== beside these: {stage.name} ==\n{words}-- {stage.name}: {seconds:.1f} s", flush=True)
            self._taken.append((f"{stage.name} (beside the others)", seconds))
            if code:
                self.failed = stage
                return code
        return 0

    def finish(self) -> int:
        """Wait for the last one, and tell."""
        self._row.join()
        return self.tell()

    def stop(self) -> None:
        self._is_stopped = True
        if self._process is not None:
            self._process.kill()


def failed(stage: Stage, code: int, taken: list[tuple[str, float]], began: float) -> int:
    print_times(taken)
    print(f"\n{stage.name} failed after {time.monotonic() - began:.0f} s. Run it alone:", flush=True)
    print(f"  {shown(stage.command)}", flush=True)
    return code


def run_some(arguments: list[str]) -> int:
    refresh_catalogues()
    return subprocess.run(module("pytest", *arguments), cwd=ROOT, check=False, env=environment()).returncode


def environment() -> dict[str, str]:
    # Two processes share two cores; libraries that start a thread per core would only get in each other's way.
    threads = {"OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2"}
    # Without DUIJIE_DATA, which `./run` sets, the tests have a data folder of their own (settings/test.py).
    given = {name: value for name, value in os.environ.items() if name != "DUIJIE_DATA"}
    return {**threads, **given, "PYTHONPATH": "src"}


def print_times(taken: list[tuple[str, float]]) -> None:
    print("\nSeconds:")
    for name, seconds in taken:
        print(f"  {seconds:7.1f}  {name}")
    print(flush=True)


def shown(command: list[str]) -> str:
    if command[1:3] == ["-m", "pytest"]:
        return "./run test " + " ".join(command[3:])
    return " ".join(command)


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run test", description="All checks, or the tests that are named.")
    parser.add_argument("--full", action="store_true", help="the slow tests too, and more examples")
    options, rest = parser.parse_known_args()
    if rest:
        return run_some([*rest, "--full"] if options.full else rest)
    return run_all(options.full)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
