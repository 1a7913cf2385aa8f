"""Finding by meaning, with the real model: words come at once, meanings follow, and the scope holds for both."""

import pytest
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation

from duijie.common import outbox
from duijie.registry.domain.organisations import add_organisation, archive_organisation, edit_organisation
from duijie.search.domain.queries.hits import search
from duijie.search.domain.queries.status import status

pytestmark = [pytest.mark.django_db(transaction=True)]

DRYER = "厚菇型香菇热泵—远红外联合烘干机，烘干能耗降低三成，适合乡镇合作社使用。"
VALVE = "液化天然气接收站用超低温球阀，阀座密封在深冷条件下泄漏率低。"


@pytest.fixture
def by(region):
    return make_user(role="city_officer", area=region.city)


def add(by, area, name, description):
    return add_organisation(
        values={"name": name, "kind": "enterprise", "area": area, "description": description}, by=by
    )


def test_words_at_once_and_meanings_as_they_are_ready(by, region, build):
    build()
    add(by, region.north, "青岚农装有限公司", DRYER)
    add(by, region.north, "青岚阀业有限公司", VALVE)
    assert outbox.deliver_waiting(most=1) == 1
    assert ([hit.row.title for hit in search(by=by, text="香菇").hits], status().meanings) == (["青岚农装有限公司"], 0)
    assert search(by=by, text="菌类干制节能").hits == []
    outbox.deliver_waiting()
    assert (status().meanings, status().documents) == (2, 2)
    (hit,) = search(by=by, text="菌类干制节能").hits
    assert (hit.row.title, hit.is_by_meaning) == ("青岚农装有限公司", True)
    assert [one.is_by_meaning for one in search(by=by, text="香菇").hits] == [False]


def test_meanings_follow_changes_and_stay_within_the_scope(by, region, build, settle):
    made = add(by, region.north, "青岚农装有限公司", DRYER)
    neighbour = make_user(role="county_officer", area=region.south)
    build()
    assert search(by=by, text="菌类干制节能").total == 1
    assert search(by=neighbour, text="菌类干制节能").total == 0
    made = edit_organisation(organisation=made, version=1, values={"area": region.south}, by=by)
    settle()
    assert search(by=neighbour, text="菌类干制节能").total == 1  # the vector stayed, the scope moved
    made = edit_organisation(organisation=made, version=2, values={"description": VALVE}, by=by)
    settle()
    assert search(by=by, text="菌类干制节能").total == 0
    assert search(by=by, text="低温阀门密封").total == 1
    archive_organisation(organisation=made, version=3, by=by)
    settle()
    assert (search(by=by, text="低温阀门密封").total, status().documents, status().meanings) == (0, 0, 0)


def test_a_bare_name_is_near_to_nothing(by, region, build):
    make_organisation(name="应拾音", area=region.north)
    build()
    assert search(by=by, text="轴承噪声与振动").total == 0
    assert search(by=by, text="天气").total == 0


def test_a_rebuild_has_its_meanings_before_it_counts(by, region, build):
    add(by, region.north, "青岚农装有限公司", DRYER)
    build()
    build()
    assert status().meanings == 1
    assert search(by=by, text="菌类干制节能").total == 1
