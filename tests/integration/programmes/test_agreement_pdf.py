"""The PDF of an agreement: the words of its template, its number and its parties, in the language of the agreement."""

import io
from datetime import timedelta

import docx
import pytest
from tests.factories.postings import make_certificate, make_host, make_posted

from duijie.common import clock
from duijie.programmes.domain.agreements.templates import shipped_template
from duijie.programmes.domain.postings.postings import make_posting
from duijie.programmes.interfaces import agreement_pdf
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

    def keep(_source, given):
        told.update(given)
        return printed(_source, given)

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
        lines = [one["text"] for one in told["blocks"]]
        assert any("每月到企业" in one for one in lines)
        assert sum(one["signs"] for one in told["blocks"]) == 3
    made.number, made.language = None, "en"
    assert agreement_pdf.print_agreement(made, own_template(), day=clock.today()).startswith(b"%PDF-")
    kinds = [one["kind"] for one in told["blocks"]]
    assert (told["number"], kinds, told["blocks"][1]["cells"]) == (
        "not filed yet", ["text", "table", "text"], [host.name, posting.name],
    )  # fmt: skip
