"""Putting a backup back: everything is made beside what is there and takes its place at the very end."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from duijie.common import clock
from duijie.common.backup import manifest as names
from duijie.common.backup.checking import Backup, check_parts, open_backup
from duijie.common.backup.errors import BackupError
from duijie.common.backup.loading import is_empty, load_postgres, load_sqlite
from duijie.common.backup.manifest import Manifest
from duijie.common.backup.models import models_swapped
from duijie.common.backup.versions import check_versions
from duijie.common.backup.writing import Progress, write_backup

ASIDE = "before-restore"
DERIVED = ("index",)  # speaks of the old records; made again from the new ones


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, where the old lies, and which secret key is in use now."""

    manifest: Manifest
    aside: Path | None
    secret: str  # restored, kept, or environment: one is in the backup, but DUIJIE_SECRET_KEY rules


def check_backup(path: Path, *, progress: Progress) -> Manifest:
    """Read ``path`` from beginning to end; raises ``BackupError`` where it could not be restored."""
    with open_backup(path) as backup:
        check_versions(backup.manifest)
        check_parts(path, backup, progress)
        return backup.manifest


def restore_backup(path: Path, *, replace: bool = False, progress: Progress) -> Restored:
    """Put ``path`` into the data folder and the database, which must be empty unless ``replace``.

    With ``replace`` what is there goes to ``before-restore/…`` in the data folder. Raises ``BackupError`` and changes
    nothing then. The platform must not be running meanwhile.
    """
    data = Path(settings.DATA)
    with open_backup(path) as backup:
        check_versions(backup.manifest)
        check_parts(path, backup, progress)
        there = not is_empty() or _has_files()
        if there and not replace:
            words = _(
                "There are records or files here already, and nothing was changed. Restore into an empty data folder and database, or add --replace, which puts aside what is there."  # noqa: E501 – one sentence
            )
            raise BackupError(words)
        aside = data / ASIDE / clock.now().strftime("%Y-%m-%d-%H%M%S-%f") if there else None
        drafts = data / "restore-work"
        shutil.rmtree(drafts, ignore_errors=True)
        drafts.mkdir(mode=0o700, parents=True)
        try:
            _unpack_files(backup, drafts / "files")
            if connection.vendor == "sqlite":
                _restore_sqlite(backup, drafts, aside, progress)
            else:
                _restore_postgres(backup, drafts, aside, progress)
            secret = _restore_secret(backup, aside)
        finally:
            shutil.rmtree(drafts, ignore_errors=True)
    return Restored(backup.manifest, aside, secret)


def _restore_sqlite(backup: Backup, drafts: Path, aside: Path | None, progress: Progress) -> None:
    target = Path(connection.settings_dict["NAME"])
    draft = target.with_name(f".{target.name}.restoring")  # beside it, so that the last step is a mere renaming
    try:
        load_sqlite(backup, draft, progress)
        connection.close()
        with _swapped(drafts, aside):
            for suffix in ("", "-wal", "-shm"):
                old = target.with_name(target.name + suffix)
                if old.exists() and aside is not None:
                    shutil.move(old, aside / old.name)
                old.unlink(missing_ok=True)
            draft.rename(target)
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            draft.with_name(draft.name + suffix).unlink(missing_ok=True)


def _restore_postgres(backup: Backup, drafts: Path, aside: Path | None, progress: Progress) -> None:
    if aside is not None and not is_empty():
        aside.mkdir(mode=0o700, parents=True)
        write_backup(aside / "database.zip", with_files=False, progress=progress)
    with load_postgres(backup, progress), _swapped(drafts, aside):
        pass


@contextmanager
def _swapped(drafts: Path, aside: Path | None) -> Iterator[None]:
    """The new files in place of the old, which go aside; back again when the block fails."""
    data, files = Path(settings.DATA), Path(settings.MEDIA_ROOT)
    old = aside or drafts / "old"
    old.mkdir(mode=0o700, parents=True, exist_ok=True)
    moved: list[tuple[Path, Path]] = []
    for path in (files, data / names.DEMO, *(data / name for name in DERIVED)):
        if path.exists():
            shutil.move(path, old / path.name)
            moved.append((path, old / path.name))
    (drafts / "files").rename(files)
    if (drafts / names.DEMO).exists():
        (drafts / names.DEMO).rename(data / names.DEMO)
    try:
        with models_swapped(drafts / "models", old / "models"):
            yield
    except BaseException:
        shutil.rmtree(files, ignore_errors=True)
        (data / names.DEMO).unlink(missing_ok=True)
        for path, kept in moved:
            shutil.move(kept, path)
        raise


def _unpack_files(backup: Backup, folder: Path) -> None:
    folder.mkdir(mode=0o700)
    for name in backup.manifest.parts:
        if name.startswith(names.FILES):
            target = folder / name.removeprefix(names.FILES)
        elif name.startswith(names.MODELS):
            target = folder.parent / name  # beside the files
        elif name == names.DEMO:
            target = folder.parent / names.DEMO
        else:
            continue
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_private(target, backup.blocks(name))


def _restore_secret(backup: Backup, aside: Path | None) -> str:
    if names.SECRET not in backup.manifest.parts:
        return "kept"
    if os.environ.get("DUIJIE_SECRET_KEY"):
        return "environment"
    path = Path(settings.DATA) / names.SECRET
    if path.exists() and aside is not None:
        shutil.copy2(path, aside / names.SECRET)
    draft = path.with_name(f"{names.SECRET}.restoring")
    _write_private(draft, backup.blocks(names.SECRET))
    draft.replace(path)
    return "restored"


def _write_private(path: Path, blocks: Iterator[bytes]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        for block in blocks:
            target.write(block)
        target.flush()
        os.fsync(target.fileno())


def _has_files() -> bool:
    return any(Path(settings.MEDIA_ROOT).rglob("*")) if Path(settings.MEDIA_ROOT).is_dir() else False
