"""What every record of a register has: where it belongs, who may see it, its version and its end."""

from functools import reduce
from operator import or_
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Grant, Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.registry.models.area import Area, lies_in
from duijie.registry.models.organisation import Organisation

PLACE = ("area", "zone", "organisation")
REACH = (*PLACE, "disclosure")
SCOPE = (*REACH, "archived_at")
"""What ``visible_to`` asks of a row. An index of a list that ends in these is read instead of the rows themselves."""

LIVING = Q(archived_at__isnull=True)
"""The rows that lists begin with. An index of them alone has their order: a column in front of it would hide that from
PostgreSQL."""


class Disclosure(models.TextChoices):
    INTERNAL = "internal", _("only the office and the owner")
    CONSENT = "consent", _("a public summary; the rest after the owner's consent")
    REGISTERED = "registered", _("all who have signed in and may see such records")


WHOLE = tuple((str(one), one.label) for one in Disclosure if one is not Disclosure.CONSENT)
"""The choices of records without a public summary (those with one: ``tiered``)."""


class RecordQuerySet(ScopedQuerySet):
    """Rows are reached by area, by zone, or by the organisation they belong to; those that are open, by everybody who
    may see such records anywhere."""

    def visible_to(self, user: Any) -> Self:
        held = holding(user, self.model.permission("view"))
        if not held:
            return self.none()
        reached = _reached(held)
        if reached is None:
            return self
        return self.filter(self.model.is_open() | self.model.granted(user) | reached)  # most are open: asked first

    def reached_by(self, user: Any, permission: Permission) -> Self:
        """The rows at whose place ``user`` holds ``permission``: ``access.can`` as a query."""
        held = holding(user, permission)
        reached = _reached(held)
        return self if reached is None else self.filter(reached) if held else self.none()

    def living_parts(self, user: Any, **fixed: Any) -> list[Self]:
        """The living rows with the values ``fixed`` that ``user`` may see, in parts to be counted one by one. What is
        open and what only one's roles reach are apart: the first is most of them, and a range of an index that no
        row's place is asked for."""
        held = holding(user, self.model.permission("view"))
        living, reached = self.filter(archived_at=None, **fixed).order_by(), _reached(held)
        if not held or reached is None:
            return [living] if held else []
        seen = self.model.granted(user) | reached
        closed = (living.filter(part).filter(seen) for part in self.model.closed())
        return [living.filter(self.model.is_open()), *closed]


def _reached(held: tuple[Grant, ...]) -> Q | None:
    """The rows that ``held`` reaches; None for all of them."""
    if any(grant.reach is Reach.EVERYWHERE for grant in held):
        return None
    parts = [lies_in(grant.path, "area", "zone") for grant in held if grant.reach is Reach.AREA and grant.path]
    own = [grant.organisation_id for grant in held if grant.reach is Reach.ORGANISATION and grant.organisation_id]
    if own:
        parts.append(Q(organisation_id__in=own))
    return reduce(or_, parts) if parts else Q(pk__in=())


class Record(models.Model):
    """A row of a register. ``organisation_name`` is the owner as written; ``organisation`` the same one registered."""

    noun: ClassVar[str]  # as in permissions and in the audit: ``achievement``

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("organisation"),
    )
    organisation_name = models.CharField(_("organisation as written"), max_length=120, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("area"))
    zone = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="zone_%(class)ss", verbose_name=_("zone")
    )
    disclosure = models.CharField(_("who may see it"), max_length=12, choices=WHOLE, default=Disclosure.REGISTERED)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    created_at = models.DateTimeField(_("added at"), default=clock.now)
    updated_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def permission(cls, verb: str) -> Permission:
        return Permission(f"{cls.noun}.{verb}")

    @classmethod
    def is_open(cls) -> Q:
        """The rows that everybody sees who may see such records anywhere."""
        return Q(disclosure=Disclosure.REGISTERED, archived_at=None)

    @classmethod
    def closed(cls) -> tuple[Q, ...]:
        """All other living rows, in parts that share none."""
        return (Q(disclosure__in=[one for one in Disclosure.values if one != Disclosure.REGISTERED]),)

    @classmethod
    def granted(cls, user: Any) -> Q:
        """The rows that ``user`` alone was let see whole; nothing where records know no such consent."""
        return Q()

    @property
    def is_open_now(self) -> bool:
        """``is_open`` for this row."""
        return self.disclosure == Disclosure.REGISTERED and self.archived_at is None

    @property
    def place(self) -> Place:
        """Where permissions on this record are looked up; ``area`` and ``zone`` must be loaded."""
        paths = (self.area.path, *((self.zone.path,) if self.zone else ()))
        return Place(paths=paths, organisations=(self.organisation_id,) if self.organisation_id else ())

    @property
    def owner_name(self) -> str:
        return self.organisation.name if self.organisation else self.organisation_name
