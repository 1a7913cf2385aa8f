"""What came out of matching two lists: the rows that took part and the pairs that were shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.matching.models.list_match import ListMatch


class ItemSide(models.TextChoices):
    DEMAND = "demand", _("demand")
    SUPPLY = "supply", _("supply")


class ListItem(models.Model):
    """One row of a list as it was understood. ``unmatched`` says, in both languages, why nothing fits."""

    list_match = models.ForeignKey(ListMatch, on_delete=models.CASCADE, related_name="items")
    side = models.CharField(_("side"), max_length=8, choices=ItemSide.choices)
    key = models.CharField(_("id"), max_length=200)
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=12)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"))
    data = models.JSONField(default=dict)
    best_level = models.PositiveSmallIntegerField(_("best level"), default=1)
    best_score = models.FloatField(_("best score"), default=0)
    unmatched = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("list row")
        verbose_name_plural = _("list rows")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["list_match", "side", "key"], name="list_item_key_once")]
        indexes = [models.Index(fields=["list_match", "side", "position"], name="list_item_position")]

    def __str__(self) -> str:
        return self.title or self.key


class ListPair(models.Model):
    """A candidate that was shown: for a demand (``direction`` demand) or, turned round, for an item of supply."""

    list_match = models.ForeignKey(ListMatch, on_delete=models.CASCADE, related_name="pairs")
    direction = models.CharField(_("direction"), max_length=8, choices=ItemSide.choices)
    demand = models.ForeignKey(ListItem, on_delete=models.CASCADE, related_name="+")
    supply = models.ForeignKey(ListItem, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField(_("rank"))
    raw = models.FloatField(_("raw score"))
    score = models.FloatField(_("score"))
    level = models.PositiveSmallIntegerField(_("level"))
    forward = models.FloatField(_("forward"))
    backward = models.FloatField(_("backward"))
    reasons = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["list_match", "direction", "demand", "supply"], name="list_pair_once_a_direction"
            )
        ]
        indexes = [
            models.Index(fields=["demand", "direction", "rank"], name="list_pair_by_demand"),
            models.Index(fields=["supply", "direction", "rank"], name="list_pair_by_supply"),
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} × {self.supply_id}"
