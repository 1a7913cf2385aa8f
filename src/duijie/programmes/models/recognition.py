"""Recognition (认定): a batch with its document, and the certificate of each person recognised by it."""

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
from duijie.programmes.models.application import Application
from duijie.programmes.models.programme import Programme
from duijie.programmes.models.round import RecommendingUnit, Round
from duijie.programmes.states import STANDINGS, CertificateState, ExitCause
from duijie.registry.models.area import lies_in


class Recognition(models.Model):
    """A document by which persons are recognised. A round has a further one for whoever was held back."""

    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="recognitions", verbose_name=_("round of a programme")
    )
    document = models.CharField(_("document number"), max_length=80)
    issued_on = models.DateField(_("issued on"))
    issuer = models.CharField(_("issued by"), max_length=120)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("entered at"), default=clock.now)

    class Meta:
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "document"], name="recognition_once")]

    def __str__(self) -> str:
        return self.document


class CertificateQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; those of one's areas and organisations."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        held = holding(user, Permission.APPLICATION_VIEW)
        own = [one.organisation_id for one in held if one.reach is Reach.ORGANISATION and one.organisation_id]
        reached = Q(application__organisation__in=own) if own else Q(pk__in=())
        units = Q(organisation__in=own) if own else Q(pk__in=())
        if holding(user, Permission.APPLICATION_APPLY):
            reached |= Q(application__person__account=user)
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                units |= lies_in(grant.path, "area", "round__programme__area")
        number = ExpressionWrapper(F("application__unit_id") + 0, BigIntegerField())
        numbers = RecommendingUnit.objects.filter(units).order_by().values("pk")
        return self.filter(reached | Q(In(number, numbers)))


class Certificate(models.Model):
    """``serial`` counts within a programme and year, without a gap; ``code`` is the part of the check page's address
    that nobody can guess. Days are inclusive."""

    recognition = models.ForeignKey(
        Recognition, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("recognition")
    )
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, related_name="certificate", verbose_name=_("application")
    )
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="certificates")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(_("certificate number"), max_length=60, unique=True)
    code = models.CharField(max_length=40, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CertificateState.choices, default=CertificateState.ACTIVE
    )
    from_on = models.DateField(_("valid from"))
    to_on = models.DateField(_("valid until"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    exit_cause = models.CharField(_("why somebody left"), max_length=16, blank=True, choices=ExitCause.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "year", "serial"], name="certificate_serial_once"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="certificate_ends_later"),
            models.CheckConstraint(
                condition=~Q(state=CertificateState.LEFT) | (Q(left_on__isnull=False) & ~Q(exit_cause="")),
                name="certificate_left_with_a_cause",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def standing(self) -> str:
        """A key of ``STANDINGS``, as of today."""
        if self.state != CertificateState.ACTIVE:
            return str(self.state)
        today = clock.today()
        return "expired" if today > self.to_on else "issued" if today < self.from_on else "active"

    @property
    def standing_words(self) -> Any:
        return STANDINGS[self.standing]

    @property
    def place(self) -> Place:
        return self.application.place
