"""A match shown to both sides for their answer."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.demands.models import Demand
from duijie.matching.models.match_run import SupplyKind
from duijie.matching.models.ranking_model import RankingModel
from duijie.matching.states import CHOSEN_BY_HAND, LIVING, ProposalState, Reason, Side
from duijie.registry.models import Organisation, Person
from duijie.registry.models.area import lies_in


class ProposalQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of demands in one's areas, those that ask one's organisation on either side, those that ask oneself."""
        held = holding(user, Permission.PROPOSAL_VIEW)
        if not held:
            return self.none()
        if any(grant.reach is Reach.EVERYWHERE for grant in held):
            return self
        reached = Q(person__in=Person.objects.filter(account=user).order_by().values("pk"))
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                reached |= lies_in(grant.path, "demand__area", "demand__zone")
            elif grant.organisation_id and grant.role == "expert":
                continue  # an expert answers for oneself, not for the whole university
            elif grant.organisation_id:
                reached |= Q(demand__organisation_id=grant.organisation_id) | Q(owner_id=grant.organisation_id)
        return self.filter(reached)


class Proposal(models.Model):
    """One match in the hands of both sides. ``owner`` and ``person`` are who is asked on the side of supply."""

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("demand"))
    kind = models.CharField(_("kind"), max_length=12, choices=SupplyKind.choices)
    supply = models.PositiveBigIntegerField(_("supply"))
    title = models.CharField(_("title of the supply"), max_length=300)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals",
        verbose_name=_("owner of the supply"),
    )  # fmt: skip
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("expert")
    )
    state = models.CharField(
        _("state"), max_length=16, choices=ProposalState.choices, default=ProposalState.SHOWN, db_index=True
    )
    level = models.PositiveSmallIntegerField(_("level"), null=True, blank=True)
    score = models.FloatField(_("score"), null=True, blank=True)
    reasons = models.JSONField(default=dict, blank=True)
    ranking_model = models.ForeignKey(
        RankingModel, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("ranking model"),
    )  # fmt: skip
    message = models.CharField(_("words with it"), max_length=1000, blank=True)
    expires_on = models.DateField(_("open until"))
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    declined_by = models.CharField(_("declined by"), max_length=8, choices=Side.choices, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    created_at = models.DateTimeField(_("proposed at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    is_demo = models.BooleanField(_("demo data"), default=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["demand", "kind", "supply"], condition=Q(state__in=sorted(LIVING)),
                name="proposal_living_once",
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="proposal_list"),
            models.Index(fields=["state", "changed_at", "id"], name="proposal_changes"),
            models.Index(fields=["state", "expires_on", "id"], name="proposal_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.demand} → {self.title}"

    @property
    def place(self) -> Place:
        """The place of the demand: who looks after the firm looks after its proposals."""
        place: Place = self.demand.place
        return place

    @property
    def is_by_hand(self) -> bool:
        """A person of the office took the pair into a plan: then it carries no level and no reasons of a run."""
        return bool(self.reasons.get("by_hand"))

    @property
    def by_hand_words(self) -> str:
        return str(CHOSEN_BY_HAND)


class ProposalLink(models.Model):
    """The way for one side to answer without an account. Only the digest of the secret is kept."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="links")
    side = models.CharField(_("side"), max_length=8, choices=Side.choices)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"), default=clock.now)
    opened_at = models.DateTimeField(_("first opened at"), null=True, blank=True)
    used_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("link to answer")
        verbose_name_plural = _("links to answer")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "side"], condition=Q(revoked_at=None), name="proposal_link_living_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} · {self.side}"


class ProposalEvent(models.Model):
    """What happened to a proposal, for both sides to read; the audit has the same with more about who."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("at"), default=clock.now)
    verb = models.CharField(_("verb"), max_length=20)
    side = models.CharField(_("side"), max_length=8, choices=Side.choices, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("by"),
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("event of a proposal")
        verbose_name_plural = _("events of proposals")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.proposal_id} · {self.verb}"
