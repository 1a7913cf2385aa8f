"""The page of embedding models: what is asked for, what could not be added, a change stopped or given up."""

import pytest
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.integration.portal.test_workspace_pages import browser_of
from tests.integration.search.test_embedding_models import HOME, by, site

from duijie.common.domain.jobs import cancel_job
from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.common.models import AuditEvent, Job
from duijie.search.domain import embedding_models as domain
from duijie.search.domain.queries.embedding_models import used_models, waiting_choice
from duijie.search.engine.meaning import models_folder
from duijie_match.embedding.shelf import read_shelf

__all__ = ["by", "site"]

pytestmark = pytest.mark.django_db


def test_a_change_that_was_stopped_goes_on_or_is_given_up_on_the_page(site, by, client):
    browser, home = browser_of(by), HOME
    assert "放弃" not in browser.get(home).content.decode()
    stopped = domain.choose_models(used={"any": "small"}, by=by)
    cancel_job(job=stopped.job, by=by)
    page = browser.get(home).content.decode()
    assert '正在准备：<span translate="no">small</span>' in page
    assert (f"/jobs/{stopped.job_id}/retry/" in page, f"{home}give-up/" in page) == (True, True)
    gone_on = browser.post(f"/jobs/{stopped.job_id}/retry/", headers={"referer": f"http://testserver{home}"})
    assert gone_on.headers["Location"].endswith(home)
    assert browser.get(f"{home}give-up/").status_code == 405
    told = browser.post(f"{home}give-up/", follow=True).content.decode()
    assert ("仍使用原来的模型" in told, waiting_choice(), used_models()) == (True, None, {"any": "e5-small"})
    assert run_job(stopped.job_id) is None or waiting_choice() is None
    assert used_models() == {"any": "e5-small"}
    assert "没有正在准备" in browser.post(f"{home}give-up/", follow=True).content.decode()
    assert caller(client, by)("post", "/embedding-models/give-up")[0] == 422
    assert "删除" in browser.post(f"{home}remove/small/", follow=True).content.decode()
    assert AuditEvent.objects.filter(verb="embedding_model.give_up").count() == 1


def test_what_could_not_be_added_is_told_with_its_name_and_folder_until_it_is_there(site, by):
    browser, folder = browser_of(by), site / domain.INCOMING / "ours"
    whole = (folder / "onnx" / "model.onnx").read_bytes()
    told = {"kind": "folder", "name": "ours", "source": "ours", "language": "any", "pooling": "", "text_before": ""}
    for content, is_told in ((whole[:100], True), (whole, False)):
        (folder / "onnx" / "model.onnx").write_bytes(content)
        browser.post(f"{HOME}add/", told)
        run_waiting_jobs()
        said = f"{domain.INCOMING}/ours 中没有可用的语义模型：model.onnx 无法读取"
        page = browser.get(HOME).content.decode()
        assert (said in page, "models/.ours" in page) == (is_told, False)
        assert ('</strong> <span translate="no">ours</span>' in page) is is_told
    choice = domain.choose_models(used={"any": "ours"}, by=by)
    assert f"{HOME}remove/ours/" not in browser.get(HOME).content.decode()
    cancel_job(job=choice.job, by=by)
    domain.give_up_change(by=by)
    assert f"{HOME}remove/ours/" in browser.get(HOME).content.decode()


def test_the_notice_of_what_could_not_be_added_is_taken_away_by_a_button(site, by):
    browser, folder = browser_of(by), site / domain.INCOMING / "ours"
    (folder / "onnx" / "model.onnx").write_bytes(b"broken")
    told = {"kind": "folder", "name": "ours", "source": "ours", "language": "any", "pooling": "", "text_before": ""}

    def fail() -> Job:
        browser.post(f"{HOME}add/", told)
        run_waiting_jobs()
        return Job.objects.filter(kind=domain.ADD).latest("created_at")

    said, job = "model.onnx 无法读取", fail()
    way = f"{HOME}failures/{job.pk}/take-away/"
    page = browser.get(HOME).content.decode()
    assert (said in page, f'action="{way}"' in page, "不再提示" in page) == (True, True, True)
    assert browser.get(way).status_code == 405
    assert browser_of(make_user(role="security_administrator")).post(way).status_code in {403, 404}
    for _again in range(2):  # the second time changes nothing
        page = browser.post(way, follow=True).content.decode()
        assert (said in page, way in page) == (False, False)
    assert said in browser.get(f"/jobs/{job.pk}/").content.decode()
    assert AuditEvent.objects.filter(verb="embedding_model.take_away", actor=by).count() == 1
    browser.post(f"/jobs/{job.pk}/retry/")
    assert "只有失败的才能" in browser.post(way, follow=True).content.decode()
    run_waiting_jobs()
    assert way in browser.get(HOME).content.decode()  # it failed again


def test_a_wrong_or_missing_name_folder_or_address_is_said_in_the_language_of_the_page(site, by):
    browser = browser_of(by)
    told = {"kind": "folder", "name": "Big!", "source": "ours", "language": "any", "pooling": "", "text_before": ""}
    address = {**told, "kind": "address", "name": "big", "url": "localhost:80", "model": "m", "timeout": "5"}
    named = {**told, "name": "ours"}
    for values, field, english in (
        (told, "name", "none of e5-small, e5"), (address, "url", "http"),
        ({**named, "source": ""}, "source", "Choose one of the folders"),
        ({**named, "kind": "address", "url": "", "timeout": "5"}, "url", "Give the address"),
    ):  # fmt: skip
        said = {}
        for language in ("zh-hans", "en"):
            browser.cookies["duijie_language"] = language
            page = browser.post(f"{HOME}add/", values)
            assert list(page.context["form"].errors) == [field]
            said[language] = page.context["form"].errors[field][0]
        assert english in said["en"]
        assert any("一" <= sign <= "龥" for sign in said["zh-hans"])
        assert ", " not in said["zh-hans"]


def test_the_pages_add_try_choose_export_and_remove(site, by):
    browser = browser_of(by)
    told = {"kind": "folder", "name": "ours", "source": "ours", "language": "any", "pooling": "", "text_before": ""}
    assert browser.post(f"{HOME}add/", {**told, "source": "none"}).status_code == 200
    assert browser.post(f"{HOME}add/", told).status_code == 302
    assert [job.state for job in run_waiting_jobs()] == ["succeeded"]
    assert browser.post(f"{HOME}try/ours/", {"question": "激光焊接", "texts": "一行"}).status_code == 200
    texts = "苹果采后保鲜\n激光焊接焊缝跟踪"
    assert browser.post(f"{HOME}try/ours/", {"question": "激光焊接", "texts": texts}).status_code == 302
    run_waiting_jobs()
    page = browser.get(f"{HOME}try/ours/")
    assert [one["text"] for one in page.context["job"].result["found"]] == ["激光焊接焊缝跟踪", "苹果采后保鲜"]
    chosen = {"reads_any": "ours", "reads_zh": "", "reads_en": ""}
    assert browser.post(f"{HOME}choose/", {**chosen, "reads_any": "bge-small-zh"}).status_code == 200
    assert browser.post(f"{HOME}choose/", chosen).status_code == 302
    assert "ours" in browser.get(HOME).context["waiting"].used.values()
    run_waiting_jobs()
    page = browser.get(HOME)
    assert [row.record.reads for row in page.context["table"].rows if row.record.name == "ours"] == [("any",)]
    assert [row.record.state for row in page.context["choices"].rows] == ["used"]
    offered = f"{HOME}add/?name=bge-small-en"
    assert f'href="{offered}"' in page.content.decode()
    assert 'value="bge-small-en"' in browser.get(offered).content.decode()
    assert browser.get(f"{HOME}export/").status_code == 200
    assert "ours" in browser.get(f"{HOME}export/?format=csv").content.decode()
    for name, left in (("ours", True), ("small", False)):
        browser.post(f"{HOME}remove/{name}/")
        assert (name in read_shelf(models_folder()).entries) is left
    assert browser.get(f"{HOME}try/small/").status_code == 404


def test_a_model_is_asked_for_by_the_fields_of_its_kind(site, by):
    browser = browser_of(by)
    both = {"name", "language", "text_before", "limit"}
    asked = {"published": {"name"}, "folder": both | {"source", "pooling"},
             "address": both | {"url", "model", "key_variable", "timeout"}}  # fmt: skip
    for kind, fields in asked.items():
        page = browser.get(f"{HOME}add/?kind={kind}")
        assert {field.name for field in page.context["form"].visible_fields()} == fields
        text = page.content.decode()
        assert [f'href="?kind={other}"' in text for other in asked] == [True] * 3
        assert f'name="kind" value="{kind}"' in text
    sent = browser.post(f"{HOME}add/", {"kind": "address", "name": "far", "url": ""})
    assert {field.name for field in sent.context["form"].visible_fields()} == asked["address"]
    assert browser.post(f"{HOME}add/", {"kind": "else", "name": "e5-small"}).context["form"].errors
    assert browser.get(f"{HOME}add/?kind=else&name=bge-small-en").context["form"].chosen == "published"
