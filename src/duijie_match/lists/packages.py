"""Zip packages, opened with a look at what they would unpack to."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from duijie_match.errors import DuijieError
from duijie_match.lists.limits import Limits
from duijie_match.system_errors import system_reason
from duijie_match.wording import msg

CHUNK = 1 << 16


def broken(path: Path) -> DuijieError:
    """The file says it is a workbook but cannot be unpacked or parsed."""
    return DuijieError(
        "broken-file",
        msg(
            "“{file}” is damaged or only part of it arrived. Get the file again, or open it in Excel or WPS and "
            "save it as .xlsx.",
            file=path.name,
        ),
    )


def bomb(path: Path) -> DuijieError:
    """The file would unpack to more than the limits allow."""
    return DuijieError(
        "too-much",
        msg(
            "“{file}” unpacks to far more data than a list holds, so it was not read. "
            "Copy the cells of the list into a new workbook and use that.",
            file=path.name,
        ),
    )


class Package:
    """A zip file whose declared sizes are within the limits; members are read in chunks and counted again while
    read.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self._limits = limits
        self._open: list[IO[bytes]] = []
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError) as error:
            raise broken(path) from error
        try:
            self._check()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> "Package":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Whoever stopped in the middle of a member left its stream open.
        for stream in self._open:
            stream.close()
        self._zip.close()

    def _check(self) -> None:
        members = self._zip.infolist()
        if len(members) > self._limits.members or sum(m.file_size for m in members) > self._limits.unpacked_bytes:
            raise bomb(self.path)
        for member in members:
            if member.file_size > self._limits.ratio_free and (
                member.file_size > self._limits.ratio * max(1, member.compress_size)
            ):
                raise bomb(self.path)
        self._names = {member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members}

    def has(self, name: str) -> bool:
        """Whether there is a member ``name``, whatever its case (WPS and old writers differ from the relations)."""
        return name.lstrip("/").lower() in self._names

    def names(self) -> Iterator[str]:
        """The members' names in lower case."""
        return iter(self._names)

    def members(self) -> list[zipfile.ZipInfo]:
        """Every member in the order of the directory, those of the same name too."""
        return self._zip.infolist()

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of a member in pieces; raises ``DuijieError`` when they are damaged or too many."""
        member = self._names.get(name.lstrip("/").lower())
        if member is None:
            raise broken(self.path)
        yield from self.chunks_of(member)

    def chunks_of(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """The same for one of ``members()``."""
        seen = 0
        try:
            with self._zip.open(member) as stream:
                self._open.append(stream)
                while piece := stream.read(CHUNK):
                    seen += len(piece)
                    if seen > self._limits.unpacked_bytes:
                        raise bomb(self.path)
                    yield piece
                self._open.remove(stream)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            # RuntimeError: a member encrypted with a zip password.
            raise broken(self.path) from error

    def read(self, name: str, *, most: int = 64 << 20) -> bytes:
        """A whole member of at most ``most`` bytes."""
        pieces = []
        size = 0
        for piece in self.chunks(name):
            size += len(piece)
            if size > most:
                raise bomb(self.path)
            pieces.append(piece)
        return b"".join(pieces)


def open_plain(path: Path) -> IO[bytes]:
    """``path`` opened for reading; a ``DuijieError`` says why it cannot be."""
    try:
        return path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> DuijieError:
    """Missing, a folder, or without permission."""
    if isinstance(error, FileNotFoundError):
        return DuijieError(
            "missing-file", msg("There is no file “{file}”. Check the name and the folder.", file=str(path))
        )
    if isinstance(error, IsADirectoryError) or path.is_dir():
        return DuijieError("a-folder", msg("“{file}” is a folder. Name the file in it.", file=str(path)))
    if isinstance(error, PermissionError):
        return DuijieError(
            "no-permission",
            msg(
                "“{file}” may not be read by this user. Close it in other programs or ask for permission.",
                file=str(path),
            ),
        )
    return DuijieError(
        "unreadable-file", msg("“{file}” cannot be read: {reason}.", file=str(path), reason=system_reason(error))
    )
