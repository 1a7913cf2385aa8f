"""Whose contact data was shown to whom: beside the audit, so that the person concerned can be told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.models.audit_event import Surface


class PersonalDataRead(models.Model):
    """One reading of one record. Kept a year (``domain.audit.KEEP_READS``); the law asks for six months."""

    at = models.DateTimeField(_("read at"), default=clock.now, db_index=True)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.DO_NOTHING, db_constraint=False, null=True, blank=True,
        related_name="+", verbose_name=_("read by"),
    )  # fmt: skip
    reader_label = models.CharField(_("name of who read"), max_length=160, blank=True)
    target_type = models.CharField(_("kind of record"), max_length=60)
    target_id = models.CharField(_("number of the record"), max_length=64)
    purpose = models.CharField(_("where it was shown"), max_length=40)
    surface = models.CharField(_("from where"), max_length=10, choices=Surface.choices)

    class Meta:
        verbose_name = _("reading of contact data")
        verbose_name_plural = _("readings of contact data")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["target_type", "target_id", "-at"], name="personal_read_of")]

    def __str__(self) -> str:
        return f"{self.target_type} {self.target_id} {self.reader_label}"
