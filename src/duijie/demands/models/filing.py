"""What a firm files without an account: a demand, or the wish for an account. It counts when the office accepts it."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.demands.models.demand import Demand
from duijie.registry.models import Area, Organisation
from duijie.registry.models.area import lies_in


class FilingKind(models.TextChoices):
    DEMAND = "demand", _("files a demand")
    ACCOUNT = "account", _("asks for an account")


class FilingState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("state of a filing", "to be decided")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", pgettext_lazy("state of a filing", "refused")


class FilingQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of one's areas."""
        held = holding(user, Permission.FILING_VIEW)
        if any(grant.reach is Reach.EVERYWHERE for grant in held):
            return self
        reached = models.Q(pk__in=())
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                reached |= lies_in(grant.path, "area", "zone")
        return self.filter(reached)


class Filing(models.Model):
    """``digest`` is that of the secret in the address of its receipt, which works until ``expires_at``; ``submission``
    the number of the form, so that sending it twice makes one filing. ``proof`` is a stored file."""

    kind = models.CharField(_("what it is about"), max_length=8, choices=FilingKind.choices)
    state = models.CharField(
        _("state"), max_length=8, choices=FilingState.choices, default=FilingState.WAITING, db_index=True
    )
    number = models.CharField(_("number of the receipt"), max_length=20, unique=True)
    firm_name = models.CharField(_("name of the firm"), max_length=120)
    uscc = models.CharField(_("unified social credit code"), max_length=18)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="filings", verbose_name=_("area"))
    zone = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="zone_filings", verbose_name=_("zone")
    )
    contact_name = models.CharField(_("contact person"), max_length=60)
    contact_phone = models.CharField(_("mobile number"), max_length=20)
    email = models.EmailField(_("e-mail"), blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    body = models.TextField(_("description"), blank=True)
    targets = models.TextField(_("core indicators"), blank=True)
    tried = models.TextField(_("what was tried"), blank=True, default="")
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    budget_from = models.DecimalField(
        _("budget from (10,000 yuan)"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    budget_to = models.DecimalField(
        _("budget to (10,000 yuan)"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    rights = models.CharField(_("rights"), max_length=200, blank=True, default="")
    proof = models.CharField(max_length=200, blank=True)
    proof_name = models.CharField(_("proof"), max_length=120, blank=True)
    proof_sha256 = models.CharField(max_length=64, blank=True)
    is_second = models.BooleanField(_("another claim or account exists for this firm"), default=False)
    language = models.CharField(max_length=10, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    submission = models.CharField(max_length=32, unique=True)
    created_at = models.DateTimeField(_("filed at"), default=clock.now)
    expires_at = models.DateTimeField(_("receipt works until"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    urged_at = models.DateTimeField(_("urged at"), null=True, blank=True)
    demand = models.ForeignKey(
        Demand, on_delete=models.PROTECT, null=True, blank=True, related_name="filings", verbose_name=_("demand")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="filings",
        verbose_name=_("organisation"),
    )  # fmt: skip
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="filings",
        verbose_name=_("account"),
    )  # fmt: skip
    is_demo = models.BooleanField(_("demo data"), default=False)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = _("filing of a firm")
        verbose_name_plural = _("filings of firms")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="filing_list"),
            models.Index(fields=["state", "created_at", "area"], name="filing_waiting"),
            models.Index(fields=["uscc", "kind", "state"], name="filing_firm"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.firm_name}"

    @property
    def place(self) -> Place:
        return Place(paths=(self.area.path, *((self.zone.path,) if self.zone else ())))
