"""Achievements: what universities, institutes and firms have developed and offer (DOMAIN §6)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.registry.models.record import LIVING, PLACE, REACH, SCOPE
from duijie.registry.models.tiered import TieredRecord
from duijie.registry.models.words import Language, TechnologyField


class AchievementKind(models.TextChoices):
    INVENTION = "invention", _("invention patent")
    UTILITY = "utility", _("utility model")
    DESIGN = "design", _("design patent")
    SOFTWARE = "software", _("software copyright")
    VARIETY = "variety", _("plant variety")
    STANDARD = "standard", _("standard")
    LAYOUT = "layout", _("circuit layout")
    AWARDED = "awarded", _("awarded result")
    OTHER = "other", _("other result")


class Stage(models.TextChoices):
    RESEARCH = "rd", _("research and development")
    SMALL_TRIAL = "small_trial", _("small trial")
    PILOT = "pilot", _("pilot")
    SAMPLE = "sample", _("sample")
    MASS_PRODUCTION = "mass_production", _("mass production")
    OTHER = "other", _("other stage")


class Achievement(TieredRecord):
    """One achievement. ``trl`` is 1 to 9; its evidence stands level by level in ``TrlEvidence``."""

    noun = "achievement"

    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    body = models.TextField(_("description"), blank=True)
    body_en = models.TextField(_("description in English"), blank=True)
    keywords = models.CharField(_("keywords"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.CHINESE)
    kind = models.CharField(
        _("type of achievement"), max_length=12, choices=AchievementKind.choices, default=AchievementKind.OTHER
    )
    stage = models.CharField(_("stage"), max_length=16, choices=Stage.choices, blank=True)
    trl = models.PositiveSmallIntegerField(
        _("TRL"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    rights = models.CharField(_("rights"), max_length=200, blank=True)
    modes = models.CharField(_("modes of transfer"), max_length=120, blank=True)
    price = models.DecimalField(
        _("price (10,000 yuan)"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=60, blank=True)
    field = models.CharField(_("technology field"), max_length=16, choices=TechnologyField.choices, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")
        ordering = ["-updated_at", "-pk"]
        indexes = [
            # The list in its usual orders, with what its rows are chosen and counted by (bench/pages.py).
            models.Index(
                fields=["-updated_at", "-id", *SCOPE, "kind", "stage", "field", "trl", "industry", "created_at"],
                condition=LIVING,
                name="achievement_list",
            ),
            models.Index(fields=["title", "id", *SCOPE], condition=LIVING, name="achievement_titles"),
            models.Index(fields=["organisation_name", "id", *SCOPE], condition=LIVING, name="achievement_names"),
            models.Index(fields=["kind", "id", *SCOPE], condition=LIVING, name="achievement_kinds"),
            models.Index(fields=["trl", "id", *SCOPE], condition=LIVING, name="achievement_levels"),
            # All that somebody may see, counted from the narrowest index that says so.
            models.Index(fields=["archived_at", "disclosure", *PLACE], name="achievement_scope"),
            models.Index(fields=["zone", "area"], condition=Q(zone__isnull=False), name="achievement_zones"),
            models.Index(
                fields=["archived_at", *REACH], condition=Q(body="", body_en="", keywords=""), name="achievement_silent"
            ),
            # What they are counted by, so that counting reads no texts (bench/county.py).
            models.Index(fields=["archived_at", "area", "zone", "field", "created_at"], name="achievement_figures"),
            models.Index(fields=["archived_at", "organisation", "area", "zone"], name="achievement_owners"),
            # What everybody may read a summary of.
            models.Index(
                fields=["-updated_at", "-id"], condition=LIVING & ~Q(public_summary=""), name="achievement_summaries"
            ),
            # What a duplicate is hinted at by while one types (bench/duplicates.py).
            models.Index(fields=["title"], opclasses=["varchar_pattern_ops"], name="achievement_title"),
            models.Index(fields=["organisation_name"], name="achievement_owner_name"),
        ]

    def __str__(self) -> str:
        return self.title


class TrlEvidence(models.Model):
    """What proves that a level of readiness was reached."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="trl_evidence")
    level = models.PositiveSmallIntegerField(_("TRL"), validators=[MinValueValidator(1), MaxValueValidator(9)])
    evidence = models.CharField(_("evidence"), max_length=300)
    proven_on = models.DateField(_("proven on"), null=True, blank=True)

    class Meta:
        verbose_name = _("evidence of readiness")
        verbose_name_plural = _("evidence of readiness")
        ordering = ["level", "pk"]

    def __str__(self) -> str:
        return f"TRL {self.level} · {self.evidence}"
