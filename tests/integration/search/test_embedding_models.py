"""Embedding models of the platform: added, tried, chosen; search and matching change at one moment, and not before."""

import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from tests.factories.accounts import make_user
from tests.factories.api import caller
from tests.integration.matching.conftest import docking
from tests.integration.portal.test_workspace_pages import browser_of
from tests.unit.match.embedding.servers import good, limited, serving
from tests.unit.match.embedding.small_models import make_folder

from duijie.__main__ import main
from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.common.models import AuditEvent, Job
from duijie.search.domain import embedding_models as domain
from duijie.search.domain.queries.embedding_models import choice_in_use, open_reader, used_models, waiting_choice
from duijie.search.domain.queries.hits import search
from duijie.search.domain.queries.status import status
from duijie.search.domain.updates import open_current
from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.meaning import models_folder, vector_cache
from duijie.search.models import EmbeddingChoice
from duijie_match.embedding.adding import add_folder
from duijie_match.embedding.convert import ensure_e5_small
from duijie_match.embedding.names import create_embedder
from duijie_match.embedding.shelf import read_shelf
from duijie_match.errors import DuijieError

__all__ = ["docking"]

pytestmark = pytest.mark.django_db
HOME = "/embedding-models/"


@pytest.fixture
def site(settings, tmp_path):
    """A data folder of its own with the shipped model, a small one that was added, and one that may be."""
    shipped = Path(django_settings.DATA) / "models" / "e5-small"
    ensure_e5_small(shipped.parent, thorough=False)  # a link that leads nowhere would have its understudy read
    settings.DATA = tmp_path
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "e5-small").symlink_to(shipped)
    (shipped.parent.parent / "cache").mkdir(exist_ok=True)
    (tmp_path / "cache").symlink_to(shipped.parent.parent / "cache")  # what the shipped model has read is kept
    add_folder(tmp_path / "models", "small", make_folder(tmp_path / "source"), language="any")
    make_folder(tmp_path / domain.INCOMING / "ours", sentence=True)
    return tmp_path


@pytest.fixture
def by():
    return make_user(role="system_administrator")


def used_by_search():
    return status().model


def test_search_and_matching_change_together_and_going_back_reads_nothing_anew(site, docking, build, by):
    (site / "cache").unlink()  # others would count
    build()
    before = docking.run()
    choice = domain.choose_models(used={"any": "small"}, by=by)
    assert (used_models(), used_by_search(), waiting_choice()) == ({"any": "e5-small"}, "e5-small", choice)
    assert docking.run().summary["embedder"] == before.summary["embedder"]
    assert run_job(choice.job_id).result == EmbeddingChoice.objects.get().summary
    assert (used_models(), used_by_search(), waiting_choice()) == ({"any": "small"}, "small", None)
    assert (status().meanings, read_shelf(models_folder()).used) == (status().documents, {"any": "small"})
    store = vector_cache(create_embedder("small", folder=models_folder())).store
    read = store.count()
    run = docking.run()
    assert run.summary["embedder"].startswith("small (onnx/")
    assert run.summary["embedder_left_out"] is None
    assert store.count() - read < 12  # the run found all texts read already; it reads sentences of the pairs it shows
    assert search(by=docking.officer, text="低温球阀").total > 0
    run_job(domain.choose_models(used={"any": "e5-small"}, by=by).job_id)
    assert docking.run().summary["embedder"] == before.summary["embedder"]
    read = store.count()
    run_job(domain.choose_models(used={"any": "small"}, by=by).job_id)
    assert (used_by_search(), store.count()) == ("small", read)
    assert [one.state for one in EmbeddingChoice.objects.order_by("pk")] == ["replaced", "replaced", "used"]
    verbs = AuditEvent.objects.filter(verb__startswith="embedding_model.").order_by("pk").values_list("verb", "actor")
    assert list(verbs) == [(f"embedding_model.{verb}", by.pk) for verb in ("choose", "use") * 3]


def test_a_model_of_one_language_reads_matches_in_it_and_no_search(site, docking, build, by):
    add_folder(site / "models", "zh", site / "source", language="zh", prefix="query: ")
    build()
    run_job(domain.choose_models(used={"any": "e5-small", "zh": "zh"}, by=by).job_id)
    assert (used_by_search(), used_models()) == ("e5-small", {"any": "e5-small", "zh": "zh"})
    assert docking.run().summary["embedder"].startswith("zh (")
    docking.add_achievement("Cryogenic valve seats", "Self-compensating seals of valve seats", language="en")
    assert docking.run().summary["embedder"].startswith("e5-small (")
    # A ranking model stays with the model by which it was learned, while that is in use for anything.
    assert open_reader([], preferred="zh").embedder.name == "zh"
    assert open_reader([], preferred="small").embedder.name == "e5-small"


def test_a_later_choice_takes_the_place_of_one_that_is_being_prepared(site, by):
    first = domain.choose_models(used={"any": "small"}, by=by)
    second = domain.choose_models(used={"any": "small"}, by=by)
    first.refresh_from_db()
    assert (first.state, first.job.state, waiting_choice()) == ("given_up", "cancelled", second)
    Job.objects.filter(pk=first.job_id).update(state="queued", finished_at=None)
    assert run_job(first.job_id).error["code"] == "invalid"
    run_waiting_jobs()
    assert choice_in_use() == second
    Job.objects.filter(pk=second.job_id).update(state="queued", finished_at=None)  # its worker died at the very end
    assert run_job(second.job_id).result == choice_in_use().summary


def test_what_cannot_be_chosen_or_added_is_refused_at_its_field(site, by):
    add_folder(site / "models", "zh", site / "source", language="zh")
    for used, field in (({"any": "zh"}, "reads_any"), ({"any": "e5-small", "en": "zh"}, "reads_en"),
                        ({"any": "none"}, "reads_any")):  # fmt: skip
        with pytest.raises(ValidationError) as raised:
            domain.choose_models(used=used, by=by)
        assert list(raised.value.message_dict) == [field]
    with pytest.raises(ValidationError) as raised:
        domain.choose_models(used={"any": "e5-small", "zh": "e5-small"}, by=by)
    assert raised.value.code == "same"
    (site / "models" / "small" / "model.onnx").unlink()
    with pytest.raises(ValidationError) as raised:
        domain.choose_models(used={"any": "small"}, by=by)
    assert raised.value.error_dict["reads_any"][0].code == "missing"
    for name, values, field in (
        ("Big!", {"kind": "folder", "source": "ours"}, "name"),
        ("big", {"kind": "folder", "source": "../models"}, "source"),
        ("big", {"kind": "published"}, "name"),
        ("big", {"kind": "address", "url": "file:///etc"}, "url"),
        ("big", {"kind": "address", "url": "http://127.0.0.1", "pooling": "cls"}, "pooling"),
        ("bge-small-zh", {"kind": "published", "limit": 64}, "limit"),
        ("big", {"kind": "address", "url": "http://127.0.0.1", "key_variable": "DATABASE_URL"}, "key_variable"),
    ):
        with pytest.raises(ValidationError) as raised:
            domain.start_adding(name=name, values=values, by=by)
        assert list(raised.value.message_dict) == [field]
    assert Job.objects.count() == 0


def test_a_model_that_was_lost_keeps_nobody_from_searching_and_matching(site, docking, build, by):
    build()
    run_job(domain.choose_models(used={"any": "small"}, by=by).job_id)
    (site / "models" / "small" / "model.onnx").unlink()
    assert (search(by=docking.officer, text="低温球阀").total > 0, status().is_model_ready) == (True, False)
    run = docking.run()
    assert run.summary["embedder"].startswith("e5-small (")
    assert "duijie models add" in run.summary["embedder_left_out"]["en"]
    text = browser_of(docking.officer).get(f"/matching/runs/{run.pk}/").content.decode()
    assert run.summary["embedder_left_out"]["zh-hans"] in text


def test_texts_go_to_a_server_only_when_that_was_agreed_and_one_that_is_gone_changes_nothing(site, docking, build, by):
    build()
    with serving(good) as server:
        values = {"kind": "address", "url": server.url, "timeout": 1, "prefix": "query: ", "limit": 40}
        assert run_job(domain.start_adding(name="remote", values=values, by=by).pk).state == "succeeded"
        with pytest.raises(ValidationError) as raised:
            domain.choose_models(used={"any": "remote"}, by=by)
        assert list(raised.value.message_dict) == ["agreed"]
        choice = domain.choose_models(used={"any": "remote"}, agreed=True, by=by)
        assert run_job(choice.job_id).state == "succeeded"
        assert search(by=docking.officer, text="低温密封").total > 0
        assert {text[:7] for request in server.asked for text in request["input"]} == {"query: "}
        assert max(len(text) for request in server.asked for text in request["input"]) < 4 * 40
        assert "未按语义查找" not in browser_of(docking.officer).get("/search/?q=低温密封").content.decode()
    # Nobody waits for a server that is gone: words are found, and the page says that meanings are not.
    assert [hit.is_by_meaning for hit in search(by=docking.officer, text="低温球阀").hits][:1] == [False]
    assert "未按语义查找" in browser_of(docking.officer).get("/search/?q=低温球阀").content.decode()
    assert caller(Client(), docking.officer)("get", "/search?q=低温球阀")[1]["lacks_meaning"] is True
    run_job(domain.choose_models(used={"any": "e5-small"}, by=by).job_id)
    docking.add_achievement("高温阀座", "高温蒸汽阀门的阀座堆焊")
    failed = domain.choose_models(used={"any": "remote"}, agreed=True, by=by)
    assert run_job(failed.job_id).error["code"] == "endpoint"
    assert (used_models(), used_by_search(), waiting_choice()) == ({"any": "e5-small"}, "e5-small", failed)


def test_a_run_tells_of_how_many_texts_a_server_read_only_the_beginning(site, docking, by):
    docking.add_achievement("长文", "低温球阀的密封与阀座修复，" * 120)
    with serving(limited(32, 800)) as server:
        run_job(domain.start_adding(name="remote", values={"kind": "address", "url": server.url}, by=by).pk)
        choice = domain.choose_models(used={"any": "remote"}, agreed=True, by=by)
        assert run_job(choice.job_id).state == "succeeded"
        run = docking.run()  # the texts were read by the job before, and are told of all the same
    assert run.summary["shortened"] == 1
    browser = browser_of(docking.officer)
    for language, words in (
        ("zh-hans", "有 1 条文字只读取了开头"),
        ("en", "Of 1 text the server of the embedding model"),
    ):
        browser.cookies["duijie_language"] = language
        assert words in browser.get(f"/matching/runs/{run.pk}/").content.decode()


def test_only_the_system_administrator_and_the_same_through_the_api(site, docking, client, by):
    for outsider in (docking.officer, docking.firm_contact):
        browser = browser_of(outsider)
        assert {browser.get(f"{HOME}{more}").status_code for more in ("", "export/", "choose/", "add/")} == {403}
        assert caller(client, outsider)("get", "/embedding-models")[0] == 403
        with pytest.raises(PermissionDenied):
            domain.choose_models(used={"any": "small"}, by=outsider)
    call = caller(client, by)
    status_code, found = call("get", "/embedding-models")
    names = {one["name"]: one["is_here"] for one in found["models"]}
    assert (status_code, found["used"], found["in_use"]) == (200, {"any": "e5-small"}, None)
    assert names == {"e5-small": True, "small": True, "bge-small-zh": False, "bge-small-en": False}
    assert call("post", "/embedding-models", {"name": "ours", "kind": "folder", "source": "ours"})[0] == 202
    assert call("post", "/embedding-models/small/try", {"question": "激光", "texts": ["焊接", "苹果"]})[0] == 202
    assert call("post", "/embedding-models/choose", {"any": "none"})[0] == 422
    status_code, choice = call("post", "/embedding-models/choose", {"any": "small"})
    assert (status_code, choice["state"]) == (202, "waiting")
    assert {job.state for job in run_waiting_jobs()} == {"succeeded"}
    assert call("get", "/embedding-models")[1]["in_use"]["used"] == {"any": "small"}
    assert call("delete", "/embedding-models/small")[0] == 422
    assert call("delete", "/embedding-models/ours")[0] == 204


@pytest.mark.django_db(transaction=True)
def test_models_use_on_the_command_line_leads_to_the_same_job(site, monkeypatch, capsys):
    monkeypatch.setenv("DUIJIE_DATA", str(site))
    monkeypatch.setenv("DUIJIE_LANG", "en")
    monkeypatch.setenv("DATABASE_URL", "named")
    for names, state in ((["small"], "waiting"), (["small"], "waiting")):
        with pytest.raises(SystemExit) as ended:
            main(["models", "use", *names])
        assert (ended.value.code, waiting_choice().state) == (0, state)
    main(["embedding", "give-up"])
    assert "Given up: small. The models in use stay in use." in capsys.readouterr().out
    given_up = AuditEvent.objects.filter(verb="embedding_model.give_up")
    assert (waiting_choice(), used_models(), given_up.count()) == (None, {"any": "e5-small"}, 1)
    with pytest.raises(SystemExit) as ended:
        main(["embedding", "give-up"])
    assert (ended.value.code != 0, "Nothing is being prepared." in capsys.readouterr().err) == (True, True)
    with pytest.raises(SystemExit):
        main(["models", "use", "small"])
    run_waiting_jobs()
    assert (used_models(), EmbeddingChoice.objects.filter(state="used").get().by) == ({"any": "small"}, None)
    with pytest.raises(SystemExit):
        main(["models", "use", "small"])
    assert waiting_choice() is None
    main(["embedding", "list", "--json"])
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["used"] == {"any": "small"}
    with pytest.raises(DuijieError, match="in use"):
        domain.remove_added_model(name="small", by=make_user(role="system_administrator"))


@pytest.mark.django_db(transaction=True)
def test_a_model_in_use_that_is_added_anew_reads_everything_by_itself(site, docking, build, by, monkeypatch, capsys):
    build()
    add_folder(site / "models", "ours", site / "source", language="any")
    run_job(domain.choose_models(used={"any": "ours"}, by=by).job_id)
    first = choice_in_use()
    job = run_job(domain.start_adding(name="ours", values={"kind": "folder", "source": "ours"}, by=by).pk)
    second = waiting_choice()
    assert (job.result, second.used) == ({"name": "ours", "choice": second.pk}, {"any": "ours"})
    assert search(by=docking.officer, text="低温球阀").total > 0  # by words meanwhile
    run_waiting_jobs()
    assert choice_in_use() == second
    assert choice_in_use().fingerprints != first.fingerprints
    assert open_current(IndexFolder()).model.fingerprint == choice_in_use().fingerprints["ours"]
    assert (used_by_search(), status().meanings) == ("ours", status().documents)

    # The same again changes nothing, and at the command line it is no different.
    job = run_job(domain.start_adding(name="ours", values={"kind": "folder", "source": "ours"}, by=by).pk)
    assert (job.result["choice"], waiting_choice()) == (None, None)
    monkeypatch.setenv("DUIJIE_DATA", str(site))
    monkeypatch.setenv("DATABASE_URL", "named")
    monkeypatch.setenv("DUIJIE_LANG", "zh")
    for name, state in (("small", None), ("ours", "waiting")):
        with pytest.raises(SystemExit) as ended:
            main(["models", "add", name, "--from", str(site / "source"), "--prefix", "query: ", "--lang", "en"])
        waiting = waiting_choice()
        assert (ended.value.code, waiting.state if waiting else None) == (0, state)
    assert "so the platform reads all its texts anew as job" in capsys.readouterr().out
    run_waiting_jobs()
    assert open_current(IndexFolder()).model.fingerprint == choice_in_use().fingerprints["ours"]


def test_a_model_that_is_added_anew_while_it_is_prepared_reads_everything_once_more(site, docking, build, by):
    build()

    def replaced(server, request):
        if len(server.asked) > 1:  # the texts, not the sentence on which it was tried
            add_folder(site / "models", "remote", site / "source", language="any")
            server.respond = good
        return good(server, request)

    with serving(replaced) as server:
        run_job(domain.start_adding(name="remote", values={"kind": "address", "url": server.url}, by=by).pk)
        first = domain.choose_models(used={"any": "remote"}, agreed=True, by=by)
        assert run_job(first.job_id).state == "succeeded"
    assert (choice_in_use(), waiting_choice().used) == (first, {"any": "remote"})
    run_waiting_jobs()
    assert (choice_in_use() != first, waiting_choice()) == (True, None)
    assert (used_by_search(), status().meanings) == ("remote", status().documents)
