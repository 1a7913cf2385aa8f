"""One message to one account, or to one mail address of somebody who has none."""

import secrets
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.messaging.kinds import LANGUAGES, Urgency, find_kind, label_of

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without what is mistaken for something else when it is read out
CODE_LENGTH = 12


def new_code() -> str:
    """What the short address of a message ends in. It opens nothing by itself: who follows it has to sign in."""
    return "".join(secrets.choice(ALPHABET) for _number in range(CODE_LENGTH))


class MessageQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those that one got, and those that one's own deeds sent to others."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self.filter(Q(account=user) | Q(by=user))

    def unread(self) -> Self:
        return self.filter(read_at=None, archived_at=None)


class Message(models.Model):
    """What was said to one account, with where it leads; or to somebody without one, of whom there are ``address``,
    ``addressee`` and ``language``: such a message goes by mail alone. ``key`` names what was done, for whom and when:
    the same key to the same account is one message. ``texts`` is what it said when it was sent, by language; a text
    that staff changes later changes only later messages."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="messages",
        verbose_name=_("reader"),
    )  # fmt: skip
    address = models.EmailField(_("mail address of a reader without an account"), blank=True)
    addressee = models.CharField(_("name of a reader without an account"), max_length=120, blank=True)
    language = models.CharField(_("language of a reader without an account"), max_length=10, blank=True)
    key = models.CharField(_("key"), max_length=200)
    kind = models.CharField(_("kind"), max_length=40)
    context = models.JSONField(_("values"), default=dict, blank=True)
    texts = models.JSONField(_("texts"), default=dict)
    link = models.CharField(_("page"), max_length=300, blank=True)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices, default=Urgency.ORDINARY)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages_caused",
        verbose_name=_("whose deed"),
    )  # fmt: skip
    target_type = models.CharField(_("kind of what it is about"), max_length=60, blank=True)
    target_id = models.CharField(_("number of what it is about"), max_length=40, blank=True)
    code = models.CharField(_("end of the short address"), max_length=16, unique=True, default=new_code)
    created_at = models.DateTimeField(_("sent at"), default=clock.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    received_at = models.DateTimeField(_("receipt confirmed at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "key"], name="message_once"),
            models.UniqueConstraint(
                fields=["address", "key"], condition=Q(account=None), name="message_once_an_address"
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=False, address="") | (Q(account=None) & ~Q(address="")),
                name="message_has_one_reader",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-created_at", "-id"], name="message_inbox"),
            models.Index(fields=["by", "-created_at", "-id"], name="message_sent"),
            models.Index(fields=["target_type", "target_id"], name="message_target"),
            models.Index(
                fields=["account"], condition=Q(read_at=None, archived_at=None), name="message_unread"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.subject or self.key

    @property
    def reader(self) -> str:
        """Whom it is for, in words."""
        return str(self.account) if self.account is not None else f"{self.addressee} <{self.address}>".strip()

    def said(self, part: str, language: str | None = None) -> str:
        """``subject``, ``body`` or ``short``, in ``language`` or that of whoever looks."""
        spoken = language or get_language() or LANGUAGES[0]
        spoken = "en" if spoken.startswith("en") else "zh-hans"
        return str(self.texts.get(spoken, {}).get(part, ""))

    @property
    def subject(self) -> str:
        return self.said("subject")

    @property
    def body(self) -> str:
        return self.said("body")

    @property
    def short(self) -> str:
        return self.said("short")

    @property
    def kind_label(self) -> Any:
        return label_of(self.kind)

    @property
    def needs_receipt(self) -> bool:
        """Whether its reader is asked to confirm that it was received."""
        kind = find_kind(self.kind)
        return kind is not None and kind.needs_receipt

    @property
    def is_urgent(self) -> bool:
        return self.urgency == Urgency.URGENT
