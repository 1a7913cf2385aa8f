"""Word templates of work reports that somebody brought in place of the shipped one. Rows are added, never changed."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet


class ReportTemplateQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All of them for those who look after templates: they are the whole site's."""
        return self if can(user, Permission.REPORT_TEMPLATE_EDIT) else self.none()


class ReportTemplate(models.Model):
    """The newest row of a language is in force; one without a file means the shipped template."""

    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    file = models.FileField(_("file"), upload_to="report_templates/", blank=True)
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("brought by")
    )
    at = models.DateTimeField(_("brought at"), default=clock.now)

    objects = ReportTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of work reports")
        verbose_name_plural = _("templates of work reports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
