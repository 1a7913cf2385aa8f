"""``duijie assign`` from files to files."""

import json
import random

import pytest
from openpyxl import load_workbook
from tests.unit.match.commands.assign_folder import SCORES, Folder, folder

__all__ = ["folder"]


def test_the_plan_of_the_greatest_sum(folder: Folder) -> None:
    out, err = folder.run()
    assert folder.plan() == [
        ["demand_id", "supply_id", "score"],
        ["XQ1", "CG2", "0.8"],
        ["XQ2", "CG1", "0.85"],
        ["XQ3", "CG3", "0.2"],
    ]
    assert out.splitlines()[:4] == [
        "3 demands, 3 rows of supply, 6 pairs to choose from.",
        "Plan: 3 pairs for 3 demands; sum of scores 1.8500, a demand 0.6167 on average and 0.2000 at least.",
        "Proved: no plan is better.",
        "The finished plan was checked against all wishes.",
    ]
    assert err.splitlines() == ["Reading…", "Planning…", "Writing…"]


def test_chinese(folder: Folder) -> None:
    out, _ = folder.run(language="zh")
    assert out.splitlines()[:3] == [
        "需求 3 条，供给 3 条，可选配对 6 组。",
        "方案：为 3 条需求指派 3 组配对；总分 1.8500，每条需求平均 0.6167，最低 0.2000。",
        "已证明：没有更优的方案。",
    ]


def test_the_worst_served_first(folder: Folder) -> None:
    folder.write("scores.csv", SCORES.replace("XQ2,CG2,0.1", "XQ2,CG2,0.7").replace("XQ3,CG3,0.2", "XQ3,CG3,0.6"))
    totals = folder.totals("--objective", "fair")
    assert (totals["objective"], totals["sum"], totals["minimum"], totals["proved"]) == ("fair", 2.25, 0.6, True)
    assert totals["minimum_bound"] == 0.6


def test_totals_as_json_hold_no_clock(folder: Folder) -> None:
    folder.write("demands.csv", "编号,需要数,名称\nXQ1,3,轴承\nXQ9,,阀门\n")
    totals = folder.totals("--demands", str(folder.path / "demands.csv"), "--max-load", "2")
    assert totals == {
        "objective": "total", "proved": True, "sum": 2.85, "mean": 0.95, "minimum": 0.3, "gap": 0.0, "bound": 2.85,
        "solver": "network", "verified": True, "demands": 4, "supply": 3, "candidates": 6, "assigned_demands": 3,
        "assigned_pairs": 4, "empty_places": 2, "rows_not_taken": 0,
        "unassigned": [
            {"demand_id": "XQ9", "has": 0, "needs": 1, "code": "no-candidate",
             "reason": "It has no candidate at all. Add pairs for it, or widen the match."},
        ],
        "short": [
            {"demand_id": "XQ1", "has": 2, "needs": 3, "code": "few-candidates",
             "reason": "It needs 3 and has only 2 candidates that may serve it; all of them do. Find more candidates."},
        ],
    }  # fmt: skip


def test_every_suffix_holds_the_same_plan(folder: Folder) -> None:
    for suffix in ("csv", "tsv", "jsonl", "xlsx"):
        folder.run("-q", out=f"plan.{suffix}")
    expected = [["XQ1", "CG2", 0.8], ["XQ2", "CG1", 0.85], ["XQ3", "CG3", 0.2]]
    lines = (folder.path / "plan.jsonl").read_text(encoding="utf-8").splitlines()
    assert [list(json.loads(line).values()) for line in lines] == expected
    assert (folder.path / "plan.tsv").read_text(encoding="utf-8-sig").splitlines()[1] == "XQ1\tCG2\t0.8"
    sheet = load_workbook(folder.path / "plan.xlsx").worksheets[0]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [["demand_id", "supply_id", "score"], *expected]


def test_the_workbook_says_everything(folder: Folder) -> None:
    folder.write("demands.csv", "编号,名称\nXQ1,轴承\nXQ9,阀门\n")
    folder.write("previous.csv", "demand_id,supply_id,score\nXQ1,CG1,0.9\nXQ7,CG1,0.9\n")
    folder.run(
        "--demands", str(folder.path / "demands.csv"), "--previous", str(folder.path / "previous.csv"),
        "--max-load", "2", out="plan.xlsx", language="zh",
    )  # fmt: skip
    book = load_workbook(folder.path / "plan.xlsx")
    assert book.sheetnames == ["指派方案", "负荷", "未指派及原因", "候补", "变动", "未读懂的行", "运行说明"]
    assert [cell.value for cell in book["指派方案"][2]] == ["XQ1", "CG1", 0.9, "轴承"]
    assert [cell.value for cell in book["负荷"][2]] == ["CG1", 2, 0, 2, 1.75]
    assert [cell.value for cell in book["未指派及原因"][2]][:4] == ["XQ9", "阀门", 0, 1]
    assert [[cell.value for cell in row] for row in book["变动"].iter_rows(min_row=2)] == [
        ["XQ7", "CG1", None],
        ["XQ2", None, "CG1"],
        ["XQ3", None, "CG2"],
    ]


def test_a_workbook_is_read_back_as_the_previous_plan(folder: Folder) -> None:
    folder.write("scores.csv", SCORES + "XQ8,,0.4\n,CG1,0.4\nXQ8,CG1,?\n")
    for language in ("zh", "en"):
        folder.run("--max-load", "2", out="before.xlsx", language=language)
        totals = folder.totals("--max-load", "2", "--previous", str(folder.path / "before.xlsx"), language=language)
        assert (totals["kept"], totals["dropped"], totals["added"]) == (3, 0, 0)


def test_a_previous_plan_holds_against_small_gains_only(folder: Folder) -> None:
    folder.write("previous.csv", "demand_id,supply_id\nXQ1,CG2\nXQ2,CG1\nXQ3,CG2\n")
    options = ("--previous", str(folder.path / "previous.csv"), "--max-load", "2")
    kept = [folder.totals(*options, "--stability", stability)["kept"] for stability in ("0", "0.2")]
    assert kept == [2, 3]
    assert folder.totals(*options)["stability"] == 0.045


@pytest.mark.parametrize("objective", ["total", "fair"])
def test_a_previous_plan_kept_at_any_price_takes_no_digits_from_the_scores(folder: Folder, objective: str) -> None:
    folder.write("scores.csv", "demand_id,supply_id,score\nz,q,0.5\na,x,0.1\na,y,0.3\nb,x,0.4\nb,y,0.2\nb,w,0.45\n")
    kept = ("--previous", folder.write("before.csv", "demand_id,supply_id\nz,q\n"), "--stability", "1e9")
    totals = folder.totals(*kept, "--objective", objective)
    assert (totals["sum"], totals["kept"], totals["proved"]) == (1.25, 1, True)
    assert totals["bound"] == pytest.approx(1.25 + totals["stability"], abs=1e-6)


@pytest.mark.parametrize("many", [3, 6000])
def test_what_is_lost_to_rounding_is_not_called_proved(folder: Folder, many: int) -> None:
    draw = random.Random(4)
    pairs = [(number, place, draw.random() * 0.09) for number in range(many) for place in range(2)]
    lines = [f"D{number},S{number}-{place},{score!r}" for number, place, score in pairs]
    folder.write("scores.csv", "\n".join(["demand_id,supply_id,score", *lines]))
    kept = ("--previous", folder.write("before.csv", "demand_id,supply_id\nD0,S0-1\n"), "--stability", "1e9")
    totals = folder.totals(*kept)
    best = pairs[1][2] + sum(max(two[0][2], two[1][2]) for two in zip(pairs[2::2], pairs[3::2], strict=True))
    assert totals["bound"] >= best + totals["stability"] - 1e-6
    assert best - totals["sum"] <= totals["gap"] + 1e-6 * max(best, 0.1)
    assert totals["proved"] is (totals["gap"] == 0)


TITLED = """demand_id,supply_id,score,demand.title,supply.title
XQ1,ZJ1,0.9,高温阀门,张三
XQ1,ZJ2,0.5,高温阀门,李四
XQ2,ZJ1,0.8,水泵,张三
XQ2,ZJ2,0.1,水泵,李四
XQ3,ZJ3,0.4,焊接,王五
XQ3,ZJ4,0.3,焊接,王五
"""


@pytest.mark.parametrize(("option", "named"), [("--fixed", "李四"), ("--forbidden", "张三")])
def test_wishes_may_call_rows_by_the_titles_of_scores(folder: Folder, option: str, named: str) -> None:
    folder.write("scores.csv", TITLED)
    wishes = folder.write("wishes.csv", f"需求名称,专家姓名\n水泵,{named}\n")
    _, err = folder.run(option, wishes, "--max-load", "2")
    assert ["XQ2", "ZJ2", "0.1"] in folder.plan()
    assert "not taken" not in err


def test_a_previous_plan_loads_and_demands_may_call_rows_by_titles(folder: Folder) -> None:
    folder.write("scores.csv", TITLED)
    before = folder.write("before.csv", "需求名称,专家姓名\n水泵,李四\n")
    loads = folder.write("loads.csv", "专家,最多\n张三,1\n李四,2\nZJ2,0\n")
    demands = folder.write("demands.csv", "需求名称,需要数\n高温阀门,2\n")
    totals = folder.totals("--previous", before, "--loads", loads, "--demands", demands)
    assert (totals["kept"], totals["dropped"]) == (1, 0)
    assert sorted(row[:2] for row in folder.plan()[1:4]) == [["XQ1", "ZJ1"], ["XQ1", "ZJ2"], ["XQ2", "ZJ2"]]
    assert (totals["demands"], totals["rows_not_taken"]) == (3, 1)  # ZJ2 has its load in the row before


def test_a_title_that_several_rows_of_scores_have_is_asked_about(folder: Folder) -> None:
    folder.write("scores.csv", TITLED)
    _, err = folder.run("--forbidden", folder.write("wishes.csv", "需求名称,专家姓名\n焊接,王五\n"), "--max-load", "2")
    assert "wishes.csv, row 2: Several rows are called “王五”. Write the id of the one that is meant." in err


def test_a_previous_plan_of_other_lists_is_told(folder: Folder) -> None:
    before = folder.write("before.csv", "demand_id,supply_id\nA,B\nC,D\n")
    _, err = folder.run("--previous", before)
    assert "before.csv: None of its pairs stands in SCORES" in err
    _, err = folder.run("--previous", folder.write("before.csv", "demand_id,supply_id\nA,B\nXQ1,CG1\n"))
    assert "before.csv" not in err


def test_a_demand_with_thousands_of_suppliers_before(folder: Folder) -> None:
    pairs = "".join(f"XQ1,S{number}\n" for number in range(3000))
    folder.run("--previous", folder.write("before.csv", f"demand_id,supply_id\n{pairs}XQ1,CG1\n"), out="plan.xlsx")
    before = load_workbook(folder.path / "plan.xlsx")["Changes"]["B2"].value
    assert before.startswith("CG1, S0, S1, S10, S100, S1000, ")


def test_why_nobody_is_assigned_where_nobody_is_needed(folder: Folder) -> None:
    _, err = folder.run("--cover", "0", "-q", status=1)
    assert err == "No demand needs anybody, so nobody is assigned. Give --cover 1 or more, or covers in DEMANDS.\n"
    folder.run("--cover", "0", "--demands", folder.write("demands.csv", "id,cover\nXQ1,1\n"))


def test_a_score_below_nothing_by_its_sign_alone_is_nothing(folder: Folder) -> None:
    folder.write("scores.csv", "demand_id,supply_id,score\na,x,-0\nb,y,1_000\n")
    _, err = folder.run()
    assert folder.plan()[1:] == [["a", "x", "0.0"]]
    assert "“1_000” is not a score." in err


def test_a_score_in_percent_is_a_hundredth(folder: Folder) -> None:
    folder.write("scores.csv", "demand_id,supply_id,score\na,x,85%\n")
    folder.run()
    assert folder.plan()[1:] == [["a", "x", "0.85"]]


def test_fixed_and_forbidden_pairs(folder: Folder) -> None:
    folder.write("fixed.csv", "需求编号,供给编号\nXQ3,CG2\n")
    folder.write("forbidden.csv", "需求编号,供给编号\nXQ2,CG1\n")
    folder.run("--fixed", str(folder.path / "fixed.csv"), "--forbidden", str(folder.path / "forbidden.csv"),
               "--max-load", "2")  # fmt: skip
    assert [row[:2] for row in folder.plan()[1:]] == [["XQ1", "CG1"], ["XQ2", "CG2"], ["XQ3", "CG2"]]


def test_loads_of_single_rows(folder: Folder) -> None:
    folder.write("loads.csv", "供给编号,最少,最多\nCG3,1,\nCG1,,不限\n")
    folder.run("--loads", str(folder.path / "loads.csv"), "--cover", "2")
    assert [row[:2] for row in folder.plan()[1:]] == [["XQ1", "CG1"], ["XQ1", "CG2"], ["XQ2", "CG1"], ["XQ3", "CG3"]]


def test_loads_of_somebody_without_a_pair_are_named_and_left_out(folder: Folder) -> None:
    folder.write("loads.csv", "供给编号,最少,最多\nCG01,0,0\nS9,1,3\nCG3,,0.5\n")
    _, err = folder.run("--loads", str(folder.path / "loads.csv"))
    assert [line.strip() for line in err.splitlines() if line.startswith("  ")] == [
        "loads.csv, row 2: SCORES has no pair with “CG01”, so the row was left out. Correct the id, or add pairs to "
        "SCORES.",
        "loads.csv, row 3: SCORES has no pair with “S9”, so the row was left out. Correct the id, or add pairs to "
        "SCORES.",
        "loads.csv, row 4: “0.5” under “最多” is not a whole number from 0 to 1000000. Write one, such as 2, or empty "
        "the cell. The row was left out; what the command line says holds for CG3.",
    ]
    totals = folder.totals("--loads", str(folder.path / "loads.csv"))
    assert (totals["supply"], totals["rows_not_taken"]) == (3, 3)
    folder.write("fixed.csv", "demand_id,supply_id\nXQ1,S9\n")
    _, err = folder.run("--loads", str(folder.path / "loads.csv"), "--fixed", str(folder.path / "fixed.csv"), status=1)
    assert "XQ1 with S9 is fixed, but SCORES has no such pair" in err


def test_pairs_that_exclude_each_other(folder: Folder) -> None:
    folder.write("scores.csv", "demand_id,supply_id,score,exclusive_group\nA,X,.9,u\nA,Y,.8,u\nA,Z,.1,\n")
    folder.run("--cover", "2")
    assert [row[:2] for row in folder.plan()[1:]] == [["A", "X"], ["A", "Z"]]


def test_bad_rows_are_named_and_good_rows_go_on(folder: Folder) -> None:
    folder.write("scores.csv", SCORES + "XQ4,CG1,NaN\nXQ4,CG2,-1\nXQ4,,0.5\nXQ4,CG3,abc\nXQ4,CG3,\nXQ1,CG1,0.7\n")
    folder.write("loads.csv", "supply_id,min,max\nCG1,0,-3\nCG2,3,2\nCG9,x,1\n")
    folder.write("fixed.csv", "demand_id,supply_id\nXQ1,CG77\n")
    _, err = folder.run("--loads", str(folder.path / "loads.csv"), "--fixed", str(folder.path / "fixed.csv"))
    lines = [line.strip() for line in err.splitlines() if line.startswith("  ")]
    number = "Write a number of 0 or more, such as 0.85, or delete the row."
    whole = "is not a whole number from 0 to 1000000. Write one, such as 2, or empty the cell. The row was left out;"
    holds = "what the command line says holds for"
    assert lines == [
        f"scores.csv, row 8: “NaN” is not a score. {number}",
        "scores.csv, row 9, 匹配分 “-1”: A score cannot be negative. Write a number of 0 or more; to rule the pair "
        "out, delete the row or list it under --forbidden.",
        "scores.csv, row 10: The pair lacks supply_id. Fill it in, or delete the row.",
        f"scores.csv, row 11: “abc” is not a score. {number}",
        f"scores.csv, row 12: The score is missing. {number}",
        "scores.csv, row 13, 匹配分 “0.7”: This stands in row 2 already; the first was kept. Delete one of the two.",
        f"loads.csv, row 2: “-3” under “max” {whole} {holds} CG1.",
        "loads.csv, row 3: The least load 3 is above the greatest 2. Correct one of them; the row was left out.",
        f"loads.csv, row 4: “x” under “min” {whole} {holds} CG9.",
        "fixed.csv, row 2: No row is called “CG77”. Correct the id, or add the row to its list.",
    ]
    assert len(folder.plan()) == 4


def test_a_fixed_pair_that_may_not_be_chosen_stops_the_plan(folder: Folder) -> None:
    folder.write("fixed.csv", "需求编号,供给编号\nXQ1,CG3\n")
    _, err = folder.run("--fixed", str(folder.path / "fixed.csv"), status=1)
    assert err.splitlines()[-1] == (
        "fixed.csv, row 2: XQ1 with CG3 is fixed, but SCORES has no such pair, so it cannot be chosen (1 such row). "
        "Add the pair with a score to SCORES, or delete the row. Nothing was planned."
    )
    assert not (folder.path / "plan.csv").exists()


@pytest.mark.parametrize("option", ["fixed", "forbidden", "previous", "loads"])
def test_a_list_of_wishes_that_is_not_understood_stops_the_plan(folder: Folder, option: str) -> None:
    name = folder.write("wishes.csv", "甲,乙\nXQ1,CG1\n")
    _, err = folder.run(f"--{option}", name, status=1)
    last = err.splitlines()[-1]
    assert last.startswith("“wishes.csv” was not understood. No column holds what is needed; ")
    assert last.endswith("Nothing was planned.")
    assert not (folder.path / "plan.csv").exists()


def test_a_list_without_wishes_changes_nothing(folder: Folder) -> None:
    name = folder.write("wishes.csv", "demand_id,supply_id\n")
    folder.run("--fixed", name, "--forbidden", name, "--previous", name)
    assert len(folder.plan()) == 4


def test_wishes_that_clash_stop_the_plan(folder: Folder) -> None:
    folder.write("fixed.csv", "需求编号,供给编号\nXQ1,CG1\n")
    _, err = folder.run("--fixed", str(folder.path / "fixed.csv"), "--forbidden", str(folder.path / "fixed.csv"),
                        status=1, language="zh")  # fmt: skip
    assert err.splitlines()[-1] == (
        "以下要求无法同时满足：“XQ1”与“CG1”固定配对；“XQ1”与“CG1”禁止配对。请去掉或放宽其中一项；未生成方案。"
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--max-load", "-1"), "--max-load cannot be '-1'; it is a whole number from 0 to 1000000."),
        (("--cover", "two"), "--cover cannot be 'two'; it is a whole number from 0 to 1000000."),
        (("--stability", "nan"), "--stability cannot be 'nan'; it is a number from 0 to 1,000,000,000."),
        (("--stability", "1e300"), "--stability cannot be '1e300'; it is a number from 0 to 1,000,000,000."),
        (("--objective", "best"), "--objective cannot be 'best'; it is one of 'total', 'fair'."),
        (("--loads", "nowhere.csv"), "There is no file"),
    ],
)
def test_wrong_use(folder: Folder, options: tuple[str, ...], sentence: str) -> None:
    _, err = folder.run(*options, status=2)
    assert sentence in err


def test_the_plan_does_not_overwrite_its_inputs(folder: Folder) -> None:
    _, err = folder.run(out="scores.csv", status=2)
    assert "The result would overwrite the list" in err


def test_nothing_to_choose_from(folder: Folder) -> None:
    folder.write("scores.csv", "demand_id,supply_id,score\nA,X,?\n")
    _, err = folder.run(status=1)
    assert err.splitlines()[-1].startswith("Nothing can be assigned: no row of ")
    folder.write("scores.csv", "demand_id,supply_id\nA,X\n")
    _, err = folder.run(status=1)
    assert "SCORES needs the columns demand_id, supply_id and score" in err


def test_nobody_may_take_anybody(folder: Folder) -> None:
    totals = folder.totals("--max-load", "0", status=1)
    assert (totals["assigned_pairs"], [one["code"] for one in totals["unassigned"]]) == (0, ["full"] * 3)
