"""An agreement as PDF: the words of its filled Word template – the shipped one or an office's own – set by typst.

Text, headings in bold, alignment, sizes, tables and pictures are taken over; ``agreement_pictures.LEFT_OUT`` says what
of an own template is not. Number and parties stand on every page, also where the template does not name them.
"""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from duijie.common.typesetting import print_pdf
from duijie.common.word_templates import fill_word_file
from duijie.programmes.interfaces.agreement_pictures import drawings_in, head_of
from duijie.programmes.interfaces.agreement_words import told_of
from duijie.programmes.models import Agreement
from duijie.programmes.posting_states import Party

FILE = Path(__file__).parents[1] / "print_files" / "agreement.typ"
SIZE = 12.0
"""Points where the template says nothing."""
BLANK = "　" * 4
"""So much room in a line of the template is left for a signature."""


def print_agreement(agreement: Agreement, template: bytes, *, day: date) -> bytes:
    """In the language of the agreement. Raises ``ValidationError`` as ``fill_word_file``."""
    from docx import Document  # noqa: PLC0415 – 30 MB: with the first document

    told = told_of(agreement, day)
    document, pictures = Document(io.BytesIO(fill_word_file(template, told))), _Pictures()
    blocks = list(_blocks(document, pictures))
    head = head_of(document)
    marks = pictures.keep(head._element, head.part) if head is not None else []
    while blocks and blocks[0]["kind"] == "text" and not blocks[0]["text"]:
        blocks.pop(0)
    names = {
        Party.HOST: agreement.posting.host.name, Party.HOME: agreement.posting.home.name,
        Party.COMMISSIONER: agreement.posting.name,
    }  # fmt: skip
    with translation.override(agreement.language):
        number = _("No. %(number)s") % {"number": agreement.number} if agreement.number else _("not filed yet")
        return print_pdf(
            FILE,
            {
                "title": told["programme"], "head": f"{told['programme']} · {told['round']}", "number": number,
                "parties": " · ".join(f"{one.label}: {names[one]}" for one in agreement.party_list), "blocks": blocks,
                "marks": marks,
            },
            pictures.files,
        )  # fmt: skip


class _Pictures:
    """``files``: the pictures by the names under which the blocks speak of them."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def keep(self, element: Any, part: Any) -> list[dict[str, Any]]:
        kept = []
        for one in drawings_in(element, part):
            name = f"picture-{len(self.files)}.{one.suffix}"
            self.files[name] = one.content
            kept.append({"file": name, "width": one.width})
        return kept


def _blocks(document: Any, pictures: _Pictures) -> Iterator[dict[str, Any]]:
    """Paragraphs and tables in their order; empty lines between them are the layout's."""
    for one in document.iter_inner_content():
        if hasattr(one, "rows"):
            rows = [
                [{"text": cell.text, "pictures": pictures.keep(cell._tc, document.part)} for cell in row.cells]
                for row in one.rows
            ]
            columns = max((len(row) for row in rows), default=0)
            if columns:
                empty = {"text": "", "pictures": []}
                cells = [cell for row in rows for cell in [*row, *[empty] * (columns - len(row))]]
                yield {"kind": "table", "columns": columns, "cells": cells}
            continue
        text, align = one.text.rstrip(), {1: "center", 2: "right"}.get(one.alignment, "")
        for shown in pictures.keep(one._p, document.part):
            yield {"kind": "picture", "align": align, **shown}
        if not text.strip():
            continue
        runs = [run for run in one.runs if run.text.strip()]
        heading = one.style.name.startswith(("Heading", "Title"))
        size = next((run.font.size.pt for run in runs if run.font.size is not None), SIZE)
        yield {
            "kind": "text", "text": text, "size": size, "bold": heading or (bool(runs) and all(r.bold for r in runs)),
            "align": align,
            "signs": BLANK in text or " " * 8 in text,
        }  # fmt: skip
