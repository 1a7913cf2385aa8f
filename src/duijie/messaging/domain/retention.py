"""Old messages are removed: they say who was told what, and are of no use after a time that is a setting."""

from datetime import timedelta

from django.conf import settings

from duijie.common import clock
from duijie.messaging.models import Digest, Message

AT_ONCE, PIECES = 2000, 10


def forget_old_messages() -> int:
    """Remove those older than ``DUIJIE_KEEP_MESSAGES`` days, with what became of them; 0 keeps all. How many.

    A piece at a time, each in a transaction of its own; what is left over goes in the next hour.
    """
    days = settings.DUIJIE_KEEP_MESSAGES
    if days <= 0:
        return 0
    before, removed = clock.now() - timedelta(days=days), 0
    for _piece in range(PIECES):
        oldest = Message.objects.order_by("pk").values_list("pk", "created_at")[:AT_ONCE]  # in the order of sending
        numbers = [number for number, created_at in oldest if created_at < before]
        if not numbers:
            break
        removed += Message.objects.filter(pk__in=numbers).delete()[1].get("messaging.Message", 0)
    Digest.objects.filter(created_at__lt=before, deliveries=None).delete()
    return removed
