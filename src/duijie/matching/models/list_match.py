"""Two lists that somebody wants matched, and the files they came in."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import holding
from duijie.accounts.permissions import Permission
from duijie.common import clock
from duijie.common.models import Job, JobState
from duijie.common.scope import ScopedQuerySet


class ListMatchState(models.TextChoices):
    """Where a list match is. Derived from its job and its results: a crash cannot leave it saying something untrue."""

    READING = "reading", _("reading")
    UNREADABLE = "unreadable", _("not readable")
    UNDERSTOOD = "understood", _("ready to match")
    MATCHING = "matching", _("matching")
    MATCHED = "matched", _("matched")


class ListSide(models.TextChoices):
    DEMANDS = "demands", _("demands")
    SUPPLY = "supply", _("supply")
    WORKS = "works", _("works of the experts")


class ListMatchQuerySet(ScopedQuerySet):
    def visible_to(self, user: object) -> "ListMatchQuerySet":
        """Lists may hold what a firm tells its officer alone, so only the person who brought them sees them."""
        if not holding(user, Permission.LIST_MATCH_RUN):
            return self.none()
        return self.filter(owner=user)

    def with_state(self) -> "ListMatchQuerySet":
        """Rows with ``state`` (a ``ListMatchState``), for filters and sorting."""
        busy = models.Q(job__state__in=[JobState.QUEUED, JobState.RUNNING])
        found: ListMatchQuerySet = self.annotate(
            state=Case(
                When(busy & models.Q(job__kind="list_match.read"), then=Value(ListMatchState.READING)),
                When(busy, then=Value(ListMatchState.MATCHING)),
                When(matched_at__isnull=False, then=Value(ListMatchState.MATCHED)),
                When(understood_at__isnull=False, then=Value(ListMatchState.UNDERSTOOD)),
                default=Value(ListMatchState.UNREADABLE),
                output_field=models.CharField(max_length=12),
            )
        )
        return found


class ListMatch(models.Model):
    """One try at matching a list of demands with a list of supply.

    ``version`` counts the corrections of the reading; a job that started under an older version throws its result away.
    ``most_shown`` and ``diversity`` are those of the core's ``MatchSettings``: 0 shows candidates as they come.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="list_matches", verbose_name=_("owner")
    )
    title = models.CharField(_("title"), max_length=120)
    top = models.PositiveSmallIntegerField(_("candidates per demand"), default=10)
    most_shown = models.PositiveIntegerField(_("shown to at most so many demands"), default=0)
    diversity = models.FloatField(_("diversity of the first ten"), default=0.0)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(_("version"), default=1)
    understood_at = models.DateTimeField(_("read at"), null=True, blank=True)
    matched_at = models.DateTimeField(_("matched at"), null=True, blank=True)
    summary = models.JSONField(_("summary"), default=dict, blank=True)
    is_demo = models.BooleanField(_("demo data"), default=False)
    created_at = models.DateTimeField(_("added at"), default=clock.now)

    state: str
    """Only on rows of ``with_state``: a ``ListMatchState``."""

    objects = ListMatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("list match")
        verbose_name_plural = _("list matches")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def has_limits(self) -> bool:
        """Whether something else than the best is shown on request."""
        return bool(self.most_shown or self.diversity)


class ListFile(models.Model):
    """A file as it was brought in, how it was understood, and how a person corrected that.

    ``reading`` holds the sheets (header row, columns, units, counts) and the first rows as understood; ``mapping`` the
    person's correction in the form of ``duijie_match.lists.reading.SheetMapping``; ``error`` says in both languages why
    nothing could be read.
    """

    list_match = models.ForeignKey(ListMatch, on_delete=models.CASCADE, related_name="files")
    side = models.CharField(_("side"), max_length=8, choices=ListSide.choices)
    name = models.CharField(_("file name"), max_length=200)
    file = models.FileField(upload_to="list_matches/%Y/%m/")
    size = models.PositiveBigIntegerField(_("size"), default=0)
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict, blank=True)
    reading = models.JSONField(default=dict, blank=True)
    rows = models.PositiveIntegerField(_("rows read"), default=0)
    problems = models.JSONField(default=list, blank=True)
    problem_count = models.PositiveIntegerField(_("remarks"), default=0)
    error = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        ordering = ["side"]
        constraints = [models.UniqueConstraint(fields=["list_match", "side"], name="list_file_once_a_side")]

    def __str__(self) -> str:
        return self.name
