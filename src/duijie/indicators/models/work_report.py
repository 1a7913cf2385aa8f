"""Work reports (工作总结): figures of an area and period as they were at one moment, and the documents made of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.models import Job
from duijie.matching.models.of_areas import OfAreasQuerySet
from duijie.registry.models import Area

FOLDER = "work_reports/"
"""Where the documents lie, below the files of the platform."""


class WorkReportQuerySet(OfAreasQuerySet):
    """The reports of areas in which one may see them."""

    permission = Permission.REPORT_VIEW


class WorkReport(models.Model):
    """``figures`` are those of ``report_figures`` and never change once they are counted; ``fingerprint`` is theirs.

    ``cases`` are the typical cases as they were told; ``cases_by_hand``: an officer chose them. ``base`` is the address
    of the site under which links lead to evidence. ``repeats`` is the report that was made again by this one.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="work_reports", verbose_name=_("area"))
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    title = models.CharField(_("title of the report"), max_length=120)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    base = models.CharField(_("address of the site"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"), default=clock.now)
    job = models.OneToOneField(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True)
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    cases = models.JSONField(_("typical cases"), default=list, blank=True)
    cases_by_hand = models.BooleanField(_("cases chosen by hand"), default=False)
    document = models.FileField(_("Word document"), upload_to=FOLDER, blank=True)
    paper = models.FileField(_("PDF"), upload_to=FOLDER, blank=True)
    repeats = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="repeated", verbose_name=_("made again")
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)

    objects = WorkReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("work report")
        verbose_name_plural = _("work reports")
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(first__lte=F("last")), name="work_report_days_in_order")]
        indexes = [models.Index(fields=["area", "-created_at"], name="work_report_area")]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        """Where permissions are looked up; ``area`` must be loaded."""
        return Place(paths=(self.area.path,))

    @property
    def is_ready(self) -> bool:
        """Whether its documents are there."""
        return bool(self.document and self.paper)
