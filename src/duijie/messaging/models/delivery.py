"""What became of a message outside the platform: a mail, an SMS, a line of a digest."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.messaging.models.message import Message


class Channel(models.TextChoices):
    MAIL = "mail", _("mail")
    SMS = "sms", _("SMS")


class DeliveryState(models.TextChoices):
    GATHERED = "gathered", _("waits for the daily mail")
    SENT = "sent", _("sent")
    REFUSED = "refused", _("refused by the provider")
    UNWANTED = "unwanted", _("not wanted this way")
    READ_BEFORE = "read_before", _("not sent: it was read before")


class Digest(models.Model):
    """The one mail of a day to an account that holds what it wants once a day."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests", verbose_name=_("account")
    )
    day = models.DateField(_("day"))
    created_at = models.DateTimeField(_("made at"), default=clock.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("daily mail")
        verbose_name_plural = _("daily mails")
        ordering = ["-day", "account"]
        constraints = [models.UniqueConstraint(fields=["account", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"


class Delivery(models.Model):
    """How far a message has come through a channel. No row: nothing was tried yet, or it still waits."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("message"))
    channel = models.CharField(_("channel"), max_length=8, choices=Channel.choices)
    state = models.CharField(_("state"), max_length=12, choices=DeliveryState.choices)
    at = models.DateTimeField(_("at"), default=clock.now)
    provider_number = models.CharField(_("the provider's number"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    digest = models.ForeignKey(
        Digest, on_delete=models.SET_NULL, null=True, blank=True, related_name="deliveries",
        verbose_name=_("daily mail"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="delivery_once_a_channel")]
        indexes = [
            models.Index(fields=["at"], condition=Q(state=DeliveryState.GATHERED), name="delivery_gathered"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} {self.channel}: {self.state}"
