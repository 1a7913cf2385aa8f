"""A model that is lost while it is in use: matches go on with the shipped one and say so."""

import pytest
from tests.integration.matching.conftest import docking
from tests.integration.matching.test_list_matches import DEMANDS, SUPPLY, brought
from tests.integration.portal.test_workspace_pages import browser_of
from tests.integration.search.test_embedding_models import by, site
from tests.unit.match.embedding.servers import good, serving

from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.matching.domain import list_matches
from duijie.matching.models import ListMatch, ListSide
from duijie.search.domain import embedding_models as domain

__all__ = ["by", "docking", "site"]

pytestmark = pytest.mark.django_db


def match_two_lists(by):
    files = {ListSide.DEMANDS: brought("需求.csv", DEMANDS), ListSide.SUPPLY: brought("成果.csv", SUPPLY)}
    added = list_matches.add_list_match(title="", files=files, by=by)
    run_waiting_jobs()
    list_matches.start_list_match(list_match=ListMatch.objects.get(pk=added.pk), top=2, by=by)
    run_waiting_jobs()
    return ListMatch.objects.get(pk=added.pk)


def test_a_server_that_is_gone_stops_no_match(site, docking, build, by):
    build()
    with serving(good) as server:
        values = {"kind": "address", "url": server.url, "timeout": 1}
        run_job(domain.start_adding(name="remote", values=values, by=by).pk)
        run_job(domain.choose_models(used={"any": "remote"}, agreed=True, by=by).job_id)
        assert docking.run().summary["embedder"].startswith("remote (http/")
    docking.add_achievement("高温阀座", "高温蒸汽阀门的阀座堆焊")  # a text that was not read
    run = docking.run()
    left_out = run.summary["embedder_left_out"]
    assert (run.summary["embedder"][:9], run.summary["supply"]) == ("e5-small ", 4)
    assert "The embedding model remote at" in left_out["en"]
    page = browser_of(docking.officer).get(f"/matching/runs/{run.pk}/").content.decode()
    assert f"，代替原定的模型： {left_out['zh-hans']}" in page
    lists = match_two_lists(docking.officer)
    assert (lists.summary["embedder"][:9], lists.summary["demands"]) == ("e5-small ", 2)
    assert lists.summary["embedder_left_out"] == left_out


def test_a_model_whose_files_were_changed_stops_no_match(site, docking, build, by):
    build()
    run_job(domain.choose_models(used={"any": "small"}, by=by).job_id)
    with (site / "models" / "small" / "tokenizer.json").open("a") as file:
        file.write(" ")
    docking.add_achievement("高温阀座", "高温蒸汽阀门的阀座堆焊")
    run = docking.run()
    assert run.summary["embedder"].startswith("e5-small (")
    assert "the page “Embedding models”" in run.summary["embedder_left_out"]["en"]
    assert "Add it again with “duijie models add”" in run.summary["embedder_left_out"]["en"]
