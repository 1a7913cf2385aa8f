"""Where a visitor was when a visit was logged: coarse, by a separate consent, gone when it is withdrawn."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.models.visit import Visit

STEP = Decimal("0.01")
"""Degrees to which a position is rounded before it is kept: about a kilometre."""


class VisitPosition(models.Model):
    """One for each visit; rounded to ``STEP``. The position as it was read is kept nowhere."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="position", verbose_name=_("visit"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="visit_positions", verbose_name=_("account")
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=4, decimal_places=2, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=5, decimal_places=2, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    noted_at = models.DateTimeField(_("noted at"), default=clock.now, db_index=True)

    class Meta:
        verbose_name = _("position of a visit")
        verbose_name_plural = _("positions of visits")
        ordering = ["-noted_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.latitude}, {self.longitude}"
