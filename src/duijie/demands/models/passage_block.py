"""What funnels count by, packed: so that a whole city is read in a few dozen rows."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class PassageBlock(models.Model):
    """The living demands of one range of numbers, as arrays (``passage_blocks``). ``layout`` says how they were packed,
    ``version`` tells one packing from the next. Derived from demands and passages; it may go at any time."""

    number = models.PositiveIntegerField(primary_key=True)
    layout = models.CharField(max_length=32, blank=True)
    version = models.UUIDField(default=uuid.uuid4)
    packed = models.BinaryField(default=b"")

    class Meta:
        verbose_name = _("packed passages of demands")
        verbose_name_plural = _("packed passages of demands")

    def __str__(self) -> str:
        return str(self.number)


class PassageChange(models.Model):
    """A demand that is not any more what its block says: what it is counted by has changed, or it has gone. Written by
    the database itself (``passage_triggers``), in the transaction of the change."""

    demand = models.BigIntegerField()  # no link: what was deleted is told of too

    class Meta:
        verbose_name = _("change of a demand that is counted")
        verbose_name_plural = _("changes of demands that are counted")

    def __str__(self) -> str:
        return str(self.demand)
