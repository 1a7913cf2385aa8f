"""WORKS and PAIRS."""

from pathlib import Path

from duijie_match.documents import Work
from duijie_match.lists.by_name import claim_works
from duijie_match.lists.reading import read_documents
from duijie_match.lists.readings import Pair
from duijie_match.lists.relations import read_pairs, read_works


def test_works_stand_in_for_a_text(tmp_path: Path) -> None:
    works_path = tmp_path / "w.csv"
    works_path.write_text(
        "专家编号,题目,摘要,年份\nE1,固态电池,电解质,2021年\nE1,隔膜,,明年\n,无主,,\nE9,谁的,,2020\nE1,,,\n",
        encoding="utf-8",
    )
    supply_path = tmp_path / "s.csv"
    supply_path.write_text("专家编号,姓名,单位\nE1,,某大学\nE2,,某所\n", encoding="utf-8")
    works = read_works(works_path)
    assert works.works == {
        "E1": (Work("固态电池", "电解质", 2021), Work("隔膜", "", 0)),
        "E9": (Work("谁的", "", 2020),),
    }
    assert [(p.code, p.row) for p in works.problems] == [("bad-year", 3), ("no-id", 4), ("no-text", 6)]
    supply = read_documents(supply_path, None, works=works.works)
    assert [(d.id, len(d.works)) for d in supply.documents] == [("E1", 2)]
    assert [(p.code, p.row) for p in supply.problems] == [("no-text", 3)]
    _, problems = claim_works(works_path, works, supply)
    assert [(p.code, p.row, p.value) for p in problems] == [("unknown-supply", 5, "E9")]


def test_works_name_an_expert_by_a_name_that_only_one_has(tmp_path: Path) -> None:
    works_path, supply_path = tmp_path / "w.csv", tmp_path / "s.csv"
    works_path.write_text("序号,专家姓名,论文题目\n1,张三,固态电池\n2,李伟,隔膜\n3,王五,电解质\n", encoding="utf-8")
    supply_path.write_text("专家编号,姓名,研究方向\nE1,张三,电池\nE2,李伟,材料\nE3,李伟,化工\n", encoding="utf-8")
    works = read_works(works_path)
    supply, problems = claim_works(works_path, works, read_documents(supply_path, None, works=works.works))
    assert [(d.id, [work.title for work in d.works]) for d in supply.documents] == [
        ("E1", ["固态电池"]),
        ("E2", []),
        ("E3", []),
    ]
    assert [(p.row, str(p.message)) for p in problems] == [
        (3, "Several rows are called “李伟”. Write the id of the one that is meant."),
        (
            4,
            "There is no supply row “王五”; its works were left out. Correct the id, or add the row to the "
            "supply list.",
        ),
    ]


def test_pairs_keep_their_order_and_labels(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("需求编号,供给编号,等级,结果\nD1,S2,较强,\nD1,S1,9,accepted\nD2,,4,\n", encoding="utf-8")
    found = read_pairs(path)
    assert found.pairs == [Pair("D1", "S2", 3, "", "", 2), Pair("D1", "S1", None, "accepted", "", 3)]
    assert [(p.code, p.row, p.field) for p in found.problems] == [("bad-level", 3, "level"), ("no-id", 4, "supply_id")]


def test_a_list_without_the_columns_says_which_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    (problem,) = read_pairs(path).problems
    assert problem.code == "no-text-column"
    assert "demand_id and supply_id" in str(problem.message)
