"""A list on its way into a register, and each of its rows."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.importing.nouns import Spot, noun_of, nouns
from duijie.common.models.job import Job
from duijie.common.scope import ScopedQuerySet


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("columns to be checked")
    READING = "reading", _("being checked")
    PREVIEWED = "previewed", _("waiting for your decision")
    APPLYING = "applying", _("being imported")
    APPLIED = "applied", _("imported")
    REVERTING = "reverting", _("being reverted")
    REVERTED = "reverted", _("reverted")


class RowOutcome(models.TextChoices):
    NEW = "new", _("new")
    UPDATE = "update", _("change")
    UNCHANGED = "unchanged", _("as it is")
    ERROR = "error", _("error")


class Decision(models.TextChoices):
    OPEN = "", _("by the rule")
    TAKE = "take", _("take")
    SKIP = "skip", _("leave out")


class RowState(models.TextChoices):
    WAITING = "", _("not yet")
    WRITTEN = "written", _("imported")
    FAILED = "failed", _("not imported")
    REVERTED = "reverted", _("reverted")
    KEPT = "kept", _("kept, changed since")


class Existing(models.TextChoices):
    UPDATE = "update", _("write the list's values over what is there; empty cells change nothing")
    SKIP = "skip", _("leave what is there as it is")


class ImportBatchQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> "ImportBatchQuerySet":
        """One's own, and those of areas in which one may import the same noun oneself."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        held = {noun.key for noun in nouns() if user.has_perm(noun.permission)}
        if not held:
            return self.none()
        reached = Q(by=user, noun__in=held)
        places = ImportBatch.objects.filter(noun__in=held).order_by().values_list("noun", "area__path").distinct()
        for noun, path in places:
            if user.has_perm(noun_of(noun).permission, Spot((path,))):
                reached |= Q(noun=noun, area__path=path)
        return self.filter(reached)

    def brought_by(self, user: Any) -> "ImportBatchQuerySet":
        """Of those ``visible_to`` one's own, without asking where others have imported."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self.filter(by=user, noun__in={noun.key for noun in nouns() if user.has_perm(noun.permission)})


class ImportBatch(models.Model):
    """One list. ``area`` bounds what it may touch; ``mapping`` is how a person said its columns are to be read.

    ``run`` is the reading that counts: a reading that finds another number here stops (two workers, one killed late).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    noun = models.CharField(_("register"), max_length=40)
    area = models.ForeignKey("registry.Area", on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    name = models.CharField(_("file"), max_length=200)
    stored = models.CharField(max_length=200, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    sha256 = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.UPLOADED)
    mapping = models.JSONField(default=dict, blank=True)
    sheets = models.JSONField(default=list, blank=True)
    notes = models.JSONField(default=list, blank=True)
    existing = models.CharField(
        _("records that are there already"), max_length=6, choices=Existing.choices, default=Existing.UPDATE
    )
    run = models.PositiveIntegerField(default=0)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(_("uploaded at"), default=clock.now)
    applied_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    reverted_at = models.DateTimeField(_("reverted at"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Spot:
        """Where permission for this import is asked."""
        return Spot((self.area.path,))


class ImportRow(models.Model):
    """One row. ``(batch, run, number)`` is once, so whatever is done twice is done to the same row."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    run = models.PositiveIntegerField()
    number = models.PositiveIntegerField(_("number"))
    sheet = models.CharField(_("sheet"), max_length=200, blank=True)
    row = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    outcome = models.CharField(_("result of the check"), max_length=10, choices=RowOutcome.choices)
    errors = models.JSONField(default=list)
    questions = models.JSONField(default=list)
    asks = models.BooleanField(default=False)
    against = models.BigIntegerField(null=True)
    against_version = models.PositiveIntegerField(null=True)
    decision = models.CharField(_("decision"), max_length=4, choices=Decision.choices, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=RowState.choices, blank=True, default="")
    record = models.BigIntegerField(null=True)
    record_version = models.PositiveIntegerField(null=True)
    before = models.JSONField(null=True)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["batch", "run", "outcome", "number"], name="import_row_outcome")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"
