"""The sheets of the workbook of ``duijie assign``, as their reader sees them."""

from openpyxl import load_workbook
from tests.unit.match.commands.assign_folder import Folder, folder

__all__ = ["folder"]


def sheet(folder: Folder, name: str) -> list[list[object]]:
    """What the cells of a sheet hold."""
    return [list(row) for row in load_workbook(folder.path / "plan.xlsx")[name].iter_rows(values_only=True)]


def test_who_steps_in_where_pairs_exclude_each_other(folder: Folder) -> None:
    folder.write("scores.csv", "需求编号,供给编号,匹配分,互斥组\nX1,A,.9,清华\nX1,B,.8,清华\nX1,C,.3,\nX1,D,.2,\n")
    folder.run(out="plan.xlsx", language="zh")
    assert [row[1:] for row in sheet(folder, "候补")] == [
        ["可替补者编号", "匹配分"],
        ["B", 0.8],
        ["C", 0.3],
        ["D", 0.2],
    ]
    folder.run("--cover", "2", out="plan.xlsx", language="zh")
    assert [row[1:] for row in sheet(folder, "候补")] == [
        ["可替补者编号", "匹配分", "仅可接替"],
        ["B", 0.8, "A"],
        ["D", 0.2, None],
    ]


def test_the_titles_of_the_scores_are_in_every_sheet(folder: Folder) -> None:
    """As ``duijie match`` writes them."""
    head = (
        "demand_id,supply_id,rank,score,level,demand.title,demand.org,demand.备注,supply.title,supply.org,supply.area"
    )
    rows = [
        "D1,S1,1,.9,4,轴承,甲厂,,江临,理工,云溪",
        "D1,S2,2,.8,3,轴承,甲厂,,苏禾,理工,云溪",
        "D2,S2,1,.7,3,阀门,乙厂,,苏禾,理工,云溪",
    ]
    folder.write("scores.csv", "\n".join([head, *rows]))
    previous = folder.write("previous.csv", "demand_id,supply_id\nD1,S2\n")
    folder.run("--previous", previous, "--stability", "0", "--max-load", "2", out="plan.xlsx", language="zh")
    assert sheet(folder, "指派方案")[1:] == [["D1", "S1", 0.9, 4, "轴承", "江临"], ["D2", "S2", 0.7, 3, "阀门", "苏禾"]]
    assert sheet(folder, "负荷")[1][:2] == ["S1", "江临"]
    assert sheet(folder, "候补") == [
        ["需求编号", "需求名称", "可替补者编号", "名称", "匹配分"],
        ["D1", "轴承", "S2", "苏禾", 0.8],
    ]
    assert sheet(folder, "变动") == [
        ["需求编号", "需求名称", "原方案", "现方案"],
        ["D1", "轴承", "S2 苏禾", "S1 江临"],
        ["D2", "阀门", None, "S2 苏禾"],
    ]
    assert sheet(folder, "未读懂的行")[1:] == []
    for language in ("zh", "en"):
        folder.run("--max-load", "2", out="before.xlsx", language=language)
        again = folder.totals("--max-load", "2", "--previous", str(folder.path / "before.xlsx"), language=language)
        assert (again["kept"], again["dropped"], again["added"]) == (2, 0, 0)


def test_who_has_a_name_only_is_known_by_it(folder: Folder) -> None:
    folder.write("scores.csv", "需求名称,专家姓名,匹配分\n轴承,江临,.9\n阀门,苏禾,.8\n")
    folder.run(out="plan.xlsx", language="zh")
    assert sheet(folder, "指派方案")[1:] == [["轴承", "江临", 0.9], ["阀门", "苏禾", 0.8]]


def test_a_pair_that_is_no_match_is_not_passed_off_as_one(folder: Folder) -> None:
    folder.write(
        "scores.csv", "需求编号,供给编号,匹配分,匹配等级\nD1,S1,.9,强\nD2,S1,.8,3\nD2,S2,.1,无\nD3,S3,.5,甲等\n"
    )
    out, err = folder.run(out="plan.xlsx", language="zh")
    assert sheet(folder, "指派方案")[1:] == [["D1", "S1", 0.9, 4], ["D2", "S2", 0.1, 1], ["D3", "S3", 0.5, None]]
    assert "按等级：强 1 · 较强 0 · 弱 0 · 无 1。" in out
    assert "等级为“无”、仅为填补名额的配对：1 组。" in err
    assert folder.totals()["levels"] == {"4": 1, "3": 0, "2": 0, "1": 1}


def test_what_was_not_understood_is_told_by_the_words_of_the_reader(folder: Folder) -> None:
    loads = folder.write("loads.csv", "供给编号,最少,最多\nCG9,1,\nCG1,,-1\n")
    for language, name in (("zh", "未读懂的行"), ("en", "Rows not understood")):
        folder.run("--loads", loads, out="plan.xlsx", language=language)
        rows = [row[2:4] for row in sheet(folder, name)[1:]]
        assert rows == [[2, "供给编号" if language == "zh" else "Supply id"], [3, "最多"]]
