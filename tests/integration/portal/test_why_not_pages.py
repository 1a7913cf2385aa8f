"""Why not …? The page says what became of the candidate, and leads to where it stands."""

import csv
import re

import pytest
from django.conf import settings
from django.test import Client
from tests.integration.matching.conftest import docking

from duijie.matching.models import Candidate

__all__ = ["docking"]

pytestmark = pytest.mark.django_db


def test_a_dismissed_candidate_is_said_to_be_dismissed_and_found_where_it_stands(docking):
    docking.run()
    browser = Client()
    browser.force_login(docking.officer)
    home, key = f"/demands/{docking.demand.pk}/match/", f"achievement-{docking.seal.pk}"
    link = re.compile(rf'href="({re.escape(home)}\?[^"]*)#{key}"')

    page = browser.get(f"{home}why-not/?supply={key}").content.decode()
    assert "已排除" not in page
    led = browser.get(link.search(page)[1].replace("&amp;", "&"))
    assert key in [one.key for one in led.context["page"]]

    said = {"supply": key, "choice": "dismissed", "reason": "too_far", "note": "在外省"}
    browser.post(f"{home}choose/", said)
    page = browser.get(f"{home}why-not/?supply={key}").content.decode()
    assert "主管部门已排除该候选" in page
    assert "距离太远" in page
    assert "在外省" in page
    led = browser.get(link.search(page)[1].replace("&amp;", "&"))
    assert key in [one.key for one in led.context["page"]]


def test_the_note_of_a_dismissal_is_for_the_office_the_reason_for_the_firm_too(docking):
    docking.run()
    browser = Client()
    browser.force_login(docking.officer)
    home, key = f"/demands/{docking.demand.pk}/match/", f"achievement-{docking.seal.pk}"
    said = {"supply": key, "choice": "dismissed", "reason": "too_far", "note": "在外省，报价偏高"}
    browser.post(f"{home}choose/", said)
    pages = (f"{home}why-not/?supply={key}", f"{home}?lowest=1&show=dismissed")
    for address in pages:
        assert "报价偏高" in browser.get(address).content.decode()
    browser.force_login(docking.firm_contact)
    for address in pages:
        page = browser.get(address).content.decode()
        assert "距离太远" in page
        assert "报价偏高" not in page


def test_a_candidate_below_the_levels_of_the_list_is_said_to_be_there_on_request(docking):
    docking.run()
    browser = Client()
    browser.force_login(docking.officer)
    home, key = f"/demands/{docking.demand.pk}/match/", f"achievement-{docking.tea.pk}"
    assert key not in [one.key for one in browser.get(home).context["page"]]
    page = browser.get(f"{home}why-not/?supply={key}").content.decode()
    assert "该候选等级为“无”，列表默认不显示" in page
    found = re.search(rf'href="({re.escape(home)}\?[^"]*)#{key}"', page)
    assert key in [one.key for one in browser.get(found[1].replace("&amp;", "&")).context["page"]]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_workbook_calls_both_directions_what_the_comparison_calls_them(docking, language):
    docking.run()
    browser = Client()
    browser.force_login(docking.officer)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    home, keys = f"/demands/{docking.demand.pk}/match/", (docking.seal, docking.tea)
    asked = "&".join(f"c=achievement-{one.pk}" for one in keys)
    page = browser.get(f"{home}compare/?{asked}").content.decode()
    rows = re.findall(r'<th scope="row">([^<]+)</th>', page)
    told = rows[rows.index("Level" if language == "en" else "等级") + 1 :][:2]  # below the level, above the reasons
    for address in (f"{home}export/", f"/achievements/{docking.seal.pk}/match/export/"):
        header = next(csv.reader([browser.get(f"{address}?format=csv").content.decode("utf-8-sig").splitlines()[0]]))
        assert [one for one in header if one.lower() in told] == [one.capitalize() for one in told]


def test_an_empty_list_says_why_it_is_empty(docking):
    docking.run()
    browser = Client()
    browser.force_login(docking.officer)
    home = f"/demands/{docking.demand.pk}/match/"
    assert "没有符合条件的候选" in browser.get(f"{home}?q=不存在").content.decode()

    Candidate.objects.update(level=1)
    page = browser.get(home).content.decode()
    assert "本需求没有达到“弱”等级的候选" in page
    assert "没有符合条件的候选" not in page
    assert f'href="{home}?lowest=1"' in page

    for one in browser.get(f"{home}?lowest=1").context["page"]:
        browser.post(f"{home}choose/", {"supply": one.key, "choice": "dismissed", "reason": "too_far"})
    page = browser.get(f"{home}?lowest=1").content.decode()
    assert "达到该等级的候选均已排除" in page
    led = re.search(r'href="(\?[^"]*show=dismissed[^"]*)"', page)[1].replace("&amp;", "&")
    assert browser.get(f"{home}{led}").context["page"].paginator.count == 3


def test_what_was_typed_is_found_beyond_the_first_ones_and_is_said_to_be_more(docking):
    for number in range(6):
        docking.add_achievement(f"深冷阀座密封 {number}")
    docking.run()
    browser = Client()
    browser.force_login(docking.officer)
    home, more = f"/demands/{docking.demand.pk}/match/", "还有更多，请输入更完整的名称"
    page = browser.get(f"{home}?find=深冷阀座").content.decode()
    assert (page.count("why-not/?supply=achievement-"), more in page) == (5, True)
    page = browser.get(f"{home}?find=深冷阀座密封 4").content.decode()
    assert (page.count("why-not/?supply=achievement-"), more in page) == (1, False)
