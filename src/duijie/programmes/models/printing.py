"""Bulk printing (批量打印): which certificates, in which parts, and what was made."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.common import clock
from duijie.common.models import Job
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.programme import Programme


class PrintedKind(models.TextChoices):
    CERTIFICATE = "certificate", _("certificates")
    LETTER = "letter", _("appointment letters")


class PrintRunQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own: what was printed is what its maker may see."""
        return self.filter(by=user) if getattr(user, "is_authenticated", False) else self.none()


class PrintRun(models.Model):
    """``listed`` are the numbers of the certificates as they were when it was started, in the order of their serials;
    ``stored`` the file with all parts once it is complete."""

    kind = models.CharField(_("what is printed"), max_length=12, choices=PrintedKind.choices)
    language = models.CharField(_("language"), max_length=10)
    listed = models.JSONField(_("list"), default=list)
    base = models.CharField(max_length=200)
    stored = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("started by")
    )
    at = models.DateTimeField(_("started at"), default=clock.now)

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulk printing")
        verbose_name_plural = _("bulk printings")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"


class PrintPart(models.Model):
    """A file with some of them, one a page: ``count`` from place ``start`` (from 0) of the list."""

    run = models.ForeignKey(PrintRun, on_delete=models.CASCADE, related_name="parts", verbose_name=_("bulk printing"))
    start = models.PositiveIntegerField()
    count = models.PositiveIntegerField(pgettext_lazy("printing", "count"))
    first = models.CharField(_("first number"), max_length=60)
    last = models.CharField(_("last number"), max_length=60)
    stored = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("printed at"), default=clock.now)

    class Meta:
        verbose_name = _("part of a bulk printing")
        verbose_name_plural = _("parts of bulk printings")
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["run", "start"], name="print_part_once")]

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"


class ProgrammeText(models.Model):
    """A text of a programme that staff have written in place of the shipped one: of its letters and its notices."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="texts", verbose_name=_("programme")
    )
    key = models.CharField(_("which text"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title of the paper"), max_length=200)
    body = models.TextField(_("text of the paper"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)

    class Meta:
        verbose_name = _("text of a programme")
        verbose_name_plural = _("texts of programmes")
        ordering = ["key", "language"]
        constraints = [models.UniqueConstraint(fields=["programme", "key", "language"], name="programme_text_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.language}"
