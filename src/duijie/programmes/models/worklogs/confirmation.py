"""Links and slips by which a host without an account confirms a work log."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.programmes.models.worklogs.contact import HostContact
from duijie.programmes.models.worklogs.log import WorkLog


class ConfirmationLink(models.Model):
    """One contact's way to one version of one log, until it is used, replaced or ``expires_at``. Of the secret only
    the digest is kept: it comes of ``seed`` and the key of the site when the mail goes out, and again the same."""

    seed = models.CharField(max_length=32, editable=False, default="")
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    log = models.ForeignKey(WorkLog, on_delete=models.CASCADE, related_name="links", verbose_name=_("work log"))
    contact = models.ForeignKey(
        HostContact, on_delete=models.CASCADE, related_name="links", verbose_name=_("contact of a host unit")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    created_at = models.DateTimeField(_("made at"), default=clock.now)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    class Meta:
        verbose_name = _("link to confirm a work log")
        verbose_name_plural = _("links to confirm work logs")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.log_id} · {self.contact_id}"


class ConfirmationSlip(models.Model):
    """A slip that was printed for the log as it was: ``content`` is the digest of what it says, so that a slip of a log
    that was changed since is refused."""

    log = models.ForeignKey(WorkLog, on_delete=models.CASCADE, related_name="slips", verbose_name=_("work log"))
    code = models.CharField(_("code"), max_length=16, unique=True)
    content = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("printed by")
    )
    printed_at = models.DateTimeField(_("printed at"), default=clock.now)

    class Meta:
        verbose_name = _("confirmation slip")
        verbose_name_plural = _("confirmation slips")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.code
