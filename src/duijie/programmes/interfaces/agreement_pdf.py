"""An agreement as PDF: the words of its filled Word template – the shipped one or an office's own – set by typst.

Text, headings in bold, alignment, sizes, tables, pictures, automatic numbers, heads and feet are taken over;
``agreement_pictures.LEFT_OUT`` says what of an own template is not. Number and parties stand on every page, also where
the template does not name them.
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
from duijie.programmes.interfaces.agreement_pictures import drawings_in
from duijie.programmes.interfaces.agreement_words import told_of
from duijie.programmes.interfaces.word_heads import has_page_number, heads_of, lines_of
from duijie.programmes.interfaces.word_numbers import Number, numbers_of
from duijie.programmes.interfaces.word_xml import reading_word
from duijie.programmes.models import Agreement
from duijie.programmes.posting_states import Party

FILE = Path(__file__).parents[1] / "print_files" / "agreement.typ"
SIZE = 12.0
"""Points where the template says nothing."""
BLANK = "　" * 4
"""So much room in a line of the template is left for a signature."""


def print_agreement(agreement: Agreement, template: bytes, *, day: date) -> bytes:
    """In the language of the agreement. Raises ``ValidationError`` as ``fill_word_file`` and ``read_word_file``."""
    told = told_of(agreement, day)
    blocks, heads, files = read_word_file(fill_word_file(template, told))
    names = {
        Party.HOST: agreement.posting.host.name, Party.HOME: agreement.posting.home.name,
        Party.COMMISSIONER: agreement.posting.name,
    }  # fmt: skip
    with translation.override(agreement.language):
        number = _("No. %(number)s") % {"number": agreement.number} if agreement.number else _("not filed yet")
        return print_pdf(
            FILE,
            {
                "title": told["programme"], "title-line": f"{told['programme']} · {told['round']}", "number": number,
                "parties": " · ".join(f"{one.label}: {names[one]}" for one in agreement.party_list), "blocks": blocks,
                **heads,
            },
            files,
        )  # fmt: skip


def read_word_file(content: bytes) -> tuple[list[dict[str, Any]], dict[str, Any], dict[str, bytes]]:
    """What is set of a filled template: its blocks, its heads and feet, the files of its pictures.

    Raises ``ValidationError`` as ``reading_word``.
    """
    from docx import Document  # noqa: PLC0415 – 30 MB: with the first document

    with reading_word():
        document, pictures = Document(io.BytesIO(content)), _Pictures()
        blocks = list(_blocks(document, pictures, numbers_of(document)))
        heads = {place: _heads(kinds, pictures) for place, kinds in heads_of(document).items()}
    return blocks, heads, pictures.files


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


def _heads(kinds: dict[str, Any], pictures: _Pictures) -> dict[str, dict[str, Any]]:
    """Of each kind of page: the lines, the pictures, and whether the number of the page is among them."""
    told: dict[int, dict[str, Any]] = {}
    for head in kinds.values():
        lines = lines_of(head) if head is not None else []
        marks = pictures.keep(head._element, head.part) if head is not None and id(head) not in told else []
        told.setdefault(id(head), {"lines": lines, "marks": marks, "counts": has_page_number(lines)})
    return {kind: told[id(head)] for kind, head in kinds.items()}


def _table(table: Any, document: Any, pictures: _Pictures, numbers: dict[Any, Number]) -> dict[str, Any]:
    """Cells from left to right; what was joined is one cell as wide as its columns, and said in its first row."""
    cells, rows, said = [], [], set()
    for row in table.rows:
        joined: dict[Any, int] = {}
        for cell in row.cells:
            joined[cell._tc] = joined.get(cell._tc, 0) + 1
        rows.append((joined, {cell._tc: cell for cell in row.cells}))
    columns = max((sum(joined.values()) for joined, _cells in rows), default=0)
    for joined, held in rows:
        for element, span in joined.items():
            is_new = element not in said
            said.add(element)
            text = "\n".join(_numbered(one, numbers) for one in held[element].paragraphs) if is_new else ""
            cells.append(
                {"text": text, "pictures": pictures.keep(element, document.part) if is_new else [], "span": span}
            )
        if missing := columns - sum(joined.values()):
            cells.append({"text": "", "pictures": [], "span": missing})
    return {"kind": "table", "columns": columns, "cells": cells}


def _numbered(paragraph: Any, numbers: dict[Any, Number]) -> str:
    number = numbers.get(paragraph._p)
    return paragraph.text if number is None else f"{number.text.rstrip()} {paragraph.text}"


def _blocks(document: Any, pictures: _Pictures, numbers: dict[Any, Number]) -> Iterator[dict[str, Any]]:
    """Paragraphs and tables in their order; empty lines between them are the layout's."""
    for one in document.iter_inner_content():
        if hasattr(one, "rows"):
            found = _table(one, document, pictures, numbers)
            if found["columns"]:
                yield found
            continue
        number = numbers.get(one._p)
        text, align = one.text.rstrip(), {1: "center", 2: "right"}.get(one.alignment, "")
        for shown in pictures.keep(one._p, document.part):
            yield {"kind": "picture", "align": align, **shown}
        if not text.strip() and number is None:
            continue
        runs = [run for run in one.runs if run.text.strip()]
        heading = one.style.name.startswith(("Heading", "Title"))
        size = next((run.font.size.pt for run in runs if run.font.size is not None), SIZE)
        bold = heading or (bool(runs) and all(r.bold for r in runs))
        yield {
            "kind": "text", "text": text, "size": size, "bold": bold, "align": align,
            "number": None if number is None else {
                "text": number.text, "first": number.first, "left": number.left, "bold": bold or number.bold,
                "is_close": number.is_close or number.text.endswith(" "),
            },
            "signs": BLANK in text or " " * 8 in text,
        }  # fmt: skip
