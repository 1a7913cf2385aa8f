"""``duijie fit`` on a file that is there: what is replaced only when told, and what a full disk leaves."""

import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.unit.match.embedding.small_models import make_folder
from tests.unit.match.learning.town import copy_of, level_of, make_documents

from duijie_match.commands import main
from duijie_match.learning.file import HEAD
from duijie_match.lists.writing import write_table


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Judged pairs of a town's other half, a small embedding model to read them, and a ranking model of the first half,
    judged by the dice.
    """
    folder = tmp_path_factory.mktemp("town")
    for name, side in zip(("demands", "supply"), make_documents(), strict=True):
        rows = [[one.id, one.title, one.body] for one in side]
        write_table(folder / f"{name}.csv", ("id", "title", "body"), rows)
    drawn = [[f"D{place // 7}", f"S{place % 7}", 1 + 7 * place % 11 % 4] for place in range(84)]
    other = [[f"D{one}", f"S{item}", level_of(one, item)] for one in range(12) for item in range(5, 12)]
    for name, pairs in (("drawn", drawn), ("other", other)):
        write_table(folder / f"{name}.csv", ("demand_id", "supply_id", "level"), pairs)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUIJIE_DATA", str(folder / "data"))
        assert main(["models", "add", "small", "--from", str(make_folder(folder / "source")), "--lang", "en"]) == 0
        assert fit(folder, "drawn", folder / "drawn.model", "--replace") == 0
    return folder


@pytest.fixture(autouse=True)
def data(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIJIE_DATA", str(town / "data"))


def fit(folder: Path, pairs: str, model: Path, *more: object, language: str = "en") -> int:
    sides = ("--demands", folder / "demands.csv", "--supply", folder / "supply.csv", "--embedder", "small")
    return main(["fit", *map(str, (folder / f"{pairs}.csv", *sides, "-o", model, "--lang", language, *more))])


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file can become longer."""
    kept = sys.dont_write_bytecode, resource.getrlimit(resource.RLIMIT_FSIZE)
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, kept[1][1]))
    try:
        yield
    finally:
        sys.dont_write_bytecode = kept[0]
        resource.setrlimit(resource.RLIMIT_FSIZE, kept[1])


def of_version(source: Path, target: Path, version: int, program: str) -> Path:
    """``source`` as another version of duijie would have written it."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == HEAD:
                head = json.loads(content)
                head["version"], head["provenance"]["versions"]["duijie"] = version, program
                content = json.dumps(head).encode()
            copy.writestr(name, content)
    return target


def test_a_model_of_another_version_is_replaced_only_when_told(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = of_version(town / "drawn.model", tmp_path / "town.model", 9, "4.2.0")
    before = model.read_bytes()
    assert fit(town, "other", model) == 2
    said = capsys.readouterr().err
    assert "of version 9 (duijie 4.2.0), which another version of duijie can use; this one makes version 1 (" in said
    assert "Name another file after -o, or use --replace." in said
    assert model.read_bytes() == before
    assert fit(town, "other", model, "--replace") == 0
    assert model.read_bytes() != before


def test_a_damaged_model_too(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = copy_of(tmp_path / "town.model", (town / "drawn.model").read_bytes()[:-3000])
    before = model.read_bytes()
    assert fit(town, "other", model, language="zh") == 2
    assert "已损坏的排序模型" in capsys.readouterr().err
    assert model.read_bytes() == before


def test_of_one_of_other_data_it_is_told(town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = copy_of(tmp_path / "town.model", (town / "drawn.model").read_bytes())
    before = model.read_bytes()
    assert fit(town, "other", model) == 0
    said = capsys.readouterr().err
    assert "was learned from other data (" in said
    assert "of its 84 judged pairs this list has 24. The new model takes its place" in said
    assert model.read_bytes() != before


def test_a_report_that_cannot_be_written_leaves_no_model_either(
    town: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report names every row that was not understood, so it is the longer of both here."""
    pairs = (town / "other.csv").read_text("utf-8-sig").splitlines()
    unknown = [f"nobody-{number * 7919},S1,3" for number in range(6000)]
    (town / "long.csv").write_text("\n".join([*pairs, *unknown]), "utf-8")
    model, report = tmp_path / "town.model", tmp_path / "report.xlsx"
    with room_for((town / "drawn.model").stat().st_size + 4096):
        assert fit(town, "long", model, "--report", report) == 2
    assert f"“{report}” cannot be written" in capsys.readouterr().err  # the model could
    assert list(tmp_path.iterdir()) == []
