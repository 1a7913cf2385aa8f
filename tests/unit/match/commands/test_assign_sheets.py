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
