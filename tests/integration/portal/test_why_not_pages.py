"""Why not …? The page says what became of the candidate, and leads to where it stands."""

import re

import pytest
from django.test import Client
from tests.integration.matching.conftest import docking

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
