"""Comments, attachments and saved views: adding and taking away."""

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

import puremagic
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.common import clock
from duijie.common.domain import audit
from duijie.common.images import read_picture
from duijie.common.importing.files import tidy_file_name
from duijie.common.lines import one_line
from duijie.common.transactions import in_transaction
from duijie.registry.domain.records import refuse_archived
from duijie.registry.models import Attachment, Comment, SavedView
from duijie.registry.record_checks import is_text
from duijie.registry.register import Register

LONGEST_COMMENT = 4000
LARGEST_FILE = 20 << 20
LARGEST_PHOTO = 12 << 20
LARGEST_PHOTO_SIDE = 9000  # pixels: what the cameras of phones give
MOST_FILES = 50
MOST_VIEWS = 30
ALLOWED = {
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".csv", ".txt", ".png", ".jpg", ".jpeg",
    ".gif", ".webp", ".zip",
}  # fmt: skip
BARE = frozenset({".png", ".jpg", ".jpeg", ".webp"})
_EXECUTABLE = (b"MZ", b"\x7fELF", b"#!", b"<html", b"<!doctype html", b"<script", b"<svg", b"<?xml")

_ZIP, _OLE = b"pk", b"\xd0\xcf\x11\xe0"  # as read, in small letters; an office file with a password is an OLE one
_HEADS = {
    ".zip": (_ZIP,), ".docx": (_ZIP, _OLE), ".xlsx": (_ZIP, _OLE), ".pptx": (_ZIP, _OLE),
    ".doc": (_OLE, _ZIP, b"{\\rtf"), ".xls": (_OLE, _ZIP), ".ppt": (_OLE, _ZIP), ".wps": (_OLE, _ZIP),
    ".et": (_OLE, _ZIP),
}  # fmt: skip
_PICTURES = {
    ".png": {".png"}, ".jpg": {".jpg", ".jpeg", ".jfif"}, ".jpeg": {".jpg", ".jpeg", ".jfif"}, ".gif": {".gif"},
    ".webp": {".webp"}, ".pdf": {".pdf"},
}  # fmt: skip


@in_transaction
def add_comment(*, register: Register, record: Any, text: str, by: Any) -> Comment:
    """A remark on a record at whose place ``by`` may see it."""
    require(by, register.permission("view"), record.place)
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not is_text(text):
        raise ValidationError({"text": [ValidationError(_("Characters that are no text."), code="no-text")]})
    if not text:
        raise ValidationError({"text": [ValidationError(_("Write something."), code="required")]})
    if len(text) > LONGEST_COMMENT:
        raise ValidationError({"text": [ValidationError(_("At most 4,000 characters."), code="too-long")]})
    made: Comment = Comment.objects.create(register=register.noun, record=record.pk, text=text, by=by, at=clock.now())
    audit.record(by=by, verb="comment.add", target=record, place=record.place, detail={"comment": made.pk})
    return made


@in_transaction
def remove_comment(*, register: Register, record: Any, pk: int, by: Any) -> None:
    """Take back one's own remark, or any where one may edit the record."""
    comment = Comment.objects.of(register.noun, record.pk).get(pk=pk)
    if comment.by_id != by.pk:
        require(by, register.permission("edit"), record.place)
    Comment.objects.filter(pk=pk, removed_at=None).update(removed_at=clock.now())
    audit.record(by=by, verb="comment.remove", target=record, place=record.place, detail={"comment": pk})


def add_attachment(*, register: Register, record: Any, name: str, chunks: Iterable[bytes], by: Any) -> Attachment:
    """Keep a file with a record. What may be kept: documents, pictures, archives, at most 20 MB each."""
    require(by, register.permission("edit"), record.place)
    refuse_archived(record)
    name = tidy_file_name(name)
    suffix = PurePath(name).suffix.lower()
    if suffix not in ALLOWED:
        raise ValidationError({"file": [ValidationError(_("Files of this kind are not kept."), code="kind")]})
    if register.bare_pictures and suffix in BARE:
        chunks = [_bare(chunks)]
    stored = new_file(f"attachments/{register.key}", f"{record.pk}-{secrets.token_hex(8)}{suffix}")
    try:
        size, digest = _store(stored, chunks)
        _refuse_disguised(stored, suffix)
        return _keep(register, record, name, stored, size, digest, by=by)
    except BaseException:
        stored.unlink(missing_ok=True)
        raise


def new_file(folder: str, name: str) -> Path:
    """Where a file of this name is to be stored, below the folder of uploads."""
    place = Path(settings.MEDIA_ROOT) / folder
    place.mkdir(parents=True, exist_ok=True)
    return place / name


def store_checked(path: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    """Store an upload whose kind is allowed and is what its name says; its size and digest. Raises
    ``ValidationError`` for ``file``, and then nothing stays."""
    suffix = path.suffix.lower()
    if suffix not in ALLOWED:
        raise ValidationError({"file": [ValidationError(_("Files of this kind are not kept."), code="kind")]})
    try:
        stored = _store(path, [_bare(chunks)] if suffix in BARE else chunks)
        _refuse_disguised(path, suffix)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return stored


def _bare(chunks: Iterable[bytes]) -> bytes:
    """A photo without what it says beside the picture: the place and the device above all (EXIF, XMP, comments)."""
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > LARGEST_PHOTO:
            break  # ``read_picture`` says so
    try:
        return read_picture(bytes(content), most_bytes=LARGEST_PHOTO, largest_side=LARGEST_PHOTO_SIDE).content
    except ValidationError as error:
        raise ValidationError({"file": error.error_list}) from error


def _store(path: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST_FILE:
                raise ValidationError({"file": [ValidationError(_("At most 20 MB."), code="too-large")]})
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise ValidationError({"file": [ValidationError(_("The file is empty."), code="empty")]})
    return size, digest.hexdigest()


def _refuse_disguised(path: Path, suffix: str) -> None:
    """A program or a page under the name of a document is no document."""
    with path.open("rb") as file:
        first = file.read(512)
    head = first.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(tuple(mark.lower() for mark in _EXECUTABLE)):
        raise ValidationError({"file": [ValidationError(_("The file is not what its name says."), code="disguised")]})
    known = head.startswith(_HEADS.get(suffix, (b"",)))
    if known and suffix in _PICTURES:
        known = bool(_PICTURES[suffix] & {one.extension for one in _kinds_of(first)})
    if not known:
        raise ValidationError({"file": [ValidationError(_("The file is not what its name says."), code="disguised")]})


def _kinds_of(head: bytes) -> list[Any]:
    """What the bytes may be; the name of the file has no say in it."""
    try:
        return list(puremagic.magic_string(head))
    except (puremagic.PureError, ValueError):
        return []


@in_transaction
def _keep(register: Register, record: Any, name: str, stored: Path, size: int, digest: str, *, by: Any) -> Attachment:
    if Attachment.objects.of(register.noun, record.pk).count() >= MOST_FILES:
        raise ValidationError({"file": [ValidationError(_("There are too many already."), code="too-many")]})
    made: Attachment = Attachment.objects.create(
        register=register.noun, record=record.pk, name=name, stored=str(stored.relative_to(settings.MEDIA_ROOT)),
        size=size, sha256=digest, by=by, at=clock.now(),
    )  # fmt: skip
    detail = {"attachment": made.pk, "sha256": digest}
    audit.record(by=by, verb="attachment.add", target=record, place=record.place, detail=detail)
    return made


@in_transaction
def remove_attachment(*, register: Register, record: Any, pk: int, by: Any) -> None:
    """Take a file away from a record. The bytes stay until the data folder is tidied, so that it can be undone."""
    require(by, register.permission("edit"), record.place)
    refuse_archived(record)
    if not Attachment.objects.of(register.noun, record.pk).filter(pk=pk).update(removed_at=clock.now()):
        raise Attachment.DoesNotExist
    audit.record(by=by, verb="attachment.remove", target=record, place=record.place, detail={"attachment": pk})


@in_transaction
def save_view(*, register: Register, name: str, query: str, by: Any) -> SavedView:
    """Keep a list as it is shown under a name; the same name again is written over."""
    require(by, register.permission("view"))
    name = one_line(name, 60)
    query = query.replace("\0", "")[:2000]
    if not name or not is_text(name + query):
        raise ValidationError({"name": [ValidationError(_("Give the view a name."), code="required")]})
    others = SavedView.objects.filter(user=by, register=register.key).exclude(name=name)
    if others.count() >= MOST_VIEWS:
        raise ValidationError(_("You keep 30 views of this list already. Remove one first."), code="too-many")
    kept: SavedView = SavedView.objects.update_or_create(
        user=by, register=register.key, name=name, defaults={"query": query}
    )[0]
    return kept


@in_transaction
def remove_view(*, pk: int, by: Any) -> None:
    """Forget one of one's own views."""
    removed, _rows = SavedView.objects.filter(pk=pk, user=by).delete()
    if not removed:
        raise PermissionDenied
