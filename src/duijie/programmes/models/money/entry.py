"""Entries of the ledger. Nothing in it is ever changed: what was wrong is taken back by a counter-entry."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.postings.posting import Posting


class MoneyKind(models.TextChoices):
    SUBSIDY = "subsidy", pgettext_lazy("money", "subsidy")
    INSURANCE = "insurance", pgettext_lazy("money", "insurance")
    PROJECT = "project", pgettext_lazy("money", "project funds")


class MoneyStage(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("money", "planned")
    PAID = "paid", pgettext_lazy("money", "paid")


class LedgerQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the postings that one sees."""
        if not holding(user, Permission.LEDGER_VIEW):
            return self.none()
        return self.filter(posting__in=Posting.objects.visible_to(user).order_by().values("pk"))


class LedgerEntry(models.Model):
    """``amount`` is in yuan; below zero in a counter-entry alone, which ``reverses`` another one whole.
    ``submission`` is the number of the form."""

    posting = models.ForeignKey(
        Posting, on_delete=models.PROTECT, related_name="ledger_entries", verbose_name=_("posting")
    )
    kind = models.CharField(_("kind of money"), max_length=10, choices=MoneyKind.choices)
    stage = models.CharField(_("planned or paid"), max_length=8, choices=MoneyStage.choices)
    amount = models.DecimalField(_("amount (yuan)"), max_digits=14, decimal_places=2)
    booked_on = models.DateField(_("day of the entry"))
    document = models.CharField(_("document number"), max_length=80)
    note = models.CharField(_("note"), max_length=300, blank=True)
    file_name = models.CharField(_("file"), max_length=120, blank=True)
    stored = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by",
        verbose_name=_("counter-entry to"),
    )  # fmt: skip
    submission = models.CharField(max_length=36, blank=True, editable=False)
    is_demo = models.BooleanField(_("demo data"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("entered at"), default=clock.now)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("entries of the ledger")
        ordering = ["-booked_on", "-pk"]
        indexes = [models.Index(fields=["posting", "kind", "stage"], name="ledger_posting")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses=None, amount__gt=0) | Q(reverses__isnull=False, amount__lt=0),
                name="ledger_sign_of_amount",
            ),
            models.CheckConstraint(condition=~Q(reverses=F("id")), name="ledger_reverses_another"),
            models.UniqueConstraint(fields=["by", "submission"], condition=~Q(submission=""), name="ledger_sent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"

    @property
    def audit_label(self) -> str:
        return f"ledger entry {self.pk}"

    @property
    def place(self) -> Place:
        return self.posting.place
