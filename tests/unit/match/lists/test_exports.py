"""What other systems export as “Excel”: web pages, XML Spreadsheet 2003."""

from pathlib import Path

import pytest

from duijie_match.documents import Kind
from duijie_match.errors import DuijieError
from duijie_match.lists.limits import Limits
from duijie_match.lists.reading import read_documents
from duijie_match.lists.readings import DocumentList

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{charset}">
<style>td{{x:y}}</style></head><body><table><tr><td>导航</td><td>
<table border=1><caption>技术需求</caption>
<thead><tr><th colspan=2>企业</th><th rowspan=2>需求名称</th><th rowspan=2>需求描述</th></tr>
<tr><th>企业名称</th><th>联系人</th></thead>
<tr><td rowspan=2>甲公司<td>张三<td>轴承磨削<td>提高轴承内圈<br>磨削精度&nbsp;&lt;0.5 μm<p>降低&amp;控制粗糙度</p>
<tr><td>李四</td><td>废水处理</td><td><b>印染</b>废水脱色</td></tr>
</table></td></tr></table></body></html>"""
XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="封面"><Table><Row><Cell><Data ss:Type="String">汇总</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="需求/一"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">2026 年需求清单</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">编号</Data></Cell><Cell><Data ss:Type="String">需求名称</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">截止日期</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">13800000000</Data></Cell><Cell><Data ss:Type="String">轴承<B>磨削</B></Data></Cell>
<Cell ss:Index="4"><Data ss:Type="DateTime">2026-03-01T00:00:00.000</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def read(path: Path, data: bytes) -> DocumentList:
    path.write_bytes(data)
    return read_documents(path, Kind.DEMAND)


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_the_tables_of_a_page(tmp_path: Path, charset: str) -> None:
    found = read(tmp_path / "需求.xls", PAGE.format(charset=charset).encode(charset))
    assert [(one.title, one.body, one.organisation) for one in found.documents] == [
        ("轴承磨削", "提高轴承内圈\n磨削精度 <0.5 μm\n降低&控制粗糙度", "甲公司"),
        ("废水处理", "印染废水脱色", "甲公司"),
    ]
    assert [(one.code, one.severity) for one in found.problems] == [("suffix", "note")]


def test_a_workbook_in_xml(tmp_path: Path) -> None:
    found = read(tmp_path / "需求.xls", XML.encode())
    (one,) = found.documents
    assert (one.id, one.title, one.extra["截止日期"]) == ("13800000000", "轴承磨削", "2026-03-01")
    assert [sheet.name for sheet in found.sheets] == ["封面", "需求 一"]
    assert found.sheets[1].header_row == 4


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><p>Please sign in.</p></body></html>",
        b"<html><table><tr><td>1</td></tr></table></html>",
        b'<?xml version="1.0"?><Workbook/>',
        b'<?xml version="1.0"?><a><b>',
        XML.replace("?><?", '?><!DOCTYPE w [<!ENTITY a "b">]><?').replace("轴承", "&a;").encode(),
        b"<html>" + b"<div>" * 50_000 + b"<table>",
    ],
)  # fmt: skip
def test_what_holds_no_list_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DuijieError) as refused:
        read(tmp_path / "a.xls", data)
    assert refused.value.code == "wrong-format"


def test_spans_and_sizes_that_nobody_means(tmp_path: Path) -> None:
    page = (
        "<table><tr><td colspan=999999999>清单</td></tr><tr><td>编号</td><td>需求名称</td></tr>"
        "<tr><td rowspan=999999>1</td><td>轴承" + "承" * 300_000 + "</td></tr><tr><td>阀门</td></tr></table>"
    )
    found = read(tmp_path / "a.xls", page.encode())
    assert [one.title[:2] for one in found.documents] == ["轴承", "阀门"]
    assert "long" in [one.code for one in found.problems]
    with pytest.raises(DuijieError) as refused:
        read(tmp_path / "b.xls", b"<table>" + b"<tr><td>a</td></tr>" * 2_000_000)
    assert refused.value.code == "too-large"


def xml_of(*sheets: tuple[str, list[list[tuple[str, str]]]]) -> bytes:
    """An XML Spreadsheet 2003: name, and rows of (type, text)."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    written = ""
    for name, rows in sheets:
        cells = [[f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>' for kind, text in row] for row in rows]
        lines = "".join(f"<Row>{''.join(row)}</Row>" for row in cells)
        written += f'<Worksheet ss:Name="{name}"><Table>{lines}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{written}</Workbook>'.encode()


def test_numbers_that_are_none_and_names_that_are_alike(tmp_path: Path) -> None:
    head = [("String", "需求名称"), ("String", "预算")]
    rows = [head, [("String", "轴承磨削"), ("Number", "30")], [("String", "废水脱色"), ("Number", "INF")]]
    found = read(tmp_path / "需求.xls", xml_of(("A-3", rows), ("A", rows), ("A", rows)))
    assert [one.title for one in found.documents] == ["轴承磨削", "废水脱色"] * 3
    assert [sheet.name for sheet in found.sheets] == ["A-3", "A", "A-2"]
    assert [(one.code, one.value) for one in found.problems if one.code == "bad-budget"] == [("bad-budget", "INF")] * 3


@pytest.mark.parametrize("is_page", [True, False])
def test_what_is_beyond_the_limits_is_told(tmp_path: Path, is_page: bool) -> None:
    lines = [["需求名称", "需求描述", "备注"], ["轴承磨削", "精度", "急"], ["废水脱色", "印染", "急"]]
    page = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in line)}</tr>" for line in lines)
    xml = xml_of(("1", [[("String", text) for text in line] for line in lines]))
    path = tmp_path / "需求.xls"
    path.write_bytes(f"<html><table>{page}</table></html>".encode() if is_page else xml)
    wide = read_documents(path, Kind.DEMAND, limits=Limits(columns=2))
    assert [(one.title, dict(one.extra)) for one in wide.documents] == [("轴承磨削", {}), ("废水脱色", {})]
    long = read_documents(path, Kind.DEMAND, limits=Limits(rows=2))
    assert [one.title for one in long.documents] == ["轴承磨削"]
    assert [[one.code for one in found.problems] for found in (wide, long)] == [["suffix", "beyond"]] * 2


def test_formulas_that_failed_are_empty_and_told(tmp_path: Path) -> None:
    head = [("String", "需求名称"), ("String", "需求单位"), ("String", "预算（万元）")]
    rows = [head, [("String", "轴承磨削"), ("Error", "#REF!"), ("Error", "#DIV/0!")]]
    found = read(tmp_path / "需求.xls", xml_of(("1", rows)))
    assert [(one.organisation, one.budget) for one in found.documents] == [("", None)]
    assert [(one.code, one.column, one.value) for one in found.problems[1:]] == [
        ("formula", "需求单位", "#REF!"),
        ("formula", "预算（万元）", "#DIV/0!"),
    ]


@pytest.mark.parametrize("is_page", [True, False])
def test_more_tables_than_sheets_may_be(tmp_path: Path, is_page: bool) -> None:
    table = "<table><tr><td>需求名称</td></tr><tr><td>轴承磨削</td></tr></table>"
    sheets = [(str(at), [[("String", "需求名称")], [("String", "轴承磨削")]]) for at in range(3)]
    path = tmp_path / "需求.xls"
    path.write_bytes(f"<html>{table * 3}</html>".encode() if is_page else xml_of(*sheets))
    found = read_documents(path, Kind.DEMAND, limits=Limits(sheets=2))
    assert len(found.documents) == 2
    assert [one.code for one in found.problems] == ["suffix", "sheets"]
