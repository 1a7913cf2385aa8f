"""Whatever the bytes and the suffix: documents and problems, or a ``DuijieError``; nothing else."""

import io
import tempfile
import zipfile
from pathlib import Path

import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from duijie_match.documents import Document, Kind
from duijie_match.errors import DuijieError
from duijie_match.lists import values
from duijie_match.lists.cells import clean
from duijie_match.lists.money import money
from duijie_match.lists.reading import read_documents
from duijie_match.lists.writing import write_table

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et", ".xlsb", ".ods", ".csv", ".tsv", ".jsonl", ".txt", "")
HEADS = (
    b"",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    "名称,内容\n".encode(),
    b'{"title": "',
    b"\x09\x08\x10\x00",
    "编号\t名称\n".encode("gbk"),
)
calm = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(data: bytes, suffix: str) -> list[Document]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{suffix}"
        path.write_bytes(data)
        try:
            found = read_documents(path, Kind.DEMAND)
        except DuijieError as error:
            assert error.message.render("zh")  # noqa: PT017 – most inputs raise nothing
            return []
        for problem in found.problems:
            assert problem.message.render("zh")
        return found.documents


@calm
@given(head=st.sampled_from(HEADS), body=st.binary(max_size=400), suffix=st.sampled_from(SUFFIXES))
def test_any_bytes(head: bytes, body: bytes, suffix: str) -> None:
    read(head + body, suffix)


@calm
@given(
    text=st.text(max_size=300),
    encoding=st.sampled_from(["utf-8", "utf-16", "gb18030"]),
    suffix=st.sampled_from([".csv", ".jsonl"]),
)
def test_any_text(text: str, encoding: str, suffix: str) -> None:
    read(("编号,名称,预算\n" + text).encode(encoding, "surrogatepass" if encoding != "gb18030" else "replace"), suffix)


def _workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((["编号", "名称", "内容"], [1, "轴承", "耐磨"], [2, "水稻", "耐盐"])):
            sheet.write_row(number, 0, row)
        sheet.merge_range("A5:B6", "")
    return stream.getvalue()


WORKBOOK = _workbook()
PARTS = {
    name: zipfile.ZipFile(io.BytesIO(WORKBOOK)).read(name) for name in zipfile.ZipFile(io.BytesIO(WORKBOOK)).namelist()
}


@calm
@given(data=st.data())
def test_a_workbook_with_bytes_changed(data: st.DataObject) -> None:
    damaged = bytearray(WORKBOOK)
    for _ in range(data.draw(st.integers(1, 5))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(damaged), ".xlsx")


@calm
@given(
    part=st.sampled_from(
        [
            "xl/worksheets/sheet1.xml",
            "xl/workbook.xml",
            "xl/styles.xml",
            "xl/sharedStrings.xml",
            "xl/_rels/workbook.xml.rels",
        ]
    ),
    start=st.integers(0, 2000),
    length=st.integers(0, 60),
    patch=st.one_of(
        st.binary(max_size=20),
        st.sampled_from([b'r="XFD1048577"', b't="s"', b"<v>1e999</v>", b"</c>", b"<row/>", b'ref="A1:ZZZ99999999"']),
    ),
)
def test_a_workbook_with_a_part_patched(part: str, start: int, length: int, patch: bytes) -> None:
    inside = PARTS[part]
    at = start % len(inside)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in PARTS.items():
            package.writestr(name, inside[:at] + patch + inside[at + length :] if name == part else text)
    read(stream.getvalue(), ".xlsx")


@calm
@given(text=st.text(max_size=30), unit=st.sampled_from(["", "万元", "亿元"]))
def test_any_cell_is_a_value_or_unreadable(text: str, unit: str) -> None:
    for reader in (
        lambda cell: money(cell, unit),
        values.date,
        values.year,
        values.integer,
        values.readiness,
        values.language,
        values.level,
    ):
        try:
            reader(clean(text))
        except values.Unreadable as error:
            assert error.message.render("zh")  # noqa: PT017 – most inputs raise nothing


plain = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"]), min_size=1, max_size=12
)


@calm
@example(texts=[f"{start}和气" for start in "=+-@＝＋－＠|%"])
@given(
    texts=st.lists(
        plain.filter(lambda text: not values.is_nothing(text) and text[0] not in "'’"), min_size=1, max_size=6
    )
)
def test_what_is_written_is_read_again(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for suffix in (".xlsx", ".csv", ".tsv", ".jsonl"):
            path = Path(folder) / f"list{suffix}"
            write_table(path, ["编号", "名称", "备注"], [[f"N{n}", text, "x"] for n, text in enumerate(texts)])
            assert [d.title for d in read_documents(path, Kind.DEMAND).documents] == texts
