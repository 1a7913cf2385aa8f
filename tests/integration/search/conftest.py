"""An index of its own for each test, and a region with organisations to be found."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.factories.registry import Region, make_region

from duijie.common import outbox
from duijie.common.jobs import run_job, run_waiting_jobs
from duijie.search.domain.queries.hits import search
from duijie.search.domain.rebuilds import start_rebuild_here
from duijie.search.engine.reader import forget_readers


@pytest.fixture(autouse=True)
def index_folder(settings: Any, tmp_path: Path) -> Path:
    settings.SEARCH_INDEX = tmp_path / "index"
    forget_readers()
    return tmp_path / "index"


@pytest.fixture
def without_model(settings: Any, tmp_path: Path) -> None:
    """As on a machine where the embedding model has not been made: quick, and by words alone."""
    settings.DATA = tmp_path


@pytest.fixture
def region() -> Region:
    return make_region()


@pytest.fixture
def build() -> Callable[[], None]:
    """Build the index of what is there."""

    def build_now() -> None:
        job = run_job(start_rebuild_here().pk)
        assert job is not None
        assert (job.state, job.error) == ("succeeded", None)

    return build_now


@pytest.fixture
def settle() -> Callable[[], None]:
    """Deliver what waits in the outbox, and run the jobs that it starts."""

    def settle_now() -> None:
        outbox.deliver_waiting()
        run_waiting_jobs()
        outbox.deliver_waiting()

    return settle_now


@pytest.fixture
def titles() -> Callable[..., list[str]]:
    """The titles that somebody finds, best first."""

    def titles_for(by: Any, text: str, **options: Any) -> list[str]:
        return [hit.row.title for hit in search(by=by, text=text, **options).hits]

    return titles_for
