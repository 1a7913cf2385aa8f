"""Awards (奖励): what was awarded to whom, and from where it is known."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.registry.models import Record
from duijie.registry.models.record import LIVING, PLACE, SCOPE


class WinnerKind(models.TextChoices):
    WITH_RESEARCH_UNIT = "with_research_unit", _("enterprise with a research unit")
    ENTERPRISE = "enterprise", _("enterprise alone")
    RESEARCH_UNIT = "research_unit", _("research unit alone")
    OTHER = "other", _("other winner")


class AwardLevel(models.TextChoices):
    NATIONAL = "national", _("national award")
    PROVINCIAL = "provincial", _("provincial award")
    CITY = "city", _("city award")
    SOCIETY = "society", _("award of a society")


class Award(Record):
    """A project that won an award. ``organisation`` is the first winner; ``source`` says from where it is known:
    an entry without one is kept and not counted."""

    noun = "award"

    title = models.CharField(_("project awarded"), max_length=200)
    award = models.CharField(_("award"), max_length=120, blank=True)
    level = models.CharField(
        _("level of the award"), max_length=10, choices=AwardLevel.choices, default=AwardLevel.PROVINCIAL
    )
    grade = models.CharField(_("class of the award"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(
        _("year of the award"), null=True, blank=True, validators=[MinValueValidator(1949), MaxValueValidator(2100)]
    )
    winner_kind = models.CharField(
        _("kind of winner"), max_length=20, choices=WinnerKind.choices, default=WinnerKind.OTHER
    )
    research_unit = models.CharField(_("research unit"), max_length=120, blank=True)
    people = models.CharField(_("persons awarded"), max_length=300, blank=True)
    station_name = models.CharField(_("station it came of"), max_length=200, blank=True)
    source = models.CharField(_("source of the entry"), max_length=200, blank=True)
    source_on = models.DateField(_("day of the source"), null=True, blank=True)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["-year", "title", "pk"]
        indexes = [
            models.Index(
                fields=["-year", "title", "id", *SCOPE, "level", "winner_kind"], condition=LIVING, name="award_list"
            ),
            models.Index(fields=["archived_at", "disclosure", *PLACE, "id"], name="award_scope"),
        ]

    def __str__(self) -> str:
        return self.title
