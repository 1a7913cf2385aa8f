"""`./run test`: every check in its order, each with its seconds; the first that fails ends it.

With paths or other arguments of pytest it runs just those tests. Without, pytest runs once per database and once for
the browser; the last of them prints the closing line.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from duijie.common.catalogues import refresh_catalogues

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
# Folders in the order they run: what fails fast comes first.
WITHOUT_DATABASE = ("tests/unit", "tests/spec", "tests/contract", "tests/generative", "tests/docs", "tests/run")
WITH_DATABASE = ("tests/integration",)
IN_BROWSER = ("tests/functional",)


@dataclass(frozen=True)
class Stage:
    """One thing to check: its name, and the command that exits with 0 when all is well."""

    name: str
    command: list[str]
    is_beside: bool = False  # runs beside those after it, the first tests included, and is told when those have ended


def module(name: str, *arguments: str) -> list[str]:
    return [PYTHON, "-m", name, *arguments]


def tests(folders: tuple[str, ...], *arguments: str) -> list[str]:
    present = [folder for folder in folders if any((ROOT / folder).rglob("test_*.py"))]
    return module("pytest", "-q", *present, *arguments) if present else []


def stages(full: bool) -> list[Stage]:
    more = ("--full",) if full else ()
    both_cores = ("-n", "2", "--dist", "loadfile")
    return [
        Stage("types", module("mypy", "src", "tools", "bench"), is_beside=True),  # one core, and as long as the others
        Stage("lint", module("ruff", "check", ".")),
        Stage("format", module("ruff", "format", "--check", ".")),
        Stage("import rules", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"]),
        Stage("catalogues", module("duijie", "compilecatalogues")),
        Stage("migrations complete", module("duijie", "makemigrations", "--check", "--dry-run")),
        Stage("unit, specification, property, documents", tests(WITHOUT_DATABASE, *both_cores, *more)),
        Stage("SQLite", tests(WITH_DATABASE, *both_cores, *more)),
        Stage("PostgreSQL", tests(WITH_DATABASE, "--database", "postgres", *both_cores, *more)),
        Stage("browser", tests(IN_BROWSER, "-n", "2", "--dist", "worksteal", *more)),
    ]


def run_all(full: bool) -> int:
    began = time.monotonic()
    todo = [stage for stage in stages(full) if stage.command]
    beside = [start(stage) for stage in todo if stage.is_beside]
    todo = [stage for stage in todo if not stage.is_beside]
    taken: list[tuple[str, float]] = []
    for number, stage in enumerate(todo, start=1):
        if number == len(todo):  # so that pytest's own line is the last one printed
            print_times(taken)
        print(f"\n== {number}/{len(todo)} {stage.name} ==", flush=True)
        start_of_stage = time.monotonic()
        code = subprocess.run(stage.command, cwd=ROOT, check=False, env=environment()).returncode
        taken.append((stage.name, time.monotonic() - start_of_stage))
        if code:
            for one in beside:
                one.process.kill()
            return failed(stage, code, taken, began)
        if number < len(todo):
            print(f"-- {stage.name}: {taken[-1][1]:.1f} s", flush=True)
        if "pytest" in stage.command:
            for one in beside:
                if code := finish(one, taken):
                    return failed(one.stage, code, taken, began)
            beside = []
    return 0


@dataclass(frozen=True)
class Beside:
    """A stage that runs beside others: what it says goes to a file, and is shown when it has ended."""

    stage: Stage
    process: "subprocess.Popen[bytes]"
    said: IO[bytes]
    began: float


def start(stage: Stage) -> Beside:
    said = tempfile.TemporaryFile()  # noqa: SIM115 – closed by ``finish``, when it has been read
    process = subprocess.Popen(stage.command, cwd=ROOT, env=environment(), stdout=said, stderr=subprocess.STDOUT)
    return Beside(stage, process, said, time.monotonic())


def finish(one: Beside, taken: list[tuple[str, float]]) -> int:
    """Wait for it, show what it said, and note how long it was waited for or ran; its exit status."""
    code = one.process.wait()
    one.said.seek(0)
    print(f"\n== beside these: {one.stage.name} ==\n{one.said.read().decode(errors='replace')}", end="", flush=True)
    one.said.close()
    taken.append((f"{one.stage.name} (beside those before)", time.monotonic() - one.began))
    return code


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
