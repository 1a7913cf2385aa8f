"""Expert review (专家评审): its settings in a round, who reviews, and what each of them marks."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import Place, holding, paths_of
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.application import Application
from duijie.programmes.models.round import Round
from duijie.registry.models import Person
from duijie.registry.models.area import lies_in


class ReviewPanel(models.Model):
    """How a round is reviewed. ``each`` reviewers for an application; with ``from_scores`` scores or more the
    ``each_side`` highest and lowest are left out. ``fields`` and ``papers`` are what a blind reviewer sees, by key.

    ``ranking`` is what came of it, from ``closed_at`` on, and never changes after: ``[{"application", "place", "score",
    "lowest", "highest", "scores"}]``, scores as text with two decimals."""

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="panel", verbose_name=_("round of a programme")
    )
    each = models.PositiveSmallIntegerField(
        _("reviewers for each application"), default=3, validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    each_side = models.PositiveSmallIntegerField(
        _("highest and lowest scores left out"), default=1, validators=[MaxValueValidator(5)]
    )
    from_scores = models.PositiveSmallIntegerField(
        _("left out from how many scores on"), default=5, validators=[MinValueValidator(1), MaxValueValidator(15)]
    )
    is_blind = models.BooleanField(_("blind: without names and units"), default=True)
    fields = models.JSONField(_("answers that reviewers see"), default=list)
    papers = models.JSONField(_("papers that reviewers see"), default=list)
    due_on = models.DateField(_("reviews until"))
    ranking = models.JSONField(_("ranking"), default=list, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        verbose_name = _("expert review")
        verbose_name_plural = _("expert reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_scores__gt=F("each_side") + F("each_side")), name="review_panel_keeps_a_score"
            )
        ]

    def __str__(self) -> str:
        return str(self.round)

    @property
    def place(self) -> Place:
        return self.round.place


class RoundReviewer(models.Model):
    """Somebody who reviews in a round. ``person`` is who they are in the register, so that conflicts are found;
    ``most`` applications at most."""

    panel = models.ForeignKey(
        ReviewPanel, on_delete=models.CASCADE, related_name="reviewers", verbose_name=_("expert review")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviewing", verbose_name=_("reviewer")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="reviewing", verbose_name=_("person")
    )
    most = models.PositiveSmallIntegerField(
        _("applications at most"), default=20, validators=[MinValueValidator(1), MaxValueValidator(500)]
    )
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reviewer of a round")
        verbose_name_plural = _("reviewers of a round")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["panel", "account"], name="round_reviewer_once")]

    def __str__(self) -> str:
        return str(self.account)


class ReviewQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; all of them to those who examine in the programme's area."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        seen = Q(reviewer__account=user) if holding(user, Permission.REVIEW_SCORE) else Q(pk__in=())
        for path in paths_of(holding(user, Permission.APPLICATION_EXAMINE)):
            seen |= lies_in(path, "application__round__programme__area")
        return self.filter(seen)


class Review(models.Model):
    """One reviewer's marks of one application. ``marks`` are whole numbers by the key of the criterion. Who found a
    conflict keeps out of it (``recused_at``), with the ``reason``; somebody else is then assigned. ``fit`` (0–100) and
    ``fit_reasons`` say why this reviewer was proposed."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("application")
    )
    reviewer = models.ForeignKey(
        RoundReviewer, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("reviewer")
    )
    marks = models.JSONField(_("marks"), default=dict)
    comment = models.TextField(_("comment"), blank=True)
    fit = models.FloatField(_("fit"), null=True, blank=True)
    fit_reasons = models.JSONField(_("reasons"), default=list, blank=True)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    recused_at = models.DateTimeField(_("recused at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    assigned_at = models.DateTimeField(_("assigned at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="review_once"),
            models.CheckConstraint(
                condition=Q(submitted_at=None) | Q(recused_at=None), name="review_not_handed_in_by_the_recused"
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk}"

    @property
    def place(self) -> Place:
        return self.application.round.place
