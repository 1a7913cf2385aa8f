"""What stations come to, place by place, and what the register of awards holds. Pages and scenarios read the same."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import Count, Q, Sum

from duijie.programmes.domain.queries.presence import presence_gaps
from duijie.programmes.models import (
    Award,
    Station,
    StationExpert,
    StationPatent,
    StationPresence,
    StationProject,
    StationReport,
    WinnerKind,
)

NAMES = (
    "stations", "experts", "projects", "consulting", "decision", "patents_applied", "patents_granted", "days",
    "too_few_days",
)  # fmt: skip


def station_figures(*, by: Any) -> list[dict[str, Any]]:
    """A row a place – the area of a station, or for an outpost where it stands –, the last one the sum of all.

    Experts are counted as people: whoever sits at two stations of a place counts once there.
    """
    rows = Station.objects.visible_to(by).filter(archived_at=None).select_related("area").order_by("area__path", "pk")
    places = {one.pk: one.venue or str(one.area) if one.is_outpost else str(one.area) for one in rows}
    found: dict[str, Counter[str]] = {place: Counter() for place in places.values()}
    people: dict[str, set[str]] = defaultdict(set)
    for place in places.values():
        found[place]["stations"] += 1
    of = {"station__in": list(places)}
    for station, name, unit in StationExpert.objects.filter(**of).values_list("station", "name", "organisation_name"):
        people[places[station]].add(f"{name}|{unit}")
    for model, kinds in (
        (StationProject, {"projects": Q()}),
        (StationReport, {"consulting": Q(kind="consulting"), "decision": Q(kind="decision")}),
        (StationPatent, {"patents_applied": Q(), "patents_granted": Q(stage="granted")}),
    ):
        counts = {name: Count("pk", filter=which) if which else Count("pk") for name, which in kinds.items()}
        counted: Any = model._default_manager.filter(**of).order_by().values("station").annotate(**counts)
        for row in counted:
            for name in kinds:
                found[places[row["station"]]][name] += row[name]
    for row in StationPresence.objects.filter(**of).order_by().values("station").annotate(total=Sum("days")):
        found[places[row["station"]]]["days"] += row["total"] or 0
    for gap in presence_gaps(rows):
        found[places[gap.station]]["too_few_days"] += 1
    for place, those in people.items():
        found[place]["experts"] = len(those)
    everybody = set().union(*people.values()) if people else set()
    table = [{"place": place, **{name: counts[name] for name in NAMES}} for place, counts in found.items()]
    whole = {name: sum(counts[name] for counts in found.values()) for name in NAMES} | {"experts": len(everybody)}
    return [*table, {"place": None, **whole}]


def award_figures(*, by: Any) -> dict[str, int]:
    """Awards with a source; of them those by enterprises with a research unit; and how many wait for a source."""
    rows = Award.objects.visible_to(by).filter(archived_at=None).order_by()
    proven = ~Q(source="")
    figures: dict[str, int] = rows.aggregate(
        awards=Count("pk", filter=proven),
        with_research_units=Count("pk", filter=proven & Q(winner_kind=WinnerKind.WITH_RESEARCH_UNIT)),
        without_source=Count("pk", filter=Q(source="")),
    )
    return figures
