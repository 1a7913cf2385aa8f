"""The PDF of an agreement: the words of its template, its number and its parties, in the language of the agreement."""

import io
import struct
import zlib
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml.ns import qn
from docx.shared import Mm
from tests.factories.postings import make_certificate, make_host, make_posted

from duijie.common import clock
from duijie.common.models import AuditEvent
from duijie.programmes.domain.agreements.templates import shipped_template
from duijie.programmes.domain.postings.postings import make_posting
from duijie.programmes.interfaces import agreement_pdf
from duijie.programmes.interfaces.agreement_pictures import LEFT_OUT, what_is_left_out
from duijie.programmes.models import Agreement

pytestmark = [pytest.mark.django_db, pytest.mark.by_default_on("sqlite")]


def own_template() -> bytes:
    """As an office writes one: no number, the parties in a table."""
    document = docx.Document()
    document.add_heading("{{ programme }}", 0)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "{{ host }}", "{{ name }}"
    document.add_paragraph("Signature:                      Day:")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


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


def saved(document):
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


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


def test_what_the_pdf_does_not_show_is_told_when_a_template_is_brought(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = template_with_pictures()
    document.sections[0].footer.paragraphs[0].text = "云溪市科技局"
    document.add_paragraph("一条", style="List Bullet")
    document.add_paragraph().add_run().add_picture(io.BytesIO(BITMAP))
    columns = document.sections[0]._sectPr.xpath("./w:cols")[0]
    columns.set(qn("w:num"), "2")
    content = saved(document)
    assert what_is_left_out(content) == ["columns", "heads", "pictures", "numbers"]
    assert [what_is_left_out(shipped_template(one)) for one in ("zh-hans", "en")] == [[], []]
    posted = make_posted()
    client.force_login(posted.city)
    sent = {"name": "本市", "area": posted.region.city.code, "file": SimpleUploadedFile("t.docx", content)}
    told = [str(one) for one in client.post("/agreement-templates/", sent, follow=True).context["messages"]]
    assert any(all(str(LEFT_OUT[key]) in one for key in ("columns", "pictures")) for one in told), told
    assert AuditEvent.objects.get(verb="agreement_template.add").detail["left_out"] == what_is_left_out(content)
