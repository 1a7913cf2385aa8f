"""Public notice (公示) of a round, and objections to persons on it."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.access import Place, holding, paths_of
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.application import Application
from duijie.programmes.models.round import Round
from duijie.programmes.states import ObjectionState
from duijie.registry.models.area import lies_in


class PublicNotice(models.Model):
    """``days`` working days from ``from_on`` to ``to_on``, both counted."""

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="notice", verbose_name=_("round of a programme")
    )
    from_on = models.DateField(pgettext_lazy("day", "from"))
    to_on = models.DateField(pgettext_lazy("day", "to"))
    days = models.PositiveSmallIntegerField(_("working days"))
    receiver = models.CharField(_("objections to"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("published by")
    )
    at = models.DateTimeField(_("published at"), default=clock.now)

    class Meta:
        verbose_name = _("public notice")
        verbose_name_plural = _("public notices")
        constraints = [models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="public_notice_ends_later")]

    def __str__(self) -> str:
        return f"{self.round} · {self.from_on} – {self.to_on}"

    def takes_objections(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on


class ObjectionQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """To those who decide in the programme's area: whoever objects is protected from everybody else."""
        reached = Q(pk__in=())
        for path in paths_of(holding(user, Permission.ROUND_DECIDE)):
            reached |= lies_in(path, "application__round__programme__area")
        return self.filter(reached)


class Objection(models.Model):
    """An objection to one person, by somebody with name and address, with evidence."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="objections", verbose_name=_("application")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ObjectionState.choices, default=ObjectionState.OPEN, db_index=True
    )
    objector = models.CharField(_("name of who objects"), max_length=120)
    contact = models.CharField(_("how to reach them"), max_length=120)
    is_unit = models.BooleanField(_("by a unit, with its seal"), default=False)
    statement = models.TextField(_("objection"))
    evidence = models.CharField(max_length=200, blank=True)
    evidence_name = models.CharField(_("evidence"), max_length=120, blank=True)
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    submission = models.CharField(max_length=32, unique=True, editable=False)
    at = models.DateTimeField(_("received at"), default=clock.now)
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"objection {self.pk}"

    @property
    def place(self) -> Place:
        return self.application.round.place
