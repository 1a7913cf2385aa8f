"""What an office thinks of a candidate: shortlisted, or dismissed with a reason."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.models import Demand
from duijie.matching.models.match_run import SupplyKind
from duijie.matching.states import Reason


class ChoiceKind(models.TextChoices):
    SHORTLISTED = "shortlisted", _("shortlisted")
    DISMISSED = "dismissed", _("dismissed")


class Choice(models.Model):
    """One for each pair; it outlives runs. Dismissals with their reasons are what a ranking model learns from."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="choices")
    kind = models.CharField(_("kind"), max_length=12, choices=SupplyKind.choices)
    supply = models.PositiveBigIntegerField(_("supply"))
    choice = models.CharField(_("choice"), max_length=12, choices=ChoiceKind.choices)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["demand", "kind", "supply"], name="choice_once")]

    def __str__(self) -> str:
        return f"{self.demand_id} × {self.kind} {self.supply}: {self.choice}"
