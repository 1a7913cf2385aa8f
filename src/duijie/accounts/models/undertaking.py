"""The confidentiality undertaking: its text in versions, and who has signed which."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.languages import in_language
from duijie.common.scope import ScopedQuerySet


class UndertakingQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All versions, to everybody who has signed in."""
        return self.all() if user.is_authenticated else self.none()


class Undertaking(models.Model):
    """One version of the text. Never changed: a new version takes its place, and is signed anew."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    text = models.TextField(_("text"))
    text_en = models.TextField(_("text in English"), blank=True)
    published_at = models.DateTimeField(_("published at"), default=clock.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("published by"),
    )  # fmt: skip

    objects = UndertakingQuerySet.as_manager()

    class Meta:
        verbose_name = _("confidentiality undertaking")
        verbose_name_plural = _("confidentiality undertakings")
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.version}"

    @property
    def in_my_language(self) -> str:
        return in_language(self.text, self.text_en)


class SignatureQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; those of people who hold a role in one's areas, for whoever may see who has signed."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        held = holding(user, Permission.UNDERTAKING_VIEW)
        if any(grant.reach is Reach.EVERYWHERE for grant in held):
            return self
        parts = [Q(user=user)]
        for grant in held:
            if grant.path:
                for link in ("area", "organisation__area", "organisation__zone"):
                    parts.append(Q(**{f"user__memberships__{link}__path__startswith": grant.path}))
        return self.filter(reduce(or_, parts)).distinct()


class UndertakingSignature(models.Model):
    """That a person signed a version: when, as whom, from where. It is never changed and never taken away."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="undertaking_signatures",
        verbose_name=_("account"),
    )  # fmt: skip
    undertaking = models.ForeignKey(
        Undertaking, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("confidentiality undertaking")
    )
    name = models.CharField(_("signed as"), max_length=60)
    signed_at = models.DateTimeField(_("signed at"), default=clock.now)
    ip = models.GenericIPAddressField(_("signed from"), null=True, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["-signed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "undertaking"], name="undertaking_signed_once")]

    def __str__(self) -> str:
        return f"{self.name} · {self.undertaking}"
