"""Consents of persons: to which purpose, in which version of the text, given and withdrawn when."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.registry.purposes import PURPOSES


class ConsentQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; all for audit administrators."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self if user.has_perm("audit.view") else self.filter(user=user)


class Consent(models.Model):
    """``text`` is what the person read. A withdrawn consent stays as proof; a new one is a new row."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents", verbose_name=_("account")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=[(key, one.label) for key, one in PURPOSES.items()])
    version = models.PositiveIntegerField(_("version of the text"))
    text = models.TextField(_("text"))
    given_at = models.DateTimeField(_("given at"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"], condition=Q(withdrawn_at=None), name="consent_standing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version}"
