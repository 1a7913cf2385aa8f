"""How many stations an academician may sit at, over all of them; asked when the experts of one change."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duijie.common import clock
from duijie.common.transactions import hold
from duijie.programmes.domain.postings.slots import LimitReachedError, free_slot
from duijie.programmes.domain.queries.presence import calls_of_stations
from duijie.programmes.domain.seats import hold_academicians, seat_key, stations_held
from duijie.programmes.models import Posting, Station, StationExpert
from duijie.programmes.models.postings.call import LIMITS
from duijie.programmes.models.stations.station import Standing
from duijie.programmes.posting_states import LIVING_POSTING
from duijie.registry.models import Person
from duijie.registry.names import name_key


def seats_allowed(station: Station) -> dict[str, int]:
    """By standing: as the newest call of a station programme of the area or above says, else the rule of 2019."""
    call = calls_of_stations([station])[station.pk]
    serving, retired = (
        (call.serving_most, call.retired_most) if call is not None else (LIMITS["serving_most"], LIMITS["retired_most"])
    )
    return {Standing.SERVING: int(serving), Standing.RETIRED: int(retired)}


def settle_seats(station: Station) -> None:
    """Find the experts of ``station`` in the register, and give each academician a place among those allowed, in the
    caller's transaction. All seats count: those at stations, and those by postings and recognitions.

    Raises ``LimitReachedError`` (``academician``) where somebody sits at as many stations as may be.
    """
    link_experts(station)
    rows = list(station.experts.exclude(standing=Standing.NONE, slot=None))
    if not rows:
        return
    known = station.experts.filter(person__isnull=False).values_list("person", flat=True)
    hold(Person, *known)  # before the areas, as for a posting: links to them are looked at when this ends
    hold_academicians()
    most = seats_allowed(station)
    for row in rows:
        row.seat_key = key = seat_key(row.name, row.organisation_name)
        if row.standing == Standing.NONE:
            row.slot = None
        else:
            others = StationExpert.objects.filter(seat_key=key, slot__isnull=False).exclude(pk=row.pk)
            if others.filter(station=station).exists():
                words = _("%(name)s stands twice among the experts.")
                raise ValidationError(words, code="twice", params={"name": row.name})
            row.slot = free_slot(others.values_list("slot", flat=True), None)
        row.save(update_fields=["slot", "seat_key"])
        if row.slot is not None:
            _refuse_one_too_many(row, most[row.standing])


def _refuse_one_too_many(row: StationExpert, most: int) -> None:
    today = clock.today()
    if row.to_on is not None and row.to_on < today:
        return
    if len(stations_held(person=row.person_id, key=row.seat_key, since=today)) > most:
        words = ngettext(
            "%(name)s (%(standing)s) sits at %(most)d station already, and may sit at no more.",
            "%(name)s (%(standing)s) sits at %(most)d stations already, and may sit at no more.",
            most,
        )
        params = {"name": row.name, "standing": row.get_standing_display(), "most": most}
        raise LimitReachedError(words, code="academician", params=params)


def link_experts(station: Station) -> None:
    """Whom of the register each expert is: somebody of that name who is posted here or was recognised for it, else the
    one person of that name at that unit. Nobody where several fit."""
    rows = list(station.experts.all())
    names = {one.name for one in rows}
    posted: dict[str, set[int]] = defaultdict(set)
    if station.organisation_id is not None:
        here = Posting.objects.filter(host=station.organisation_id, state__in=LIVING_POSTING, person__name__in=names)
        for name, pk in here.order_by().values_list("person__name", "person"):
            posted[name].add(pk)
    at_unit: dict[tuple[str, str], set[int]] = defaultdict(set)
    known = Person.objects.filter(name__in=names, archived_at=None).order_by()
    for pk, name, unit, written in known.values_list("pk", "name", "organisation__name", "organisation_name"):
        at_unit[name, name_key(unit or written or "")].add(pk)
    changed = []
    for one in rows:
        found = posted[one.name] or at_unit[one.name, name_key(one.organisation_name)]
        number = next(iter(found)) if len(found) == 1 else None
        if one.person_id != number:
            one.person_id = number
            changed.append(one)
    StationExpert.objects.bulk_update(changed, ["person"])
