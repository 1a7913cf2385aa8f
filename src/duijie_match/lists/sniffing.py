"""What a file really is: by its first bytes, never by its name alone."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from duijie_match.errors import DuijieError
from duijie_match.lists.limits import Limits
from duijie_match.lists.packages import Package, open_plain, unreadable
from duijie_match.wording import Message, msg


class Format(StrEnum):
    """The formats that are read. ``xls`` stands for BIFF workbooks whatever their suffix (.xls, WPS .et)."""

    XLSX = "xlsx"
    XLS = "xls"
    XLSB = "xlsb"
    ODS = "ods"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    DOCX = "docx"
    ZIP = "zip"
    FOLDER = "folder"
    HTML = "html"
    XML = "xml"
    BIB = "bib"
    RIS = "ris"


SUFFIXES = {
    ".xlsx": Format.XLSX,
    ".xlsm": Format.XLSX,
    ".xltx": Format.XLSX,
    ".xls": Format.XLS,
    ".et": Format.XLS,
    ".xlsb": Format.XLSB,
    ".ods": Format.ODS,
    ".csv": Format.CSV,
    ".txt": Format.CSV,
    ".tsv": Format.TSV,
    ".tab": Format.TSV,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSONL,
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".dotx": Format.DOCX,
    ".zip": Format.ZIP,
    ".bib": Format.BIB,
    ".bibtex": Format.BIB,
    ".ris": Format.RIS,
}
EXPORTS = (Format.HTML, Format.XML)
"""What other systems save under the name of a workbook."""
_BIB = re.compile(rb"(?:%[^\n]*\s+)*@[a-z]+\s*[{(]")
_RIS = re.compile(rb"ty  ?- ")
_ARRAY = re.compile(rb"\[\s*\{\s*\"")
_LINES = re.compile(rb"\{(?:[^\n]*\}\s*\n\s*\{|[^\n]{4000})")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def sniff(path: Path, limits: Limits) -> Format:
    """The format of the file's content. Raises ``DuijieError`` with the way out for anything that is no list."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise unreadable(path, FileNotFoundError()) from error
    if path.is_dir():
        raise unreadable(path, IsADirectoryError())
    if not path.is_file():
        raise DuijieError(
            "a-folder",
            msg("“{file}” is a pipe or a device. Save what it holds as a file, and name that.", file=str(path)),
        )
    if size == 0:
        raise DuijieError(
            "empty-file", msg("“{file}” is empty (0 bytes). Save the list again and check its size.", file=path.name)
        )
    if size > limits.file_bytes:
        raise DuijieError(
            "too-large",
            msg(
                "“{file}” has {size} MB; lists of up to {limit} MB are read. Remove pictures or split the list.",
                file=path.name,
                size=size >> 20,
                limit=limits.file_bytes >> 20,
            ),
        )
    with open_plain(path) as stream:
        head = stream.read(4096)
    if head.startswith(_OLE):
        return _sniff_ole(path, limits)
    if head.startswith(b"PK\x03\x04") or (head.startswith(b"PK") and zipfile.is_zipfile(path)):
        return _sniff_zip(path, limits)
    return _sniff_text(path, head)


def _sniff_zip(path: Path, limits: Limits) -> Format:
    with Package(path, limits) as package:
        if package.has("xl/workbook.bin"):
            return Format.XLSB
        if package.has("xl/workbook.xml") or any(name.endswith("workbook.xml") for name in package.names()):
            return Format.XLSX
        if package.has("content.xml") and package.has("mimetype"):
            kind = package.read("mimetype", most=1 << 10)
            if b"spreadsheet" in kind:
                return Format.ODS
            raise wrong_format(path, msg("an OpenDocument text"))
        if package.has("[content_types].xml") and any(name.startswith("word/") for name in package.names()):
            return Format.DOCX
        if any(name.startswith("ppt/") for name in package.names()):
            raise wrong_format(path, msg("a presentation"))
        if package.has("content.xml") or package.has("meta-inf/manifest.mf"):
            raise wrong_format(path, msg("none of the known kinds"))
    return Format.ZIP


def _sniff_ole(path: Path, limits: Limits) -> Format:
    with open_plain(path) as stream:
        data = stream.read(limits.file_bytes)
    # Stream names of an OLE container are UTF-16 in its directory, whose sectors may lie anywhere.
    if _wide("EncryptedPackage") in data or _wide("EncryptionInfo") in data:
        raise locked(path)
    if _wide("Workbook") in data or _wide("Book") in data:
        return Format.XLS
    if _wide("WordDocument") in data:
        raise DuijieError(
            "old-word",
            msg(
                "“{file}” is a Word document in the old format (.doc). Open it in Word or WPS, save it as .docx, and "
                "use that.",
                file=path.name,
            ),
        )
    raise wrong_format(path, msg("an old Office file, but not a workbook"))


def _sniff_text(path: Path, head: bytes) -> Format:
    if head.startswith(_BIFF) and path.suffix.lower() in (".xls", ".et"):
        return Format.XLS
    if head.startswith(b"%PDF"):
        raise _untyped(path, msg("a PDF"))
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")):
        raise _untyped(path, msg("a picture"))
    if head.startswith((b"MZ", b"\x7fELF")):
        raise DuijieError(
            "program", msg("“{file}” is a program; it was neither run nor read. Remove it.", file=path.name)
        )
    if head.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise wrong_format(path, msg("a packed archive"))
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")) or (
        text.startswith(b"<") and b"<html" in text
    ):
        return Format.HTML
    if text.startswith(b"<?xml"):
        return Format.XML
    if _BIB.match(text):
        return Format.BIB
    if _RIS.match(text):
        return Format.RIS
    if _ARRAY.match(text):
        return Format.JSONL
    declared = SUFFIXES.get(path.suffix.lower())
    if path.suffix.lower() == ".json" and text.startswith((b"[", b"{")) and not _LINES.match(text):
        raise DuijieError(
            "wrong-suffix",
            msg(
                "“{file}” is JSON, but no list. A list is an array of objects, [{example}, …], or JSON lines: one "
                "object a line.",
                file=path.name,
                example='{"id": "1", "title": "…"}',
            ),
        )
    if declared in (Format.CSV, Format.TSV, Format.JSONL):
        return Format.CSV if declared is Format.JSONL and not text.startswith((b"{", b"[")) else declared
    if _looks_textual(head):
        if declared in (Format.BIB, Format.RIS):
            return declared
        if declared is None:  # any text can be read as lines; only its name says that it is meant as a list
            raise DuijieError(
                "wrong-suffix",
                msg(
                    "“{file}” has no suffix of a list. If it is one, rename it so that it ends in .csv, .tsv or "
                    ".jsonl; otherwise choose the list (.xlsx, .xls, .csv, .tsv or .jsonl).",
                    file=path.name,
                ),
            )
        return Format.JSONL if text.startswith(b"{") else Format.CSV
    raise wrong_format(path, msg("none of the known kinds"))


def _looks_textual(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    odd = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return odd * 50 <= len(head)


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def locked(path: Path) -> DuijieError:
    """The workbook needs a password to be opened."""
    return DuijieError(
        "password",
        msg(
            "“{file}” is protected by a password. Open it, choose File → Info → Protect Workbook → Encrypt with "
            "Password, "
            "clear the password, save, and use the saved file.",
            file=path.name,
        ),
    )


def wrong_format(path: Path, what: Message) -> DuijieError:
    """The file is ``what`` and no list."""
    return DuijieError(
        "wrong-format",
        msg(
            "“{file}” is {what}. Lists are read from .xlsx, .xls, .csv, .tsv and .jsonl: open it in Excel or WPS "
            "and save it as .xlsx.",
            file=path.name,
            what=what,
        ),
    )


def _untyped(path: Path, what: Message) -> DuijieError:
    return DuijieError(
        "wrong-format",
        msg(
            "“{file}” is {what}; its text cannot be read. Use the file it was made from (.docx, .xlsx), or type what "
            "it says into a list or a form.",
            file=path.name,
            what=what,
        ),
    )
