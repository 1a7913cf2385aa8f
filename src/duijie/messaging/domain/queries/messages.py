"""Reading messages."""

from typing import Any

from django.db import models
from django.db.models import Q

from duijie.messaging.models import Message

MOST_TOLD = 100


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


def list_told(*targets: models.Model) -> list[Message]:
    """All that anybody was told about these, newest first, at most ``MOST_TOLD``. For whoever looks after what they are
    about: the caller has asked."""
    about = Q(pk__in=())
    for one in targets:
        about |= Q(target_type=one._meta.label_lower, target_id=str(one.pk))
    return list(Message.objects.filter(about).select_related("account")[:MOST_TOLD])


def find_message(*, by: Any, pk: int) -> Message:
    """One's own, or one that one's own deed sent; or ``DoesNotExist``."""
    found: Message = Message.objects.visible_to(by).select_related("account", "by").get(pk=pk)
    return found


def count_unread(*, by: Any) -> int:
    """How many lie unread in the inbox."""
    return int(Message.objects.visible_to(by).filter(account=by).unread().count())
