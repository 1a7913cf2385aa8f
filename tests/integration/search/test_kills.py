"""Killed at any moment, the index is the old one or the new one, and what was to be written is written afterwards.

A sample in CI; ``./run test --full`` kills at a hundred drawn points of each.
"""

from pathlib import Path

import pytest
from tests.factories.accounts import make_user
from tests.factories.kills import finish, killer, let_leases_end, points
from tests.factories.registry import make_organisation
from tests.unit.match.embedding.small_models import make_folder

from duijie.common import outbox
from duijie.common.jobs import run_job
from duijie.common.models import OutboxMessage, OutboxState
from duijie.registry.domain.organisations import edit_organisation
from duijie.search.domain.embedding_models import choose_models_here
from duijie.search.domain.queries.embedding_models import used_models
from duijie.search.domain.queries.status import status
from duijie.search.domain.rebuilds import start_rebuild_here
from duijie.search.models import EmbeddingChoice
from duijie_match.embedding.adding import add_folder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("without_model")]


@points("postgres")
def test_a_killed_update_is_done_afterwards(
    region, build, titles, tmp_path: Path, index_folder: Path, points: int
) -> None:
    by = make_user(role="city_officer", area=region.city)
    firm, others = make_organisation(name="第0轴承厂"), [make_organisation(name=f"甲{n}水泵厂") for n in range(3)]
    build()
    with searching(5, tmp_path, index_folder) as process:
        for number in range(1, points + 2):
            edit_organisation(organisation=firm, version=number, values={"name": f"第{number}轴承厂"}, by=by)
            if number == 1:
                process.measure("update", "duijie.common.outbox.deliver_waiting")
            else:
                process.kill("update", "duijie.common.outbox.deliver_waiting")
            # Nothing is shown that is not in the database, and nothing else is lost.
            assert titles(by, "轴承") in ([f"第{number}轴承厂"], [])
            assert sorted(titles(by, "水泵")) == [one.name for one in others]
            let_leases_end()
            OutboxMessage.objects.filter(state=OutboxState.WAITING).update(due_at=firm.created_at)
            outbox.deliver_waiting()
            assert titles(by, f"第{number}轴承") == [f"第{number}轴承厂"]
            assert (status().documents, status().waiting) == (4, 0)
        assert process.killed >= points // 2


@points("sqlite")
def test_a_killed_rebuild_leaves_one_whole_index(
    region, build, titles, tmp_path: Path, index_folder: Path, points: int
) -> None:
    by = make_user(role="city_officer", area=region.city)
    names = [f"第{number}轴承厂" for number in range(5)]
    for name in names:
        make_organisation(name=name)
    build()
    with searching(6, tmp_path, index_folder) as process:
        for number in range(points + 1):
            job = start_rebuild_here()
            if number == 0:
                process.measure("rebuild", "duijie.common.jobs.run_job", job_id=str(job.pk))
            else:
                process.kill("rebuild", "duijie.common.jobs.run_job", job_id=str(job.pk))
            assert sorted(titles(by, "轴承")) == names
            job.refresh_from_db()
            if job.state != "succeeded":
                finish(job)
            assert sorted(titles(by, "轴承")) == names
            assert [path.name for path in index_folder.glob("g*-*")] == [status().generation]
        assert process.killed >= points // 2


@points("sqlite")
def test_killed_at_any_moment_a_change_of_the_model_comes_to_its_end(
    region, build, titles, tmp_path: Path, index_folder: Path, points: int
) -> None:
    by = make_user(role="city_officer", area=region.city)
    for name in ("one", "two"):
        source = make_folder(tmp_path / f"source-{name}", sentence=name == "two")
        add_folder(tmp_path / "models", name, source, language="any")
    for number in range(3):
        make_organisation(name=f"第{number}轴承厂", description="激光焊接焊缝在线跟踪与视觉传感器位置测量")
    run_job(choose_models_here(used={"any": "two"}).job_id)
    with searching(7, tmp_path, index_folder) as process:
        for number in range(points + 1):
            wanted, before = ("one", "two") if number % 2 == 0 else ("two", "one")
            job = choose_models_here(used={"any": wanted}).job
            if number == 0:
                process.measure("change", "duijie.common.jobs.run_job", job_id=str(job.pk))
            else:
                process.kill("change", "duijie.common.jobs.run_job", job_id=str(job.pk))
            assert (used_models()["any"] in (wanted, before), len(titles(by, "轴承"))) == (True, 3)
            job.refresh_from_db()
            if job.state != "succeeded":
                finish(job)
            assert (used_models(), status().model, status().meanings) == ({"any": wanted}, wanted, 3)
            assert EmbeddingChoice.objects.filter(state__in=["waiting", "given_up"]).count() == 0
        assert process.killed >= points // 2


def searching(seed: int, folder: Path, index: Path):
    values = {"django__conf__settings__SEARCH_INDEX": index, "django__conf__settings__DATA": folder}
    return killer(seed, folder, **values)
