"""What holds for the service of those posted in a call: days, and the most that is paid. Numbers are settings."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.accounts.access import Place
from duijie.common import clock
from duijie.programmes.models.postings.call import PostingCall


class ServiceRules(models.Model):
    """Amounts are yuan for a person and a calendar year; an empty one is no ceiling. A call without a row has the
    defaults (``rules_of``). The ceilings begin with what DOMAIN §2.2 reports; each is a field that staff change."""

    call = models.OneToOneField(
        PostingCall, on_delete=models.PROTECT, related_name="service_rules", verbose_name=_("call for postings")
    )
    late_days = models.PositiveSmallIntegerField(
        _("days after which nothing is logged any more"), default=30,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
    )  # fmt: skip
    link_days = models.PositiveSmallIntegerField(
        _("days that a link to confirm works"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    remind_days = models.PositiveSmallIntegerField(
        _("days between reminders"), default=3, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    warn_days = models.PositiveSmallIntegerField(
        _("days before the end of a posting that both sides are told"), default=30,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
    )  # fmt: skip
    subsidy_most = models.DecimalField(
        _("subsidy, at most (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True,
        default=Decimal(100_000), validators=[MinValueValidator(0)],
    )  # fmt: skip
    insurance_most = models.DecimalField(
        _("insurance, at most (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    project_most = models.DecimalField(
        _("project funds, at most (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True,
        default=Decimal(100_000), validators=[MinValueValidator(0)],
    )  # fmt: skip
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("rules of service")
        verbose_name_plural = _("rules of service")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.call)

    @property
    def place(self) -> Place:
        return self.call.place


def rules_of(call: PostingCall) -> ServiceRules:
    """Those of ``call``, or what holds until somebody changes them."""
    return ServiceRules.objects.filter(call=call).first() or ServiceRules(call=call, version=0)
