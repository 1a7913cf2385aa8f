"""The match workspace, match runs and proposals as pages."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.accounts import make_user
from tests.integration.matching.conftest import docking

from duijie.matching.domain.proposals import propose
from duijie.matching.models import Choice

__all__ = ["docking"]

pytestmark = pytest.mark.django_db

QUERIES = 19


def browser_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_office_walks_from_candidates_to_a_proposal(docking):
    docking.demand.industry, docking.seal.industry = "C3443", "泵阀 C3443"
    docking.demand.save()
    docking.seal.save()
    docking.run()
    browser = browser_of(docking.officer)
    home = f"/demands/{docking.demand.pk}/match/"
    page = browser.get(home)
    assert (page.status_code, page.context["page"].object_list[0].record in (docking.seal, docking.expert)) == (
        200,
        True,
    )
    shown = re.sub(r"<[^>]+>", "", page.content.decode().split("<main")[1])
    assert re.findall(r"[\u4e00-\u9fff][:;,] ?", shown) == []  # Chinese words have Chinese signs behind them
    parts = page.context["page"].object_list[0].candidate
    assert sum(one["value"] for one in parts.reasons["contributions"]) == pytest.approx(parts.raw, abs=1e-3)
    total = f"{parts.raw:+.2f}".replace("-", "−")
    assert f'合计（原始得分）</th><td></td><td class="text-end">{total}</td>' in page.content.decode()
    assert "行业：C3443 通用设备制造业" in shown
    assert "行业：泵阀 C3443" in shown
    key, tea = f"achievement-{docking.seal.pk}", f"achievement-{docking.tea.pk}"
    assert "<mark" in page.content.decode()
    assert page.content.decode().count('data-group="s1"') >= 2  # a sentence of each text
    assert browser.get(f"{home}?lowest=1&q=采茶").context["page"].paginator.count == 1
    assert docking.tea.title in browser.get(f"{home}?find=采茶").content.decode()
    assert browser.get(f"{home}why-not/?supply={tea}").status_code == 200
    assert browser.get(f"{home}compare/?c={key}&c={tea}&c=expert-{docking.expert.pk}").status_code == 200
    assert 'name="lowest" value="1"' in browser.get(f"{home}?lowest=1").content.decode().split('id="compare"')[1]
    too_few = browser.get(f"{home}compare/?lowest=1&q=采茶&c={key}")  # the filters stay
    assert (too_few.status_code, too_few.url) == (302, f"{home}?lowest=1&q=%E9%87%87%E8%8C%B6")
    rows = browser.get(f"{home}?lowest=1").content.decode().split('<li class="card')[1:]
    assert all(row.index('name="c"') < row.index("<details") for row in rows)  # ticked without being opened
    assert 'name="c"' not in browser.get(f"{home}?lowest=1&q=采茶").content.decode()  # one has nothing beside it
    four = "&".join(f"c={one.key}" for one in browser.get(f"{home}?lowest=1").context["page"])
    compared = browser.get(f"{home}compare/?{four}&c={key}&c={tea}")
    assert (len(compared.context["shown"]), "您选了" in compared.content.decode()) == (3, four.count("c=") > 3)
    assert browser.get(f"{home}print/").status_code == 200
    assert browser.get(f"{home}export/?lowest=1")["Content-Type"].endswith("sheet")
    browser.post(f"{home}choose/", {"supply": tea, "choice": "dismissed", "reason": "other_subject"})
    assert Choice.objects.get().reason == "other_subject"
    assert browser.get(f"{home}?lowest=1").context["page"].paginator.count == 2
    assert browser.get(f"{home}?lowest=1&show=dismissed").context["page"].paginator.count == 1
    assert browser.get(f"/demands/{docking.demand.pk}/propose/?supply={key}").status_code == 200
    made = browser.post(f"/demands/{docking.demand.pk}/propose/", {"supply": key, "days": "7", "message": "好"})
    assert made.status_code == 302
    detail = browser.get(made["Location"])
    assert (detail.status_code, len(detail.context["answers"])) == (200, 2)
    fresh = browser.post(made["Location"] + "link/", {"side": "demand"})
    assert "/p/" in fresh.context["fresh"]["address"]
    assert browser.get("/proposals/?state=shown").context["table"].page.paginator.count == 1
    assert browser.get("/proposals/export/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_constant_number_of_queries(docking, rows, django_assert_num_queries):
    for number in range(rows - 1):
        docking.add_achievement(f"低温密封{number}")
    docking.run()
    browser = browser_of(docking.officer)
    address = f"/demands/{docking.demand.pk}/match/?lowest=1"
    browser.get(address)
    with django_assert_num_queries(QUERIES):
        browser.get(address)


def test_workbooks_of_a_run_and_of_an_expert_need_no_more_queries_for_more_demands(docking):
    browser, counts, lines, expert = browser_of(docking.officer), [], [], f"/experts/{docking.expert.pk}/match/"
    for titles in ([], ["低温密封球阀", "球阀密封面磨损"]):
        for title in titles:
            docking.add_demand(title)
        run = docking.run()
        for address in (f"/matching/runs/{run.pk}/export/?format=csv", f"{expert}export/?lowest=1&format=csv"):
            browser.get(address)
            with CaptureQueriesContext(connection) as asked:
                lines.append(browser.get(address).content.count(b"\n"))
            counts.append(len(asked))
    assert (counts[:2] == counts[2:], lines[2] > lines[0], lines[3] > lines[1]) == (True, True, True), (counts, lines)


def test_turned_round_an_expert_sees_what_fits(docking):
    docking.run()
    page = browser_of(docking.professor).get(f"/experts/{docking.expert.pk}/match/")
    assert [one.record for one in page.context["page"]] == [docking.demand]


def test_turned_round_the_office_proposes_and_takes_the_list_along(docking):
    docking.run()
    address = f"/experts/{docking.expert.pk}/match/"
    propose = f"/demands/{docking.demand.pk}/propose/?supply=expert-{docking.expert.pk}"
    office, professor = browser_of(docking.officer), browser_of(docking.professor)
    page = office.get(f"{address}?lowest=1").content.decode()
    assert (propose in page, f"/demands/{docking.demand.pk}/match/?lowest=1&amp;at=expert-" in page) == (True, True)
    assert propose not in professor.get(f"{address}?lowest=1").content.decode()
    for browser in (office, professor):
        lines = browser.get(f"{address}export/?lowest=1&format=csv").content.decode().splitlines()
        assert (lines[0].count("企业"), str(docking.demand) in lines[1], "出厂标定" in lines[1]) == (1, True, True)
    pair = {"supply": f"expert-{docking.expert.pk}", "choice": "dismissed", "reason": "other_subject"}
    office.post(f"/demands/{docking.demand.pk}/match/choose/", pair)
    page = office.get(f"{address}?lowest=1").content.decode()
    assert (propose in page, "已排除" in page) == (False, True)
    assert "已排除" not in professor.get(f"{address}?lowest=1").content.decode()


def test_a_link_to_a_candidate_leads_to_its_page_of_the_list_and_a_button_back_to_it(docking):
    for number in range(9):
        docking.add_achievement(f"采茶机械手 {number}", "茶叶采摘机械手的视觉定位与柔性夹取")
    docking.run()
    home, browser = f"/demands/{docking.demand.pk}/match/", browser_of(docking.officer)
    first, second = ([one.key for one in browser.get(f"{home}?lowest=1&page={n}").context["page"]] for n in (1, 2))
    found = browser.get(f"{home}?lowest=1&at={second[-1]}")
    assert (
        '<input type="hidden" name="lowest" value="1">' in found.content.decode()
    )  # looking somebody up keeps the filters
    assert ([one.key for one in found.context["page"]], f'id="{second[-1]}"' in found.content.decode()) == (
        second,
        True,
    )
    said = {"supply": first[-1], "level": "3", "choice": "dismissed", "reason": "other_subject", "after": second[0]}
    came = {"headers": {"referer": f"http://testserver{home}?lowest=1&at={first[-1]}"}}
    refused = browser.post(f"{home}choose/", {**said, "reason": ""}, **came).url
    led = [browser.post(f"{home}{verb}/", said, **came).url for verb in ("judge", "choose")]
    for address, key in zip([refused, *led], [first[-1], first[-1], second[0]], strict=True):
        assert address.endswith(f"{home}?lowest=1&at={key}#{key}")


def test_who_was_found_is_for_the_office_and_the_firm(docking):
    docking.run()
    south = make_user(role="county_officer", area=docking.region.south)
    address = f"/demands/{docking.demand.pk}/match/"
    answers = {
        "officer": docking.officer, "firm": docking.firm_contact, "neighbour": south, "expert": docking.professor,
    }  # fmt: skip
    assert {name: browser_of(person).get(address).status_code for name, person in answers.items()} == {
        "officer": 200, "firm": 200, "neighbour": 403, "expert": 403,
    }  # fmt: skip


def test_both_sides_answer_on_their_pages(docking):
    made = propose(demand=docking.demand, kind="achievement", supply=docking.seal.pk, by=docking.officer)
    address = f"/proposals/{made.pk}/"
    assert browser_of(docking.professor).get(address).status_code == 404
    for person, side in ((docking.firm_contact, "demand"), (docking.school_officer, "supply")):
        browser = browser_of(person)
        assert 'value="yes"' in browser.get(address).content.decode()
        browser.post(f"{address}answer/", {"side": side, "answer": "yes"})
        answered = browser.get(address).content.decode()
        assert ('value="yes"' in answered, "仍可婉拒" in answered) == (False, True)
    made.refresh_from_db()
    assert made.state == "mutual"
    page = browser_of(docking.officer).get(address).content.decode()
    actions, _sign, below = page.partition('class="timeline"')[0].partition('class="columns"')
    withdraw = f'action="{address}step/withdraw/"'  # not beside the next step, where it ended it by one press
    assert (withdraw in actions, withdraw in below, f"{address}step/meet/" in actions) == (False, True, True)
    assert browser_of(docking.officer).post(f"{address}step/meet/").status_code == 302
    made.refresh_from_db()
    assert made.state == "meeting"
    docking.run()
    office, home = browser_of(docking.officer), f"/demands/{docking.demand.pk}/match/"
    pages = [home, f"/achievements/{docking.seal.pk}/match/"]
    assert ["已婉拒" in office.get(page).content.decode() for page in pages] == [False, False]
    browser.post(f"{address}answer/", {"side": "supply", "answer": "no", "reason": "no_time"})
    again = f"/demands/{docking.demand.pk}/propose/?supply=achievement-{docking.seal.pk}"
    assert [
        again in browser_of(one).get(address).content.decode() for one in (docking.officer, docking.school_officer)
    ] == [
        True,
        False,
    ]
    for page in pages:  # it may be proposed again, and whoever does knows how the last one ended
        found = office.get(page).content.decode()
        assert ("已婉拒：没有时间" in found, f'href="{address}"' in found, "/propose/" in found) == (True, True, True)
    told = browser_of(docking.school_officer)
    assert "由其再次推荐" in told.get(address).content.decode()
    office.post(again.partition("?")[0], {"supply": f"achievement-{docking.seal.pk}", "days": "7"})
    assert again not in office.get(address).content.decode()  # it was, and waits for both
    assert "由其再次推荐" not in told.get(address).content.decode()


def test_runs_are_started_and_watched_on_their_page(docking):
    browser = browser_of(docking.officer)
    assert browser.get("/matching/runs/").status_code == 200
    started = browser.post("/matching/runs/start/", {"area": docking.region.city.code})
    assert browser.get(started["Location"]).status_code == 200
    done = docking.run(docking.region.north)
    page = browser.get(f"/matching/runs/{done.pk}/?level=4")
    assert page.status_code == 200
    assert browser_of(docking.professor).get(f"/matching/runs/{done.pk}/").status_code == 404


def test_a_run_is_taken_along_and_one_that_was_replaced_leads_to_the_current_result(docking):
    first, run, browser = docking.run(), docking.run(), browser_of(docking.officer)
    assert f"/matching/runs/{run.pk}/export/" in browser.get(f"/matching/runs/{run.pk}/").content.decode()
    address = f"/matching/runs/{run.pk}/export/?format=csv"
    lines = browser.get(address).content.decode().splitlines()
    pair = {"supply": f"achievement-{docking.tea.pk}", "choice": "dismissed", "reason": "other_subject"}
    browser.post(f"/demands/{docking.demand.pk}/match/choose/", pair)
    left = browser.get(address).content.decode().splitlines()
    assert ([line.split(",")[3] for line in lines[1:]], len(left)) == (["1", "2", "3"], 3)
    assert (str(docking.demand) in lines[1], str(docking.seal) in "".join(left)) == (True, True)
    assert str(docking.tea) not in "".join(left)
    assert browser.get(f"{address}&level=1").content.decode().count("\n") == 1
    old = browser.get(f"/matching/runs/{first.pk}/").content.decode()
    assert (f"/matching/runs/{run.pk}/" in old, "没有符合条件的需求" in old, "export/" in old) == (True, False, False)
    assert browser.get(f"/matching/runs/{first.pk}/export/").status_code == 404
    assert browser_of(docking.firm_contact).get(address).status_code in (403, 404)


def test_a_demand_that_was_not_in_the_run_says_why(docking):
    later = docking.add_demand("球阀密封面磨损")
    later.state = "unsolved"
    later.save()
    docking.run()
    browser = browser_of(docking.officer)
    page = browser.get(f"/demands/{later.pk}/match/").content.decode()
    assert "最近一次匹配未包含本需求" in page
    assert "本需求当前为“未解决”。参加匹配的是待对接的需求" in page
    assert ("没有符合条件的候选" in page, 'id="lowest"' in page) == (False, False)  # nothing to filter either
    later.state = "verified"
    later.save()
    assert "请重新匹配" in browser.get(f"/demands/{later.pk}/match/?by=team").content.decode()
    page = browser.get(f"/demands/{docking.demand.pk}/match/?q=nothing+such").content.decode()
    assert "没有符合条件的候选" in page
