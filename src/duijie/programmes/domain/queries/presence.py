"""Academicians who are at their station for fewer days a year than asked (DOMAIN §3: 3 months a year)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from duijie.accounts.access import paths_above
from duijie.common import clock
from duijie.programmes.models import PostingCall, Station, StationExpert, StationPresence
from duijie.programmes.models.postings.call import LIMITS
from duijie.programmes.models.stations.station import Standing

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class PresenceGap:
    """``asked`` days a year, and fewer ``planned`` at the station, or fewer ``present`` in the last 365 days; None
    where they are enough, and for presence where the seat is not a year old."""

    station: int
    name: str
    standing: str
    asked: int
    planned: int | None
    present: int | None


def calls_of_stations(stations: Iterable[Station]) -> dict[int, PostingCall | None]:
    """The newest call of a station programme of the area of each or above, by the station's number."""
    paths = {one.pk: set(paths_above(one.area.path)) for one in stations}
    rows = PostingCall.objects.filter(
        round__programme__area__path__in=set().union(*paths.values()), round__programme__rules__subject="station"
    )
    calls = list(rows.select_related("round__programme__area").order_by("-pk"))
    return {
        pk: next((one for one in calls if one.round.programme.area.path in above), None) for pk, above in paths.items()
    }


def presence_gaps(stations: Iterable[Station]) -> list[PresenceGap]:
    """Those of ``stations``, whose areas are loaded, in four queries for however many."""
    listed = {one.pk: one for one in stations}
    today = clock.today()
    experts = StationExpert.objects.filter(Q(to_on=None) | Q(to_on__gte=today), station__in=list(listed))
    rows = list(experts.exclude(standing=Standing.NONE).order_by("pk"))
    if not rows:
        return []
    concerned = {row.station_id for row in rows}
    calls = calls_of_stations(listed[pk] for pk in concerned)
    days = _days_present(concerned, since=today - YEAR + timedelta(days=1), until=today)
    found = []
    for row in rows:
        station, call = listed[row.station_id], calls[row.station_id]
        asked = int(call.academician_days if call is not None else LIMITS["academician_days"])
        began = row.from_on or station.founded
        planned = station.planned_days if station.planned_days is not None and station.planned_days < asked else None
        present = days[station.pk, row.name]
        is_judged = began is not None and began <= today - YEAR and present < asked
        if planned is not None or is_judged:
            standing = row.get_standing_display()
            found.append(PresenceGap(station.pk, row.name, standing, asked, planned, present if is_judged else None))
    return found


def _days_present(stations: set[int], *, since: date, until: date) -> dict[tuple[int, str], int]:
    """Of a presence that began before ``since`` no more days than lie after it."""
    found: dict[tuple[int, str], int] = defaultdict(int)
    rows = StationPresence.objects.filter(station__in=stations, to_on__gte=since, from_on__lte=until).order_by()
    for station, name, from_on, to_on, days in rows.values_list("station", "expert_name", "from_on", "to_on", "days"):
        within = (min(to_on, until) - max(from_on, since)).days + 1
        found[station, name] += min(days, within)
    return found
