"""Yields: a thing that came of services – a patent, a problem solved – once, however many have a share in it."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.demands.grades import EvidenceKind
from duijie.demands.models import Demand
from duijie.programmes.models.postings.posting import Posting
from duijie.programmes.service_states import LIVING_YIELD, YieldState
from duijie.programmes.yield_kinds import YIELD_KINDS
from duijie.registry.models import Organisation


class YieldQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, and those in which a posting that one sees has a share."""
        if not holding(user, Permission.YIELD_VIEW):
            return self.none()
        seen = Posting.objects.visible_to(user).order_by().values("pk")
        shared = YieldShare.objects.filter(posting__in=seen).order_by().values("service_yield")
        return self.filter(Q(by=user) | Q(pk__in=shared))


class Yield(models.Model):
    """``kind`` is a key of ``YIELD_KINDS``; ``thing`` is the tidied key of the thing itself, which one living row has
    at most, whoever enters it and wherever (constraint). ``firm`` is where it arose."""

    kind = models.CharField(
        _("kind of yield"), max_length=20, choices=[(key, one.label) for key, one in YIELD_KINDS.items()]
    )
    thing = models.CharField(max_length=160, editable=False)
    number = models.CharField(_("number of the paper"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=200)
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="yields", verbose_name=_("firm"))
    happened_on = models.DateField(pgettext_lazy("yield", "day"))
    persons = models.PositiveIntegerField(_("persons trained"), null=True, blank=True)
    hours = models.DecimalField(_("hours of training"), max_digits=7, decimal_places=1, null=True, blank=True)
    demand = models.ForeignKey(
        Demand, on_delete=models.PROTECT, null=True, blank=True, related_name="yields",
        verbose_name=_("demand of the yield"),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=10, choices=YieldState.choices, default=YieldState.ENTERED)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("entered at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    objects = YieldQuerySet.as_manager()

    class Meta:
        verbose_name = _("yield")
        verbose_name_plural = _("yields")
        ordering = ["-happened_on", "-pk"]
        indexes = [
            models.Index(fields=["-happened_on", "-id"], name="yield_list"),
            models.Index(fields=["firm", "kind", "state"], name="yield_firm"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "thing"], condition=Q(state__in=sorted(LIVING_YIELD)), name="yield_thing_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=YieldState.MERGED) | Q(merged_into__isnull=False), name="yield_merged_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        return f"yield {self.pk}"

    @property
    def place(self) -> Place:
        """That of the firm; ``firm__area`` and ``firm__zone`` must be loaded."""
        return self.firm.place


class YieldShare(models.Model):
    """The share of a posting, in hundredths; those of a yield are 100 altogether."""

    service_yield = models.ForeignKey(Yield, on_delete=models.CASCADE, related_name="shares", verbose_name=_("yield"))
    posting = models.ForeignKey(
        Posting, on_delete=models.PROTECT, related_name="yield_shares", verbose_name=_("posting")
    )
    percent = models.PositiveSmallIntegerField(_("share (%)"))

    class Meta:
        verbose_name = _("share in a yield")
        verbose_name_plural = _("shares in yields")
        ordering = ["-percent", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service_yield", "posting"], name="yield_share_once"),
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="yield_share_is_a_share"),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id}: {self.percent}"


class YieldEvidence(models.Model):
    """A paper that proves it; its kind says how much (``demands.grades``)."""

    service_yield = models.ForeignKey(Yield, on_delete=models.CASCADE, related_name="evidence", verbose_name=_("yield"))
    kind = models.CharField(_("kind of evidence"), max_length=16, choices=EvidenceKind.choices)
    name = models.CharField(_("file"), max_length=120)
    stored = models.CharField(max_length=200)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    at = models.DateTimeField(_("added at"), default=clock.now)

    class Meta:
        verbose_name = _("evidence of a yield")
        verbose_name_plural = _("evidence of yields")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
