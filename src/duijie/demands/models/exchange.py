"""Platforms outside with which demands are exchanged: their templates, the numbers there, and what was handed over."""

from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from duijie.accounts.access import Place, holding
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import Reach
from duijie.common import clock
from duijie.common.models import Job
from duijie.common.scope import ScopedQuerySet
from duijie.demands.exchange_fields import FIELD_CHOICES
from duijie.demands.models.demand import Demand
from duijie.demands.models.results import Evidence
from duijie.registry.models import Area

LONGEST_CELL = 10_000


class ResultState(models.TextChoices):
    """What the other side says of a demand, in our words."""

    SENT = "sent", pgettext_lazy("state at an external platform", "handed over")
    RECEIVED = "received", pgettext_lazy("state at an external platform", "received")
    HANDLING = "handling", pgettext_lazy("state at an external platform", "being handled")
    SOLVED = "solved", pgettext_lazy("state at an external platform", "solved")
    UNSOLVED = "unsolved", pgettext_lazy("state at an external platform", "not solved")
    RETURNED = "returned", pgettext_lazy("state at an external platform", "returned")
    OTHER = "other", pgettext_lazy("state at an external platform", "other")


class ExternalSystemQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """All, for whoever may see what is exchanged: a platform lies in no area."""
        return self if holding(user, Permission.EXCHANGE_VIEW) else self.none()


class ExternalSystem(models.Model):
    """``state_words`` are the words that the other side uses for states: word → ``ResultState``."""

    name = models.CharField(_("name"), max_length=60)
    code = models.CharField(
        _("short code"), max_length=20, unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("Small letters, digits and hyphens, a letter first."))],
        help_text=_("Part of addresses and of the names of files. It cannot be changed later."),
    )  # fmt: skip
    note = models.CharField(_("note"), max_length=300, blank=True)
    state_words = models.JSONField(_("words for states"), default=dict, blank=True)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    created_at = models.DateTimeField(_("added at"), default=clock.now)
    changed_at = models.DateTimeField(_("changed at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = ExternalSystemQuerySet.as_manager()

    class Meta:
        verbose_name = _("external platform")
        verbose_name_plural = _("external platforms")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class ExchangeColumn(models.Model):
    """A column of the file that the other side takes. ``field`` is one of ``exchange_fields.FIELDS``; ``text`` stands
    there where the field is a fixed text; ``words`` are theirs for ours."""

    system = models.ForeignKey(ExternalSystem, on_delete=models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField(_("position"))
    heading = models.CharField(_("heading"), max_length=60)
    field = models.CharField(_("filled with"), max_length=20, choices=FIELD_CHOICES)
    text = models.CharField(_("fixed text"), max_length=200, blank=True)
    words = models.JSONField(_("their words for ours"), default=dict, blank=True)
    is_required = models.BooleanField(_("must be filled"), default=False)
    longest = models.PositiveIntegerField(
        _("at most so many characters"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_CELL)],
    )  # fmt: skip

    class Meta:
        verbose_name = _("column of a template")
        verbose_name_plural = _("columns of a template")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["system", "heading"], name="exchange_column_once")]

    def __str__(self) -> str:
        return self.heading


class Direction(models.TextChoices):
    OUT = "out", _("handed over by us")
    IN = "in", _("came from there")


class ExternalReferenceQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of demands that one's permission to see exchanges reaches."""
        reached = Demand.objects.order_by().reached_by(user, Permission.EXCHANGE_VIEW)
        return self.filter(demand__in=reached.values("pk"))


class ExternalReference(models.Model):
    """A demand as another platform knows it. The amount of the contract there is in 10,000 yuan.

    ``digest`` is of what was handed over last; ``evidence`` is what their word put among the evidence of the demand.
    """

    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="references", verbose_name=_("demand"))
    system = models.ForeignKey(
        ExternalSystem, on_delete=models.PROTECT, related_name="references", verbose_name=_("external platform")
    )
    number = models.CharField(_("number there"), max_length=60, blank=True)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction.choices, default=Direction.OUT)
    state = models.CharField(_("state there"), max_length=10, choices=ResultState.choices, default=ResultState.SENT)
    state_text = models.CharField(_("state there, as written"), max_length=60, blank=True)
    result = models.CharField(_("result there"), max_length=1000, blank=True)
    amount = models.DecimalField(
        _("contract amount there (10,000 yuan)"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    result_on = models.DateField(_("day of the result"), null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    handed_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    heard_at = models.DateTimeField(_("heard from at"), null=True, blank=True)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("evidence of the result"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("added at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = ExternalReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("number at an external platform")
        verbose_name_plural = _("numbers at external platforms")
        ordering = ["system", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["system", "number"], condition=~Q(number=""), name="reference_number_once"),
            models.UniqueConstraint(fields=["system", "demand"], name="reference_demand_once"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.number}".strip()

    @property
    def exchanged_at(self) -> Any:
        """The last exchange, whichever way."""
        return max(filter(None, (self.handed_at, self.heard_at)), default=None)


class ExchangeFormat(models.TextChoices):
    XLSX = "xlsx", _("Excel workbook (.xlsx)")
    CSV = "csv", _("text with commas (.csv)")
    JSON = "json", "JSON"


class ExchangeRunQuerySet(ScopedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those whose demands lie in one's areas."""
        held = holding(user, Permission.EXCHANGE_VIEW)
        if any(grant.reach is Reach.EVERYWHERE for grant in held):
            return self
        reached = Q(pk__in=())
        for grant in held:
            if grant.reach is Reach.AREA and grant.path:
                reached |= Q(area__path__startswith=grant.path)
        return self.filter(reached)


class ExchangeRun(models.Model):
    """One handing over of demands to a platform. ``area`` is the smallest in which all of them lie; ``columns`` is the
    template as it was."""

    system = models.ForeignKey(
        ExternalSystem, on_delete=models.PROTECT, related_name="runs", verbose_name=_("external platform")
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("handed over by")
    )
    format = models.CharField(_("file"), max_length=4, choices=ExchangeFormat.choices, default=ExchangeFormat.XLSX)
    only_changed = models.BooleanField(_("only what is new or changed since"), default=True)
    columns = models.JSONField(default=list)
    counts = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("begun at"), default=clock.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    reverted_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = ExchangeRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("handing over")
        verbose_name_plural = _("handings over")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.system} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def place(self) -> Place:
        return Place(paths=(self.area.path,))


class RowOutcome(models.TextChoices):
    CHOSEN = "", _("not looked at yet")
    READY = "ready", _("in the file")
    UNCHANGED = "unchanged", _("as last time, left out")
    INCOMPLETE = "incomplete", _("incomplete, left out")
    WITHHELD = "withheld", _("may not leave the platform")


class ExchangeRow(models.Model):
    """A demand in a handing over: its ``cells``, or the ``findings`` for which it was left out. ``is_marked``: the
    demand's reference says that it was handed over; ``before`` is what the reference said until then."""

    run = models.ForeignKey(ExchangeRun, on_delete=models.CASCADE, related_name="rows")
    demand = models.ForeignKey(Demand, on_delete=models.PROTECT, related_name="+", verbose_name=_("demand"))
    outcome = models.CharField(
        _("what became of it"), max_length=10, choices=RowOutcome.choices, blank=True, default=""
    )
    findings = models.JSONField(default=list, blank=True)
    cells = models.JSONField(default=list, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_marked = models.BooleanField(default=False)
    before = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("row of a handing over")
        verbose_name_plural = _("rows of a handing over")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "demand"], name="exchange_row_once")]
        indexes = [models.Index(fields=["run", "outcome", "id"], name="exchange_row_outcome")]

    def __str__(self) -> str:
        return f"{self.run_id} · {self.demand_id}"
