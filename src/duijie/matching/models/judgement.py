"""How well a pair fits, said by an officer: a level from 1 to 4."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.models import Demand
from duijie.matching.models.match_run import SupplyKind

LOWEST, HIGHEST = 1, 4


class Judgement(models.Model):
    """One for each pair, the last word; earlier ones are in the audit. What a ranking model learns from most."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="judgements")
    kind = models.CharField(_("kind"), max_length=12, choices=SupplyKind.choices)
    supply = models.PositiveBigIntegerField(_("supply"))
    level = models.PositiveSmallIntegerField(
        _("level"), validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["demand", "kind", "supply"], name="judgement_once"),
            models.CheckConstraint(condition=Q(level__gte=LOWEST, level__lte=HIGHEST), name="judgement_level"),
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} × {self.kind} {self.supply}: {self.level}"
