"""Papers handed in with a form: of a kind that was asked for, what their name says, and nothing that runs."""

import contextlib
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.common.importing.files import tidy_file_name
from duijie.programmes.forms.definition import FormField
from duijie.programmes.forms.kinds import MOST_MEGABYTES
from duijie.registry.domain.annexes import store_checked

_PACKAGES = frozenset({".docx", ".xlsx", ".zip"})
_OLD_OFFICE = frozenset({".doc", ".xls", ".wps", ".et"})
_RUNS = (
    "vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".scr", ".jar", ".hta", ".msi", ".lnk",
    ".htm", ".html", ".svg",
)  # fmt: skip
_MOST_MEMBERS = 2_000
_IN_PDF = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)\b")
_PACKED = re.compile(rb"/ObjStm\b[^\x00]{0,400}?stream\r?\n", re.DOTALL)
_LARGEST_PACKED = 8 << 20
_MOST_PACKED = 500
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_IN_OLE = ("_VBA_PROJECT".encode("utf-16-le"), "Macros".encode("utf-16-le"))


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that may be kept. ``answer`` is what the answers to the form say of it."""

    name: str
    content: bytes
    sha256: str

    @property
    def answer(self) -> dict[str, str]:
        return {"name": self.name, "sha256": self.sha256}


def check_paper(field: FormField, name: str, chunks: Iterable[bytes]) -> Paper:
    """The upload as it is to be kept – pictures without what they say beside the picture.

    Raises ``ValidationError`` with code ``kind``, ``too-large``, ``empty``, ``disguised`` or ``runs``.
    """
    name = tidy_file_name(name)
    suffix = PurePath(name).suffix.lower()
    if suffix not in field.suffixes:
        words = _("Files of these kinds: %(kinds)s.")
        raise ValidationError(words, code="kind", params={"kinds": ", ".join(field.suffixes)})
    most = int(field.most or MOST_MEGABYTES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"paper{suffix}"
        try:
            _size, digest = store_checked(path, _bounded(chunks, most))
        except ValidationError as error:
            raise (error.error_dict["file"][0] if hasattr(error, "error_dict") else error) from error
        _refuse_what_runs(path, suffix)
        return Paper(name, path.read_bytes(), digest)


def _bounded(chunks: Iterable[bytes], megabytes: int) -> Iterable[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > megabytes << 20:
            raise ValidationError(_("At most %(most)d MB."), code="too-large", params={"most": megabytes})
        yield chunk


def _refuse_what_runs(path: Path, suffix: str) -> None:
    content = path.read_bytes()
    if suffix in _PACKAGES and content[:2] == b"PK":
        found = _runs_in_package(path)
    elif suffix == ".pdf":
        found = any(_IN_PDF.search(_ESCAPED.sub(_unescaped, part)) for part in (content, *_packed(content)))
    else:
        found = suffix in _OLD_OFFICE and any(mark in content for mark in _IN_OLE)
    if found:
        words = _(
            "The file holds a script, a macro or another file. Save it without, for example by printing it as PDF."
        )
        raise ValidationError(words, code="runs")


def _unescaped(found: re.Match[bytes]) -> bytes:
    """A character of a name that is written as its number."""
    return bytes([int(found[1], 16)])


def _packed(content: bytes) -> Iterator[bytes]:
    """The objects that a PDF keeps compressed, each stream as far as it can be read."""
    for number, found in enumerate(_PACKED.finditer(content)):
        if number == _MOST_PACKED:
            return
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(content[found.end() :], _LARGEST_PACKED)


def _runs_in_package(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ValidationError(_("The file is not what its name says."), code="disguised") from error
    return len(names) > _MOST_MEMBERS or any(name.lower().endswith(_RUNS) for name in names)
