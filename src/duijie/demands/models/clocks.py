"""Clocks of demands: the policies that say how long something may take, the clocks, their log, supervised handling."""

from datetime import time
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from duijie.accounts.access import Place, holding, paths_above
from duijie.accounts.models import Department
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.demands.clock_kinds import ClockDeed, ClockEnd, ClockKind, ClockUnit
from duijie.demands.models.demand import Demand, DemandKind
from duijie.registry.models import Area

MOST = 500  # working days or hours of a limit
MOST_DAYS = 100  # working days before or after it
USUAL_CHECKING, USUAL_CLOSING, USUAL_ANSWER = 3, 10, 10
"""Working days to begin with: judgements of ours, taken from no regulation."""
LIMIT = [MinValueValidator(1), MaxValueValidator(MOST)]


class ClockPolicyQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those for everywhere, for the areas of ``user``, for what lies above them and what lies below."""
        held = holding(user, Permission.CLOCK_POLICY_VIEW)
        if not held:
            return self.none()
        if any(grant.reach is Reach.EVERYWHERE for grant in held):
            return self
        near = Q(area=None)
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                above = paths_above(grant.path)
                near |= Q(area__path__in=above) | Q(area__path__startswith=grant.path)
        return self.filter(near)

    def in_force(self) -> Self:
        return self.filter(ended_at=None)


SHIPPED_NAMES = {"默认时限": _("Default deadlines")}
"""Names of policies that the platform brings along, in the language of the page."""
ENDED_WITH_CASE = gettext_noop("Ended when the demand was closed.")


def _unit(label: Any) -> Any:
    """In what a limit is counted."""
    return models.CharField(label, max_length=4, choices=ClockUnit.choices, default=ClockUnit.DAY)


class ClockPolicy(models.Model):
    """One version of a policy; a change makes a new row whose ``previous`` this is. Never changed, only ended.

    ``area`` None is everywhere, ``kind`` empty is all kinds. A limit that is None starts no clock. Where the policy
    names no ``head``, the leaders of the demand's own area are told. ``department`` answers demands of the kind, which
    is not technology, within ``answer_days``.
    """

    name = models.CharField(_("name of the policy"), max_length=60)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="clock_policies", verbose_name=_("area")
    )
    kind = models.CharField(_("kind of demand"), max_length=12, choices=DemandKind.choices, blank=True)
    checking = models.PositiveSmallIntegerField(
        _("limit of the check"), null=True, blank=True, default=USUAL_CHECKING, validators=LIMIT
    )
    checking_unit = _unit(_("unit of the check"))
    response = models.PositiveSmallIntegerField(
        _("limit of the first response"), null=True, blank=True, validators=LIMIT
    )
    response_unit = _unit(_("unit of the first response"))
    update = models.PositiveSmallIntegerField(_("limit of progress reports"), null=True, blank=True, validators=LIMIT)
    update_unit = _unit(_("unit of progress reports"))
    solution = models.PositiveSmallIntegerField(_("limit of the solution"), null=True, blank=True, validators=LIMIT)
    solution_unit = _unit(_("unit of the solution"))
    closing = models.PositiveSmallIntegerField(
        _("limit of closing"), null=True, blank=True, default=USUAL_CLOSING, validators=LIMIT
    )
    closing_unit = _unit(_("unit of closing"))
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="clock_policies",
        verbose_name=_("answered by"),
    )  # fmt: skip
    answer_days = models.PositiveSmallIntegerField(
        _("answer of the department, working days"), null=True, blank=True, default=USUAL_ANSWER, validators=LIMIT
    )
    morning_from = models.TimeField(_("office opens"), default=time(8, 30))
    morning_to = models.TimeField(_("noon break from"), default=time(12))
    afternoon_from = models.TimeField(_("noon break until"), default=time(14))
    afternoon_to = models.TimeField(_("office closes"), default=time(17, 30))
    reminder_days = models.PositiveSmallIntegerField(
        _("reminder, working days before"), default=1, validators=[MaxValueValidator(MOST_DAYS)]
    )
    pauses_for_enterprise = models.BooleanField(_("pauses while the firm is waited for"), default=True)
    pauses_for_expert = models.BooleanField(_("pauses while the expert is waited for"), default=True)
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("head of the case handler"),
    )  # fmt: skip
    supervise_days = models.PositiveSmallIntegerField(
        _("supervised handling, working days after"), null=True, blank=True, default=3,
        validators=[MaxValueValidator(MOST_DAYS)],
    )  # fmt: skip
    supervises_itself = models.BooleanField(_("supervised handling begins by itself"), default=False)
    recalculates = models.BooleanField(_("running clocks are calculated anew"), default=False)
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next", editable=False
    )
    made_at = models.DateTimeField(_("in force since"), default=clock.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("made by"),
    )  # fmt: skip
    reason = models.CharField(_("reason or document"), max_length=200, blank=True)
    ended_at = models.DateTimeField(_("in force until"), null=True, blank=True, editable=False)

    objects = ClockPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock policy")
        verbose_name_plural = _("clock policies")
        ordering = ["area__path", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind"], condition=Q(ended_at=None, area__isnull=False), name="clock_policy_of_area"
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(ended_at=None, area=None), name="clock_policy_of_everywhere"
            ),
            models.CheckConstraint(
                condition=Q(morning_from__lt=F("morning_to"))
                & Q(morning_to__lt=F("afternoon_from"))
                & Q(afternoon_from__lt=F("afternoon_to")),
                name="clock_policy_hours",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name

    @property
    def audit_label(self) -> str:
        """What the audit calls it, whoever's language."""
        return self.name

    @property
    def shown_name(self) -> str:
        """In the language of the page where it is the one that ships, as an office wrote it where it is not."""
        return str(SHIPPED_NAMES.get(self.name, self.name))

    @property
    def place(self) -> Place:
        """Where permissions on it are looked up; ``area`` must be loaded. Everywhere is reached from no area."""
        return Place(paths=(self.area.path,) if self.area is not None else ())

    def limit_of(self, kind: str) -> tuple[int, str] | None:
        """Amount and unit of a clock; None where this policy starts none."""
        amount = getattr(self, kind)
        return (amount, getattr(self, f"{kind}_unit")) if amount is not None else None

    def pauses_for(self, side: str) -> bool:
        return bool(side) and bool(getattr(self, f"pauses_for_{side}"))


class ClockQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of demands that the roles of ``user`` reach: how the office works is not for all who see a demand."""
        return self.filter(demand__in=Demand.objects.reached_by(user, Permission.DEMAND_VIEW))

    def open(self) -> Self:
        """Running or paused."""
        return self.filter(ended_at=None)


class DemandClock(models.Model):
    """One run of one clock of a demand. ``pauses`` are closed ones as ISO moments, from and until; ``paused_at`` the
    open one. ``told`` is the rank of what was told of it last, for the present ``due_at``; ``next_at`` when the next is
    to be told, None while it is paused, ended, or nothing is left."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="clocks", verbose_name=_("demand"))
    kind = models.CharField(_("clock"), max_length=8, choices=ClockKind.choices)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    policy = models.ForeignKey(
        ClockPolicy, on_delete=models.PROTECT, related_name="clocks", verbose_name=_("clock policy")
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="demand_clocks",
        verbose_name=_("case handler"),
    )  # fmt: skip
    started_at = models.DateTimeField(_("started at"))
    due_at = models.DateTimeField(_("due at"))
    pauses = models.JSONField(_("pauses"), default=list, blank=True)
    paused_at = models.DateTimeField(_("paused since"), null=True, blank=True)
    told = models.PositiveSmallIntegerField(_("told last"), default=0)
    next_at = models.DateTimeField(_("to be told at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    end = models.CharField(_("how it ended"), max_length=12, choices=ClockEnd.choices, blank=True)

    objects = ClockQuerySet.as_manager()

    goes_with_record = True  # ``row_sets.referenced``

    class Meta:
        verbose_name = _("clock of a demand")
        verbose_name_plural = _("clocks of demands")
        ordering = ["demand", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["demand", "kind", "round"], name="clock_round_once"),
            models.UniqueConstraint(fields=["demand", "kind"], condition=Q(ended_at=None), name="clock_runs_once"),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(next_at__isnull=False), name="clock_next"),
            # With all that a list of overdue, due or running ones asks, so that no clock itself is read.
            models.Index(
                fields=["due_at", "demand", "paused_at", "told", "kind"], condition=Q(ended_at=None), name="clock_due"
            ),
            models.Index(
                fields=["handler", "due_at"], condition=Q(ended_at=None, paused_at=None), name="clock_handler"
            ),
            models.Index(
                fields=["paused_at", "demand", "kind"],
                condition=Q(ended_at=None, paused_at__isnull=False),
                name="clock_paused",
            ),
            # Those of which supervised handling may be proposed (``clock_engine.SUPERVISE``).
            models.Index(fields=["due_at", "demand"], condition=Q(ended_at=None, told__gte=3), name="clock_proposed"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.round}"


class ClockEntry(models.Model):
    """One line of the log of a clock; added, never changed. It names the clock by demand, kind and round."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="clock_entries")
    kind = models.CharField(_("clock"), max_length=8, choices=ClockKind.choices)
    round = models.PositiveSmallIntegerField(_("round"))
    at = models.DateTimeField(_("time"))
    deed = models.CharField(_("what happened"), max_length=12, choices=ClockDeed.choices)
    due_at = models.DateTimeField(_("due at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("who"),
    )  # fmt: skip
    cause = models.CharField(_("cause"), max_length=20, blank=True)

    goes_with_record = True  # ``row_sets.referenced``

    class Meta:
        verbose_name = _("log entry of a clock")
        verbose_name_plural = _("log of the clocks")
        ordering = ["demand", "at", "pk"]
        indexes = [models.Index(fields=["demand", "at"], name="clock_entry_log")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.deed}"


class Supervision(models.Model):
    """That a higher level keeps an eye on a demand, since when, why, and until when. ``by`` None: by its policy."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="supervisions", verbose_name=_("demand"))
    at = models.DateTimeField(_("since"), default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("ordered by"),
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=200)
    lifted_at = models.DateTimeField(_("lifted at"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("lifted by"),
    )  # fmt: skip
    lifted_reason = models.CharField(_("why it was lifted"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("supervised handling")
        verbose_name_plural = _("supervised handling")
        ordering = ["demand", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["demand"], condition=Q(lifted_at=None), name="supervision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.reason}"

    @property
    def ended_with_case(self) -> bool:
        """Whether the platform ended it because the demand was closed."""
        return self.lifted_reason == ENDED_WITH_CASE
