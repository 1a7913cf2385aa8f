"""Rounds (批次) of a programme, and the units that recommend in one, each with its quota."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from duijie.accounts.access import Place, holding, paths_of
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.programme import Programme
from duijie.programmes.states import PUBLIC, RoundState
from duijie.registry.models import Area, Organisation
from duijie.registry.models.area import lies_in


class RoundQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What was opened once, to everybody who may see programmes; what is prepared, to those who prepare it."""
        if not holding(user, Permission.PROGRAMME_VIEW):
            return self.none()
        mine = Q(pk__in=())
        for path in paths_of(holding(user, Permission.PROGRAMME_EDIT)):
            mine |= lies_in(path, "programme__area")
        return self.filter(Q(state__in=PUBLIC) | mine)

    def called(self) -> Self:
        """Those that anybody may read of, signed in or not: the calls."""
        return self.filter(state__in=PUBLIC - {RoundState.CANCELLED}, programme__archived_at=None)


class Round(models.Model):
    """One call. ``rules`` and ``fingerprint`` are set when it is opened and never changed after; a round that is being
    prepared follows its programme. Days are inclusive, where the platform stands."""

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("programme")
    )
    name = models.CharField(_("name of the round"), max_length=80)
    state = models.CharField(
        _("state"), max_length=12, choices=RoundState.choices, default=RoundState.DRAFT, db_index=True
    )
    opens_on = models.DateField(_("applications from"))
    closes_on = models.DateField(_("applications until"))
    recommend_by = models.DateField(_("recommendations until"), null=True, blank=True)
    call = models.TextField(_("text of the call"), blank=True)
    contact = models.CharField(_("whom to ask"), max_length=120, blank=True)
    rules = models.JSONField(_("rules"), default=dict, editable=False)
    fingerprint = models.CharField(_("fingerprint of the rules"), max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    is_demo = models.BooleanField(_("demo data"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of a programme")
        verbose_name_plural = _("rounds")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="round_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_opening"),
        ]

    def __str__(self) -> str:
        return f"{self.programme} · {self.name}"

    @property
    def place(self) -> Place:
        return self.programme.place

    @property
    def rules_in_force(self) -> dict[str, Any]:
        """Its own once it was opened; until then those of the programme."""
        rules: dict[str, Any] = self.rules if self.fingerprint else self.programme.rules
        return rules

    def takes_applications(self, day: date) -> bool:
        return self.state == RoundState.OPEN and self.opens_on <= day <= self.closes_on


class RecommendingUnitQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of rounds that one may see: quotas are announced with the call."""
        return self.filter(round__in=Round.objects.visible_to(user).order_by().values("pk"))

    def recommended_by(self, user: Any) -> Self:
        """Those for which ``user`` recommends: of one's county, zone or organisation. A city recommends for itself
        alone, never for a county below it."""
        held = holding(user, Permission.APPLICATION_RECOMMEND)
        own = [one.organisation_id for one in held if one.reach is Reach.ORGANISATION and one.organisation_id]
        return self.filter(Q(area__path__in=paths_of(held)) | Q(organisation__in=own))


class RecommendingUnit(models.Model):
    """A county, a zone, or an organisation (university, department, society) that recommends in a round.

    ``quota`` empty means as many as are fit. ``used`` is what was recommended; the constraint carries the race.
    """

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="units", verbose_name=_("round of a programme")
    )
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("area")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="recommending",
        verbose_name=_("organisation"),
    )  # fmt: skip
    quota = models.PositiveIntegerField(_("quota"), null=True, blank=True, validators=[MaxValueValidator(100_000)])
    used = models.PositiveIntegerField(_("recommended"), default=0, editable=False)

    objects = RecommendingUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommending unit")
        verbose_name_plural = _("recommending units")
        ordering = ["area__path", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False, organisation__isnull=True)
                | Q(area__isnull=True, organisation__isnull=False),
                name="recommending_unit_is_one",
            ),
            models.CheckConstraint(condition=Q(quota=None) | Q(used__lte=F("quota")), name="recommending_unit_quota"),
            models.UniqueConstraint(fields=["round", "area"], name="recommending_unit_area_once"),
            models.UniqueConstraint(fields=["round", "organisation"], name="recommending_unit_organisation_once"),
        ]

    def __str__(self) -> str:
        return str(self.area or self.organisation)

    @property
    def legal_name(self) -> str:
        """In Chinese, for what is kept."""
        named = self.area or self.organisation
        return named.name if named is not None else ""

    @property
    def place(self) -> Place:
        """Where recommending is permitted; ``recommended_by`` narrows it to the unit itself."""
        if self.area is not None:
            return self.area.place
        assert self.organisation is not None
        return Place(organisations=(self.organisation.pk,))

    def covers(self, organisation: Organisation) -> bool:
        """Whether it recommends people of ``organisation``."""
        if self.organisation_id:
            return self.organisation_id == organisation.pk
        assert self.area is not None
        return any(path.startswith(self.area.path) for path in organisation.place.paths)


class LateAllowance(models.Model):
    """A recorded exception: people of this organisation may apply until this day although the round is closed."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="allowances", verbose_name=_("round of a programme")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="late_allowances", verbose_name=_("organisation")
    )
    until = models.DateField(pgettext_lazy("day", "until"))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("allowed by")
    )
    at = models.DateTimeField(_("allowed at"), default=clock.now)

    class Meta:
        verbose_name = _("late allowance")
        verbose_name_plural = _("late allowances")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.until}"
