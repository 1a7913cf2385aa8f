"""Is this file a whole, unaltered backup that this program can read?"""

import hashlib
import json
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from duijie.common.backup import manifest as names
from duijie.common.backup.errors import BackupError
from duijie.common.backup.manifest import Manifest
from duijie.common.backup.versions import newer_program
from duijie.common.backup.writing import BLOCK, Progress

LARGEST_MANIFEST = 256 << 20
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""What reading an archive raises when bytes of it are wrong."""


@dataclass(frozen=True, slots=True)
class Backup:
    """An open backup. ``manifest`` has been read; the parts have not been checked yet."""

    archive: zipfile.ZipFile
    manifest: Manifest

    def lines(self, table: str) -> Iterator[list[Any]]:
        """The rows of ``table``."""
        with self.archive.open(f"{names.TABLES}{table}.jsonl") as stream:
            for line in stream:
                yield json.loads(line)

    def blocks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part."""
        with self.archive.open(name) as stream:
            while block := stream.read(BLOCK):
                yield block


@contextmanager
def open_backup(path: Path) -> Iterator[Backup]:
    """Open ``path``; raises ``BackupError`` for a file that is no backup, or not a whole one."""
    if not path.is_file():
        raise BackupError(_("There is no file “%(file)s”.") % {"file": path})
    try:
        archive = zipfile.ZipFile(path)
    except DAMAGED as error:
        words = _("“%(file)s” is no backup of Duijie, or it was cut off. Nothing was changed; take another one.")
        raise BackupError(words % {"file": path.name}) from error
    with archive:
        yield Backup(archive, _manifest(path, archive))


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(names.NAME).file_size > LARGEST_MANIFEST:
            raise ValueError
        told = json.loads(archive.read(names.NAME))
        if told["format"] != names.FORMAT:
            raise KeyError
        newer = int(told["format_version"]) > names.FORMAT_VERSION
        found = Manifest.from_json(told)
    except (KeyError, TypeError, AttributeError, *DAMAGED) as error:
        words = _("“%(file)s” is an archive, but no backup of Duijie. Nothing was changed.")
        raise BackupError(words % {"file": path.name}) from error
    if newer:
        raise BackupError(newer_program(found))
    return found


def check_parts(path: Path, backup: Backup, progress: Progress) -> None:
    """Compare every part with the manifest: name, size, SHA-256 and rows."""
    expected = backup.manifest.parts
    if sorted([*expected, names.NAME]) != sorted(backup.archive.namelist()) or not all(map(_is_ours, expected)):
        raise BackupError(_altered(path, names.NAME))
    if {f"{names.TABLES}{table}.jsonl" for table in backup.manifest.columns} != {
        name for name in expected if name.startswith(names.TABLES)
    }:
        raise BackupError(_altered(path, names.NAME))
    for number, (name, part) in enumerate(expected.items(), 1):
        digest, size, rows = hashlib.sha256(), 0, 0
        try:
            for block in backup.blocks(name):
                size += len(block)
                rows += block.count(b"\n")
                digest.update(block)
                if size > part.size:
                    break
        except DAMAGED as error:
            raise BackupError(_altered(path, name)) from error
        same = (size, digest.hexdigest()) == (part.size, part.sha256)
        if not same or (part.rows is not None and rows != part.rows):
            raise BackupError(_altered(path, name))
        progress("checking", number, len(expected))


def _is_ours(name: str) -> bool:
    """Whether a name is one that we write: nothing that leads out of the data folder."""
    if name in (names.SECRET, names.DEMO):
        return True
    parts = PurePosixPath(name).parts
    inside = ".." not in parts and not name.startswith("/") and "\\" not in name and "\0" not in name
    return inside and len(parts) > 1 and (name.startswith((names.TABLES, names.FILES, names.MODELS)))


def _altered(path: Path, part: str) -> str:
    words = _(
        "“%(file)s” was damaged or altered: “%(part)s” is not as it was saved. Nothing was changed; take another one."
    )
    return words % {"file": path.name, "part": part}
