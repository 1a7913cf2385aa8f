"""Another embedding model is chosen: the ranking model of the one before steps aside, and a new one can be learned."""

import shutil

import pytest
from django.core.exceptions import ValidationError
from tests.factories.accounts import make_user
from tests.integration.matching.test_ranking_models import fill, propose_model
from tests.integration.portal.test_workspace_pages import browser_of
from tests.integration.search.test_embedding_models import site
from tests.unit.match.embedding.servers import good, serving

from duijie.common.jobs import run_job
from duijie.common.models import Job
from duijie.matching.domain import ranking_models as domain
from duijie.matching.domain.queries import ranking_models as queries
from duijie.matching.models import RankingModel
from duijie.search.domain.embedding_models import choose_models, start_adding

__all__ = ["site"]

pytestmark = pytest.mark.django_db

HOME = "/matching/models/"


def test_after_a_change_of_the_embedding_model_a_ranking_model_is_learned_again(site, docking):
    fill(docking)
    first, _job = propose_model(docking)
    browser = browser_of(docking.officer)
    browser.post(f"{HOME}{first.pk}/step/accept/")
    assert docking.run().ranking_model == first

    used = choose_models(used={"any": "small"}, by=make_user(role="system_administrator"))
    assert run_job(used.job_id).state == "succeeded"
    run = docking.run()
    assert run.ranking_model is None
    for language, way_out in (("en", "have a ranking model learned again"), ("zh-hans", "或重新学习排序模型")):
        assert way_out in run.summary["model_left_out"][language]
        assert "--embedder" not in run.summary["model_left_out"][language]

    # What cannot grade stops nobody from learning, and is not put to use again.
    browser.post(f"{HOME}fit/")
    job = run_job(Job.objects.filter(kind=domain.FIT, state="queued").get().pk)
    assert (job.state, job.error) == ("succeeded", None)
    second = RankingModel.objects.get(pk=job.result["model"])
    assert (first.embedder, second.embedder, "model" in second.compared) == ("e5-small", "small", False)
    browser.post(f"{HOME}{second.pk}/step/accept/")
    assert docking.run().ranking_model == second
    answered = browser.post(f"{HOME}{first.pk}/step/accept/", follow=True).content.decode()
    assert ("e5-small" in answered, queries.model_in_use()) == (True, second)
    with pytest.raises(ValidationError) as refused:
        domain.take_step(model=first, verb="accept", by=docking.officer)
    assert refused.value.code == "embedder"


def test_nothing_is_learned_by_another_model_while_the_one_in_use_is_away(site, docking):
    fill(docking)
    by = make_user(role="system_administrator")

    def refused():
        job = run_job(domain.start_fit(by=docking.officer).pk)
        assert (job.state, job.error["code"], RankingModel.objects.count()) == ("failed", "embedder-away", 0)
        return job.error["text"]

    with serving(good) as server:
        values = {"kind": "address", "url": server.url, "timeout": 1}
        assert run_job(start_adding(name="remote", values=values, by=by).pk).state == "succeeded"
        assert run_job(choose_models(used={"any": "remote"}, agreed=True, by=by).job_id).state == "succeeded"
    docking.add_achievement("高温阀座", "高温蒸汽阀门的阀座堆焊")  # a text that was not read
    assert "the embedding model in use, remote, is away" in refused()["en"]

    assert run_job(choose_models(used={"any": "small"}, by=by).job_id).state == "succeeded"
    shutil.rmtree(site / "models" / "small")
    told = refused()
    assert "small, is away" in told["en"]
    assert "the folder is gone" in told["en"]
    assert "正在使用的语义模型 small 当前不可用" in told["zh-hans"]
