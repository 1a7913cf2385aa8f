"""The sample demands as twenty firms would send them: a form each, no two laid out alike, some of no use.

Sixteen hold demands; one is a scan, one a PDF, one the form left empty, one the first form sent again.
"""

# ruff: noqa: E501 – rows of a form read better in one line

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from duijie_match.lists.form_template import form_document
from duijie_match.lists.word_writing import WordCell, document, paragraph, picture, table, zipped
from duijie_match.samples.office_files import MADE
from duijie_match.samples.scans import grey_page

FORMS_FILE = "forms.zip"
FORMS_FOLDER = "forms"
Record = Mapping[str, Any]
Values = dict[str, str]
# file → the demands that can be read from it
READABLE: dict[str, tuple[str, ...]] = {
    "01砺源恒砥阀门.docx": ("XQ-001",), "02澜川砥柱.docx": ("XQ-002",), "03锦浦云梭.docx": ("XQ-003",),
    "04锦浦絮语.docx": ("XQ-004",), "05织霞印染-加了两行.docx": ("XQ-005",), "06拾羽-删了几行.docx": ("XQ-006",),
    "07和朴制药.xlsx": ("XQ-007",), "08草木原（打勾）.docx": ("XQ-008",), "09山耳菌业.docx": ("XQ-009",),
    "10深谷食品-修订.docx": ("XQ-010",), "11储源电池-两项.docx": ("XQ-011", "XQ-025"), "12 Xunneng.docx": ("XQ-012",),
    "15其他/竹里机械.docx": ("XQ-014",), "16一釉瓷业 素白瓷业.docx": ("XQ-015", "XQ-016"), "18望澜云枢.docx": ("XQ-017",),
    "20清汀环保.docx": ("XQ-018",),
}  # fmt: skip


def values_of(demand: Record, firm: Record) -> Values:
    """What the firm writes into the form, by the names of the template's labels."""
    budget = demand["budget"]
    return {
        "org": demand["org"], "uscc": firm["uscc"], "area": demand["area"], "industry": demand["industry"],
        "contact": firm["contact"], "phone": firm["phone"], "title": demand["title"], "body": demand["body"],
        "keywords": "、".join(demand["keywords"]), "field": demand["field"],
        "budget": budget.removesuffix("元").removesuffix("万") if "亿" not in budget else budget,
        "deadline": demand["deadline"], "mode": demand["mode"], "remark": "演示数据",
    }  # fmt: skip


def make_form_files(demands: Sequence[Record], firms: Sequence[Record]) -> dict[str, bytes]:
    """The twenty files by name; the archive within the archive counts as one."""
    by_name = {firm["name"]: firm for firm in firms}
    values = {demand["id"]: values_of(demand, by_name[demand["org"]]) for demand in demands}
    makers: dict[str, Callable[..., bytes]] = {
        "01砺源恒砥阀门.docx": _four_columns, "02澜川砥柱.docx": _two_columns, "03锦浦云梭.docx": _paragraphs,
        "04锦浦絮语.docx": _labels_above, "05织霞印染-加了两行.docx": _rows_added, "06拾羽-删了几行.docx": _rows_removed,
        "07和朴制药.xlsx": _sheet, "08草木原（打勾）.docx": _template, "09山耳菌业.docx": _grouped, "10深谷食品-修订.docx": _tracked,
        "11储源电池-两项.docx": _two_items, "12 Xunneng.docx": _two_columns, "18望澜云枢.docx": _nested, "20清汀环保.docx": _controls,
        "16一釉瓷业 素白瓷业.docx": _one_after_another,
    }  # fmt: skip
    files: dict[str, bytes] = {}
    for name, make in makers.items():
        files[name] = make(*(values[demand] for demand in READABLE[name]))
    files["13青节竹业（扫描件）.docx"] = document([paragraph("扫描件"), picture()], png=grey_page())
    files["14说明.pdf"] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    files["15其他.zip"] = zipped({"竹里机械.docx": _labels_above(values["XQ-014"])})
    files["17砺源恒砥阀门 (1).docx"] = files["01砺源恒砥阀门.docx"]
    files["19空表.docx"] = form_document("zh")
    return dict(sorted(files.items()))


def write_form_files(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write ``forms.zip`` – its names in GBK and unmarked, as Chinese programs do – and the same files as a folder."""
    inside = folder / FORMS_FOLDER
    inside.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (inside / name).write_bytes(data)
    archive = folder / FORMS_FILE
    archive.write_bytes(zipped_in_gbk(files))
    return archive


def zipped_in_gbk(files: Mapping[str, bytes]) -> bytes:
    """An archive whose names are GBK without the flag that would say so."""
    stand_ins = {name: f"\x01{at:03d}".ljust(len(name.encode("gbk")), "~") for at, name in enumerate(files)}
    data = zipped({stand_ins[name]: content for name, content in files.items()})
    for name, stand_in in stand_ins.items():
        data = data.replace(stand_in.encode(), name.encode("gbk"))
    return data


def _title(text: str = "企业技术需求征集表") -> str:
    return paragraph(text, size=36, bold=True, centred=True)


def _row(*cells: str, last: int = 1) -> list[WordCell]:
    """Labels and values taking turns; the last value spans ``last`` columns."""
    made = [WordCell(text, label=at % 2 == 0) for at, text in enumerate(cells)]
    return [*made[:-1], WordCell(cells[-1], last)]


def _four_columns(one: Values) -> bytes:
    rows = [
        _row("一、企业名称", one["org"], "统一社会信用代码", one["uscc"]),
        _row("所属县（市、区）", one["area"], "所属行业", one["industry"]),
        _row("联 系 人", one["contact"], "手  机", one["phone"]),
        _row("二、技术需求名称*", one["title"], last=3),
        _row("需求内容（限500字）", one["body"], last=3),
        _row("关键词（3-5个）", one["keywords"], "技术领域", one["field"]),
        _row("拟投入资金（万元）", one["budget"], "期望完成时间", one["deadline"]),
        _row("合作方式", one["mode"], last=3),
        [WordCell("企业意见：\n\n（盖章）      年   月   日", 4)],
    ]
    return document([_title(), paragraph("填报日期：2026年11月5日"), table(rows), paragraph("注：本表一式两份。")])


def _two_columns(one: Values) -> bytes:
    unit = one["budget"] if "亿" in one["budget"] or one["budget"] == "面议" else f"{one['budget']}万元"
    pairs = (
        ("单位名称（盖章）", f"{one['org']}（盖章）"), ("信用代码", one["uscc"]), ("所在地区", one["area"]), ("行业", one["industry"]),
        ("联系人及职务", one["contact"]), ("联系电话", one["phone"]), ("难题名称", one["title"]),
        ("需求描述（现状、存在问题、指标）", one["body"]), ("主题词", one["keywords"]), ("领域", one["field"]),
        ("意向金额", unit), ("完成时限", one["deadline"]), ("合作形式", one["mode"]),
    )  # fmt: skip
    return document([_title("技术难题征集表"), table([_row(*pair) for pair in pairs])])


def _paragraphs(one: Values) -> bytes:
    half = one["body"].index("。") + 1
    lines = [
        f"企业名称：__{one['org']}__   所属县市区：__{one['area']}__", f"统一社会信用代码：{one['uscc']}",
        f"所属行业：{one['industry']}    技术领域：{one['field']}", f"联系人：{one['contact']}   联系电话：{one['phone']}",
        f"需求名称：____{one['title']}____", "需求内容：", one["body"][:half] + one["body"][half:],
        f"关键词：{one['keywords']}", f"拟投入资金（万元）：__{one['budget']}__", f"合作方式：{one['mode']}",
        f"期望完成时间：{one['deadline']}", "备注：", "说明：以上内容不涉密。",
    ]  # fmt: skip
    return document([_title(), *(paragraph(line) for line in lines)])


def _labels_above(one: Values) -> bytes:
    def heads(*texts: str) -> list[WordCell]:
        return [WordCell(text, label=True) for text in texts]

    def values(*texts: str) -> list[WordCell]:
        return [WordCell(text) for text in texts]

    rows = [
        heads("企业名称", "所属县市区", "所属行业"), values(one["org"], one["area"], one["industry"]),
        heads("联系人", "联系电话", "统一社会信用代码"), values(one["contact"], one["phone"], one["uscc"]),
        [WordCell("需求名称", 3, label=True)], [WordCell(one["title"], 3)],
        [WordCell("需求内容（不少于80字）", 3, label=True)], [WordCell(one["body"], 3)],
        heads("关键词", "技术领域", "合作方式"), values(one["keywords"], one["field"], one["mode"]),
        heads("投入资金（万元）", "完成时限", "备注"), values(one["budget"], one["deadline"], "演示数据"),
    ]  # fmt: skip
    return document([_title(), table(rows)])


def _rows_added(one: Values) -> bytes:
    rows = [
        _row("企业名称", one["org"], "统一社会信用代码", one["uscc"]),
        _row("主要股东", "经叔（演示）", "拟上市板块", "无"),
        _row("所属县市区", one["area"], "所属行业", one["industry"]),
        _row("联系人", one["contact"], "联系电话", one["phone"]),
        _row("需求名称", one["title"], last=3),
        _row("需求内容", one["body"], last=3),
        _row("已请教过的专家", "两位，未解决", "关键词", one["keywords"]),
        _row("技术领域", one["field"], "合作方式", one["mode"]),
        _row("拟投入（万元）", one["budget"], "期望完成时间", one["deadline"]),
    ]
    return document([_title(), table(rows)])


def _rows_removed(one: Values) -> bytes:
    rows = [
        _row("企业名称", one["org"], "所属县市区", one["area"]),
        _row("所属行业", one["industry"], "技术领域", one["field"]),
        _row("需求名称", one["title"], last=3),
        [WordCell(f"需求内容：{one['body']}", 4)],
        [WordCell(f"关键词：{one['keywords']}", 2), WordCell(f"合作方式：{one['mode']}", 2)],
        _row("预算", f"{one['budget']}万", "联系方式", f"{one['contact']} {one['phone']}"),
    ]
    return document([_title("需求征集表"), table(rows)])


def _sheet(one: Values) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        sheet, line = book.add_worksheet("需求表"), book.add_format({"border": 1, "text_wrap": True})
        sheet.merge_range("A1:D1", "企业技术需求征集表", line)
        pairs = (
            ("企业名称", one["org"], "统一社会信用代码", one["uscc"]), ("所属县市区", one["area"], "所属行业", one["industry"]),
            ("联系人", one["contact"], "手机号码", one["phone"]), ("技术领域", one["field"], "合作方式", one["mode"]),
            ("拟投入资金（万元）", one["budget"], "期望完成时间", one["deadline"]),
        )  # fmt: skip
        for row, cells in enumerate(pairs, 2):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, line)
        for row, (label, text) in enumerate(
            (("需求名称", one["title"]), ("需求内容", one["body"]), ("关键词", one["keywords"])), 2 + len(pairs)
        ):
            sheet.write_string(row, 0, label, line)
            sheet.merge_range(row, 1, row, 3, text, line)
    return out.getvalue()


def _template(one: Values) -> bytes:
    return form_document("zh", one)


def _grouped(one: Values) -> bytes:
    group, more = WordCell("企业\n基本\n情况", merge="restart", label=True), WordCell(merge="continue")
    need, on = WordCell("技术需求情况", merge="restart", label=True), WordCell(merge="continue")
    rows = [
        [group, *_row("企业名称", one["org"])], [more, *_row("信用代码", one["uscc"])], [more, *_row("所属县市区", one["area"])],
        [more, *_row("所属行业", one["industry"])], [need, *_row("需求名称", one["title"])], [on, *_row("需求内容", one["body"])],
        [on, *_row("关键词", one["keywords"])], [on, *_row("技术领域", one["field"])], [on, *_row("合作方式", one["mode"])],
        [on, *_row("投入资金（万元）", one["budget"])], [WordCell("联系人", label=True), WordCell(one["contact"], 2)],
    ]  # fmt: skip
    return document([_title(), table(rows)])


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _tracked(one: Values) -> bytes:
    """Somebody corrected the form with changes tracked; the old words are still in the file."""
    middle = len(one["body"]) // 2
    by = 'w:id="1" w:author="演示" w:date="2026-11-01T00:00:00Z"'
    gone = f"<w:del {by}><w:r><w:delText>原来写的话，已经删掉。</w:delText></w:r></w:del>"
    fresh = f"<w:ins {by}>{_run(one['body'][middle:])}</w:ins>"
    body = f"<w:p>{_run(one['body'][:middle])}{gone}{fresh}</w:p>"
    rows = [
        _row("企业名称", one["org"], "所属县市区", one["area"]),
        _row("联系人", one["contact"], "联系电话", one["phone"]),
        _row("需求名称", one["title"], last=3),
        [WordCell("需求内容", label=True), WordCell(columns=3, inside=body)],
        _row("关键词", one["keywords"], "技术领域", one["field"]),
        _row("所属行业", one["industry"], "合作方式", one["mode"]),
        _row("拟投入资金（万元）", one["budget"], "期望完成时间", one["deadline"]),
    ]
    return document([_title(), table(rows)])


def _two_items(first: Values, second: Values) -> bytes:
    def item(one: Values) -> list[list[WordCell]]:
        return [
            _row("需求名称", one["title"], last=3), _row("需求内容", one["body"], last=3),
            _row("关键词", one["keywords"], "技术领域", one["field"]), _row("合作方式", one["mode"], "拟投入资金（万元）", one["budget"]),
        ]  # fmt: skip

    firm = [
        _row("企业名称", first["org"], "统一社会信用代码", first["uscc"]),
        _row("所属县市区", first["area"], "所属行业", first["industry"]),
        _row("联系人", first["contact"], "联系电话", first["phone"]),
    ]
    return document(
        [_title(), table([*firm, [WordCell("需求一", 4)], *item(first), [WordCell("需求二", 4)], *item(second)])]
    )


def _one_after_another(first: Values, second: Values) -> bytes:
    parts = []
    for one in (first, second):
        rows = [
            _row("企业名称", one["org"], "所属县市区", one["area"]), _row("联系人", one["contact"], "所属行业", one["industry"]),
            _row("需求名称", one["title"], last=3), _row("需求内容", one["body"], last=3),
            _row("关键词", one["keywords"], "技术领域", one["field"]), _row("合作方式", one["mode"], "经费预算（万元）", one["budget"]),
        ]  # fmt: skip
        parts += [_title(), table(rows)]
    return document(parts)


def _nested(one: Values) -> bytes:
    """A table in the one cell of a table: the frame of an old web page."""
    rows = [
        _row("企业名称", one["org"]), _row("所属县市区", one["area"]), _row("所属行业", one["industry"]), _row("需求名称", one["title"]),
        _row("需求内容", one["body"]), _row("关键词", one["keywords"]), _row("技术领域", one["field"]), _row("合作方式", one["mode"]),
        _row("预算金额（万元）", one["budget"]), _row("联系人", one["contact"]),
    ]  # fmt: skip
    return document([_title(), table([[WordCell(inside=f"{paragraph('')}{table(rows)}{paragraph('')}")]])])


def _controls(one: Values) -> bytes:
    """Fields to click into; the one nobody clicked into still shows its prompt."""

    def control(text: str, *, prompt: bool = False) -> str:
        shown = "<w:showingPlcHdr/>" if prompt else ""
        return f"<w:p><w:sdt><w:sdtPr>{shown}</w:sdtPr><w:sdtContent>{_run(text)}</w:sdtContent></w:sdt></w:p>"

    names = (
        ("企业名称", "org"), ("所属县市区", "area"), ("所属行业", "industry"), ("需求名称", "title"), ("需求内容", "body"), ("关键词", "keywords"),
        ("技术领域", "field"), ("合作方式", "mode"), ("拟投入资金（万元）", "budget"),
    )  # fmt: skip
    rows = [[WordCell(label, label=True), WordCell(inside=control(one[name]))] for label, name in names]
    rows.append([WordCell("备注", label=True), WordCell(inside=control("单击此处输入文字。", prompt=True))])
    return document([_title(), table(rows)])
