"""That a party of a challenge broke its word: the firm that put it out, or the winner. It counts for some years."""

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
from duijie.demands.models.challenge import Challenge
from duijie.registry.models import Organisation
from duijie.registry.models.area import lies_in


class BreachSide(models.TextChoices):
    FIRM = "firm", _("the firm that put the challenge out")
    WINNER = "winner", _("the winner of the challenge")


class BreachQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of one's own organisations; to offices those of challenges and of organisations of their areas."""
        held = holding(user, Permission.DEMAND_VIEW)
        parts = Q(organisation__in=[one.organisation_id for one in held if one.organisation_id])
        for grant in holding(user, Permission.CHALLENGE_BREACH):
            if grant.reach is Reach.AREA and grant.path:
                parts |= lies_in(grant.path, "challenge__demand__area", "challenge__demand__zone")
                parts |= lies_in(grant.path, "organisation__area", "organisation__zone")
        return self.filter(parts)

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(undone_at=None)


class Breach(models.Model):
    """``on`` is the day from which its years are counted. One that was taken back stays, and counts no more."""

    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, related_name="breaches", verbose_name=_("challenge")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="breaches", verbose_name=_("who broke it")
    )
    side = models.CharField(_("side of the breach"), max_length=8, choices=BreachSide.choices)
    on = models.DateField(_("day of the breach"))
    reason = models.CharField(_("what was broken, and the proof"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    at = models.DateTimeField(_("recorded at"), default=clock.now)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("breach taken back by"),
    )  # fmt: skip
    undone_reason = models.CharField(_("why it was taken back"), max_length=300, blank=True)

    objects = BreachQuerySet.as_manager()

    class Meta:
        verbose_name = _("breach of a challenge")
        verbose_name_plural = _("breaches of challenges")
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["organisation", "-on"], name="breach_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "organisation"], condition=Q(undone_at=None), name="breach_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.on}"

    @property
    def place(self) -> Place:
        return self.challenge.place
