"""How many stations an academician may sit at, over all of them; asked when the experts of one change."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from duijie.accounts.access import paths_above
from duijie.common import clock
from duijie.common.transactions import hold
from duijie.programmes.domain.postings.slots import LimitReachedError, free_slot
from duijie.programmes.models import PostingCall, Station, StationExpert
from duijie.programmes.models.postings.call import LIMITS
from duijie.programmes.models.stations.station import Standing
from duijie.registry.models import Area
from duijie.registry.names import name_key


def seats_allowed(station: Station) -> dict[str, int]:
    """By standing: as the newest call of a station programme of the area or above says, else the rule of 2019."""
    rows = PostingCall.objects.filter(
        round__programme__area__path__in=paths_above(station.area.path), round__programme__rules__subject="station"
    )
    call = rows.order_by("-pk").first()
    serving, retired = (
        (call.serving_most, call.retired_most) if call is not None else (LIMITS["serving_most"], LIMITS["retired_most"])
    )
    return {Standing.SERVING: int(serving), Standing.RETIRED: int(retired)}


def settle_seats(station: Station) -> None:
    """Give each academician of ``station`` a place among those allowed, in the caller's transaction.

    Raises ``LimitReachedError`` (``academician``) where somebody sits at as many stations as may be.
    """
    rows = list(station.experts.exclude(standing=Standing.NONE, slot=None))
    if not rows:
        return
    hold(Area, *Area.objects.filter(parent=None).values_list("pk", flat=True))  # seats are given to one at a time
    most = seats_allowed(station)
    for row in rows:
        key = f"{name_key(row.name)}|{name_key(row.organisation_name)}"
        if row.standing == Standing.NONE:
            row.slot = None
        else:
            others = StationExpert.objects.filter(seat_key=key, slot__isnull=False).exclude(pk=row.pk)
            if others.filter(station=station).exists():
                words = _("%(name)s stands twice among the experts.")
                raise ValidationError(words, code="twice", params={"name": row.name})
            still = Q(to_on=None) | Q(to_on__gte=clock.today())
            row.slot = free_slot(others.values_list("slot", flat=True), None)
            if others.filter(still, station__archived_at=None).count() >= most[row.standing]:
                words = _("%(name)s (%(standing)s) sits at %(most)d stations already, and may sit at no more.")
                params = {"name": row.name, "standing": row.get_standing_display(), "most": most[row.standing]}
                raise LimitReachedError(words, code="academician", params=params)
        row.seat_key = key
        row.save(update_fields=["slot", "seat_key"])
