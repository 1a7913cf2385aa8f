"""What headings of office lists mean: kinds, groups of columns, units, second headers."""

from pathlib import Path

from tests.unit.match.lists.books import xlsx

from duijie_match.documents import Kind
from duijie_match.lists.reading import read_documents


def test_the_heading_over_the_title_decides_before_other_headings(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "z.xlsx",
        [["成果名称", "姓名", "职称", "研究方向"], ["球阀堆焊", None, "教授", "堆焊"], [None, "张三", "教授", "熔覆"]],
    )
    assert [(d.title, d.kind) for d in read_documents(path, None).documents] == [
        ("球阀堆焊", Kind.ACHIEVEMENT),
        ("张三", Kind.EXPERT),
    ]


def test_the_kind_of_a_demand_is_carried_along(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "z.xlsx", [["需求名称", "类型", "预算"], ["球阀堆焊", "技术攻关", "30万元"]])
    (demand,) = read_documents(path, Kind.DEMAND).documents
    assert (demand.kind, dict(demand.extra)) == (Kind.DEMAND, {"类型": "技术攻关"})
