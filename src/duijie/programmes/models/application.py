"""Applications (申报): who applies in a round, with what papers, what was found missing, and what the checks say."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, ExpressionWrapper, F, Q
from django.db.models.lookups import In
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.round import RecommendingUnit, Round
from duijie.programmes.states import LIVING, ApplicationState
from duijie.registry.models import Organisation, Person
from duijie.registry.models.area import lies_in


class ApplicationQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; those of one's organisation; what was submitted, to the recommending unit and to the office of the
        programme's area and of the areas above."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        held = holding(user, Permission.APPLICATION_VIEW)
        own = [one.organisation_id for one in held if one.reach is Reach.ORGANISATION and one.organisation_id]
        written = [one.organisation_id for one in holding(user, Permission.APPLICATION_ADD) if one.organisation_id]
        mine = Q(organisation__in=written) if written else Q(pk__in=())
        if holding(user, Permission.APPLICATION_APPLY):
            mine |= Q(by=user) | Q(person__account=user)
        units = Q(organisation__in=own) if own else Q(pk__in=())
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                units |= lies_in(grant.path, "area", "round__programme__area")
        # Units are few and looked up once. Adding 0 keeps SQLite from going through the applications unit by unit: the
        # index of the list's order, or the one that holds all that is counted, answers much faster.
        reached = RecommendingUnit.objects.filter(units).order_by().values("pk")
        number = ExpressionWrapper(F("unit_id") + 0, BigIntegerField())
        return self.filter(mine | (Q(submitted_at__isnull=False) & Q(In(number, reached))))


class Application(models.Model):
    """``answers`` are those of the form, by the keys of its fields; ``name``, ``title`` and the unit's name are what a
    public notice says. ``rank`` is the place in the recommending unit's order, 1 the first."""

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="applications", verbose_name=_("round of a programme")
    )
    unit = models.ForeignKey(
        RecommendingUnit, on_delete=models.PROTECT, related_name="applications", verbose_name=_("recommending unit")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="applications", verbose_name=_("unit")
    )
    organisation_name = models.CharField(_("unit as written"), max_length=120)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("person")
    )
    name = models.CharField(_("name"), max_length=60)
    title = models.CharField(_("professional title"), max_length=60, blank=True)
    answers = models.JSONField(_("answers"), default=dict)
    state = models.CharField(
        _("state"), max_length=12, choices=ApplicationState.choices, default=ApplicationState.DRAFT
    )
    is_late = models.BooleanField(_("by a late allowance"), default=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    recommended_at = models.DateTimeField(_("recommended at"), null=True, blank=True)
    opinion = models.CharField(_("opinion of the recommending unit"), max_length=600, blank=True)
    rank = models.PositiveIntegerField(_("rank"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("begun at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-changed_at", "-pk"]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="application_list"),
            models.Index(fields=["round", "state", "unit"], name="application_round"),
            models.Index(fields=["unit", "submitted_at", "round", "state", "recommended_at"], name="application_scope"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "rank"], name="application_rank_once"),
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(state__in=sorted(LIVING)), name="application_person_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.organisation_name}"

    @property
    def audit_label(self) -> str:
        """What the audit calls it, which is never changed: no name that may have to be erased."""
        return f"application {self.pk}"

    @property
    def place(self) -> Place:
        """Where it is looked after: by its recommending unit, its own unit, and the programme's area."""
        unit, area = self.unit.place, self.round.programme.area
        return Place(paths=(*unit.paths, area.path), organisations=(*unit.organisations, self.organisation_id))


class ApplicationPaper(models.Model):
    """A paper (附件). One that was replaced stays, since somebody may have decided by it."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="papers", verbose_name=_("application")
    )
    key = models.SlugField(_("which paper"), max_length=40)
    name = models.CharField(_("file"), max_length=120)
    stored = models.CharField(max_length=200)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    at = models.DateTimeField(_("added at"), default=clock.now)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)

    class Meta:
        verbose_name = _("paper of an application")
        verbose_name_plural = _("papers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "key"], condition=Q(replaced_at=None), name="application_paper_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ApplicationReturn(models.Model):
    """All defects, told at once (一次性告知). ``again`` says why there is a further return."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="returns", verbose_name=_("application")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    defects = models.JSONField(_("defects"), default=list)
    again = models.CharField(_("why returned again"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("returned by")
    )
    at = models.DateTimeField(_("returned at"), default=clock.now)

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="application_return_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(again=""), name="application_return_again_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.number}"
