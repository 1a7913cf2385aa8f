"""Needs (需求): what a firm asks somebody to be posted for; and who owns a part of a firm."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.postings.call import MOST, PostingCall
from duijie.programmes.posting_states import LIVING_NEED, NeedState
from duijie.registry.models import Area, Organisation, Person, TechnologyField
from duijie.registry.models.area import lies_in


class PostingNeedQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of one's firm; those of the firms of one's areas, and of calls of one's area."""
        held = holding(user, Permission.POSTING_NEED_VIEW)
        own = [one.organisation_id for one in held if one.reach is Reach.ORGANISATION and one.organisation_id]
        reached = Q(host__in=own)
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                reached |= lies_in(grant.path, "host__area", "host__zone", "call__round__programme__area")
        return self.filter(reached) if held else self.none()


class PostingNeed(models.Model):
    """``county_slot`` and ``firm_slot`` are places among the needs that a county and a firm may have, from 1: the
    constraints on them carry the race. They are given while the need lives, and empty where there is no limit."""

    call = models.ForeignKey(
        PostingCall, on_delete=models.PROTECT, related_name="needs", verbose_name=_("call for postings")
    )
    host = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="posting_needs", verbose_name=_("host unit")
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("county"))
    title = models.CharField(_("what is needed"), max_length=120)
    body = models.TextField(_("description"), blank=True, max_length=4000)
    keywords = models.CharField(_("keywords"), max_length=300, blank=True)
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=60, blank=True)
    field = models.CharField(_("technology field"), max_length=16, choices=TechnologyField.choices, blank=True)
    wanted = models.PositiveSmallIntegerField(
        _("persons wanted"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    state = models.CharField(_("state"), max_length=10, choices=NeedState.choices, default=NeedState.SUBMITTED)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    county_slot = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    firm_slot = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    is_demo = models.BooleanField(_("demo data"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("entered at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    objects = PostingNeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("need for a posting")
        verbose_name_plural = _("needs for postings")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["call", "state", "id"], name="posting_need_list")]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "area", "county_slot"], condition=Q(state__in=sorted(LIVING_NEED)),
                name="posting_need_county_slot",
            ),
            models.UniqueConstraint(
                fields=["call", "host", "firm_slot"], condition=Q(state__in=sorted(LIVING_NEED)),
                name="posting_need_firm_slot",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        """Of its firm and the county; ``host__area``, ``host__zone`` and the programme's area must be loaded."""
        return Place(paths=(*self.host.place.paths, self.call.round.programme.area.path), organisations=(self.host_id,))


class FirmOwnerQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """To officers of the firm's areas, and to the firm."""
        held = holding(user, Permission.POSTING_NEED_VIEW)
        own = [one.organisation_id for one in held if one.reach is Reach.ORGANISATION and one.organisation_id]
        reached = Q(firm__in=own)
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                reached |= lies_in(grant.path, "firm__area", "firm__zone")
        return self.filter(reached) if held else self.none()


class FirmOwner(models.Model):
    """A person or unit that founded a firm or owns part of it: neither is posted there, nor anybody of the unit."""

    firm = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="owners", verbose_name=_("firm"))
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="owned_firms", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="owned_firms",
        verbose_name=_("unit"),
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("entered at"), default=clock.now)

    objects = FirmOwnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("owner of a firm")
        verbose_name_plural = _("owners of firms")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, unit__isnull=False) | Q(person__isnull=False, unit=None),
                name="firm_owner_is_one",
            ),
            models.CheckConstraint(condition=~Q(firm=F("unit")), name="firm_owner_is_another"),
            models.UniqueConstraint(fields=["firm", "person"], name="firm_owner_person_once"),
            models.UniqueConstraint(fields=["firm", "unit"], name="firm_owner_unit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.firm_id} · {self.person_id or self.unit_id}"

    @property
    def owner(self) -> str:
        """The name of the person or unit."""
        return str(self.person or self.unit)

    @property
    def place(self) -> Place:
        return self.firm.place
