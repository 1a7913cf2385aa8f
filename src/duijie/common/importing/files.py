"""Where uploaded lists lie: a folder per batch below the data folder, never below an address."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from uuid import UUID

from django.conf import settings

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
