"""How one person wants to get a kind of message."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common.scope import ScopedQuerySet
from duijie.messaging.kinds import MailChoice


class ChannelChoiceQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own."""
        return self.filter(account=user) if getattr(user, "is_authenticated", False) else self.none()


class ChannelChoice(models.Model):
    """Without a row the kind's own choice holds. The inbox has every message, whatever is chosen here."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="channel_choices", verbose_name=_("account")
    )
    kind = models.CharField(_("kind"), max_length=40)
    mail = models.CharField(_("by mail"), max_length=10, choices=MailChoice.choices)
    sms = models.BooleanField(_("by SMS"))

    objects = ChannelChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of channels")
        verbose_name_plural = _("choices of channels")
        ordering = ["account", "kind"]
        constraints = [models.UniqueConstraint(fields=["account", "kind"], name="channel_choice_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind}: {self.mail}"
