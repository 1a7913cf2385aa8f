"""Archives of forms: what is wrong with one file is said, and the others are kept."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from duijie_match.documents import Kind
from duijie_match.errors import DuijieError
from duijie_match.lists.form_template import form_document
from duijie_match.lists.limits import STANDARD
from duijie_match.lists.reading import read_documents
from duijie_match.lists.readings import DocumentList
from duijie_match.lists.word_writing import document, paragraph, zipped


def form(name: str) -> bytes:
    values = {"org": f"{name}公司", "title": f"{name}的需求", "body": "要解决的事情", "budget": "看情况"}
    return form_document("zh", values)


GOOD = form("好")


def packed(path: Path, files: dict[str, bytes | str]) -> Path:
    path.write_bytes(zipped(dict(files)))
    return path


def read(path: Path, **limits: int) -> DocumentList:
    return read_documents(path, Kind.DEMAND, limits=replace(STANDARD, **limits))


def codes(found: DocumentList) -> list[str]:
    return [one.code for one in found.problems if one.code != "bad-budget"]


OLE_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    "name, data, code",
    [
        ("a.pdf", b"%PDF-1.4", "wrong-format"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "wrong-format"),
        ("a.exe", b"MZ\x90\x00", "program"),
        ("a.doc", OLE_WORD, "old-word"),
        ("a.docx", b"PK\x03\x04broken", "broken-file"),
        ("a.docx", b"", "empty-file"),
        ("a.docx", form_document("zh"), "empty-form"),
        ("a.docx", document([paragraph("关于召开会议的通知"), paragraph("各科室：请准时参加。")]), "other-form"),
        ("../../a.docx", GOOD, "bad-name"),
        ("a.zip", zipped({"b.zip": zipped({"c.docx": GOOD})}), "nested"),
        ("a.docx", zipped({"[Content_Types].xml": "", "word/document.xml": "<!DOCTYPE a []><a/>"}), "too-much"),
    ],
)
def test_one_bad_file_does_not_cost_the_others(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    found = read(packed(tmp_path / "f.zip", {"1.docx": form("甲"), name: data, "2.docx": form("乙")}))
    assert [one.title for one in found.documents] == ["甲的需求", "乙的需求"]
    assert codes(found) == [code]
    assert Path(name).name.split(".")[0] in found.problems[0].message.render("en")
    assert found.problems[0].message.render("zh") != found.problems[0].message.render("en")


def test_problems_name_the_form_and_the_field(tmp_path: Path) -> None:
    found = read(packed(tmp_path / "f.zip", {"甲.docx": form("甲"), "乙.docx": form("乙")}))
    bad = [(one.row, one.field, one.column, one.value) for one in found.problems]
    assert bad == [(1, "budget", "拟投入资金", "看情况"), (2, "budget", "拟投入资金", "看情况")]
    assert [one.message.render("zh").split("：")[0] for one in found.problems] == ["甲.docx", "乙.docx"]


def test_a_damaged_member_is_left_out(tmp_path: Path) -> None:
    path = packed(tmp_path / "f.zip", {"1.docx": form("甲"), "2.docx": form("乙")})
    data = bytearray(path.read_bytes())
    data[data.index(b"1.docx") + 300] ^= 0xFF
    path.write_bytes(bytes(data))
    found = read(path)
    assert ([one.title for one in found.documents], codes(found)) == (["乙的需求"], ["broken-file"])


def test_nothing_of_use_is_one_error_with_the_first_reason(tmp_path: Path) -> None:
    with pytest.raises(DuijieError) as caught:
        read(packed(tmp_path / "f.zip", {"a.pdf": b"%PDF-1.4", "b.pdf": b"%PDF-1.4"}))
    assert caught.value.code == "no-forms"
    assert "a.pdf" in str(caught.value)


def test_a_locked_archive_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path / "f.zip", {"1.docx": GOOD})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(DuijieError) as caught:
        read(path)
    assert caught.value.code == "password"


def test_a_bomb_is_refused_whole(tmp_path: Path) -> None:
    path = packed(tmp_path / "f.zip", {"1.docx": form("甲"), "bomb.csv": bytes(3 << 20)})
    with pytest.raises(DuijieError) as caught:
        read(path, unpacked_bytes=1 << 20)
    assert caught.value.code == "too-much"


def test_a_bomb_in_an_archive_within_is_left_out(tmp_path: Path) -> None:
    inner = zipped({"bomb.csv": bytes(3 << 20)})
    path = packed(tmp_path / "f.zip", {"1.docx": form("甲"), "in.zip": inner})
    found = read(path, unpacked_bytes=1 << 20)
    assert ([one.title for one in found.documents], codes(found)) == (["甲的需求"], ["too-much"])


def test_too_many_files_are_cut_and_counted(tmp_path: Path) -> None:
    path = packed(tmp_path / "f.zip", {f"{n}.docx": form(f"第{n}") for n in range(7)})
    found = read(path, forms=5)
    assert (len(found.documents), codes(found)) == (5, ["too-many"])
    assert "5 were read, 2 were not" in found.problems[0].message.render("en")


def test_ten_thousand_files_are_bounded(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("0.docx", GOOD)
        for n in range(10_000):
            archive.writestr(f"{n + 1}.txt", "")
    (tmp_path / "f.zip").write_bytes(out.getvalue())
    found = read(tmp_path / "f.zip", forms=200)
    assert (len(found.documents), codes(found).count("too-many")) == (1, 1)


def test_a_list_beside_forms_is_a_further_sheet(tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("汇总")
        for row, cells in enumerate([("需求名称", "需求内容"), ("丙的需求", "丙的内容"), ("丁的需求", "丁的内容")]):
            sheet.write_row(row, 0, cells)
    found = read(packed(tmp_path / "f.zip", {"甲.docx": form("甲"), "list.xlsx": out.getvalue()}))
    assert [one.title for one in found.documents] == ["甲的需求", "丙的需求", "丁的需求"]
    assert [sheet.name for sheet in found.sheets] == ["征集表", "list.xlsx/汇总"]


def test_litter_of_programs_is_passed_over(tmp_path: Path) -> None:
    litter = {"__MACOSX/._a.docx": b"x", "~$甲.docx": b"x", ".DS_Store": b"x", "Thumbs.db": b"x"}
    found = read(packed(tmp_path / "f.zip", {"甲.docx": form("甲"), **litter}))
    assert (len(found.documents), codes(found)) == (1, [])


def test_the_same_form_twice_counts_once(tmp_path: Path) -> None:
    found = read(packed(tmp_path / "f.zip", {"甲.docx": form("甲"), "甲(1).docx": form("甲")}))
    assert (len(found.documents), codes(found)) == (1, ["same-form"])


def test_macros_are_ignored_and_said(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    path = packed(tmp_path / "甲.docm", {**parts, "word/vbaProject.bin": b"x"})
    found = read(path)
    assert (len(found.documents), codes(found)) == (1, ["macros"])


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(DuijieError) as caught:
        read(tmp_path)
    assert caught.value.code == "no-forms"
