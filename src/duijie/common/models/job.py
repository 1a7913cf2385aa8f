"""A piece of long work. The row is the truth; the queue carries only its id."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.scope import ScopedQuerySet


class JobState(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    SUCCEEDED = "succeeded", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (JobState.QUEUED, JobState.RUNNING)
CLOSED = (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)


class JobQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> "JobQuerySet":
        """One's own jobs; all of them for those who look after the system."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self if user.has_perm("job.view_all") else self.filter(by=user)


class Job(models.Model):
    """``attempt`` only grows and fences off a worker that has lost its lease: what it still writes matches no row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60, db_index=True)
    key = models.CharField(_("key"), max_length=200, unique=True, null=True, blank=True)
    params = models.JSONField(_("parameters"), default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name=_("started by"),
    )
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    stage = models.CharField(_("stage"), max_length=60, blank=True)
    done = models.PositiveBigIntegerField(_("done"), default=0)
    total = models.PositiveBigIntegerField(_("total"), default=0)
    log = models.JSONField(_("log"), default=list, blank=True)
    error = models.JSONField(_("error"), null=True, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)
    kept = models.JSONField(_("what need not be done again"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), default=clock.now)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    enqueued_at = models.DateTimeField(_("put into the queue at"), null=True, blank=True)
    enqueued = models.PositiveSmallIntegerField(_("times put into the queue"), default=0)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    worker = models.CharField(_("worker"), max_length=32, blank=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    attempts_allowed = models.PositiveSmallIntegerField(_("attempts allowed"), default=3)
    cancel_requested_at = models.DateTimeField(_("cancel requested at"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at", "pk"]
        indexes = [models.Index(fields=["state", "lease_until"], name="job_state_lease")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running", lease_until__isnull=False) | (~Q(state="running") & Q(lease_until=None)),
                name="job_lease_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at=None)
                | (~Q(state__in=["queued", "running"]) & Q(finished_at__isnull=False)),
                name="job_finished_once_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN
