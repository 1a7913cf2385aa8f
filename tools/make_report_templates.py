"""Makes the Word templates of work reports that are shipped: ``python tools/make_report_templates.py``.

Laid out like an official document (GB/T 9704): A4, 37 mm above, 28 mm to the left, text of 16 pt with 28 pt from line
to line. An operator takes such a template, changes it in Word, and brings it back.
"""

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TARGET = Path(__file__).resolve().parents[1] / "src" / "duijie" / "indicators" / "report_files"
FONTS = {
    "zh-hans": {"title": "方正小标宋简体", "heading": "黑体", "second": "楷体_GB2312", "body": "仿宋_GB2312"},
    "en": {"title": "Times New Roman", "heading": "Arial", "second": "Times New Roman", "body": "Times New Roman"},
}


def main() -> None:
    for language, fonts in FONTS.items():
        document = make(fonts, is_chinese=language == "zh-hans")
        document.save(str(TARGET / f"work_report.{language}.docx"))


def make(fonts: dict[str, str], *, is_chinese: bool) -> Any:
    document = Document()
    properties = document.core_properties
    properties.author, properties.comments, properties.title = "", "", ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    size, pitch = (16, 28) if is_chinese else (12, 18)
    body = document.styles["Normal"]
    dress(body, fonts["body"], size)
    body.paragraph_format.line_spacing = Pt(pitch)
    body.paragraph_format.space_after = Pt(0)
    add_style(document, "Report Text", fonts["body"], size, indent=2 * size)
    add_style(document, "Report Title", fonts["title"], 22, align=WD_ALIGN_PARAGRAPH.CENTER, pitch=32)
    add_style(document, "Report Period", fonts["second"], size, align=WD_ALIGN_PARAGRAPH.CENTER, after=12)
    for level, font in ((1, fonts["heading"]), (2, fonts["second"])):
        style = document.styles[f"Heading {level}"]
        dress(style, font, size)
        style.font.bold = not is_chinese
        style.paragraph_format.first_line_indent = Pt(2 * size)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(pitch)
    add_style(document, "Report Caption", fonts["body"], 12, align=WD_ALIGN_PARAGRAPH.CENTER, pitch=20, after=6)
    add_style(document, "Report Picture", fonts["body"], 12, align=WD_ALIGN_PARAGRAPH.CENTER, pitch=0)
    add_style(document, "Report Signature", fonts["body"], size, align=WD_ALIGN_PARAGRAPH.RIGHT)
    add_style(document, "Report Cell", fonts["body"], 10.5, pitch=14)
    add_style(document, "Report Note", fonts["body"], 10.5, pitch=16)
    number_pages(section)
    write(document)
    return document


def write(document: Any) -> None:
    def line(words: str, style: str = "Report Text") -> None:
        document.add_paragraph(words, style=style)

    line("{{ title }}", "Report Title")
    line("{{ subtitle }}", "Report Period")
    line("{%p for section in sections %}")
    line("{{ section.title }}", "Heading 1")
    line("{%p for block in section.blocks %}")
    line('{%p if block.kind == "heading" %}')
    line("{{ block.text }}", "Heading 2")
    line('{%p elif block.kind == "text" %}')
    line("{{r block.text }}")
    line('{%p elif block.kind == "chart" %}')
    line("{{ block.picture }}", "Report Picture")
    line("{{ block.caption }}", "Report Caption")
    line('{%p elif block.kind == "table" %}')
    line("{{ block.caption }}", "Report Caption")
    table(
        document,
        [["{%tc for head in block.heads %}", "{{ head }}", "{%tc endfor %}"], ["{%tr for row in block.rows %}", "", ""],
         ["{%tc for cell in row %}", "{{r cell }}", "{%tc endfor %}"], ["{%tr endfor %}", "", ""]],
    )  # fmt: skip
    line("{%p endif %}")
    line("{%p endfor %}")
    line("{%p endfor %}")
    line("", "Report Signature")
    line("{{ owner }}", "Report Signature")
    line("{{ day }}", "Report Signature")
    document.add_page_break()
    line("{{ index_title }}", "Heading 1")
    table(
        document,
        [[f"{{{{ index_heads[{number}] }}}}" for number in range(4)], ["{%tr for row in index %}", "", "", ""],
         ["{{ row.number }}", "{{ row.label }}", "{{ row.value }}", "{{r row.link }}"], ["{%tr endfor %}", "", "", ""]],
        widths=(14, 98, 26, 18),
    )  # fmt: skip
    line("{%p for note in notes %}")
    line("{{ note }}", "Report Note")
    line("{%p endfor %}")


def table(document: Any, rows: list[list[str]], widths: tuple[int, ...] = ()) -> None:
    made = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row, texts in zip(made.rows, rows, strict=True):
        for number, (cell, words) in enumerate(zip(row.cells, texts, strict=True)):
            cell.paragraphs[0].style = document.styles["Report Cell"]
            cell.paragraphs[0].add_run(words)
            if widths:
                cell.width = Mm(widths[number])


def dress(style: Any, font: str, size: float) -> None:
    style.font.name, style.font.size, style.font.color.rgb = font, Pt(size), RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(kind), font)
    for kind in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(kind), None)


def add_style(
    document: Any, name: str, font: str, size: float, *, align: Any = None, indent: float = 0,
    pitch: float | None = None, after: float = 0,
) -> None:  # fmt: skip
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    dress(style, font, size)
    form = style.paragraph_format
    form.first_line_indent, form.space_after = Pt(indent), Pt(after)
    if align is not None:
        form.alignment = align
    if pitch is not None:
        form.line_spacing = Pt(pitch) if pitch else 1.0


def number_pages(section: Any) -> None:
    """``— 1 —`` below each page."""
    place = section.footer.paragraphs[0]
    place.alignment = WD_ALIGN_PARAGRAPH.CENTER
    place.add_run("— ").font.size = Pt(14)
    run = place.add_run()
    run.font.size = Pt(14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    place.add_run(" —").font.size = Pt(14)


if __name__ == "__main__":
    main()
