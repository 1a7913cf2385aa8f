"""The commands as a process of their own, with the real embedder, on lists as offices send them."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
from tests.factories.commands import run_duijie

ROOT = Path(__file__).resolve().parents[3]
duijie = run_duijie
pytestmark = pytest.mark.by_default_on("sqlite")  # these commands need no database at all
SUPPLY = [
    ["编号", "成果名称", "成果简介", "完成单位", "联系人"],
    ["CG1", "固态锂电池电解质制备", "硫化物固态电解质，室温离子电导率高", "某大学", "赵"],
    ["CG2", "水稻耐盐新品种选育", "耐盐碱水稻育种与栽培", "某农科院", "钱"],
    ["CG3", "换热器强化传热技术", "翅片管换热器传热效率提高", "某研究所", "孙"],
    ["CG4", "印染废水臭氧催化处理", "降低废水 COD", "某大学", "李"],
]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "需求"
    for row in (
        ["2024年企业技术需求汇总表"],
        ["需求编号", "需求名称", "需求描述", "预算（万元）", "备注"],
        ["XQ1", "高效换热器", "提高换热器传热效率", "30", "@急"],
        ["XQ2", "固态电池", "需要固态电解质制备工艺", "面议", None],
        ["XQ3", None, None, None, None],
        ["XQ4", "量子引力", "弦论中的对偶", "-1", None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    book.save(tmp_path / "需求.xlsx")
    with (tmp_path / "成果.csv").open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(SUPPLY)
    return tmp_path


def test_match_to_csv_has_the_columns_of_the_contract(lists: Path) -> None:
    done = duijie("match", lists / "需求.xlsx", lists / "成果.csv", "-o", lists / "out.csv", "--top", 2)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "3 demands, 4 rows of supply, 6 results.")
    assert "需求.xlsx, sheet “需求”, row 5: The row has no text to match" in done.stderr
    with (lists / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == [
        *("demand_id", "supply_id", "rank", "score", "level", "forward", "backward", "reasons"),
        *("demand.title", "demand.备注", "supply.title", "supply.org", "supply.联系人"),
    ]
    best = {row["demand_id"]: row["supply_id"] for row in rows if row["rank"] == "1"}
    assert (best["XQ1"], best["XQ2"]) == ("CG3", "CG1")
    assert {row["demand.备注"] for row in rows if row["demand_id"] == "XQ1"} == {"'@急"}
    assert all(0 <= float(row[name]) <= 1 for row in rows for name in ("score", "forward", "backward"))
    assert {row["level"] for row in rows} <= {"1", "2", "3", "4"}


def test_match_gives_the_same_bytes_again(lists: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        assert duijie("match", lists / "需求.xlsx", lists / "成果.csv", "-o", lists / name, "-q").returncode == 0
    assert (lists / "a.jsonl").read_bytes() == (lists / "b.jsonl").read_bytes()
    rows = [json.loads(line) for line in (lists / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    near = next(row for row in rows if (row["demand_id"], row["supply_id"]) == ("XQ1", "CG3"))
    # One more field, behind those of the contract, and the same in words among the reasons.
    assert list(near)[-1] == "sentences"
    assert near["sentences"][0][:2] == ["提高换热器传热效率", "翅片管换热器传热效率提高"]
    assert "Near in meaning: “提高换热器传热效率” – “翅片管换热器传热效率提高”." in near["reasons"]
    assert all(sum(row["contributions"].values()) == pytest.approx(row["raw"], abs=1e-5) for row in rows)
    assert "sentences" not in next(row for row in rows if (row["demand_id"], row["supply_id"]) == ("XQ1", "CG2"))


def test_match_to_a_workbook_in_chinese(lists: Path) -> None:
    done = duijie("match", lists / "需求.xlsx", lists / "成果.csv", "-o", lists / "out.xlsx", language="zh")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "需求 3 条，供给 4 条，结果 12 条。")
    book = openpyxl.load_workbook(lists / "out.xlsx")
    assert book.sheetnames == [
        *("按需求查看", "按供给查看", "按单位查看", "未匹配及原因", "得分构成", "未读懂的行", "运行说明")
    ]
    run = {row[0]: row[1] for row in book["运行说明"].iter_rows(values_only=True)}
    assert (run["需求清单文件"], run["供给清单文件"]) == ("需求.xlsx", "成果.csv")
    assert str(run["语义模型"]).startswith("e5-small")
    names = [cell.value for cell in book["按需求查看"][1]]
    reasons = [dict(zip(names, row, strict=True)) for row in book["按需求查看"].iter_rows(min_row=2, values_only=True)]
    first = next(row for row in reasons if (row["demand_id"], row["supply_id"]) == ("XQ1", "CG3"))
    assert "含义相近：“提高换热器传热效率”——“翅片管换热器传热效率提高”。" in first["reasons"]
    header, *rows = book["得分构成"].iter_rows(values_only=True)
    assert header[:7] == ("demand_id", "demand.title", "supply_id", "supply.title", "raw", "meaning", "words")
    assert [(row[0], row[2]) for row in rows] == [(row["demand_id"], row["supply_id"]) for row in reasons]
    assert all(sum(row[5:]) == pytest.approx(row[4], abs=1e-5) for row in rows)
    assert book["得分构成"]["G1"].number_format == ';;;"共同用语"'


def test_pairs_by_title_where_no_ids_are_written(lists: Path) -> None:
    pairs, out = lists / "pairs.csv", lists / "score.csv"
    pairs.write_text("序号,需求名称,成果名称\n1,高效换热器,换热器强化传热技术\n2,高效换热器,谁的\n", encoding="utf-8")
    done = duijie("score", pairs, "--demands", lists / "需求.xlsx", "--supply", lists / "成果.csv", "-o", out)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        assert [(row["demand_id"], row["supply_id"]) for row in csv.DictReader(stream)] == [("XQ1", "CG3")]
    assert "pairs.csv, row 3: No row is called “谁的”." in done.stderr


def test_score_keeps_the_order_and_lists_unknown_ids(lists: Path) -> None:
    (lists / "pairs.csv").write_text("需求编号,供给编号\nXQ2,CG1\nXQ1,CG9\nXQ1,CG4\n", encoding="utf-8")
    demands, supply = lists / "需求.xlsx", lists / "成果.csv"
    pairs, out = lists / "pairs.csv", lists / "s.jsonl"
    done = duijie("score", pairs, "--demands", demands, "--supply", supply, "-o", out)
    assert done.returncode == 0
    assert "pairs.csv, row 3: No row is called “CG9”." in done.stderr
    rows = [json.loads(line) for line in (lists / "s.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["demand_id"], row["supply_id"]) for row in rows] == [("XQ2", "CG1"), ("XQ1", "CG4")]
    assert list(rows[0])[:8] == [
        *("demand_id", "supply_id", "score", "level", "expected_level", "forward", "backward", "reasons")
    ]
    assert rows[0]["score"] > rows[1]["score"]
    assert rows[0]["expected_level"] > rows[1]["expected_level"]


def test_experts_are_matched_by_their_works(lists: Path) -> None:
    (lists / "experts.csv").write_text("专家编号,姓名\nE1,张三\nE2,\n", encoding="utf-8")
    works = "supply_id,title,body,year\nE1,水稻育种,耐盐水稻,2020\nE2,固态电解质研究,固态电池电解质,2021\nE7,x,y,2000\n"
    (lists / "works.csv").write_text(works, encoding="utf-8")
    demands, experts, out = lists / "需求.xlsx", lists / "experts.csv", lists / "o.jsonl"
    done = duijie("match", demands, experts, "--works", lists / "works.csv", "-o", out, "--top", 1)
    assert done.returncode == 0
    assert "works.csv, row 4: There is no supply row “E7”" in done.stderr
    rows = [json.loads(line) for line in (lists / "o.jsonl").read_text(encoding="utf-8").splitlines()]
    assert next(row["supply_id"] for row in rows if row["demand_id"] == "XQ2") == "E2"


def test_ctrl_c_leaves_nothing_half_written(lists: Path) -> None:
    rows = "".join(f"{n},需求{n},{'固态电池电解质水稻换热器' * 30}{n}\n" for n in range(3000))
    (lists / "many.csv").write_text("编号,名称,内容\n" + rows, encoding="utf-8")
    before = sorted(item.name for item in lists.iterdir())
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DUIJIE_LANG": "en",
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-m", "duijie", "match", "many.csv", "many.csv", "-o", "out.xlsx"]
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=lists,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        # Whoever started the tests in the background made their children deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("Understanding"):
            break
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=120)
    assert (process.returncode, rest.splitlines()[-1]) == (130, "Interrupted; nothing was written.")
    assert sorted(item.name for item in lists.iterdir()) == before


def test_django_is_not_imported() -> None:
    code = (
        "import sys, duijie.__main__, duijie_match.commands.matching, duijie_match.commands.scoring; "
        "print([name for name in sys.modules if name.split('.')[0] == 'django'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_command_that_is_none_is_answered_with_those_near_to_it() -> None:
    for language, said in (
        ("en", "There is no command “matsch”. Near to it: match."),
        ("zh", "没有“matsch”这个命令。相近的有：match"),
    ):
        done = duijie("matsch", "a.csv", language=language)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(said), done.stderr


def test_the_overview_names_every_command_in_both_languages() -> None:
    english, chinese = duijie("help"), duijie("help", language="zh")
    assert (english.returncode, chinese.returncode) == (0, 0)
    assert "  match                match two lists, two-way, with level and reasons" in english.stdout
    assert "  match                双向匹配两份清单，给出等级和理由" in chinese.stdout
    assert duijie("--version").stdout.startswith("duijie ")


def test_why_not_answers_for_named_candidates(lists: Path) -> None:
    sides = ("--demands", lists / "需求.xlsx", "--supply", lists / "成果.csv")
    rows = ["CG1", "CG2", "CG3", "CG4"]
    done = duijie("why-not", "XQ1", *rows, *sides, "--top", 2, "--json", "-q")
    assert done.returncode == 0, done.stderr
    answers = {row["supply_id"]: row for row in json.loads(done.stdout)}
    assert list(answers) == rows
    assert sorted(row["rank"] for row in answers.values()) == [1, 2, 3, 4]
    assert {row["rank"] for row in answers.values() if row["shown"]} == {1, 2}
    last = next(row for row in answers.values() if row["rank"] == 2)
    for row in answers.values():
        assert sum(row["contributions"].values()) == pytest.approx(row["raw"], abs=1e-5)
        if not row["shown"]:
            assert row["raw"] + row["gap"] == pytest.approx(last["raw"], abs=1e-5)
            assert sum(row["lacks"].values()) == pytest.approx(row["gap"], abs=1e-5)
            assert row["sentence"].startswith(f"Rank {row['rank']} of 4; against the last one shown (rank 2) it lacks")

    # By titles, for people, in Chinese; a name that nobody knows is answered with those near to it.
    first = next(row for row in answers.values() if row["rank"] == 1)
    said = duijie("why-not", "XQ1", first["supply_id"], *sides, language="zh").stdout
    assert all(words in said for words in ("在 4 个候选中", "原始得分", "共同用语"))
    unknown = duijie("why-not", "XQ1", "CG", *sides)
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "is called “CG”. Near to it: CG" in unknown.stderr


@pytest.mark.parametrize(("most", "diversity"), [("1", "0"), ("1", "0.3"), ("0", "0")])
def test_no_demand_is_lost_where_nobody_is_shown_too_often(lists: Path, most: str, diversity: str) -> None:
    """Each has a match, or stands among those without one and says why: that its candidates went to others, too."""
    wishes = [
        "固态电池电解质",
        "硫化物固态电解质制备",
        "固态锂电池电解质离子电导率",
        "固态电解质",
        "耐盐水稻育种",
        "火箭",
    ]
    demands = "\n".join(["编号,需求名称", *(f"D{number},{wish}" for number, wish in enumerate(wishes))])
    (lists / "d.csv").write_text(demands, encoding="utf-8")
    asked = {"DUIJIE_MOST_SHOWN": most, "DUIJIE_DIVERSITY": diversity}
    done = duijie("match", lists / "d.csv", lists / "成果.csv", "-o", lists / "o.xlsx", "--top", "3", more=asked)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(lists / "o.xlsx")
    matched = {row[0] for row in book["Matches by demand"].iter_rows(min_row=2, values_only=True) if row[4] > 1}
    why = {row[1]: row[3] for row in book["Without a match"].iter_rows(values_only=True) if row[0] == "demand"}
    assert matched | set(why) == {f"D{number}" for number in range(len(wishes))}
    assert not matched & set(why)
    crowded = {demand for demand, reason in why.items() if "(CG1) first, is shown to 1 " in reason}
    assert len(crowded) == (3 if most == "1" else 0)


def test_a_setting_out_of_its_range_is_wrong_use(lists: Path) -> None:
    for name, value in (("DUIJIE_DIVERSITY", "2"), ("DUIJIE_MOST_SHOWN", "-1")):
        done = duijie("match", lists / "需求.xlsx", lists / "成果.csv", "-o", lists / "o.csv", more={name: value})
        assert (done.returncode, done.stderr.startswith(f"{name} is “{value}”; it must be a")) == (2, True)


@pytest.mark.slow
def test_a_plan_as_json_is_nothing_but_json(tmp_path: Path) -> None:
    """Of this list HiGHS prints a line of its own to standard output, after some five seconds of search."""
    scores = Path(__file__).with_name("scores_of_which_highs_prints.csv")
    wishes = ("--cover", "1", "--max-load", "6", "--min-load", "2", "--objective", "fair", "--seconds", "10")
    done = duijie("assign", scores, "-o", tmp_path / "plan.csv", *wishes, "--json")
    assert (done.returncode, json.loads(done.stdout)["code"]) == (1, "clash")


def test_a_pair_that_is_named_again_by_ids_or_by_titles_keeps_its_row_and_is_told(tmp_path: Path) -> None:
    files = {
        "d.csv": "编号,名称,内容\nX1,球阀,密封面堆焊\nX2,水稻,耐盐育种\n",
        "s.csv": "编号,成果名称,内容\nS1,堆焊,耐磨堆焊\nS2,育种,耐盐水稻\n",
        "p.csv": "需求编号,成果编号\nX1,S1\n球阀,堆焊\nX2,S2\nX1,S1\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    out = tmp_path / "o.jsonl"
    done = duijie(
        *("score", tmp_path / "p.csv", "--demands", tmp_path / "d.csv", "--supply", tmp_path / "s.csv", "-o", out),
        *("--lang", "en"),
    )
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [(row["demand_id"], row["supply_id"]) for row in rows] == [
        ("X1", "S1"),
        ("X1", "S1"),
        ("X2", "S2"),
        ("X1", "S1"),
    ]
    assert rows[0] == rows[1] == rows[3]
    assert done.stderr.count("The pair stands in row 2 already; both rows are scored, alike.") == 2
