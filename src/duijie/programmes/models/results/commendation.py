"""Commendations (通报表扬) of people who are posted: a plain register until evaluation decides on them."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.postings.posting import Posting


class CommendationLevel(models.TextChoices):
    COUNTY = "county", pgettext_lazy("commendation", "county")
    CITY = "city", pgettext_lazy("commendation", "city")
    PROVINCIAL = "provincial", pgettext_lazy("commendation", "province")
    NATIONAL = "national", pgettext_lazy("commendation", "nation")


class CommendationQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the postings that one sees."""
        if not holding(user, Permission.YIELD_VIEW):
            return self.none()
        return self.filter(posting__in=Posting.objects.visible_to(user).order_by().values("pk"))


class Commendation(models.Model):
    """One for a posting and a document; without the document that says so there is none."""

    posting = models.ForeignKey(
        Posting, on_delete=models.PROTECT, related_name="commendations", verbose_name=_("posting")
    )
    level = models.CharField(_("level of the commendation"), max_length=10, choices=CommendationLevel.choices)
    document = models.CharField(_("document number"), max_length=80)
    issuer = models.CharField(_("commended by"), max_length=120)
    issued_on = models.DateField(_("day of the document"))
    is_demo = models.BooleanField(_("demo data"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("entered at"), default=clock.now)

    objects = CommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("commendation")
        verbose_name_plural = _("commendations")
        ordering = ["-issued_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["posting", "document"], name="commendation_once")]

    def __str__(self) -> str:
        return self.document

    @property
    def audit_label(self) -> str:
        return f"commendation {self.pk}"

    @property
    def place(self) -> Place:
        return self.posting.place
