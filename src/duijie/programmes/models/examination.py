"""Examination: what each condition says of an application, who keeps out of it, and the meeting that decides."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.programmes.models.application import Application
from duijie.programmes.models.round import Round
from duijie.registry.models import Organisation


class Answer(models.TextChoices):
    YES = "yes", pgettext_lazy("condition", "met")
    NO = "no", pgettext_lazy("condition", "not met")
    CANNOT_TELL = "cannot_tell", _("cannot tell")


class ConditionCheck(models.Model):
    """What one condition of the round (``number`` from 0) says. ``found`` is what each of its comparisons found;
    ``settled`` what an examiner settled with proof where nothing could be told, by the place of the comparison:
    ``{"met": true, "proof": "…", "by": 7, "who": "…", "at": "…"}``. ``answer`` follows from both."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="checks", verbose_name=_("application")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices)
    found = models.JSONField(_("found"), default=list)
    settled = models.JSONField(_("settled"), default=dict)
    at = models.DateTimeField(_("checked at"), default=clock.now)

    class Meta:
        verbose_name = _("check of a condition")
        verbose_name_plural = _("checks of conditions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="condition_check_once")]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.number}"


class Recusal(models.Model):
    """An examiner keeps out of what concerns an organisation in a round (回避)."""

    round = models.ForeignKey(
        Round, on_delete=models.CASCADE, related_name="recusals", verbose_name=_("round of a programme")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recusals", verbose_name=_("examiner")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="recusals", verbose_name=_("organisation")
    )
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    at = models.DateTimeField(_("recorded at"), default=clock.now)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "account", "organisation"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.account} · {self.organisation}"


class MeetingQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(round__in=Round.objects.visible_to(user).order_by().values("pk"))


class Meeting(models.Model):
    """The meeting of a round. ``listed`` are the numbers of the applications it decided on, frozen before it met, with
    the fingerprint of what they said then."""

    round = models.OneToOneField(
        Round, on_delete=models.CASCADE, related_name="meeting", verbose_name=_("round of a programme")
    )
    listed = models.JSONField(_("list"), default=list)
    fingerprint = models.CharField(_("fingerprint of the list"), max_length=64)
    frozen_at = models.DateTimeField(_("list frozen at"), default=clock.now)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    attendees = models.CharField(_("present"), max_length=600, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return f"{self.round} · {self.held_on or ''}"
