"""The map of the areas: brought whole or not at all, shown to who may see the page, and taken away again."""

import json
from importlib import resources
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.registry import make_area, make_region

from duijie.common.models import AuditEvent
from duijie.registry.area_codes import tidy_code
from duijie.registry.domain.region_map import import_map, read_map, remove_map

pytestmark = pytest.mark.django_db
RING = [[0, 0], [1, 0], [1, 1], [0, 0]]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def feature(code: object, coordinates: object = (RING,), kind: str = "Polygon") -> dict:
    return {"properties": {"code": code, "name": "secret"}, "geometry": {"type": kind, "coordinates": coordinates}}


def written(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_shapes_are_kept_under_tidy_codes_and_nothing_else_of_the_file(client: Client) -> None:
    region = make_region()
    keeper = make_user(role="system_administrator")
    content = written(feature("970121000000"), feature(970100, [[RING]], "MultiPolygon"), feature("110000"))
    assert import_map(content=content, by=keeper) == (3, ["11"])
    client.force_login(make_user(role="leader", area=region.city))
    answer = client.get("/county/map.json")
    kept = [one["properties"] for one in json.loads(answer.content)["features"]]
    assert kept == [{"code": "970121"}, {"code": "9701"}, {"code": "11"}]
    assert client.get("/county/map.json", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert remove_map(by=keeper) is True
    assert (remove_map(by=keeper), client.get("/county/map.json").status_code) == (False, 204)
    told = AuditEvent.objects.filter(verb__startswith="area.map").order_by("pk").values_list("verb", flat=True)
    assert list(told) == ["area.map", "area.map_remove"]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, written(), written(feature("110000")), written(feature(None)),
        written(feature("970121", [[[0, 0]]], "Point")), written(feature("970121", [[["x", 0], [1, 1]]])),
        written(feature("970121", [[[500, 0], [1, 1]]])), written(feature("970121", [])), written(7),
        written(feature("970121")).replace(b"[1, 1]", b"[1, NaN]"),
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_and_the_old_one_kept(content: bytes) -> None:
    make_region()
    keeper = make_user(role="system_administrator")
    import_map(content=written(feature("970121")), by=keeper)
    before = read_map()
    with pytest.raises(ValidationError):
        import_map(content=content, by=keeper)
    assert read_map() == before


def test_only_who_edits_areas_brings_a_map() -> None:
    region = make_region()
    with pytest.raises(PermissionDenied):
        import_map(content=written(feature("970121")), by=make_user(role="city_officer", area=region.city))
    assert read_map() is None


def test_the_command(tmp_path: Path, capsys) -> None:
    make_region()
    keeper = make_user(role="system_administrator")
    file = tmp_path / "map.geojson"
    file.write_bytes(written(feature("970121")))
    call_command("importgeojson", str(file), by=keeper.username)
    assert "1" in capsys.readouterr().out
    call_command("importgeojson", by=keeper.username, remove=True)
    assert read_map() is None
    for options in ({"by": "nobody", "remove": True}, {"by": keeper.username}):
        with pytest.raises(CommandError):
            call_command("importgeojson", **options)
    with pytest.raises(CommandError):
        call_command("importgeojson", str(tmp_path / "missing.geojson"), by=keeper.username)


def test_the_demo_has_a_map_of_its_counties_and_zone() -> None:
    make_area("99", "澜川省", "province", is_demo=True)
    content = read_map()
    assert content is not None
    shapes = json.loads(content)["features"]
    lines = resources.files("duijie.demo").joinpath("areas.jsonl").read_text(encoding="utf-8").splitlines()
    areas = [json.loads(line) for line in lines]
    wanted = {tidy_code(one["code"]) for one in areas if one["kind"] in {"county", "zone"}}
    assert {one["properties"]["code"] for one in shapes} == wanted
    # Neighbours share their borders: every point but those of the outline stands in two counties or more.
    rings = [one["geometry"]["coordinates"][0] for one in shapes[:9]]
    counts: dict[tuple[float, float], int] = {}
    for ring in rings:
        for point in {tuple(point) for point in ring}:
            counts[point] = counts.get(point, 0) + 1
    assert sum(count > 1 for count in counts.values()) > 350
