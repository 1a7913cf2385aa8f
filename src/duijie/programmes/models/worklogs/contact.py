"""Contacts of host units who confirm what was done there, once the county has verified them."""

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
from duijie.registry.models import Organisation
from duijie.registry.models.area import lies_in


class HostContactQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of one's organisation, and of the units in one's areas: they hold names and numbers."""
        held = [*holding(user, Permission.HOST_CONTACT_EDIT), *holding(user, Permission.HOST_CONTACT_VERIFY)]
        own = [one.organisation_id for one in held if one.reach is Reach.ORGANISATION and one.organisation_id]
        reached = Q(organisation__in=own)
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                reached |= lies_in(grant.path, "organisation__area", "organisation__zone")
        return self.filter(reached) if held else self.none()

    def in_force(self) -> Self:
        """Verified, and not ended."""
        return self.filter(verified_at__isnull=False, ended_at=None)


class HostContact(models.Model):
    """Somebody of ``organisation``, with an account or without. Without one, links go to ``email``."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="host_contacts", verbose_name=_("host unit")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="host_contacts",
        verbose_name=_("account"),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=60)
    post = models.CharField(_("post"), max_length=60, blank=True)
    mobile = models.CharField(_("mobile number"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    proof = models.CharField(_("verified by"), max_length=200, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("officer"),
    )  # fmt: skip
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("entered at"), default=clock.now)
    is_demo = models.BooleanField(_("demo data"), default=False)

    objects = HostContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact of a host unit")
        verbose_name_plural = _("contacts of host units")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "account"], condition=Q(ended_at=None), name="host_contact_account_once"
            ),
            models.CheckConstraint(
                condition=Q(verified_at=None) | Q(verified_by__isnull=False), name="host_contact_verified_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """What the audit calls it, which is never changed: no name that may have to be erased."""
        return f"contact {self.pk}"

    @property
    def place(self) -> Place:
        return self.organisation.place
