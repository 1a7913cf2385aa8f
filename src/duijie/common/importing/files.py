"""Where uploaded lists lie: a folder per batch below the data folder, never below an address."""

import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File

from duijie.common.importing.reading import LIMITS
from duijie_match.errors import DuijieError
from duijie_match.lists.sniffing import SUFFIXES
from duijie_match.wording import msg

NAME_LENGTH = 120


def folder_of(batch_id: UUID) -> Path:
    """The batch's folder; it need not exist."""
    return Path(settings.MEDIA_ROOT) / "imports" / batch_id.hex


def tidy_file_name(name: str) -> str:
    """The last part of ``name``, without what a file name must not hold, cut in the middle if long."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in last).strip(". ") or "list.xlsx"
    stem, suffix = PurePath(kept).stem, PurePath(kept).suffix[:10]
    return f"{stem[: NAME_LENGTH - len(suffix)]}{suffix}"


def store(batch_id: UUID, name: str, chunks: Iterable[bytes]) -> tuple[Path, int, str]:
    """Write the bytes under a tidy name; their number and SHA-256. Raises ``DuijieError`` when there are too many.

    Kept is the suffix only if it is one of a list: what a file is, its content decides.
    """
    suffix = PurePath(name).suffix.lower()
    folder = folder_of(batch_id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"list{suffix if suffix in SUFFIXES else '.bin'}"
    draft = path.with_name(path.name + ".part")
    size, digest = 0, hashlib.sha256()
    try:
        with draft.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > LIMITS.file_bytes:
                    raise _too_large(name)
                digest.update(chunk)
                file.write(chunk)
        draft.replace(path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return path, size, digest.hexdigest()


@contextmanager
def as_one(uploads: Sequence[Any]) -> Iterator[Any]:
    """One upload as it is; several as an archive of them, as if they had come zipped. Raises ``DuijieError``.

    What is given has a ``name``, a ``size`` and ``chunks()``, and lives as long as the block.
    """
    if len(uploads) == 1:
        yield uploads[0]
        return
    with tempfile.TemporaryFile() as out:
        taken: set[str] = set()
        size = 0
        with zipfile.ZipFile(out, "w") as archive:
            for number, upload in enumerate(uploads, start=1):
                name = tidy_file_name(upload.name or "")
                name = f"{number}-{name}" if name in taken else name
                taken.add(name)
                with archive.open(name, "w", force_zip64=True) as member:
                    for chunk in upload.chunks():
                        size += len(chunk)
                        if size > LIMITS.file_bytes:
                            raise _too_large(name)
                        member.write(chunk)
        out.seek(0)
        stem = PurePath(tidy_file_name(uploads[0].name or "")).stem[:60]
        yield File(out, name=f"{stem} +{len(uploads) - 1}.zip")


def forget(batch_id: UUID) -> None:
    """Remove the batch's files."""
    shutil.rmtree(folder_of(batch_id), ignore_errors=True)


@contextmanager
def store_aside(name: str, chunks: Iterable[bytes]) -> Iterator[Path]:
    """The bytes as a file for the length of the block, under a name with the suffix of ``name``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{PurePath(name).suffix.lower()[:10]}"
        size = 0
        with path.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > LIMITS.file_bytes:
                    raise _too_large(name)
                file.write(chunk)
        yield path


def _too_large(name: str) -> DuijieError:
    return DuijieError(
        "too-large",
        msg(
            "“{file}” is larger than {n} MB. Split the list, or save it without pictures.",
            file=name,
            n=LIMITS.file_bytes >> 20,
        ),
    )
