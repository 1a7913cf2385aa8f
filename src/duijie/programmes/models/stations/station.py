"""Stations (工作站, 区域工作站): a home unit's people at a host, with experts, presence, reports, projects, patents."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from duijie.registry.models import Organisation, Person, Record
from duijie.registry.models.record import LIVING, PLACE, SCOPE


class StationKind(models.TextChoices):
    TALENT = "talent", _("S&T talent workstation")
    EXPERT = "expert", _("academician and expert workstation")
    PHD = "phd", _("PhD innovation station")
    SOCIETY = "society", _("learned-society service station")


class Standing(models.TextChoices):
    """Academicians may sit at so many stations only (DOMAIN §3)."""

    NONE = "none", _("no academician")
    RETIRED = "retired", _("retired academician")
    SERVING = "serving", _("serving academician")


class Station(Record):
    """A station. ``organisation`` is its host; ``is_outpost``: it lies outside the area that runs it."""

    noun = "station"

    title = models.CharField(_("name of the station"), max_length=200)
    kind = models.CharField(
        _("kind of station"), max_length=10, choices=StationKind.choices, default=StationKind.TALENT
    )
    is_outpost = models.BooleanField(_("regional outpost"), default=False)
    venue = models.CharField(_("place of the station"), max_length=120, blank=True)
    home_name = models.CharField(_("home unit of the station"), max_length=120, blank=True)
    leader = models.CharField(_("head of the station"), max_length=60, blank=True)
    founded = models.DateField(_("founded on"), null=True, blank=True)
    ends_on = models.DateField(_("agreement until"), null=True, blank=True)
    plan = models.TextField(_("plan of work"), blank=True)
    planned_days = models.PositiveIntegerField(_("presence planned (days a year)"), null=True, blank=True)
    keywords = models.CharField(_("keywords"), max_length=300, blank=True)

    history = HistoricalRecords(history_change_reason_field=models.TextField(null=True))

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["title", "id", *SCOPE, "kind", "is_outpost"], condition=LIVING, name="station_list"),
            models.Index(fields=["archived_at", "disclosure", *PLACE, "id"], name="station_scope"),
        ]

    def __str__(self) -> str:
        return self.title


class StationExpert(models.Model):
    """Somebody from elsewhere who works at a station. ``seat_key`` (name and unit) is by which the same person is known
    at another station; ``slot`` is an academician's place among the stations allowed: the constraint carries the
    race. ``person`` is found in the register when the station is saved, where one alone fits."""

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="experts")
    name = models.CharField(_("name of the person"), max_length=60)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="station_experts",
        verbose_name=_("organisation"),
    )  # fmt: skip
    organisation_name = models.CharField(_("organisation as written"), max_length=120)
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="station_seats",
        verbose_name=_("person"),
    )  # fmt: skip
    title = models.CharField(_("professional title"), max_length=60, blank=True)
    standing = models.CharField(_("academician"), max_length=10, choices=Standing.choices, default=Standing.NONE)
    team = models.CharField(_("team"), max_length=80, blank=True)
    from_on = models.DateField(pgettext_lazy("day", "from"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)
    seat_key = models.CharField(max_length=200, blank=True, editable=False)
    slot = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("expert of a station")
        verbose_name_plural = _("experts of stations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat_key", "slot"], condition=Q(slot__isnull=False), name="station_expert_slot"
            )
        ]

    def __str__(self) -> str:
        return self.name


class StationPresence(models.Model):
    """Days in which somebody was at the station."""

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="presences")
    expert_name = models.CharField(_("name of the person"), max_length=60)
    from_on = models.DateField(pgettext_lazy("day", "from"))
    to_on = models.DateField(pgettext_lazy("day", "to"))
    days = models.PositiveSmallIntegerField(_("days present"), validators=[MaxValueValidator(366)])
    remark = models.CharField(pgettext_lazy("at a station", "what was done"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("presence at a station")
        verbose_name_plural = _("presence at stations")
        ordering = ["-from_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=models.F("from_on")), name="station_presence_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.expert_name} · {self.from_on}"


class StationActivity(models.Model):
    """Something that the station held."""

    class Kind(models.TextChoices):
        GUIDANCE = "guidance", _("guidance on site")
        TRAINING = "training", _("training")
        LECTURE = "lecture", _("lecture")
        DOCKING = "docking", _("docking meeting")
        OTHER = "other", _("other activity")

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="activities")
    kind = models.CharField(_("kind of activity"), max_length=10, choices=Kind.choices, default=Kind.GUIDANCE)
    title = models.CharField(_("activity"), max_length=200)
    on = models.DateField(_("day"))
    persons = models.PositiveIntegerField(_("persons reached"), null=True, blank=True)

    class Meta:
        verbose_name = _("activity of a station")
        verbose_name_plural = _("activities of stations")
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return self.title


class StationReport(models.Model):
    """A consulting report (咨询报告) to a firm, or a report for decisions (决策报告) of an office."""

    class Kind(models.TextChoices):
        CONSULTING = "consulting", _("consulting report")
        DECISION = "decision", _("report for decisions")

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(_("kind of report"), max_length=10, choices=Kind.choices, default=Kind.CONSULTING)
    title = models.CharField(_("report"), max_length=200)
    on = models.DateField(_("day"))
    receiver = models.CharField(_("submitted to"), max_length=120, blank=True)
    adopted = models.BooleanField(_("adopted"), default=False)

    class Meta:
        verbose_name = _("report of a station")
        verbose_name_plural = _("reports of stations")
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return self.title


class StationProject(models.Model):
    """A project of home unit and host together. ``thing`` is its number, squeezed: by it the project is known at
    another station and among yields (``domain.results.counted_once``)."""

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="projects")
    title = models.CharField(_("joint project"), max_length=200)
    from_on = models.DateField(pgettext_lazy("day", "from"), null=True, blank=True)
    to_on = models.DateField(pgettext_lazy("day", "to"), null=True, blank=True)
    amount = models.DecimalField(_("funds (10,000 yuan)"), max_digits=12, decimal_places=2, null=True, blank=True)
    contract = models.CharField(_("contract or document number"), max_length=80, blank=True)
    thing = models.CharField(max_length=100, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("joint project of a station")
        verbose_name_plural = _("joint projects of stations")
        ordering = ["-from_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["thing"], condition=~Q(thing=""), name="station_project_once")]

    def __str__(self) -> str:
        return self.title


class StationPatent(models.Model):
    """A patent that came of the station: one row, whose stage says how far it is. ``thing`` is its number, squeezed: by
    it the patent is known at another station and among yields (``domain.results.counted_once``)."""

    class Stage(models.TextChoices):
        APPLIED = "applied", _("applied for")
        GRANTED = "granted", _("granted")

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="patents")
    title = models.CharField(_("patent"), max_length=200)
    stage = models.CharField(_("stage of the patent"), max_length=10, choices=Stage.choices, default=Stage.APPLIED)
    number = models.CharField(_("patent number"), max_length=60, blank=True)
    on = models.DateField(_("day"))
    thing = models.CharField(max_length=100, blank=True, default="", editable=False)

    class Meta:
        verbose_name = _("patent of a station")
        verbose_name_plural = _("patents of stations")
        ordering = ["-on", "pk"]
        constraints = [models.UniqueConstraint(fields=["thing"], condition=~Q(thing=""), name="station_patent_once")]

    def __str__(self) -> str:
        return self.title
