"""Bringing messages to people outside the platform: by mail, by SMS, once a day together.

All of it runs from the outbox and may run twice; what was done is noted with each message and channel.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from duijie.accounts.models import User
from duijie.common import clock, outbox
from duijie.common.domain import outbox as outbox_domain
from duijie.common.transactions import in_transaction
from duijie.messaging import secrets
from duijie.messaging.channels import mail, sms
from duijie.messaging.domain import choices, one_click
from duijie.messaging.kinds import MailChoice
from duijie.messaging.models import Channel, Delivery, DeliveryState, Digest, Message, Purpose
from duijie.messaging.sending_hours import next_opening, opened_at

DIGEST = "message.digest"
DIGESTS = "messages.digest"
"""The job that makes the daily mails."""


def deliver_mail(*, number: int) -> None:
    """The mail of a message, or its place among those of the day. Raises ``outbox.Later`` outside the hours."""
    message = _waiting(number, Channel.MAIL)
    if message is None or not mail.address_of(message):
        return
    account = message.account
    if account is None:
        if _may_go():
            _send_to_address(message)
        return
    choice = choices.choice_of(account, message.kind)
    if choice.mail == MailChoice.NEVER:
        _note(message, Channel.MAIL, DeliveryState.UNWANTED)
    elif choice.mail == MailChoice.DAILY and not message.is_urgent:
        _note(message, Channel.MAIL, DeliveryState.GATHERED)
    elif _may_go():
        if _was_read(message, Channel.MAIL):
            return
        mail.send_message(message, stop=_stop(account, message.kind), receipt=_receipt(message))
        _note(message, Channel.MAIL, DeliveryState.SENT)


def _send_to_address(message: Message) -> None:
    """To somebody without an account; not where what it carries is of no use any more."""
    secret = secrets.secret_of(message) if secrets.has_secret(message.kind) else ""
    if secret is None:
        _note(message, Channel.MAIL, DeliveryState.UNWANTED, note="link")
        return
    mail.send_message(message, receipt=_receipt(message), secret=secret)
    _note(message, Channel.MAIL, DeliveryState.SENT)


def deliver_sms(*, number: int) -> None:
    """The SMS of a message. Raises ``outbox.Later`` outside the hours and where the provider is limited."""
    message, provider = _waiting(number, Channel.SMS), sms.provider()
    account = message.account if message is not None else None
    if message is None or provider is None or account is None or not account.mobile:
        return
    if not choices.choice_of(account, message.kind).sms:
        _note(message, Channel.SMS, DeliveryState.UNWANTED)
        return
    if not _may_go() or _was_read(message, Channel.SMS):
        return
    language = mail.language_of(account)
    receipt = _receipt(message)
    with translation.override(language):
        text = f"{message.said('short', language)} {receipt or mail.address('message_open', message.code)}"
        if receipt:
            text = _("%(text)s (confirms receipt)") % {"text": text}
    reference = salted_hmac("message.sms", str(message.pk)).hexdigest()[:32]
    try:
        theirs = provider.send(to=account.mobile, text=text, reference=reference)
    except sms.SmsLimitedError as error:
        raise outbox.Later(clock.now() + timedelta(seconds=error.seconds)) from error
    except sms.SmsRefusedError as error:
        _note(message, Channel.SMS, DeliveryState.REFUSED, note=str(error))
    else:
        _note(message, Channel.SMS, DeliveryState.SENT, theirs=theirs)


def digests_due(last: datetime | None) -> bool:
    """Whether the hours have begun and something waits since before."""
    opened = opened_at(clock.now())
    return opened is not None and _gathered().filter(at__lt=opened).exists()


def make_digests() -> int:
    """One mail for each account that something waits for, and one a day: run again, it makes none. Returns how many."""
    accounts = _gathered().values_list("message__account", flat=True).order_by("message__account").distinct()
    return sum(_make_digest(number) for number in list(accounts))


@in_transaction
def _make_digest(account: int) -> bool:
    digest = Digest(account_id=account, day=clock.today(), created_at=clock.now())
    Digest.objects.bulk_create([digest], ignore_conflicts=True)
    made = Digest.objects.select_for_update().get(account_id=account, day=digest.day)
    if made.sent_at is not None or made.deliveries.exists():
        return False
    _gathered().filter(message__account_id=account).update(digest=made)
    outbox_domain.put(topic=DIGEST, key=str(made.pk), payload={"digest": made.pk})
    return True


def deliver_digest(*, number: int) -> None:
    """The daily mail. What was read, archived or stopped meanwhile is left out; with nothing left, nothing is sent."""
    digest = Digest.objects.select_related("account").filter(pk=number, sent_at=None).first()
    if digest is None:
        return
    if (opening := next_opening(clock.now())) > clock.now():
        raise outbox.Later(opening)
    wanted = {key for key, one in choices.choices_of(digest.account).items() if one.mail != MailChoice.NEVER}
    rows = list(digest.deliveries.select_related("message__account").order_by("message__created_at", "pk"))
    shown = [
        one
        for one in rows
        if one.message.kind in wanted and one.message.read_at is None and one.message.archived_at is None
    ]
    if shown and digest.account.is_active and digest.account.email:
        stops = {one.message.kind: _stop(digest.account, one.message.kind) for one in shown}
        mail.send_digest(digest, [one.message for one in shown], stops=stops)
    else:
        shown = []
    with transaction.atomic():
        now = clock.now()
        numbers = [one.pk for one in shown]
        digest.deliveries.filter(pk__in=numbers).update(state=DeliveryState.SENT, at=now)
        digest.deliveries.exclude(pk__in=numbers).update(state=DeliveryState.READ_BEFORE, at=now)
        Digest.objects.filter(pk=digest.pk).update(sent_at=now)


def _gathered() -> Any:
    return Delivery.objects.filter(state=DeliveryState.GATHERED, digest=None)


def _waiting(number: int, channel: Channel) -> Message | None:
    """The message, unless its account is closed or something came of it by this channel already."""
    rows = Message.objects.filter(Q(account=None) | Q(account__is_active=True), pk=number).exclude(
        pk__in=Delivery.objects.filter(message=number, channel=channel).values("message")
    )
    return rows.select_related("account").first()


def _may_go() -> bool:
    """True; or ``outbox.Later`` until the hours begin. Nothing disturbs anybody at night, however urgent: it lies in
    the inbox at once."""
    opening = next_opening(clock.now())
    if opening > clock.now():
        raise outbox.Later(opening)
    return True


def _was_read(message: Message, channel: Channel) -> bool:
    """What its reader saw on the platform while it waited needs no mail any more."""
    if message.read_at is None and message.archived_at is None:
        return False
    _note(message, channel, DeliveryState.READ_BEFORE)
    return True


def _stop(account: User, kind: str) -> str:
    return mail.address("message_stop", choices.stop_token(account, kind))


def _receipt(message: Message) -> str:
    if not message.needs_receipt or message.received_at is not None:
        return ""
    return mail.address("message_one_click", one_click.make_link(message=message, purpose=Purpose.RECEIPT))


def _note(message: Message, channel: Channel, state: DeliveryState, *, theirs: str = "", note: str = "") -> None:
    Delivery.objects.update_or_create(
        message=message, channel=channel,
        defaults={"state": state, "at": clock.now(), "provider_number": theirs, "note": note[:300]},
    )  # fmt: skip


def address_known(account: User) -> dict[str, bool]:
    """Which channels can reach an account at all."""
    return {
        Channel.MAIL: bool(account.email), Channel.SMS: bool(account.mobile) and sms.provider() is not None,
    }  # fmt: skip
