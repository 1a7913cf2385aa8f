"""Reading messages."""

from typing import Any

from django.db import models

from duijie.messaging.models import Message


def list_inbox(*, by: Any) -> Any:
    """What ``by`` got, newest first."""
    return Message.objects.visible_to(by).filter(account=by).select_related("by")


def list_sent(*, by: Any) -> Any:
    """What deeds of ``by`` sent to others, newest first."""
    return Message.objects.visible_to(by).filter(by=by).exclude(account=by).select_related("account")


def list_about(target: models.Model, *, by: Any) -> Any:
    """Those about ``target`` that ``by`` got or sent, newest first."""
    rows = Message.objects.visible_to(by).filter(target_type=target._meta.label_lower, target_id=str(target.pk))
    return rows.select_related("account")


def find_message(*, by: Any, pk: int) -> Message:
    """One's own, or one that one's own deed sent; or ``DoesNotExist``."""
    found: Message = Message.objects.visible_to(by).select_related("account", "by").get(pk=pk)
    return found


def count_unread(*, by: Any) -> int:
    """How many lie unread in the inbox."""
    return int(Message.objects.visible_to(by).filter(account=by).unread().count())
