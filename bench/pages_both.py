"""Pages on both databases, one after the other, from rows that were made before: the whole of bench/pages.py at once.

./run bench pages_both --data=FOLDER [--rows=100000] [--make] [--rounds=6] [--seconds=90]

First with ``--make``, which takes long and may share the machine: the rows in SQLite and in PostgreSQL, and the search
index over them, which both use, for the rows have the same numbers. Then without it, on a machine that does nothing
else: every page alone and with 20 users, on the one and on the other. Writes var/bench/pages.json as bench/pages.py
does, and ends with a status other than 0 where a goal is missed on either.
"""

import subprocess
import sys

from bench.seeding import ROOT, option


def main() -> int:
    if not option("data", ""):
        print("Say with --data=FOLDER where the rows lie, or are to lie.", file=sys.stderr)
        return 2
    given = [one for one in sys.argv[1:] if not one.startswith("--database")]
    if not any(one.startswith("--rounds") for one in given):
        given.append("--rounds=6")
    codes = []
    for database in ("sqlite", "postgres"):
        print(f"\n== {database}", flush=True)
        command = [sys.executable, "-m", "bench.pages", f"--database={database}", *given]
        codes.append(subprocess.run(command, cwd=ROOT, check=False).returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
