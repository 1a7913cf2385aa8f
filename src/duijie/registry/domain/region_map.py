"""The map of the areas: shapes in GeoJSON that the operator brings, kept as one file in the data folder.

Each feature names its area by code (``code``, ``adcode`` or ``id``) and is a polygon or several. Nothing else of the
file is kept. Where nobody brought a map, a database with demo data shows the demo's.
"""

import json
import math
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from duijie.accounts.access import require
from duijie.accounts.permissions import Permission
from duijie.common.domain import audit
from duijie.common.transactions import in_transaction
from duijie.registry.area_codes import tidy_code
from duijie.registry.domain.queries.demo import has_demo_data
from duijie.registry.models import Area
from duijie_match.lists.writing import replacing

MOST_BYTES = 16 << 20
_CODES = ("code", "adcode", "id", "区划代码")
_DEPTHS = {"Polygon": 3, "MultiPolygon": 4}  # lists within lists, down to a number


def stored_map() -> Path:
    """Where the map lies."""
    return Path(settings.MEDIA_ROOT) / "region.geojson"


def read_map() -> bytes | None:
    """The map as GeoJSON; the demo's where there is none and the data are the demo's; else nothing."""
    try:
        return stored_map().read_bytes()
    except OSError:
        if not has_demo_data():
            return None
        return resources.files("duijie.demo").joinpath("region.geojson").read_bytes()


@in_transaction
def import_map(*, content: bytes, by: Any) -> tuple[int, list[str]]:
    """Keep the shapes of ``content``, whole or not at all: how many, and the codes that no area of the register has.

    Raises ``PermissionDenied``; ``ValidationError`` for what is no map.
    """
    require(by, Permission.AREA_EDIT)
    features = _features(content)
    known = set(Area.objects.filter(archived_at=None).values_list("code", flat=True))
    codes = [feature["properties"]["code"] for feature in features]
    unknown = sorted({code for code in codes if code not in known})
    if len(unknown) == len(set(codes)):
        raise ValidationError(_("No shape names an area of the register. Each needs its division code as “code”."))
    path = stored_map()
    path.parent.mkdir(parents=True, exist_ok=True)
    audit.record(by=by, verb="area.map", target=None, detail={"shapes": len(features), "unknown": unknown[:50]})
    with replacing(path) as part:
        part.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return len(features), unknown


@in_transaction
def remove_map(*, by: Any) -> bool:
    """Forget the map; whether there was one."""
    require(by, Permission.AREA_EDIT)
    there = stored_map().exists()
    if there:
        audit.record(by=by, verb="area.map_remove", target=None)
        stored_map().unlink(missing_ok=True)
    return there


def _features(content: bytes) -> list[dict[str, Any]]:
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The map is larger than 16 MB. Simplify its lines and bring it again."))
    try:
        read = json.loads(content.decode("utf-8-sig"))
        found = [_feature(one) for one in read["features"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValidationError(
            _("This is no GeoJSON of polygons whose features name their area by code. Nothing was changed.")
        ) from error
    if not found:
        raise ValidationError(_("The map holds no shape. Nothing was changed."))
    return found


def _feature(one: Any) -> dict[str, Any]:
    properties, shape = one.get("properties") or {}, one["geometry"]
    code = next((properties[name] for name in _CODES if properties.get(name)), one.get("id"))
    if code is None:
        raise ValueError("no code")
    kind, coordinates = shape["type"], shape["coordinates"]
    if not all(_is_point(point) for point in _points(coordinates, _DEPTHS[kind])):
        raise ValueError("no point")
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"code": tidy_code(str(code))}, "geometry": geometry}


def _points(nested: Any, depth: int) -> Iterable[Any]:
    if not isinstance(nested, list) or not nested:
        raise ValueError("no list")
    if depth == 2:
        return nested
    return [point for one in nested for point in _points(one, depth - 1)]


def _is_point(point: Any) -> bool:
    if not isinstance(point, list) or not 2 <= len(point) <= 3:
        return False
    numbers = all(isinstance(one, int | float) and math.isfinite(one) for one in point)
    return numbers and abs(point[0]) <= 180 and abs(point[1]) <= 90
