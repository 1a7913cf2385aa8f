"""Digests of passwords that were used before, so that they are not used again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock


class PastPassword(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="past_passwords", verbose_name=_("account")
    )
    password = models.CharField(_("password digest"), max_length=128)
    set_at = models.DateTimeField(_("set at"), default=clock.now)

    class Meta:
        verbose_name = _("past password")
        verbose_name_plural = _("past passwords")
        ordering = ["-set_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"
