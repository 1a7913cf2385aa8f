"""A register that joins, here the areas: open to whoever may see areas, in another order of pages, and gone again."""

import pytest
from django.db import transaction
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation

from duijie.accounts.permissions import Permission
from duijie.registry.models import Area
from duijie.search import sources
from duijie.search.domain.changes import note_changes
from duijie.search.domain.queries.hits import search, suggest
from duijie.search.sources import SearchEntry, SearchRow, ids_of, register_source

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("without_model")]


class AreaSource:
    key, label, icon, permission, facets = "areas", "Areas", "area", Permission.AREA_VIEW, {}

    def ids(self, *, below=""):
        return ids_of(Area.objects.filter(archived_at=None, path__startswith=below))

    def entries(self, ids):
        for one in Area.objects.filter(pk__in=ids, archived_at=None):
            yield SearchEntry(
                "areas", one.pk, one.name, keywords=(one.code, one.name_en), initials=(one.initials,), is_open=True
            )

    def granted(self, by):
        return ()

    def visible(self, by, ids):
        rows = Area.objects.visible_to(by).filter(pk__in=ids)
        return {one.pk: SearchRow(one.name, one.code, "area_detail") for one in rows}

    def named(self, by, text, most):
        return list(Area.objects.visible_to(by).filter(name__contains=text).values_list("pk", flat=True)[:most])


@pytest.fixture
def areas():
    sources.discover()
    register_source(AreaSource())
    yield
    sources._sources.pop("areas")


def test_open_entries_are_found_by_whoever_may_see_such_records_anywhere(areas, region, build, settle, titles):
    make_organisation(name="北渡轴承厂", area=region.north)
    build()
    south = make_user(role="county_officer", area=region.south)
    reviewer = make_user(role="reviewer")
    assert titles(south, "北渡") == ["北渡县"]
    assert titles(reviewer, "北渡") == ["北渡县"]
    assert titles(reviewer, "970121") == ["北渡县"]
    assert titles(make_user(), "北渡") == []
    north = make_user(role="county_officer", area=region.north)
    found = search(by=north, text="北渡")
    assert sorted(hit.row.title for hit in found.hits) == ["北渡县", "北渡轴承厂"]
    assert {source.key: count for source, count in found.counts if count} == {"areas": 1, "organisations": 1}
    assert {hit.row.title for hit in suggest(by=north, text="bd")} == {"北渡县", "北渡轴承厂"}
    Area.objects.filter(pk=region.south.pk).update(name="新南县")
    with transaction.atomic():
        note_changes("areas", [region.south.pk])
    settle()
    assert titles(reviewer, "新南") == ["新南县"]


def test_what_a_register_left_behind_is_not_shown(region, build, settle, titles):
    sources.discover()
    register_source(AreaSource())
    build()
    sources._sources.pop("areas")
    assert titles(make_user(role="reviewer"), "北渡") == []
