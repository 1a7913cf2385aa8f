"""What was learned from judged pairs of the site: the file, its figures, and whether it is in use."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.models import Job
from duijie.common.scope import ScopedQuerySet
from duijie.matching.ranking_states import RankingState


class RankingModelQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All of them: a ranking model is the whole site's, and its figures name no record."""
        return self if can(user, Permission.RANKING_MODEL_VIEW) else self.none()


class RankingModel(models.Model):
    """One ranking model. Its file never changes; ``sha256`` is the file's, ``data`` the fingerprint of pairs and texts.

    ``figures`` are those of ``duijie_match.learning.model.Figures``; ``reliability`` has for each learned level the
    bins of told and seen probabilities; ``signals`` says how many pairs came from what; ``compared`` with what it was
    compared and how that ended.
    """

    state = models.CharField(
        _("state"), max_length=10, choices=RankingState.choices, default=RankingState.PROPOSED, db_index=True
    )
    file = models.FileField(_("file"), upload_to="ranking_models/")
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    data = models.CharField(_("fingerprint of the data"), max_length=64)
    embedder = models.CharField(_("embedding model"), max_length=80)
    embedder_fingerprint = models.CharField(_("fingerprint of the embedding model"), max_length=200)
    pairs = models.PositiveIntegerField(_("judged pairs"))
    demands = models.PositiveIntegerField(_("demands"))
    left_out = models.PositiveIntegerField(_("pairs left out"), default=0)
    figures = models.JSONField(_("figures"), default=dict)
    reliability = models.JSONField(_("reliability"), default=dict)
    signals = models.JSONField(_("signals"), default=dict)
    compared = models.JSONField(_("comparison"), default=dict)
    versions = models.JSONField(_("versions"), default=dict)
    job = models.OneToOneField(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("proposed by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("proposed at"), default=clock.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = RankingModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("ranking model")
        verbose_name_plural = _("ranking models")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=RankingState.ACCEPTED), name="ranking_model_in_use_once"
            )
        ]

    def __str__(self) -> str:
        return str(_("Ranking model %(number)d") % {"number": self.pk})


class RankingModelEvent(models.Model):
    """What happened to a ranking model, for whoever sees it; the audit has the same with more about who."""

    model = models.ForeignKey(RankingModel, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("at"), default=clock.now)
    verb = models.CharField(_("verb"), max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("by"),
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("event of a ranking model")
        verbose_name_plural = _("events of ranking models")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.model_id} · {self.verb}"
