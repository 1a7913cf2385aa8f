"""The PDF of an agreement: the words of its template, its number and its parties, in the language of the agreement."""

import io
import struct
import zlib
from datetime import timedelta

import docx
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml.ns import qn
from docx.shared import Mm
from tests.factories.postings import make_certificate, make_host, make_posted
from tests.factories.word_files import add_field, add_list, list_of, opened, saved, set_number, use_list

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.programmes.domain.agreements.templates import shipped_template, take_template
from duijie.programmes.domain.postings.postings import make_posting
from duijie.programmes.interfaces import agreement_pdf
from duijie.programmes.interfaces.agreement_pictures import LEFT_OUT, what_is_left_out
from duijie.programmes.interfaces.word_numbers import numbers_of
from duijie.programmes.models import Agreement, AgreementTemplate

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


def own_template() -> bytes:
    """As an office writes one: no number, the parties in a table."""
    document = docx.Document()
    document.add_heading("{{ programme }}", 0)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "{{ host }}", "{{ name }}"
    document.add_paragraph("Signature:                      Day:")
    return saved(document)


def test_number_parties_and_words_stand_in_the_pdf(monkeypatch):
    told = {}

    def keep(source, given, files):
        told.update(given)
        return printed(source, given, files)

    printed = agreement_pdf.print_pdf
    monkeypatch.setattr(agreement_pdf, "print_pdf", keep)
    posted = make_posted()
    host = make_host(posted)
    posting = make_posting(
        call=posted.call, certificate=make_certificate(posted), host=host, by=posted.city, from_on=clock.today()
    )
    made = Agreement(
        posting=posting, parties="host,home,commissioner", language="zh-hans", tasks="每月到企业\n培训", by=posted.city,
        from_on=posting.from_on, to_on=posting.to_on + timedelta(days=1), number="协〔2026〕1号",
    )  # fmt: skip
    for language, number, party in (
        ("zh-hans", "编号 协〔2026〕1号", "派驻单位"),
        ("en", "No. 协〔2026〕1号", "host unit"),
    ):
        made.language = language
        content = agreement_pdf.print_agreement(made, shipped_template(language), day=clock.today())
        assert content.startswith(b"%PDF-")
        assert (told["number"], host.name in told["parties"], party in told["parties"]) == (number, True, True)
        lines = [one["text"] for one in told["blocks"] if one["kind"] == "text"]
        assert any("每月到企业" in one for one in lines)
        assert sum(one["signs"] for one in told["blocks"]) == 3
    made.number, made.language = None, "en"
    assert agreement_pdf.print_agreement(made, own_template(), day=clock.today()).startswith(b"%PDF-")
    kinds = [one["kind"] for one in told["blocks"]]
    assert (told["number"], kinds, [one["text"] for one in told["blocks"][1]["cells"]]) == (
        "not filed yet", ["text", "table", "text"], [host.name, posting.name],
    )  # fmt: skip


WIDE, HIGH = 41, 23


def picture(shade):
    """A grey PNG."""
    rows = b"".join(b"\0" + bytes([shade]) * WIDE for _row in range(HIGH))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", WIDE, HIGH, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    whole = b"".join(
        struct.pack(">I", len(one)) + kind + one + struct.pack(">I", zlib.crc32(kind + one)) for kind, one in parts
    )
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + whole)


BITMAP = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 58, 0, 0, 54, 40, 1, 1, 1, 24, 0, 4, 2835, 2835, 0, 0) + b"\0" * 4


def template_with_pictures():
    """A logo at the head, a picture in the text and one in a table; a bitmap, columns, a bullet, words at the foot."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].add_run().add_picture(picture(10), width=Mm(20))
    document.add_paragraph("{{ programme }}").add_run().add_picture(picture(120), width=Mm(30))
    table = document.add_table(rows=1, cols=1)
    table.rows[0].cells[0].paragraphs[0].add_run().add_picture(picture(240), width=Mm(400))
    return document


def test_pictures_of_an_own_template_stand_in_the_pdf():
    posted = make_posted()
    posting = make_posting(
        call=posted.call, certificate=make_certificate(posted), host=make_host(posted), by=posted.city,
        from_on=clock.today(),
    )  # fmt: skip
    made = Agreement(
        posting=posting, parties="host,home", language="zh-hans", tasks="培训", by=posted.city,
        from_on=posting.from_on, to_on=posting.to_on,
    )  # fmt: skip
    template = saved(template_with_pictures())
    assert what_is_left_out(template) == []
    printed = agreement_pdf.print_agreement(made, template, day=clock.today())
    size = f"/Width {WIDE}".encode(), f"/Height {HIGH}".encode()
    found = [one for one in printed.split(b"endobj") if b"/Image" in one and all(each in one for each in size)]
    assert len(found) == 3


def test_a_broken_document_is_refused_when_it_is_brought():
    document = docx.Document()
    document.add_paragraph("{{ programme }}", style="List Number")._p.pPr.pStyle.attrib.clear()
    document.add_paragraph("一")._p.get_or_add_pPr().get_or_add_pStyle().attrib.clear()
    posted = make_posted()
    with pytest.raises(ValidationError) as error:
        take_template(area=posted.region.city, name="本市", content=saved(document), by=posted.city)
    assert [one.code for one in error.value.error_dict["file"]] == ["template"]
    assert not AgreementTemplate.objects.exists()


def test_what_the_pdf_does_not_show_is_told_when_a_template_is_brought(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = template_with_pictures()
    spelt = add_list(document, [("cardinalText", "%1", 18, 18, "")])
    set_number(document.add_paragraph("Clause"), spelt)
    document.add_section().footer.is_linked_to_previous = False
    document.add_paragraph().add_run().add_picture(io.BytesIO(BITMAP))
    columns = document.sections[0]._sectPr.xpath("./w:cols")[0]
    columns.set(qn("w:num"), "2")
    content = saved(document)
    assert what_is_left_out(content) == ["columns", "heads", "pictures", "numbers"]
    document = template_with_pictures()
    document.sections[0].footer.paragraphs[0].add_run("云溪市科技局").add_picture(picture(1))
    document.add_paragraph("一条", style="List Bullet")
    set_number(document.add_paragraph("一条"), add_list(document), 2)
    assert what_is_left_out(saved(document)) == []
    assert [what_is_left_out(shipped_template(one)) for one in ("zh-hans", "en")] == [[], []]
    posted = make_posted()
    client.force_login(posted.city)
    sent = {"name": "本市", "area": posted.region.city.code, "file": SimpleUploadedFile("t.docx", content)}
    told = [str(one) for one in client.post("/agreement-templates/", sent, follow=True).context["messages"]]
    assert any(all(str(LEFT_OUT[key]) in one for key in ("columns", "pictures")) for one in told), told
    assert AuditEvent.objects.get(verb="agreement_template.add").detail["left_out"] == what_is_left_out(content)


def written(document):
    """The paragraphs with what stands before each, as somebody sees them who opens the file that was kept."""
    read = opened(saved(document))
    numbers = numbers_of(read)
    return [(numbers[one._p].text if one._p in numbers else None) for one in read.paragraphs]


def test_numbers_of_several_levels_go_on_and_begin_anew_as_in_word():
    document = docx.Document()
    used = add_list(document)
    for level in (0, 1, 1, 2, 2, 3, 1, 2, 0, 1):
        set_number(document.add_paragraph("条款"), used, level)
    assert written(document) == ["第一条 ", "1.1", "1.2", "（a）", "（b）", "I、", "1.3", "（a）", "第二条 ", "2.1"]
    again = use_list(document, list_of(document, used), start=9)
    for named, level in ((again, 0), (again, 0), (used, 0), (again, 1)):
        set_number(document.add_paragraph("条款"), named, level)
    document.add_paragraph("无编号")
    set_number(document.add_paragraph("无编号"), 0)
    assert written(document)[10:] == ["第九条 ", "第十条 ", "第十一条 ", "11.1", None, None]


def test_numbers_come_by_style_in_tables_and_of_files_that_are_broken():
    document = docx.Document()
    used = add_list(document, [("decimal", "%1.", 18, 18, '<w:pStyle w:val="Heading1"/>'),
                               ("decimal", "%1.%2", 36, 18, '<w:pStyle w:val="Heading2"/>')])  # fmt: skip
    for name in ("Heading 1", "Heading 2"):
        told = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        told.get_or_add_numId().val = used
    document.add_heading("总则", 1)
    document.add_heading("范围", 2)
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.paragraphs[0].style = document.styles["Heading 2"]
    document.add_heading("期限", 2)
    document.add_paragraph("一", style="List Number")
    set_number(document.add_paragraph("没有这个编号"), 4711)
    set_number(document.add_paragraph("没有这一级"), used, 8)
    assert written(document) == ["1.", "1.1", "1.3", "1.", None, None]
    assert numbers_of(opened(saved(docx.Document()))) == {}
    document.element.body.remove(document.element.body.sectPr)
    assert what_is_left_out(saved(document)) == []
    root = document.part.numbering_part.element
    for one in root.iter(qn("w:ind")):
        one.set(qn("w:left"), "1in")
    for one in root.iter(qn("w:start"), qn("w:lvlText")):
        one.set(qn("w:val"), "%9%1" * 99 if one.tag == qn("w:lvlText") else "99999999999")
    found = numbers_of(opened(saved(document)))
    assert max(len(one.text) for one in found.values()) <= 80


def test_heads_and_feet_of_a_template_stand_on_their_pages(monkeypatch):
    told = {}
    printed = agreement_pdf.print_pdf

    def keep(source, given, files):
        told.update(given)
        return printed(source, given, files)

    monkeypatch.setattr(agreement_pdf, "print_pdf", keep)
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "{{ programme }}"
    section.header.paragraphs[0].text = "云溪市科技局\t\t内部"
    section.header.paragraphs[0].add_run().add_picture(picture(7))
    foot = section.footer.paragraphs[0]
    foot.add_run("第")
    add_field(foot, "PAGE", "7")
    foot.add_run("页，共")
    add_field(foot, "NUMPAGES", "8")
    add_field(foot, "DATE", "今天")
    used = add_list(document)
    for _row in range(60):
        set_number(document.add_paragraph("{{ host }}"), used, 1)
    posted = make_posted()
    posting = make_posting(
        call=posted.call, certificate=make_certificate(posted), host=make_host(posted), by=posted.city,
        from_on=clock.today(),
    )  # fmt: skip
    made = Agreement(
        posting=posting, parties="host,home", language="zh-hans", tasks="培训", by=posted.city,
        from_on=posting.from_on, to_on=posting.to_on,
    )  # fmt: skip
    assert agreement_pdf.print_agreement(made, saved(document), day=clock.today()).startswith(b"%PDF-")

    def said(place, kind):
        lines = told[place][kind]["lines"]
        return [[(one["align"], "".join(each["text"] or each["field"] for each in one["parts"])) for one in line]
                for line in lines]  # fmt: skip

    assert said("head", "first") == [[("left", told["title"])]]
    assert said("head", "default") == [[("left", "云溪市科技局"), ("center", ""), ("right", "内部")]]
    assert said("head", "even") == said("head", "default")
    assert said("foot", "default") == [[("left", "第page页，共pages今天")]]
    assert said("foot", "first") == []
    assert [told["foot"][one]["counts"] for one in ("first", "default")] == [False, True]
    assert [len(told["head"][one]["marks"]) for one in ("first", "default", "even")] == [0, 1, 1]
    assert [one["number"]["text"] for one in told["blocks"][:2]] == ["1.1", "1.2"]
