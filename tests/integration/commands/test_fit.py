"""``duijie fit`` and the commands that use its model, on the sample lists, with the real embedder."""

import hashlib
import json
import subprocess
from pathlib import Path

import openpyxl
import pytest
from tests.factories.commands import run_duijie
from tests.unit.match.embedding.small_models import make_folder

from duijie_match.samples import records, write_samples

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.by_default_on("sqlite")  # these commands need no database at all


def duijie(*arguments: object, language: str = "en", **more: str) -> "subprocess.CompletedProcess[str]":
    return run_duijie(*arguments, language=language, more=more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lists of the samples, their judged pairs, and the model that was fitted to them."""
    folder = tmp_path_factory.mktemp("fit")
    files = write_samples(folder)
    for name in ("demands", "supply", "works"):
        (folder / f"{name}.link").write_text(str(files[name]), encoding="utf-8")
    rows = ["需求编号,供给编号,等级"]
    rows += [f"{pair['demand_id']},{pair['supply_id']},{pair['level']}" for pair in records("expected")]
    (folder / "pairs.csv").write_text("\n".join(rows), encoding="utf-8")
    done = fit(folder, "pairs.csv", "town.model", "--report", folder / "report.xlsx")
    (folder / "said.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return folder


def lists(folder: Path) -> list[object]:
    found: list[object] = []
    for name in ("demands", "supply", "works"):
        found += [f"--{name}", (folder / f"{name}.link").read_text(encoding="utf-8")]
    return found


def fit(
    folder: Path, pairs: str, model: str, *more: object, language: str = "en"
) -> "subprocess.CompletedProcess[str]":
    return duijie("fit", folder / pairs, *lists(folder), "-o", folder / model, *more, language=language)


def test_it_says_how_good_it_is_and_for_whom(folder: Path) -> None:
    said = (folder / "said.txt").read_text(encoding="utf-8")
    assert "Learned from 93 judged pairs of " in said
    for what in ("before, shipped calibration", "after, new demands", "after, known demands"):
        assert f"{what}" in said
    assert f"Written to {folder / 'town.model'} in " in said


def test_the_report_shows_figures_reliability_and_every_pair(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "report.xlsx")
    assert book.sheetnames == ["How good it is", "Reliability", "Judged pairs", "Rows not understood", "What was run"]
    assert book["Judged pairs"].max_row == 94
    assert len(book["Reliability"]._charts) == 1
    cells = {row[0]: row[1:] for row in book["How good it is"].iter_rows(values_only=True)}
    assert cells["Judged pairs"] == (93, 93, 93, 93)


def test_score_says_what_the_model_learned(folder: Path) -> None:
    def error(*more: object) -> float:
        out = folder / "scores.jsonl"
        done = duijie("score", folder / "pairs.csv", *lists(folder), "-o", out, "-q", *more)
        assert done.returncode == 0, done.stderr
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert all(abs(sum(row["contributions"].values()) - row["raw"]) < 1e-6 for row in rows)
        assert all(("learned" in row["contributions"]) == ("--model" in more) for row in rows)
        judged = [pair["level"] for pair in records("expected")]
        return sum(abs(row["expected_level"] - level) for row, level in zip(rows, judged, strict=True)) / len(rows)

    assert error("--model", folder / "town.model") < 0.5 * error()


def test_so_does_match(folder: Path) -> None:
    out = folder / "matches.jsonl"
    _, demands, _, supply, *works = lists(folder)
    assert duijie("match", demands, supply, *works, "-o", out, "-q", "--model", folder / "town.model").returncode == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert all(abs(sum(row["contributions"].values()) - row["raw"]) < 1e-5 for row in rows)
    assert any(abs(row["contributions"]["learned"]) > 0.01 for row in rows)


def test_match_names_the_model_on_its_last_sheet(folder: Path) -> None:
    demands, supply = (lists(folder)[place] for place in (1, 3))
    out = folder / "out.xlsx"
    done = duijie("match", demands, supply, "--model", folder / "town.model", "-o", out, "--top", 2, language="zh")
    assert done.returncode == 0, done.stderr
    run = {row[0]: row[1] for row in openpyxl.load_workbook(out)["运行说明"].iter_rows(values_only=True)}
    assert str(run["排序模型"]).startswith("town.model，学自 93 个配对（数据指纹 ")


def test_levels_that_nobody_gave_are_not_told(folder: Path) -> None:
    """Of officers who say only 较强 and 弱; and rows that are not understood are named before a model is refused."""
    given = {
        pair["demand_id"] + "," + pair["supply_id"]: "较强" if pair["level"] >= 3 else "弱"
        for pair in records("expected")
    }
    rows = ["需求编号,供给编号,等级", *(f"{pair},{level}" for pair, level in given.items()), "XQ-001,NOBODY,弱"]
    (folder / "two.csv").write_text("\n".join(rows), encoding="utf-8")
    done = fit(folder, "two.csv", "two.model")
    assert (done.returncode, "“NOBODY”" in done.stderr) == (0, True), done.stdout + done.stderr
    out = folder / "two.jsonl"
    scored = duijie("score", folder / "two.csv", *lists(folder), "-o", out, "-q", "--model", folder / "two.model")
    assert scored.returncode == 0, scored.stderr
    told = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    wrong = sum(
        abs(row["expected_level"] - (3 if level == "较强" else 2))
        for row, level in zip(told, given.values(), strict=True)
    )
    assert {row["level"] for row in told} == {2, 3}
    assert wrong < 0.2 * len(told)


@pytest.mark.slow
def test_a_better_model_is_kept_unless_told_otherwise(folder: Path) -> None:
    few = (folder / "pairs.csv").read_text(encoding="utf-8").splitlines()[:46]
    (folder / "few.csv").write_text("\n".join(few), encoding="utf-8")
    before = (folder / "town.model").read_bytes()
    worse = [line.rsplit(",", 1)[0] + f",{1 + number % 4}" for number, line in enumerate(few[1:])]
    (folder / "noise.csv").write_text("\n".join([few[0], *worse]), encoding="utf-8")
    done = fit(folder, "noise.csv", "town.model")
    assert (done.returncode, "stays as it is, because it is better" in done.stderr) == (1, True)
    assert (folder / "town.model").read_bytes() == before
    assert fit(folder, "pairs.csv", "town.model").returncode == 0
    assert (folder / "town.model").read_bytes() == before


def test_too_little_says_how_much_is_missing(folder: Path) -> None:
    first = (folder / "pairs.csv").read_text(encoding="utf-8").splitlines()[:6]
    (folder / "tiny.csv").write_text("\n".join([*first, "XQ-001,NOBODY,3", "XQ-001,CG-002,"]), encoding="utf-8")
    done = fit(folder, "tiny.csv", "tiny.model", language="zh")
    assert (done.returncode, (folder / "tiny.model").exists()) == (1, False)
    assert "已评定的配对有 5 个，至少需要 40 个，还差 35 个。" in done.stderr
    assert "NOBODY" in done.stderr
    assert "该配对没有评定" in done.stderr


def test_what_is_no_better_than_always_the_same_level_is_not_written(folder: Path) -> None:
    """Levels by the throw of a die: nothing can be learned."""
    head, *rows = (folder / "pairs.csv").read_text(encoding="utf-8").splitlines()[:61]
    thrown = [1 + hashlib.sha256(f"die {number}".encode()).digest()[0] % 4 for number in range(len(rows))]
    lines = [f"{row.rsplit(',', 1)[0]},{level}" for row, level in zip(rows, thrown, strict=True)]
    (folder / "die.csv").write_text("\n".join([head, *lines]), encoding="utf-8")
    done = fit(folder, "die.csv", "die.model", language="zh")
    assert (done.returncode, (folder / "die.model").exists()) == (1, False)
    assert "不优于内置标定或一律同一等级" in done.stderr
    done = fit(folder, "die.csv", "die.model", "--replace")
    assert (done.returncode, (folder / "die.model").exists()) == (0, True)


def test_a_model_file_that_is_none_is_never_overwritten(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    done = fit(folder, "pairs.csv", "notes.txt")
    assert (done.returncode, (folder / "notes.txt").read_text(encoding="utf-8")) == (2, "mine")
    assert "is there already and is not a ranking model. Choose another name after -o." in done.stderr
    assert fit(folder, "pairs.csv", "notes.txt", "--replace").returncode == 2


def test_the_language_of_the_lists_decides_which_model_reads_them(folder: Path, tmp_path: Path) -> None:
    data = {"DUIJIE_DATA": str(tmp_path / "data")}
    make_folder(tmp_path / "source")
    for arguments in (("add", "small", "--from", tmp_path / "source", "--language", "zh"), ("use", "small")):
        assert duijie("models", *arguments, **data).returncode == 0
    out = tmp_path / "out.xlsx"
    (tmp_path / "d.csv").write_text("编号,名称\n1,阀门密封面磨损\n", encoding="utf-8")
    (tmp_path / "s.csv").write_text("编号,名称\n1,激光焊接\n2,密封面涂层\n", encoding="utf-8")
    done = duijie("match", tmp_path / "d.csv", tmp_path / "s.csv", "-o", out, **data)
    assert done.returncode == 0, done.stderr
    run = {row[0]: row[1] for row in openpyxl.load_workbook(out)["What was run"].iter_rows(values_only=True)}
    assert str(run["Embedding model"]).startswith("small (onnx/")
    foreign = ("--model", folder / "town.model", "--embedder", "small")
    done = duijie("match", tmp_path / "d.csv", tmp_path / "s.csv", "-o", out, *foreign, **data)
    assert (done.returncode, "Use --embedder e5-small" in done.stderr) == (2, True)

    # The ranking model is named, not a name that nobody gave.
    ours, pairs = folder / "small.model", folder / "pairs.csv"
    done = duijie("fit", pairs, *lists(folder), "-o", ours, "--embedder", "small", "--replace", **data)
    assert done.returncode == 0, done.stderr
    for arguments in (("use", "e5-small"), ("remove", "small")):
        done = duijie("models", *arguments, **data)
        assert done.returncode == 0, done.stderr
    for language, way_out in (("en", "was made with the embedding model small, which is not here"), ("zh", "重新添加")):
        done = duijie(
            "match", tmp_path / "d.csv", tmp_path / "s.csv", "-o", out, "--model", ours, language=language, **data
        )
        assert (done.returncode, way_out in done.stderr, "small.model" in done.stderr) == (2, True, True), done.stderr
