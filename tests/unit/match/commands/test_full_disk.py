"""A disk that is full before the result is whole: a sentence, status 2, and nothing half written."""

import gc
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from duijie_match.commands import main
from duijie_match.errors import DuijieError
from duijie_match.lists.writing import replacing


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No file can become longer than 9,000 bytes, which is more than any part of a small workbook, and less than it.
    Python would cut the compiled modules it keeps at that length too.
    """
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.filterwarnings("error")
def test_a_workbook_that_the_disk_does_not_take(
    no_room: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scores = tmp_path / "scores.csv"
    scores.write_text("demand_id,supply_id,score\nXQ1,CG1,0.5\n", encoding="utf-8")
    plan = tmp_path / "plan.xlsx"
    assert main(["assign", str(scores), "-o", str(plan), "--cover", "1", "--max-load", "1", "--lang", "zh"]) == 2
    gc.collect()
    shown = capsys.readouterr()
    assert f"“{plan}”" in shown.err
    assert "Traceback" not in shown.err
    assert [path.name for path in tmp_path.iterdir()] == ["scores.csv"]


@pytest.mark.filterwarnings("error")
def test_samples_that_the_disk_does_not_take(no_room: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["samples", str(tmp_path / "samples"), "--lang", "en"]) == 2
    gc.collect()
    assert "cannot be written" in capsys.readouterr().err
    assert not any((tmp_path / "samples").glob("*"))


def test_what_is_said_may_go_to_a_full_disk_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("/dev/full is not here")
    scores = tmp_path / "scores.csv"
    scores.write_text("demand_id,supply_id,score\nXQ1,CG1,0.5\n", encoding="utf-8")
    arguments = ["assign", str(scores), "-o", str(tmp_path / "p.csv"), "--cover", "1", "--max-load", "1"]
    out = full.open("w", buffering=1, encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    assert main([*arguments, "--lang", "en"]) == 1
    with suppress(OSError):  # what it holds has no room
        out.close()
    assert "The system stopped the command (the disk is full). Free disk space" in capsys.readouterr().err


def test_a_full_disk_is_called_that(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("/dev/full is not here")
    with pytest.raises(DuijieError) as caught, replacing(tmp_path / "a.csv"), full.open("w") as out:
        out.write("x")
    assert "the disk is full" in caught.value.message.render("en")
    assert "磁盘空间已满" in caught.value.message.render("zh")
