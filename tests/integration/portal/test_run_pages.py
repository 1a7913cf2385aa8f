"""Match runs as pages: what is said of one that came to nothing, and to those whose rights are at an organisation."""

from typing import Any

import pytest
from tests.factories.accounts import make_user
from tests.factories.registry import make_organisation, make_region
from tests.integration.matching.conftest import docking
from tests.integration.matching.test_plan_pages import browser_of

from duijie.common import clock
from duijie.common.models import Job
from duijie.matching.models import MatchRun

__all__ = ["docking"]

pytestmark = pytest.mark.django_db
HOME = "/matching/runs/"


@pytest.mark.parametrize("state", ["cancelled", "failed"])
def test_a_run_that_came_to_nothing_does_not_say_that_it_goes_on_and_can_be_started_anew(state: str) -> None:
    region = make_region()
    officer = make_user(role="city_officer", area=region.city)
    reader = make_user(role="leader", area=region.city)
    job = Job.objects.create(kind="match.run", state=state, by=officer, finished_at=clock.now())
    run = MatchRun.objects.create(area=region.city, by=officer, job=job, most_shown=7)
    for user, may_start in ((officer, True), (reader, False)):
        page = browser_of(user).get(f"{HOME}{run.pk}/").content.decode()
        assert "正在匹配" not in page
        assert "需求匹配未得出结果" in page
        assert (f'action="{HOME}start/"' in page) is may_start
        assert ('name="most_shown" value="7"' in page) is may_start  # as it was asked for


def test_a_run_that_goes_on_says_so_and_offers_no_second_one() -> None:
    region = make_region()
    officer = make_user(role="city_officer", area=region.city)
    job = Job.objects.create(kind="match.run", state="queued", by=officer)
    run = MatchRun.objects.create(area=region.city, by=officer, job=job)
    page = browser_of(officer).get(f"{HOME}{run.pk}/").content.decode()
    assert "正在匹配" in page
    assert f'action="{HOME}start/"' not in page


def test_only_those_who_look_after_areas_have_match_runs_in_their_menu(docking: Any) -> None:
    for user in (docking.firm_contact, docking.school_officer, docking.professor):
        browser = browser_of(user)
        assert f'href="{HOME}"' not in browser.get("/").content.decode()
        page = browser.get(HOME).content.decode()  # by the address
        assert "您的管辖范围内尚未匹配过需求" in page
        assert "请在上方选择地区" not in page
    both = make_user(role="expert", organisation=make_organisation(name="澜川理工大学"))
    both.memberships.create(role="leader", area=docking.region.city)
    for user in (docking.officer, make_user(role="leader", area=docking.region.north), both):
        assert f'href="{HOME}"' in browser_of(user).get("/").content.decode()


def test_the_level_that_is_shown_is_marked_among_the_levels(docking: Any) -> None:
    run = docking.run()
    browser = browser_of(docking.officer)
    assert "aria-current" not in _levels(browser.get(f"{HOME}{run.pk}/"))
    assert '<a href="?level=2" aria-current="true">' in _levels(browser.get(f"{HOME}{run.pk}/?level=2"))


def _levels(answer: Any) -> str:
    return str(answer.content.decode().split("<figcaption>")[1].split("</figcaption>")[0])
