"""Backup and restore with the real command, in data folders and databases of their own, on either kind of database."""

import hashlib
import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from duijie.common.backup.errors import BackupError
from duijie.common.backup.restoring import check_backup

FILL = """
from decimal import Decimal
from pathlib import Path
from django.conf import settings
from duijie.common.domain import audit
from duijie.registry.models import Achievement, Organisation
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region
region = make_region()
user = make_user(role="county_officer", area=region.north)
for n in range(30):
    one = make_organisation(name=f"云溪第{n}轴承“有限”公司\\n\\t\\\\", area=region.north, staff=n or None)
    audit.record(by=user, verb="test", target=one, detail={"n": n, "text": "=1+1, ü 轴承", "none": None, "f": 0.1})
Achievement.objects.create(title="球阀", area=region.north, price=Decimal("12.50"), language="zh")
make_organisation(name="gone").delete()
folder = Path(settings.MEDIA_ROOT) / "lists" / "深"
folder.mkdir(parents=True)
for n in range(5):
    (folder / f"清单 {n}.xlsx").write_bytes(bytes(range(256)) * n)
(folder / "half.part").write_bytes(b"half")
for derived in ("index", "cache", "models"):
    (Path(settings.DATA) / derived).mkdir()
    (Path(settings.DATA) / derived / "big").write_bytes(b"derived")
from duijie_match.embedding.shelf import Entry, Shelf, write_shelf
models = Path(settings.DATA) / "models"
added = {"ours": Entry("onnx", "zh", "a folder"), "gone": Entry("onnx", "en", "lost")}
write_shelf(models, Shelf(added, {"zh": "ours"}))
(models / "ours").mkdir()
(models / "ours" / "model.onnx").write_bytes(b"weights")
"""
MODEL = """
import hashlib
from pathlib import Path
from django.conf import settings
from tests.factories.ranking import make_model
made = make_model("accepted", sha256=hashlib.sha256(b"a ranking model").hexdigest())
path = Path(settings.MEDIA_ROOT) / made.file.name
path.parent.mkdir(parents=True)
path.write_bytes(b"a ranking model")
"""
IN_USE = """
import hashlib
from pathlib import Path
from django.conf import settings
from duijie.matching.domain.queries.ranking_models import model_in_use
made = model_in_use()
content = (Path(settings.MEDIA_ROOT) / made.file.name).read_bytes()
print(made.pairs, hashlib.sha256(content).hexdigest() == made.sha256)
"""
WRITE = """
import itertools
from pathlib import Path
from django.conf import settings
from django.db import transaction
from duijie.common.domain import audit
from tests.factories.registry import make_organisation, make_region
north = make_region().north
folder = Path(settings.MEDIA_ROOT) / "written"
folder.mkdir(parents=True)
for n in itertools.count():
    (folder / f"{n}.txt").write_text(str(n))
    with transaction.atomic():
        make_organisation(name=f"written {n}", area=north)
        audit.record(by=None, verb="test.written", target=None, detail={"file": f"{n}.txt"})
"""
AT_WORK = """
import json
from pathlib import Path
from django.conf import settings
from duijie.common.models import AuditEvent
from duijie.registry.models import Organisation
names = [row.detail["file"] for row in AuditEvent.objects.filter(verb="test.written").order_by("pk")]
print(json.dumps({
    "organisations": Organisation.objects.filter(name__startswith="written").count(), "events": len(names),
    "missing": [name for name in names if not (Path(settings.MEDIA_ROOT) / "written" / name).exists()],
}))
"""
NEXT_NUMBER = """
from tests.factories.registry import make_organisation
print(make_organisation(name="next").pk)
"""
CHECK_AUDIT = "from django.core.management import call_command; call_command('verifyaudit')"


class Place:
    """A data folder with a database of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        folder.mkdir()
        hidden = {"DUIJIE_SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
        self.environment = {name: value for name, value in os.environ.items() if name not in hidden} | {
            "DUIJIE_DATA": str(folder), "DATABASE_URL": url, "DUIJIE_LANG": "en",
            "PYTHONPATH": os.pathsep.join(["src", ".", os.environ.get("PYTHONPATH", "")]),
        }  # fmt: skip

    def command(self, *words: object) -> list[str]:
        return [sys.executable, "-m", "duijie", *map(str, words)]

    def say(self, *words: object) -> tuple[int, str]:
        """Exit status and everything that was printed."""
        done = subprocess.run(
            self.command(*words), env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )
        return done.returncode, done.stdout + done.stderr

    def do(self, *words: object) -> str:
        status, said = self.say(*words)
        assert status == 0, said
        return said

    def code(self, code: str) -> list[str]:
        head = "import os, django; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'duijie.settings.base')"
        return [sys.executable, "-c", f"{head}; django.setup()\n{code}"]

    def run(self, code: str) -> str:
        return subprocess.run(
            self.code(code), env=self.environment, check=True, stdout=subprocess.PIPE, text=True, timeout=120
        ).stdout.strip()

    def rows(self) -> dict[str, list[str]]:
        """Every row of every table, as the database itself tells it; but when migrations ran is not what they made."""
        found: dict[str, list[str]] = {}
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.folder / "duijie.sqlite3")) as database:
                query = "SELECT name FROM sqlite_master WHERE type = 'table'"
                for (name,) in database.execute(query).fetchall():
                    found[name] = sorted(map(repr, database.execute(f'SELECT * FROM "{name}"')))
        else:
            import psycopg

            with psycopg.connect(self.url) as session:
                query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                for (name,) in session.execute(query).fetchall():
                    found[name] = sorted(map(repr, session.execute(f'SELECT t::text FROM "{name}" t')))
        found.pop("django_migrations")
        return found

    def hashes(self) -> dict[str, str]:
        files = self.folder / "files"
        return {
            one.relative_to(files).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
            for one in files.rglob("*") if one.is_file() and one.suffix != ".part"
        }  # fmt: skip


@pytest.fixture
def make_place(tmp_path: Path, transactional_db: None) -> Iterator[Callable[..., Place]]:
    """``make_place("a")``: empty; its database is of the kind the tests run on, unless another is named.

    With ``like`` it is a copy of another place, which nobody uses at the moment.
    """
    made: list[str] = []

    def make(name: str, kind: str = connection.vendor, *, like: Place | None = None) -> Place:
        if kind == "sqlite":
            place = Place(tmp_path / name, f"sqlite:///{tmp_path / name / 'duijie.sqlite3'}")
        else:
            made.append(_create_database(like))
            place = Place(tmp_path / name, _url_of(made[-1]))
        if like is not None:
            shutil.copytree(like.folder, place.folder, dirs_exist_ok=True)
        return place

    yield make
    for database in made:
        _drop_database(database)


def _create_database(like: Place | None = None) -> str:
    database = f"backup_{secrets.token_hex(6)}"
    template = f" TEMPLATE {like.url.rpartition('/')[2]}" if like is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {database}{template}")
    return database


def _drop_database(database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {database} WITH (FORCE)")


def _url_of(database: str) -> str:
    known = connection.settings_dict
    host, port = str(known["HOST"]).replace("/", "%2F"), known["PORT"] or ""
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{host}:{port}/{database}"


_filled: list[Place] = []


@pytest.fixture
def filled(make_place: Callable[..., Place], tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place with records and files; made once, copied for each test."""
    if not _filled:
        folder = tmp_path_factory.mktemp("filled") / "data"
        url = f"sqlite:///{folder / 'duijie.sqlite3'}"
        first = Place(folder, url if connection.vendor == "sqlite" else _url_of(_create_database()))
        first.do("setup")
        first.run(FILL)
        _filled.append(first)
    return make_place("filled", like=_filled[0])


def refusal(path: Path) -> str:
    """What is said about a file that is no good."""
    with translation.override("en"), pytest.raises(BackupError) as refused:
        check_backup(path, progress=lambda stage, done, total: None)
    return str(refused.value)


def models_of(place: Path) -> dict[str, bytes]:
    """Files of added embedding models, and the names that the list has."""
    folder = place / "models"
    names = json.loads((folder / "models.json").read_text("utf-8"))["models"]
    found = {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.glob("*/*") if one.is_file()}
    return found | dict.fromkeys(names, b"")


def parts_of(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, Any] = json.loads(archive.read("manifest.json"))["parts"]
    return parts


@pytest.mark.slow  # by default the test from one kind of database into the other and back
def test_everything_is_there_again(filled: Place, make_place: Callable[..., Place], tmp_path: Path) -> None:
    saved = tmp_path / "saved.zip"
    filled.run(MODEL)
    filled.do("backup", saved, "--with-secret")
    assert oct(saved.stat().st_mode & 0o777) == "0o600"
    assert "Whole and unaltered" in filled.do("backup", saved, "--check")
    folders = {name.split("/")[0] for name in parts_of(saved)}
    assert folders == {"tables", "files", "models", "secret_key"}

    fresh = make_place("fresh")
    fresh.do("restore", saved)
    assert fresh.rows() == filled.rows()
    assert fresh.hashes() == filled.hashes()
    assert len(fresh.hashes()) == 6
    assert fresh.run(IN_USE) == "50 True"  # the ranking model in use, and its file
    assert (fresh.folder / "secret_key").read_text() == (filled.folder / "secret_key").read_text()
    assert sorted(one.name for one in fresh.folder.iterdir() if one.name not in {"duijie.sqlite3"}) == [
        "files", "models", "secret_key",
    ]  # fmt: skip
    fresh.run(CHECK_AUDIT)
    assert fresh.run(NEXT_NUMBER) == filled.run(NEXT_NUMBER)  # numbers of deleted rows are not given out again


@pytest.mark.by_default_on("postgres")  # there many write at once
def test_a_backup_while_the_platform_writes_is_of_one_moment(
    filled: Place, make_place: Callable[..., Place], tmp_path: Path
) -> None:
    saved = tmp_path / "saved.zip"
    writer = subprocess.Popen(filled.code(WRITE), env=filled.environment)
    try:
        written = filled.folder / "files" / "written"
        wait_for(lambda: written.is_dir() and len(list(written.iterdir())) > 20)
        filled.do("backup", saved)
        before = len(list(written.iterdir()))
        wait_for(lambda: len(list(written.iterdir())) > before)
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()

    fresh = make_place("fresh")
    fresh.do("restore", saved)
    found = json.loads(fresh.run(AT_WORK))
    assert found["organisations"] > 20
    assert (found["events"], found["missing"]) == (found["organisations"], [])


@pytest.mark.slow
def test_without_the_secret_key_it_is_kept_and_said(
    filled: Place, make_place: Callable[..., Place], tmp_path: Path
) -> None:
    saved = tmp_path / "saved.zip"
    assert "is not in this backup" in filled.do("backup", saved)
    assert [name for name in parts_of(saved) if name.startswith("models/")] == [
        "models/models.json", "models/ours/model.onnx",
    ]  # fmt: skip
    fresh = make_place("fresh")
    fresh.do("backup", saved, "--check")
    own = (fresh.folder / "secret_key").read_text()
    assert "Put the old one into the data folder" in fresh.do("restore", saved)
    assert (fresh.folder / "secret_key").read_text() == own
    assert models_of(fresh.folder) == {"ours/model.onnx": b"weights", "ours": b"", "gone": b""}


@pytest.mark.slow
def test_what_is_there_is_never_overwritten_but_put_aside(filled: Place, tmp_path: Path) -> None:
    saved = tmp_path / "saved.zip"
    filled.do("backup", saved)
    rows, hashes = filled.rows(), filled.hashes()
    filled.run(NEXT_NUMBER)
    (filled.folder / "files" / "later.txt").write_text("later")
    (filled.folder / "models" / "ours" / "model.onnx").write_bytes(b"other weights")
    changed = filled.rows()

    assert filled.say("backup", saved)[0] == 1
    status, said = filled.say("restore", saved)
    assert (status, "nothing was changed" in said) == (1, True)
    assert filled.rows() == changed

    filled.do("restore", saved, "--replace")
    assert (filled.rows(), filled.hashes()) == (rows, hashes)
    (aside,) = (filled.folder / "before-restore").iterdir()
    assert (aside / "files" / "later.txt").read_text() == "later"
    assert (aside / "models" / "ours" / "model.onnx").read_bytes() == b"other weights"
    assert models_of(filled.folder)["ours/model.onnx"] == b"weights"
    assert not (filled.folder / "index").exists()
    if connection.vendor == "postgresql":
        filled.do("restore", aside / "database.zip", "--replace")
        assert filled.rows() == changed


@pytest.mark.by_default_on("sqlite")  # it is about files
def test_truncated_altered_and_foreign_files_are_refused(
    filled: Place, make_place: Callable[..., Place], tmp_path: Path
) -> None:
    saved, bad, fresh = tmp_path / "saved.zip", tmp_path / "bad.zip", make_place("fresh")
    filled.do("backup", saved)
    whole = saved.read_bytes()
    said = {}
    with zipfile.ZipFile(saved) as archive:  # inside what is compressed: not all bytes between the parts mean something
        parts = [one for one in archive.infolist() if one.filename != "manifest.json"]
        most = max(parts, key=lambda one: one.compress_size)
    middle = most.header_offset + 30 + len(most.filename) + most.compress_size // 2
    for name, content in {
        "cut": whole[:-100],
        "half": whole[:middle],
        "bit": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "text": b"no archive at all",
        "empty": b"",
    }.items():
        bad.write_bytes(content)
        said[name] = refusal(bad)
    for name, change in {
        "row": lambda name, content: content.replace("轴承".encode(), "轴轴".encode()),
        "manifest": lambda name, content: content.replace(b'"rows": 3', b'"rows": 4') if name == "manifest.json" else content,  # noqa: E501 – one sentence
        "later": lambda name, content: content.replace(b'"0001_initial"', b'"9999_later"') if name == "manifest.json" else content,  # noqa: E501 – one sentence
        "foreign": lambda name, content: content if name != "manifest.json" else b"{}",
    }.items():  # fmt: skip
        with zipfile.ZipFile(saved) as source, zipfile.ZipFile(bad, "w") as target:
            for one in source.namelist():
                target.writestr(one, change(one, source.read(one)))
        said[name] = refusal(bad)
    assert fresh.say("restore", bad)[0] == 1
    with zipfile.ZipFile(bad, "w") as target:
        target.writestr("../out", b"out")
    said["other archive"] = refusal(bad)
    status, words = fresh.say("backup", bad, "--check")
    assert (status, said["other archive"] in words, "Traceback" in words) == (1, True, False)
    sentences = {
        name: next(
            key for key in ("no backup of Duijie, or it was cut off", "damaged or altered", "but no backup", "later program")  # noqa: E501 – one sentence
            if key in words
        )
        for name, words in said.items()
    }  # fmt: skip
    assert sentences == {
        "cut": "no backup of Duijie, or it was cut off", "half": "no backup of Duijie, or it was cut off",
        "text": "no backup of Duijie, or it was cut off", "empty": "no backup of Duijie, or it was cut off",
        "bit": "damaged or altered", "row": "damaged or altered", "manifest": "damaged or altered",
        "later": "later program", "foreign": "but no backup", "other archive": "but no backup",
    }  # fmt: skip
    assert not (fresh.folder / "files").exists()
    fresh.do("restore", saved)


@pytest.mark.by_default_on("sqlite")  # it is about files
def test_kill_9_leaves_nothing_that_looks_whole(filled: Place, tmp_path: Path) -> None:
    saved = tmp_path / "saved.zip"
    (filled.folder / "files" / "large").write_bytes(secrets.token_bytes(60 << 20))
    running = subprocess.Popen(filled.command("backup", saved, "-q"), env=filled.environment)

    def half() -> list[Path]:
        return [one for one in tmp_path.glob(".saved.zip.*.part") if one.stat().st_size > 5 << 20]

    wait_for(half)
    running.send_signal(signal.SIGKILL)
    running.wait()
    (left,) = half()
    assert not saved.exists()
    assert filled.say("backup", left, "--check")[0] == 1

    filled.do("backup", saved)
    filled.do("backup", saved, "--check")
    assert (list(tmp_path.glob(".*.part")), (filled.folder / "backup-work").exists()) == ([], False)


@pytest.mark.slow
def test_restoring_that_is_killed_leaves_the_place_as_it_was(filled: Place, tmp_path: Path) -> None:
    saved = tmp_path / "saved.zip"
    filled.do("backup", saved)
    rows, hashes = filled.rows(), filled.hashes()
    for pause in (1.5, 2.5):
        running = subprocess.Popen(
            filled.command("restore", saved, "--replace", "-q"), env=filled.environment, stderr=subprocess.DEVNULL
        )
        time.sleep(pause)
        running.kill()
        running.wait()
        if connection.vendor == "sqlite" and not (filled.folder / "duijie.sqlite3").exists():
            pytest.fail("killed between two renamings: the old database lies in before-restore")
        assert filled.rows() == rows
    filled.do("restore", saved, "--replace")
    assert (filled.rows(), filled.hashes()) == (rows, hashes)


@pytest.mark.by_default_on("postgres")  # the other kind is always SQLite
def test_from_one_kind_of_database_into_the_other_and_back(
    filled: Place, make_place: Callable[..., Place], tmp_path: Path
) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    filled.do("backup", first)
    between = make_place("between", "sqlite")
    between.do("restore", first)
    between.run(CHECK_AUDIT)
    between.do("backup", second)
    assert {name: part["rows"] for name, part in parts_of(second).items()} == {
        name: part["rows"] for name, part in parts_of(first).items()
    }
    back = make_place("back")
    back.do("restore", second)
    assert (back.rows(), back.hashes()) == (filled.rows(), filled.hashes())
    assert models_of(back.folder) == models_of(filled.folder)


def wait_for(condition: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.01)
