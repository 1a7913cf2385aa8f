"""Making a backup: one archive, whole or not at all, readable by its owner alone."""

import contextlib
import fcntl
import hashlib
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from duijie.common import clock
from duijie.common.backup import manifest as names
from duijie.common.backup.columns import plain, tables
from duijie.common.backup.errors import BackupError
from duijie.common.backup.linking import link_files
from duijie.common.backup.manifest import Manifest, Part
from duijie.common.backup.models import link_models
from duijie.common.backup.snapshots import Snapshot, snapshot
from duijie.common.system_errors import SystemReason
from duijie_match import __version__

BLOCK = 1 << 20
LEVEL = 3  # of deflate: a third of the time of the usual level, a tenth more bytes
Progress = Callable[[str, int, int], None]


def write_backup(path: Path, *, with_secret: bool = False, with_files: bool = True, progress: Progress) -> Manifest:
    """Write all records and files to ``path``, which must not exist yet.

    ``progress`` hears of a stage, what is done and how much there is. Raises ``BackupError``; nothing is left then.
    Killed outright it leaves a file with a dot in front, which is no backup and goes with the next one of that name.
    """
    _refuse_target(path)
    _refuse_unready()
    with _alone() as work:
        for old in path.parent.glob(f".{path.name}.*.part"):
            old.unlink(missing_ok=True)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as stream:
                made = _fill(stream, work, with_secret=with_secret, with_files=with_files, progress=progress)
                stream.flush()
                os.fsync(stream.fileno())
            if path.exists():
                raise BackupError(_taken(path))
            part.replace(path)
            _sync_folder(path.parent)
        except OSError as error:
            words = _(
                "“%(file)s” cannot be written (%(reason)s). No backup was made; free space or name another place."
            )
            raise BackupError(words % {"file": path, "reason": SystemReason(error)}) from error
        finally:
            part.unlink(missing_ok=True)
    return made


def _fill(stream: IO[bytes], work: Path, *, with_secret: bool, with_files: bool, progress: Progress) -> Manifest:
    data, kept, models = Path(settings.DATA), work / "files", work / "models"
    # Files are linked before the moment of the database and once more after it: whatever a record of that moment
    # names is among them, even if it is deleted while the archive is written.
    if with_files:
        link_files(Path(settings.MEDIA_ROOT), kept)
        link_models(models)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive, snapshot(work) as moment:
        made = Manifest(__version__, clock.now().isoformat(), moment.vendor, moment.migrations())
        if with_files:
            link_files(Path(settings.MEDIA_ROOT), kept)
        _add_tables(archive, moment, made, progress)
        found = [
            (prefix + one.relative_to(folder).as_posix(), one)
            for prefix, folder in ((names.FILES, kept), (names.MODELS, models))
            for one in sorted(folder.rglob("*"))
            if one.is_file()
        ]
        for number, (name, one) in enumerate(found, 1):
            _add_file(archive, name, one, made)
            progress("files", number, len(found))
        if (data / names.DEMO).is_file():
            _add_file(archive, names.DEMO, data / names.DEMO, made)
        if with_secret:
            with _entry(archive, names.SECRET, made) as put:
                put(settings.SECRET_KEY.encode())
        told = json.dumps(made.as_json(), ensure_ascii=False, indent=1).encode()
        archive.writestr(names.NAME, told)
    return made


def _add_tables(archive: zipfile.ZipFile, moment: Snapshot, made: Manifest, progress: Progress) -> None:
    every = list(tables())
    for number, table in enumerate(every, 1):
        name, rows = f"{names.TABLES}{table.name}.jsonl", 0
        with _entry(archive, name, made) as put:
            for row in moment.rows(table):
                put(json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=plain).encode() + b"\n")
                rows += 1
        made.parts[name].rows = rows
        made.columns[table.name] = [[column.name, column.kind] for column in table.columns]
        last = moment.last_number(table) if table.counts else None
        if last:
            made.numbers[table.name] = last
        progress("tables", number, len(every))


def _add_file(archive: zipfile.ZipFile, name: str, path: Path, made: Manifest) -> None:
    with path.open("rb") as source, _entry(archive, name, made) as put:
        while block := source.read(BLOCK):
            put(block)


@contextlib.contextmanager
def _entry(archive: zipfile.ZipFile, name: str, made: Manifest) -> Iterator[Callable[[bytes], None]]:
    """An entry that is written piece by piece, and then noted in the manifest."""
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(name, timezone.localtime(clock.now()).timetuple()[:6])
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    with archive.open(info, "w", force_zip64=True) as target:

        def put(block: bytes) -> None:
            nonlocal size
            size += len(block)
            digest.update(block)
            target.write(block)

        yield put
    made.parts[name] = Part(size, digest.hexdigest())


@contextlib.contextmanager
def _alone() -> Iterator[Path]:
    """A folder to work in, in the data folder; one backup at a time. What a killed one left is removed."""
    data = Path(settings.DATA)
    data.mkdir(parents=True, exist_ok=True)
    with (data / "backup.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BackupError(_("Another backup is being made. Wait until it has ended.")) from error
        work = data / "backup-work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(mode=0o700)
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _refuse_target(path: Path) -> None:
    if path.exists():
        raise BackupError(_taken(path))
    if not path.parent.is_dir():
        raise BackupError(_("The folder “%(folder)s” does not exist. Create it first.") % {"folder": path.parent})
    if Path(settings.MEDIA_ROOT).resolve() in path.resolve().parents:
        raise BackupError(_("A backup must not lie among the files that it saves. Name another folder."))


def _taken(path: Path) -> str:
    return _("“%(file)s” exists already and was left as it is. Name another file.") % {"file": path}


def _refuse_unready() -> None:
    name: Any = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(name).is_file():
        raise BackupError(_("There is no database at “%(path)s” yet, so there is nothing to save.") % {"path": name})
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        words = _(
            "The tables are older than this program. Run “duijie migrate” first, or back up with the old program."
        )
        raise BackupError(words)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # a file system that cannot
    finally:
        os.close(descriptor)
