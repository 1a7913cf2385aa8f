"""A work log: what somebody posted did on a day, where, and for how long; and the day's hours altogether."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.demands.models import Demand
from duijie.programmes.models.postings.posting import Posting
from duijie.programmes.models.worklogs.contact import HostContact
from duijie.programmes.service_states import LIVING_LOG, PENDING_LOG, LogState

DAY = 24 * 60
"""Minutes of a day."""


class LogKind(models.TextChoices):
    ON_SITE = "on_site", _("service on site")
    REMOTE = "remote", _("service from afar")
    RESEARCH = "research", _("joint research")
    TRAINING = "training", pgettext_lazy("kind of work", "training")
    MEETING = "meeting", _("meeting, docking")
    OTHER = "other", pgettext_lazy("kind of work", "other")


class ConfirmedBy(models.TextChoices):
    ACCOUNT = "account", _("by account")
    LINK = "link", _("by link")
    SLIP = "slip", _("by stamped slip")


class WorkLogQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; what was submitted, to whoever sees the posting."""
        if not holding(user, Permission.WORK_LOG_VIEW):
            return self.none()
        seen = Posting.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(by=user) | Q(submitted_at__isnull=False, posting__in=seen))


class WorkLog(models.Model):
    """``chain`` is shared by a log and its corrections: one of them is counted, and one correction is under way, at
    most (constraints). ``submission`` is the number of the form, so that sending it twice makes one log."""

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="work_logs", verbose_name=_("posting"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="work_logs", verbose_name=_("logged by")
    )
    by_name = models.CharField(_("person posted"), max_length=60)
    kind = models.CharField(_("kind of work"), max_length=12, choices=LogKind.choices, default=LogKind.ON_SITE)
    worked_on = models.DateField(_("day of the work"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MinValueValidator(1), MaxValueValidator(DAY)])
    venue = models.CharField(_("where"), max_length=120)
    title = models.CharField(_("what was done"), max_length=200)
    notes = models.TextField(_("notes of the work"), blank=True)
    demand = models.ForeignKey(
        Demand, on_delete=models.PROTECT, null=True, blank=True, related_name="work_logs",
        verbose_name=_("demand of the work"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=16, choices=LogState.choices, default=LogState.DRAFT)
    chain = models.CharField(max_length=32, editable=False)
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    submission = models.CharField(max_length=36, blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    contact = models.ForeignKey(
        HostContact, on_delete=models.PROTECT, null=True, blank=True, related_name="answered_logs",
        verbose_name=_("contact of a host unit"),
    )  # fmt: skip
    confirmed_how = models.CharField(_("confirmed"), max_length=8, choices=ConfirmedBy.choices, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("approved by"),
    )  # fmt: skip
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    created_at = models.DateTimeField(_("entered at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    objects = WorkLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("work log")
        verbose_name_plural = _("work logs")
        ordering = ["-worked_on", "-pk"]
        indexes = [
            models.Index(fields=["-worked_on", "-id"], name="work_log_list"),
            models.Index(fields=["posting", "state"], name="work_log_posting"),
            models.Index(fields=["by", "worked_on"], name="work_log_day"),
            models.Index(fields=["state", "submitted_at"], name="work_log_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "submission"], condition=~Q(submission=""), name="work_log_sent_once"
            ),
            models.UniqueConstraint(
                fields=["chain"], condition=Q(state=LogState.COUNTED), name="work_log_counted_once"
            ),
            models.UniqueConstraint(
                fields=["chain"], condition=Q(state__in=sorted(PENDING_LOG)), name="work_log_pending_once"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=DAY), name="work_log_within_a_day"),
            models.CheckConstraint(
                condition=~Q(state=LogState.COUNTED) | Q(counted_at__isnull=False, approved_by__isnull=False),
                name="work_log_counted_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """What the audit calls it, which is never changed: no name that may have to be erased."""
        return f"work log {self.pk}"

    @property
    def place(self) -> Place:
        """That of the posting, whose ``host__area``, ``host__zone`` and programme must be loaded."""
        return self.posting.place

    @property
    def hours(self) -> float:
        return round(self.minutes / 60, 2)


class WorkDay(models.Model):
    """The minutes of one account on one day over all its postings: where the 24 hours of a day are held."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="work_days", verbose_name=_("account")
    )
    day = models.DateField(_("day of the work"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0)

    class Meta:
        verbose_name = _("working day of a person posted")
        verbose_name_plural = _("working days of persons posted")
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(fields=["account", "day"], name="work_day_once"),
            models.CheckConstraint(condition=Q(minutes__lte=DAY), name="work_day_has_24_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.minutes}"


class WorkLogPhoto(models.Model):
    """A photo of the work, or that of the stamped slip; place and device are taken out before it is kept."""

    log = models.ForeignKey(WorkLog, on_delete=models.CASCADE, related_name="photos", verbose_name=_("work log"))
    is_slip = models.BooleanField(_("stamped slip"), default=False)
    name = models.CharField(_("file"), max_length=120)
    stored = models.CharField(max_length=200)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("added at"), default=clock.now)

    class Meta:
        verbose_name = _("photo of a work log")
        verbose_name_plural = _("photos of work logs")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["log", "sha256"], name="work_log_photo_once")]

    def __str__(self) -> str:
        return self.name


class WorkLogPosition(models.Model):
    """Where a log was written: rounded, by a separate consent, and gone when that is withdrawn."""

    log = models.OneToOneField(WorkLog, on_delete=models.CASCADE, related_name="position", verbose_name=_("work log"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="work_log_positions",
        verbose_name=_("account"),
    )  # fmt: skip
    latitude = models.DecimalField(_("latitude"), max_digits=4, decimal_places=2)
    longitude = models.DecimalField(_("longitude"), max_digits=5, decimal_places=2)
    noted_at = models.DateTimeField(_("noted at"), default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("position of a work log")
        verbose_name_plural = _("positions of work logs")
        ordering = ["-noted_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.latitude}, {self.longitude}"


__all__ = ["DAY", "LIVING_LOG", "ConfirmedBy", "LogKind", "WorkDay", "WorkLog", "WorkLogPhoto", "WorkLogPosition"]
