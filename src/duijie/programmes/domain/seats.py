"""Where people sit already, over all programmes and stations: one ledger that conditions, postings and stations count.

A seat is a living posting, what somebody is recognised for and not posted to yet, and a place among the experts of a
station of the register. A station that stands in more than one of these – recognised, posted to, then kept as a record
– is one: it is known by its host.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from duijie.common.transactions import hold
from duijie.programmes.conditions.batch import Tie, TieKind
from duijie.programmes.domain.hosts import KEY, numbers_of
from duijie.programmes.models import (
    Application,
    ApplicationMember,
    Certificate,
    Posting,
    PostingPerson,
    Round,
    StationExpert,
)
from duijie.programmes.models.postings.posting import PostingKind
from duijie.programmes.models.stations.station import Standing
from duijie.programmes.posting_states import LIVING_POSTING
from duijie.programmes.states import CertificateState
from duijie.registry.models import Area
from duijie.registry.names import name_key

MAKES = {"team": TieKind.TEAM, "station": TieKind.STATION, "person": TieKind.POSTING, "institution": TieKind.POSTING}
_RECOGNISED = (
    "application", "application__person", "application__round__rules__subject", f"application__answers__{KEY}",
    "from_on", "to_on",
)  # fmt: skip


def seats(
    people: Collection[int] | None = None, *, since: date, but: Round | None = None,
    but_application: Application | None = None, academicians: bool = False,
) -> Iterator[Tie]:  # fmt: skip
    """Those of ``people`` (numbers of persons), or of everybody, that are not over before ``since``.

    What was recognised in the round ``but``, or for one application, and is not posted yet is left out.
    ``academicians``: of the experts of stations, academicians alone.
    """
    at_host: set[tuple[int | None, int | None]] = set()
    somewhere: list[Tie] = []
    for tie in _recognised(people, since=since, but=but, but_application=but_application):
        if tie.kind is TieKind.STATION and tie.organisation is None:
            somewhere.append(tie)
            continue
        if tie.kind is TieKind.STATION:
            at_host.add((tie.person, tie.organisation))
        yield tie
    experts = StationExpert.objects.filter(person__isnull=False)
    if people is not None:
        experts = experts.filter(person__in=people)
    kept: Counter[int | None] = Counter()
    for tie in _of_experts(experts, at_host, since=since, academicians=academicians):
        kept[tie.person] += 1
        yield tie
    for tie in somewhere:  # recognised without a host: the station that is kept of them since, if there is one
        if kept[tie.person]:
            kept[tie.person] -= 1
        else:
            yield tie


def stations_held(
    *, person: int | None, key: str, since: date, but_application: Application | None = None
) -> set[Hashable]:
    """The stations at which an academician sits: the person of the register, or whoever has the same name and unit
    (``key``) among experts of stations that the register does not know."""
    held = (
        seats({person}, since=since, but_application=but_application, academicians=True) if person is not None else ()
    )
    found = {place_of(tie) for tie in held if tie.kind is TieKind.STATION}
    rest = _of_experts(
        StationExpert.objects.filter(seat_key=key, person=None), set(), since=since, academicians=True
    )  # fmt: skip
    return found | {place_of(tie) for tie in rest}


def teams_held(people: Collection[int], *, since: date, but_application: Application) -> dict[int, set[Hashable]]:
    """The other teams in which each of ``people`` is, by the number of the person; nobody who is in none."""
    found: dict[int, set[Hashable]] = defaultdict(set)
    for tie in seats(people, since=since, but_application=but_application):
        if tie.kind is TieKind.TEAM and tie.person is not None and tie.subject != but_application.pk:
            found[tie.person].add(place_of(tie))
    return found


def stations_by_person(people: Collection[int], *, since: date, but: Round) -> dict[int, set[Hashable]]:
    """As ``stations_held``, for many persons of the register at once."""
    found: dict[int, set[Hashable]] = defaultdict(set)
    for tie in seats(people, since=since, but=but, academicians=True):
        if tie.kind is TieKind.STATION and tie.person is not None:
            found[tie.person].add(place_of(tie))
    return found


def seat_key(name: str, unit: str) -> str:
    """By which somebody whom the register does not know is found at another station."""
    return f"{name_key(name)}|{name_key(unit)}"


def hold_academicians() -> None:
    """Until the transaction ends nobody else gives an academician a seat, at a station or by a posting."""
    hold(Area, *Area.objects.filter(parent=None).values_list("pk", flat=True))


def place_of(tie: Tie) -> Hashable:
    """The same for seats at one host, and for one application or record where no host is named."""
    return ("unit", tie.organisation) if tie.organisation is not None else ("subject", tie.subject)


def _recognised(
    people: Collection[int] | None, *, since: date, but: Round | None, but_application: Application | None
) -> Iterator[Tie]:
    living = Posting.objects.filter(state__in=LIVING_POSTING, person__isnull=False).order_by()
    held = (
        Certificate.objects.exclude(state__in=[CertificateState.REVOKED, CertificateState.LEFT])
        .filter(to_on__gte=since)
        .order_by()
    )
    if but is not None:
        held = held.exclude(application__round=but)
    if but_application is not None:
        held = held.exclude(application=but_application)
    held = held.exclude(pk__in=living.values("certificate"))  # whoever is posted is bound to the hosts themselves
    members = ApplicationMember.objects.filter(person__isnull=False, application__certificate__in=held).order_by()
    led = held.filter(application__person__isnull=False)
    if people is not None:
        living, led = living.filter(person__in=people), led.filter(application__person__in=people)
        members = members.filter(person__in=people)
    for person, subject, host, whose, from_on, to_on in living.values_list(
        "person", "certificate__application", "host", "certificate__application__round__rules__subject", "from_on",
        "to_on",
    ):  # fmt: skip
        kind = MAKES.get(whose, TieKind.POSTING)
        yield Tie(kind, person=person, organisation=host, subject=subject, from_on=from_on, to_on=to_on)
    seated = PostingPerson.objects.filter(
        posting__state__in=LIVING_POSTING, posting__kind=PostingKind.TEAM, person__isnull=False,
        posting__to_on__gte=since,
    ).order_by()  # fmt: skip
    if people is not None:
        seated = seated.filter(person__in=people)
    for person, subject, from_on, to_on in seated.values_list(
        "person", "posting__certificate__application", "posting__from_on", "posting__to_on"
    ):
        yield Tie(TieKind.TEAM, person=person, subject=subject, from_on=from_on, to_on=to_on)
    rows = list(led.values_list(*_RECOGNISED))
    rows += members.values_list(
        "application", "person", "application__round__rules__subject", f"application__answers__{KEY}",
        "application__certificate__from_on", "application__certificate__to_on",
    )  # fmt: skip
    hosts = numbers_of({KEY: said} for _pk, _person, _subject, said, _from, _to in rows)
    for (pk, person, subject, _said, from_on, to_on), host in zip(rows, hosts, strict=True):
        kind = MAKES.get(subject, TieKind.POSTING)
        where = host if kind is TieKind.STATION else None
        yield Tie(kind, person=person, organisation=where, subject=pk, from_on=from_on, to_on=to_on)


def _of_experts(
    experts: Any, at_host: set[tuple[int | None, int | None]], *, since: date, academicians: bool
) -> Iterator[Tie]:
    """The first record of a station at a host is known by the host; further ones there are stations of their own."""
    rows = experts.filter(Q(to_on=None) | Q(to_on__gte=since), station__archived_at=None)
    if academicians:
        rows = rows.exclude(standing=Standing.NONE)
    first: dict[tuple[int | None, int | None], int] = {}
    columns = ("person", "station", "station__organisation", "from_on", "to_on")
    for person, station, host, from_on, to_on in rows.order_by("pk").values_list(*columns):
        days = {"from_on": from_on, "to_on": to_on}
        is_first = host is not None and first.setdefault((person, host), station) == station
        if is_first and (person, host) in at_host:
            continue
        if is_first:
            yield Tie(TieKind.STATION, person=person, organisation=host, **days)
        else:
            yield Tie(TieKind.STATION, person=person, subject=("station", station), **days)
