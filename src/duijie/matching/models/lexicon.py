"""The term lexicon of the platform: concepts, and the spellings by which they are found."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie_match.lists.lexicon_list import COLUMNS, LONGEST, spellings_of


class LexiconQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All of it: the lexicon is the whole site's, and names no record."""
        return self if can(user, Permission.LEXICON_VIEW) else self.none()


class LexiconEntry(models.Model):
    """One concept: whatever stands in its columns means the same. Several spellings in a column are apart by ；."""

    chinese = models.CharField(_("Chinese"), max_length=400, blank=True)
    english = models.CharField(_("English"), max_length=400, blank=True)
    synonyms = models.CharField(_("synonyms"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(_("changed at"), default=clock.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("changed by"),
    )  # fmt: skip

    objects = LexiconQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept of the term lexicon")
        verbose_name_plural = _("term lexicon")
        ordering = ["pk"]

    def __str__(self) -> str:
        return " = ".join(part for part in (self.chinese, self.english) if part) or self.synonyms

    @property
    def columns(self) -> dict[str, dict[str, str]]:
        """By column its spellings in normal form, each with how it is written."""
        return {name: spellings_of(getattr(self, name)) for name in COLUMNS}


class LexiconSpelling(models.Model):
    """A spelling in normal form. It belongs to one concept."""

    entry = models.ForeignKey(LexiconEntry, on_delete=models.CASCADE, related_name="spellings")
    spelling = models.CharField(_("spelling"), max_length=LONGEST, unique=True)

    class Meta:
        verbose_name = _("spelling of the term lexicon")
        verbose_name_plural = _("spellings of the term lexicon")
        ordering = ["entry_id", "pk"]

    def __str__(self) -> str:
        return self.spelling


class LexiconImport(models.Model):
    """A list of concepts that was taken over, so that it can be taken back.

    ``changes`` are of each concept its number, its version afterwards and its columns before: ``null`` for a new one.
    """

    name = models.CharField(_("file name"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("imported by")
    )
    at = models.DateTimeField(_("imported at"), default=clock.now)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    changes = models.JSONField(default=list)
    reverted_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    reverted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("taken back by"),
    )  # fmt: skip

    objects = LexiconQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of the term lexicon")
        verbose_name_plural = _("imports of the term lexicon")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name
