"""Each verb of a register reaches the index through the outbox."""

import pytest
from tests.factories.accounts import make_user
from tests.factories.registry import make_area, make_organisation, make_row

from duijie.common import outbox
from duijie.common.domain.imports import add_pasted_import, apply_import, preview_import, revert_import
from duijie.common.domain.queries.imports import find_import
from duijie.common.jobs import run_job
from duijie.common.models import OutboxMessage, OutboxState
from duijie.demands.models import Demand
from duijie.registry.domain.areas import edit_area, move_area
from duijie.registry.domain.merges import gather_late, merge_records, undo_merge
from duijie.registry.domain.organisations import (
    add_organisation,
    archive_organisation,
    edit_organisation,
    restore_organisation,
)
from duijie.registry.registers.organisations import ORGANISATIONS
from duijie.search.domain.changes import CHANGED
from duijie.search.domain.queries.hits import search, suggest
from duijie.search.domain.queries.status import status

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("without_model")]


@pytest.fixture
def by(region):
    return make_user(role="city_officer", area=region.city)


@pytest.fixture
def admin():
    return make_user(role="system_administrator")


def test_single_verbs(by, region, build, settle, titles):
    build()
    made = add_organisation(values={"name": "恒力轴承有限公司", "kind": "enterprise", "area": region.north}, by=by)
    assert titles(by, "轴承") == []
    assert (status().waiting, status().documents) == (1, 0)
    settle()
    assert titles(by, "轴承") == ["恒力轴承有限公司"]
    assert (status().waiting, status().documents) == (0, 1)

    made = edit_organisation(organisation=made, version=1, values={"name": "恒力齿轮有限公司"}, by=by)
    settle()
    assert (titles(by, "轴承"), titles(by, "齿轮")) == ([], ["恒力齿轮有限公司"])

    made = archive_organisation(organisation=made, version=2, by=by)
    settle()
    assert (titles(by, "齿轮"), status().documents) == ([], 0)

    restore_organisation(organisation=made, version=3, by=by)
    settle()
    assert titles(by, "齿轮") == ["恒力齿轮有限公司"]


def test_a_list_and_its_revert(by, region, build, settle, titles):
    old = make_organisation(name="旧名机械有限公司", area=region.north, uscc="91110000802100433B")
    build()
    text = "单位名称\t统一社会信用代码\t地区\n新名机械有限公司\t91110000802100433B\t北渡县\n清溪水泵厂\t\t北渡县\n"
    batch = add_pasted_import(noun="organisations", area=region.city, text=text, by=by)
    run_job(preview_import(batch=batch, by=by).pk)
    run_job(apply_import(batch=find_import(by=by, pk=batch.pk), by=by).pk)
    settle()
    assert set(titles(by, "机械")) == {"新名机械有限公司"}
    assert titles(by, "水泵") == ["清溪水泵厂"]

    run_job(revert_import(batch=find_import(by=by, pk=batch.pk), by=by).pk)
    settle()
    assert set(titles(by, "机械")) == {"旧名机械有限公司"}
    assert titles(by, "水泵") == []
    old.refresh_from_db()
    assert old.name == "旧名机械有限公司"


def test_a_merge_and_its_undoing_take_along_what_referred_to_the_merged_one(by, region, build, settle, titles):
    kept = make_organisation(name="恒力轴承有限公司", area=region.north)
    gone = make_organisation(name="玉带轴承厂", area=region.south)
    demand = make_row(Demand, title="主轴降噪", body="高速电主轴的降噪", organisation=gone, area=region.south)
    build()
    assert set(titles(by, "玉带")) == {"玉带轴承厂", demand.title}
    made = merge_records(register=ORGANISATIONS, kept=kept, merged=gone, choices={}, versions=(1, 1), by=by)
    settle()
    found = titles(by, "玉带"), set(titles(by, "恒力"))
    assert found == (["恒力轴承有限公司"], {"恒力轴承有限公司", demand.title})  # by its former name
    late = make_row(Demand, title="漏油", body="轴承座漏油", organisation=gone, area=region.south)
    gather_late(ORGANISATIONS)
    settle()
    assert set(titles(by, "恒力")) == {"恒力轴承有限公司", demand.title, late.title}
    undo_merge(merge=made, by=by)
    settle()
    assert set(titles(by, "玉带")) == {"玉带轴承厂", demand.title, late.title}
    assert titles(by, "恒力") == ["恒力轴承有限公司"]


def test_a_moved_area_takes_its_organisations_along(region, build, settle, titles, admin):
    other = make_area("9702", "海晏市", "city", region.province)
    town = make_area("970121001", "石桥镇", "township", region.north)
    make_organisation(name="石桥轴承厂", area=town)
    here, there = (make_user(role="city_officer", area=city) for city in (region.city, other))
    build()
    assert (titles(here, "轴承"), titles(there, "轴承")) == (["石桥轴承厂"], [])
    move_area(area=region.north, parent=other, by=admin)
    # The index does not know yet, and shows nothing that the database would not.
    assert (titles(here, "轴承"), titles(there, "轴承")) == ([], [])
    settle()
    assert (titles(here, "轴承"), titles(there, "轴承")) == ([], ["石桥轴承厂"])
    town.refresh_from_db()
    edit_area(area=town, name="玉带镇", by=admin)
    settle()
    assert titles(there, "玉带") == ["石桥轴承厂"]


def test_many_changes_are_applied_with_the_first(by, region, build, settle):
    build()
    built = status().generation
    for number in range(30):
        add_organisation(values={"name": f"第{number}机床厂", "kind": "enterprise", "area": region.north}, by=by)
    assert OutboxMessage.objects.filter(topic=CHANGED, state=OutboxState.WAITING).count() == 30
    assert outbox.deliver_waiting(most=1) == 1
    assert search(by=by, text="机床").total == 30
    assert status().waiting == 29
    settle()
    assert (search(by=by, text="机床").total, status().waiting, status().generation) == (30, 0, built)


def test_a_change_of_an_unknown_register_stops_nothing(by, build, settle):
    from django.db import transaction

    from duijie.search.domain.changes import note_changes

    build()
    with transaction.atomic():
        note_changes("gone", [1, 2])
    settle()
    assert OutboxMessage.objects.get(topic=CHANGED).state == OutboxState.DELIVERED


def test_what_is_found_how(by, region, build, titles):
    make_organisation(
        name="云溪恒力轴承有限公司", area=region.north, uscc="91110000802100433B",
        description="生产高速电主轴与滚珠丝杠", short_name="恒力", name_en="Yunxi Hengli Bearings",
    )  # fmt: skip
    make_organisation(name="清溪泵业有限公司", area=region.north, description="水泵；pumps for irrigation")
    build()
    hengli, pumps = ["云溪恒力轴承有限公司"], ["清溪泵业有限公司"]
    for text in (
        "轴承", "軸承", "恒力", "hlzc", "yxhl", "91110000", "91110000802100433B", "９１１１００００８０２１００４３３B",
        "电主轴", "bearing", "HENGLI", "云溪恒力轴承",
    ):  # fmt: skip
        assert (text, titles(by, text)) == (text, hengli)
    for text in ("泵", "irrigating", "qxby", "水泵 pump"):
        assert (text, titles(by, text)) == (text, pumps)
    for text in ("", " ", "的", "zzzz", "\0", "911100009", "(.*)", "[a", "齿轮"):
        assert (text, titles(by, text)) == (text, [])
    assert [hit.row.title for hit in suggest(by=by, text="hl")] == hengli
    (hit,) = search(by=by, text="滚珠丝杠").hits
    assert [piece.text for piece in hit.passage if piece.found] == ["滚珠丝杠"]
    assert "".join(piece.text for piece in hit.passage) == "生产高速电主轴与滚珠丝杠"


def test_kinds_facets_areas_and_pages(by, region, build, titles):
    for number in range(25):
        make_organisation(name=f"北{number:02}轴承厂", area=region.north)
    make_organisation(name="南轴承研究院", area=region.south, kind="institute")
    build()
    found = search(by=by, text="轴承", kinds=["organisations"], page=2)
    assert (found.total, found.listed, found.pages, len(found.hits)) == (26, 26, 2, 6)
    (facet,) = found.facets
    assert [(one.value, one.count) for one in facet.values] == [("enterprise", 25), ("institute", 1)]
    assert titles(by, "轴承", kinds=["organisations"], facets={"kind": "institute"}) == ["南轴承研究院"]
    assert titles(by, "轴承", path=region.south.path) == ["南轴承研究院"]
    assert titles(by, "轴承", kinds=["nonsense"]) == []
    assert titles(by, "轴承", page=99) == []
