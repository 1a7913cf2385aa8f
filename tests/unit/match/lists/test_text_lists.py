"""csv, tsv and jsonl in the encodings and shapes that occur."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from duijie_match.documents import Kind, MoneyRange
from duijie_match.errors import DuijieError
from duijie_match.lists.delimited import separator_of
from duijie_match.lists.encodings import Encoding, encoding_of, likely_encoding
from duijie_match.lists.reading import read_documents
from duijie_match.lists.values import level

TEXT = '编号,名称,内容\r\nX1,轴承,"多行\r\n文字, 有逗号"\r\nX2,水稻,耐盐\r\n'
EXPECTED = [("X1", "轴承", "多行\n文字, 有逗号"), ("X2", "水稻", "耐盐")]


def read(path: Path, data: bytes) -> list[tuple[str, str, str]]:
    path.write_bytes(data)
    return [(d.id, d.title, d.body) for d in read_documents(path, Kind.DEMAND).documents]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_that_offices_save(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path / "a.csv", TEXT.encode(encoding)) == EXPECTED


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_in_a_csv(tmp_path: Path, separator: str) -> None:
    text = '编号,名称,内容\nX1,轴承,"有;|\t号"\nX2,水稻,耐盐\n'.replace(",", separator)
    assert read(tmp_path / "a.csv", text.encode()) == [("X1", "轴承", "有;| 号"), ("X2", "水稻", "耐盐")]


def test_a_tsv(tmp_path: Path) -> None:
    assert read(tmp_path / "a.tsv", b"id\ttitle\tbody\nX1\ta, b\tc\n") == [("X1", "a, b", "c")]


@pytest.mark.parametrize("separator", [",", ";", "|"])
def test_a_tsv_that_has_no_tab_is_read_as_what_it_is(tmp_path: Path, separator: str) -> None:
    text = separator.join(["编号", "名称", "内容"]) + "\n" + separator.join(["X1", "轴承", "耐磨"]) + "\n"
    assert read(tmp_path / "a.tsv", text.encode()) == [("X1", "轴承", "耐磨")]


def test_a_tsv_of_one_column_is_not_cut_at_the_commas_of_its_texts(tmp_path: Path) -> None:
    text = "需求内容\nball valve, sealing\nbearing, low noise\n"
    found = read(tmp_path / "a.tsv", text.encode())
    assert found == [("2", "", "ball valve, sealing"), ("3", "", "bearing, low noise")]


def test_json_without_an_object_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('["轴承"]\n["水稻"]\n', encoding="utf-8")
    (problem,) = (one for one in read_documents(path, Kind.DEMAND).problems if one.code == "no-rows")
    assert problem.message.render("en").startswith("The file holds no JSON object, so no rows.")
    assert "数组" in problem.message.render("zh")


def test_title_rows_do_not_decide_the_separator() -> None:
    assert separator_of("汇总表；一\n填报,日期\na;b;c\nd;e;f\n", ",") == ";"


def test_a_scar_in_utf8_does_not_turn_the_list_into_gibberish(tmp_path: Path) -> None:
    data = TEXT.encode() + b"X3," + b"\xff" + ("技术" * 300 + ",好\r\n").encode()
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    found = read_documents(path, Kind.DEMAND)
    assert found.documents[2].title == "�" + "技术" * 300
    assert [(p.code, p.row) for p in found.problems] == [("encoding", 0), ("damaged", 4)]


def test_the_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("名称\n轴承\n".encode("gb18030"))
    assert encoding_of(path) == Encoding("gb18030")


TRADITIONAL = "編號,名稱,內容\r\nX1,軸承,提高軸承內圈的磨削精度\r\nX2,廢水處理,印染廢水脫色與回用\r\n"
WESTERN = "id,title,body\r\nX1,Café,“Grinding to 0.5 µm at 25 °C” – the firm’s résumé\r\nX2,Kühlung,Für Wälzlager\r\n"


@pytest.mark.parametrize(("encoding", "text"), [("big5", TRADITIONAL), ("cp1252", WESTERN)])
def test_what_taiwan_and_the_west_save_is_read_as_it_is_and_told(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    found = read_documents(path, Kind.DEMAND)
    expected = [tuple(line.split(",")) for line in text.split("\r\n")[1:3]]
    assert [(d.id, d.title, d.body) for d in found.documents] == expected
    assert [p.code for p in found.problems] == ["likely-encoding"]


def test_headings_kinds_levels_and_amounts_in_traditional_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = "編號,名稱,類型,報價（萬元）\nX1,軸承,專家,50\nX2,閥門,服務機構,三十萬元\n"
    path.write_text(text, encoding="utf-8")
    expert, service = read_documents(path, None).documents
    assert (expert.id, expert.title, expert.kind) == ("X1", "軸承", Kind.EXPERT)
    assert (service.id, service.title, service.kind) == ("X2", "閥門", Kind.SERVICE)
    assert [one.budget and one.budget.low for one in (expert, service)] == [500_000, 300_000]
    assert level("較強") == 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("轴承", "gb18030"), ("朱镕", "gb18030"), ("SK-3β的表达", "gb18030"), ("25℃，0.5μm", "gb18030"),
        ("廢水處理", "gb18030"), ("廢水處理", "cp950"), ("bearing’s", "cp1252"), ("25 °C", "cp1252"),
        ("Sensor™” of Élan", "cp1252"), ("光電、電機、加工", "cp950"), ("工具、公司", "cp950"),
    ],
)  # fmt: skip
def test_few_characters_tell_their_encoding(text: str, encoding: str) -> None:
    assert likely_encoding(f"id,title\n1,ball\n2,{text}\n".encode(encoding)) == encoding


def test_utf8_is_known_where_nearly_half_of_its_signs_are_damaged(tmp_path: Path) -> None:
    """Polish letters; each of the damaged ones stands alone as in Western text."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,title\n" + "\n".join(f"{n},z ł a" for n in range(12)).encode() + b" \xb3 o" * 11)
    assert encoding_of(path) == Encoding("utf-8", doubtful=True)


def test_a_few_western_signs_do_not_spoil_a_list_in_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,title\n1,“ball” valve’s\n2,x".encode() + b"\x92\n")
    assert encoding_of(path) == Encoding("utf-8", doubtful=True)


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_more_than_a_megabyte_is_cut_and_the_rows_behind_it_keep_their_columns(
    tmp_path: Path, quote: str
) -> None:
    text = f'id,title,body\n1,valve,{quote}{"水" * 1_130_000}{quote}\n2,"Ball valve, high temperature","a ""b"""\n'
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    found = read_documents(path, Kind.DEMAND)
    assert [(p.code, p.row) for p in found.problems] == [("long", 2)]
    assert [d.title for d in found.documents] == ["valve", "Ball valve, high temperature"]
    assert found.documents[1].body == 'a "b"'


def test_a_quotation_mark_that_never_closes_costs_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,title\n1,"open\n2,b\n3,c\n', encoding="utf-8")
    found = read_documents(path, Kind.DEMAND)
    assert [(d.id, d.title) for d in found.documents] == [("1", "open"), ("2", "b"), ("3", "c")]
    assert [(p.code, p.row) for p in found.problems] == [("quote", 2)]


def test_apostrophes_full_width_and_control_characters(tmp_path: Path) -> None:
    text = "编号,名称,预算\n'001,轴\x00承\x0b,３０万\n２,　水 稻　,\n"
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8", newline="")
    found = read_documents(path, Kind.DEMAND)
    assert [(d.id, d.title) for d in found.documents] == [("001", "轴承"), ("2", "水 稻")]
    assert [(p.code, p.row) for p in found.problems] == [("characters", 2)]


def test_a_missing_id_is_the_row_number(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", "名称\n甲\n\n乙\n".encode()) == [("2", "甲", ""), ("4", "乙", "")]


def test_a_header_without_rows_and_one_column(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,名称\n", encoding="utf-8")
    found = read_documents(path, Kind.DEMAND)
    assert (found.documents, [p.code for p in found.problems]) == ([], ["no-rows"])
    path.write_text("编号\nX1\nX2\n", encoding="utf-8")
    found = read_documents(path, Kind.DEMAND)
    assert (found.documents, [p.code for p in found.problems]) == ([], ["no-text-column"])
    assert "编号" in str(found.problems[0].message)


def test_ten_thousand_columns(tmp_path: Path) -> None:
    names = ["名称", *(f"c{n}" for n in range(9999))]
    path = tmp_path / "wide.csv"
    path.write_text(",".join(names) + "\n轴承" + ",x" * 9999 + "\n", encoding="utf-8")
    found = read_documents(path, Kind.DEMAND)
    assert [(d.title, len(d.extra)) for d in found.documents] == [("轴承", 999)]
    assert [(p.code, p.row) for p in found.problems] == [("wide", 1), ("wide", 2)]


def test_jsonl_with_lists_numbers_and_broken_lines(tmp_path: Path) -> None:
    lines = [
        {"id": 1, "title": "a", "keywords": ["x", "y"], "note": {"k": 1}},
        {"id": "two", "body": "b\ud800c", "late": True},
    ]
    text = "\n".join([json.dumps(lines[0]), "[1, 2]", "{broken", json.dumps(lines[1]), '{"id": ' + "9" * 5000 + "}"])
    path = tmp_path / "a.jsonl"
    path.write_text(text, encoding="utf-8")
    found = read_documents(path, Kind.DEMAND)
    assert [(d.id, d.title, d.body, d.keywords, dict(d.extra)) for d in found.documents] == [
        ("1", "a", "", ("x", "y"), {"note": '{"k": 1}'}),
        ("two", "", "bc", (), {"late": "TRUE"}),
    ]
    assert [(p.code, p.row) for p in found.problems] == [
        ("json", 2),
        ("json", 3),
        ("characters", 4),
        ("no-text", 5),
    ]


def test_objects_in_jsonl_give_their_words_where_a_field_is_meant(tmp_path: Path) -> None:
    item = {
        "id": "a1",
        "title": {"zh": "激光熔覆", "en": "Laser cladding"},
        "organization": {"name": "某大学", "city": "武汉"},
        "keywords": [{"label": "熔覆"}, "球阀"],
        "owner": {"name": "某学院"},
    }
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(item, ensure_ascii=False), encoding="utf-8")
    (document,) = read_documents(path, None).documents
    assert (document.title, document.organisation, document.keywords) == (
        "激光熔覆\nLaser cladding",
        "某大学",
        ("熔覆", "球阀"),
    )
    assert dict(document.extra) == {"owner": '{"name": "某学院"}'}


def test_objects_deep_inside_each_other_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"title": "球阀", "body": ' + "[{}, " * 600 + "1" + "]" * 600 + "}")
    (one,) = read_documents(path, Kind.DEMAND).documents
    assert one.title == "球阀"


@pytest.mark.parametrize(("name", "indent"), [("l.json", None), ("l.json", 2), ("l.jsonl", None), ("l.txt", 1)])
def test_an_array_of_objects(tmp_path: Path, name: str, indent: int | None) -> None:
    rows: list[object] = [
        {"需求名称": "球阀", "预算（万元）": 30},
        7,
        {"需求名称": "齿轮", "技术领域": ["机械", "材料"]},
    ]
    (tmp_path / name).write_text(json.dumps(rows, ensure_ascii=False, indent=indent), encoding="utf-8-sig")
    found = read_documents(tmp_path / name, Kind.DEMAND)
    assert [(d.id, d.title) for d in found.documents] == [("1", "球阀"), ("3", "齿轮")]
    assert found.documents[0].budget == MoneyRange(Decimal(300_000), Decimal(300_000))
    assert found.documents[1].facets["field"] == ("机械", "材料")
    assert [(p.code, p.row) for p in found.problems if p.code != "suffix"] == [("json", 2)]


def test_lines_of_json_under_the_name_json(tmp_path: Path) -> None:
    (tmp_path / "l.json").write_text('{"title": "球阀"}\n{"title": "齿轮"}\n', encoding="utf-8")
    found = read_documents(tmp_path / "l.json", Kind.DEMAND)
    assert ([d.title for d in found.documents], found.problems) == (["球阀", "齿轮"], [])


@pytest.mark.parametrize(
    "broken",
    [
        *('[{"title": "球阀"}, {"title": "齿', '[{"title": "球阀"}, {"title": }]', '[{"title": "球阀"}'),
        *('[{"title": "球阀"}]\n[{"title": "齿轮"}]', '[{"title": "球阀"}], {"title": "齿轮"}'),
    ],
)
def test_an_array_that_breaks_off_is_told(tmp_path: Path, broken: str) -> None:
    (tmp_path / "l.json").write_text(broken, encoding="utf-8")
    found = read_documents(tmp_path / "l.json", Kind.DEMAND)
    assert [d.title for d in found.documents] == ["球阀"]
    assert [(p.code, p.row) for p in found.problems] == [("json-broken", 2)]


@pytest.mark.parametrize("text", ['{"data": [{"title": "球阀"}]}', '{\n "title": "球阀"\n}', '[["名称"], ["球阀"]]'])
def test_json_that_is_no_list_is_refused_with_the_way_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "l.json").write_text(text, encoding="utf-8")
    with pytest.raises(DuijieError, match="no list"):
        read_documents(tmp_path / "l.json", Kind.DEMAND)
