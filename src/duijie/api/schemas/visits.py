"""Where a visit was logged, as JSON."""

from datetime import datetime
from decimal import Decimal

from ninja import Schema
from pydantic import Field

from duijie.api.schemas.common import Strict
from duijie.demands.models import VisitPosition


class PositionIn(Strict):
    """In degrees, as a device says them; kept to a hundredth of a degree, about a kilometre."""

    latitude: Decimal = Field(ge=-90, le=90)
    longitude: Decimal = Field(ge=-180, le=180)


class PositionOut(Schema):
    latitude: Decimal
    longitude: Decimal
    noted_at: datetime


def show_position(kept: VisitPosition) -> dict[str, object]:
    return {"latitude": kept.latitude, "longitude": kept.longitude, "noted_at": kept.noted_at}
