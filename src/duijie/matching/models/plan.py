"""A plan of who serves whom for the demands of an area: its settings, its state and what came out."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.models import Job
from duijie.matching.models.match_run import MatchRun
from duijie.matching.models.of_areas import OfAreasQuerySet
from duijie.matching.plan_states import PlanObjective, PlanState
from duijie.registry.models import Area

MOST_COVER = 20
MOST_LOAD = 10_000
MOST_SECONDS = 600


class AssignmentPlanQuerySet(OfAreasQuerySet):
    """The plans of areas in which one may see plans."""

    permission = Permission.PLAN_VIEW


class AssignmentPlan(models.Model):
    """Settings, and the result in numbers. Rows of ``generation`` are the present ones: a job writes the next beside
    them and puts them in their place at once.

    ``kinds`` and ``states`` are lists with commas; ``cover``, ``least``, ``most`` hold where a row says nothing else.
    ``result`` holds the totals and every breach, ``clash`` the wishes that cannot all be met.
    """

    title = models.CharField(_("name"), max_length=120)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="plans", verbose_name=_("area"))
    run = models.ForeignKey(
        MatchRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="plans", verbose_name=_("match run")
    )
    kinds = models.CharField(_("supply"), max_length=60)
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=10, blank=True)
    states = models.CharField(_("states of the demands"), max_length=60, blank=True)
    lowest = models.PositiveSmallIntegerField(
        _("lowest level"), default=2, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    cover = models.PositiveSmallIntegerField(
        _("suppliers a demand needs"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_COVER)]
    )
    least = models.PositiveSmallIntegerField(
        _("demands each must serve"), default=0, validators=[MaxValueValidator(MOST_LOAD)]
    )
    most = models.PositiveSmallIntegerField(
        _("demands each may serve"), default=3, validators=[MinValueValidator(1), MaxValueValidator(MOST_LOAD)]
    )
    one_per_organisation = models.BooleanField(_("of one organisation one at most for a demand"), default=False)
    objective = models.CharField(
        _("what counts"), max_length=8, choices=PlanObjective.choices, default=PlanObjective.TOTAL
    )
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("previous plan")
    )
    stability = models.FloatField(
        _("worth of keeping a pair"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    seconds = models.PositiveSmallIntegerField(
        _("seconds to compute"), default=60, validators=[MinValueValidator(1), MaxValueValidator(MOST_SECONDS)]
    )
    state = models.CharField(_("state"), max_length=12, choices=PlanState.choices, default=PlanState.DRAFTED)
    version = models.PositiveIntegerField(_("version"), default=1)
    generation = models.PositiveBigIntegerField(_("generation"), default=0)
    job = models.ForeignKey(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    result = models.JSONField(_("result"), default=dict, blank=True)
    clash = models.JSONField(_("clash"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    computed_at = models.DateTimeField(_("computed at"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)

    objects = AssignmentPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment plan")
        verbose_name_plural = _("assignment plans")
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["-changed_at", "-id"], name="plan_list")]
        constraints = [
            models.CheckConstraint(condition=Q(most__gte=models.F("least")), name="plan_least_below_most"),
            models.CheckConstraint(
                condition=~Q(state=PlanState.RELEASED) | Q(released_at__isnull=False), name="plan_released_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        return Place(paths=(self.area.path,))

    @property
    def kind_list(self) -> list[str]:
        return [kind for kind in self.kinds.split(",") if kind]

    @property
    def state_list(self) -> list[str]:
        return [state for state in self.states.split(",") if state]

    @property
    def is_busy(self) -> bool:
        """Whether it is being computed."""
        return self.job is not None and self.job.is_open
