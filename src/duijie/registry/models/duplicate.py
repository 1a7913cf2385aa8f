"""Two records of a register that may be one, as the search or a person found them."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import holding
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.registry.register import home_registers


class Why(models.TextChoices):
    """What two records have in common, the surest first."""

    USCC = "uscc", _("the same code")
    CONTACT = "contact", _("the same name and the same e-mail or number")
    OWNER = "owner", _("the same name and the same organisation")
    NAME = "name", _("the same name, written otherwise")
    SHORT = "short", _("one is the short name of the other")
    SOUND = "sound", _("sounds alike")
    NEAR = "near", _("nearly the same name")
    TEXT = "text", _("nearly the same text")
    MEANING = "meaning", _("the same said otherwise")
    HAND = "hand", _("named by a person")


class PairState(models.TextChoices):
    OPEN = "open", _("to be decided")
    DIFFERENT = "different", _("two different ones")
    MERGED = "merged", _("merged")


class DuplicatePairQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Pairs of which both records are reached by the user's permission to edit."""
        parts = []
        for register in home_registers():
            permission = register.permission("edit")
            if not holding(user, permission):
                continue
            reached = register.model._default_manager.order_by().reached_by(user, permission).values("pk")
            parts.append(Q(register=register.key, first__in=reached, second__in=reached))
        return self.filter(reduce(or_, parts)) if parts else self.none()


class DuplicatePair(models.Model):
    """``first`` and ``second`` are numbers of records of ``register``, the smaller first.

    A pair that a person declared different stays here, so that no search brings it up again. ``found_at`` is when a
    search saw it last: open pairs that a later search does not see are removed by it.
    """

    register = models.CharField(_("register"), max_length=20)
    first = models.PositiveBigIntegerField(_("first record"))
    second = models.PositiveBigIntegerField(_("second record"))
    why = models.CharField(_("why"), max_length=8, choices=Why.choices)
    likeness = models.FloatField(_("likeness"))
    state = models.CharField(_("state"), max_length=10, choices=PairState.choices, default=PairState.OPEN)
    found_at = models.DateTimeField(_("found at"), default=clock.now)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip

    objects = DuplicatePairQuerySet.as_manager()

    class Meta:
        verbose_name = _("pair of duplicates")
        verbose_name_plural = _("pairs of duplicates")
        ordering = ["-likeness", "pk"]
        indexes = [
            models.Index(fields=["state", "-likeness"], name="duplicate_pair_list"),
            models.Index(fields=["register", "second"], name="duplicate_pair_second"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["register", "first", "second"], name="duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="duplicate_pair_in_order"),
            models.CheckConstraint(condition=Q(likeness__gte=0, likeness__lte=1), name="duplicate_pair_likeness"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.first} = {self.second}?"
