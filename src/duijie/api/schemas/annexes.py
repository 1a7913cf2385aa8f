"""Comments, attachments and history as JSON."""

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import Strict
from duijie.registry.domain.annexes import LONGEST_COMMENT
from duijie.registry.domain.queries.records import Entry
from duijie.registry.models import Attachment, Comment


class CommentIn(Strict):
    text: str = Field(min_length=1, max_length=LONGEST_COMMENT)


class CommentOut(Schema):
    id: int
    by: str = Field(description="Name of the account")
    at: datetime
    text: str


class AttachmentOut(Schema):
    id: int
    by: str = Field(description="Name of the account")
    at: datetime
    name: str
    size: int = Field(description="Bytes")
    sha256: str


class ChangeOut(Schema):
    field: str
    label: str = Field(description="In the language of Accept-Language, as are the values")
    before: str
    after: str


class EntryOut(Schema):
    at: datetime
    by: str = Field(description="Name of the account; empty for the system")
    kind: str = Field(description="+ added, ~ changed, - removed")
    reason: str
    changes: list[ChangeOut]


class CommentPage(Schema):
    items: list[CommentOut]
    count: int
    page: int
    page_size: int


class AttachmentPage(Schema):
    items: list[AttachmentOut]
    count: int
    page: int
    page_size: int


class EntryPage(Schema):
    items: list[EntryOut]
    count: int
    page: int
    page_size: int


def show_comment(comment: Comment) -> dict[str, Any]:
    return {"id": comment.pk, "by": str(comment.by), "at": comment.at, "text": comment.text}


def show_attachment(one: Attachment) -> dict[str, Any]:
    return {
        "id": one.pk, "by": str(one.by), "at": one.at, "name": one.name, "size": one.size, "sha256": one.sha256,
    }  # fmt: skip


def show_entry(entry: Entry) -> dict[str, Any]:
    changes = [
        {"field": one.name, "label": str(one.label), "before": _words(one.before), "after": _words(one.after)}
        for one in entry.changes
    ]
    return {
        "at": entry.moment, "by": str(entry.by or ""), "kind": entry.kind, "reason": entry.reason, "changes": changes,
    }  # fmt: skip


def _words(value: Any) -> str:
    return "" if value is None else str(value)
