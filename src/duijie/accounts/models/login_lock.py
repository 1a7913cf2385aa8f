"""How often somebody has just failed to sign in under a name."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock


class LoginLock(models.Model):
    """One row for a login name, known or not, so that a locked name does not tell that it exists."""

    name = models.CharField(_("login name"), max_length=160, unique=True)
    failures = models.PositiveSmallIntegerField(_("failures"), default=1)
    last_at = models.DateTimeField(_("last failure"), default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("sign-in lock")
        verbose_name_plural = _("sign-in locks")
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} {self.failures}"
