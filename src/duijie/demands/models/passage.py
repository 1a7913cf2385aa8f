"""When a demand first reached each stage on its way: what funnels and work reports count by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.demands.models.demand import Demand


class Passage(models.Model):
    """One row for each demand that has taken a step. A day is that of the *first* time, so a demand that is taken back
    or reopened is counted once; ``reopened_on`` is the last time it was. Kept in a row of its own, so that counting
    reads neither texts nor the audit.

    ``taken_over`` holds, once a record was merged into this one, the days of either: by the number of the record that
    is gone, and this one's as ``own``. The columns tell the first of them.
    """

    demand = models.OneToOneField(Demand, on_delete=models.CASCADE, related_name="passage", verbose_name=_("demand"))
    verified_on = models.DateField(_("first verified on"), null=True, blank=True)
    published_on = models.DateField(_("first published on"), null=True, blank=True)
    matched_on = models.DateField(_("first matched on"), null=True, blank=True)
    contacted_on = models.DateField(_("first in contact on"), null=True, blank=True)
    negotiating_on = models.DateField(_("first in negotiation on"), null=True, blank=True)
    solving_on = models.DateField(_("work first begun on"), null=True, blank=True)
    solved_on = models.DateField(_("first solved on"), null=True, blank=True)
    unsolved_on = models.DateField(_("first given up on"), null=True, blank=True)
    reopened_on = models.DateField(_("last reopened on"), null=True, blank=True)
    taken_over = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("passage of a demand")
        verbose_name_plural = _("passages of demands")

    def __str__(self) -> str:
        return str(self.demand_id)
