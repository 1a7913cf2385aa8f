"""Services that organisations offer to firms: testing, design, training … with a price."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.registry.models.record import PLACE, Record
from duijie.registry.models.words import TechnologyField


class ServiceKind(models.TextChoices):
    """The functions of service complexes (DOMAIN §4)."""

    TESTING = "testing", _("testing and inspection")
    DESIGN = "design", _("design and R&D")
    EQUIPMENT = "equipment", _("shared equipment")
    STANDARDS = "standards", _("standards and information")
    IP = "ip", _("intellectual property")
    TRANSFER = "transfer", _("transfer of achievements")
    INCUBATION = "incubation", _("incubation")
    TRAINING = "training", _("talent and training")
    FINANCE = "finance", _("S&T finance")
    CONSULTING = "consulting", _("consulting and policy")
    OTHER = "other", _("other service")


class Service(Record):
    """One offer. Prices in 10,000 yuan per ``unit``; none means by agreement."""

    noun = "service"

    title = models.CharField(_("name of the service"), max_length=200)
    kind = models.CharField(_("kind of service"), max_length=12, choices=ServiceKind.choices, default=ServiceKind.OTHER)
    body = models.TextField(_("description"), blank=True)
    keywords = models.CharField(_("keywords"), max_length=300, blank=True)
    price_from = models.DecimalField(
        _("price from (10,000 yuan)"), max_digits=12, decimal_places=4, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    price_to = models.DecimalField(
        _("price to (10,000 yuan)"), max_digits=12, decimal_places=4, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    unit = models.CharField(_("priced per"), max_length=40, blank=True)
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=60, blank=True)
    field = models.CharField(_("technology field"), max_length=16, choices=TechnologyField.choices, blank=True)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["archived_at", "title"], name="service_list"),
            # All that somebody may see, counted without reading texts.
            models.Index(fields=["archived_at", "disclosure", *PLACE], name="service_scope"),
            # What they are counted by, so that counting reads no texts (bench/county.py).
            models.Index(fields=["archived_at", "field", "area", "zone", "created_at"], name="service_figures"),
        ]

    def __str__(self) -> str:
        return self.title
