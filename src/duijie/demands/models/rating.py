"""What the firm says of the result of its demand."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.models.demand import Demand


class Satisfaction(models.IntegerChoices):
    VERY_SATISFIED = 5, _("very satisfied")
    SATISFIED = 4, _("satisfied")
    FAIR = 3, _("fair")
    DISSATISFIED = 2, _("dissatisfied")
    VERY_DISSATISFIED = 1, _("very dissatisfied")


class Rating(models.Model):
    """One for each demand; the firm can change it, and the audit keeps what it said before."""

    demand = models.OneToOneField(Demand, on_delete=models.CASCADE, related_name="rating", verbose_name=_("demand"))
    satisfaction = models.PositiveSmallIntegerField(
        _("satisfaction"), choices=Satisfaction.choices, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.CharField(_("comment of the firm"), max_length=500, blank=True)
    is_confirmed = models.BooleanField(_("the firm confirms that the problem is solved"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ratings", verbose_name=_("rated by")
    )
    rated_at = models.DateTimeField(_("rated at"), default=clock.now)

    class Meta:
        verbose_name = _("rating by the firm")
        verbose_name_plural = _("ratings by firms")

    def __str__(self) -> str:
        return str(self.get_satisfaction_display())
