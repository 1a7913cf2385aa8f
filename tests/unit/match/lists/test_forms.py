"""Forms, a file a firm: laid out by the samples and by hand."""

# ruff: noqa: E501 – tables of cases read better in long lines

from pathlib import Path

import pytest
import xlsxwriter
from tests.unit.match.lists.books import xlsx

from duijie_match.documents import Document, Kind
from duijie_match.errors import DuijieError
from duijie_match.lists.columns import DOCUMENTS
from duijie_match.lists.form_labels import Labels
from duijie_match.lists.form_template import MODES, form_document
from duijie_match.lists.form_values import value_of
from duijie_match.lists.forms import forms_of_word
from duijie_match.lists.limits import STANDARD
from duijie_match.lists.reading import read_documents
from duijie_match.lists.sources import open_source
from duijie_match.lists.word import read_word
from duijie_match.lists.word_writing import WordCell, document, paragraph, table
from duijie_match.samples import FOLDER, records
from duijie_match.samples.form_files import READABLE, make_form_files, write_form_files

COMPARED = ("title", "body", "keywords", "organisation", "facets", "budget")


def said(one: Document) -> dict[str, object]:
    return {name: getattr(one, name) for name in COMPARED}


@pytest.fixture(scope="module")
def wanted() -> dict[str, dict[str, object]]:
    """What the sample demands say, read from their JSON lines."""
    return {one.id: said(one) for one in read_documents(FOLDER / "demands.jsonl", Kind.DEMAND).documents}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    write_form_files(folder, make_form_files(list(records("demands")), list(records("firms"))))
    return folder


@pytest.mark.parametrize("source", ["forms.zip", "forms"])
def test_every_sample_form_says_what_its_demand_says(samples: Path, source: str, wanted) -> None:
    read = read_documents(samples / source, Kind.DEMAND)
    found = [(one.extra["文件名"].replace(".zip/", "/"), said(one)) for one in read.documents]
    expected = [(name, wanted[demand]) for name, demands in sorted(READABLE.items()) for demand in demands]
    assert found == expected


def test_samples_of_no_use_are_named_with_the_way_out(samples: Path) -> None:
    problems = read_documents(samples / "forms.zip", Kind.DEMAND).problems
    assert [(one.code, one.severity.value) for one in problems] == [
        ("scan", "error"), ("wrong-format", "error"), ("same-form", "note"), ("empty-form", "error"),
    ]  # fmt: skip
    assert [one.message.render("zh")[:20] for one in problems if "青节竹业" in one.message.render("zh")] != []


def test_contacts_are_carried_along(samples: Path) -> None:
    first = read_documents(samples / "forms" / "01砺源恒砥阀门.docx", Kind.DEMAND).documents[0]
    assert first.extra == {
        "填报日期": "2026年11月5日", "统一社会信用代码": "91990182071047295D", "联系人": "柯工（演示）",
        "手机": "199 0000 1001", "期望完成时间": "2027-06-30",
    }  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_is_read_perfectly(tmp_path: Path, language: str, wanted) -> None:
    chosen = MODES[language][1]
    values = {
        "org": "甲公司", "uscc": "9199", "area": "锦浦市", "industry": "C3443", "contact": "柯工", "phone": "199",
        "title": "泄漏", "body": "第一段\n第二段", "keywords": "阀门；密封", "field": "制造", "budget": "80万元",
        "deadline": "2027-06-30", "mode": chosen, "remark": "急",
    }  # fmt: skip
    path = tmp_path / "form.docx"
    path.write_bytes(form_document(language, values))
    read = read_documents(path, Kind.DEMAND)
    one = read.documents[0]
    assert (one.title, one.body, one.organisation, one.keywords) == (
        "泄漏",
        "第一段\n第二段",
        "甲公司",
        ("阀门", "密封"),
    )
    assert one.facets == {"industry": ("C3443",), "field": ("制造",), "area": ("锦浦市",), "mode": (chosen,)}
    assert (one.budget.low, read.problems) == (800000, [])
    assert set(one.extra.values()) == {"9199", "柯工", "199", "2027-06-30", "急"}


def test_an_empty_template_is_refused_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    path.write_bytes(form_document("zh"))
    with pytest.raises(DuijieError) as caught:
        read_documents(path, Kind.DEMAND)
    assert caught.value.code == "empty-form"


@pytest.mark.parametrize(
    "written, value",
    [
        ("□技术攻关 ☑成果转化 □其他____", "成果转化"),
        ("技术攻关□ 成果转化☑", "成果转化"),
        ("√技术攻关  成果转化", "技术攻关"),
        ("（√）技术攻关 （ ）成果转化", "技术攻关"),
        ("□是 ■否", "否"),
        ("☑技术攻关 ☑其他：检测", "技术攻关；检测"),
        ("□技术攻关 □成果转化", ""),
        ("____甲公司____", "甲公司"),
        ("甲公司（盖章）", "甲公司"),
        ("      年   月   日", ""),
        ("（限500字）", ""),
        ("请填写企业全称", ""),
        ("√2 倍", "√2 倍"),
        ("误差 ○ 级", "误差 ○ 级"),
        ("a_b", "a_b"),
    ],
)
def test_what_was_written_into_a_field(written: str, value: str) -> None:
    assert value_of(written) == value


@pytest.mark.parametrize(
    "text, field",
    [
        ("一、企业名称", "org"), ("单位名称（盖章）", "org"), ("技术需求名称*", "title"), ("需求内容（限500字）", "body"),
        ("拟投入资金（万元）", "budget"), ("需 求\n名 称", "title"), ("（三）合作方式：", "mode"),
    ],
)  # fmt: skip
def test_labels_as_offices_write_them(text: str, field: str) -> None:
    found = Labels(DOCUMENTS).find(text)
    assert found is not None
    assert (found.field, found.sure) == (field, True)


@pytest.mark.parametrize(
    "text", ["", "砺源恒砥阀门有限公司", "我公司需求名称见附件。", "☑合作方式", "先进制造与自动化"]
)
def test_what_is_no_label(text: str) -> None:
    found = Labels(DOCUMENTS).find(text)
    assert found is None or not found.sure


def fields(path: Path) -> list[dict[str, str]]:
    forms = forms_of_word(read_word(path, STANDARD), Labels(DOCUMENTS)).forms
    return [{label.name: text for label, text in form.fields.values()} for form in forms]


def test_a_value_may_look_like_a_label(tmp_path: Path) -> None:
    rows = [
        [WordCell("单位性质"), WordCell("企业"), WordCell("联系人"), WordCell("专家")],
        [WordCell("企业名称"), WordCell("名称"), WordCell("所属行业"), WordCell("技术")],
        [WordCell("需求名称"), WordCell("需求"), WordCell("需求内容"), WordCell("内容")],
    ]
    path = tmp_path / "a.docx"
    path.write_bytes(document([table(rows)]))
    assert fields(path) == [
        {
            "单位性质": "企业",
            "联系人": "专家",
            "企业名称": "名称",
            "所属行业": "技术",
            "需求名称": "需求",
            "需求内容": "内容",
        }
    ]


def test_text_boxes_hidden_text_and_prompts(tmp_path: Path) -> None:
    box = (
        "<w:p><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice><w:txbxContent>"
        + paragraph("企业名称：甲公司")
        + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        + paragraph("企业名称：甲公司")
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>联系人：王五</w:t></w:r></w:p>"
    path = tmp_path / "a.docx"
    path.write_bytes(document([box, hidden, paragraph("需求名称：泄漏"), paragraph("联系电话：199")]))
    assert fields(path) == [{"企业名称": "甲公司", "需求名称": "泄漏", "联系电话": "199"}]


def test_a_list_in_a_word_document_is_a_list(tmp_path: Path) -> None:
    rows = [[WordCell(text) for text in ("企业名称", "需求名称", "需求内容")]]
    rows += [[WordCell(f"公司{n}"), WordCell(f"需求{n}号"), WordCell(f"做第{n}件事")] for n in range(3)]
    path = tmp_path / "a.docx"
    path.write_bytes(document([paragraph("汇总表"), table(rows)]))
    read = read_documents(path, Kind.DEMAND)
    assert [(one.organisation, one.title) for one in read.documents] == [(f"公司{n}", f"需求{n}号") for n in range(3)]


def test_a_unit_in_one_form_does_not_count_in_another(tmp_path: Path) -> None:
    for name, label in (("a", "投入资金（万元）"), ("b", "投入资金（元）"), ("c", "投入资金")):
        pairs = [("企业名称", f"公司{name}"), ("需求名称", f"需求{name}"), ("需求内容", "内容很多"), (label, "5000")]
        rows = [[WordCell(text) for text in pair] for pair in pairs]
        (tmp_path / f"{name}.docx").write_bytes(document([table(rows)]))
    assert [one.budget.low for one in read_documents(tmp_path, Kind.DEMAND).documents] == [50_000_000, 5000, 5000]


def test_a_plain_list_is_not_taken_for_a_form(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(
            [("企业名称", "需求名称", "需求内容"), *[(f"公司{n}", "名称", "内容") for n in range(9)]]
        ):
            sheet.write_row(row, 0, cells)
    with open_source(path) as source:
        assert [sheet.header_fixed for sheet in source.sheets()] == [False]


@pytest.mark.parametrize(
    "rows",
    [
        [["Name", "Type", "Description"], ["Jane", "University", "optics"], ["Acme", "Company", "valves"],
         ["Li", "University", "flow"], ["CAS", "Institute", "wear"]],
        [["2025年成果表"], ["成果名称", "持有单位", "单位类型", "成果简介"], ["激光熔覆", "某大学", "院校", "耐磨"],
         ["热误差", "某公司", "企业", "补偿"], ["连续流", "某所", "院校", "收率"], ["发酵", "乙公司", "企业", "批间"]],
        [["类型", "名称", "备注"], ["技术", "球阀", "急"], ["产品", "主轴", "急"], ["技术", "阀杆", "急"],
         ["产品", "轴承", "缓"]],
    ],
)  # fmt: skip
def test_a_list_whose_values_could_be_labels_is_a_list(tmp_path: Path, rows: list[list[str]]) -> None:
    found = read_documents(xlsx(tmp_path / "l.xlsx", rows), None)
    assert len(found.documents) == 4
    assert "\n" not in found.documents[0].title


def test_a_sheet_with_a_demand_in_each_column(tmp_path: Path) -> None:
    rows = [
        ["2025年技术需求"],
        ["需求名称", "球阀堆焊", "主轴补偿", "连续流"],
        ["需求内容", "密封面磨损快", "温升引起误差", "收率低"],
        ["企业名称", "甲公司", "乙公司", "丙公司"],
        ["预算（万元）", 30, 50, "面议"],
        ["联系人", "王", "李", "赵"],
    ]
    path = xlsx(tmp_path / "t.xlsx", rows, merges=["A1:D1"])
    found = read_documents(path, Kind.DEMAND)
    assert [(d.title, d.body, d.organisation, d.budget and d.budget.low) for d in found.documents] == [
        ("球阀堆焊", "密封面磨损快", "甲公司", 300_000),
        ("主轴补偿", "温升引起误差", "乙公司", 500_000),
        ("连续流", "收率低", "丙公司", None),
    ]


def test_a_form_with_remarks_beside_its_values_is_one_form(tmp_path: Path) -> None:
    rows = [
        ["项目", "填写内容", "说明"],
        ["企业名称", "甲公司", "填写全称"],
        ["需求名称", "球阀堆焊", "不超过30字"],
        ["需求内容", "密封面磨损快，需要耐磨堆焊", "限500字"],
        ["预算（万元）", 30, None],
        ["联系人", "王", None],
    ]
    (demand,) = read_documents(xlsx(tmp_path / "t.xlsx", rows), Kind.DEMAND).documents
    assert (demand.organisation, demand.budget and demand.budget.low) == ("甲公司", 300_000)


def test_a_list_in_a_document_with_a_header_of_two_rows(tmp_path: Path) -> None:
    head = [WordCell("企业信息", 2), WordCell("技术需求", 2)]
    rows = [
        head,
        [WordCell(text) for text in ("企业名称", "联系人", "需求名称", "需求内容")],
        [WordCell(text) for text in ("甲公司", "王", "球阀", "堆焊")],
        [WordCell(text) for text in ("乙公司", "李", "主轴", "补偿")],
    ]
    path = tmp_path / "汇总.docx"
    path.write_bytes(document([paragraph("技术需求汇总表"), table(rows)]))
    found = read_documents(path, Kind.DEMAND)
    assert [(d.organisation, d.title, d.body) for d in found.documents] == [
        ("甲公司", "球阀", "堆焊"),
        ("乙公司", "主轴", "补偿"),
    ]
