"""Programmes (专项工作): what an area does again and again, with the rules that its next round begins with."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.accounts.access import Place, holding
from duijie.accounts.models import Department
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.scope import ScopedQuerySet
from duijie.registry.models import Area


class ProgrammeQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Programmes are public knowledge: everybody who may see such at all sees all of them."""
        return self if holding(user, Permission.PROGRAMME_VIEW) else self.none()


class Programme(models.Model):
    """``rules`` are those of the next round (``programmes.rules`` says what they hold); each round keeps its own copy.

    ``template`` is the key of the shipped template it was copied from.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="programmes", verbose_name=_("area"))
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    template = models.CharField(_("template"), max_length=40, editable=False)
    name = models.CharField(_("name of the programme"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    rules = models.JSONField(_("rules"), default=dict)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))
    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="programme_once")]

    def __str__(self) -> str:
        return self.name if (get_language() or "zh").startswith("zh") or not self.name_en else self.name_en

    @property
    def place(self) -> Place:
        return self.area.place
