"""`./run bench [NAME …] [OPTION …]`: run the named benchmarks, or all; `--list` says which there are.

A benchmark is a module of this folder that can be run (`python -m bench.NAME`). The first line of its docstring says
what it measures. It prints a table, writes `var/bench/NAME.json`, and ends with a status other than 0 when its goal
is missed.
"""

import ast
import subprocess
import sys
import time
from itertools import takewhile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
WRITES = "publish"  # measures nothing and changes the documentation: only when it is named


def benchmarks() -> dict[str, str]:
    """Name and first docstring line of each module that can be run."""
    found = {}
    for path in sorted(FOLDER.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        if not path.name.startswith("_") and 'if __name__ == "__main__"' in source:
            found[path.stem] = (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]
    return found


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Names of benchmarks, and what they are given: all from the first option on, for `--sets sbir` names none."""
    names = list(takewhile(lambda argument: not argument.startswith("-"), arguments))
    return names, arguments[len(names) :]


def main(arguments: list[str]) -> int:
    known = benchmarks()
    if arguments in (["--list"], ["-h"], ["--help"]):
        for name, summary in known.items():
            print(f"{name:20} {summary}")
        return 0
    names, options = split(arguments)
    unknown = [name for name in names if name not in known]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(known)}.", file=sys.stderr)
        return 2
    missed = []
    for name in names or [name for name in known if name != WRITES]:
        print(f"\n== {name}: {known[name]}", flush=True)
        began = time.monotonic()
        code = subprocess.run(
            [sys.executable, "-m", f"bench.{name}", *options], cwd=FOLDER.parent, check=False
        ).returncode
        print(
            f"-- {name}: {time.monotonic() - began:.0f} s{'' if code == 0 else ', goal missed or failed'}", flush=True
        )
        if code:
            missed.append(name)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
