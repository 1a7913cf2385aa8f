"""What the outbox and jobs do for messages. All of it may run twice."""

from typing import Any

from duijie.common import daily, housekeeping, jobs, outbox
from duijie.common.models import OutboxMessage
from duijie.messaging.domain import deliveries
from duijie.messaging.domain.messages import MAIL, SMS
from duijie.messaging.domain.retention import forget_old_messages


@outbox.handles(MAIL)
def deliver_mail(message: OutboxMessage) -> None:
    deliveries.deliver_mail(number=message.payload["message"])


@outbox.handles(SMS)
def deliver_sms(message: OutboxMessage) -> None:
    deliveries.deliver_sms(number=message.payload["message"])


@outbox.handles(deliveries.DIGEST)
def deliver_digest(message: OutboxMessage) -> None:
    deliveries.deliver_digest(number=message.payload["digest"])


@jobs.handles(deliveries.DIGESTS)
def make_digests(context: jobs.JobContext) -> dict[str, Any]:
    """The daily mails."""
    return {"mails": deliveries.make_digests()}


daily.every_day(deliveries.DIGESTS, due=deliveries.digests_due)
housekeeping.every_hour("messages_forgotten")(forget_old_messages)
