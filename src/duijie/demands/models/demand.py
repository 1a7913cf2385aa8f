"""Demands: what firms need (DOMAIN §6)."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from duijie.accounts.models import Department
from duijie.common.turns import Turn
from duijie.demands.grades import Grade
from duijie.demands.states import DEMAND_TURNS, OPEN, DemandState, Level, Waiting, turn_of
from duijie.registry.models import Language, Mode, TechnologyField
from duijie.registry.models.record import LIVING, PLACE, REACH, SCOPE, Disclosure
from duijie.registry.models.tiered import TieredRecord


class DemandKind(models.TextChoices):
    TECHNOLOGY = "technology", _("technology")
    TALENT = "talent", _("talent")
    FINANCE = "finance", _("finance")
    POLICY = "policy", _("policy")
    IP = "ip", _("intellectual property")
    TESTING = "testing", _("testing")


class Source(models.TextChoices):
    VISIT = "visit", _("visit of a liaison officer")
    ENTERPRISE = "enterprise", _("the firm itself")
    EVENT = "event", _("event")
    BEHALF = "behalf", _("filed on behalf of the firm")
    IMPORT = "import", _("list or form")
    OTHER = "other", _("other source")


class Agreed(models.TextChoices):
    """How the firm agreed that a demand is filed on its behalf."""

    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by telephone")
    CHAT = "chat", _("by WeChat or DingTalk")
    WRITTEN = "written", _("in writing, signed or stamped")


class Demand(TieredRecord):
    """A demand. ``organisation`` is the firm that has it. Amounts in 10,000 yuan; none means by agreement. The event at
    which it was found, and who asked on whose behalf it was filed, go with their ``source`` alone."""

    noun = "demand"
    reckoned: ClassVar[dict[str, Any]] = {
        "turn": models.CharField(
            _("whose turn"), max_length=12, choices=[one for one in Turn.choices if one[0] in DEMAND_TURNS]
        )
    }
    joined = ("rating", "challenge")
    """What ``turn`` is read from besides the row: lists bring it along."""

    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    kind = models.CharField(
        _("kind of demand"), max_length=12, choices=DemandKind.choices, default=DemandKind.TECHNOLOGY
    )
    body = models.TextField(_("description"), blank=True)
    body_en = models.TextField(_("description in English"), blank=True)
    targets = models.TextField(_("core indicators"), blank=True)
    tried = models.TextField(_("what was tried"), blank=True)
    keywords = models.CharField(_("keywords"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.CHINESE)
    state = models.CharField(_("state"), max_length=12, choices=DemandState.choices, default=DemandState.FOUND)
    grade = models.CharField(_("grade of proof"), max_length=12, choices=Grade.choices, blank=True)
    waiting = models.CharField(_("waits for"), max_length=12, choices=Waiting.choices, blank=True)
    level = models.CharField(_("level of handling"), max_length=12, choices=Level.choices, default=Level.COUNTY)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="demands_handled",
        verbose_name=_("case handler"),
    )  # fmt: skip
    mode = models.CharField(_("mode of cooperation"), max_length=12, choices=Mode.choices, blank=True)
    budget_from = models.DecimalField(
        _("budget from (10,000 yuan)"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    budget_to = models.DecimalField(
        _("budget to (10,000 yuan)"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    requirements = models.TextField(_("requirements for the solver"), blank=True)
    rights = models.CharField(_("rights"), max_length=200, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    found_on = models.DateField(_("found on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=12, choices=Source.choices, blank=True)
    event_name = models.CharField(_("event at which it was found"), max_length=120, blank=True)
    event_on = models.DateField(_("day of the event"), null=True, blank=True)
    event_place = models.CharField(_("place of the event"), max_length=120, blank=True)
    asked_by = models.CharField(_("who asked at the firm"), max_length=60, blank=True)
    agreed_how = models.CharField(_("how the firm agreed"), max_length=12, choices=Agreed.choices, blank=True)
    industry = models.CharField(_("industry (GB/T 4754)"), max_length=60, blank=True)
    field = models.CharField(_("technology field"), max_length=16, choices=TechnologyField.choices, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=60, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="demands",
        verbose_name=_("handed to"),
    )  # fmt: skip
    due_on = models.DateField(_("answer due on"), null=True, blank=True)
    clock_due_on = models.DateField(_("next deadline"), null=True, blank=True, editable=False)

    history = HistoricalRecords(
        history_change_reason_field=models.TextField(null=True), excluded_fields=["clock_due_on"]
    )

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demands")
        ordering = ["-updated_at", "-pk"]
        indexes = [
            # The list in its usual orders, with what its rows are chosen and counted by (bench/pages.py).
            models.Index(
                fields=[
                    "-updated_at",
                    "-id",
                    *SCOPE,
                    "state",
                    "kind",
                    "field",
                    "source",
                    "mode",
                    "industry",
                    "found_on",
                    "created_at",
                ],
                condition=LIVING,
                name="demand_list",
            ),
            models.Index(fields=["title", "id", *SCOPE, "state"], condition=LIVING, name="demand_titles"),
            models.Index(fields=["organisation_name", "id", *SCOPE, "state"], condition=LIVING, name="demand_names"),
            models.Index(fields=["budget_from", "id", *SCOPE, "state"], condition=LIVING, name="demand_budgets"),
            # What waits in a state: the longest there, or the longest without a change.
            models.Index(fields=["state", "updated_at", "id", *SCOPE], condition=LIVING, name="demand_states"),
            models.Index(fields=["state", "created_at", "id", *SCOPE], condition=LIVING, name="demand_beginnings"),
            # All that somebody may see, counted from the narrowest index that says so.
            models.Index(fields=["archived_at", "disclosure", "state", *PLACE, "id"], name="demand_scope"),
            models.Index(fields=["zone", "area"], condition=Q(zone__isnull=False), name="demand_zones"),
            models.Index(
                fields=["archived_at", *REACH],
                condition=Q(body="", body_en="", targets="", keywords=""),
                name="demand_silent",
            ),
            # What demands are counted by, so that counting reads no texts and sorts nothing (bench/county.py).
            models.Index(fields=["archived_at", "area", "zone", "state", "field"], name="demand_figures"),
            models.Index(fields=["archived_at", "found_on", "created_at", "area", "zone"], name="demand_months"),
            models.Index(fields=["archived_at", "kind", "source", "area", "zone", "created_at"], name="demand_kinds"),
            models.Index(fields=["archived_at", "industry", "area", "zone"], name="demand_industries"),
            models.Index(fields=["archived_at", "organisation", "area", "zone"], name="demand_owners"),
            # What one account has to look after, what waits, what was passed up.
            models.Index(
                fields=["handler", "state", "updated_at", "id"],
                condition=LIVING & Q(handler__isnull=False),
                name="demand_handlers",
            ),
            # Whose turn it is (``queries.turns``), counted without the rows themselves.
            models.Index(fields=["state", "waiting", *SCOPE, "id"], condition=LIVING, name="demand_turns"),
            models.Index(fields=["waiting", "updated_at"], condition=LIVING & ~Q(waiting=""), name="demand_waiting"),
            models.Index(
                fields=["level", "updated_at"], condition=LIVING & ~Q(level=Level.COUNTY), name="demand_levels"
            ),
            models.Index(fields=["level"], name="demand_level"),  # SQLite cannot tell that the one above would do
            models.Index(fields=["clock_due_on", "id", *SCOPE, "state"], condition=LIVING, name="demand_deadlines"),
            # What everybody may read a summary of.
            models.Index(
                fields=["-updated_at", "-id"], condition=LIVING & ~Q(public_summary=""), name="demand_summaries"
            ),
            # What a duplicate is hinted at by while one types (bench/duplicates.py).
            models.Index(fields=["title"], opclasses=["varchar_pattern_ops"], name="demand_title"),
            models.Index(fields=["organisation_name"], name="demand_owner_name"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def is_open(cls) -> Q:
        """Only what was published is seen by others than the office and the firm."""
        return super().is_open() & Q(state__in=OPEN)

    @classmethod
    def closed(cls) -> tuple[Q, ...]:
        shut = [state for state in DemandState.values if state not in OPEN]
        return (*super().closed(), Q(disclosure=Disclosure.REGISTERED, state__in=shut))

    @property
    def is_open_now(self) -> bool:
        return super().is_open_now and self.state in OPEN

    @classmethod
    def is_by_consent(cls) -> Q:
        return super().is_by_consent() & Q(state__in=OPEN)

    @property
    def is_by_consent_now(self) -> bool:
        return super().is_by_consent_now and self.state in OPEN

    @classmethod
    def has_summary(cls) -> Q:
        return super().has_summary() & Q(state__in=OPEN)

    @property
    def shows_summary(self) -> bool:
        return super().shows_summary and self.state in OPEN

    @property
    def turn(self) -> Turn:
        """Whose turn it is now."""
        return turn_of(self.state, self._has_open)

    def get_turn_display(self) -> Any:
        return self.turn.label

    def _has_open(self, what: str) -> bool:
        if what == "takes_bids":
            challenge = getattr(self, "challenge", None)
            return challenge is not None and bool(challenge.is_open)
        return hasattr(self, "rating") if what == "is_rated" else what == f"waits_{self.waiting}"
