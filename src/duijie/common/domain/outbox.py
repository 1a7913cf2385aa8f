"""Putting messages into the outbox, and looking after those that could not be delivered."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from duijie.common import clock, outbox
from duijie.common.domain import audit
from duijie.common.models import OutboxMessage, OutboxState
from duijie.common.transactions import in_transaction

KEEP_DELIVERED = timedelta(days=30)


def put(*, topic: str, key: str, payload: dict[str, Any]) -> None:
    """Leave a message in the caller's transaction. The same ``topic`` and ``key`` again change nothing.

    ``key`` names the event, not the thing (``organisation:17:v4``), else a later change of the thing would be dropped.
    """
    put_all(topic=topic, payloads={key: payload})


def put_all(*, topic: str, payloads: Mapping[str, dict[str, Any]]) -> None:
    """The same for many, by their keys."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the outbox is written inside the transaction of what it tells of")
    rows = [OutboxMessage(topic=topic, key=key, payload=payload) for key, payload in payloads.items()]
    OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)
    transaction.on_commit(outbox.wake.set)


@in_transaction
def try_again(*, message: OutboxMessage, by: Any) -> OutboxMessage:
    """Give a dead message another round of attempts."""
    if not by.has_perm("job.view_all"):
        raise PermissionDenied(_("Only those who look after the system may do this."))
    changed = OutboxMessage.objects.filter(pk=message.pk, state=OutboxState.DEAD).update(
        state=OutboxState.WAITING, attempts=0, due_at=clock.now(), lease_until=None, closed_at=None
    )
    if not changed:
        raise ValidationError(_("Only a message that was given up can be tried again."), code="state")
    audit.record(by=by, verb="outbox.retry", target=message)
    message.refresh_from_db()
    return message


@in_transaction
def remove_old() -> int:
    """Forget what was delivered a month ago."""
    return OutboxMessage.objects.filter(
        state=OutboxState.DELIVERED, closed_at__lt=clock.now() - KEEP_DELIVERED
    ).delete()[0]
