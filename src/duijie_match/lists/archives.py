"""The files of a zip archive or of a folder, one after the other, none of which is trusted.

A name in an archive is shown, never used as a path: each file is written under a number and a tidy last name.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from duijie_match.errors import DuijieError
from duijie_match.lists.cells import drop_illegal
from duijie_match.lists.limits import Limits
from duijie_match.lists.packages import Package, bomb
from duijie_match.system_errors import system_reason
from duijie_match.wording import Message, msg

_LITTER = re.compile(r"(^|/)(__MACOSX/|\.(?!\.)|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_LONGEST_NAME = 80
_ENCRYPTED = 0x1
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Member:
    """One file: its name as people know it, and where it lies – or why it was left out."""

    name: str
    path: Path | None = None
    code: str = ""
    reason: Message | None = None


class Budget:
    """How much one reading may still unpack, through all archives within archives."""

    def __init__(self, limits: Limits) -> None:
        self.bytes = limits.unpacked_bytes
        self.files = limits.forms

    def spend(self, count: int, archive: Path) -> None:
        """Take ``count`` bytes; raises ``DuijieError`` when they are used up."""
        self.bytes -= count
        if self.bytes < 0:
            raise bomb(archive)


def repaired_name(member: zipfile.ZipInfo) -> str:
    """The member's name as it was meant: without a flag it is UTF-8 or GBK, read as code page 437 by ``zipfile``."""
    name = member.filename
    if not member.flag_bits & _UTF8 and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030") if raw else ():
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return drop_illegal(name.replace("\\", "/"))


def files_in_archive(path: Path, limits: Limits, into: Path, budget: Budget) -> Iterator[Member]:
    """The files of a zip archive, unpacked one by one below ``into``.

    Raises ``DuijieError`` where the archive is damaged as a whole, is a bomb, or all of it is locked.
    """
    with Package(path, limits) as package:
        members = [(repaired_name(one), one) for one in package.members() if not one.is_dir()]
        members = [(name, one) for name, one in members if not _LITTER.search(name)]
        if members and all(one.flag_bits & _ENCRYPTED for _, one in members):
            raise DuijieError(
                "password",
                msg(
                    "“{file}” is protected by a password. Unpack it, pack the files again without a password, and "
                    "use that.",
                    file=path.name,
                ),
            )
        left = len(members)
        for name, one in members:
            if budget.files <= 0:
                yield too_many(path, left, limits)
                return
            budget.files -= 1
            left -= 1
            yield _unpack(package, name, one, limits, into / f"{left:06d}", budget)


def files_in_folder(path: Path, limits: Limits, budget: Budget) -> Iterator[Member]:
    """The files below a folder in the order of their names; links are not followed."""
    try:
        found = sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
    except OSError as error:
        raise DuijieError(
            "unreadable-file", msg("“{file}” cannot be read: {reason}.", file=str(path), reason=system_reason(error))
        ) from error
    names = [(one.relative_to(path).as_posix(), one) for one in found]
    names = [(name, one) for name, one in names if not _LITTER.search(name)]
    for at, (name, one) in enumerate(names):
        if budget.files <= 0:
            yield too_many(path, len(names) - at, limits)
            return
        budget.files -= 1
        yield Member(name, one)


def too_many(path: Path, left: int, limits: Limits) -> Member:
    """What is said of the files beyond the bound."""
    return Member(
        path.name,
        code="too-many",
        reason=msg(
            "“{file}” holds too many files: {kept} {kept:was|were} read, {left} {left:was|were} not. Split it, and "
            "bring the rest as another one.",
            file=path.name,
            kept=limits.forms,
            left=left,
        ),
    )


def _unpack(
    package: Package, name: str, member: zipfile.ZipInfo, limits: Limits, folder: Path, budget: Budget
) -> Member:
    parts = PurePosixPath(name).parts
    if ".." in parts or "\0" in name:
        return _refused(
            name,
            "bad-name",
            msg("The name leads out of the archive, so the file was not unpacked. Pack the files anew."),
        )
    if member.flag_bits & _ENCRYPTED:
        return _refused(
            name, "password", msg("It is protected by a password. Pack it again without one, or bring it by itself.")
        )
    if member.file_size > limits.file_bytes:
        return _refused(
            name,
            "too-large",
            msg("It has {size} MB, which is more than a list or form has.", size=member.file_size >> 20),
        )
    folder.mkdir(parents=True)
    path = folder / _safe(parts[-1] if parts else "")
    try:
        with path.open("wb") as out:
            for piece in package.chunks_of(member):
                budget.spend(len(piece), package.path)
                out.write(piece)
    except DuijieError as error:
        path.unlink(missing_ok=True)
        if error.code == "too-much":
            raise
        return _refused(name, "broken-file", msg("It is damaged in the archive. Get the file again."))
    return Member(name, path)


def _refused(name: str, code: str, reason: Message) -> Member:
    return Member(name, code=code, reason=reason)


def _safe(name: str) -> str:
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in name).strip(". ") or "file"
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:_LONGEST_NAME]}.{suffix[:10]}" if dot and stem else kept[:_LONGEST_NAME]
