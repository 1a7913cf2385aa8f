"""The course of a demand: what was done with it, and who was spoken with. Kept as long as the demand is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from duijie.common import clock
from duijie.demands.models.demand import Demand


class CaseEvent(models.Model):
    """One thing that was done with a demand: a step of ``states.STEPS``, a contact, a hand-over. Never changed.

    ``before`` and ``after`` are states, or side states, as the step says; ``handler`` is who has it from then on.
    """

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="events", verbose_name=_("demand"))
    at = models.DateTimeField(_("time"), default=clock.now)
    verb = models.CharField(_("deed"), max_length=20)
    before = models.CharField(_("before"), max_length=12, blank=True)
    after = models.CharField(_("after"), max_length=12, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("who"),
    )  # fmt: skip
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("case handler"),
    )  # fmt: skip
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("event of a demand")
        verbose_name_plural = _("events of demands")
        ordering = ["demand", "at", "pk"]
        indexes = [models.Index(fields=["demand", "at"], name="case_event_course")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class ContactChannel(models.TextChoices):
    VISIT = "visit", _("visit")
    PHONE = "phone", _("telephone")
    MEETING = "meeting", _("meeting")
    LETTER = "letter", _("letter or mail")
    CHAT = "chat", _("WeChat or DingTalk")


class ContactSide(models.TextChoices):
    ENTERPRISE = "enterprise", _("the firm")
    EXPERT = "expert", _("expert or institute")
    BOTH = "both", _("both sides together")


class DemandContact(models.Model):
    """One time the office spoke with the firm, the expert or both. A comment is none: it answers nobody."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("demand"))
    on = models.DateField(_("contact on"), default=clock.today)
    side = models.CharField(_("with whom"), max_length=12, choices=ContactSide.choices)
    channel = models.CharField(_("by what means"), max_length=12, choices=ContactChannel.choices)
    spoken_with = models.CharField(_("spoken with"), max_length=60, blank=True)
    summary = models.CharField(_("what was said"), max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("recorded by"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on} · {self.get_side_display()} · {self.get_channel_display()}"
