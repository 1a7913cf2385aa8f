"""A work report as a Word document that can be edited: a template, ours or the operator's, filled by docxtpl.

A template is a program: it is run in a sandbox, sees nothing but the report, and fails when it names what is not there.
"""

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText

from duijie.common.word_templates import clean_text, render_word_file
from duijie.indicators.interfaces.report_blocks import Chart, Report, Run, Table, Text

FILES = Path(__file__).parents[1] / "report_files"
PICTURE_WIDTH = Mm(150)
_LINK = "0B4A8F"


def shipped_template(language: str) -> bytes:
    """The template that comes with the platform."""
    return (FILES / f"work_report.{language}.docx").read_bytes()


def write_report(report: Report, template: bytes, pictures: Mapping[str, bytes]) -> bytes:
    """The document. ``pictures`` are the charts by key, as PNG.

    Raises ``ValidationError`` (code ``template``) with what is wrong where the template cannot be filled in.
    """
    return render_word_file(template, lambda document: _context(document, report, pictures))


def _context(document: DocxTemplate, report: Report, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    """What a template can name; ``docs/how-to/make-a-work-report.md`` lists it."""
    addresses = {key: address for key, _label, _value, address in report.index}
    told = _Telling(document, addresses)
    return {
        "title": clean_text(report.title), "subtitle": clean_text(report.subtitle), "period": report.period,
        "area": clean_text(report.area), "owner": clean_text(report.owner), "day": report.day,
        "fingerprint": report.fingerprint, "notes": [*report.notes],
        "sections": [
            {"title": one.title, "blocks": [_block(block, told, document, pictures) for block in one.blocks]}
            for one in report.sections
        ],
        "figures": {
            key.replace(".", "_"): told.runs([Run(value, key)]) for key, _label, value, _address in report.index
        },
        "index_title": report.index_title, "index_heads": [*report.index_heads],
        "index": [
            {"number": number, "label": clean_text(label), "value": value, "link": told.link(_("show"), address)}
            for number, (_key, label, value, address) in enumerate(report.index, start=1)
        ],
    }  # fmt: skip


def _block(block: Any, told: "_Telling", document: DocxTemplate, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    if isinstance(block, Text):
        return {"kind": block.kind, "text": told.runs(block.runs)}
    if isinstance(block, Table):
        rows = [[told.runs([cell]) for cell in row] for row in block.rows]
        return {"kind": block.kind, "caption": block.caption, "heads": [*block.heads], "rows": rows}
    if isinstance(block, Chart):
        picture = InlineImage(document, io.BytesIO(pictures[block.key]), width=PICTURE_WIDTH)
        return {"kind": block.kind, "caption": block.caption, "picture": picture}
    return {"kind": block.kind, "text": clean_text(block.text)}


class _Telling:
    """Text with links, as docxtpl wants it."""

    def __init__(self, document: DocxTemplate, addresses: Mapping[str, str]) -> None:
        self._document, self._addresses = document, addresses
        self._known: dict[str, str] = {}

    def runs(self, runs: Iterable[Run]) -> RichText:
        made = RichText()
        for run in runs:
            address = self._addresses.get(run.figure, "")
            self._add(made, run.text, address)
        return made

    def link(self, words: str, address: str) -> RichText:
        made = RichText()
        self._add(made, words, address)
        return made

    def _add(self, made: RichText, words: str, address: str) -> None:
        if not address:
            made.add(clean_text(words))
            return
        if address not in self._known:
            self._known[address] = self._document.build_url_id(address)
        made.add(clean_text(words), url_id=self._known[address], color=_LINK)
