"""Who finds what: every role at home, next door, in the zone and outside; no index is wider than the database."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.accounts import grant, make_user
from tests.factories.registry import make_area, make_organisation

from duijie.accounts.access import restrict
from duijie.accounts.models import Membership
from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach
from duijie.registry.models import Area, Organisation
from duijie.search.domain.queries.hits import search, suggest
from duijie.search.engine.asking import read_question
from duijie.search.engine.reader import current_reader
from duijie.search.scope import selections_for

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("without_model")]

AREAS = ("north", "south", "zone", "city", "elsewhere")
HOMES = {
    "北一": {"north", "city"}, "北区": {"north", "zone", "city"}, "南一": {"south", "city"},
    "南区": {"south", "zone", "city"}, "市直": {"city"}, "远方": {"elsewhere"},
}  # fmt: skip


@pytest.fixture
def world(region, build):
    other = make_area("9702", "海晏市", "city", region.province)
    far = make_area("970221", "西岭县", "county", other)
    areas = {
        "north": region.north, "south": region.south, "zone": region.zone, "city": region.city, "elsewhere": other,
    }  # fmt: skip
    made = {
        "北一": make_organisation(name="北一轴承公司", area=region.north),
        "北区": make_organisation(name="北区轴承公司", area=region.north, zone=region.zone),
        "南一": make_organisation(name="南一轴承公司", area=region.south),
        "南区": make_organisation(name="南区轴承公司", area=region.south, zone=region.zone),
        "市直": make_organisation(name="市直轴承公司", area=region.city),
        "远方": make_organisation(name="远方轴承公司", area=far),
    }
    build()
    return areas, made


def seats():
    for key, role in ROLES.items():
        if role.reach is Reach.EVERYWHERE:
            yield key, ""
        else:
            yield from ((key, where) for where in (AREAS if role.reach is Reach.AREA else ("北一", "南区", "远方")))


def test_every_role_finds_what_it_may_see_and_counts_no_more(world):
    areas, made = world
    for role, where in seats():
        reach = ROLES[role].reach
        place = {
            Reach.EVERYWHERE: {},
            Reach.AREA: {"area": areas.get(where)},
            Reach.ORGANISATION: {"organisation": made.get(where)},
        }
        user = make_user(role=role, **place[reach])
        reached = set(made) if reach is Reach.EVERYWHERE else {where} if where in made else {
            name for name, homes in HOMES.items() if where in homes
        }  # fmt: skip
        seen = reached if Permission.ORGANISATION_VIEW in ROLES[role].permissions else set()
        names = {f"{name}轴承公司" for name in seen}
        found = search(by=user, text="轴承")
        told = (role, where, {hit.row.title for hit in found.hits}, found.total, sum(n for _s, n in found.counts))
        assert told == (role, where, names, len(names), len(names))
        assert {hit.row.title for hit in suggest(by=user, text="轴承")} == names
        # The engine itself gave no more: nothing was left for ``visible`` to take away.
        inside = current_reader().search(read_question("轴承"), selections_for(user), by_meaning=False)
        assert {hit.id for one in inside.values() for hit in one.hits} == {made[name].pk for name in seen}


def test_a_withdrawn_role_and_a_narrow_token_find_nothing_more(world):
    areas, _made = world
    user = make_user(role="county_officer", area=areas["north"])
    grant(user, "county_officer", area=areas["south"])
    assert search(by=user, text="轴承").total == 4
    Membership.objects.filter(user=user, area=areas["south"]).delete()
    fresh = type(user).objects.get(pk=user.pk)
    assert search(by=fresh, text="轴承").total == 2
    restrict(fresh, ["area.view"])
    assert (search(by=fresh, text="轴承").total, search(by=fresh, text="轴承").counts) == (0, [])


numbers = itertools.count(1)


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_hit_is_invisible_whatever_was_moved_since_the_index_was_built(world, data):
    """The index is left as it was built while rows move about and roles come and go."""
    areas, made = world
    names = list(made)
    for name in data.draw(st.lists(st.sampled_from(names), max_size=3)):
        area = areas[data.draw(st.sampled_from([one for one in AREAS if one != "zone"]))]
        Organisation.objects.filter(pk=made[name].pk).update(area=area, zone=None)
    user = make_user(username=f"prop{next(numbers)}")
    for role in data.draw(st.lists(st.sampled_from(sorted(ROLES)), max_size=2, unique=True)):
        reach = ROLES[role].reach
        if reach is Reach.AREA:
            grant(user, role, area=data.draw(st.sampled_from(list(Area.objects.order_by("code")))))
        elif reach is Reach.ORGANISATION:
            grant(user, role, organisation=made[data.draw(st.sampled_from(names))])
        else:
            grant(user, role)
    text = data.draw(st.sampled_from(["轴承", "公司", "北一", "bq", "nyzc", "远方轴承公司", "市"]))
    visible = set(Organisation.objects.visible_to(user).values_list("pk", flat=True))
    assert {hit.id for hit in search(by=user, text=text, size=100).hits} <= visible
    assert {hit.id for hit in suggest(by=user, text=text)} <= visible
