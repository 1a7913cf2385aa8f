"""Ranking models as pages, through the API and as a command; judging on the workspace; results that say who graded."""

import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.factories.ranking import make_model
from tests.integration.matching.conftest import docking
from tests.integration.portal.test_workspace_pages import browser_of

from duijie.matching.models import Judgement, MatchRun, RankingModel

__all__ = ["docking"]

pytestmark = pytest.mark.django_db

HOME = "/matching/models/"


def test_the_list_is_filtered_sorted_and_taken_along(docking):
    first, second = make_model(by=docking.officer), make_model("rejected", by=docking.officer)
    browser = browser_of(docking.officer)
    page = browser.get(HOME)
    assert [row.record for row in page.context["table"].rows] == [second, first]
    assert [row.record for row in browser.get(f"{HOME}?sort=number").context["table"].rows] == [first, second]
    assert [row.record for row in browser.get(f"{HOME}?state=rejected").context["table"].rows] == [second]
    assert page.context["ready"].missing is not None
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(f"{HOME}export/?state=proposed").content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert (len(rows), rows[1][4]) == (2, "0.900 → 0.400")
    assert browser.get(f"{HOME}export/?format=csv")["Content-Type"].startswith("text/csv")


def test_one_model_with_before_and_after_and_its_buttons(docking):
    model = make_model(by=docking.officer)
    browser = browser_of(docking.officer)
    page = browser.get(f"{HOME}{model.pk}/")
    assert [one.verb for one in page.context["steps"]] == ["accept", "reject"]
    assert (page.context["doubt"], len(page.context["reliability"])) == (True, 5)
    book = openpyxl.load_workbook(io.BytesIO(browser.get(f"{HOME}{model.pk}/figures/").content)).active
    assert [row[1] for row in book.iter_rows(min_row=2, max_row=3, values_only=True)] == [0.9, 0.3]
    # A file that is gone is said, not accepted.
    answered = browser.post(f"{HOME}{model.pk}/step/accept/", follow=True)
    assert "none.model" in answered.content.decode()
    assert browser.post(f"{HOME}{model.pk}/step/reject/").status_code == 302
    assert RankingModel.objects.get().state == "proposed"
    browser.post(f"{HOME}{model.pk}/step/reject/", {"reason": "样本太偏"})
    assert "样本太偏" in browser.get(f"{HOME}{model.pk}/").content.decode()
    assert RankingModel.objects.get().state == "rejected"
    assert browser.get(f"{HOME}{model.pk + 1}/").status_code == 404
    assert browser.post(f"{HOME}{model.pk}/step/praise/").status_code == 404


def test_whoever_may_not_decide_has_no_buttons_and_others_see_nothing(docking):
    model = make_model()
    county = browser_of(make_user(role="county_officer", area=docking.region.north))
    page = county.get(f"{HOME}{model.pk}/")
    assert (page.status_code, page.context["steps"], county.get(HOME).context["may_fit"]) == (200, [], False)
    for address in (f"{HOME}fit/", f"{HOME}{model.pk}/step/reject/"):
        assert county.post(address, {"reason": "x"}).status_code == 403
    for outsider in (docking.firm_contact, make_user(role="system_administrator")):
        browser = browser_of(outsider)
        for address in (HOME, f"{HOME}{model.pk}/", f"{HOME}export/", f"{HOME}{model.pk}/figures/"):
            assert browser.get(address).status_code == 403


def test_too_little_is_said_on_the_page(docking):
    answered = browser_of(docking.officer).post(f"{HOME}fit/", follow=True)
    assert "40" in answered.content.decode()
    assert RankingModel.objects.count() == 0


def test_an_officer_judges_changes_and_takes_back(docking):
    docking.run()
    browser, home = browser_of(docking.officer), f"/demands/{docking.demand.pk}/match/"
    key = f"achievement-{docking.seal.pk}"
    for level in ("4", "2"):
        browser.post(f"{home}judge/", {"supply": key, "level": level})
    assert Judgement.objects.get().level == 2
    assert 'aria-pressed="true"' in browser.get(home).content.decode()
    for wrong in ("5", "x", ""):
        browser.post(f"{home}judge/", {"supply": key, "level": wrong})
    assert Judgement.objects.get().level == 2
    browser.post(f"{home}judge/", {"supply": key, "level": "none"})
    assert Judgement.objects.count() == 0
    assert browser_of(docking.firm_contact).post(f"{home}judge/", {"supply": key, "level": "4"}).status_code == 403


def test_every_result_says_who_graded_it_and_which_is_older(docking):
    run = docking.run()
    browser, home = browser_of(docking.officer), f"/demands/{docking.demand.pk}/match/"
    assert browser.get(home).context["outdated"] is False
    model = make_model("accepted")
    for address in (home, f"/matching/runs/{run.pk}/"):
        page = browser.get(address)
        assert page.context["outdated"] is True
        assert "/matching/runs/start/" in page.content.decode()
    MatchRun.objects.update(ranking_model=model)
    turned = f"/achievements/{docking.seal.pk}/match/"
    for address in (home, f"{home}print/", f"/matching/runs/{run.pk}/", turned):
        text = browser.get(address).content.decode()
        assert (str(model) in text, run.summary["embedder"] in text) == (True, True)
    sheet = openpyxl.load_workbook(io.BytesIO(browser.get(f"{home}export/?lowest=1").content)).active
    assert [cell.value for cell in sheet[2]][-2:] == [str(model), run.summary["embedder"]]
    assert str(model) in browser.get("/matching/runs/").content.decode()


def test_the_same_through_the_api(docking, client):
    model = make_model()
    call = caller(client, docking.officer)
    status, listed = call("get", "/ranking-models?state=proposed")
    assert status == 200
    assert [(one["id"], one["figures"]["known"]["error"]) for one in listed["items"]] == [(model.pk, 0.4)]
    ready = call("get", "/ranking-models/readiness")[1]
    assert (ready["pairs"], ready["in_use"]) == (0, None)
    assert call("post", "/ranking-models/fit")[1]["code"] == "too-little"
    status, refused = call("post", f"/ranking-models/{model.pk}/reject", {})
    assert (status, refused["errors"][0]["field"]) == (422, "reason")
    status, done = call("post", f"/ranking-models/{model.pk}/reject", {"reason": "偏"})
    assert (status, done["state"]) == (200, "rejected")
    assert call("get", f"/ranking-models/{model.pk + 1}")[0] == 404
    county = caller(client, make_user(role="county_officer", area=docking.region.north))
    assert county("get", f"/ranking-models/{model.pk}")[0] == 200
    assert county("post", f"/ranking-models/{model.pk}/accept", {})[0] == 403
    assert caller(client, docking.firm_contact)("get", "/ranking-models")[0] == 403


def test_candidates_through_the_api_say_who_graded_them_and_are_judged(docking, client):
    run = docking.run()
    model = make_model("accepted")
    call = caller(client, docking.officer)
    address = f"/demands/{docking.demand.pk}/candidates"
    status, found = call("get", address)
    assert (status, found["run"]["id"], len(found["items"])) == (200, run.pk, 3)
    made = {"ranking_model": None, "embedder": run.summary["embedder"], "outdated": True}
    assert found["run"]["made_by"] == made
    MatchRun.objects.update(ranking_model=model)
    assert call("get", f"/match-runs/{run.pk}")[1]["made_by"] == {
        **made, "ranking_model": model.pk, "outdated": False,
    }  # fmt: skip
    assert [one["id"] for one in call("get", "/match-runs")[1]["items"]] == [run.pk]
    judged = f"{address}/achievement/{docking.seal.pk}/judgement"
    assert call("put", judged, {"level": 3})[1]["level"] == 3
    levels = {one["number"]: one["judged"] for one in call("get", address)[1]["items"] if one["kind"] == "achievement"}
    assert levels == {docking.seal.pk: 3, docking.tea.pk: None}
    assert call("put", judged, {"level": 5})[0] == 422
    assert call("delete", judged)[0] == 204
    assert Judgement.objects.count() == 0
    south = caller(client, make_user(role="county_officer", area=docking.region.south))
    assert (south("get", address)[0], south("get", "/match-runs")[1]["count"]) == (403, 0)
    assert south("put", judged, {"level": 3})[0] == 403


def test_the_same_as_a_command(docking, capsys):
    model = make_model()
    call_command("learn", "list", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["pairs"], [one["number"] for one in told["models"]]) == (0, [model.pk])
    with pytest.raises(CommandError, match="40"):
        call_command("learn", "fit")
    call_command("learn", "reject", str(model.pk), "--reason", "偏")
    model.refresh_from_db()
    assert (model.state, model.decided_by) == ("rejected", docking.officer)
    with pytest.raises(CommandError):
        call_command("learn", "accept", str(model.pk + 1))
    with pytest.raises(CommandError):
        call_command("learn", "--as", docking.firm_contact.username, "list")
