"""Delivering what transactions left in the outbox: at least once, with a lease, a back-off and an end.

Handlers stand in an app's ``tasks.py``::

    @outbox.handles("organisation.changed")
    def index_organisation(message: OutboxMessage) -> None: ...

A handler may be called twice for the same message (a worker died after the work and before the note), so it must come
to the same end both times.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F, Q

from duijie.common import clock, facts
from duijie.common.handlers import discover
from duijie.common.models import OutboxMessage, OutboxState
from duijie.common.transactions import with_retry

Handler = Callable[[OutboxMessage], None]

LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 12
BATCH = 50

log = logging.getLogger(__name__)
wake = threading.Event()  # set on commit; a dispatcher in this process need not wait for its next look
_handlers: dict[str, Handler] = {}


class Later(Exception):
    """Raised by a handler: not now, but at ``moment``. It counts as no attempt."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"not before {moment:%Y-%m-%d %H:%M}")
        self.moment = moment


def handles(topic: str) -> Callable[[Handler], Handler]:
    """Register the one handler of ``topic``."""

    def register(handler: Handler) -> Handler:
        known = _handlers.setdefault(topic, handler)
        if known.__qualname__ != handler.__qualname__ or known.__module__ != handler.__module__:
            raise ValueError(f"topic {topic} is handled by {known.__module__}.{known.__qualname__} already")
        _handlers[topic] = handler
        return handler

    return register


def handler_of(topic: str) -> Handler | None:
    discover()
    return _handlers.get(topic)


def deliver_waiting(*, most: int | None = None) -> int:
    """Deliver what is due, oldest first, and say how many messages were tried."""
    tried = 0
    while most is None or tried < most:
        now = clock.now()
        due = OutboxMessage.objects.filter(
            Q(lease_until=None) | Q(lease_until__lt=now), state=OutboxState.WAITING, due_at__lte=now
        ).order_by("pk")
        batch = list(due[: BATCH if most is None else min(BATCH, most - tried)])
        if not batch:
            break
        for message in batch:
            if _claim(message):
                _deliver(message)
                tried += 1
    return tried


@with_retry
def _claim(message: OutboxMessage) -> bool:
    """Take the lease, unless another dispatcher was quicker."""
    taken = OutboxMessage.objects.filter(
        pk=message.pk, state=OutboxState.WAITING, attempts=message.attempts, lease_until=message.lease_until
    ).update(lease_until=clock.now() + LEASE, attempts=F("attempts") + 1)
    message.attempts += 1
    return bool(taken)


def _deliver(message: OutboxMessage) -> None:
    handler = handler_of(message.topic)
    try:
        if handler is None:
            raise LookupError(f"no handler for topic {message.topic}")
        with facts.acting(surface="job", request_id=f"outbox-{message.pk}"):
            handler(message)
    except Later as later:
        _close(message, due_at=later.moment, attempts=message.attempts - 1)
    except Exception as error:
        log.warning("outbox %s, attempt %s: %s", message, message.attempts, error, exc_info=error)
        _give_back(message, error)
    else:
        _close(message, state=OutboxState.DELIVERED, closed_at=clock.now(), error="")


def _give_back(message: OutboxMessage, error: Exception) -> None:
    text = f"{type(error).__name__}: {error}".replace("\0", "")[:500]
    if message.attempts >= MOST_ATTEMPTS:
        _close(message, state=OutboxState.DEAD, closed_at=clock.now(), error=text)
    else:
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (message.attempts - 1))
        _close(message, due_at=clock.now() + pause, error=text)


@with_retry
def _close(message: OutboxMessage, **changes: object) -> None:
    """Write the end of this attempt; nothing when the lease ran out and another dispatcher has it now."""
    OutboxMessage.objects.filter(pk=message.pk, attempts=message.attempts, state=OutboxState.WAITING).update(
        lease_until=None, **changes
    )
