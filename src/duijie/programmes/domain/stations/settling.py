"""What follows when the parts of a station changed: seats of academicians, and numbers that count once."""

from duijie.programmes.domain.results.counted_once import settle_numbers
from duijie.programmes.domain.stations.limits import settle_seats
from duijie.programmes.models import Station


def settle_station(station: Station) -> None:
    """In the caller's transaction. Raises ``ValidationError`` with ``academician`` or ``twice``."""
    settle_seats(station)
    settle_numbers(station)
