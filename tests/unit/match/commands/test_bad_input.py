"""What should not be in a list, and is: a table of bad input, each with the status and the sentence that answers it.

Through the commands, with an endpoint that hashes words instead of a language model. Finer cases stand beside the
parts: texts in ``matcher/test_bad_texts.py``, labels and damaged models in ``learning``, servers in
``embedding/test_endpoint.py``.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.unit.match.embedding.servers import good, serving

from duijie_match.commands import main

ORDINARY = "id,body\no,球阀密封面堆焊\np,水稻育种\n"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose embedding model is a server near by; ``gone`` is one that has been switched off."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch, serving(good) as server:
        patch.setenv("DUIJIE_DATA", str(folder))
        patch.setenv("DUIJIE_LANG", "en")
        assert main(["models", "add", "near", "--url", server.url, "--model-name", "m"]) == 0
        with serving(good) as other:
            assert main(["models", "add", "gone", "--url", other.url, "--model-name", "m"]) == 0
        yield folder


def written(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return str(path)


def matched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], demands: str | bytes, supply: str | bytes = ORDINARY,
    *options: str, embedder: str = "near",
) -> tuple[int, list[dict[str, Any]], str]:  # fmt: skip
    """Status, rows of the result, and everything that was said."""
    lists = [written(tmp_path, "demands.csv", demands), written(tmp_path, "supply.csv", supply)]
    out = tmp_path / "out.jsonl"
    capsys.readouterr()
    status = main(["match", *lists, "-o", str(out), "--embedder", embedder, *options, "--lang", "en"])
    shown = capsys.readouterr()
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []
    return status, rows, shown.out + shown.err


# What a demand says, beside an ordinary one; and what is told about it, if it cannot be matched.
TEXTS: dict[str, tuple[str, str]] = {
    "empty": ("", "row 2: The row has no text to match"),
    "blanks only": (" \t\u3000\u200b ", "row 2: The row has no text to match"),
    "one letter": ("a", ""),
    "one character": ("阀", ""),
    "only numbers": ("1234567890 42 3.14", ""),
    "only signs": ("≥≤±%℃", ""),
    "Cyrillic": ("уплотнение клапана", ""),
    "Arabic": ("صمام كروي", ""),
    "kana": ("バルブのシール", ""),
    "pictures": ("🔧🔩", ""),
    "languages mixed": ("需要 high temperature 球阀 with PTFE 密封 for 500 °C", ""),
    "a megabyte": ("球阀的密封面在≥500℃下磨损，valve seats at 500 °C；" * 20_000, ""),
    "control characters": ("球阀\x01\x07密封", ""),
}


@pytest.mark.parametrize("name", TEXTS)
def test_an_odd_text(name: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, told = TEXTS[name]
    demands = tmp_path / "written.csv"
    with demands.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["id", "body"], ["d", text], ["e", "球阀密封"]])
    status, rows, said = matched(tmp_path, capsys, demands.read_bytes())
    assert (status, "Traceback" in said) == (0, False)
    assert {row["demand_id"] for row in rows} == ({"e"} if told else {"d", "e"})
    assert told in said
    assert all(0 <= row[part] <= 1 for row in rows for part in ("score", "forward", "backward"))
    best = next(row for row in rows if row["demand_id"] == "e" and row["rank"] == 1)
    assert (best["supply_id"], best["level"] > 1) == ("o", True)


def test_texts_without_a_term_are_not_called_other_words_when_they_are_the_same(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, rows, _said = matched(tmp_path, capsys, "id,body\nd,泵\n", "id,body\no,泵\np,水稻育种\n")
    best = rows[0]
    assert (status, best["supply_id"], best["level"] > 2) == (0, "o", True)
    assert "match: both texts are the same." in best["reasons"]


def test_near_duplicates_by_the_thousand(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    supply = "id,body\n" + "".join(f"s{number:04},球阀密封面堆焊\n" for number in range(2000))
    status, rows, _said = matched(tmp_path, capsys, "id,body\nd,球阀密封\n", supply, "--top", "3")
    assert (status, [row["supply_id"] for row in rows]) == (0, ["s0000", "s0001", "s0002"])
    assert len({row["score"] for row in rows}) == 1


@pytest.mark.parametrize("other", ["行业", "方向"])
def test_thousands_of_values_in_a_cell(
    other: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = (";".join(f"{name}{number}" for number in range(3000)) for name in ("行业", other))
    lists = [f'id,body,所属行业\n{one},球阀密封,"{cell}"\n' for one, cell in (("d", ours), ("s", theirs))]
    status, rows, _said = matched(tmp_path, capsys, *lists)
    assert (status, len(rows)) == (0, 1)
    assert "行业0, 行业1, " in rows[0]["reasons"]
    assert len(rows[0]["reasons"]) < 1000


def test_a_capacity_below_zero_is_told_and_left_out(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, rows, said = matched(tmp_path, capsys, "id,body\nd,球阀密封\n", "id,body,capacity\no,球阀密封面,-3\n")
    assert (status, len(rows)) == (0, 1)
    assert "supply.csv, row 2, capacity “-3”: This is not a whole number from 0 to 1000000. Write it in digits." in said


def test_lists_of_which_nothing_is_left(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for demands in ("id,body\nd,\n", "id,body\n", "", b"\x00\x01\x02", "id\nd\n"):
        status, rows, said = matched(tmp_path, capsys, demands)
        assert (status, rows) == (1, [])
        assert said.splitlines()[-1].endswith((".", "。"))


def test_lists_of_which_the_rules_keep_every_pair_out(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supply = "id,body,完成单位\no,球阀密封面堆焊,乙大学\np,水稻育种,丙大学\n"
    status, rows, said = matched(tmp_path, capsys, "id,body,回避单位\nd,球阀密封,乙大学；丙大学\n", supply)
    assert (status, rows) == (1, [])
    assert "Nothing could be matched: the rules keep all supply from every demand" in said


SCORES = "demand_id,supply_id,score\nA,X,{0}\nA,Y,{0}\nB,X,{0}\nB,Y,{0}\n"
# Scores, further lists by option, further options; status, and what is said.
ASSIGNMENTS: dict[str, tuple[str, dict[str, str], tuple[str, ...], int, str]] = {
    "all scores equal": (SCORES.format(0.5), {}, (), 0, ""),
    "all scores zero": (SCORES.format(0), {}, (), 0, ""),
    "no number": (SCORES.format("NaN"), {}, (), 1, "row 2: “NaN” is not a score. Write a number of 0 or more"),
    "infinite": (SCORES.format("inf"), {}, (), 1, "row 2: “inf” is not a score."),
    "finite, but beyond any sum": (
        SCORES.format("1e308"), {}, (), 1, "row 2, score “1e308”: The score is above 1,000,000,000",
    ),
    "below zero": (SCORES.format(-1), {}, (), 1, "row 2, score “-1”: A score cannot be negative."),
    "a load below zero": (
        SCORES.format(1), {"loads": "supply_id,min,max\nX,0,-1\n"}, (), 0,
        "loads.csv, row 2: “-1” under “max” is not a whole number",
    ),
    "every load below zero": (SCORES.format(1), {}, ("--max-load", "-1"), 2, "--max-load cannot be '-1'"),
    "a demand without candidates": (
        SCORES.format(1), {"demands": "id,cover\nA,1\nB,1\nC,1\n"}, (), 0, "C",
    ),
    "fixed and forbidden": (
        SCORES.format(1),
        {"fixed": "demand_id,supply_id\nA,X\n", "forbidden": "demand_id,supply_id\nA,X\n"}, (), 1,
        "A with X is fixed; A with X is forbidden",
    ),
    "everything forbidden": (
        SCORES.format(1), {"forbidden": "demand_id,supply_id\nA,X\nA,Y\n"}, (), 0,
        "A: All its candidates (2) are forbidden. Allow one of them, or find other candidates.",
    ),
    "nobody may take anybody but one": (
        SCORES.format(1), {"loads": "supply_id,max\nX,0\n", "forbidden": "demand_id,supply_id\nA,Y\n"}, (), 0,
        "A: Its other candidate (1: X) may take nobody. Raise a load, or find other candidates.",
    ),
    "fixed beyond the load": (
        SCORES.format(1), {"fixed": "demand_id,supply_id\nA,X\nB,X\n"}, (), 1, "cannot all be met",
    ),
    "least loads beyond the demands": (
        SCORES.format(1), {}, ("--min-load", "2", "--max-load", "2"), 1, "cannot all be met",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_odd_assignment(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores, lists, options, status, told = ASSIGNMENTS[name]
    arguments = ["assign", written(tmp_path, "scores.csv", scores), "-o", str(tmp_path / "plan.csv"), "--cover", "1"]
    arguments += options if "--max-load" in options else [*options, "--max-load", "1"]
    for option, content in lists.items():
        arguments += [f"--{option}", written(tmp_path, f"{option}.csv", content)]
    assert main([*arguments, "--lang", "en"]) == status
    shown = capsys.readouterr()
    assert told in shown.out + shown.err
    assert (tmp_path / "plan.csv").exists() == (status == 0)
    if status == 0 and not lists:  # of plans that are equally good always the same one
        first = (tmp_path / "plan.csv").read_bytes()
        assert main([*arguments, "--lang", "en"]) == 0
        assert (tmp_path / "plan.csv").read_bytes() == first


def test_a_list_without_a_known_heading_is_answered_with_what_stands_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scores = written(tmp_path, "scores.csv", "who,whom,how much\nA,X,1\n")
    arguments = ["assign", scores, "-o", str(tmp_path / "p.csv"), "--cover", "1", "--max-load", "1"]
    assert main([*arguments, "--lang", "en"]) == 1
    assert "the columns are: A “who”, B “whom”, C “how much”. SCORES needs" in capsys.readouterr().err


def test_tiny_scores_keep_their_digits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores = written(tmp_path, "scores.csv", "demand_id,supply_id,score\nA,X,0.0000012345\nB,Y,0.000001\n")
    arguments = ["assign", scores, "-o", str(tmp_path / "p.csv"), "--cover", "1", "--max-load", "1", "--lang", "en"]
    assert main(arguments) == 0
    assert "sum of scores 0.0000022345, a demand 0.000001117" in capsys.readouterr().out
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sum"] == 0.0000022345


def test_what_is_shown_on_request_is_no_matter_of_named_pairs(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = [written(tmp_path, f"{side}.csv", ORDINARY) for side in ("demands", "supply")]
    pairs = written(tmp_path, "pairs.csv", "demand_id,supply_id\no,o\n")
    out = tmp_path / "scores.xlsx"
    arguments = ["score", pairs, "--demands", lists[0], "--supply", lists[1], "-o", str(out), "--embedder", "near"]
    monkeypatch.setenv("DUIJIE_MOST_SHOWN", "1")
    monkeypatch.setenv("DUIJIE_DIVERSITY", "much")
    assert main([*arguments, "--lang", "en"]) == 0
    run = {row[0]: row[1] for row in load_workbook(out).worksheets[-1].iter_rows(values_only=True)}
    assert (run["most_shown"], run["diversity"]) == ("0", "0")


# Judged pairs; what is said. Nothing is learned from any of them.
LABELS: dict[str, tuple[str, str]] = {
    "of one class": ("".join(f"d{n},s{m},4\n" for n in range(12) for m in range(6)), "level"),
    "too few": ("d0,s0,4\nd1,s1,1\n", "2 judged pairs, and 40 are needed: 38 more."),
    "no levels": ("d0,s0,x\nd1,s1,9\nd2,s2,NaN\n", "pairs.csv, row 3: “9” is not a judgement: write a level"),
    "no judgement": ("d0,s0,\n", "pairs.csv, row 2: The pair is not judged: fill in level"),
    "contradictory": (
        "d0,s0,4\nd1,s0,4\nd0,s0,1\nd1,s0,4\n",
        "pairs.csv, row 4: The pair was judged otherwise in row 2; this row counts, being the later one.",
    ),
    "of unknown rows": ("q0,s0,4\nd0,q1,1\n", "q0"),
}


@pytest.mark.parametrize("name", LABELS)
def test_odd_labels(name: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    labels, told = LABELS[name]
    demands = written(tmp_path, "d.csv", "id,body\n" + "".join(f"d{n},球阀密封第{n}种\n" for n in range(12)))
    supply = written(tmp_path, "s.csv", "id,body\n" + "".join(f"s{n},密封面堆焊第{n}种\n" for n in range(6)))
    pairs = written(tmp_path, "pairs.csv", "demand_id,supply_id,level\n" + labels)
    capsys.readouterr()
    arguments = ["fit", pairs, "--demands", demands, "--supply", supply, "-o", str(tmp_path / "a.model")]
    assert main([*arguments, "--embedder", "near", "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert told in shown.err
    assert not (tmp_path / "a.model").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is not a ranking model"),
        (b"PK\x03\x04", "a.model"),
        (b'{"format": "duijie-ranking-model", "version": 99}', "is not a ranking model"),
        (None, "There is no file"),
    ],
)
def test_a_model_that_is_none(
    content: bytes | None, told: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "a.model"
    if content is not None:
        model.write_bytes(content)
    status, rows, said = matched(tmp_path, capsys, "id,body\nd,球阀密封\n", ORDINARY, "--model", str(model))
    assert (status in (1, 2), rows, told in said) == (True, [], True), said


@pytest.mark.parametrize(
    ("embedder", "told"),
    [("gone", "nobody answers there"), ("nobody", "There is no embedding model nobody. Valid names: e5-small")],
)
def test_an_embedding_model_that_is_gone(
    embedder: str, told: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, rows, said = matched(tmp_path, capsys, "id,body\nd,阀门密封\n", embedder=embedder)
    assert (status in (1, 2), rows, told in said) == (True, [], True), said
