"""Persons: whoever the platform knows by name; experts among them have a field and works."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from duijie.accounts.permissions import Permission
from duijie.registry.models.organisation import Organisation
from duijie.registry.models.record import LIVING, PLACE, REACH, SCOPE, Record, RecordQuerySet
from duijie.registry.models.words import TechnologyField


class TitleRank(models.TextChoices):
    SENIOR = "senior", _("senior title")
    DEPUTY = "deputy", _("deputy senior title")
    INTERMEDIATE = "intermediate", _("intermediate title")
    JUNIOR = "junior", _("junior title")


class PersonQuerySet(RecordQuerySet):
    """Persons whose data may be used: those that are kept without being used are reached by nobody."""

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user)._usable()

    def reached_by(self, user: Any, permission: Permission) -> Self:
        return super().reached_by(user, permission)._usable()

    def _usable(self) -> Self:
        restricted = self.model._meta.get_field("restriction").related_model  # a model below this one in its app
        return self.exclude(pk__in=restricted._base_manager.order_by().values("person"))


class Person(Record):
    """A person. ``is_expert``: offered for demands; what the person has done stands in ``Work``."""

    noun = "person"

    name = models.CharField(_("name of the person"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    initials = models.CharField(_("pinyin initials"), max_length=120, blank=True, editable=False, db_index=True)
    is_expert = models.BooleanField(_("expert"), default=True)
    title = models.CharField(_("professional title"), max_length=60, blank=True)
    rank = models.CharField(_("rank of the title"), max_length=14, choices=TitleRank.choices, blank=True)
    post = models.CharField(_("post"), max_length=60, blank=True)
    team = models.CharField(_("team"), max_length=100, blank=True)
    research = models.CharField(_("research interests"), max_length=300, blank=True)
    profile = models.TextField(_("profile"), blank=True)
    keywords = models.CharField(_("keywords"), max_length=300, blank=True)
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=60, blank=True)
    field = models.CharField(_("technology field"), max_length=16, choices=TechnologyField.choices, blank=True)
    discipline = models.CharField(_("discipline (GB/T 13745)"), max_length=60, blank=True)
    capacity = models.PositiveSmallIntegerField(_("demands at a time, at most"), null=True, blank=True)
    mobile = models.CharField(_("mobile number"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="person",
        verbose_name=_("account"),
    )  # fmt: skip

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    objects = PersonQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name", "pk"]
        indexes = [
            # The list in its usual orders, with what its rows are chosen and counted by (bench/pages.py).
            models.Index(
                fields=["name", "id", "is_expert", *SCOPE, "rank", "field"], condition=LIVING, name="person_list"
            ),
            models.Index(fields=["-updated_at", "id", "is_expert", *SCOPE], condition=LIVING, name="person_changes"),
            models.Index(
                fields=["organisation_name", "id", "is_expert", *SCOPE], condition=LIVING, name="person_names"
            ),
            # All that somebody may see, counted from the narrowest index that says so.
            models.Index(fields=["archived_at", "is_expert", "disclosure", *PLACE], name="person_scope"),
            models.Index(fields=["zone", "area"], condition=Q(zone__isnull=False), name="person_zones"),
            models.Index(
                fields=["archived_at", "is_expert", *REACH],
                condition=Q(profile="", research="", keywords=""),
                name="person_silent",
            ),
            # What they are counted by, so that counting reads no texts (bench/county.py).
            models.Index(
                fields=["archived_at", "is_expert", "field", "area", "zone", "created_at"], name="person_figures"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """What the audit calls it, which is never changed: no name that may have to be erased."""
        return f"{self.noun} {self.pk}"


class Affiliation(models.Model):
    """Where a person worked, from when to when; an open end means still."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="affiliations",
        verbose_name=_("organisation"),
    )  # fmt: skip
    organisation_name = models.CharField(_("organisation as written"), max_length=120)
    post = models.CharField(_("post"), max_length=60, blank=True)
    from_on = models.DateField(pgettext_lazy("day", "from"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["-from_on", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation_name} {self.post}".strip()


class PersonTitle(models.Model):
    """A professional title and since when it is held."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="titles")
    title = models.CharField(_("professional title"), max_length=60)
    rank = models.CharField(_("rank of the title"), max_length=14, choices=TitleRank.choices, blank=True)
    from_on = models.DateField(pgettext_lazy("day", "from"), null=True, blank=True)

    class Meta:
        verbose_name = _("professional title")
        verbose_name_plural = _("professional titles")
        ordering = ["-from_on", "pk"]

    def __str__(self) -> str:
        return self.title


class WorkKind(models.TextChoices):
    PAPER = "paper", _("paper")
    PATENT = "patent", _("patent")
    STANDARD = "standard", _("standard")
    PROJECT = "project", _("project")
    AWARD = "award", _("award")
    CASE = "case", _("solved case")
    OTHER = "other", _("other work")


class Work(models.Model):
    """One thing an expert has done. Experts are matched by these, not only by what the profile says."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="works")
    kind = models.CharField(_("kind of work"), max_length=10, choices=WorkKind.choices, default=WorkKind.PAPER)
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("content"), blank=True)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        ordering = ["-year", "pk"]

    def __str__(self) -> str:
        return self.title
