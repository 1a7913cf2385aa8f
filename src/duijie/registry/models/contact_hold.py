"""Contact data that is kept without being used: taken out of its rows until the restriction ends."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.registry.models.personal_request import PersonalRequest


class ContactHold(models.Model):
    """``values``: for each row that was blanked its model, whether it is an earlier state, its number, and the columns
    as they were. Shown nowhere; gone when the restriction is lifted."""

    request = models.OneToOneField(PersonalRequest, on_delete=models.PROTECT, related_name="hold")
    values = models.JSONField(default=list)
    since = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("contact data kept without being used")
        verbose_name_plural = _("contact data kept without being used")

    def __str__(self) -> str:
        return str(self.request_id)
