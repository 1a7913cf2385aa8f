"""Hostile and broken files: one sentence with the way out, never a traceback, never the machine's memory."""

import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.unit.match.lists.books import SHEET, inline, raw_xlsx, xls, xlsx

from duijie_match.documents import Kind
from duijie_match.errors import DuijieError
from duijie_match.lists.limits import STANDARD
from duijie_match.lists.reading import read_documents


def code_of(path: Path) -> str:
    with pytest.raises(DuijieError) as caught:
        read_documents(path, Kind.DEMAND)
    assert caught.value.message.render("en") != caught.value.message.render("zh")
    return caught.value.code


def made(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_what_is_no_list(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "d.xlsx", "w") as package:
        package.writestr("word/document.xml", "<w/>")
    cases = {
        tmp_path / "missing.xlsx": "missing-file",
        made(tmp_path / "e.xlsx", b""): "empty-file",
        made(tmp_path / "h.xls", b"<html><body><table><tr><td>1</td></tr></table>"): "wrong-format",
        made(tmp_path / "x.xls", b'<?xml version="1.0"?><Workbook/>'): "wrong-format",
        made(tmp_path / "p.xlsx", b"%PDF-1.7 ..."): "wrong-format",
        made(tmp_path / "j.csv", b"\x89PNG\r\n\x1a\n"): "wrong-format",
        made(tmp_path / "g.xlsx", b"PK\x03\x04" + bytes(100)): "broken-file",
        made(tmp_path / "n.xlsx", bytes(range(256)) * 20): "wrong-format",
        tmp_path / "d.xlsx": "no-forms",
    }
    assert {path.name: code_of(path) for path in cases} == {path.name: code for path, code in cases.items()}


def test_a_cut_off_workbook_is_broken(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "w.xlsx", [["名称"], ["甲"]]).read_bytes()
    assert code_of(made(tmp_path / "cut.xlsx", whole[: len(whole) // 2])) == "broken-file"
    old = xls(tmp_path / "w.xls", [["名称"], ["甲"]]).read_bytes()
    assert code_of(made(tmp_path / "cut.xls", old[:1200] + bytes(len(old) - 1200))) in ("broken-file", "wrong-format")


def test_content_decides_and_the_suffix_is_mentioned(tmp_path: Path) -> None:
    book = xlsx(tmp_path / "w.xlsx", [["名称"], ["甲"]])
    found = read_documents(made(tmp_path / "w.csv", book.read_bytes()), Kind.DEMAND)
    assert [d.title for d in found.documents] == ["甲"]
    assert [(p.code, p.severity) for p in found.problems] == [("suffix", "note")]
    text = read_documents(made(tmp_path / "t.xlsx", "名称\n甲\n".encode()), Kind.DEMAND)
    assert [d.title for d in text.documents] == ["甲"]


def test_text_under_a_name_that_is_no_lists_is_refused(tmp_path: Path) -> None:
    assert [code_of(made(tmp_path / name, "名称\n甲\n".encode())) for name in ("README.md", "list", "list.bak")] == [
        "wrong-suffix"
    ] * 3


def test_an_encrypted_workbook_asks_for_the_password_to_be_removed(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    data = ole + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    path = made(tmp_path / "secret.xlsx", data)
    assert code_of(path) == "password"
    with pytest.raises(DuijieError) as caught:
        read_documents(path, Kind.DEMAND)
    assert "文件→信息→保护工作簿" in caught.value.message.render("zh")


def test_a_bomb_is_refused_from_its_directory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    inside = SHEET.format(inside="<sheetData/>" + " " * (200 << 20))
    raw_xlsx(path, inside)
    assert path.stat().st_size < 1 << 20
    assert code_of(path) == "too-much"


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "liar.xlsx", SHEET.format(inside="<sheetData/>" + " " * (4 << 20)))
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02")
    assert data[entry + 46 :].startswith(b"xl/worksheets/sheet1.xml")
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    path.write_bytes(bytes(data))
    with pytest.raises(DuijieError) as caught:
        read_documents(path, Kind.DEMAND, limits=replace(STANDARD, unpacked_bytes=1 << 20))
    assert caught.value.code in ("too-much", "broken-file")


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    sheet = SHEET.format(inside="<sheetData><row><c t='str'><v>&b;</v></c></row></sheetData>")
    assert code_of(raw_xlsx(tmp_path / "e.xlsx", sheet.replace("?><", "?>" + laughs + "<", 1))) == "too-much"


def test_a_tag_of_megabytes_is_refused(tmp_path: Path) -> None:
    sheet = SHEET.format(inside=f'<sheetData><row x="{"y" * (20 << 20)}"/></sheetData>')
    assert code_of(raw_xlsx(tmp_path / "t.xlsx", sheet)) == "too-much"


def test_cells_and_rows_beyond_the_limits_are_said(tmp_path: Path) -> None:
    limits = replace(STANDARD, rows=3, cell=5)
    path = made(tmp_path / "a.csv", "名称\n甲乙丙丁戊己庚\n乙\n丙\n".encode())
    found = read_documents(path, Kind.DEMAND, limits=limits)
    assert [d.title for d in found.documents] == ["甲乙丙丁戊", "乙"]
    assert [(p.code, p.row) for p in found.problems] == [("long", 2), ("rows", 4)]
    sheet = f'<sheetData><row r="1">{inline("A1", "名称")}</row><row r="2">{inline("A2", "甲" * 9)}</row></sheetData>'
    found = read_documents(raw_xlsx(tmp_path / "a.xlsx", SHEET.format(inside=sheet)), Kind.DEMAND, limits=limits)
    assert [d.title for d in found.documents] == ["甲" * 5]
    assert [(p.code, p.row, p.column) for p in found.problems] == [("long", 2, "A")]
    assert (
        read_documents(xls(tmp_path / "a.xls", [["名称"], ["甲" * 9]]), Kind.DEMAND, limits=limits).documents[0].title
        == "甲" * 5
    )


def test_failed_formulas_and_macros_are_said(tmp_path: Path) -> None:
    rows = (
        f'<sheetData><row r="1">{inline("A1", "名称")}{inline("B1", "内容")}</row>'
        f'<row r="2"><c r="A2" t="e"><f>X</f><v>#REF!</v></c>{inline("B2", "乙")}</row></sheetData>'
    )
    path = raw_xlsx(tmp_path / "a.xlsm", SHEET.format(inside=rows), parts={"xl/vbaProject.bin": "x"})
    found = read_documents(path, Kind.DEMAND)
    assert [(d.title, d.body) for d in found.documents] == [("", "乙")]
    assert [(p.code, p.row, p.value) for p in found.problems] == [("macros", 0, ""), ("formula", 2, "#REF!")]


def test_the_bounded_process_ends_on_its_limits(tmp_path: Path) -> None:
    path = xls(tmp_path / "a.xls", [["名称"], *([f"{n}" * 400] for n in range(3000))])
    with pytest.raises(DuijieError) as caught:
        read_documents(path, Kind.DEMAND, limits=replace(STANDARD, memory=1 << 20))
    assert caught.value.code in ("too-much", "broken-file")


def test_sheets_beyond_the_limit_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for at in range(1, 4):
        page = book.active if at == 1 else book.create_sheet()
        page.title = f"第{at}批"
        page.append(["需求名称", "需求内容"])
        page.append([f"球阀{at}", "密封"])
    book.save(tmp_path / "l.xlsx")
    found = read_documents(tmp_path / "l.xlsx", Kind.DEMAND, limits=replace(STANDARD, sheets=2))
    assert [d.title for d in found.documents] == ["球阀1", "球阀2"]
    assert [(p.code, str(p.message)) for p in found.problems] == [
        ("sheets", "Sheets behind the first 2 were not read. Split the file.")
    ]


def test_characters_that_a_workbook_writes_as_escapes(tmp_path: Path) -> None:
    strings = SHEET.format(inside="").replace("worksheet", "sst").replace(
        "></sst>", "><si><t>第一行_x000D_\n第二行</t></si><si><t>型号A_x005F_x0041_B_xd83d__xde00_</t></si></sst>"
    )  # fmt: skip
    rows = (
        f"<sheetData><row>{inline('A1', '名称')}{inline('B1', '内容')}{inline('C1', '备注_x000a_一')}</row>"
        f'<row><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>0</v></c>{inline("C2", "a_x0009_b_x12")}</row>'
        "</sheetData>"
    )
    path = raw_xlsx(tmp_path / "e.xlsx", SHEET.format(inside=rows), parts={"xl/sharedStrings.xml": strings})
    found = read_documents(path, Kind.DEMAND)
    (one,) = found.documents
    assert (one.title, one.body) == ("型号A_x0041_B😀", "第一行\n第二行")
    assert one.extra == {"备注一": "a b_x12"}
