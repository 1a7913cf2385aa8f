"""What a plan consists of: its demands, its rows of supply, the pairs that may be chosen, and who is kept apart.

Rows carry the generation of the plan in which they were written. None is unique by demand or by item of supply, so that
two records that a plan names can be made one; ``position`` is, so that two writers cannot add the same row.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.models import Demand
from duijie.matching.models.match_run import SupplyKind
from duijie.matching.models.plan import MOST_COVER, MOST_LOAD, AssignmentPlan
from duijie.matching.models.proposal import Proposal
from duijie.matching.plan_states import BETWEEN_ORGANISATIONS, Ban, Mark
from duijie.matching.states import CHOSEN_BY_HAND
from duijie.registry.models import Organisation


class PlanDemand(models.Model):
    """A demand of a plan. ``cover``: how many it needs, where that differs; ``short``: why places stayed empty."""

    plan = models.ForeignKey(AssignmentPlan, on_delete=models.CASCADE, related_name="demands")
    generation = models.PositiveBigIntegerField()
    position = models.PositiveIntegerField(_("position"))
    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="plan_rows", verbose_name=_("demand"))
    cover = models.PositiveSmallIntegerField(
        _("suppliers it needs"), null=True, blank=True, validators=[MaxValueValidator(MOST_COVER)]
    )
    given = models.PositiveSmallIntegerField(_("has"), default=0)
    short = models.JSONField(_("why places stayed empty"), null=True, blank=True)

    class Meta:
        verbose_name = _("demand of a plan")
        verbose_name_plural = _("demands of plans")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "generation", "position"], name="plan_demand_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} · {self.demand_id}"

    @property
    def needs(self) -> int:
        """How many suppliers it needs."""
        return self.plan.cover if self.cover is None else self.cover


class PlanSupply(models.Model):
    """A row of supply of a plan. ``least`` and ``most`` where they differ; ``capacity`` is what the register says."""

    plan = models.ForeignKey(AssignmentPlan, on_delete=models.CASCADE, related_name="supplies")
    generation = models.PositiveBigIntegerField()
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=12, choices=SupplyKind.choices)
    supply = models.PositiveBigIntegerField(_("supply"))
    title = models.CharField(_("title of the supply"), max_length=300)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("organisation"),
    )  # fmt: skip
    least = models.PositiveSmallIntegerField(
        _("at least"), null=True, blank=True, validators=[MaxValueValidator(MOST_LOAD)]
    )
    most = models.PositiveSmallIntegerField(
        _("at most"), null=True, blank=True, validators=[MaxValueValidator(MOST_LOAD)]
    )
    capacity = models.PositiveSmallIntegerField(_("capacity in the register"), null=True, blank=True)
    load = models.PositiveIntegerField(_("serves"), default=0)
    total = models.FloatField(_("sum of scores"), default=0)

    class Meta:
        verbose_name = _("supply of a plan")
        verbose_name_plural = _("supply of plans")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "generation", "position"], name="plan_supply_position_once"),
            models.CheckConstraint(
                condition=Q(least=None) | Q(most=None) | Q(most__gte=F("least")), name="plan_supply_least_below_most"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def at_least(self) -> int:
        """How many demands it must serve."""
        return self.plan.least if self.least is None else self.least

    @property
    def at_most(self) -> int:
        """How many demands it may serve: its own number, else the register's capacity, else that of the plan."""
        if self.most is not None:
            return self.most
        return self.plan.most if self.capacity is None else self.capacity


class PlanPair(models.Model):
    """A pair that may be chosen, or that is forbidden. ``marked_by`` is none for what a rule marked: what
    it forbids, and what is fixed because it is under way since the plan before.
    """

    plan = models.ForeignKey(AssignmentPlan, on_delete=models.CASCADE, related_name="pairs")
    generation = models.PositiveBigIntegerField()
    demand = models.ForeignKey(PlanDemand, on_delete=models.CASCADE, related_name="pairs")
    supply = models.ForeignKey(PlanSupply, on_delete=models.CASCADE, related_name="pairs")
    score = models.FloatField(_("score"))
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    headline = models.JSONField(_("reason in a sentence"), default=dict, blank=True)
    mark = models.CharField(_("mark"), max_length=10, choices=Mark.choices, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Ban.choices, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("marked by"),
    )  # fmt: skip
    is_chosen = models.BooleanField(_("in the plan"), default=False)
    was_chosen = models.BooleanField(_("in the previous plan"), default=False)
    is_added = models.BooleanField(_("added by hand"), default=False)
    proposal = models.ForeignKey(
        Proposal, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("proposal")
    )

    class Meta:
        verbose_name = _("pair of a plan")
        verbose_name_plural = _("pairs of plans")
        ordering = ["demand", "-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["demand", "supply"], name="plan_pair_once"),
            models.CheckConstraint(condition=~Q(mark=Mark.FORBIDDEN, is_chosen=True), name="plan_pair_not_forbidden"),
        ]
        indexes = [
            models.Index(fields=["plan", "generation", "is_chosen", "-score"], name="plan_pair_entries"),
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} × {self.supply_id}"

    @property
    def by_hand_words(self) -> str:
        return str(CHOSEN_BY_HAND)


class PlanConflict(models.Model):
    """Two organisations that are kept apart in a plan, and why: no pair of theirs is chosen. ``before``: what
    persons had wished of their pairs, and which were chosen (``domain.plan_conflicts``).
    """

    plan = models.ForeignKey(AssignmentPlan, on_delete=models.CASCADE, related_name="conflicts")
    first = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("first organisation")
    )
    second = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("second organisation")
    )
    reason = models.CharField(
        _("reason"), max_length=12, choices=[(one.value, one.label) for one in BETWEEN_ORGANISATIONS]
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=clock.now)
    before = models.JSONField(_("marks of the pairs before"), default=dict, blank=True)

    class Meta:
        verbose_name = _("conflict in a plan")
        verbose_name_plural = _("conflicts in plans")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(first=F("second")), name="plan_conflict_of_two")]

    def __str__(self) -> str:
        return f"{self.first_id} × {self.second_id}"
