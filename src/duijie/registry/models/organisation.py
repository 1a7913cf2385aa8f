"""Organisations: firms, universities, institutes, agencies – whoever stands on either side."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.registry.models.area import Area, lies_in


class OrganisationKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("enterprise")
    UNIVERSITY = "university", _("university")
    INSTITUTE = "institute", _("research institute")
    HOSPITAL = "hospital", _("hospital")
    SOCIETY = "society", _("learned society")
    SERVICE_AGENCY = "service_agency", _("service agency")
    GOVERNMENT = "government", _("government body")
    OTHER = "other", _("other")


class OrganisationQuerySet(ScopedQuerySet):
    def visible_to(self, user: object) -> "OrganisationQuerySet":
        """Everything in the areas and zones of one's area roles, and the organisations of one's organisation roles."""
        return self.reached_by(user, Permission.ORGANISATION_VIEW)

    def reached_by(self, user: object, permission: Permission) -> "OrganisationQuerySet":
        """The rows at whose place ``user`` holds ``permission``: ``access.can`` as a query."""
        held = holding(user, permission)
        if any(grant.reach is Reach.EVERYWHERE for grant in held):
            return self
        reached = [lies_in(grant.path, "area", "zone") for grant in held if grant.reach is Reach.AREA and grant.path]
        own = [grant.organisation_id for grant in held if grant.reach is Reach.ORGANISATION and grant.organisation_id]
        if own:
            reached.append(Q(pk__in=own))
        return self.filter(reduce(or_, reached)) if reached else self.none()


class Organisation(models.Model):
    """An organisation, counted in ``area`` (statistical) and, where it sits in one, run by ``zone`` (management)."""

    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    initials = models.CharField(_("pinyin initials"), max_length=120, blank=True, editable=False, db_index=True)
    name_key = models.CharField(_("key of the name"), max_length=120, blank=True, editable=False, db_index=True)
    name_tail = models.CharField(
        _("key of the name, backwards"), max_length=120, blank=True, editable=False, db_index=True
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.ENTERPRISE
    )
    uscc = models.CharField(_("unified social credit code"), max_length=18, unique=True, null=True, blank=True)
    uscc_confirmed = models.BooleanField(
        _("code confirmed"),
        default=False,
        help_text=_("The code fails the check of GB 32100 and a person confirmed it as written."),
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("area"))
    zone = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="zone_organisations", verbose_name=_("zone")
    )
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    founded = models.DateField(_("founded on"), null=True, blank=True)
    staff = models.PositiveIntegerField(_("staff"), null=True, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=60, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("description"), blank=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    created_at = models.DateTimeField(_("added at"), default=clock.now)
    updated_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["archived_at", "name"], name="organisation_list"),
            # All that somebody may see, counted without reading the rows.
            models.Index(fields=["archived_at", "area", "zone", "id", "created_at"], name="organisation_scope"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        """Where permissions on this organisation are looked up."""
        paths = (self.area.path, *((self.zone.path,) if self.zone else ()))
        return Place(paths=paths, organisations=(self.pk,) if self.pk else ())
