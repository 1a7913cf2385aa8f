"""What an organisation was called before, from when to when; and what those were called that were merged into it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.registry.models.organisation import Organisation
from duijie.registry.names import name_key


class FormerName(models.Model):
    """One name. The days are inclusive; without ``to_on`` nobody knows until when. ``is_merged``: the name of another
    organisation, which was merged into this one. ``at_version``: the version of the organisation that ended it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=120)
    name_key = models.CharField(max_length=120, blank=True, editable=False, db_index=True)
    from_on = models.DateField(pgettext_lazy("day", "from"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=120, blank=True)
    is_merged = models.BooleanField(_("of one merged into it"), default=False)
    at_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["-to_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(to_on=None) | Q(from_on__lte=F("to_on")), name="former_name_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """Set what follows from the name."""
        self.name_key = name_key(self.name)
