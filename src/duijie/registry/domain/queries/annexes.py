"""Reading comments, attachments and saved views. The record was found by ``queries.records`` before."""

from pathlib import Path
from typing import Any

from django.conf import settings

from duijie.registry.models import Attachment, Comment, SavedView
from duijie.registry.register import Register


def comments_of(register: Register, record: Any) -> Any:
    """A query of the comments, in the order in which they were written."""
    return Comment.objects.of(register.noun, record.pk).select_related("by").order_by("pk")


def attachments_of(register: Register, record: Any) -> Any:
    """A query of the files, in the order in which they came."""
    return Attachment.objects.of(register.noun, record.pk).select_related("by").order_by("pk")


def list_comments(register: Register, record: Any) -> list[Comment]:
    return list(comments_of(register, record))


def list_attachments(register: Register, record: Any) -> list[Attachment]:
    return list(attachments_of(register, record))


def find_attachment(register: Register, record: Any, pk: int) -> tuple[Attachment, Path]:
    """The attachment and where its bytes lie; ``DoesNotExist`` when it is of another record, or gone."""
    found: Attachment = Attachment.objects.of(register.noun, record.pk).get(pk=pk)
    path = Path(settings.MEDIA_ROOT) / found.stored
    if not path.is_file():
        raise Attachment.DoesNotExist
    return found, path


def list_views(register: Register, *, by: Any) -> list[SavedView]:
    return list(SavedView.objects.visible_to(by).filter(register=register.key))
