"""Ports, one holder at a time, and children that do not outlive us."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from duijie.common import serving

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


class TestListen:
    def test_takes_the_port_that_was_asked_for(self) -> None:
        with socket.socket() as probe:
            probe.bind((serving.LOOPBACK, 0))
            port = probe.getsockname()[1]
        with serving.listen(serving.LOOPBACK, port) as door:
            assert door.getsockname() == (serving.LOOPBACK, port)

    def test_takes_the_next_one_when_taken(self) -> None:
        with serving.listen(serving.LOOPBACK, 20_000) as first:
            taken = first.getsockname()[1]
            with serving.listen(serving.LOOPBACK, taken) as second:
                assert taken < second.getsockname()[1] <= taken + serving.PORTS_TO_TRY

    def test_says_when_there_is_none(self) -> None:
        with serving.listen(serving.LOOPBACK, 65_535), pytest.raises(OSError, match="in use"):
            serving.listen(serving.LOOPBACK, 65_535)


class TestOnlyOne:
    def test_second_one_reads_what_the_first_wrote(self, tmp_path: Path) -> None:
        lock = tmp_path / "lock"
        with serving.only_one(lock) as (mine, other, tell):
            assert (mine, other) == (True, "")
            tell("http://127.0.0.1:8000/")
            with serving.only_one(lock) as (mine, other, _tell):
                assert (mine, other) == (False, "http://127.0.0.1:8000/")

    def test_is_free_again_afterwards(self, tmp_path: Path) -> None:
        lock = tmp_path / "lock"
        with serving.only_one(lock) as (_mine, _other, tell):
            tell("there")
        with serving.only_one(lock) as (mine, other, _tell):
            assert (mine, other) == (True, "")


class TestChildren:
    def child(self, folder: Path, command: list[str]) -> serving.Child:
        return serving.Child("child", command, folder / "log" / "child.log")

    def test_are_stopped_at_the_end(self, tmp_path: Path) -> None:
        child = self.child(tmp_path, SLEEP)
        with serving.stopping([child]):
            child.start()
            assert child.exit_status() is None
        assert child.exit_status() == -signal.SIGTERM

    def test_that_will_not_stop_are_killed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(serving, "SECONDS_TO_STOP", 0.3)
        child = self.child(tmp_path, [sys.executable, "-c", STUBBORN])
        with serving.stopping([child]):
            child.start()
            while child.log.read_text() != "up\n":
                time.sleep(0.02)
        assert child.exit_status() == -signal.SIGKILL

    def test_take_their_own_children_with_them(self, tmp_path: Path) -> None:
        script = (
            f"import subprocess, sys; print(subprocess.Popen({SLEEP!r}).pid, flush=True); import time; time.sleep(60)"
        )
        child = self.child(tmp_path, [sys.executable, "-c", script])
        with serving.stopping([child]):
            child.start()
            while not (pid := child.log.read_text().strip()):
                time.sleep(0.02)
        deadline = time.monotonic() + 5
        while is_alive(int(pid)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not is_alive(int(pid))

    def test_that_end_are_started_again_but_not_for_ever(self, tmp_path: Path) -> None:
        child = self.child(tmp_path, [sys.executable, "-c", "print('no', flush=True)"])
        restarted: list[object] = []
        with serving.stopping([child]):
            child.start()
            with pytest.raises(serving.GivenUp) as caught:
                serving.keep_running([child], lambda each: restarted.append(each.name))
        assert (caught.value.child, restarted) == (child, ["child"] * (serving.RESTARTS - 1))
        assert serving.last_lines(child.log) == ["no"] * serving.RESTARTS


class TestSignals:
    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_become_one_exception(self, number: int) -> None:
        before = signal.getsignal(number)
        threading.Timer(0.05, os.kill, (os.getpid(), number)).start()
        with pytest.raises(serving.Stopped), serving.stopped_by_signals():
            time.sleep(10)
        assert signal.getsignal(number) == before


def test_server_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    """A stand-in for gunicorn calls the same hook, in a process whose parent is then killed outright."""
    watched = (
        "import time; from duijie.common import server_settings; server_settings.on_starting(None); "
        "print('up', flush=True); time.sleep(60)"
    )
    parent = (
        "import os, subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', {watched!r}], stdout=subprocess.PIPE,\n"
        "    env={**os.environ, 'DUIJIE_PARENT': str(os.getpid())})\n"
        "child.stdout.readline(); print(child.pid, flush=True); time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(serving.__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        process.kill()
    deadline = time.monotonic() + 5
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(pid)
