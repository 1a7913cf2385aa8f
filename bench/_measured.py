"""Keeps what a benchmark measured, with the day, the machine and the versions it was measured with.

``var/bench/NAME.json`` holds parts, one for each set or case, each with its own ``about``: measuring one of them again
leaves the others as they were. ``python -m bench.publish`` makes the pages and pictures of the documentation of them.
"""

import datetime
import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from duijie_match import __version__

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("numpy", "scipy", "scikit-learn", "onnxruntime", "tantivy", "bm25s", "ortools")
CPUINFO = Path("/proc/cpuinfo")


def about(**more: Any) -> dict[str, Any]:
    """Day, processor, cores, memory (GiB), load of the machine's last minute, and versions; ``more`` comes first."""
    return {
        **more,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        **processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "versions": {"duijie": __version__} | {name: found for name in PACKAGES if (found := _version(name))},
    }


def processor(source: Path = CPUINFO) -> dict[str, Any]:
    """Its name, with family, model and stepping, which tell it where the name does not; whether it has VNNI."""
    if not source.exists():
        return {"processor": platform.processor() or platform.machine(), "vnni": None}
    first = source.read_text(encoding="utf-8").partition("\n\n")[0]
    said = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in first.splitlines())}
    name = said.get("model name") or platform.machine()
    numbers = [said.get(key) for key in ("cpu family", "model", "stepping")]
    if all(numbers):
        name += " (family {}, model {}, stepping {})".format(*numbers)
    return {"processor": name, "vnni": "avx512_vnni" in said.get("flags", "").split()}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def keep(target: Path, parts: Mapping[str, Mapping[str, Any]]) -> None:
    """Write ``parts`` into the file, beside those of other names that are there."""
    known = json.loads(target.read_text(encoding="utf-8")).get("parts", {}) if target.exists() else {}
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"parts": {**known, **parts}}, indent=1, ensure_ascii=False)
    target.write_text(text + "\n", encoding="utf-8")
