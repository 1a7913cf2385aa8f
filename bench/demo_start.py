"""Seconds from `./run demo` in a fresh clone to the first page, with uv and with pip, and again; disk used."""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "var" / "bench" / "demo_start.json"
GOALS = {"first": 90.0, "own work": 30.0, "second": 5.0, "disk GB": 1.5}
SECONDS_AT_MOST = 600
STEP = re.compile(r"^(?P<name>.+?) … (?P<seconds>[\d.]+) s$", re.MULTILINE)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="duijie-bench-") as folder:
        rows = []
        for installer in ("uv", "pip"):
            path = _path_with(installer, Path(folder))
            if path is None:
                print(f"{installer}: not on this machine, left out")
                continue
            rows.append({"installer": installer, **_measure(Path(folder) / installer, path)})
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps({"goals": GOALS, "rows": rows}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\n{'':6}" + "".join(f"{name:>12}" for name in GOALS))
    print(f"{'goal':6}" + "".join(f"{goal:>12.1f}" for goal in GOALS.values()))
    for row in rows:
        print(f"{row['installer']:6}" + "".join(f"{row[name]:>12.1f}" for name in GOALS))
    return int(any(row[name] > goal for row in rows for name, goal in GOALS.items()))


def _measure(clone: Path, path: str) -> dict[str, Any]:
    subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"file://{ROOT}", str(clone)], check=True)
    first, output = _start(clone, path)
    steps = {found["name"]: float(found["seconds"]) for found in STEP.finditer(output)}
    second, _ = _start(clone, path)
    used = sum(each.lstat().st_size for each in clone.rglob("*") if not each.is_symlink()) / 1e9
    return {
        "first": first,
        "own work": first - steps.get("Installing packages", 0.0),
        "second": second,
        "disk GB": used,
        "steps": steps,
    }


def _start(clone: Path, path: str) -> tuple[float, str]:
    """Seconds to the first page and what was printed; checks that nothing is left running."""
    port = _free_port()
    log = clone.with_suffix(".log")
    # Unpacked modules may be compiled, whatever the caller's shell says; the data folder is the clone's own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DUIJIE_", "PYTHON"))}
    with log.open("w") as output:
        began = time.monotonic()
        process = subprocess.Popen(
            ["./run", "demo", "--no-browser", "--port", str(port)],
            cwd=clone,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            env={**environment, "PATH": path, "DUIJIE_LANG": "en"},
        )
        try:
            while not _answers(port):
                if process.poll() is not None or time.monotonic() - began > SECONDS_AT_MOST:
                    raise RuntimeError(f"./run demo did not get to its first page:\n{log.read_text()}")
                time.sleep(0.05)
            seconds = time.monotonic() - began
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGINT)
            process.wait(30)
    if _answers(port):
        raise RuntimeError("./run demo left its server running")
    return seconds, log.read_text()


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        raise RuntimeError(f"the first page answers with {error.code}") from error
    except OSError:
        return False


def _path_with(installer: str, folder: Path) -> str | None:
    """A PATH on which there is uv, or surely none."""
    has_uv = shutil.which("uv")
    if installer == "uv":
        return os.environ["PATH"] if has_uv else None
    programs = folder / "programs"
    programs.mkdir()
    for name in ("python3", "git"):
        real = sys.base_prefix + "/bin/python3" if name == "python3" else shutil.which(name)
        (programs / name).symlink_to(real or name)
    return f"{programs}:/usr/bin:/bin" if not (Path("/usr/bin/uv").exists() or Path("/bin/uv").exists()) else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
