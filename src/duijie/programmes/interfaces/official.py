"""Official papers (公示、认定文件) in the layout of GB/T 9704, as PDF and as a Word document that can be edited.

A4, upper margin 37 mm, left 28 mm; title 22 pt in the middle, text 16 pt with lines of 28 pt, signature and day to the
right, the list as an annex. No seal and no red head are drawn: whoever issues it adds them.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from duijie.common.typesetting import print_pdf
from duijie.programmes.domain.programme_texts import text_in_force
from duijie.programmes.domain.queries.decisions import named_on
from duijie.programmes.domain.queries.offices import office_of
from duijie.programmes.models import Certificate, PublicNotice, Recognition
from duijie.programmes.texts import PaperText, fill, language_of

FILES = Path(__file__).parents[1] / "print_files"
BODY, TITLE = "仿宋", "方正小标宋简体"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Official:
    """One paper. ``widths`` are the shares of the columns of the list."""

    number: str
    title: str
    salutation: str
    paragraphs: tuple[str, ...]
    issuer: str
    day: str
    annex: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


def official_of_recognition(recognition: Recognition) -> Official:
    """The document by which the persons of ``recognition`` are recognised, with their list, in the language of now."""
    round_ = recognition.round
    rows = list(
        Certificate.objects.filter(recognition=recognition).select_related(
            "application__unit__area", "application__unit__organisation"
        ).order_by("serial")
    )  # fmt: skip
    text = _text(round_.programme, "recognition")
    values = {
        "programme": round_.programme, "round": round_.name, "issuer": recognition.issuer,
        "document": recognition.document, "day": formats.date_format(recognition.issued_on), "count": len(rows),
        "from": formats.date_format(rows[0].from_on) if rows else "",
        "to": formats.date_format(rows[0].to_on) if rows else "",
    }  # fmt: skip
    listed = tuple(
        (
            str(number), one.application.name, one.application.organisation_name, one.application.title,
            str(one.application.unit), one.number,
        )
        for number, one in enumerate(rows, start=1)
    )  # fmt: skip
    heads = (
        _("No."), _("Name of the person"), _("Unit of the person"), _("Professional title"), _("Recommending unit"),
        _("Certificate number"),
    )  # fmt: skip
    return _official(
        fill(text, values), number=recognition.document, issuer=recognition.issuer, day=values["day"],
        annex=_("List: %(programme)s, %(round)s") % {"programme": round_.programme, "round": round_.name},
        heads=heads, widths=(0.6, 1, 2.4, 1.2, 1.3, 1.6), rows=listed,
    )  # fmt: skip


def official_of_notice(notice: PublicNotice) -> Official:
    """The public notice with its list: name, unit and title, nothing else of the persons. Signed by the office."""
    round_ = notice.round
    issuer = office_of(round_.programme)
    rows = list(named_on(notice))
    values = {
        "programme": round_.programme, "round": round_.name, "issuer": issuer, "count": len(rows), "days": notice.days,
        "day": formats.date_format(notice.from_on), "from": formats.date_format(notice.from_on),
        "to": formats.date_format(notice.to_on), "receiver": notice.receiver,
    }  # fmt: skip
    listed = tuple(
        (str(number), one.name, one.organisation_name, one.title, str(one.unit))
        for number, one in enumerate(rows, start=1)
    )
    heads = (
        _("No."), _("Name of the person"), _("Unit of the person"), _("Professional title"), _("Recommending unit"),
    )  # fmt: skip
    return _official(
        fill(_text(round_.programme, "notice"), values), number="", issuer=issuer, day=values["day"],
        annex=_("To be recognised: %(programme)s, %(round)s") % {"programme": round_.programme, "round": round_.name},
        heads=heads, widths=(0.6, 1, 2.6, 1.4, 1.6), rows=listed,
    )  # fmt: skip


def print_official(paper: Official) -> bytes:
    """As PDF."""
    told = {name: getattr(paper, name) for name in Official.__slots__}
    labels = {"annex": _("Annex: "), "annex_head": _("Annex")}
    return print_pdf(FILES / "official.typ", {**told, "labels": labels})


def write_official(paper: Official) -> bytes:
    """As a Word document."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _font(document.styles["Normal"], BODY, 16)
    if paper.number:
        _paragraph(document, paper.number, align=WD_ALIGN_PARAGRAPH.CENTER)
    _paragraph(document, "")
    _paragraph(document, paper.title, align=WD_ALIGN_PARAGRAPH.CENTER, font=TITLE, size=22)
    _paragraph(document, "")
    if paper.salutation:
        _paragraph(document, paper.salutation)
    for one in paper.paragraphs:
        _paragraph(document, one, indent=True)
    _paragraph(document, "")
    _paragraph(document, _("Annex: ") + paper.annex, indent=True)
    _paragraph(document, "")
    for one in (paper.issuer, paper.day):
        _paragraph(document, one, align=WD_ALIGN_PARAGRAPH.RIGHT)
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    _paragraph(document, _("Annex"))
    _paragraph(document, paper.annex, align=WD_ALIGN_PARAGRAPH.CENTER, font=TITLE, size=18)
    _list(document, paper)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _list(document: Any, paper: Official) -> None:
    table = document.add_table(rows=1, cols=len(paper.heads), style="Table Grid")
    whole = sum(paper.widths)
    for column, (head, width) in enumerate(zip(paper.heads, paper.widths, strict=True)):
        table.columns[column].width = Mm(156 * width / whole)
        _cell(table.rows[0].cells[column], head, bold=True)
    repeated = table.rows[0]._tr.get_or_add_trPr()
    repeated.append(repeated.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in paper.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            _cell(cell, text)


def _cell(cell: Any, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(_NOT_XML.sub("", text))
    run.bold = bold
    _font(run, BODY, 11)


def _paragraph(
    document: Any, text: str, *, align: Any = None, indent: bool = False, font: str = BODY, size: int = 16
) -> None:
    made = document.add_paragraph()
    made.alignment = align
    made.paragraph_format.line_spacing = Pt(28) if size < 20 else Pt(36)
    made.paragraph_format.space_after = Pt(0)
    if indent:
        made.paragraph_format.first_line_indent = Pt(2 * size)
    _font(made.add_run(_NOT_XML.sub("", text)), font, size)


def _font(owner: Any, name: str, size: int) -> None:
    """Both of Latin and of Chinese characters, which Word keeps apart."""
    owner.font.name, owner.font.size = name, Pt(size)
    owner.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _text(programme: Any, key: str) -> PaperText:
    return text_in_force(programme, key, language_of(get_language() or "en"))


def _official(text: PaperText, **more: Any) -> Official:
    """The first line of the body is the salutation where it ends with a colon."""
    lines: Sequence[str] = [one.strip() for one in text.body.split("\n") if one.strip()]
    greeted = bool(lines) and lines[0].endswith((":", "："))
    paragraphs = tuple(lines[1:] if greeted else lines)
    return Official(title=text.title, salutation=lines[0] if greeted else "", paragraphs=paragraphs, **more)
