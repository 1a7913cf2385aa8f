"""Mails of messages: one each, or one a day; each with its link, and a link that stops its kind."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.accounts.models import User
from duijie.common import site
from duijie.messaging.kinds import label_of
from duijie.messaging.models import Digest, Message
from duijie.messaging.secrets import MARK


def address(name: str, *keys: Any) -> str:
    """The whole address of a page, for those outside of it."""
    return settings.DUIJIE_ADDRESS.rstrip("/") + reverse(name, args=keys)


def language_of(account: User) -> str:
    return str(account.language or settings.LANGUAGE_CODE)


def address_of(message: Message) -> str:
    """Where its mail goes; empty without an address."""
    return str(message.account.email if message.account is not None else message.address)


def send_message(message: Message, *, stop: str = "", receipt: str = "", secret: str = "") -> None:
    """``secret`` takes the place of ``MARK`` in the text, and is kept nowhere. ``stop`` is the address that stops mails
    of this kind, ``receipt`` the one that confirms that it was received. To somebody without an account there is
    neither a page nor anything to stop."""
    account = message.account
    language = language_of(account) if account is not None else message.language or settings.LANGUAGE_CODE
    headers: dict[str, str] = {}
    with translation.override(language):
        lines = [message.said("body", language).replace(MARK, secret), ""]
        if account is not None:
            lines.append(_("Page: %(address)s") % {"address": _page_of(message)})
        if receipt:
            lines.append(_("Confirm receipt: %(address)s") % {"address": receipt})
        if stop:
            words = _("No more mails of the kind “%(kind)s”: %(address)s")
            lines += ["", "--", words % {"kind": label_of(message.kind), "address": stop}]
            headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        subject = message.said("subject", language)
        _send(address_of(message), subject, lines, key=f"message:{message.pk}", headers=headers)


def send_digest(digest: Digest, messages: Sequence[Message], *, stops: Mapping[str, str]) -> None:
    """All of ``messages`` in one mail; ``stops`` by kind: the address that stops its mails."""
    language = language_of(digest.account)
    with translation.override(language):
        count = len(messages)
        subject = ngettext("%(count)d message of %(day)s", "%(count)d messages until %(day)s", count)
        lines = []
        for number, one in enumerate(messages, start=1):
            lines += [f"{number}. {one.said('subject', language)}", one.said("short", language), _page_of(one), ""]
        lines.append("--")
        words = _("No more mails of the kind “%(kind)s”: %(address)s")
        lines += [words % {"kind": label_of(kind), "address": stops[kind]} for kind in sorted(stops)]
        lines += [_("What comes by mail you choose here: %(address)s") % {"address": address("message_choices")}]
        _send(digest.account.email, subject % {"count": count, "day": digest.day}, lines, key=f"digest:{digest.pk}")


def _page_of(message: Message) -> str:
    return address("message_open", message.code)


def _send(to: str, subject: str, lines: Sequence[str], *, key: str, headers: dict[str, str] | None = None) -> None:
    """A mail that went out just before its process died goes out again: under the same Message-ID, by which mail
    programs know it."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    number = salted_hmac("message.mail", key).hexdigest()
    EmailMessage(
        " ".join(subject.split()), "\n".join(lines), site.current().sender(settings.DEFAULT_FROM_EMAIL),
        [to], headers={"Message-ID": f"<{number}@{domain}>", **(headers or {})},
    ).send()  # fmt: skip
