"""Requests to see a record whole that is shown by a summary only, and what its owner said."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.registry.access_states import LIVING, AccessState
from duijie.registry.models.organisation import Organisation
from duijie.registry.register import home_registers


class AccessRequestQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, and those for records about which one decides for the owner."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        parts = [Q(asker=user)]
        if holding(user, Permission.ACCESS_DECIDE):
            for register in home_registers():
                if register.is_tiered:
                    rows = register.model._default_manager.order_by()
                    reached = rows.reached_by(user, Permission.ACCESS_DECIDE).values("pk")
                    parts.append(Q(register=register.noun, record__in=reached))
        return self.filter(reduce(or_, parts))

    def in_force(self) -> Self:
        """Consents that hold today."""
        return self.filter(state=AccessState.GRANTED, expires_on__gte=clock.today())


class AccessRequest(models.Model):
    """``register`` is the noun of a register and ``record`` the number of a row, as on comments.

    ``slip`` says under which number the owner's written word is kept, where the office decided on its behalf.
    """

    register = models.CharField(_("register"), max_length=20)
    record = models.PositiveBigIntegerField(_("record"))
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_requests", verbose_name=_("asked by")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="access_requests",
        verbose_name=_("asked for the organisation"),
    )  # fmt: skip
    purpose = models.CharField(_("what for"), max_length=500)
    state = models.CharField(_("state"), max_length=12, choices=AccessState.choices, default=AccessState.ASKED)
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    slip = models.CharField(_("number of the owner's slip"), max_length=120, blank=True)
    expires_on = models.DateField(_("holds until"), null=True, blank=True)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for access")
        verbose_name_plural = _("requests for access")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "record", "asker"], condition=Q(state__in=[str(one) for one in LIVING]),
                name="access_request_living_once",
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["asker", "state", "expires_on"], name="access_request_asker"),
            models.Index(fields=["state", "asked_at"], name="access_request_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.record} · {self.asker}"


def granted_numbers(user: Any, noun: str) -> list[int]:
    """The records of ``noun`` whose owners let ``user`` see them; one query for all, kept like one's grants."""
    if not getattr(user, "is_authenticated", False):
        return []
    known: dict[str, list[int]] | None = getattr(user, "_granted", None)
    if known is None:
        known = {}
        for register, record in AccessRequest.objects.in_force().filter(asker=user).values_list("register", "record"):
            known.setdefault(register, []).append(record)
        user._granted = known
    return known.get(noun, [])


def forget_granted(user: Any) -> None:
    """Read the consents anew next time."""
    user.__dict__.pop("_granted", None)
