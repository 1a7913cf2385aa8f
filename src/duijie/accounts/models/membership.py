"""Who holds which role where."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.accounts.roles import ROLES
from duijie.common import clock
from duijie.common.languages import in_language
from duijie.common.scope import ScopedQuerySet


class DepartmentQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All of them to everybody who has signed in: their names are public."""
        return self.all() if user.is_authenticated else self.none()

    def in_use(self) -> Self:
        """Those that can be chosen: not archived."""
        return self.filter(archived_at=None)


class Department(models.Model):
    """A managing department (科技局, 科协, 经信局 …). Rows, since counties merge and rename their bureaus."""

    key = models.SlugField(_("key"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """In the language of the page, where the department has a name in it."""
        return in_language(self.name, self.name_en)


class Membership(models.Model):
    """A role, and where it holds: an area (with everything below it), an organisation, or everywhere.

    A liaison officer is assigned to a firm by one of these: its days are those of the assignment.

    Area and organisation belong to ``registry``, a layer above; they are named by string and never imported.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("account")
    )
    role = models.CharField(_("role"), max_length=40, choices=[(key, role.name) for key, role in ROLES.items()])
    area = models.ForeignKey(
        "registry.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    organisation = models.ForeignKey(
        "registry.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("until"), null=True, blank=True)
    granted_at = models.DateTimeField(_("granted at"), default=clock.now)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("granted by"),
    )

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "role", "pk"]
        constraints = [
            # Coalesce, since an empty place counts as a place here and SQLite holds two NULLs to be different.
            models.UniqueConstraint(
                "user",
                "role",
                Coalesce("area", 0),
                Coalesce("department", 0),
                Coalesce("organisation", 0),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=Q(area__isnull=True) | Q(organisation__isnull=True), name="membership_area_or_organisation"
            ),
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(to_on__gte=models.F("from_on")),
                name="membership_ends_after_beginning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {ROLES[self.role].name}"
