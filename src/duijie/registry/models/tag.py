"""Dated tags of organisations: HNTE, technology SME, above-scale … – with certificate, term and source."""

# ruff: noqa: E501 – tables of words read better in long lines

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.registry.models.organisation import Organisation


class TagKind(models.TextChoices):
    """The national register of technology SMEs and the provincial recognition are two different things (DOMAIN §11)."""

    HNTE = "hnte", _("high and new technology enterprise")
    TECH_SME = "tech_sme", _("technology SME (national register)")
    PROVINCIAL_SME = "provincial_sme", _("provincial technology SME")
    ABOVE_SCALE = "above_scale", _("above-scale enterprise")
    SPECIALISED = "specialised", _("specialised and sophisticated SME")
    TECHNOLOGY_CENTRE = "technology_centre", _("enterprise technology centre")
    LISTED = "listed", _("listed company")
    OTHER = "other", _("other tag")


TAG_WORDS = {
    "高新技术企业": "hnte", "高企": "hnte", "国高企": "hnte", "科技型中小企业": "tech_sme", "国家科技型中小企业": "tech_sme",
    "省科技型中小企业": "provincial_sme", "省级科技型中小企业": "provincial_sme", "规上企业": "above_scale", "规上": "above_scale",
    "规上工业企业": "above_scale", "专精特新中小企业": "specialised", "专精特新": "specialised", "企业技术中心": "technology_centre",
    "市级企业技术中心": "technology_centre", "上市公司": "listed",
    **{str(value): str(value) for value in TagKind.values},
}  # fmt: skip


def tagged_on(kind: str, day: date) -> Q:
    """Organisations that held the tag ``kind`` on ``day``. Open ends count as still, or as always."""
    held = OrganisationTag.objects.filter(kind=kind).filter(
        Q(from_on=None) | Q(from_on__lte=day), Q(to_on=None) | Q(to_on__gte=day)
    )
    return Q(pk__in=held.values("organisation_id"))


class OrganisationTag(models.Model):
    """One tag. The days are inclusive."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="tags")
    kind = models.CharField(_("tag"), max_length=20, choices=TagKind.choices)
    certificate = models.CharField(_("certificate number"), max_length=80, blank=True)
    from_on = models.DateField(pgettext_lazy("day", "from"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["kind", "-from_on", "pk"]
        indexes = [
            models.Index(fields=["kind", "from_on", "to_on", "organisation"], name="tag_on_a_day"),
            models.Index(fields=["to_on", "id", "organisation", "kind"], name="tag_ends"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(from_on__lte=models.F("to_on")), name="tag_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
