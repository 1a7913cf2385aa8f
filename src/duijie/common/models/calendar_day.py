"""Days that differ from the plain Monday-to-Friday week."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    HOLIDAY = "holiday", _("day off")
    MAKE_UP = "make_up_workday", _("make-up working day")


class CalendarDay(models.Model):
    """Loaded from a library, corrected by staff: a row of ``staff`` origin is never overwritten by a later load."""

    class Origin(models.TextChoices):
        LIBRARY = "library", _("holiday library")
        STAFF = "staff", _("entered by staff")

    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=DayKind.choices)
    name = models.CharField(_("name"), max_length=80, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    origin = models.CharField(_("source"), max_length=10, choices=Origin.choices, default=Origin.STAFF)
    note = models.CharField(_("document it rests on"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"
