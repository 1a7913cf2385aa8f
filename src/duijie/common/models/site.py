"""What this installation is called: rows that are added and never changed; the latest is in force."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.common.scope import ScopedQuerySet


class Accent(models.TextChoices):
    """Colours of the frame, in ``portal/css/accents.css``: text on each has a contrast of 4.5 : 1 or more."""

    BLUE = "blue", _("deep blue")
    TEAL = "teal", _("teal")
    GREEN = "green", _("dark green")
    RED = "red", _("dark red")
    VIOLET = "violet", _("violet")
    SLATE = "slate", _("slate grey")


class PublicForms(models.TextChoices):
    """Whether firms without an account may file a demand, and ask for an account."""

    CLOSED = "closed", _("closed: only those with an account file demands")
    OPEN = "open", _("open to everybody; the office of the area decides")


class SiteQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> "SiteQuerySet":
        """The history is for whoever may change it; the names in force are public."""
        return self if getattr(user, "is_authenticated", False) and user.has_perm("site.edit") else self.none()


class SiteLogo(models.Model):
    """A checked picture. It never changes, so browsers keep it; ``digest`` is its name in addresses."""

    digest = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content = models.BinaryField()

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.digest[:12]


class SiteSettings(models.Model):
    """One state of the names. ``token`` tells processes whether what they remember is still in force."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name of the site"), max_length=60)
    name_en = models.CharField(_("name of the site in English"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=20)
    short_name_en = models.CharField(_("short name in English"), max_length=40)
    owner = models.CharField(_("organisation behind the site"), max_length=60, blank=True)
    owner_en = models.CharField(_("organisation behind the site, in English"), max_length=120, blank=True)
    county_word = models.CharField(_("word for areas of county level"), max_length=20)
    county_word_en = models.CharField(_("word for areas of county level, in English"), max_length=40)
    footer = models.CharField(_("text at the foot of pages"), max_length=200, blank=True)
    footer_en = models.CharField(_("text at the foot of pages, in English"), max_length=300, blank=True)
    accent = models.CharField(_("colour"), max_length=10, choices=Accent.choices, default=Accent.BLUE)
    public_forms = models.CharField(
        _("public forms for firms"), max_length=10, choices=PublicForms.choices, default=PublicForms.CLOSED
    )
    logo = models.ForeignKey(SiteLogo, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("logo"))
    saved_at = models.DateTimeField(_("saved at"), default=clock.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="next", editable=False
    )
    first = models.BooleanField(null=True, default=None, unique=True, editable=False)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("names of the site")
        verbose_name_plural = _("names of the site")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name
