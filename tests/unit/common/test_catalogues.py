"""Compiling message catalogues."""

import gettext
import os
from pathlib import Path

import polib
import pytest

from duijie.common.catalogues import compile_catalogues, stale_catalogues


@pytest.fixture
def po(tmp_path: Path) -> Path:
    path = tmp_path / "app" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    catalogue.append(polib.POEntry(msgid="Demand", msgstr="需求"))
    catalogue.save(str(path))
    return path


def test_compiled_catalogue_can_be_read(po: Path, tmp_path: Path) -> None:
    assert compile_catalogues(tmp_path) == 1
    with po.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Demand") == "需求"
    assert sorted(path.name for path in po.parent.iterdir()) == ["django.mo", "django.po"]


def test_only_what_changed_is_compiled(po: Path, tmp_path: Path) -> None:
    compile_catalogues(tmp_path)
    assert list(stale_catalogues(tmp_path)) == []
    later = po.stat().st_mtime_ns + 10**9
    os.utime(po, ns=(later, later))
    assert list(stale_catalogues(tmp_path)) == [po]
