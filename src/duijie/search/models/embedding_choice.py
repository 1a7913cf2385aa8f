"""Which embedding models read the platform's texts: a row for each time that somebody chose."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.models import Job
from duijie.common.scope import ScopedQuerySet


class ChoiceState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("embedding model", "being prepared")
    USED = "used", pgettext_lazy("embedding model", "in use")
    REPLACED = "replaced", pgettext_lazy("embedding model", "replaced")
    GIVEN_UP = "given_up", pgettext_lazy("embedding model", "not finished")


class EmbeddingChoiceQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All of them: embedding models are the whole site's, and a choice names no record."""
        return self if can(user, Permission.EMBEDDING_MODEL_VIEW) else self.none()


class EmbeddingChoice(models.Model):
    """A choice. ``used`` maps a language (``zh``, ``en``, ``any``) to the name of the model that reads it;
    ``fingerprints`` has those of the models by name, noted when they were swapped in; ``summary`` the texts read and
    the seconds. Where no row is in use the shipped model reads everything.
    """

    state = models.CharField(_("state"), max_length=10, choices=ChoiceState.choices, default=ChoiceState.WAITING)
    used = models.JSONField(_("models by language"), default=dict)
    fingerprints = models.JSONField(_("fingerprints"), default=dict)
    summary = models.JSONField(_("summary"), default=dict)
    job = models.OneToOneField(
        Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("chosen by"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("chosen at"), default=clock.now)
    used_at = models.DateTimeField(_("in use since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = EmbeddingChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of embedding models")
        verbose_name_plural = _("choices of embedding models")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=ChoiceState.USED), name="embedding_choice_used_once"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=ChoiceState.WAITING), name="embedding_choice_waiting_once"
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(dict.fromkeys(self.used.values()))
