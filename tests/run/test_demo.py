"""`duijie demo` as a person meets it: started, opened, signed in to, stopped, killed, begun anew."""

import contextlib
import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from duijie.accounts.roles import ROLES

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 180  # on a busy machine; a quiet one needs ten
READY = "Ctrl-C stops it."
OLDER = {"role": {"zh-hans": "市级科技管理员", "en": "City officer"}, "login": "city_officer", "password": "of-before"}


class Demo:
    """One ``duijie demo``, and what it has printed so far."""

    def __init__(self, folder: Path, *options: str) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("DUIJIE", "DATABASE"))}
        environment |= {"DUIJIE_DATA": str(folder), "DUIJIE_LANG": "en", "PYTHONPATH": str(ROOT / "src")}
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "duijie", "demo", "--no-browser", *options],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as output:
            self.lines.extend(iter(output.readline, ""))

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while READY not in self.text:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < deadline, self.text
            time.sleep(0.05)

    @property
    def url(self) -> str:
        return re.findall(r"^    (http://\S+)$", self.text, re.MULTILINE)[0]

    def accounts(self) -> dict[str, str]:
        """Sign-in names and passwords as printed."""
        table = re.split(r"Sign-in name +Password\n", self.text)[1].partition("\n\n")[0]
        return {line.split()[-2]: line.split()[-1] for line in table.splitlines()}

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        code = self.process.wait(30)
        self.reader.join(30)
        return code


def descendants(pid: int) -> set[int]:
    """All processes below ``pid``, from /proc."""
    parents: dict[int, set[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), set()).add(int(stat.parent.name))
    found: set[int] = set()
    todo = [pid]
    while todo:
        children = parents.get(todo.pop(), set()) - found
        found |= children
        todo += children
    return found


def wait_for_end(pids: set[int], seconds: float) -> set[int]:
    """Those that are still there after ``seconds``; the dead that nobody has collected do not count."""
    deadline = time.monotonic() + seconds
    while (left := {pid for pid in pids if is_running(pid)}) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def first(folder: Path) -> Iterator[Demo]:
    """The first start of all, in a folder of an older demo that is reset, while the asked-for port is taken."""
    (folder / "demo-accounts.json").write_text(json.dumps({"complete": True, "accounts": [OLDER]}), encoding="utf-8")
    (folder / "duijie.sqlite3").write_bytes(b"older")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        demo = Demo(folder, "--reset", "--port", str(taken.getsockname()[1]))
        try:
            demo.wait_until_ready()
            yield demo
        finally:
            demo.end(signal.SIGINT)


class TestFirstStart:
    def test_takes_another_port_and_says_so(self, first: Demo) -> None:
        asked, used = re.findall(r"Port (\d+) is taken by another program; using (\d+)\.", first.text)[0]
        assert (asked != used, first.url) == (True, f"http://127.0.0.1:{used}/")

    def test_prints_seconds_of_each_step(self, first: Demo) -> None:
        steps = re.findall(r"^(.+) … [\d.]+ s$", first.text, re.MULTILINE)
        assert [step for step in steps if step != "Preparing the embedding model"] == [
            "Making the database",
            "Collecting static files",
            "Loading the demo records",
            "Starting the server",
        ]

    def test_reset_has_put_the_older_one_aside(self, first: Demo, folder: Path) -> None:
        (aside,) = (folder / "before-reset").iterdir()
        assert f"The records so far were put aside in {aside}\n" in first.text
        assert json.loads((aside / "demo-accounts.json").read_text())["accounts"] == [OLDER]
        assert (aside / "duijie.sqlite3").read_bytes() == b"older"
        assert OLDER["password"] not in first.accounts().values()

    def test_has_an_account_for_each_role_with_a_password_of_its_own(self, first: Demo) -> None:
        passwords = list(first.accounts().values())
        assert (len(passwords), len(set(passwords))) == (len(ROLES), len(ROLES))
        assert min(len(password) for password in passwords) >= 10

    def test_accounts_open_the_door(self, first: Demo) -> None:
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        with browser.open(first.url) as page:
            address, html = page.url, page.read().decode()
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[0]
        login, password = next(iter(first.accounts().items()))
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "login": login, "password": password})
        with browser.open(urllib.request.Request(address, form.encode(), {"Referer": address})) as page:
            assert (page.status, urllib.parse.urlsplit(page.url).path) == (200, "/")

    def test_passwords_are_for_the_owner_alone(self, first: Demo, folder: Path) -> None:
        assert (folder / "demo-accounts.json").stat().st_mode & 0o777 == 0o600

    def test_second_one_on_the_same_folder_is_sent_to_the_first(self, first: Demo, folder: Path) -> None:
        second = Demo(folder)
        assert second.process.wait(60) == 1
        second.reader.join()
        assert second.text == (
            f"The demo in {folder} is already running at {first.url}: open that, or stop it first.\n"
        )


@pytest.fixture(scope="module")
def accounts(first: Demo) -> dict[str, str]:
    """What the first start printed; it is stopped by Ctrl-C, and nothing of it is left."""
    accounts, pids = first.accounts(), descendants(first.process.pid)
    assert len(pids) >= 3
    assert (first.end(signal.SIGINT), wait_for_end(pids, 5)) == (0, set())
    assert first.text.endswith("Stopped. Nothing is running any more; ./run demo starts it again.\n")
    return accounts


class TestLaterStarts:
    @pytest.mark.parametrize(
        "number",
        [*(pytest.param(one, marks=pytest.mark.slow) for one in (signal.SIGTERM, signal.SIGHUP)), signal.SIGKILL],
    )
    def test_ends_with_all_its_processes(self, accounts: dict[str, str], folder: Path, number: int) -> None:
        demo = Demo(folder, "--port", "18000")
        demo.wait_until_ready()
        assert demo.accounts() == accounts
        pids = descendants(demo.process.pid)
        assert len(pids) >= 3
        demo.end(number)
        assert wait_for_end(pids, 30) == set()

    @pytest.mark.slow
    def test_reset_puts_aside_and_begins_anew(self, accounts: dict[str, str], folder: Path) -> None:
        demo = Demo(folder, "--port", "18000", "--reset")
        demo.wait_until_ready()
        again = demo.accounts()
        demo.end(signal.SIGINT)
        assert (again.keys() == accounts.keys(), set(again.values()) & set(accounts.values())) == (True, set())
        aside = max((folder / "before-reset").iterdir())
        kept = json.loads((aside / "demo-accounts.json").read_text())["accounts"]
        assert {each["login"]: each["password"] for each in kept} == accounts
        assert (aside / "duijie.sqlite3").stat().st_size > 0

    def test_database_of_somebody_else_is_left_alone(self, accounts: dict[str, str], folder: Path) -> None:
        (folder / "demo-accounts.json").unlink()
        for option in ([], ["--reset"]):
            demo = Demo(folder, *option)
            assert demo.process.wait(60) == 1
            demo.reader.join()
            assert "The database of this data folder is not the demo's, so it is left alone" in demo.text
