"""Carriers: workstations, service complexes, teams, consortia, incubators (DOMAIN §3–§5), with host and members."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from duijie.registry.models.organisation import Organisation
from duijie.registry.models.record import Record
from duijie.registry.models.words import TechnologyField


class CarrierKind(models.TextChoices):
    TALENT_WORKSTATION = "talent_workstation", _("S&T talent workstation")
    EXPERT_WORKSTATION = "expert_workstation", _("academician and expert workstation")
    PHD_STATION = "phd_station", _("PhD innovation station")
    SERVICE_STATION = "service_station", _("learned-society service station")
    SERVICE_COMPLEX = "service_complex", _("industrial innovation service complex")
    SERVICE_TEAM = "service_team", _("S&T service team")
    CONSORTIUM = "consortium", _("innovation consortium")
    INCUBATOR = "incubator", _("incubator or maker space")
    JOINT_CARRIER = "joint_carrier", _("jointly built carrier")
    FUND = "fund", _("innovation fund")
    OTHER = "other", _("other carrier")


class CarrierLevel(models.TextChoices):
    NATIONAL = "national", _("national level")
    PROVINCIAL = "provincial", _("provincial level")
    CITY = "city", _("city level")
    COUNTY = "county", _("county level")


class Carrier(Record):
    """A carrier. ``organisation`` is its host (依托单位)."""

    noun = "carrier"

    title = models.CharField(_("name of the carrier"), max_length=200)
    kind = models.CharField(_("kind of carrier"), max_length=20, choices=CarrierKind.choices, default=CarrierKind.OTHER)
    level = models.CharField(_("level of recognition"), max_length=10, choices=CarrierLevel.choices, blank=True)
    body = models.TextField(_("description"), blank=True)
    keywords = models.CharField(_("keywords"), max_length=300, blank=True)
    founded = models.DateField(_("founded on"), null=True, blank=True)
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=60, blank=True)
    field = models.CharField(_("technology field"), max_length=16, choices=TechnologyField.choices, blank=True)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("carrier")
        verbose_name_plural = _("carriers")
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["archived_at", "title"], name="carrier_list")]

    def __str__(self) -> str:
        return self.title


class CarrierMember(models.Model):
    """An organisation that belongs to a carrier."""

    carrier = models.ForeignKey(Carrier, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="carrier_memberships",
        verbose_name=_("organisation"),
    )  # fmt: skip
    organisation_name = models.CharField(_("organisation as written"), max_length=120)
    role = models.CharField(_("role in the carrier"), max_length=60, blank=True)
    from_on = models.DateField(pgettext_lazy("day", "from"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.organisation_name
