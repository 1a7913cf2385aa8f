"""A technical problem that firms share: the demands in which they state it, and its one solution."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.demands.common_states import CommonState, MemberState
from duijie.demands.grades import EvidenceKind
from duijie.demands.models.demand import Demand
from duijie.demands.models.results import Contract
from duijie.registry.models import Achievement, Area, Language
from duijie.registry.models.area import lies_in


class CommonProblemQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those that belong to one's areas, and those in which firms of one's areas take part."""
        held = holding(user, Permission.COMMON_PROBLEM_VIEW)
        if any(grant.reach is Reach.EVERYWHERE for grant in held):
            return self
        reached = Q(pk__in=())
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                within = lies_in(grant.path, "demand__area", "demand__zone")
                members = CommonMember.objects.filter(within, problem=OuterRef("pk")).order_by()
                # One is looked for in each problem of another area. EXISTS would have PostgreSQL look through the
                # demands of the whole area first.
                one = Subquery(members.exclude(state=MemberState.REMOVED).values("pk")[:1])
                reached |= Q(area__path__startswith=grant.path) | Q(GreaterThan(one, 0))
        return self.filter(reached)


class CommonProblem(models.Model):
    """``area`` is the smallest area in which all its firms lie; who is in charge there is in charge of the problem.

    ``is_touched``: a person has had a hand in it, and a search leaves it as it is. ``found`` says how a search came to
    it: the least likeness it asked for, the words that its demands share.
    """

    title = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.CHINESE)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="common_problems", verbose_name=_("area"))
    state = models.CharField(
        _("state"), max_length=10, choices=CommonState.choices, default=CommonState.SUGGESTED, db_index=True
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    likeness = models.FloatField(_("likeness"), null=True, blank=True)
    found = models.JSONField(default=dict, blank=True)
    found_at = models.DateTimeField(_("found at"), null=True, blank=True)
    is_touched = models.BooleanField(default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("named by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("made at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    solved_on = models.DateField(_("solved on"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    is_demo = models.BooleanField(_("demo data"), default=False)

    objects = CommonProblemQuerySet.as_manager()

    class Meta:
        verbose_name = _("common technical problem")
        verbose_name_plural = _("common technical problems")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="common_problem_list"),
            models.Index(fields=["state", "solved_on"], name="common_problem_solved"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CommonState.SOLVED) | Q(solved_on__isnull=False),
                name="common_problem_solved_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        return Place(paths=(self.area.path,))


class CommonMember(models.Model):
    """A demand in which a firm states the problem, and why it is thought so. One that was taken out stays noted, so
    that no search brings it back."""

    problem = models.ForeignKey(CommonProblem, on_delete=models.CASCADE, related_name="members")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="common", verbose_name=_("demand"))
    state = models.CharField(_("state"), max_length=10, choices=MemberState.choices, default=MemberState.MEMBER)
    likeness = models.FloatField(_("likeness to the others"), null=True, blank=True)
    words = models.JSONField(_("shared words"), default=list, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("taken in by"),
    )  # fmt: skip
    at = models.DateTimeField(_("since"), default=clock.now)

    class Meta:
        verbose_name = _("demand of a common problem")
        verbose_name_plural = _("demands of a common problem")
        ordering = ["-likeness", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["problem", "demand"], name="common_member_once"),
            models.UniqueConstraint(
                fields=["demand"], condition=Q(state=MemberState.MEMBER), name="common_member_of_one"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.problem_id} · {self.demand_id}"


class CommonSolution(models.Model):
    """What solves the problem, recorded once for all its firms: an achievement, a contract, a paper that proves it."""

    problem = models.OneToOneField(CommonProblem, on_delete=models.CASCADE, related_name="solution")
    summary = models.TextField(_("what solves it"))
    achievement = models.ForeignKey(
        Achievement, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("achievement")
    )
    contract = models.ForeignKey(
        Contract, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("technology contract"),
    )  # fmt: skip
    evidence_kind = models.CharField(_("kind of evidence"), max_length=12, choices=EvidenceKind.choices, blank=True)
    evidence_title = models.CharField(_("what it proves"), max_length=300, blank=True)
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    document_number = models.CharField(_("number of the document"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    at = models.DateTimeField(_("recorded at"), default=clock.now)

    class Meta:
        verbose_name = _("solution of a common problem")
        verbose_name_plural = _("solutions of common problems")

    def __str__(self) -> str:
        return self.summary[:60]


class CommonEvent(models.Model):
    """What happened to a problem, for those who work on it; the audit has the same with more about who."""

    problem = models.ForeignKey(CommonProblem, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("at"), default=clock.now)
    verb = models.CharField(_("verb"), max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("by"),
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("event of a common problem")
        verbose_name_plural = _("events of common problems")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.problem_id} · {self.verb}"
