"""Generations made in a folder of the test, without a database."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from duijie.search.engine.folders import IndexFolder
from duijie.search.engine.generation import Generation
from duijie.search.sources import SearchEntry

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    return IndexFolder(tmp_path / "index")


@pytest.fixture
def generation(folder: IndexFolder) -> Generation:
    name = folder.begin()
    made = Generation.create(folder.path(name), NOW)
    folder.swap(name)
    return made


@pytest.fixture
def entry() -> Callable[..., SearchEntry]:
    def make(number: int, title: str = "轴承厂", **fields: Any) -> SearchEntry:
        return SearchEntry("things", number, title, **fields)

    return make
