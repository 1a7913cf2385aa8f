"""Matching the registers: one run over the demands of an area, and the candidates that it found both ways."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.models import Job
from duijie.demands.models import Demand
from duijie.matching.models.list_result import ItemSide
from duijie.matching.models.of_areas import OfAreasQuerySet
from duijie.matching.models.ranking_model import RankingModel
from duijie.registry.models import Area


class MatchRunQuerySet(OfAreasQuerySet):
    """The runs over areas in which one may see matches."""

    permission = Permission.MATCH_VIEW


class MatchRun(models.Model):
    """One run. Its candidates are kept until the next run over the same area is done; its summary stays.

    ``ranking_model`` says who graded; none is the shipped calibration. ``most_shown`` and ``diversity`` are those of
    the core's ``MatchSettings``: 0 shows candidates as they come.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="match_runs", verbose_name=_("area"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("started by")
    )
    job = models.OneToOneField(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    created_at = models.DateTimeField(_("started at"), default=clock.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    engine = models.CharField(_("folder of the matcher"), max_length=80, blank=True)
    summary = models.JSONField(_("summary"), default=dict, blank=True)
    ranking_model = models.ForeignKey(
        RankingModel, on_delete=models.PROTECT, null=True, blank=True, related_name="runs",
        verbose_name=_("ranking model"),
    )  # fmt: skip
    most_shown = models.PositiveIntegerField(_("shown to at most so many demands"), default=0)
    diversity = models.FloatField(_("diversity of the first ten"), default=0.0)
    is_current = models.BooleanField(_("newest of its area"), default=False)

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("match run")
        verbose_name_plural = _("match runs")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["area"], condition=Q(is_current=True), name="match_run_current_once")
        ]

    def __str__(self) -> str:
        return f"{self.area} · {self.created_at:%Y-%m-%d}"

    @property
    def has_limits(self) -> bool:
        """Whether what is shown was limited on request."""
        return self.most_shown > 0 or self.diversity > 0

    @property
    def place(self) -> Place:
        return Place(paths=(self.area.path,))


class SupplyKind(models.TextChoices):
    """The registers that can answer a demand; the values are those of the matching core."""

    ACHIEVEMENT = "achievement", _("achievement")
    EXPERT = "expert", _("expert")
    SERVICE = "service", _("service")
    CARRIER = "carrier", _("carrier")


class Candidate(models.Model):
    """An item of supply for a demand (``direction`` demand), or, turned round, a demand for an item of supply.

    ``supply`` is the number of the record in the register of its ``kind``.
    """

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="candidates")
    direction = models.CharField(_("direction"), max_length=8, choices=ItemSide.choices)
    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="candidates")
    kind = models.CharField(_("kind"), max_length=12, choices=SupplyKind.choices)
    supply = models.PositiveBigIntegerField(_("supply"))
    rank = models.PositiveSmallIntegerField(_("rank"))
    raw = models.FloatField(_("raw score"))
    score = models.FloatField(_("score"))
    level = models.PositiveSmallIntegerField(_("level"))
    forward = models.FloatField(_("forward"))
    backward = models.FloatField(_("backward"))
    reasons = models.JSONField(default=dict)
    is_new = models.BooleanField(_("new since the last run"), default=False)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "direction", "demand", "kind", "supply"], name="candidate_once_a_direction"
            )
        ]
        indexes = [
            models.Index(fields=["demand", "direction", "rank"], name="candidate_by_demand"),
            models.Index(fields=["kind", "supply", "direction", "rank"], name="candidate_by_supply"),
            # The demands of a run by their best candidate, and whether there is anything new: no reasons are read.
            # ``rank`` is always 1 there; SQLite looks at it all the same, and would read the row for it.
            models.Index(
                fields=["run", "direction", "rank", "level", "score", "demand"],
                condition=Q(rank=1),
                name="candidate_best",
            ),
            models.Index(fields=["run", "direction", "demand"], condition=Q(is_new=True), name="candidate_new"),
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} × {self.kind} {self.supply}"
