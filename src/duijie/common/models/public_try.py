"""How often a public form was sent of late: by whom, or about whom, only as a keyed hash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock


class PublicTry(models.Model):
    """One sending. ``key`` is a keyed hash of an address or a code: nobody can read it back."""

    key = models.CharField(_("key"), max_length=64)
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        verbose_name = _("sending of a public form")
        verbose_name_plural = _("sendings of public forms")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["key", "at"], name="public_try_key"),
            models.Index(fields=["at"], name="public_try_at"),
        ]

    def __str__(self) -> str:
        return self.key[:12]
