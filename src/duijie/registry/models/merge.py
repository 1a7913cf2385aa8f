"""That two records were made one, with everything that is needed to take it back."""

from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import holding
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.registry.register import home_registers


class MergeQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Merges of which both records are reached by the user's permission to edit."""
        parts = []
        for register in home_registers():
            permission = register.permission("edit")
            if not holding(user, permission):
                continue
            reached = register.model._default_manager.order_by().reached_by(user, permission).values("pk")
            parts.append(Q(register=register.key, kept__in=reached, merged__in=reached))
        return self.filter(reduce(or_, parts)) if parts else self.none()

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """While it stands, ``merged`` is archived and points to ``kept``: both are numbers of records of ``register``.

    ``before`` and ``after`` hold, of ``kept`` and of ``merged``, the columns that the merge changed. ``moved`` are the
    rows that referred to ``merged``: label of the model, key, the columns before and after. ``dropped`` are whole rows
    that would have stood twice. ``conflicts`` is what undoing left as it was.
    """

    register = models.CharField(_("register"), max_length=20)
    kept = models.PositiveBigIntegerField(_("record kept"))
    merged = models.PositiveBigIntegerField(_("record merged into it"))
    choices = models.JSONField(_("choices"), default=dict)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    moved = models.JSONField(default=list)
    dropped = models.JSONField(default=list)
    conflicts = models.JSONField(_("left as it was"), default=list)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField(_("merged at"), default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("undone by"),
    )  # fmt: skip

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["register", "kept"], name="merge_kept")]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "merged"], condition=Q(undone_at=None), name="merge_of_a_record_once"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.merged} → {self.kept}"
