"""The county on one page, in a browser: charts from the tables, renewal, the large screen, and paper."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from tests.factories.records import make_achievement, make_carrier, make_demand, make_expert, make_service
from tests.factories.registry import make_organisation, make_region
from tests.functional.browsing import check_accessible, check_language, check_no_overflow, shot
from tests.functional.conftest import View

from duijie.accounts.models import User
from duijie.common import clock
from duijie.demands.models import DemandKind, Source
from duijie.demands.states import DemandState
from duijie.registry.domain.region_map import import_map
from duijie.registry.models import TechnologyField

SignIn = Callable[..., User]
FIELDS, STATES = list(TechnologyField.values), list(DemandState.values)
INDUSTRIES = ("C3443", "C3512", "C2614", "C2710", "I6513", "C1713", "A0141", "")


def square(code: str, west: float, south: float, size: float = 1.0) -> str:
    corners = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
    points = ",".join(f"[{west + x},{south + y}]" for x, y in corners)
    return (
        f'{{"type":"Feature","properties":{{"adcode":"{code}"}},'
        f'"geometry":{{"type":"Polygon","coordinates":[[{points}]]}}}}'
    )


def fill(admin: User) -> None:
    region = make_region()
    shapes = ",".join([square("970121", 0, 0), square("970122", 1, 0), square("9701Z1", 0.8, 0.4, 0.3)])
    import_map(content=f'{{"type":"FeatureCollection","features":[{shapes}]}}'.encode(), by=admin)
    firms = [make_organisation(name=f"云溪{name}有限公司") for name in ("阀门", "轴承", "新材料", "纺织机械", "药业")]
    for number in range(60):
        area = region.south if number % 3 == 0 else region.north
        zone = region.zone if number % 7 == 0 else None
        shared = {"area": area, "zone": zone, "field": FIELDS[number % 8], "organisation": firms[number * number % 5]}
        make_demand(
            state=STATES[number % 7 if number % 3 else 0], industry=INDUSTRIES[number * number % 8],
            kind=list(DemandKind.values)[number % 6 if number % 2 else 0], source=list(Source.values)[number % 5],
            found_on=clock.today() - timedelta(days=number * 6), **shared,
        )  # fmt: skip
        make_achievement(**{**shared, "field": FIELDS[number * number % 8]})
        if number % 2:
            make_expert(**shared)
        if number % 4 == 0:
            make_service(**shared)
    make_carrier()


@pytest.fixture
def filled(people: dict[str, User]) -> dict[str, User]:
    fill(people["system_administrator"])
    return people


def open_county(page: Page, address: str = "/county/") -> None:
    page.goto(address)
    expect(page.locator(".is-drawn")).to_have_count(9)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_at_every_width(
    open_page: Callable[..., Page], sign_in: SignIn, filled: dict[str, User], language: str
) -> None:
    page = open_page(View(language, 1280))
    sign_in(page, user=filled["leader"])
    for width in (1280, 375, 1920):
        page.set_viewport_size({"width": width, "height": 1080 if width == 1920 else 800})
        open_county(page)
        check_no_overflow(page)
        check_accessible(page)
        check_language(page, language)
        if width == 1280:
            shot(page, "county", whole=True)
        page.locator("[data-key=field] summary").click()
        expect(page.locator("[data-key=field] table")).to_be_visible()
        check_no_overflow(page)
        check_accessible(page)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_large_screen_fits(
    open_page: Callable[..., Page], sign_in: SignIn, filled: dict[str, User], language: str
) -> None:
    page = open_page(View(language, 1280))
    sign_in(page, user=filled["leader"])
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_county(page, "/county/?screen=1")
    sizes = page.evaluate("() => [document.documentElement.scrollHeight, document.documentElement.scrollWidth]")
    assert sizes == [1080, 1920]
    hidden = page.evaluate("""() => [...document.querySelectorAll('.county-chart')]
        .filter(one => one.getBoundingClientRect().height < 120 || one.getBoundingClientRect().bottom > 1080)
        .map(one => one.closest('[data-key]').dataset.key)""")
    assert hidden == []
    expect(page.locator("nav")).to_have_count(0)
    check_accessible(page)
    check_language(page, language)
    shot(page, "county-screen")


def test_figures_renew_themselves_keep_what_is_open_and_stop_when_signed_out(
    page: Page, sign_in: SignIn, filled: dict[str, User]
) -> None:
    sign_in(page, user=filled["leader"])
    open_county(page)
    page.locator("[data-key=state] summary").click()
    value = page.locator("[data-bank=demands] .figure-value")
    expect(value).to_have_text("60")

    def look() -> int:
        with page.expect_response(lambda answer: "part=1" in answer.url) as told:
            page.evaluate("document.getElementById('county').dispatchEvent(new CustomEvent('duijie:look'))")
        return told.value.status

    assert look() == 304
    make_demand(area=make_region().south)
    assert look() == 200
    expect(value).to_have_text("61")
    expect(page.locator(".is-drawn")).to_have_count(9)
    expect(page.locator("[data-key=state] table")).to_be_visible()
    expect(page.locator("[data-key=kind] table")).to_be_hidden()
    page.context.clear_cookies()
    assert look() == 401
    expect(page.locator("#county-ended")).to_be_visible()
    expect(page.locator("[data-key=state] table")).to_be_visible()


def test_map_changes_what_it_shows_and_a_number_leads_to_its_records(
    page: Page, sign_in: SignIn, filled: dict[str, User]
) -> None:
    sign_in(page, user=filled["leader"])
    open_county(page)
    folded = page.locator("#county details:not([open])")
    before = folded.count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert before > 0
    expect(folded).to_have_count(0)  # on paper every table stands below its chart
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(folded).to_have_count(before)
    second = page.locator("[data-key=area] button").nth(1)
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    page.locator("[data-bank=experts] .figure-value").click()
    expect(page).to_have_url("/experts/?area=9701")


def test_without_scripts_every_number_stands_in_a_table(
    open_page: Callable[..., Page], browser, live, sign_in: SignIn, filled: dict[str, User]
) -> None:
    first = open_page()
    sign_in(first, user=filled["leader"])
    context = browser.new_context(java_script_enabled=False, base_url=live.url, viewport={"width": 1280, "height": 800})
    context.add_cookies(first.context.cookies())
    plain = context.new_page()
    plain.goto("/county/")
    expect(plain.locator("table:visible")).to_have_count(9)
    expect(plain.locator(".county-chart:visible")).to_have_count(0)
    context.close()
