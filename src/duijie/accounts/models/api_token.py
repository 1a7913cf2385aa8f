"""Keys for programs that act for a person."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.scope import ScopedQuerySet


class ApiTokenQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> "ApiTokenQuerySet":
        """One's own; all for those who may see accounts, since a forgotten key of a colleague is theirs to revoke."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        return self if user.has_perm("account.view") else self.filter(user=user)

    def usable(self) -> "ApiTokenQuerySet":
        """Neither revoked nor out of date, of a person who may sign in."""
        return self.filter(revoked_at=None, user__is_active=True).filter(
            Q(expires_at=None) | Q(expires_at__gt=clock.now())
        )


class ApiToken(models.Model):
    """Only a digest is stored; people recognise it by ``prefix``. It can do what its person can, within ``scopes``."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens", verbose_name=_("account")
    )
    name = models.CharField(_("what it is for"), max_length=80)
    prefix = models.CharField(_("beginning"), max_length=16, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("permissions"), default=list)
    created_at = models.DateTimeField(_("added at"), default=clock.now)
    expires_at = models.DateTimeField(_("valid until"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used (to the hour)"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > clock.now())
