"""Open-bid challenges (揭榜挂帅): a demand put out for anyone able to solve it, its rules, and the bids for it."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.demands.challenge_states import BidState, ChallengeState
from duijie.demands.models.demand import Demand
from duijie.registry.models import Area, Organisation
from duijie.registry.models.area import lies_in


class ChallengeRulesQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The rules are for everybody who may see demands: whoever bids reads them."""
        return self if holding(user, Permission.DEMAND_VIEW) else self.none()


class ChallengeRules(models.Model):
    """The numbers of an area, with everything below it. Rows are added and never changed; the latest is in force.

    The numbers as shipped are those that cities published (DOMAIN §6): Changsha, Ganzhou, Yichang.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="challenge_rules", verbose_name=_("area"))
    most_months = models.PositiveSmallIntegerField(
        _("longest term (months)"), default=36, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    least_ratio = models.DecimalField(
        _("the firm's money is at least so many times the grant"), max_digits=5, decimal_places=2, default=4,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    least_cash_share = models.PositiveSmallIntegerField(
        _("of the size of the grant the solver gets at least so much in cash (%)"), default=40,
        validators=[MaxValueValidator(1000)],
    )  # fmt: skip
    clean_years = models.PositiveSmallIntegerField(
        _("years without a bad record"), default=3, validators=[MaxValueValidator(30)]
    )
    needs_rd = models.BooleanField(_("R&D spending at the ratio of high-tech enterprises, with proof"), default=True)
    least_days = models.PositiveSmallIntegerField(
        _("open for bids at least so many days"), default=15, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("saved by")
    )
    saved_at = models.DateTimeField(_("saved at"), default=clock.now)

    objects = ChallengeRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of challenges")
        verbose_name_plural = _("rules of challenges")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.area)


class ChallengeQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of demands that ``user`` sees; what is being prepared, to those whose roles reach the demand."""
        reached = Demand.objects.reached_by(user, Permission.DEMAND_VIEW).order_by().values("pk")
        seen = Demand.objects.visible_to(user).order_by().values("pk")
        return self.filter(Q(demand__in=reached) | (~Q(state=ChallengeState.DRAFT) & Q(demand__in=seen)))


class Challenge(models.Model):
    """The challenge of a demand. Amounts are in 10,000 yuan. ``rules`` are the numbers it was announced under."""

    demand = models.OneToOneField(Demand, on_delete=models.CASCADE, related_name="challenge", verbose_name=_("demand"))
    state = models.CharField(
        _("state"), max_length=12, choices=ChallengeState.choices, default=ChallengeState.DRAFT, db_index=True
    )
    firm_amount = models.DecimalField(
        _("money of the firm (10,000 yuan)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    grant = models.DecimalField(
        _("grant applied for (10,000 yuan)"), max_digits=12, decimal_places=2, default=0,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    cash_to_solver = models.DecimalField(
        _("of it in cash to the solver (10,000 yuan)"), max_digits=12, decimal_places=2,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    months = models.PositiveSmallIntegerField(_("term (months)"), validators=[MinValueValidator(1)])
    closes_on = models.DateField(_("bids until"))
    beyond_ability = models.BooleanField(_("the firm cannot solve it by itself"), default=False)
    clean_record = models.BooleanField(_("the firm has no bad record"), default=False)
    rd_ratio = models.BooleanField(_("the firm's R&D spending has the ratio of a high-tech enterprise"), default=False)
    rd_proof = models.CharField(_("proof of the R&D spending (document, year, number)"), max_length=200, blank=True)
    rules = models.JSONField(default=dict, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return str(self.demand)

    @property
    def place(self) -> Place:
        return self.demand.place

    @property
    def is_open(self) -> bool:
        """Whether one can bid today. Until then bids are kept from the office."""
        return self.state == ChallengeState.ANNOUNCED and clock.today() <= self.closes_on


class BidQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own organisation's; all of them to the office and the firm, once the last day for bids is over."""
        own = [one.organisation_id for one in holding(user, Permission.CHALLENGE_BID) if one.organisation_id]
        reached = Q(organisation__in=own)
        opened = ~Q(challenge__state=ChallengeState.ANNOUNCED) | Q(challenge__closes_on__lt=clock.today())
        for grant in holding(user, Permission.DEMAND_STEP):
            if grant.reach is Reach.AREA and grant.path:
                reached |= opened & lies_in(grant.path, "challenge__demand__area", "challenge__demand__zone")
        firms = [one.organisation_id for one in holding(user, Permission.DEMAND_RATE) if one.organisation_id]
        return self.filter(reached | (opened & Q(challenge__demand__organisation__in=firms)))


class Bid(models.Model):
    """One organisation's bid. Amounts are in 10,000 yuan."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="bids", verbose_name=_("challenge"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="bids", verbose_name=_("bidder")
    )
    state = models.CharField(_("state"), max_length=12, choices=BidState.choices, default=BidState.SUBMITTED)
    lead = models.CharField(_("who leads the work"), max_length=60)
    plan = models.TextField(_("how it is to be solved"))
    amount = models.DecimalField(
        _("asks for (10,000 yuan)"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    months = models.PositiveSmallIntegerField(_("needs (months)"), validators=[MinValueValidator(1)])
    contact = models.CharField(_("contact"), max_length=100)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted at"), default=clock.now)

    objects = BidQuerySet.as_manager()

    class Meta:
        verbose_name = _("bid")
        verbose_name_plural = _("bids")
        ordering = ["submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "organisation"], name="bid_once"),
            models.UniqueConstraint(fields=["challenge"], condition=Q(state=BidState.CHOSEN), name="bid_chosen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.challenge}"
