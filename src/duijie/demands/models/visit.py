"""A visit to a firm: what it was for, what was said in one line, and what came of it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.common import clock
from duijie.demands.models.demand import Demand
from duijie.registry.models import Record
from duijie.registry.models.record import LIVING, PLACE, SCOPE


class VisitKind(models.TextChoices):
    """What one came for."""

    FIND = "find", _("to find demands")
    FOLLOW_UP = "follow_up", _("to follow up a demand")
    POLICY = "policy", _("to explain policies")
    SERVICE = "service", _("to help on site")
    OTHER = "other", _("another purpose")


class VisitResult(models.TextChoices):
    NOTHING = "nothing", _("no demand at present")
    DEMAND = "demand", _("a demand was found")
    FOLLOW_UP = "follow_up", _("to be followed up")


def _today() -> date:
    return clock.today()


class Visit(Record):
    """A visit. ``organisation`` is the firm; ``visitor`` the account that logged it, none for visits from lists.

    ``submission`` is a number that the form draws, so that sending it twice makes one visit.
    """

    noun = "visit"

    title = models.CharField(_("what was said, in one line"), max_length=200)
    kind = models.CharField(_("purpose of the visit"), max_length=12, choices=VisitKind.choices, default=VisitKind.FIND)
    result = models.CharField(
        _("result of the visit"), max_length=12, choices=VisitResult.choices, default=VisitResult.NOTHING
    )
    visited_on = models.DateField(_("visited on"), default=_today)
    visitor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="visits",
        verbose_name=_("account of the visitor"),
    )  # fmt: skip
    visitor_name = models.CharField(_("visited by"), max_length=60, blank=True)
    notes = models.TextField(_("notes of the visit"), blank=True)
    follow_up_on = models.DateField(_("follow up on"), null=True, blank=True)
    contact_name = models.CharField(_("person spoken to"), max_length=60, blank=True)
    contact_phone = models.CharField(_("phone of the person spoken to"), max_length=40, blank=True)
    demand = models.ForeignKey(
        Demand, on_delete=models.PROTECT, null=True, blank=True, related_name="visits",
        verbose_name=_("demand of the visit"),
    )  # fmt: skip
    submission = models.CharField(max_length=36, blank=True, editable=False)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-visited_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visitor", "submission"], condition=~Q(submission=""), name="visit_sent_once"
            )
        ]
        indexes = [
            models.Index(fields=["-visited_on", "-id", *SCOPE, "kind", "result"], condition=LIVING, name="visit_list"),
            models.Index(fields=["archived_at", "disclosure", *PLACE, "id"], name="visit_scope"),
            models.Index(fields=["visitor", "-visited_on", "-id"], name="visit_mine"),
            models.Index(fields=["organisation", "-visited_on"], name="visit_firm"),
        ]

    def __str__(self) -> str:
        return self.title
