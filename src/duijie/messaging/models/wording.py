"""Texts that staff wrote in place of those of a kind of message."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import can
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet


class WordingQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All for whoever looks after the texts; they hold no data of anybody."""
        return self if can(user, Permission.MESSAGE_TEXT_EDIT) else self.none()


class Wording(models.Model):
    """Rows are added and never changed; the highest ``number`` of a kind and language is in force. ``is_shipped``: the
    text of the kind itself is in force again."""

    kind = models.CharField(_("kind"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    number = models.PositiveIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), max_length=4000, blank=True)
    short = models.CharField(_("short text"), max_length=300, blank=True)
    is_shipped = models.BooleanField(_("as shipped"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    at = models.DateTimeField(_("changed at"), default=clock.now)

    objects = WordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of messages")
        verbose_name_plural = _("texts of messages")
        ordering = ["kind", "language", "-number"]
        constraints = [models.UniqueConstraint(fields=["kind", "language", "number"], name="wording_version_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.number}"
