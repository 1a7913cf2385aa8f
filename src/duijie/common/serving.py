"""Serving from one terminal: a free port, the address in the local network, children that never outlive us."""

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 – only on request (--lan)
PORTS_TO_TRY = 50
SECONDS_TO_STOP = 8
# A child that ends so often within so short a time will not get better by starting it again.
RESTARTS, WITHIN_SECONDS = 3, 30


PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Stopped(Exception):
    """Somebody wants us to end: Ctrl-C, TERM, or the terminal was closed."""


class GivenUp(Exception):
    """A child process ends again and again; its ``log`` says why."""

    def __init__(self, child: "Child") -> None:
        super().__init__(str(child.name))
        self.child = child


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on ``port`` or, when that is taken, on the next free one; ``getsockname()`` tells which.

    The server gets the socket itself, so nobody can take the port between looking and listening. Raises ``OSError``
    when none of the next fifty is free, or when the port may not be used by this user.
    """
    for candidate in range(port, min(port + PORTS_TO_TRY, 65_536)):
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, candidate))
            door.listen(128)
        except OSError as error:
            door.close()
            last = error
        else:
            return door
    raise last


def local_address() -> str | None:
    """This machine's address in the local network, or ``None`` without one. Nothing is sent: a UDP socket only looks
    up which of our addresses would be used."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # reserved for documentation
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else address


def is_answering(url: str) -> bool:
    """Whether a first page comes without a server error."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 – our own address
            return int(answer.status) < 400
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[tuple[bool, str, Callable[[str], None]]]:
    """Hold ``path``: yield whether we do, what the holder wrote there, and a function to write there ourselves.

    The kernel lets go when the holder ends, however it ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:

        def tell(text: str) -> None:
            file.truncate(0)
            file.write(text)
            file.flush()

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            yield False, file.read() or "…", tell
            return
        tell("")
        yield True, "", tell
        tell("")


@dataclass
class Child:
    """A process to keep running. ``name`` may be translatable, ``log`` collects what it says, ``keep`` are descriptors
    that it inherits."""

    name: Any
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    keep: tuple[int, ...] = ()
    process: "subprocess.Popen[bytes] | None" = None
    starts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it in a session of its own: signals of the terminal come to us alone, and we pass them on."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        mode = "ab" if self.starts else "wb"
        with self.log.open(mode) as output:
            self.process = subprocess.Popen(  # noqa: S603 – commands of our own
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **self.environment, "DUIJIE_PARENT": str(os.getpid())},
                pass_fds=self.keep,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self.starts.append(time.monotonic())

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def exit_status(self) -> int | None:
        return None if self.process is None else self.process.poll()

    def wait(self) -> None:
        if self.process is not None:
            self.process.wait()

    def ends_within(self, seconds: float) -> bool:
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self.process is not None:
                self.process.wait(seconds)
        return self.has_ended()

    def ends_too_often(self) -> bool:
        recent = [start for start in self.starts if time.monotonic() - start < WITHIN_SECONDS]
        return len(recent) >= RESTARTS


def _end_with_parent() -> None:
    """Runs in the child, which Linux then ends with us even while it is still starting; elsewhere, and later, the
    children look for ``DUIJIE_PARENT`` by themselves."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextlib.contextmanager
def stopping(children: Sequence[Child]) -> Iterator[None]:
    """At the end, however it comes, stop every child that was started, and what it started."""
    try:
        yield
    finally:
        stop(children)


def stop(children: Sequence[Child]) -> None:
    """Ask all at once, wait together, then end what is left."""
    alive = [child.process for child in children if child.process is not None]
    for process in alive:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for process in alive:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
    for process in alive:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the whole session: a worker's own children too
        process.wait()


def keep_running(children: Sequence[Child], on_restart: Callable[[Child], None]) -> None:
    """Watch until ``Stopped`` is raised; start again what ends by itself. Raises ``GivenUp``."""
    while True:
        for child in children:
            if child.has_ended():
                if child.ends_too_often():
                    raise GivenUp(child)
                on_restart(child)
                child.start()
        time.sleep(0.3)


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Turn Ctrl-C, TERM and the closing of the terminal into ``Stopped``, once; further ones are ignored meanwhile."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def raise_stopped(number: int, frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    before = {each: signal.signal(each, raise_stopped) for each in signals}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module with this very Python."""
    return [sys.executable, "-m", name, *arguments]


def server_command(door: socket.socket) -> list[str]:
    """Gunicorn on a socket that is already open."""
    settings = "python:duijie.common.server_settings"
    bind = f"fd://{door.fileno()}"
    return module("gunicorn", "-c", settings, "--bind", bind, "duijie.wsgi:application")


def last_lines(log: Path, count: int = 12) -> list[str]:
    """The end of a log, for the one who must mend it."""
    try:
        return log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
    except OSError:
        return []
