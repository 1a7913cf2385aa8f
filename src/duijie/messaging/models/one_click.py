"""Links that do one thing once, without signing in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.messaging.models.message import Message


class Purpose(models.TextChoices):
    RECEIPT = "receipt", _("confirm that a message was received")


class OneClickLink(models.Model):
    """For one account – or whoever a message without one went to – and one purpose, until it is used or ``expires_at``.
    Only the digest of the secret is kept."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("account"),
    )  # fmt: skip
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, related_name="one_click_links", verbose_name=_("message")
    )
    created_at = models.DateTimeField(_("made at"), default=clock.now)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("one-click link")
        verbose_name_plural = _("one-click links")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.purpose} {self.message_id}"
