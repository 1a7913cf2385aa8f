"""What must happen after a transaction, written inside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock


class OutboxState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    DEAD = "dead", _("given up")


class OutboxMessage(models.Model):
    """Delivered at least once. ``key`` makes it unique within its topic: put it twice and it is there once."""

    topic = models.CharField(_("topic"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    payload = models.JSONField(_("payload"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=OutboxState.choices, default=OutboxState.WAITING)
    created_at = models.DateTimeField(_("created at"), default=clock.now)
    due_at = models.DateTimeField(_("due at"), default=clock.now)
    lease_until = models.DateTimeField(_("lease until"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=500, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="outbox_state_due")]
        constraints = [models.UniqueConstraint(fields=["topic", "key"], name="outbox_topic_key_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
