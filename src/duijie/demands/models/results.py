"""What becomes of a demand: contracts, milestones, the evidence that it is solved."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.demands.grades import EvidenceKind
from duijie.demands.models.demand import Demand
from duijie.registry.models import Organisation


class ContractKind(models.TextChoices):
    """The technology contracts of the Civil Code (articles 843, 851, 862 and 878)."""

    DEVELOPMENT = "development", _("technology development contract")
    TRANSFER = "transfer", _("technology transfer contract")
    LICENCE = "licence", _("technology licence contract")
    CONSULTING = "consulting", _("technology consulting contract")
    SERVICE = "service", _("technology service contract")


class Contract(models.Model):
    """A technology contract between the firm and who solves its problem. The amount is in 10,000 yuan."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="contracts")
    kind = models.CharField(_("type of contract"), max_length=12, choices=ContractKind.choices)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="contracts",
        verbose_name=_("contract partner"),
    )  # fmt: skip
    organisation_name = models.CharField(_("contract partner as written"), max_length=120)
    contract_number = models.CharField(_("contract number"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    amount = models.DecimalField(
        _("contract amount (10,000 yuan)"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    registration_number = models.CharField(_("registration number of the contract"), max_length=60, blank=True)
    registered_on = models.DateField(_("contract registered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("technology contract")
        verbose_name_plural = _("technology contracts")
        ordering = ["signed_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.organisation_name}"


class Milestone(models.Model):
    """A stage of the work on a demand: when it is due, when it was reached."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=120)
    due_on = models.DateField(_("milestone due on"), null=True, blank=True)
    done_on = models.DateField(_("reached on"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """A paper that proves the result; its kind says how much (``grades.PROVES``). Scans are files of the demand."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind of evidence"), max_length=12, choices=EvidenceKind.choices)
    title = models.CharField(_("what it proves"), max_length=300)
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    document_number = models.CharField(_("number of the document"), max_length=60, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)

    class Meta:
        verbose_name = _("evidence of the result")
        verbose_name_plural = _("evidence of the result")
        ordering = ["issued_on", "pk"]

    def __str__(self) -> str:
        return self.title
