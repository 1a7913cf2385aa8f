# ruff: noqa: E501 – tables of cases
"""The tree of areas: moving, archiving, and the official list again and again."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region

from duijie.registry.domain.area_lists import AreaEntry, import_areas
from duijie.registry.domain.areas import add_area, archive_area, move_area, restore_area
from duijie.registry.domain.queries.areas import list_above, search_areas
from duijie.registry.interfaces.area_names import AreaFinder
from duijie.registry.interfaces.area_reading import read_area_entries
from duijie.registry.models import Area
from duijie_match.errors import DuijieError

pytestmark = pytest.mark.django_db

LIST = [
    ("110000", "北京市"), ("110100", "市辖区"), ("110101", "东城区"),
    ("420000", "湖北省"), ("421100", "黄冈市"), ("421102", "黄州区"), ("429000", "省直辖县级行政区划"), ("429004", "仙桃市"),
    ("441900", "东莞市"), ("441900003", "东城街道"), ("440000", "广东省"), ("421102001000", "赤壁街道"),
]  # fmt: skip


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def keeper():
    return make_user(role="system_administrator")


def paths() -> dict[str, str]:
    return dict(Area.objects.values_list("name", "path"))


def entries(pairs):
    return [AreaEntry(code, name) for code, name in pairs]


def test_parents_follow_from_the_codes(keeper):
    import_areas(entries=entries(LIST), by=keeper)
    assert paths() == {
        "北京市": "11/", "东城区": "11/110101/", "湖北省": "42/", "黄冈市": "42/4211/", "黄州区": "42/4211/421102/",
        "仙桃市": "42/429004/", "广东省": "44/", "东莞市": "44/4419/", "东城街道": "44/4419/441900003/",
        "赤壁街道": "42/4211/421102/421102001/",
    }  # fmt: skip


def test_the_list_again_changes_nothing_and_a_new_one_says_what_differs(keeper):
    assert import_areas(entries=entries(LIST), by=keeper).changes == 10
    assert import_areas(entries=entries(LIST), by=keeper).counts["unchanged"] == 10
    newer = [pair for pair in LIST if pair[0] != "429004"] + [
        ("421127", "黄梅县"),
        ("421127100201", "某村"),
        ("4x", "坏"),
    ]
    newer[0] = ("110000", "北京")
    dry = import_areas(entries=entries(newer), by=keeper, write=False)
    assert Area.objects.filter(code="421127").exists() is False
    report = import_areas(entries=entries(newer), by=keeper)
    assert report == dry
    assert (report.added, report.renamed, report.gone, report.villages, report.refused) == (
        [("421127", "黄梅县")], [("11", "北京市", "北京")], [("429004", "仙桃市")], 1, [(0, "4x", "坏")],
    )  # fmt: skip


def test_a_city_that_appears_later_takes_its_counties_and_their_zones(keeper):
    import_areas(entries=entries([("420000", "湖北省"), ("421102", "黄州区")]), by=keeper)
    add_area(code="421102Z", name="园", kind="zone", parent=Area.objects.get(code="421102"), by=keeper)
    report = import_areas(entries=entries([("421100", "黄冈市"), ("421102", "黄州区")]), by=keeper)
    assert report.moved == [("421102", "42/421102/", "42/4211/421102/")]
    assert paths()["园"] == "42/4211/421102/421102Z/"


def test_lists_are_read_from_json_and_tables(tmp_path):
    nested = tmp_path / "pca-code.json"
    nested.write_text(json.dumps([{"code": "42", "name": "湖北省", "children": [{"code": "4211", "name": "黄冈市"}]}]))
    table = tmp_path / "areas.csv"
    table.write_text("code,name,cityCode,provinceCode\n421102,黄州区,4211,42\n", encoding="utf-8")
    assert [(e.code, e.name) for e in read_area_entries(nested)] == [("42", "湖北省"), ("4211", "黄冈市")]
    assert [(e.code, e.name, e.row) for e in read_area_entries(table)] == [("421102", "黄州区", 2)]
    for name, text in (("a.json", '{"a": 1}'), ("b.json", "[1]"), ("c.csv", "甲,乙\n1,2\n")):
        broken = tmp_path / name
        broken.write_text(text, encoding="utf-8")
        with pytest.raises(DuijieError):
            read_area_entries(broken)


def test_moving_takes_everything_below_along(region, keeper):
    town = add_area(code="970121100", name="北镇", kind="township", parent=region.north, by=keeper)
    other = add_area(code="9702", name="海晏市", kind="city", parent=region.province, by=keeper)
    move_area(area=region.north, parent=other, by=keeper)
    assert (paths()["北渡县"], paths()["北镇"]) == ("97/9702/970121/", "97/9702/970121/970121100/")
    town.refresh_from_db()
    assert [area.name for area in list_above(by=keeper, area=town)] == ["青岚省", "海晏市", "北渡县"]
    for area, parent in ((other, Area.objects.get(code="970121")), (region.province, town)):
        with pytest.raises(ValidationError):
            move_area(area=area, parent=parent, by=keeper)


def test_an_area_in_use_is_not_archived(region, keeper):
    make_organisation(area=region.north)
    for area in (region.city, region.north):
        with pytest.raises(ValidationError):
            archive_area(area=area, by=keeper)
    assert archive_area(area=region.south, by=keeper).archived_at is not None
    assert restore_area(area=region.south, by=keeper).archived_at is None


def test_only_those_who_keep_areas_change_them(region):
    officer = make_user(role="city_officer", area=region.city)
    with pytest.raises(PermissionDenied):
        add_area(code="970199", name="新县", kind="county", parent=region.city, by=officer)
    assert [area.name for area in search_areas(by=officer, text="npx")] == ["南屏县"]


@pytest.mark.parametrize(
    "text, found",
    [
        ("北渡县", "970121"), ("北渡", "970121"), ("云溪市北渡县", "970121"), ("青岚省云溪市北渡县", "970121"), ("云溪北渡", "970121"),
        ("970121", "970121"), ("970121000000", "970121"), (" 北 渡 县 ", "970121"), ("Beidu", "970121"), ("9701Z1", "9701Z1"),
        ("北渡县x", None), ("", None),
    ],
)  # fmt: skip
def test_what_lists_say_about_a_place_is_understood(region, text, found):
    area = AreaFinder(Area.objects.all()).find(text)
    assert (area.code if area else None) == found
