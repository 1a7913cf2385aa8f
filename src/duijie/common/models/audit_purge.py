"""What retention has removed from the audit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.models.audit_event import AppendOnlyModel, AppendOnlyQuerySet


class AuditPurge(AppendOnlyModel):
    """Entries up to ``last`` were removed when their time was over; the chain goes on from the seal ``digest``."""

    last = models.BigIntegerField(_("last entry"), unique=True)
    digest = models.CharField(_("seal"), max_length=64)
    at = models.DateTimeField(_("time"), default=clock.now)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("removal of old audit entries")
        verbose_name_plural = _("removals of old audit entries")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.last} {self.at:%Y-%m-%d}"
