"""The posting call of a round: until when firms state needs and people are posted, and under which limits."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.round import Round

MOST = 50
"""The greatest limit that can be set."""
LIMITS = {
    "firms_most": 3, "requests_most": 2, "people_most": 3, "firm_requests_most": 1, "serving_most": 1,
    "retired_most": 3, "academician_days": 90,
    "term_months": 24, "no_owners": True, "fit_needed": True, "lowest_fit": 20, "parties": 3,
}  # fmt: skip
"""What a call begins with; the numbers are those of DOMAIN §2.1 and §3, and each is a field that staff change."""


class PostingCallQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """The calls are announced: whoever may see programmes sees them."""
        return self if holding(user, Permission.PROGRAMME_VIEW) else self.none()


class PostingCall(models.Model):
    """Days are inclusive. A limit that is empty is none; ``lowest_fit`` is a score in hundredths."""

    round = models.OneToOneField(
        Round, on_delete=models.PROTECT, related_name="posting_call", verbose_name=_("round of a programme")
    )
    needs_until = models.DateField(_("needs until"))
    post_until = models.DateField(_("postings until"))
    firms_most = models.PositiveSmallIntegerField(
        _("firms a person, at most"), default=3, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    requests_most = models.PositiveSmallIntegerField(
        _("needs a county, at most"), null=True, blank=True, default=2, validators=[MaxValueValidator(10_000)]
    )
    firm_requests_most = models.PositiveSmallIntegerField(
        _("needs a firm, at most"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    people_most = models.PositiveSmallIntegerField(
        _("persons a firm, at most"), default=3, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    serving_most = models.PositiveSmallIntegerField(
        _("stations of a serving academician, at most"), default=1, validators=[MaxValueValidator(MOST)]
    )
    retired_most = models.PositiveSmallIntegerField(
        _("stations of a retired academician, at most"), default=3, validators=[MaxValueValidator(MOST)]
    )
    academician_days = models.PositiveSmallIntegerField(
        _("days a year of an academician at a station, at least"), default=90, validators=[MaxValueValidator(366)]
    )
    term_months = models.PositiveSmallIntegerField(
        _("term of service (months)"), default=24, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    no_owners = models.BooleanField(_("nobody at a firm that the person or the home unit owns a part of"), default=True)
    fit_needed = models.BooleanField(_("only where industry or field fit"), default=True)
    lowest_fit = models.PositiveSmallIntegerField(
        _("lowest fit (0–100)"), default=20, validators=[MaxValueValidator(100)]
    )
    parties = models.PositiveSmallIntegerField(
        _("parties of an agreement"), default=3, validators=[MinValueValidator(2), MaxValueValidator(3)]
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    objects = PostingCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for postings")
        verbose_name_plural = _("calls for postings")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(post_until__gte=F("needs_until")), name="posting_call_days_in_order")
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def place(self) -> Place:
        return self.round.place

    @property
    def takes_needs(self) -> bool:
        return clock.today() <= self.needs_until

    @property
    def takes_postings(self) -> bool:
        return clock.today() <= self.post_until
