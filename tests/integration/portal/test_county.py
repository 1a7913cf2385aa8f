"""The county on one page: every number is the number of rows behind its link, for every role that may see the page."""

import io
import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import http_date
from django.utils.timezone import localtime
from tests.factories.accounts import make_user
from tests.factories.records import make_achievement, make_carrier, make_demand, make_expert, make_service
from tests.factories.registry import make_area, make_organisation, make_region

from duijie.accounts.permissions import Permission
from duijie.accounts.roles import ROLES, Reach
from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.demands.domain.demands import take_step
from duijie.demands.states import DemandState
from duijie.portal.county import levels
from duijie.portal.county.blocks import figures_of
from duijie.registry.domain.queries import beside, figures

pytestmark = pytest.mark.django_db

AREAS = ("city", "north", "south", "zone")
HOLDERS = [key for key, role in ROLES.items() if Permission.COUNTY_VIEW in role.permissions]
INDUSTRIES = ("C3443", "c35", "3443", "阀门制造", "", "C3512 泵")


def fill(copies: int = 1) -> None:
    """Records of every kind in both counties, the zone, the city itself and elsewhere; some archived, some old."""
    region = make_region()
    far = make_area("970221", "西岭县", "county", make_area("9702", "海晏市", "city", region.province))
    town = make_area("970121100", "河口镇", "township", region.north)
    old = clock.now() - timedelta(days=90)
    for copy in range(copies):
        for number, (area, zone) in enumerate(
            [(region.north, None), (region.north, region.zone), (region.south, region.zone), (region.city, None),
             (far, None), (town, None)]
        ):  # fmt: skip
            firm = make_organisation(name=f"云溪厂{number}-{copy}", area=area, zone=zone)
            make_demand(
                area=area, zone=zone, organisation=firm, industry=INDUSTRIES[number],
                found_on=date(2026, 1 + number, 3),
                field="materials" if number % 2 else "", state=list(DemandState)[number],
                source="visit" if number % 2 else "",
            )  # fmt: skip
            make_demand(area=area, zone=zone, kind="talent", created_at=old, disclosure="internal")
            make_demand(area=area, zone=zone, archived_at=clock.now())
            make_achievement(area=area, zone=zone, field="energy", organisation=firm)
            make_achievement(area=area, zone=zone, created_at=old)
            make_expert(area=area, zone=zone, field="energy")
            make_expert(area=area, zone=zone, is_expert=False)
            make_service(area=area, zone=zone)
            make_carrier(area=area, zone=zone)


def seats() -> list[tuple[str, str]]:
    return [(role, where) for role in HOLDERS for where in AREAS]


def count_behind(client: Client, address: str) -> int:
    """The rows of the list at ``address``, over its pages."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.context["table"].paginator.count


@pytest.mark.parametrize(
    "role, where",
    [
        pytest.param("leader", "city", marks=pytest.mark.by_default_on("postgres")),
        pytest.param("county_officer", "north", marks=pytest.mark.slow),
        pytest.param("zone_officer", "zone", marks=pytest.mark.by_default_on("sqlite")),
        pytest.param("broker", "south", marks=pytest.mark.slow),
    ],
)
def test_every_number_counts_the_rows_behind_it(client: Client, role: str, where: str) -> None:
    with clock.at(datetime(2026, 6, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))):
        fill()
        user = make_user(role=role, area=getattr(make_region(), where))
        client.force_login(user)
        page = client.get("/county/")
        figures = page.context["figures"]
        assert figures.area.code == getattr(make_region(), where).code
        wrong = {}
        for block in figures.tables:
            for row in block.rows:
                for cell in row.cells if role == "leader" else [one for one in row.cells if one.value]:
                    behind = count_behind(client, cell.address)
                    if behind != cell.value:
                        wrong[cell.address] = (cell.value, behind)
        assert wrong == {}


def test_every_role_sees_the_numbers_of_its_areas() -> None:
    fill()
    region = make_region()
    expected = {
        "city": [10, 10, 5, 5, 5, 5], "north": [6, 6, 3, 3, 3, 3],
        "south": [2, 2, 1, 1, 1, 1], "zone": [4, 4, 2, 2, 2, 2],
    }  # fmt: skip
    for role, where in seats():
        by = make_user(role=role, area=getattr(region, where))
        for name in AREAS if where == "city" else (where,):
            found = figures_of(getattr(region, name), by=by)
            assert (role, name, [row.cells[0].value for row in found.banks.rows]) == (role, name, expected[name])
    by = make_user(role="leader", area=region.city)
    fresh = [row.cells[1].value for row in figures_of(region.north, by=by).banks.rows]
    assert fresh == [3, 3, 3, 3, 3, 3]


def test_industries_are_read_however_they_are_written() -> None:
    fill()
    region = make_region()
    by = make_user(role="leader", area=region.city)
    block = next(one for one in figures_of(region.city, by=by).blocks if one.key == "industry")
    counts = {str(row.label)[:3]: row.cells[0].value for row in block.rows}
    assert counts == {"C34": 2, "C35": 2, str(block.rows[-1].label)[:3]: 6}


def test_steps_are_counted_in_the_month_in_which_they_were_taken(client: Client) -> None:
    region = make_region()
    by = make_user(role="county_officer", area=region.north)
    demand = make_demand(state=DemandState.VERIFIED, grade="declared", found_on=date(2026, 2, 28))
    with clock.at(datetime(2026, 3, 31, 23, 30, tzinfo=ZoneInfo("Asia/Shanghai"))):  # still the day before in UTC
        demand = take_step(demand=demand, verb="publish", version=demand.version, by=by)
    for verb, month in (("contact", 4), ("solve", 4), ("solved", 5)):
        with clock.at(datetime(2026, month, 1, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))):
            demand = take_step(demand=demand, verb=verb, version=demand.version, by=by, reason="已解决")
    client.force_login(by)
    with clock.at(datetime(2026, 6, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))):
        block = next(one for one in figures_of(region.north, by=by).blocks if one.key == "trend")
        shown = {row.label: [cell.value for cell in row.cells] for row in block.rows if any(c.value for c in row.cells)}
        assert shown == {"2026-02": [1, 0, 0], "2026-03": [0, 1, 0], "2026-05": [0, 0, 1]}
        assert [count_behind(client, cell.address) for cell in block.rows[8].cells] == [0, 1, 0]


def test_the_same_queries_for_one_and_for_three(client: Client) -> None:
    region = make_region()
    user = make_user(role="city_officer", area=region.city)
    client.force_login(user)
    counts = []
    for copies in (1, 2):
        fill(copies)
        client.get("/county/")

        with CaptureQueriesContext(connection) as asked:
            client.get("/county/")
        counts.append(len(asked))
    assert counts == [counts[0]] * 2
    assert counts[0] <= 26


@pytest.mark.parametrize("role", [key for key in ROLES if key not in HOLDERS])
def test_others_may_not_open_it(client: Client, role: str) -> None:
    region = make_region()
    place = {Reach.AREA: {"area": region.city}, Reach.ORGANISATION: {"organisation": make_organisation()}}
    client.force_login(make_user(role=role, **place.get(ROLES[role].reach, {})))
    assert [
        client.get(address).status_code for address in ("/county/", "/county/9701/export/", "/county/map.json")
    ] == [403] * 3


@pytest.mark.parametrize("role, where", seats())
def test_areas_beyond_reach_are_not_found(client: Client, role: str, where: str) -> None:
    region = make_region()
    client.force_login(make_user(role=role, area=getattr(region, where)))
    reached = {"city": set(AREAS), "north": {"north"}, "south": {"south"}, "zone": {"zone"}}[where]
    answers = {
        name: {
            client.get(f"/county/{getattr(region, name).code}/{more}").status_code
            for more in ("", "?part=1", "export/")
        }
        for name in AREAS
    }
    assert answers == {name: {200} if name in reached else {404} for name in AREAS}
    assert client.get(f"/county/{region.province.code}/").status_code == 404


def test_a_watching_page_is_told_only_what_is_new(client: Client) -> None:
    region = make_region()
    client.force_login(make_user(role="county_officer", area=region.north))
    page = client.get("/county/")
    etag = page.context["etag"]
    address = f"/county/{region.north.code}/?part=1"
    again = client.get(address, headers={"If-None-Match": etag, "Duijie-Watching": "1"})
    assert (again.status_code, again.content) == (304, b"")
    make_demand()
    changed = client.get(address, headers={"If-None-Match": etag})
    assert (changed.status_code, changed["ETag"] != etag, b"<html" in changed.content) == (200, True, False)
    client.logout()
    assert client.get(address).status_code == 401
    assert client.get(f"/county/{region.north.code}/").status_code == 302


def test_figures_of_a_large_register_are_kept_a_minute_and_say_as_of_when(client: Client, monkeypatch) -> None:
    region = make_region()
    client.force_login(make_user(role="county_officer", area=region.north))
    address, begin = f"/county/{region.north.code}/?part=1", datetime(2026, 6, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))

    def look(seconds: int) -> tuple[int, str]:
        with clock.at(begin + timedelta(seconds=seconds)):
            answer = client.get(address)
            page = client.get(f"/county/{region.north.code}/")
        shown = page.context["figures"].as_of - begin
        assert answer["Last-Modified"] == http_date((begin + shown).timestamp())
        assert f"{localtime(begin + shown):%H:%M:%S}" in page.content.decode()
        return page.context["figures"].banks.rows[0].cells[0].value, str(shown)

    make_demand(area=region.north)
    assert look(0) == (1, "0:00:00")
    assert look(10) == (1, "0:00:10")  # nothing has changed, so this is what there is now
    make_demand(area=region.north)
    assert look(20) == (2, "0:00:20")  # a small register is counted at once
    monkeypatch.setattr(figures, "LARGE", 0)
    make_demand(area=region.north)
    assert look(30) == (3, "0:00:30")  # it was small when it was last counted
    make_demand(area=region.north)
    assert look(40) == (3, "0:00:30")
    caches["figures"].clear()  # what its time does
    assert look(91) == (4, "0:01:31")


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_a_large_register_is_counted_anew(client: Client, monkeypatch) -> None:
    region = make_region()
    client.force_login(make_user(role="county_officer", area=region.north))
    begin = datetime(2026, 6, 20, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr(figures, "LARGE", 0)

    def look(seconds: int) -> tuple[int, str]:
        with clock.at(begin + timedelta(seconds=seconds)):
            shown = client.get("/county/").context["figures"]
        return shown.banks.rows[0].cells[0].value, str(shown.as_of - begin)

    make_demand(area=region.north)
    assert look(0) == (1, "0:00:00")
    make_demand(area=region.north)
    assert look(59) == (1, "0:00:00")
    beside.wait()
    assert look(61) == (1, "0:00:00")  # those of before, and they are counted anew
    beside.wait()
    assert look(70) == (2, "0:01:10")  # as many as there are now, since nothing has changed


def test_watching_does_not_keep_a_session_alive(client: Client, settings) -> None:
    settings.DUIJIE_IDLE_MINUTES = 30
    region = make_region()
    client.force_login(make_user(role="county_officer", area=region.north))
    client.get("/county/")
    session = client.session
    session["seen_at"] -= 29 * 60
    session.save()
    seen = session["seen_at"]
    for query in ("?part=1", "?part=1&screen=1"):
        client.get(f"/county/{region.north.code}/{query}", headers={"Duijie-Watching": "1"})
        assert client.session["seen_at"] == seen
    client.get(f"/county/{region.north.code}/?part=1")  # somebody has clicked since the page last asked
    assert client.session["seen_at"] > seen


def test_a_screen_shows_its_figures_all_day_and_opens_nothing_else(client: Client, settings) -> None:
    settings.DUIJIE_IDLE_MINUTES = 30
    region = make_region()
    watching = {"Duijie-Watching": "1"}
    page, screen = f"/county/{region.north.code}/?part=1", f"/county/{region.north.code}/?part=1&screen=1"
    for address, headers, status in (
        (page, watching, 401), (screen, {}, 401), (f"/county/{region.north.code}/?screen=1", watching, 302),
        ("/organisations/?part=1&screen=1", watching, 302), ("/nowhere/?part=1&screen=1", watching, 404),
    ):  # fmt: skip
        client.force_login(make_user(role="county_officer", area=region.north))
        client.get("/county/")
        session = client.session
        session["seen_at"] -= 31 * 60
        session.save()
        assert client.get(screen, headers=watching).status_code == 200
        assert client.get(address, headers=headers).status_code == status
        assert client.get(screen, headers=watching).status_code == 401
    client.force_login(make_user(role="county_officer", area=region.north))
    client.get("/county/")
    session = client.session
    session["began_at"] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    assert client.get(screen, headers=watching).status_code == 401


def test_downloads(client: Client) -> None:
    fill()
    region = make_region()
    client.force_login(make_user(role="leader", area=region.city))
    figures = client.get("/county/").context["figures"]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/county/9701/export/").content))
    assert len(book.sheetnames) == len(figures.tables)
    banks = book.worksheets[0]
    assert [row[1].value for row in banks.iter_rows(min_row=2)] == [row.cells[0].value for row in figures.banks.rows]
    text = client.get("/county/9701/export/?table=state&format=csv").content.decode("utf-8-sig")
    state = next(one for one in figures.blocks if one.key == "state")
    assert text.splitlines()[1:] == [f"{row.label},{row.cells[0].value}" for row in state.rows]
    assert client.get("/county/9701/export/?table=nothing").status_code == 404
    told = AuditEvent.objects.filter(verb="county.export").order_by("pk").values_list("detail__table", flat=True)
    assert list(told) == ["all", "state"]


def test_levels_are_shown_only_with_a_provider(client: Client, monkeypatch) -> None:
    region = make_region()
    client.force_login(make_user(role="county_officer", area=region.north))
    monkeypatch.setattr(levels, "PROVIDERS", [])
    assert b'data-key="levels"' not in client.get("/county/").content
    levels.PROVIDERS.append(lambda area, by, freshness: [levels.LevelCount("强", 0, "/")])
    assert b'data-key="levels"' not in client.get("/county/").content
    levels.PROVIDERS.append(lambda area, by, freshness: [levels.LevelCount("较强", 7, f"/?in={area.code}")])
    page = client.get("/county/").content.decode()
    assert re.findall(r'href="/\?in=(\d+)">(\d+)<', page) == [("970121", "7")]


@pytest.mark.parametrize(
    "query", ["since=yesterday", "owner=x", "division=Z9", "without=title", "state=gone", "found=2026-13", "text=maybe"]
)
def test_a_narrowing_that_means_nothing_shows_nothing(client: Client, query: str) -> None:
    make_demand()
    client.force_login(make_user(role="county_officer", area=make_region().north))
    assert count_behind(client, f"/demands/?{query}") == 0


def test_lists_say_what_they_are_narrowed_to_and_how_to_undo_it(client: Client) -> None:
    make_demand()
    client.force_login(make_user(role="county_officer", area=make_region().north))
    answer = client.get("/demands/?found=2026-03&kind=technology")
    (one,) = answer.context["narrowed"]
    assert (one.key, one.value, one.rest) == ("found", "2026-03", "kind=technology")
    assert 'name="found" value="2026-03"' in answer.content.decode()
